//! `jianbao bench tokenize`: measures tokenizers on the user's own text.
//!
//! The help of every build lists the command, but the measurement is compiled only with the feature `bench`. Without it, the
//! command prints how to build jianbao with the feature.

#[cfg(feature = "bench")]
mod measuring;

use std::path::PathBuf;

use anyhow::Result;

use crate::formats::ValueFormatArgs;
use crate::numbers;
use crate::outcome::Outcome;

/// Measure tokenizers on your own text
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Tokenize(TokenizeArgs),
}

/// Measure tokenizers of Chinese: speed, memory, agreement, and recall of queries
///
/// Compares jianbao's modes with jieba-rs and ICU4X. `cut` segments the original text by jieba's own words; exact,
/// full, search, bigram and unigram normalise first. Each round runs every tokenizer once, so the ratio to jieba-rs
/// holds on a busy machine too; megabytes per second are valid for this machine only.
///
/// `agree` is the agreement of token boundaries with jieba-rs. `found` is the share of random pieces of the text (two
/// to eight characters) whose query tokens are all tokens of the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  jianbao bench tokenize --file news.txt --out report.html
  jianbao bench tokenize --gold pku_test_gold.utf8")]
struct TokenizeArgs {
    /// Text to measure, line by line [default: the text of --gold, else 25 sample reports]
    #[arg(long, value_name = "FILE", num_args = 1..)]
    file: Vec<PathBuf>,
    /// Human segmentation, words separated by spaces, for precision, recall and F1
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// Write an HTML page with charts, without external resources
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace an existing file of --out
    #[arg(long, requires = "out")]
    force: bool,
    /// Number of passes of each tokenizer over the text
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = numbers::positive::<u16>)]
    rounds: u16,
    #[command(flatten)]
    output: ValueFormatArgs,
    /// Print the peak memory of this tokenizer for the text on standard input
    #[arg(long, value_name = "NAME", hide = true)]
    peak_of: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let What::Tokenize(args) = &args.what;
    measure(args)
}

#[cfg(feature = "bench")]
fn measure(args: &TokenizeArgs) -> Result<Outcome> {
    measuring::run(args)
}

#[cfg(not(feature = "bench"))]
fn measure(_: &TokenizeArgs) -> Result<Outcome> {
    anyhow::bail!(crate::texts::messages::built_without_bench())
}

//! `jianbao bench tokenize`: measures tokenizers on the user's own text.
//!
//! The help of every build lists the command. The measurement is compiled only with the feature `bench`; without it the
//! command says how to get it.

#[cfg(feature = "bench")]
mod measuring;

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

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

/// Measure ways to cut Chinese text: speed, memory, agreement, and what queries find
///
/// Our modes are compared with jieba-rs and ICU4X. `cut` takes jieba's own words on the text as it is; exact, full,
/// search, bigram and unigram normalise first. Speed is measured in rounds in which each goes through the text
/// once, so the ratio to jieba-rs holds on a busy machine too; a figure in megabytes is this machine's alone.
///
/// `agree` is how far the places where tokens begin and end are those of jieba-rs, `found` the share of pieces
/// of the text, two to eight characters drawn by chance, of which all query tokens are tokens of the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  jianbao bench tokenize --file news.txt --out report.html
  jianbao bench tokenize --gold pku_test_gold.utf8")]
struct TokenizeArgs {
    /// Text to measure on, line by line; without any, the gold's text, else 25 sample reports, which are few
    #[arg(long, value_name = "FILE", num_args = 1..)]
    file: Vec<PathBuf>,
    /// Text that people have cut, words separated by spaces: precision, recall and F1 are measured against it
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// Write an HTML page with charts, without external resources
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace an existing file of --out
    #[arg(long, requires = "out")]
    force: bool,
    /// Number of passes of each tokenizer over the text
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArg,
    /// Print the most memory that this tokenizer takes for the text on standard input
    #[arg(long, value_name = "NAME", hide = true)]
    peak_of: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// A table
    Text,
    /// One JSON value
    Json,
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

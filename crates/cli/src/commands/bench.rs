//! `jianbao bench tokenize`: tokenizers measured on the user's own text.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use jianbao_tokenizer_bench::{Gold, Sample, Tokenizer, measure, sample};

use crate::out_file::{self, Existing};
use crate::outcome::Outcome;
use crate::texts::messages;
use crate::{bench_page, bench_table, talk, text_input};

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
/// Our modes stand beside jieba-rs and ICU4X. `cut` takes jieba's own words on the text as it is; exact, full,
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
    /// Write a page with charts that needs nothing from the net
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file of --out where there is one already
    #[arg(long, requires = "out")]
    force: bool,
    /// How often each goes through the text
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// How to print the result
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

/// The project's sample news.
const SAMPLE_NEWS: &str = include_str!("../../data/sample-news.jsonl");

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let What::Tokenize(args) = &args.what;
    if let Some(name) = &args.peak_of {
        return print_peak(name);
    }
    let existing = Existing::by_force(args.force);
    if let Some(file) = &args.out {
        out_file::refuse_taken(file, existing)?;
    }
    let gold = match &args.gold {
        Some(file) => {
            let gold = Gold::parse(&text_input::of_file(file)?);
            ensure!(gold.texts().next().is_some(), messages::no_words(file));
            Some((file, gold))
        }
        None => None,
    };
    let sample = sample(args, gold.as_ref().map(|(file, gold)| (file.as_path(), gold)))?;
    let mut measurement = measure(&sample, gold.as_ref().map(|(_, gold)| gold), args.rounds.into());
    for row in &mut measurement.rows {
        row.peak_bytes = peak_bytes(row.name, &sample);
    }
    let mut out = anstream::stdout().lock();
    match args.format {
        FormatArg::Text => write!(out, "{}", bench_table::table(&measurement))?,
        FormatArg::Json => {
            serde_json::to_writer_pretty(&mut out, &measurement)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if let Some(file) = &args.out {
        let page = bench_page::page(&measurement)?;
        out_file::write(file, &page, existing)?;
        talk::say(&messages::page_written(file));
    }
    Ok(Outcome::Found)
}

/// The text to measure on.
fn sample(args: &TokenizeArgs, gold: Option<(&Path, &Gold)>) -> Result<Sample> {
    if let [first, others @ ..] = &args.file[..] {
        let mut text = String::new();
        for file in &args.file {
            text.push_str(&text_input::of_file(file)?);
            text.push('\n');
        }
        let sample = Sample::of_text(messages::and_more(first, others.len()), &text);
        ensure!(!sample.lines.is_empty(), messages::no_text(&sample.name));
        return Ok(sample);
    }
    if let Some((file, gold)) = gold {
        let lines = gold.texts().map(str::to_owned).collect();
        return Ok(Sample { name: file.display().to_string(), lines });
    }
    talk::say(messages::too_little());
    let lines = sample::lines_of_reports(SAMPLE_NEWS, usize::MAX)?;
    Ok(Sample { name: messages::sample_news().to_owned(), lines })
}

/// The most memory that a tokenizer takes, measured in a process of its own; `None` where the system does not
/// say it.
fn peak_bytes(name: &str, sample: &Sample) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let mut child = Command::new(program)
        .args(["bench", "tokenize", "--peak-of", name])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    // A child that has ended early says so by what it has not printed.
    let _ = input.write_all(sample.lines.join("\n").as_bytes());
    drop(input);
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// What the process for [`peak_bytes`] does.
fn print_peak(name: &str) -> Result<Outcome> {
    let tokenizer = Tokenizer::all().into_iter().find(|tokenizer| tokenizer.name() == name);
    let tokenizer = tokenizer.with_context(|| messages::unknown_tokenizer(name))?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    // Forgets what reading took at its peak; where that is refused, the peak is measured from there.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let Some(before) = memory_bytes("VmRSS:") else { return Ok(Outcome::NothingFound) };
    let mut open = tokenizer.open();
    let tokens: usize = text.lines().map(|line| open.count(line)).sum();
    std::hint::black_box(tokens);
    let peak = memory_bytes("VmHWM:").unwrap_or(before);
    writeln!(anstream::stdout(), "{}", peak.saturating_sub(before))?;
    Ok(Outcome::Found)
}

/// A line of what Linux says of this process, which is in units of 1,024 bytes.
fn memory_bytes(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(field))?;
    Some(value.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sample_is_the_news_among_the_examples() {
        let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/news/reports.jsonl");
        assert_eq!(super::SAMPLE_NEWS, std::fs::read_to_string(examples).unwrap());
    }
}

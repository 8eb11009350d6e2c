//! Measurement: the sample, the rounds, the memory of each tokenizer, and the output.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use jianbao_tokenizer_bench::{Gold, Sample, Tokenizer, measure, sample};

use super::TokenizeArgs;
use crate::formats::Format;
use crate::json;
use crate::out_file::{self, Existing};
use crate::outcome::Outcome;
use crate::texts::messages;
use crate::{bench_page, bench_table, talk, text_input};

/// The project's sample news.
const SAMPLE_NEWS: &str = include_str!("../../../data/sample-news.jsonl");

pub(super) fn run(args: &TokenizeArgs) -> Result<Outcome> {
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
    if args.output.format() == Format::Json {
        json::write_pretty(&mut out, &measurement)?;
    } else {
        write!(out, "{}", bench_table::table(&measurement))?;
    }
    out.flush()?;
    if let Some(file) = &args.out {
        let page = bench_page::page(&measurement)?;
        out_file::write(file, &page, existing)?;
        talk::say(&messages::page_written(file));
    }
    Ok(Outcome::Found)
}

/// The text for the measurement.
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

/// The peak memory of a tokenizer, measured in a process of its own; `None` if the system does not report it.
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
    // A child that has ended early shows in its missing output.
    let _ = input.write_all(sample.lines.join("\n").as_bytes());
    drop(input);
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The work of the process for [`peak_bytes`].
fn print_peak(name: &str) -> Result<Outcome> {
    let tokenizer = Tokenizer::all().into_iter().find(|tokenizer| tokenizer.name() == name);
    let tokenizer = tokenizer.with_context(|| messages::unknown_tokenizer(name))?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    // Resets the peak after reading; if that is refused, the peak includes the reading.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let Some(before) = memory_bytes("VmRSS:") else { return Ok(Outcome::NothingFound) };
    let mut open = tokenizer.open();
    let tokens: usize = text.lines().map(|line| open.count(line)).sum();
    std::hint::black_box(tokens);
    let peak = memory_bytes("VmHWM:").unwrap_or(before);
    writeln!(anstream::stdout(), "{}", peak.saturating_sub(before))?;
    Ok(Outcome::Found)
}

/// A line of Linux's status of this process, which is in units of 1,024 bytes.
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

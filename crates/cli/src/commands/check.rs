//! `jianbao check`: checks whether sentences occur in the index.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Result, ensure};
use jianbao::corpus::{CheckRequest, Checked, Closest, Standing, check, sentences};

use crate::config::SelectionArgs;
use crate::formats::{self, Format};
use crate::global::Global;
use crate::json;
use crate::numbers;
use crate::outcome::Outcome;
use crate::pager;
use crate::searched::Searched;
use crate::style::{ASIDE, DOUBT, MATCH, TITLE, is_coloured};
use crate::text::{one_line, write_hanging};
use crate::text_input;
use crate::texts::messages;

/// The formats of a verdict.
const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Jsonl];

/// Check whether articles contain sentences exactly
///
/// A sentence is found if an article contains it, punctuation included. Width, case, and traditional
/// and simplified characters make no difference. If no article contains it, the closest passage is
/// shown with the characters that differ. Exit status 0: every sentence is found; 1: one is not.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Sentence; several arguments are joined by spaces
    #[arg(value_name = "TEXT", required_unless_present = "file", conflicts_with = "file")]
    text: Vec<String>,
    /// Check each sentence of a file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Check against these files and folders directly, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Maximum number of articles listed per sentence
    #[arg(short = 'n', long, default_value_t = 3, value_name = "N", value_parser = numbers::whole::<usize>)]
    limit: usize,
    /// Output format
    #[arg(long, value_parser = formats::of(FORMATS), default_value = "text")]
    format: Format,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let sentences = match &args.file {
        Some(file) if file.as_os_str() == "-" => sentences_of(&text_input::of_standard_input()?),
        Some(file) => sentences_of(&text_input::of_file(file)?),
        None => vec![args.text.join(" ")],
    };
    ensure!(sentences.iter().any(|text| !text.trim().is_empty()), messages::nothing_to_check());
    let searched = Searched::open(&args.paths, &args.selection, global)?;
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut verdicts = Vec::new();
    let mut lacking = 0_u64;
    for (number, sentence) in sentences.iter().enumerate() {
        let checked = match check(searched.index.folder()?, &CheckRequest::new(sentence).limit(args.limit)) {
            // A line of signs that are not searched.
            Err(jianbao::corpus::CorpusError::Empty) if sentences.len() > 1 => continue,
            checked => checked?,
        };
        lacking += u64::from(!checked.stands());
        match args.format {
            Format::Json => verdicts.push(checked),
            Format::Jsonl => {
                json::write(&mut out, &checked)?;
                writeln!(out)?;
            }
            _ => {
                if number > 0 {
                    writeln!(out)?;
                }
                write_text(&mut out, &checked, sentences.len() > 1)?;
            }
        }
    }
    match verdicts.as_slice() {
        [only] if args.file.is_none() => json::write_pretty(&mut out, only)?,
        [] => {}
        all => json::write_pretty(&mut out, &all)?,
    }
    out.flush()?;
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ if lacking > 0 => Outcome::NothingFound,
        _ => Outcome::Found,
    })
}

fn sentences_of(text: &str) -> Vec<String> {
    sentences(text).into_iter().map(|bytes| text[bytes].trim().to_owned()).collect()
}

fn write_text(out: &mut impl Write, checked: &Checked, is_one_of_many: bool) -> Result<()> {
    if is_one_of_many {
        let text = format!("{}{}{}", TITLE.render(), one_line(&checked.text), TITLE.render_reset());
        write_hanging(out, "", &text)?;
    }
    writeln!(out, "{}", messages::sentence_verdict(checked.articles))?;
    for standing in &checked.standing {
        write_standing(out, standing)?;
    }
    if let Some(closest) = &checked.closest {
        write_closest(out, checked, closest)?;
    }
    Ok(())
}

fn write_standing(out: &mut impl Write, standing: &Standing) -> Result<()> {
    let date = standing.date.map(|date| date.to_string());
    let paragraph = messages::paragraph(standing.part, standing.paragraph);
    let facts: Vec<String> =
        date.into_iter().chain(standing.source.clone()).chain([paragraph, standing.id.clone()]).collect();
    write_hanging(out, "  ", &one_line(&standing.headline))?;
    write_facts(out, "    ", &facts)?;
    if !standing.reprints.is_empty() {
        write_hanging(out, "    ", &messages::reprints_too(standing.reprints.len()))?;
    }
    Ok(())
}

/// The closest passage above the sentence, each with its differing characters marked.
fn write_closest(out: &mut impl Write, checked: &Checked, closest: &Closest) -> Result<()> {
    let date = closest.date.map(|date| date.to_string());
    let facts: Vec<String> = date
        .into_iter()
        .chain(closest.source.clone())
        .chain([messages::paragraph(closest.part, closest.paragraph), closest.id.clone()])
        .collect();
    writeln!(out, "{}", messages::closest(closest.changes))?;
    write_facts(out, "  ", &facts)?;
    let of_passage = closest.differences.iter().map(|difference| difference.passage);
    let of_text = closest.differences.iter().map(|difference| difference.text);
    let (there, here) = messages::there_and_here();
    write_hanging(out, &format!("  {there}"), &differing(&closest.passage, of_passage))?;
    write_hanging(out, &format!("  {here}"), &differing(&checked.text, of_text))?;
    Ok(())
}

/// Writes where a passage stands.
fn write_facts(out: &mut impl Write, lead: &str, facts: &[String]) -> Result<()> {
    let facts = format!("{}{}{}", ASIDE.render(), one_line(&facts.join(" · ")), ASIDE.render_reset());
    Ok(write_hanging(out, lead, &facts)?)
}

/// A text with the spans that differ marked.
fn differing(text: &str, spans: impl Iterator<Item = [usize; 2]>) -> String {
    let (open, close) = if is_coloured() {
        (format!("{}{}", MATCH.render(), DOUBT.render()), DOUBT.render_reset().to_string())
    } else {
        ("[".to_owned(), "]".to_owned())
    };
    let mut marked = String::new();
    let mut at = 0;
    for [start, end] in spans {
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else { continue };
        marked.push_str(&one_line(before));
        marked.push_str(&format!("{open}{}{close}", one_line(inside)));
        at = end;
    }
    marked.push_str(&one_line(text.get(at..).unwrap_or_default()));
    marked
}

//! `jianbao articles`: splits files into articles.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jianbao::article::{Label, LineReading, LineSign};
use jianbao::ingest::{Entry, FoundFiles, IndexEvent, IngestError, PageText, Severity, Warning};

use crate::config::SelectionArgs;
use crate::formats::{ArticleFormatArgs, Record, Rows, on_stdout};
use crate::outcome::Outcome;
use crate::pager;
use crate::report;
use crate::talk;
use crate::text::{cut, one_line, padded, wrapped};
use crate::texts::messages;

/// Print the articles of files, without an index
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files and folders
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    output: ArticleFormatArgs,
    /// Explain each line of a page: its role, the probability that an article begins there, and the reasons; for a saved
    /// page, the place from which each field was taken
    #[arg(long, conflicts_with_all = ["format", "json", "bom", "paths_given"])]
    explain: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.explain {
        return explain(args);
    }
    let mut writer = on_stdout(args.output.format(), args.output.mark()?, Rows::Articles, talk::today())?;
    let mut losses = Losses::default();
    let mut failure: Option<anyhow::Error> = None;
    let (paths, here) = (args.output.paths(), std::env::current_dir().ok());
    let selection = args.selection.selection(args.paths.iter().cloned())?;
    let mut files = selection.files();
    for file in files.by_ref() {
        let read = file.and_then(|file| {
            selection.read_file(&file, &mut |entry| match entry {
                Entry::Article(article, place) => {
                    if failure.is_none() {
                        let record = Record::of_article(&article, writer.next_number());
                        failure = writer.write(&record.at(paths.of(Some(&place)), here.as_deref())).err();
                    }
                }
                Entry::Warning(warning) => losses.warn(&warning),
                Entry::Skipped(error) => losses.skip(&error),
            })
        });
        if let Err(error) = read {
            losses.skip(&error);
        }
        if let Some(failure) = failure.take() {
            return Err(failure);
        }
    }
    let count = writer.next_number() - 1;
    writer.finish()?;
    tell_passed_over(&files);
    Ok(losses.outcome(count))
}

/// Reports the files in folders that have no known format.
fn tell_passed_over(files: &FoundFiles) {
    if let Some(passed_over) = messages::passed_over_kinds(&files.passed_over()) {
        talk::say(&passed_over);
    }
}

/// Reports doubts and losses, and records whether anything was lost.
#[derive(Default)]
struct Losses {
    are_any: bool,
}

impl Losses {
    fn warn(&mut self, warning: &Warning) {
        self.are_any |= warning.severity == Severity::Loss;
        report::problem(&IndexEvent::Warning(warning));
    }

    fn skip(&mut self, error: &IngestError) {
        self.are_any = true;
        report::problem(&IndexEvent::Skipped(error));
    }

    fn outcome(&self, count: usize) -> Outcome {
        if self.are_any { Outcome::Failed } else { Outcome::of_count(count) }
    }
}

/// Maximum number of kinds of signs shown for a line.
const MAX_REASONS: usize = 5;
/// Signs that change the score by less are not shown.
const LEAST_GAIN: f32 = 0.3;
/// Position of the text of a line, in columns.
const TEXT_COLUMN: usize = 25;
/// Maximum width of the text of a line, in columns.
const MAX_TEXT_COLUMNS: usize = 48;
/// Position of the reasons on a terminal that is too narrow for them below the text, and that width, in columns.
const NARROW_COLUMN: usize = 7;
const NARROW_COLUMNS: usize = 60;

/// Prints how the lines of pages were read, and the source of each field of a saved page. Other formats have nothing to explain.
fn explain(args: &Args) -> Result<Outcome> {
    pager::start();
    let mut out = anstream::stdout().lock();
    let mut count = 0;
    let mut losses = Losses::default();
    let selection = args.selection.selection(args.paths.iter().cloned())?;
    let mut files = selection.files();
    for file in files.by_ref() {
        let mut failure: Option<anyhow::Error> = None;
        let mut others = 0_u64;
        let read = file.and_then(|file| {
            let take = &mut |path: &Path, text: PageText<'_>| {
                if failure.is_none() {
                    failure = match text {
                        PageText::Plain(text) => explain_page(&mut out, path, text, &mut count),
                        PageText::Html(html) => explain_html(&mut out, path, html, &mut count),
                    }
                    .err();
                }
            };
            let report = selection.read_pages(&file, take, &mut |entry| match entry {
                Entry::Article(..) => others += 1,
                Entry::Warning(warning) => losses.warn(&warning),
                Entry::Skipped(error) => losses.skip(&error),
            });
            report.map(|_| file)
        });
        match read {
            Ok(file) if others > 0 => talk::say(&messages::nothing_to_explain(&file.path, others)),
            Ok(_) => {}
            Err(error) => losses.skip(&error),
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    out.flush()?;
    Ok(losses.outcome(count))
}

fn explain_page(out: &mut impl Write, path: &Path, text: &str, count: &mut usize) -> Result<()> {
    if *count == 0 {
        for line in wrapped(messages::reading_legend(), talk::columns()) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out, "\n{}", one_line(&path.display().to_string()))?;
    let [line, reading, begins, opening] = messages::reading_heads();
    writeln!(out, "{} {} {} {opening}", padded(line, 6), padded(reading, 10), padded(begins, 6))?;
    for reading in jianbao::article::explain_page(text, MAX_REASONS) {
        *count += 1;
        let LineReading { line, text, label, start_probability, reasons, .. } = reading;
        let room = talk::columns().map_or(MAX_TEXT_COLUMNS, |columns| columns.saturating_sub(TEXT_COLUMN));
        let opening = cut(&one_line(&text), room.min(MAX_TEXT_COLUMNS));
        let name = padded(messages::label(label), 10);
        writeln!(out, "{line:>5}  {name} {start_probability:<6.2} {opening}")?;
        if start_probability > 0.01 || label == Label::HeadlineStart {
            write_reasons(out, &reasons)?;
        }
    }
    Ok(())
}

/// The signs for an article that begins with a line, and those against it.
fn write_reasons(out: &mut impl Write, reasons: &[(LineSign, f32)]) -> Result<()> {
    for is_for in [true, false] {
        let signs: Vec<String> = reasons
            .iter()
            .filter(|(_, gain)| gain.abs() >= LEAST_GAIN && (*gain > 0.0) == is_for)
            .map(|(sign, gain)| format!("{} {:.1}", messages::line_sign(*sign), gain.abs()))
            .collect();
        if signs.is_empty() {
            continue;
        }
        let said = format!("{}{}", messages::speaks(is_for), signs.join(messages::comma()));
        let is_narrow = talk::columns().is_some_and(|columns| columns < NARROW_COLUMNS);
        write_wrapped(out, &said, if is_narrow { NARROW_COLUMN } else { TEXT_COLUMN })?;
    }
    Ok(())
}

/// A text wrapped at the terminal's width, each line of it indented.
fn write_wrapped(out: &mut impl Write, text: &str, indent: usize) -> Result<()> {
    for line in wrapped(text, talk::columns().map(|columns| columns.saturating_sub(indent))) {
        writeln!(out, "{}{line}", " ".repeat(indent))?;
    }
    Ok(())
}

/// For each field of a saved page: its value, its place on the page, and the values in other places.
#[cfg(feature = "html")]
fn explain_html(out: &mut impl Write, path: &Path, html: &str, count: &mut usize) -> Result<()> {
    use jianbao::ingest::{Origin, PageReason};

    writeln!(out, "{}", one_line(&path.display().to_string()))?;
    let said = |value: &str, origin: Origin| {
        let value: String = one_line(value).chars().take(60).collect();
        format!("{value} ({})", messages::origin(origin))
    };
    for PageReason { field, value, origin, others } in jianbao::ingest::reasons_of_html(html) {
        *count += 1;
        write_wrapped(out, &format!("{}  {}", padded(field, 14), said(&value, origin)), 2)?;
        if !others.is_empty() {
            let others = others.iter().take(MAX_REASONS).map(|(value, origin)| said(value, *origin));
            let others = others.collect::<Vec<_>>().join(" · ");
            write_wrapped(out, &format!("{} {others}", messages::not_believed()), NARROW_COLUMN)?;
        }
    }
    Ok(())
}

#[cfg(not(feature = "html"))]
fn explain_html(_: &mut impl Write, _: &Path, _: &str, _: &mut usize) -> Result<()> {
    Ok(())
}

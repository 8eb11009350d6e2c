//! `jianbao index`: bring the index up to date with files and folders.

use std::cell::Cell;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jianbao::{Index, IndexEvent, IndexOptions, IndexSummary, Severity};

use crate::Global;
use crate::commands::stats::megabytes;
use crate::location;
use crate::outcome::Outcome;
use crate::report;
use crate::talk;
use crate::texts::messages;

/// So many notes are printed; further ones are counted. What was left out is always printed.
const MAX_NOTES: u64 = 20;

/// Index files and folders, or bring the index up to date with them
///
/// Takes newspaper pages and articles as text (txt), Markdown (md), JSON lines (jsonl), JSON (json), tables
/// (csv, tsv), saved news pages (html) and feeds (rss, atom, xml), each plain, packed (gz, zst, xz) or in archives
/// (zip, tar), in UTF-8, UTF-16, GB18030 or Big5. Only files that are new or have changed are read; what a changed file held before is replaced. `-` reads JSON
/// lines from standard input.
///
/// What is indexed is committed in batches, and each commit is said: whatever happens afterwards, that much is kept, and
/// the same command goes on from there. Ctrl-C ends the run in good order.
///
/// The index is the nearest .jianbao upwards, or a new one in the current directory.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files and folders; `-` is standard input as JSON lines
    #[arg(required_unless_present = "rebuild", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Words of your own, `word [frequency] [tag]` a line; they are stored in the index
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Make the index anew from what is stored in it first, with the words of --dict if given
    #[arg(long)]
    rebuild: bool,
    /// Commit after so many bytes of files; a file is never split
    #[arg(long, value_name = "N", default_value_t = IndexOptions::default().commit_bytes)]
    commit_bytes: u64,
    /// Print the summary as one JSON value
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let started = Instant::now();
    let place = location::for_writing(global)?;
    let index = open(args, &place)?;
    let progress = Progress::new();
    let (standard_input, paths): (Vec<_>, Vec<_>) =
        args.paths.iter().cloned().partition(|path| path == Path::new("-"));
    let mut summary = IndexSummary::default();
    if !paths.is_empty() {
        let options = IndexOptions::default().commit_bytes(args.commit_bytes).stop(stop_on_interrupt()?);
        summary = jianbao::index_paths_with(&index, &paths, &options, &mut |event| progress.hear(&event))?;
    }
    if !standard_input.is_empty() && !summary.stopped {
        let name = Path::new("standard input");
        let read = jianbao::index_json_lines(&index, std::io::stdin().lock(), name, &mut |event| {
            progress.hear(&event)
        })?;
        summary = sum(&summary, &read);
    }
    progress.bar.finish_and_clear();
    if let Some(more @ 1..) = progress.notes.get().checked_sub(MAX_NOTES) {
        talk::say(&messages::more_notes(more));
    }
    if args.json {
        use std::io::Write;
        let mut out = anstream::stdout().lock();
        serde_json::to_writer(&mut out, &summary)?;
        writeln!(out)?;
    } else {
        talk::say(&said(&summary, started.elapsed().as_secs_f64(), index.len(), &place));
    }
    if summary.stopped {
        talk::say(messages::stopped());
    }
    if summary.skipped > 0 || summary.stopped {
        return Ok(Outcome::Failed);
    }
    if summary.files + summary.unchanged == 0 && !args.rebuild {
        talk::say(messages::no_known_format());
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Found)
}

/// What becomes true when the user interrupts. Who interrupts twice does not want to wait, and loses what is not
/// committed.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if told.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        talk::say(messages::stopping());
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(stop)
}

/// The exit status of a program that Ctrl-C ended, as shells expect it.
const INTERRUPTED: i32 = 130;

/// Opens or makes the index, with the user's words where they are given.
fn open(args: &Args, place: &Path) -> Result<Index> {
    let words = match &args.dict {
        Some(file) => {
            let words = std::fs::read_to_string(file).with_context(|| messages::unreadable(file))?;
            report::bad_lines(file, &words);
            Some(words)
        }
        None => None,
    };
    if args.rebuild {
        return Ok(Index::rebuild(place, words.as_deref())?);
    }
    let Some(words) = words else { return Ok(Index::open_or_create(place)?) };
    match Index::create_with_words(place, &words) {
        Err(jianbao::Error::AlreadyAnIndex { .. }) => {
            let index = Index::open(place)?;
            if index.user_dictionary() != words {
                bail!(messages::other_words(place));
            }
            Ok(index)
        }
        made_or_failed => Ok(made_or_failed?),
    }
}

fn sum(a: &IndexSummary, b: &IndexSummary) -> IndexSummary {
    IndexSummary {
        articles: a.articles + b.articles,
        replaced: a.replaced + b.replaced,
        files: a.files + b.files,
        unchanged: a.unchanged + b.unchanged,
        bytes: a.bytes + b.bytes,
        warnings: a.warnings + b.warnings,
        skipped: a.skipped + b.skipped,
        stopped: a.stopped || b.stopped,
    }
}

fn said(summary: &IndexSummary, seconds: f64, total: u64, place: &Path) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate shown to a tenth of a megabyte a second")]
    let rate = summary.bytes as f64 / 1e6 / seconds.max(1e-9);
    let size = megabytes(summary.bytes);
    let mut line = messages::indexed(summary.articles, summary.files, &size, seconds, rate);
    for (count, said) in [
        (summary.unchanged, messages::files_unchanged(summary.unchanged)),
        (summary.replaced, messages::articles_replaced(summary.replaced)),
        (summary.warnings, messages::warnings(summary.warnings)),
        (summary.skipped, messages::count_skipped(summary.skipped)),
    ] {
        if count > 0 {
            line.push_str(&said);
        }
    }
    format!("{line}\n{}", messages::now_holds(place, total))
}

/// A bar on stderr where that is a terminal; problems are said above it.
struct Progress {
    bar: ProgressBar,
    /// Notes given so far.
    notes: Cell<u64>,
}

impl Progress {
    fn new() -> Progress {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, notes: Cell::new(0) }
    }

    fn hear(&self, event: &IndexEvent<'_>) {
        match event {
            IndexEvent::Planned { bytes, .. } => self.bar.set_length(*bytes),
            // Inside a file the bar follows the text of the articles, which is less than the file.
            IndexEvent::Added { bytes, .. } => self.bar.inc(*bytes),
            IndexEvent::Committed { articles, files } => self.bar.suspend(|| {
                talk::say(&messages::committed(*articles, *files));
            }),
            IndexEvent::FileDone { path, .. } => self.bar.set_message(path.display().to_string()),
            // `jianbao articles` shows where a page was guessed at.
            IndexEvent::Warning(warning) if warning.severity == Severity::Guess => {}
            IndexEvent::Warning(_) | IndexEvent::Replaced { .. } if self.notes.get() >= MAX_NOTES => {
                self.notes.set(self.notes.get() + 1);
            }
            IndexEvent::Warning(warning) if warning.severity == Severity::Fault => {
                self.notes.set(self.notes.get() + 1);
                self.bar.suspend(|| report::problem(event));
            }
            IndexEvent::Replaced { .. } => {
                self.notes.set(self.notes.get() + 1);
                self.bar.suspend(|| report::problem(event));
            }
            IndexEvent::Warning(_) | IndexEvent::Skipped(_) | IndexEvent::Refused { .. } => {
                self.bar.suspend(|| report::problem(event))
            }
        }
    }
}

//! `jianbao index`: updates the index from files and folders.

#[cfg(feature = "remote")]
mod loading;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use jianbao::Index;
use jianbao::index::{KeyField, Loss, Rebuilt, WriterOptions};
use jianbao::ingest::{IndexEvent, IndexOptions, IndexSummary, IngestError, MissingFiles, Selection};
use jianbao_messages::Message;

use crate::commands::stats;
use crate::config::SelectionArgs;
use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::language;
use crate::location::{self, Place};
use crate::numbers;
use crate::outcome::Outcome;
use crate::own_fields::FieldArgs;
use crate::progress::{Progress, Reported};
use crate::report;
use crate::talk;
use crate::texts::messages;
use crate::user_words::UserWordsArgs;

/// Index files and folders, or update the index
///
/// Reads newspaper pages and articles as text (txt), Markdown (md), JSON lines (jsonl), JSON (json), tables
/// (csv, tsv, xls of HTML), saved news pages (html, mht) and feeds (rss, atom, xml), each plain, compressed (gz, zst, xz) or
/// in archives (zip, tar), in UTF-8, UTF-16, GB18030 or Big5. Only new and changed files are read. The articles of a
/// changed file are replaced; those of a moved file are kept. `-` reads JSON lines from standard input.
///
/// Articles are committed in batches, and each commit is reported. After an interruption, the same command continues from
/// the last commit. Ctrl-C commits the articles read so far.
///
/// A `jianbao.toml` here or in a parent folder sets field names, fields of your own, encodings, sources and files to skip.
///
/// The index is the nearest .jianbao in this or a parent folder, or a new one in the current directory.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files and folders; `-` is standard input as JSON lines
    #[arg(required_unless_present_any = ["rebuild", "prune"], value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Remove the articles of missing files below PATH; without PATH, of all missing files
    #[arg(long)]
    prune: bool,
    /// Read unchanged files too; articles deleted with `remove` come back
    ///
    /// Files that are skipped because two runs ended while reading them are read too.
    #[arg(long, requires = "paths")]
    reread: bool,
    #[command(flatten)]
    words: UserWordsArgs,
    #[command(flatten)]
    fields: FieldArgs,
    /// Replace earlier articles with the same value of a field, from any file: url, or a keyword field of your own
    ///
    /// An article with several values replaces every article that has one of them. An article with the same id is always
    /// replaced.
    #[arg(long, value_name = "FIELD")]
    replace_by: Option<KeyField>,
    /// Rebuild the index from its stored articles first, with the words of --dict and the fields of --field if given
    #[arg(long)]
    rebuild: bool,
    /// Commit after this number of bytes; a file is never split
    #[arg(long, value_name = "N", default_value_t = IndexOptions::default().commit_bytes, value_parser = numbers::whole::<u64>)]
    commit_bytes: u64,
    /// Number of shards of a new index in a cluster [default: 1]
    #[arg(long, value_name = "N", value_parser = numbers::positive::<u32>)]
    shards: Option<u32>,
    /// Number of additional copies of each shard of a new index in a cluster [default: 1]
    #[arg(long, value_name = "N", value_parser = numbers::whole::<u32>)]
    replicas: Option<u32>,
    #[command(flatten)]
    output: ValueFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let started = Instant::now();
    let place = match location::for_writing(global)? {
        Place::Folder(path) => path,
        #[cfg(feature = "remote")]
        Place::Cluster(address) => return loading::run(args, &address, global),
    };
    ensure!(args.shards.is_none() && args.replicas.is_none(), messages::shards_without_cluster());
    let (standard_input, paths): (Vec<_>, Vec<_>) =
        args.paths.iter().cloned().partition(|path| path == Path::new("-"));
    // Errors in the request are found before an index is made.
    let selection = args.selection.selection(paths)?;
    let Rebuilt { index, losses } = match open(args, &place, &selection, !standard_input.is_empty())? {
        Opened::Index(opened) => opened,
        Opened::NothingToRead(problems) => return refuse(args, &problems),
    };
    for loss in &losses {
        talk::say(&loss.message(language::current()));
    }
    let progress = Progress::new(Reported::All);
    let mut summary = IndexSummary::default();
    let gone = if args.prune { MissingFiles::Remove } else { MissingFiles::Keep };
    let mut options = IndexOptions::default()
        .commit_bytes(args.commit_bytes)
        .stop(stop_on_interrupt({
            let index = index.clone();
            // No file is to blame.
            move || index.forget_files_in_progress()
        })?)
        .gone(gone)
        .reread(args.reread);
    options.replace_by = args.replace_by.clone();
    if !selection.paths().is_empty() || args.prune {
        summary = jianbao::ingest::index_selection(&index, &selection, &options, &mut |event| {
            progress.hear(&event)
        })?;
    }
    if !standard_input.is_empty() && !summary.stopped {
        let name = Path::new("standard input");
        let input = std::io::stdin();
        let listen = &mut |event: IndexEvent<'_>| progress.hear(&event);
        summary.add(&jianbao::ingest::index_json_lines(
            &index,
            input,
            name,
            selection.options(),
            &options,
            listen,
        )?);
    }
    progress.finish();
    if args.output.format() == Format::Json {
        print_json(&summary)?;
    } else {
        let seconds = started.elapsed().as_secs_f64();
        if args.rebuild && summary == IndexSummary::default() {
            talk::say(&messages::rebuilt(index.len(), seconds));
            talk::say(&messages::now_holds(&place, index.len()));
        } else {
            talk::say(&said(&summary, seconds, index.len(), &place));
        }
    }
    if let Some(stopped) = progress.stopped() {
        talk::say(&stopped);
    }
    let is_lossy = losses.iter().any(Loss::is_of_articles);
    if is_lossy {
        talk::say(messages::losses());
    }
    if summary.skipped > 0 || summary.stopped || is_lossy {
        return Ok(Outcome::Failed);
    }
    let known = summary.files + summary.unchanged + summary.moved + summary.removed;
    if known == 0 && !args.rebuild && !args.prune {
        talk::say(messages::no_known_format());
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Found)
}

fn print_json(summary: &IndexSummary) -> Result<()> {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    json::write(&mut out, summary)?;
    Ok(writeln!(out)?)
}

/// Reports the reasons why there is no input to index.
fn refuse(args: &Args, problems: &[IngestError]) -> Result<Outcome> {
    for problem in problems {
        report::problem(&IndexEvent::Skipped(problem));
    }
    if args.output.format() == Format::Json {
        let mut summary = IndexSummary::default();
        summary.skipped = problems.len() as u64;
        print_json(&summary)?;
    }
    talk::say(messages::no_index_made());
    Ok(Outcome::Failed)
}

/// Returns a flag that becomes true when the user interrupts. A second interrupt calls back, and ends the program at once; the
/// work that is not committed is lost.
fn stop_on_interrupt(before_exit: impl Fn() + Send + 'static) -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if told.swap(true, Ordering::Relaxed) {
            before_exit();
            std::process::exit(INTERRUPTED);
        }
        talk::say(messages::stopping());
    })
    .with_context(messages::no_interrupts)?;
    Ok(stop)
}

/// The exit status of a program ended by Ctrl-C, as shells expect it.
const INTERRUPTED: i32 = 130;

/// The result of opening the index.
enum Opened {
    Index(Rebuilt),
    /// There is none, and none was made, because of these errors, one for each path.
    NothingToRead(Vec<IngestError>),
}

/// Opens or makes the index, with the given user dictionary and fields.
fn open(args: &Args, place: &Path, selection: &Selection, has_standard_input: bool) -> Result<Opened> {
    let words = args.words.read()?;
    let declared = args.fields.declared()?;
    let builder = match &words {
        Some(words) => declared.builder().user_dictionary(words),
        None => declared.builder(),
    };
    if args.rebuild {
        return Ok(Opened::Index(builder.rebuild(place)?));
    }
    match Index::open(place) {
        Err(jianbao::Error::NotAnIndex { .. }) => {
            if !has_standard_input && let Some(problems) = problems_of_all(selection) {
                return Ok(Opened::NothingToRead(problems));
            }
            if let Some(field) = &args.replace_by {
                // A field that the new index would not have is an error before anything is made.
                let options = WriterOptions::default().replace_by(field.clone());
                drop(declared.builder().in_memory()?.writer_with(options)?);
            }
            let index = builder.create(place)?;
            Ok(Opened::Index(Rebuilt { index, losses: Vec::new() }))
        }
        opened_or_failed => {
            let index = opened_or_failed?;
            if words.is_some_and(|words| words != index.user_dictionary()) {
                bail!(messages::other_words(place));
            }
            declared.check(&index, place)?;
            Ok(Opened::Index(Rebuilt { index, losses: Vec::new() }))
        }
    }
}

/// The problems of the paths, if each of them has one. Looks for one readable file and no further.
fn problems_of_all(selection: &Selection) -> Option<Vec<IngestError>> {
    let mut problems = Vec::new();
    for found in selection.files() {
        // A path that is not a file is not opened: reading it is refused, with its kind.
        let opened = found.and_then(|file| {
            if !file.path.is_file() {
                return jianbao::ingest::hash_file(&file.path).map(drop);
            }
            let opened = File::open(&file.path).map(drop);
            opened.map_err(|source| IngestError::Unreadable { path: file.path, source })
        });
        match opened {
            Ok(()) => return None,
            Err(problem) => problems.push(problem),
        }
    }
    let is_bad = |path: &PathBuf| {
        problems.iter().any(|problem| match problem {
            IngestError::Missing { path: bad }
            | IngestError::Index { path: bad }
            | IngestError::NotAFile { path: bad, .. }
            | IngestError::Unreadable { path: bad, .. } => bad == path,
            _ => false,
        })
    };
    let are_bad = !selection.paths().is_empty() && selection.paths().iter().all(is_bad);
    are_bad.then_some(problems)
}

fn said(summary: &IndexSummary, seconds: f64, total: u64, place: &Path) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate shown to a tenth of a megabyte a second")]
    let rate = summary.bytes as f64 / 1e6 / seconds.max(1e-9);
    let size = stats::size(summary.bytes);
    let mut line = messages::indexed(summary.articles, summary.files, &size, seconds, rate);
    for (count, said) in [
        (summary.added.min(summary.updated), messages::added_and_updated(summary.added, summary.updated)),
        (summary.older_reader, messages::older_reader(summary.older_reader)),
        (summary.moved, messages::files_moved(summary.moved)),
        (summary.removed, messages::files_removed(summary.removed, summary.removed_articles)),
        (summary.unchanged, messages::files_unchanged(summary.unchanged)),
        (summary.replaced, messages::articles_replaced(summary.replaced)),
        (summary.warnings, messages::doubts(summary.warnings)),
        (summary.skipped, messages::count_skipped(summary.skipped)),
    ] {
        if count > 0 {
            line.push_str(&said);
        }
    }
    if let Some(passed_over) = messages::passed_over_kinds(&summary.passed_over) {
        line = format!("{line}\n{passed_over}");
    }
    format!("{line}\n{}", messages::now_holds(place, total))
}

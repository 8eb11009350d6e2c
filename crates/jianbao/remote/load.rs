//! Loading of files into an index in a cluster: sends the articles that the cluster lacks or has in another version.
//!
//! There is no table of files: each run reads every file, and does not send articles that the cluster already has. An article that
//! has disappeared from its file stays in the index.
//!
//! **Law.** Every article of the selection is accepted, superseded by a later version, refused and written to the file of dead
//! letters, or counted as unsettled. A repeated run sends the unsettled articles.
//!
//! Cost: reading every file, computing its terms, and fetching a hash of each article from the cluster. The ids of sent articles
//! stay in memory until the end.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jianbao_ingest::{Entry, IngestError, Selection};
use jianbao_remote::{
    Bulk, BulkOptions, Change, DeadLetters, Document, Error, RemoteIndex, Verdict, document,
};
use serde::Serialize;

use crate::index_files::IndexEvent;

/// The number of articles whose hashes are compared in one request.
const COMPARED: usize = 500;

/// Options of a run.
///
/// ```
/// use jianbao::remote::LoadOptions;
///
/// let microseconds_since_1970 = 1_700_000_000_000_000;
/// let options = LoadOptions::new(microseconds_since_1970, "refused.jsonl");
/// assert_eq!(options.bulk.in_flight, 2);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoadOptions {
    /// The version of the first article; the version increases by one with each further article. Of two articles with the same id,
    /// the cluster keeps the one with the higher version. A later run therefore needs higher versions than an earlier run, for
    /// example the microseconds since 1970 at its start.
    pub first_version: u64,
    /// The file for articles that the cluster refuses. It is created with the first such article.
    pub dead_letters: PathBuf,
    /// The sizes and limits of requests.
    pub bulk: BulkOptions,
    /// The stop signal: once it is true, the run ends after the requests that are in flight.
    pub stop: Arc<AtomicBool>,
}

impl LoadOptions {
    /// The usual sizes and limits.
    pub fn new(first_version: u64, dead_letters: impl Into<PathBuf>) -> LoadOptions {
        LoadOptions {
            first_version,
            dead_letters: dead_letters.into(),
            bulk: BulkOptions::default(),
            stop: Arc::default(),
        }
    }
}

/// Counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoadSummary {
    /// Files that were read to their end.
    pub files: u64,
    /// Their total size on the disk, in bytes.
    pub bytes: u64,
    /// Articles read.
    pub articles: u64,
    /// Articles that the cluster already has in the same version.
    pub unchanged: u64,
    /// Articles that the cluster accepted.
    pub accepted: u64,
    /// Articles of which the cluster has a later version.
    pub superseded: u64,
    /// Articles that the cluster refused, and that are in the file of dead letters.
    pub refused: u64,
    /// Articles that were not sent, or whose outcome is unknown. A repeated run sends them.
    pub unsettled: u64,
    /// Warnings given.
    pub warnings: u64,
    /// Files that could not be read to their end, missing paths, skipped lines and articles.
    pub skipped: u64,
    /// True if the run was stopped before it had read every file.
    pub stopped: bool,
}

/// Loads the articles of files and folders into an index in a cluster, and waits until searches find them.
///
/// ```no_run
/// use jianbao::ingest::Selection;
/// use jianbao::remote::{Access, IndexSettings, LoadOptions, RemoteIndex, load_selection};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let index = RemoteIndex::create(&address, &Access::default(), IndexSettings::default())?;
/// let options = LoadOptions::new(1_700_000_000_000_000, "refused.jsonl");
/// let summary = load_selection(&index, &Selection::new(["examples/news"]), &options, &mut |_| {})?;
/// println!("{} of {} articles sent", summary.accepted, summary.articles);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the cluster does not answer in time, or takes no changes; if dead letters cannot be written. What was accepted stays.
pub fn load_selection(
    index: &RemoteIndex,
    selection: &Selection,
    options: &LoadOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> Result<LoadSummary, Error> {
    let letters = RefCell::new(Letters { file: DeadLetters::new(&options.dead_letters), failed: None });
    let bulk = index.collection().bulk(options.bulk, |change: &Change, verdict: &Verdict| {
        letters.borrow_mut().hear(change, verdict);
    });
    let mut loading = Loading {
        index,
        bulk,
        letters: &letters,
        waiting: Vec::new(),
        sent: HashSet::new(),
        next_version: options.first_version,
        summary: LoadSummary::default(),
        listen,
    };
    let ended = loading.read(selection, &options.stop);
    let Loading { bulk, mut summary, .. } = loading;
    let done = bulk.finish();
    summary.accepted = done.accepted;
    summary.superseded = done.superseded;
    summary.refused = done.refused;
    summary.unsettled = done.unsettled;
    ended?;
    if let Some(error) = done.error.or(letters.borrow_mut().failed.take()) {
        return Err(error);
    }
    index.collection().refresh()?;
    Ok(summary)
}

/// The file of dead letters, and the reason why it could not be written.
struct Letters {
    file: DeadLetters,
    failed: Option<Error>,
}

impl Letters {
    fn hear(&mut self, change: &Change, verdict: &Verdict) {
        if let Verdict::Refused(refusal) = verdict
            && self.failed.is_none()
        {
            self.failed = self.file.write(change, refusal).err();
        }
    }
}

/// A run.
struct Loading<'l, F: FnMut(&Change, &Verdict)> {
    index: &'l RemoteIndex,
    bulk: Bulk<F>,
    letters: &'l RefCell<Letters>,
    /// Articles that are not yet compared, with their versions.
    waiting: Vec<(u64, Document)>,
    /// The ids that were sent. A later article with such an id is always sent, without a comparison with the cluster.
    sent: HashSet<String>,
    next_version: u64,
    summary: LoadSummary,
    listen: &'l mut dyn FnMut(IndexEvent<'_>),
}

impl<F: FnMut(&Change, &Verdict)> Loading<'_, F> {
    fn read(&mut self, selection: &Selection, stop: &AtomicBool) -> Result<(), Error> {
        let mut files = Vec::new();
        for found in selection.files() {
            match found {
                Ok(file) => files.push(file),
                Err(error) => self.skip(&error),
            }
        }
        let bytes = files.iter().map(|file| file.size_bytes).sum();
        (self.listen)(IndexEvent::Planned { files: files.len(), bytes });
        let goes_on = || !stop.load(Ordering::Relaxed);
        for file in &files {
            let mut failed = None;
            let report = selection.read_file_while(file, &|| goes_on(), &mut |entry| {
                if failed.is_none() {
                    failed = self.entry(entry, &file.path).err();
                }
            });
            if let Some(error) = failed {
                return Err(error);
            }
            match report {
                Ok(report) => {
                    self.summary.files += 1;
                    self.summary.bytes += report.bytes;
                    self.summary.warnings += report.warnings;
                    self.summary.skipped += report.skipped;
                }
                Err(IngestError::Stopped { .. }) => {}
                Err(error) => self.skip(&error),
            }
            (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
            if !goes_on() {
                self.summary.stopped = true;
                break;
            }
        }
        self.send()
    }

    fn skip(&mut self, error: &IngestError) {
        self.summary.skipped += 1;
        (self.listen)(IndexEvent::Skipped(error));
    }

    fn entry(&mut self, entry: Entry, file: &Path) -> Result<(), Error> {
        match entry {
            Entry::Article(article, _) => match document(*article, self.index.collection().analyzer()) {
                Ok(document) => {
                    self.summary.articles += 1;
                    (self.listen)(IndexEvent::Added { id: document.id(), bytes: 0 });
                    self.waiting.push((self.next_version, document));
                    self.next_version += 1;
                    if self.waiting.len() >= COMPARED {
                        self.send()?;
                    }
                }
                Err(error) => {
                    self.summary.skipped += 1;
                    (self.listen)(IndexEvent::Refused { file, error: &error });
                }
            },
            Entry::Warning(warning) => (self.listen)(IndexEvent::Warning(&warning)),
            Entry::Skipped(error) => (self.listen)(IndexEvent::Skipped(&error)),
        }
        Ok(())
    }

    /// Sends the waiting articles that the cluster lacks or has in another version.
    fn send(&mut self) -> Result<(), Error> {
        let (versions, documents): (Vec<u64>, Vec<Document>) =
            std::mem::take(&mut self.waiting).into_iter().unzip();
        if documents.is_empty() {
            return Ok(());
        }
        let are_changed = self.index.are_changed(&documents)?;
        for ((version, document), is_changed) in versions.into_iter().zip(documents).zip(are_changed) {
            if !is_changed && !self.sent.contains(document.id()) {
                self.summary.unchanged += 1;
                continue;
            }
            self.sent.insert(document.id().to_owned());
            self.bulk.push(Change::put(document, version));
        }
        // No use in reading on.
        if let Some(error) = self.letters.borrow_mut().failed.take() {
            return Err(error);
        }
        Ok(())
    }
}

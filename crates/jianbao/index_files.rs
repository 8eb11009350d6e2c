//! Files into an index: where reading foreign bytes and searching meet.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jianbao_article::Article;
use jianbao_core::{FileState, Index, Replaced, Writer};
use jianbao_ingest::{
    Entry, FileReport, FoundFile, IngestError, ReadOptions, Warning, files, hash_file, read_file,
    read_json_lines,
};
use serde::Serialize;

/// How files are indexed.
///
/// ```
/// use jianbao::IndexOptions;
///
/// let options = IndexOptions::default().commit_bytes(1 << 20);
/// assert_eq!(options.commit_bytes, 1_048_576);
/// ```
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// After so many bytes of files what was indexed is committed: what a run that is killed loses at most, besides the
    /// file it was in. A file's articles come and go in one commit, so a batch is one file at least.
    pub commit_bytes: u64,
    /// Once it says true, the run ends in good order: what was indexed is committed, a file that is new is left out if
    /// it was not read to its end, one that has changed is still done.
    pub stop: Arc<AtomicBool>,
}

impl Default for IndexOptions {
    /// Commits every 64 MiB.
    fn default() -> IndexOptions {
        IndexOptions { commit_bytes: 64 << 20, stop: Arc::default() }
    }
}

impl IndexOptions {
    /// Sets after how many bytes of files what was indexed is committed.
    pub fn commit_bytes(mut self, commit_bytes: u64) -> IndexOptions {
        self.commit_bytes = commit_bytes;
        self
    }

    /// Sets what ends the run early.
    pub fn stop(mut self, stop: Arc<AtomicBool>) -> IndexOptions {
        self.stop = stop;
        self
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Something that happens while files are indexed.
#[derive(Debug)]
pub enum IndexEvent<'a> {
    /// The files are found; their indexing begins.
    Planned {
        /// How many there are.
        files: usize,
        /// Their bytes together, as they lie on the disk.
        bytes: u64,
    },
    /// An article was added.
    Added {
        /// The article's id.
        id: &'a str,
        /// About how many bytes of the file it took.
        bytes: u64,
    },
    /// An article took the place of another one with its id, from another file or earlier in the same one.
    Replaced {
        /// The id they share.
        id: &'a str,
        /// The file of the article that stays.
        file: &'a Path,
        /// The file of the article that went, if it came from one.
        earlier_file: Option<&'a str>,
    },
    /// A file is done, or was found unchanged.
    FileDone {
        /// The file.
        path: &'a Path,
        /// Its bytes, as they lie on the disk.
        bytes: u64,
    },
    /// What was indexed so far is committed: it outlasts whatever happens to the run.
    Committed {
        /// Articles added since the run began, those that replaced others included.
        articles: u64,
        /// Files read since the run began.
        files: u64,
    },
    /// Something in a file should be looked at; the rest of the file was read.
    Warning(&'a Warning),
    /// A file, or a path, could not be read; the others go on.
    Skipped(&'a IngestError),
    /// An article could not be added; the others go on.
    Refused {
        /// The file.
        file: &'a Path,
        /// Why.
        error: &'a jianbao_core::Error,
    },
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IndexSummary {
    /// Articles added, those that replaced others included.
    pub articles: u64,
    /// Articles that took the place of another one with their id.
    pub replaced: u64,
    /// Files read.
    pub files: u64,
    /// Files that were indexed before and hold what they held.
    pub unchanged: u64,
    /// Bytes of the files that were read, as they lie on the disk.
    pub bytes: u64,
    /// Warnings given.
    pub warnings: u64,
    /// Files that could not be read to their end, paths that are missing, lines and articles that were left out.
    pub skipped: u64,
    /// Whether the run was stopped before it had seen every file.
    pub stopped: bool,
}

/// Brings an index up to date with files and folders: reads those that are new or have changed, replaces what
/// they held before, and commits. What cannot be read is told to `listen`, counted, and passed over.
///
/// A file is known by its place below the folder that holds the index, else by its absolute path.
///
/// ```
/// use jianbao::{Index, index_paths};
///
/// let index = Index::in_memory()?;
/// let summary = index_paths(&index, &["examples/news".into()], &mut |_| {})?;
/// assert_eq!(index.len(), summary.articles - summary.replaced);
/// # Ok::<(), jianbao::Error>(())
/// ```
///
/// # Errors
/// When the index cannot be written. What was committed before stays.
pub fn index_paths(
    index: &Index,
    paths: &[PathBuf],
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    index_paths_with(index, paths, &IndexOptions::default(), listen)
}

/// Does what [`index_paths`] does, as the options say.
///
/// # Errors
/// When the index cannot be written. What was committed before stays.
pub fn index_paths_with(
    index: &Index,
    paths: &[PathBuf],
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let mut run = Run { writer: index.writer()?, summary: IndexSummary::default(), listen, options };
    let root = index.path().and_then(|path| path.canonicalize().ok());
    let root = root.as_deref().and_then(Path::parent);
    let mut seen = HashSet::new();
    let mut found: Vec<(String, FoundFile)> = Vec::new();
    for file in files(paths) {
        match file {
            Ok(file) => {
                let name = name_of(&file.path, root);
                if seen.insert(name.clone()) {
                    found.push((name, file));
                }
            }
            Err(error) => run.skip(&error),
        }
    }
    let bytes = found.iter().map(|(_, file)| file.size_bytes).sum();
    (run.listen)(IndexEvent::Planned { files: found.len(), bytes });
    let mut committed_at_bytes = 0;
    for (name, file) in &found {
        if options.is_stopped() {
            run.summary.stopped = true;
            break;
        }
        run.file(name, file)?;
        (run.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
        if run.summary.bytes - committed_at_bytes >= options.commit_bytes {
            run.writer.commit()?;
            committed_at_bytes = run.summary.bytes;
            run.committed();
        }
    }
    run.finish()
}

/// Adds articles that come as JSON lines from anywhere, and commits. They belong to no file, so they stay until
/// they are replaced by id or removed.
///
/// # Errors
/// When the index cannot be written.
pub fn index_json_lines(
    index: &Index,
    reader: impl Read,
    name: &Path,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let options = &IndexOptions::default();
    let mut run = Run { writer: index.writer()?, summary: IndexSummary::default(), listen, options };
    let mut failure = None;
    match read_json_lines(reader, name, &ReadOptions::default(), &mut |entry| {
        run.entry(entry, name, &mut failure)
    }) {
        Ok(report) => run.count(&report),
        Err(error) => run.skip(&error),
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    run.finish()
}

/// The name a file has in the index: the same from wherever the run is started.
fn name_of(path: &Path, root: Option<&Path>) -> String {
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let below = root.and_then(|root| absolute.strip_prefix(root).ok());
    below.unwrap_or(&absolute).to_string_lossy().into_owned()
}

/// One run over some files.
struct Run<'l> {
    writer: Writer,
    summary: IndexSummary,
    listen: &'l mut dyn FnMut(IndexEvent<'_>),
    options: &'l IndexOptions,
}

impl Run<'_> {
    fn committed(&mut self) {
        let IndexSummary { articles, files, .. } = self.summary;
        (self.listen)(IndexEvent::Committed { articles, files });
    }

    fn finish(self) -> jianbao_core::Result<IndexSummary> {
        let Run { writer, summary, listen, .. } = self;
        writer.finish()?;
        listen(IndexEvent::Committed { articles: summary.articles, files: summary.files });
        Ok(summary)
    }

    fn file(&mut self, name: &str, file: &FoundFile) -> jianbao_core::Result<()> {
        if self.is_unchanged(name, file) {
            self.summary.unchanged += 1;
            return Ok(());
        }
        let before = self.summary.clone();
        let was_there = self.writer.begin_file(name)?;
        let mut failure = None;
        let is_left_out = |run: &Run<'_>| !was_there && run.options.is_stopped();
        let read = read_file(&file.path, &ReadOptions::default(), &mut |entry| {
            if !is_left_out(self) {
                self.entry(entry, &file.path, &mut failure);
            }
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        if is_left_out(self) {
            self.writer.finish_file(None);
            self.writer.remove_file(name)?;
            self.summary = IndexSummary { stopped: true, ..before };
            return Ok(());
        }
        match read {
            Ok(report) => {
                self.writer.finish_file(Some(FileState {
                    size_bytes: file.size_bytes,
                    modified_ns: file.modified_ns,
                    content_hash: report.content_hash.clone(),
                    articles: report.articles,
                }));
                self.count(&report);
            }
            Err(error) => {
                self.writer.finish_file(None);
                self.skip(&error);
            }
        }
        Ok(())
    }

    /// Whether the file holds what it held when it was indexed. Its bytes are read only where its size is the
    /// same and its time is not.
    fn is_unchanged(&mut self, name: &str, file: &FoundFile) -> bool {
        let Some(known) = self.writer.files().get(name) else { return false };
        if known.size_bytes != file.size_bytes {
            return false;
        }
        if known.modified_ns == file.modified_ns && file.modified_ns != 0 {
            return true;
        }
        let is_same = hash_file(&file.path).is_ok_and(|hash| hash == known.content_hash);
        if is_same {
            let state = FileState { modified_ns: file.modified_ns, ..known.clone() };
            self.writer.note_file(name, state);
        }
        is_same
    }

    /// Takes an entry of a file. A failure of the index itself is kept, and ends the run behind the file.
    fn entry(&mut self, entry: Entry, file: &Path, failure: &mut Option<jianbao_core::Error>) {
        match entry {
            Entry::Article(article) if failure.is_none() => self.article(*article, file, failure),
            Entry::Article(_) => {}
            Entry::Warning(warning) => (self.listen)(IndexEvent::Warning(&warning)),
            Entry::Skipped(error) => (self.listen)(IndexEvent::Skipped(&error)),
        }
    }

    fn article(&mut self, article: Article, file: &Path, failure: &mut Option<jianbao_core::Error>) {
        let bytes: usize = article.body.iter().map(|paragraph| paragraph.len() + 1).sum();
        match self.writer.add(article) {
            Ok(added) => {
                self.summary.articles += 1;
                (self.listen)(IndexEvent::Added { id: &added.id, bytes: bytes as u64 });
                if let Some(Replaced { file: earlier_file }) = &added.replaced {
                    self.summary.replaced += 1;
                    let earlier_file = earlier_file.as_deref();
                    (self.listen)(IndexEvent::Replaced { id: &added.id, file, earlier_file });
                }
            }
            Err(error @ jianbao_core::Error::IdTooLong { .. }) => {
                self.summary.skipped += 1;
                (self.listen)(IndexEvent::Refused { file, error: &error });
            }
            Err(error) => *failure = Some(error),
        }
    }

    fn count(&mut self, report: &FileReport) {
        self.summary.files += 1;
        self.summary.bytes += report.bytes;
        self.summary.warnings += report.warnings;
        self.summary.skipped += report.skipped;
    }

    fn skip(&mut self, error: &IngestError) {
        self.summary.skipped += 1;
        (self.listen)(IndexEvent::Skipped(error));
    }
}

//! Files into an index: where reading foreign bytes and searching meet.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jianbao_article::Article;
use jianbao_core::{FileState, Index, Replaced, Writer};
use jianbao_ingest::{
    Entry, FileReport, FoundFile, IngestError, ReadOptions, Selection, Stability, Warning, hash_file,
    read_json_lines,
};
use serde::Serialize;

use crate::reading::{Reading, read_in_order};

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
    /// What becomes of the articles of files that are not there any more.
    pub gone: Gone,
}

impl Default for IndexOptions {
    /// Commits every 64 MiB.
    fn default() -> IndexOptions {
        IndexOptions { commit_bytes: 64 << 20, stop: Arc::default(), gone: Gone::Keep }
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

    /// Sets what becomes of the articles of files that are not there any more.
    pub fn gone(mut self, gone: Gone) -> IndexOptions {
        self.gone = gone;
        self
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Threads that read files while others cut them into terms.
const READING_THREADS: usize = 2;

/// What becomes of the articles of files that are not there any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gone {
    /// They stay.
    #[default]
    Keep,
    /// They are taken out, as far as the files were below the folders that are indexed: a file that is gone, and one
    /// that is passed over now. Below a folder that is itself missing nothing is taken out, for a disk may be away.
    Remove,
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
    /// A file has another name than before; its articles went with it.
    Moved {
        /// Its name now.
        path: &'a Path,
        /// The name it had.
        from: &'a str,
    },
    /// A file is gone, and its articles were taken out.
    Removed {
        /// The name it had.
        file: &'a str,
        /// How many articles it had.
        articles: u64,
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
    /// Files read: those that were added, and those that were updated.
    pub files: u64,
    /// Files that were not in the index.
    pub added: u64,
    /// Files that had changed, or had not been read to their end.
    pub updated: u64,
    /// Files that have another name than before.
    pub moved: u64,
    /// Files that are gone, whose articles were taken out.
    pub removed: u64,
    /// Articles of those files.
    pub removed_articles: u64,
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
    /// How many texts were read in each encoding.
    pub encodings: BTreeMap<String, u64>,
}

impl IndexSummary {
    /// Counts what another run did too.
    pub fn add(&mut self, other: &IndexSummary) {
        let IndexSummary {
            articles,
            replaced,
            files,
            added,
            updated,
            moved,
            removed,
            removed_articles,
            unchanged,
            bytes,
            warnings,
            skipped,
            stopped,
            encodings,
        } = other;
        self.articles += articles;
        self.replaced += replaced;
        self.files += files;
        self.added += added;
        self.updated += updated;
        self.moved += moved;
        self.removed += removed;
        self.removed_articles += removed_articles;
        self.unchanged += unchanged;
        self.bytes += bytes;
        self.warnings += warnings;
        self.skipped += skipped;
        self.stopped |= stopped;
        for (encoding, count) in encodings {
            *self.encodings.entry(encoding.clone()).or_default() += count;
        }
    }
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
    index_selection(index, &Selection::new(paths), &IndexOptions::default(), listen)
}

/// Brings an index up to date with a selection of files, as [`index_paths`] does. A file that was indexed under another
/// name, which is gone, keeps its articles.
///
/// Files are read on two threads; articles, ids and replacements are those of reading one after another.
///
/// # Errors
/// When the index cannot be written. What was committed before stays.
pub fn index_selection(
    index: &Index,
    selection: &Selection,
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let mut run = Run::new(index, listen)?;
    let mut found: Vec<(String, FoundFile)> = Vec::new();
    let mut is_all_found = true;
    for file in selection.files() {
        match file {
            Ok(file) => found.push((run.place.name_of(&file.absolute), file)),
            Err(error) => {
                is_all_found = false;
                run.skip(&error);
            }
        }
    }
    let bytes = found.iter().map(|(_, file)| file.size_bytes).sum();
    (run.listen)(IndexEvent::Planned { files: found.len(), bytes });
    run.move_files(&found)?;
    if options.gone == Gone::Remove {
        run.remove_gone(&found, selection.paths(), is_all_found)?;
    }
    let (mut names, mut files) = (Vec::new(), Vec::new());
    for (name, file) in found {
        if run.is_unchanged(&name, &file) {
            run.summary.unchanged += u64::from(!run.moved.contains(&name));
            (run.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
        } else {
            names.push(name);
            files.push(file);
        }
    }
    let mut committed_at_bytes = 0;
    let ended = read_in_order(&files, selection, READING_THREADS, |number, reading| {
        run.take(&names[number], &files[number], reading, options)?;
        if run.open.is_none() && run.summary.bytes - committed_at_bytes >= options.commit_bytes {
            run.writer.commit()?;
            committed_at_bytes = run.summary.bytes;
            run.committed();
        }
        Ok(())
    });
    match ended {
        Ok(()) => {}
        Err(Ended::Stopped) => run.summary.stopped = true,
        Err(Ended::Failed(error)) => return Err(error),
    }
    run.finish_run()
}

/// Why reading ended before the last file.
enum Ended {
    /// It was to stop.
    Stopped,
    /// The index cannot be written.
    Failed(jianbao_core::Error),
}

impl From<jianbao_core::Error> for Ended {
    fn from(error: jianbao_core::Error) -> Ended {
        Ended::Failed(error)
    }
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
    options: &ReadOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let mut run = Run::new(index, listen)?;
    let mut failure = None;
    let read = read_json_lines(reader, name, options, &mut |entry| {
        if failure.is_none() {
            failure = run.entry(entry, name).err();
        }
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    match read {
        Ok(report) => {
            run.summary.files += 1;
            run.count(&report);
        }
        Err(error) => run.skip(&error),
    }
    run.finish_run()
}

/// Where the index is: what files are called in it.
struct Place {
    root: Option<PathBuf>,
}

impl Place {
    fn of(index: &Index) -> Place {
        let path = index.path().and_then(|path| path.canonicalize().ok());
        Place { root: path.and_then(|path| path.parent().map(Path::to_owned)) }
    }

    /// The name a file has in the index: the same from wherever the run is started.
    fn name_of(&self, absolute: &Path) -> String {
        let below = self.root.as_deref().and_then(|root| absolute.strip_prefix(root).ok());
        below.unwrap_or(absolute).to_string_lossy().into_owned()
    }

    /// Where a file lies that has this name.
    fn path_of(&self, name: &str) -> PathBuf {
        self.root.as_deref().map_or_else(|| name.into(), |root| root.join(name))
    }
}

/// One run over some files.
struct Run<'l> {
    writer: Writer,
    place: Place,
    summary: IndexSummary,
    /// Files that have another name than before.
    moved: HashSet<String>,
    /// The file whose articles are coming.
    open: Option<OpenFile>,
    listen: &'l mut dyn FnMut(IndexEvent<'_>),
}

/// A file whose articles are coming.
struct OpenFile {
    /// Whether articles of it stand in the index.
    is_known: bool,
    articles: u64,
    /// What had been done before it.
    before: IndexSummary,
}

impl<'l> Run<'l> {
    fn new(index: &Index, listen: &'l mut dyn FnMut(IndexEvent<'_>)) -> jianbao_core::Result<Run<'l>> {
        Ok(Run {
            writer: index.writer()?,
            place: Place::of(index),
            summary: IndexSummary::default(),
            moved: HashSet::new(),
            open: None,
            listen,
        })
    }

    /// The files of the index that are not among those found, with what is known of them.
    fn not_found(&self, found: &[(String, FoundFile)]) -> Vec<(String, FileState)> {
        let present: HashSet<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let known = self.writer.files().iter();
        let absent = known.filter(|(name, _)| !present.contains(name));
        absent.map(|(name, state)| (name.to_owned(), state.clone())).collect()
    }

    /// Lets articles go with files that have another name than before: a file that is new and holds what one held that
    /// is gone.
    fn move_files(&mut self, found: &[(String, FoundFile)]) -> jianbao_core::Result<()> {
        let mut gone: HashMap<u64, Vec<(String, FileState)>> = HashMap::new();
        for (name, state) in self.not_found(found) {
            if !state.content_hash.is_empty() && is_gone(&self.place.path_of(&name)) {
                gone.entry(state.size_bytes).or_default().push((name, state));
            }
        }
        for (name, file) in found {
            let Some(candidates) = gone.get_mut(&file.size_bytes).filter(|candidates| !candidates.is_empty())
            else {
                continue;
            };
            if self.writer.files().get(name).is_some() {
                continue;
            }
            let Ok(hash) = hash_file(&file.path) else { continue };
            let Some(at) = candidates.iter().position(|(_, state)| state.content_hash == hash) else {
                continue;
            };
            let (from, state) = candidates.remove(at);
            self.writer.move_file(&from, name, FileState { modified_ns: file.modified_ns, ..state })?;
            self.moved.insert(name.clone());
            self.summary.moved += 1;
            (self.listen)(IndexEvent::Moved { path: &file.path, from: &from });
        }
        Ok(())
    }

    /// Takes out the articles of files that are not there any more, below the folders that were walked. A file that
    /// is there and was not found is passed over now, if everything could be walked.
    fn remove_gone(
        &mut self,
        found: &[(String, FoundFile)],
        paths: &[PathBuf],
        is_all_found: bool,
    ) -> jianbao_core::Result<()> {
        let roots: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        for (name, state) in self.not_found(found) {
            let path = self.place.path_of(&name);
            let is_below = paths.is_empty() || roots.iter().any(|root| path.starts_with(root));
            let is_passed_over = is_all_found && !paths.is_empty();
            if is_below && (is_passed_over || is_gone(&path)) {
                self.writer.remove_file(&name)?;
                self.summary.removed += 1;
                self.summary.removed_articles += state.articles;
                (self.listen)(IndexEvent::Removed { file: &name, articles: state.articles });
            }
        }
        Ok(())
    }

    fn committed(&mut self) {
        let IndexSummary { articles, files, .. } = self.summary;
        (self.listen)(IndexEvent::Committed { articles, files });
    }

    fn finish_run(self) -> jianbao_core::Result<IndexSummary> {
        let Run { writer, summary, listen, .. } = self;
        writer.finish()?;
        listen(IndexEvent::Committed { articles: summary.articles, files: summary.files });
        Ok(summary)
    }

    /// Takes what a file gives. Where the run is to stop, a file that is new is left out, one that has changed is done.
    fn take(
        &mut self,
        name: &str,
        file: &FoundFile,
        reading: Reading,
        options: &IndexOptions,
    ) -> Result<(), Ended> {
        if self.open.is_none() {
            if options.is_stopped() {
                return Err(Ended::Stopped);
            }
            let is_listed = self.writer.files().get(name).is_some();
            let is_known = self.writer.begin_file(name)? || is_listed;
            self.open = Some(OpenFile { is_known, articles: 0, before: self.summary.clone() });
        }
        match reading {
            Reading::Entries(entries) => {
                for entry in entries {
                    if options.is_stopped()
                        && let Some(new) = self.open.take_if(|open| !open.is_known)
                    {
                        self.writer.finish_file(None);
                        self.writer.remove_file(name)?;
                        self.summary = new.before;
                        return Err(Ended::Stopped);
                    }
                    self.entry(entry, &file.path)?;
                }
            }
            Reading::Done(report) => self.finish(file, report),
        }
        Ok(())
    }

    fn finish(&mut self, file: &FoundFile, report: Result<FileReport, IngestError>) {
        let (is_known, articles) = self.open.take().map_or((false, 0), |open| (open.is_known, open.articles));
        let state =
            FileState { size_bytes: file.size_bytes, modified_ns: file.modified_ns, ..FileState::default() };
        match report {
            Ok(report) => {
                self.summary.files += 1;
                self.summary.added += u64::from(!is_known);
                self.summary.updated += u64::from(is_known);
                self.count(&report);
                let content_hash = match report.stability {
                    Stability::Stable => report.content_hash,
                    // No file has this hash, so the next run reads it again.
                    Stability::Changed => String::new(),
                };
                self.writer.finish_file(Some(FileState { content_hash, articles: report.articles, ..state }));
            }
            Err(error) => {
                // What was read before stays; the file is known, so that its articles go when it goes, and read again.
                self.writer.finish_file((articles > 0).then_some(FileState { articles, ..state }));
                self.skip(&error);
            }
        }
        (self.listen)(IndexEvent::FileDone { path: &file.path, bytes: file.size_bytes });
    }

    /// Whether the file holds what it held when it was indexed. Its bytes are read only where its size is the
    /// same and its time is not.
    fn is_unchanged(&mut self, name: &str, file: &FoundFile) -> bool {
        let Some(known) = self.writer.files().get(name) else { return false };
        if known.size_bytes != file.size_bytes || known.content_hash.is_empty() {
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

    fn entry(&mut self, entry: Entry, file: &Path) -> jianbao_core::Result<()> {
        match entry {
            Entry::Article(article) => return self.article(*article, file),
            Entry::Warning(warning) => (self.listen)(IndexEvent::Warning(&warning)),
            Entry::Skipped(error) => (self.listen)(IndexEvent::Skipped(&error)),
        }
        Ok(())
    }

    fn article(&mut self, article: Article, file: &Path) -> jianbao_core::Result<()> {
        let bytes: usize = article.body.iter().map(|paragraph| paragraph.len() + 1).sum();
        match self.writer.add(article) {
            Ok(added) => {
                self.summary.articles += 1;
                if let Some(open) = &mut self.open {
                    open.articles += 1;
                }
                (self.listen)(IndexEvent::Added { id: &added.id, bytes: bytes as u64 });
                if let Some(Replaced { file: earlier_file }) = &added.replaced {
                    self.summary.replaced += 1;
                    let earlier_file = earlier_file.as_deref();
                    (self.listen)(IndexEvent::Replaced { id: &added.id, file, earlier_file });
                }
                Ok(())
            }
            Err(error @ jianbao_core::Error::IdTooLong { .. }) => {
                self.summary.skipped += 1;
                (self.listen)(IndexEvent::Refused { file, error: &error });
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn count(&mut self, report: &FileReport) {
        self.summary.bytes += report.bytes;
        self.summary.warnings += report.warnings;
        self.summary.skipped += report.skipped;
        for (encoding, count) in &report.encodings {
            *self.summary.encodings.entry((*encoding).to_owned()).or_default() += count;
        }
    }

    fn skip(&mut self, error: &IngestError) {
        self.summary.skipped += 1;
        (self.listen)(IndexEvent::Skipped(error));
    }
}

/// Whether there is certainly nothing at a path; one that cannot be looked at may be there.
fn is_gone(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

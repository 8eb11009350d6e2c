//! Writer of an index: adds, replaces and deletes articles.
//!
//! Nothing can be found before [`Writer::commit`]; everything can after it. A writer that is dropped or killed before its commit
//! leaves the index at the last commit.
//!
//! Every article has a unique id. An article with an id replaces the one that had it. An article without an id gets the hash of
//! its text; if another article has that already, the hash with `-2`, `-3` and so on.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use jianbao_article::Article;
use tantivy::directory::error::LockError;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyError, Term};

use crate::error::{self, EngineError, Error, FileAction, Result};
use crate::index::index::Index;
use crate::index::merge_policy::BoundedMergePolicy;
use crate::index::queue::{Queue, QueuedDocument};
use crate::index::reader::Reader;
use crate::segment::doc_store;
use crate::segment::document::{self, MAX_ID_BYTES};
use crate::segment::normalized_article::NormalizedArticle;
use crate::storage::file_table::{FileState, FileTable};
use crate::storage::layout::TABLE_PREFIX;
use crate::storage::lock::writing_process;

/// The memory for collecting documents before they are written as a segment, in bytes, all threads together. More memory makes
/// fewer segments to merge.
const MEMORY_BYTES: usize = 100_000_000;

/// The number of indexing threads. The machines this is measured on have two cores.
const THREADS: usize = 2;

/// The number of merging threads. Each maps all of its input into memory, so more threads need more of it.
const MERGE_THREADS: usize = 1;

/// Maximum number of ids that a writer of an empty index keeps, some 40 MB, instead of looking each up in its own commits.
const MAX_KNOWN: usize = 1 << 20;

/// The one writer of an index.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let article = Article { id: Some("a-1".into()), title: Some("雨后".into()), ..Article::default() };
/// assert!(writer.add(article.clone())?.replaced.is_none());
/// assert!(writer.add(article)?.replaced.is_some());
/// writer.finish()?;
/// assert_eq!(index.len(), 1);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
pub struct Writer {
    index: Index,
    engine: IndexWriter<QueuedDocument>,
    queue: Queue,
    /// The last commit.
    before: Arc<Reader>,
    /// True if `added` contains every article of the last commit: then no id has to be looked up in it.
    knows_all: bool,
    /// The table of files for the next commit.
    files: FileTable,
    /// The file whose articles are being added.
    current_file: Option<String>,
    /// Files whose articles of the last commit were deleted since.
    replaced_files: HashSet<String>,
    /// Files that were begun, as far back as `added` goes.
    begun_files: HashSet<String>,
    /// The articles that were added since the last commit, or since the writer was opened where it knows all, by a hash of
    /// the id, with the file's number in `file_names`.
    added: HashMap<u128, u32>,
    /// Ids of articles that were deleted since the last commit.
    removed: HashSet<u128>,
    file_names: Vec<Option<String>>,
    /// The number of times that a text without an id occurred, by its hash.
    repeats: HashMap<u128, u64>,
}

/// The outcome of adding an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its id in the index.
    pub id: String,
    /// The article of the same id that it replaced, if there was one outside the file's own earlier version.
    pub replaced: Option<Replaced>,
}

/// An article that was replaced by another one with the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The file it came from, if any.
    pub file: Option<String>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index for writing. There is one writer at a time, over all processes.
    ///
    /// # Errors
    /// [`Error::Locked`] if there is another writer; if the directory cannot be written.
    pub fn writer(&self) -> Result<Writer> {
        let opened = self.reading(|| {
            let options = IndexWriterOptions::builder()
                .num_worker_threads(THREADS)
                .memory_budget_per_thread(MEMORY_BYTES / THREADS)
                .num_merge_threads(MERGE_THREADS)
                .build();
            self.engine().writer_with_options(options).map_err(Error::engine("open the index for writing"))
        });
        let engine = opened.map_err(|error| match error {
            Error::Engine { source } => match source.source {
                TantivyError::LockFailure(LockError::LockBusy, _) => Error::Locked {
                    path: self.path().unwrap_or(Path::new("the index in memory")).to_owned(),
                    holder: self.path().and_then(writing_process),
                },
                TantivyError::LockFailure(LockError::IoError(refusal), _) => {
                    let path = self.path().unwrap_or(Path::new("the index in memory")).to_owned();
                    Error::Io { action: FileAction::Write, path, source: error::same(&refusal) }
                }
                _ => Error::Engine { source },
            },
            error => error,
        })?;
        engine.set_merge_policy(Box::<BoundedMergePolicy>::default());
        // Workaround: tantivy gives the first operation of a new writer the opstamp of the last commit, and a merge of the
        // committed segments takes it for one that the commit included. A file's articles would be there twice, or not at all if
        // the program ends before the next commit. Running an empty operation first consumes that opstamp.
        engine.run(std::iter::empty()).map_err(Error::engine("open the writer"))?;
        if let Some(directory) = self.directory() {
            let path = self.path().unwrap_or(Path::new("."));
            directory.take_ownership(self.settings()).map_err(Error::io(FileAction::Write, path))?;
        }
        // Commits of another process since this index was opened count too.
        self.reload()?;
        let before = self.reader();
        Ok(Writer {
            engine,
            queue: Queue::default(),
            knows_all: before.searcher.num_docs() == 0,
            before,
            files: self.files()?,
            index: self.clone(),
            current_file: None,
            replaced_files: HashSet::new(),
            begun_files: HashSet::new(),
            repeats: HashMap::new(),
            added: HashMap::new(),
            removed: HashSet::new(),
            file_names: vec![None],
        })
    }
}

impl Writer {
    /// The files with articles in the index, including this writer's changes.
    pub fn files(&self) -> &FileTable {
        &self.files
    }

    /// Deletes every article of this file, and assigns the following articles to it, until [`Writer::finish_file`].
    ///
    /// Until it is finished the file is not in the table of files, so after a run that ends before, the next run reads the whole
    /// file again. Returns true if there were articles of it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn begin_file(&mut self, file: &str) -> Result<bool> {
        let was_there = self.remove_file(file)?;
        self.begun_files.insert(file.to_owned());
        self.current_file = Some(file.to_owned());
        self.file_names.push(Some(file.to_owned()));
        Ok(was_there)
    }

    /// Records the state of the file whose articles were added since [`Writer::begin_file`]. Without a state (it could not be
    /// read to its end) its articles stay, and the next run reads it again.
    pub fn finish_file(&mut self, state: Option<FileState>) {
        if let (Some(file), Some(state)) = (self.current_file.take(), state) {
            self.files.insert(file, state);
        }
        self.file_names.push(None);
    }

    /// Deletes every article of this file. Returns true if there may have been any.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn remove_file(&mut self, file: &str) -> Result<bool> {
        self.files.remove(file);
        let was_begun = self.begun_files.contains(file);
        if was_begun {
            let file_names = &self.file_names;
            self.added.retain(|_, number| file_names[*number as usize].as_deref() != Some(file));
        }
        // A killed run may have left articles of a file that is in no table.
        let is_there = |writer: &Writer| {
            writer.index.reading(|| Ok(writer.index.count_of_file(&writer.before.searcher, file)? > 0))
        };
        let was_there = was_begun || is_there(self)?;
        if was_there {
            self.engine.delete_term(Term::from_field_text(self.index.fields().file, file));
            self.replaced_files.insert(file.to_owned());
        }
        Ok(was_there)
    }

    /// Renames a file, with its new state: its articles go with it, as they are stored, under their ids. Only articles of the
    /// last commit are moved, so call this before the file is begun. Returns the number of articles.
    ///
    /// # Errors
    /// If the index cannot be read, or tantivy fails.
    pub fn move_file(&mut self, from: &str, to: &str, state: FileState) -> Result<u64> {
        let index = self.index.clone();
        let before = self.before.searcher.clone();
        let addresses = index.reading(|| index.addresses_of_file(&before, from))?;
        self.remove_file(from)?;
        self.begin_file(to)?;
        let mut moved = 0;
        for address in addresses {
            let article = index.reading(|| doc_store::stored_article(&before, index.fields(), address))?;
            self.add(article)?;
            moved += 1;
        }
        self.finish_file(Some(state));
        Ok(moved)
    }

    /// Records that a file was touched but has the same content, so that the next run need not read it.
    pub fn note_file(&mut self, file: &str, state: FileState) {
        self.files.insert(file.to_owned(), state);
    }

    /// Adds an article. It replaces the one with its id.
    ///
    /// # Errors
    /// [`Error::IdTooLong`]; if tantivy fails, after which nothing more can be added.
    pub fn add(&mut self, mut article: Article) -> Result<Added> {
        let normalized = NormalizedArticle::of(&article);
        let given = article.id.take().filter(|id| !id.trim().is_empty());
        let (id, replaced) = match given {
            Some(id) if id.len() > MAX_ID_BYTES => {
                let opening = id.chars().take(40).collect();
                return Err(Error::IdTooLong { bytes: id.len(), max: MAX_ID_BYTES, opening });
            }
            Some(id) => {
                let replaced = self.holder_of(&id)?;
                if replaced.is_some() {
                    self.engine.delete_term(Term::from_field_text(self.index.fields().id, &id));
                }
                (id, replaced)
            }
            None => (self.free_id(&document::id_of_text(&normalized))?, None),
        };
        article.id = Some(id.clone());
        let file = self.current_file.as_deref();
        let document = document::document(self.index.fields(), &article, normalized, file)?;
        let opstamp = self.engine.add_document(self.queue.admit(document));
        opstamp.map_err(|source| self.failed(EngineError { action: "add an article", source }))?;
        let number = u32::try_from(self.file_names.len() - 1).unwrap_or(u32::MAX);
        self.added.insert(hash_of(&id), number);
        Ok(Added { id, replaced })
    }

    /// Adds an article as stored in another index, with the file it came from.
    pub(crate) fn add_of_file(&mut self, article: Article, file: Option<String>) -> Result<Added> {
        self.current_file = file;
        let added = self.add(article);
        self.current_file = None;
        added
    }

    /// Takes over the table of files of another index.
    pub(crate) fn take_files(&mut self, files: FileTable) {
        self.files = files;
    }

    /// Deletes the article with this id. Returns true if there was one.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let is_there = self.holder_of(id)?.is_some();
        if is_there {
            self.engine.delete_term(Term::from_field_text(self.index.fields().id, id));
            self.added.remove(&hash_of(id));
            self.removed.insert(hash_of(id));
        }
        Ok(is_there)
    }

    /// Makes all changes so far durable and visible, in one step.
    ///
    /// # Errors
    /// If it cannot be written; the index then stays at the last commit.
    pub fn commit(&mut self) -> Result<()> {
        let index = self.index.clone();
        let (Some(path), Some(directory)) = (index.path(), index.directory()) else {
            let committed = self.engine.commit();
            committed.map_err(Error::engine("commit"))?;
            return self.begin_anew();
        };
        let files = &self.files;
        let engine = &mut self.engine;
        let committed = index.reading(|| {
            let mut prepared = engine.prepare_commit().map_err(Error::engine("prepare the commit"))?;
            let (beginning, bytes) = (format!("{TABLE_PREFIX}{}", prepared.opstamp()), files.to_bytes()?);
            let written = directory.write_claimed(&beginning, ".json", &bytes);
            let name =
                written.map_err(Error::io(FileAction::Write, path.join(format!("{beginning}.json"))))?;
            prepared.set_payload(&name);
            prepared.commit().map_err(Error::engine("commit"))?;
            Ok(name)
        });
        match committed {
            Ok(name) => directory.remove_other_tables(&name),
            Err(Error::Engine { source }) => return Err(self.failed(source)),
            // A refusal of the disk is not corruption, whatever tantivy makes of it.
            Err(error) => return Err(self.refused().unwrap_or(error)),
        }
        self.begin_anew()
    }

    /// Reads the new commit, so that a writer open for weeks needs no more memory than one open for a minute: it keeps neither
    /// its earlier changes nor the files of merged segments.
    fn begin_anew(&mut self) -> Result<()> {
        self.index.reload()?;
        self.before = self.index.reader();
        self.removed.clear();
        self.replaced_files.clear();
        self.knows_all &= self.added.len() <= MAX_KNOWN;
        if !self.knows_all {
            self.added = HashMap::new();
            self.begun_files = HashSet::new();
            self.repeats = HashMap::new();
            self.file_names = vec![self.current_file.clone()];
        }
        Ok(())
    }

    /// The cause of a tantivy failure: the first refusal of the system since the writer was opened, if there was one. tantivy
    /// writes in threads of its own, and reports afterwards only that one of them ended.
    pub(crate) fn failed(&self, source: EngineError) -> Error {
        self.refused().unwrap_or(Error::Engine { source })
    }

    /// The first refusal of the system since the writer was opened. Clears it.
    fn refused(&self) -> Option<Error> {
        let (path, source) = self.index.directory()?.written().take_failure()?;
        Some(Error::Io { action: FileAction::Write, path, source })
    }

    /// Commits, waits for the merges, and closes the writer.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        let Writer { engine, index, .. } = self;
        index
            .reading(|| engine.wait_merging_threads().map_err(Error::engine("merge the segments")))
            .and_then(|()| index.reload())
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn engine_mut(&mut self) -> &mut IndexWriter<QueuedDocument> {
        &mut self.engine
    }

    /// The present owner of this id: a live article of the last commit, or one added since.
    fn holder_of(&self, id: &str) -> Result<Option<Replaced>> {
        let hash = hash_of(id);
        if let Some(&number) = self.added.get(&hash) {
            return Ok(Some(Replaced { file: self.file_names.get(number as usize).cloned().flatten() }));
        }
        if self.knows_all || self.removed.contains(&hash) {
            return Ok(None);
        }
        let stored = self.index.reading(|| {
            let Some(address) = self.index.address_of(&self.before.searcher, id)? else { return Ok(None) };
            let columns = self.before.columns.of_segment(address.segment_ord);
            columns.file(address.doc_id).map_err(Error::engine("read the file of an article")).map(Some)
        })?;
        let Some(file) = stored else { return Ok(None) };
        match file {
            Some(file) if self.replaced_files.contains(&file) => Ok(None),
            file => Ok(Some(Replaced { file })),
        }
    }

    /// The hash of a text, or that with the first suffix that no other article has.
    fn free_id(&mut self, text_hash: &str) -> Result<String> {
        let key = hash_of(text_hash);
        let mut repeat = self.repeats.get(&key).map_or(1, |met| met + 1);
        loop {
            let id = if repeat == 1 { text_hash.to_owned() } else { format!("{text_hash}-{repeat}") };
            if self.holder_of(&id)?.is_none() {
                self.repeats.insert(key, repeat);
                return Ok(id);
            }
            repeat += 1;
        }
    }
}

/// Ids are kept as hashes, so that a run over millions of articles holds 20 bytes of each.
fn hash_of(id: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_writer_does_comes_after_the_last_commit() {
        let index = Index::in_memory().unwrap();
        for _ in 0..3 {
            let mut writer = index.writer().unwrap();
            let committed = index.engine().load_metas().unwrap().opstamp;
            let first = writer.engine.delete_term(Term::from_field_text(index.fields().file, "a"));
            assert!(first > committed, "{first} {committed}");
            writer.add(Article { title: Some("雨后".into()), ..Article::default() }).unwrap();
            writer.finish().unwrap();
        }
    }
}

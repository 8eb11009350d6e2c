//! Writer of an index: adds, replaces and deletes articles.
//!
//! Nothing can be found before [`Writer::commit`]; everything can after it. A writer that is dropped or killed before its commit
//! leaves the index at the last commit.
//!
//! Its threads start with the first change: an open writer without one costs little.
//!
//! Every article has a unique id. An article with an id replaces the one that had it. An article without an id gets the hash of
//! its text; if another article has that already, the hash with `-2`, `-3` and so on.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jianbao_article::{Article, FilePlace};
use serde::{Deserialize, Serialize};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, Term};

use crate::error::{EngineError, Error, FileAction, Result};
use crate::index::index::Index;
use crate::index::merge_policy::BoundedMergePolicy;
use crate::index::queue::{Queue, QueuedDocument};
use crate::index::reader::Reader;
use crate::index::write_lock::{MemoryLock, WriteLock};
use crate::index::writer_options::WriterOptions;
use crate::segment::doc_store;
use crate::segment::document::{self, MAX_ID_BYTES, Origin};
use crate::segment::normalized_article::NormalizedArticle;
use crate::storage::file_table::{FileState, FileTable};
use crate::storage::layout::TABLE_PREFIX;
use crate::storage::lock::take_lock;

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
#[must_use = "a writer that is dropped without a commit changes nothing"]
pub struct Writer {
    index: Index,
    options: WriterOptions,
    /// tantivy's writer, from the first change on. It goes before the lock.
    engine: Option<IndexWriter<QueuedDocument>>,
    lock: WriteLock,
    queue: Queue,
    uncommitted: Uncommitted,
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
    /// the id, with the file's number in `file_names` and their own number.
    added: HashMap<u128, (u32, u64)>,
    /// Ids of articles that were deleted since the last commit.
    removed: HashSet<u128>,
    file_names: Vec<Option<String>>,
    /// The number of times that a text without an id occurred, by its hash.
    repeats: HashMap<u128, u64>,
}

/// An id, as it was before an article is added.
#[derive(Default)]
struct Held {
    /// Its present owner: a live article of the last commit, or one added since.
    owner: Option<Replaced>,
    /// The number of the article that had it last: a newer version keeps it.
    number: Option<u64>,
}

/// The changes since the last commit.
#[derive(Debug, Default)]
struct Uncommitted {
    articles: u64,
    bytes: u64,
    since: Option<Instant>,
}

impl Uncommitted {
    fn count(&mut self, bytes: usize) {
        self.articles += 1;
        self.bytes += bytes as u64;
        self.since.get_or_insert_with(Instant::now);
    }

    fn is_due(&self, options: &WriterOptions) -> bool {
        let age = self.since.map(|since| since.elapsed());
        options.commit_articles.is_some_and(|articles| self.articles > 0 && self.articles >= articles)
            || options.commit_bytes.is_some_and(|bytes| self.articles > 0 && self.bytes >= bytes)
            || options.commit_interval.zip(age).is_some_and(|(interval, age)| age >= interval)
    }
}

/// The outcome of adding an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Added {
    /// Its id in the index.
    pub id: String,
    /// The article of the same id that it replaced, if there was one outside the file's own earlier version.
    pub replaced: Option<Replaced>,
}

/// An article that was replaced by another one with the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
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
        self.writer_with(WriterOptions::default())
    }

    /// Opens the index for writing, with options.
    ///
    /// # Errors
    /// As [`Index::writer`].
    pub fn writer_with(&self, options: WriterOptions) -> Result<Writer> {
        let lock = self.write_lock()?;
        if let Some(directory) = self.directory() {
            let path = self.path().unwrap_or(Path::new("."));
            directory.take_ownership(self.settings()).map_err(Error::io(FileAction::Write, path))?;
        }
        // Commits of another process since this index was opened count too.
        self.reload()?;
        let before = self.reader();
        Ok(Writer {
            options,
            engine: None,
            lock,
            queue: Queue::default(),
            uncommitted: Uncommitted::default(),
            knows_all: before.searcher.num_docs() == 0,
            before,
            files: self.table()?,
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

    fn write_lock(&self) -> Result<WriteLock> {
        let (Some(directory), Some(path)) = (self.directory(), self.path()) else {
            let taken = MemoryLock::take(self.memory_lock());
            let locked = || Error::Locked { path: "the index in memory".into(), holder: None };
            return taken.map(WriteLock::Memory).ok_or_else(locked);
        };
        take_lock(directory, path).map(|lock| WriteLock::Directory(Some(lock)))
    }
}

/// Sets tantivy's new writer up.
fn set_up(engine: &IndexWriter<QueuedDocument>) -> Result<()> {
    engine.set_merge_policy(Box::<BoundedMergePolicy>::default());
    // Workaround: tantivy gives the first operation of a new writer the opstamp of the last commit, and a merge of the
    // committed segments takes it for one that the commit included. A file's articles would be there twice, or not at all if
    // the program ends before the next commit. Running an empty operation first consumes that opstamp.
    engine.run(std::iter::empty()).map(drop).map_err(Error::engine("open the writer"))
}

impl Writer {
    /// The files with articles in the index, including this writer's changes.
    pub fn files(&self) -> &FileTable {
        &self.files
    }

    /// tantivy's writer, started if it is not.
    fn engine(&mut self) -> Result<&mut IndexWriter<QueuedDocument>> {
        match self.engine {
            Some(ref mut engine) => Ok(engine),
            None => {
                let engine = self.started()?;
                Ok(self.engine.insert(engine))
            }
        }
    }

    /// Starts tantivy's writer and its threads.
    fn started(&mut self) -> Result<IndexWriter<QueuedDocument>> {
        if let (Some(directory), WriteLock::Directory(lock)) = (self.index.directory(), &mut self.lock)
            && let Some(lock) = lock.take()
        {
            directory.hand_over(lock);
        }
        let options = IndexWriterOptions::builder()
            .num_worker_threads(self.options.thread_count())
            .memory_budget_per_thread(self.options.thread_bytes())
            .num_merge_threads(MERGE_THREADS)
            .build();
        let index = &self.index;
        let engine = index.reading(|| {
            let opened = index.engine().writer_with_options(options);
            opened.map_err(Error::engine("open the index for writing"))
        })?;
        set_up(&engine)?;
        Ok(engine)
    }

    /// Commits if the [options](WriterOptions) ask for it by now, and no file is open. Returns true if it did.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_if_due(&mut self) -> Result<bool> {
        let is_due = self.current_file.is_none() && self.uncommitted.is_due(&self.options);
        if is_due {
            self.commit()?;
        }
        Ok(is_due)
    }

    /// Gives up every change since the last commit, and goes on from there. Cost: up to a tenth of a second, for the threads
    /// that are ended and started.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::Index;
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { title: Some("雨后".into()), ..Article::default() })?;
    /// writer.rollback()?;
    /// writer.finish()?;
    /// assert!(index.is_empty());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If tantivy fails; the writer is then to be dropped.
    pub fn rollback(&mut self) -> Result<()> {
        if let Some(engine) = &mut self.engine {
            let index = &self.index;
            index.reading(|| engine.rollback().map_err(Error::engine("roll back")))?;
            set_up(engine)?;
        }
        self.current_file = None;
        self.files = self.index.table()?;
        self.knows_all = false;
        self.begin_anew()?;
        self.knows_all = self.before.searcher.num_docs() == 0;
        Ok(())
    }

    /// Deletes every article of this file, and assigns the following articles to it, until [`Writer::finish_file`].
    ///
    /// [`Writer::file`] does the same for a program that need not keep a file open over many calls. Until it is finished the file is not in the table of files, so after a run that ends before, the next run reads the whole
    /// file again. Returns true if there were articles of it.
    ///
    /// # Errors
    /// If the index cannot be read.
    #[doc(hidden)]
    pub fn begin_file(&mut self, file: &str) -> Result<bool> {
        let was_there = self.remove_file(file)?;
        self.begun_files.insert(file.to_owned());
        self.current_file = Some(file.to_owned());
        self.file_names.push(Some(file.to_owned()));
        Ok(was_there)
    }

    /// Records the state of the file whose articles were added since [`Writer::begin_file`]. Without a state (it could not be
    /// read to its end) its articles stay, and the next run reads it again.
    #[doc(hidden)]
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
            self.added.retain(|_, (name, _)| file_names[*name as usize].as_deref() != Some(file));
        }
        // A killed run may have left articles of a file that is in no table.
        let is_there = |writer: &Writer| {
            writer.index.reading(|| Ok(writer.index.count_of_file(&writer.before.searcher, file)? > 0))
        };
        let was_there = was_begun || is_there(self)?;
        if was_there {
            let term = Term::from_field_text(self.index.fields().file, file);
            self.engine()?.delete_term(term);
            self.uncommitted.count(0);
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
        let columns = Arc::clone(&self.before);
        for address in addresses {
            let article = index.reading(|| doc_store::stored_article(&before, index.fields(), address))?;
            let place = index.reading(|| {
                let place = columns.columns.of_segment(address.segment_ord).place(address.doc_id);
                place.map_err(Error::engine("read the place of an article"))
            })?;
            self.add_at(article, &place.unwrap_or_default())?;
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
    /// [`Error::IdTooLong`], after which the writer goes on; if tantivy fails, after which nothing more can be added; if a commit
    /// is [due](WriterOptions), as [`Writer::commit`].
    pub fn add(&mut self, article: Article) -> Result<Added> {
        self.add_at(article, &FilePlace::default())
    }

    /// Adds an article with its place in the file that it came from, as [`FileWriter::add_at`](crate::FileWriter::add_at) for a
    /// program that need not keep a file open.
    ///
    /// # Errors
    /// As [`Writer::add`].
    #[doc(hidden)]
    pub fn add_at(&mut self, article: Article, place: &FilePlace) -> Result<Added> {
        let file = self.current_file.clone();
        self.put(article, Origin { file, place: place.clone(), number: None })
    }

    /// Adds an article. One without a number keeps that of the article with its id, or gets the next one.
    fn put(&mut self, mut article: Article, mut origin: Origin) -> Result<Added> {
        let normalized = NormalizedArticle::of(&article);
        let given = article.id.take().filter(|id| !id.trim().is_empty());
        let (id, Held { owner: replaced, number }) = match given {
            Some(id) if id.len() > MAX_ID_BYTES => {
                let opening = id.chars().take(40).collect();
                return Err(Error::IdTooLong { bytes: id.len(), max: MAX_ID_BYTES, opening });
            }
            Some(id) => {
                let held = self.held(&id)?;
                if held.owner.is_some() {
                    let term = Term::from_field_text(self.index.fields().id, &id);
                    self.engine()?.delete_term(term);
                }
                (id, held)
            }
            None => self.free_id(&document::id_of_text(&normalized))?,
        };
        article.id = Some(id.clone());
        let number = origin.number.or(number).unwrap_or_else(|| self.files.added() + 1);
        self.files.raise_added(number);
        origin.number = Some(number);
        let document = document::document(self.index.fields(), &article, normalized, &origin)?;
        let document = self.queue.admit(document);
        let bytes = document.bytes();
        let opstamp = self.engine()?.add_document(document);
        opstamp.map_err(|source| self.failed(EngineError { action: "add an article", source }))?;
        let file = u32::try_from(self.file_names.len() - 1).unwrap_or(u32::MAX);
        self.added.insert(hash_of(&id), (file, number));
        self.uncommitted.count(bytes);
        self.commit_if_due()?;
        Ok(Added { id, replaced })
    }

    /// Adds an article as stored in another index, with its origin there.
    pub(crate) fn add_of_origin(&mut self, article: Article, origin: Origin) -> Result<Added> {
        self.put(article, origin)
    }

    /// Numbers articles from above a number that another index used.
    pub(crate) fn number_above(&mut self, number: u64) {
        self.files.raise_added(number);
    }

    /// Takes over the table of files of another index.
    pub(crate) fn take_files(&mut self, mut files: FileTable) {
        files.raise_added(self.files.added());
        self.files = files;
    }

    /// Deletes the article with this id. Returns true if there was one.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let is_there = self.held(id)?.owner.is_some();
        if is_there {
            let term = Term::from_field_text(self.index.fields().id, id);
            self.engine()?.delete_term(term);
            self.added.remove(&hash_of(id));
            self.removed.insert(hash_of(id));
            self.uncommitted.count(0);
            self.commit_if_due()?;
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
            let added = self.files.added().to_string();
            let engine = self.engine()?;
            // An index in memory has no table of files to keep the number in.
            let committed = engine.prepare_commit().and_then(|mut prepared| {
                prepared.set_payload(&added);
                prepared.commit()
            });
            committed.map_err(Error::engine("commit"))?;
            return self.begin_anew();
        };
        let bytes = self.files.to_bytes()?;
        let engine = self.engine()?;
        let committed = index.reading(|| {
            let mut prepared = engine.prepare_commit().map_err(Error::engine("prepare the commit"))?;
            let beginning = format!("{TABLE_PREFIX}{}", prepared.opstamp());
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
        self.uncommitted = Uncommitted::default();
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
        if let Some(engine) = engine {
            index.reading(|| engine.wait_merging_threads().map_err(Error::engine("merge the segments")))?;
        }
        index.reload().map(drop)
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn engine_mut(&mut self) -> Result<&mut IndexWriter<QueuedDocument>> {
        self.engine()
    }

    /// The present owner of this id, and the number of the article that had it last.
    fn held(&self, id: &str) -> Result<Held> {
        let hash = hash_of(id);
        if let Some(&(file, number)) = self.added.get(&hash) {
            let file = self.file_names.get(file as usize).cloned().flatten();
            return Ok(Held { owner: Some(Replaced { file }), number: Some(number) });
        }
        if self.knows_all || self.removed.contains(&hash) {
            return Ok(Held::default());
        }
        let stored = self.index.reading(|| {
            let Some(address) = self.index.address_of(&self.before.searcher, id)? else { return Ok(None) };
            let columns = self.before.columns.of_segment(address.segment_ord);
            let file = columns.file(address.doc_id).map_err(Error::engine("read the file of an article"))?;
            Ok(Some((file, columns.number(address.doc_id))))
        })?;
        let Some((file, number)) = stored else { return Ok(Held::default()) };
        let is_gone = file.as_ref().is_some_and(|file| self.replaced_files.contains(file));
        Ok(Held { owner: (!is_gone).then_some(Replaced { file }), number })
    }

    /// The hash of a text, or that with the first suffix that no other article has.
    fn free_id(&mut self, text_hash: &str) -> Result<(String, Held)> {
        let key = hash_of(text_hash);
        let mut repeat = self.repeats.get(&key).map_or(1, |met| met + 1);
        loop {
            let id = if repeat == 1 { text_hash.to_owned() } else { format!("{text_hash}-{repeat}") };
            let held = self.held(&id)?;
            if held.owner.is_none() {
                self.repeats.insert(key, repeat);
                return Ok((id, held));
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
            let first = writer.engine().unwrap().delete_term(Term::from_field_text(index.fields().file, "a"));
            assert!(first > committed, "{first} {committed}");
            writer.add(Article { title: Some("雨后".into()), ..Article::default() }).unwrap();
            writer.finish().unwrap();
        }
    }

    fn titled(id: &str, title: &str) -> Article {
        Article { id: Some(id.to_owned()), title: Some(title.to_owned()), ..Article::default() }
    }

    #[test]
    fn one_writer_at_a_time_from_its_opening_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clippings");
        for index in [Index::in_memory().unwrap(), Index::create(&path).unwrap()] {
            let is_locked = || matches!(index.writer(), Err(Error::Locked { .. }));
            let mut writer = index.writer().unwrap();
            assert!(is_locked() && writer.engine.is_none(), "before its first change");
            writer.add(titled("1", "雨后")).unwrap();
            assert!(is_locked() && writer.engine.is_some());
            writer.commit().unwrap();
            assert!(is_locked());
            writer.rollback().unwrap();
            assert!(is_locked(), "after a rollback");
            drop(writer);
            drop(index.writer().unwrap());
            assert!(!is_locked());
        }
        let other = Index::open(&path).unwrap();
        let writer = Index::open(&path).unwrap().writer().unwrap();
        assert!(matches!(other.writer(), Err(Error::Locked { .. })));
        drop(writer);
    }

    #[test]
    fn a_rollback_gives_up_what_was_not_committed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for index in [Index::in_memory().unwrap(), Index::create(folder.path().join("clippings")).unwrap()] {
            let mut writer = index.writer().unwrap();
            writer.add(titled("1", "雨后")).unwrap();
            writer.file("a").unwrap().finish(FileState::default()).unwrap();
            writer.commit().unwrap();
            writer.add(titled("1", "街上")).unwrap();
            writer.add(titled("2", "街上")).unwrap();
            writer.remove_file("a").unwrap();
            writer.rollback().unwrap();
            assert_eq!(writer.files().get("a").is_some(), index.path().is_some(), "files are of directories");
            assert!(writer.add(titled("2", "春茶")).unwrap().replaced.is_none());
            assert!(writer.remove("1").unwrap());
            writer.finish().unwrap();
            let titles: Vec<_> =
                index.articles().unwrap().map(|article| article.unwrap().title.unwrap()).collect();
            assert_eq!(titles, ["春茶"]);
        }
    }

    #[test]
    fn a_commit_is_due_by_count_by_bytes_and_by_age_and_never_inside_a_file() {
        let by_count = WriterOptions::default().commit_articles(2);
        let by_bytes = WriterOptions::default().commit_bytes(1);
        let by_age = WriterOptions::default().commit_interval(std::time::Duration::ZERO);
        for (options, expect) in [(by_count, [0, 2, 2]), (by_bytes, [1, 2, 3]), (by_age, [1, 2, 3])] {
            let index = Index::in_memory().unwrap();
            let mut writer = index.writer_with(options).unwrap();
            let mut file = writer.file("a").unwrap();
            for id in ["7", "8", "9"] {
                file.add(titled(id, "春茶")).unwrap();
                assert!(index.is_empty());
            }
            file.finish(FileState::default()).unwrap();
            assert_eq!(index.len(), 3);
            for (id, count) in ["1", "2", "3"].into_iter().zip(expect) {
                writer.add(titled(id, "雨后")).unwrap();
                assert_eq!(index.len(), 3 + count);
            }
        }
    }

    #[test]
    fn a_file_that_is_not_finished_is_in_no_table_and_keeps_its_articles() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let mut file = writer.file("a").unwrap();
        file.add(titled("1", "雨后")).unwrap();
        drop(file);
        assert!(writer.files().get("a").is_none());
        assert!(writer.file("a").unwrap().was_there());
        writer.add(titled("2", "街上")).unwrap();
        writer.finish().unwrap();
        assert_eq!(index.len(), 1, "the first went with the file's second beginning");
    }
}

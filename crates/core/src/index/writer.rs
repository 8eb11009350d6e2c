//! Writer of an index: adds, replaces and deletes articles.
//!
//! Changes become visible to searches with [`Writer::commit`]. A writer that is dropped or killed before a commit leaves the
//! index at the previous commit. The threads of a writer start with its first change, so that an open writer without changes
//! costs little.
//!
//! Every article has a unique id, and adding an article replaces the one with the same id. An article without an id gets the
//! hash of its text; if another article already has that id, `-2`, `-3` and so on is appended. On request, an article also
//! replaces those with the same [key](crate::KeyField).

mod commit;
mod engine;
mod files;
mod ids;
mod keys;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use jianbao_article::{Article, FilePlace};
use tantivy::{IndexWriter, Term};

use crate::error::{EngineError, Error, FileAction, Result};
use crate::index::added::{Added, Replaced};
use crate::index::index::Index;
use crate::index::queue::{Queue, QueuedDocument};
use crate::index::reader::Reader;
use crate::index::uncommitted::Uncommitted;
use crate::index::write_lock::{MemoryLock, WriteLock};
use crate::index::writer_options::WriterOptions;
use crate::segment::document::{self, MAX_ID_BYTES, Origin};
use crate::segment::normalized_article::NormalizedArticle;
use crate::storage::file_table::FileTable;
use crate::storage::lock::take_lock;
use ids::{Held, hash_of};
use keys::{KeyTerms, Keys};

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
    /// The articles whose number in `file_names` is this or a later one were added since the last commit.
    first_fresh: u32,
    /// Ids of articles that were deleted since the last commit.
    removed: HashSet<u128>,
    /// The terms of the field by which articles are replaced, beside the id.
    key_terms: Option<KeyTerms>,
    /// The keys of the articles that were added since the last commit.
    keys: Keys,
    file_names: Vec<Option<String>>,
    /// The number of times that a text without an id occurred, by its hash.
    repeats: HashMap<u128, u64>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index for writing. At most one writer exists at a time, over all processes.
    ///
    /// # Errors
    /// [`Error::Locked`] if there is another writer; if the directory cannot be written.
    pub fn writer(&self) -> Result<Writer> {
        self.writer_with(WriterOptions::default())
    }

    /// Opens the index for writing, with options.
    ///
    /// # Errors
    /// As [`Index::writer`]; [`Error::UnknownField`] or [`Error::FieldMisuse`] if articles cannot be
    /// [replaced by](WriterOptions::replace_by) the field.
    pub fn writer_with(&self, options: WriterOptions) -> Result<Writer> {
        let key_terms = options.replace_by.as_ref().map(|field| KeyTerms::of(field, self)).transpose()?;
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
            first_fresh: 0,
            removed: HashSet::new(),
            key_terms,
            keys: Keys::default(),
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

impl Writer {
    /// Adds an article. It replaces the one with its id, and those with its [key](WriterOptions::replace_by) if the writer has
    /// one.
    ///
    /// # Errors
    /// [`Error::IdTooLong`], after which the writer continues; if tantivy fails, after which nothing more can be added; if a
    /// commit is [due](WriterOptions), as [`Writer::commit`].
    pub fn add(&mut self, article: Article) -> Result<Added> {
        self.add_at(article, &FilePlace::default())
    }

    /// Adds an article with its place in the file that it came from. Like [`FileWriter::add_at`](crate::FileWriter::add_at), but
    /// without a guard for the file.
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
        let normalized = NormalizedArticle::of(&article, self.index.own().texts());
        let mut given = article.id.take().filter(|id| !id.trim().is_empty());
        let keys = self.keys_of(&article);
        let holders = self.holders_of_keys(&keys, given.as_deref())?;
        if given.is_none() {
            given = holders.first().map(|replaced| replaced.id.clone());
        }
        let (id, Held { owner: replaced, number }) = match given {
            Some(id) if id.len() > MAX_ID_BYTES => {
                let opening = id.chars().take(40).collect();
                return Err(Error::IdTooLong { bytes: id.len(), max: MAX_ID_BYTES, opening });
            }
            Some(id) => {
                let Held { owner, number } = self.held(&id)?;
                for holder in holders.iter().filter(|holder| holder.id != id) {
                    self.take_out(&holder.id)?;
                }
                if owner.is_some() {
                    let term = Term::from_field_text(self.index.fields().id, &id);
                    self.engine()?.delete_term(term);
                }
                (id, Held { owner: owner.or_else(|| holders.into_iter().next()), number })
            }
            None => self.free_id(&document::id_of_text(&normalized))?,
        };
        article.id = Some(id.clone());
        let number = origin.number.or(number).unwrap_or_else(|| self.files.added() + 1);
        self.files.raise_added(number);
        origin.number = Some(number);
        let document =
            document::document(self.index.fields(), self.index.own(), &article, normalized, &origin)?;
        let document = self.queue.admit(document);
        let bytes = document.bytes();
        let opstamp = self.engine()?.add_document(document);
        opstamp.map_err(|source| self.failed(EngineError { action: "add an article", source }))?;
        let file = u32::try_from(self.file_names.len() - 1).unwrap_or(u32::MAX);
        self.added.insert(hash_of(&id), (file, number));
        self.keys.note(&keys, &id);
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
        let is_there = self.take_out(id)?;
        if is_there {
            self.commit_if_due()?;
        }
        Ok(is_there)
    }

    /// Deletes the articles of the last commit with these ids, unless they were replaced or deleted since. Returns their number.
    pub(crate) fn remove_committed(&mut self, ids: &[String]) -> Result<u64> {
        let mut count = 0;
        for id in ids {
            if !self.is_fresh(id) && self.take_out(id)? {
                count += 1;
            }
        }
        self.commit_if_due()?;
        Ok(count)
    }

    /// Deletes the article with this id, if there is one, without a commit.
    fn take_out(&mut self, id: &str) -> Result<bool> {
        let is_there = self.held(id)?.owner.is_some();
        if is_there {
            let term = Term::from_field_text(self.index.fields().id, id);
            self.engine()?.delete_term(term);
            self.added.remove(&hash_of(id));
            self.removed.insert(hash_of(id));
            self.uncommitted.count(0);
        }
        Ok(is_there)
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn engine_mut(&mut self) -> Result<&mut IndexWriter<QueuedDocument>> {
        self.engine()
    }
}

#[cfg(test)]
mod tests;

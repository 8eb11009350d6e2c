//! Salvage of an index that may be damaged: reads every intact article, and names the lost ones.
//!
//! A rebuild makes the new index from the result. Each part that may be damaged has a second source:
//!
//! | damaged or lost | read instead |
//! |---|---|
//! | the list of segments | its copy in the list of own files ([`owned`](crate::storage::owned)) |
//! | stored articles (`.store`) | the articles in undamaged blocks ([`spare`](crate::storage::spare)); the others are lost, and named |
//! | deleted articles (`.del`) | its copy; if that is lost too, all articles of the segment are kept |
//! | the columns (`.fast`) | the postings of the field `file`, which show the file of each article |
//! | the table of files | rebuilt from the file names in the articles; the next run reads each file again |
//!
//! Damage in one segment does not affect another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jianbao_article::Article;
use serde::Serialize;
use tantivy::DocId;
use tantivy::directory::{FileHandle, OwnedBytes};
use tantivy::index::Segment;

use crate::corruption::CorruptionKind;
use crate::error::{Error, Result};
use crate::index::verify;
use crate::segment::doc_store::{Documents, Files, Ids, Places, StoredArticles, no_columns};
use crate::segment::document::Origin;
use crate::storage::directory::IndexDirectory;
use crate::storage::file_sum::FileSum;
use crate::storage::file_table::{FileState, FileTable};
use crate::storage::layout::{SEGMENTS_FILE, regular_file_bytes};
use crate::storage::owned;
use crate::storage::panic_guard::reading;
use crate::storage::seal::Seals;
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::spare::{self, SoundFile};

/// A loss that a rebuild could not prevent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "lost")]
#[non_exhaustive]
pub enum Loss {
    /// An article is damaged.
    Article {
        /// Its id, if known.
        id: Option<String>,
        /// The source file it came from, if known.
        file: Option<String>,
        /// The file of the index in which it was stored.
        stored_in: String,
    },
    /// Articles are damaged, and nothing identifies them.
    Articles {
        /// The number of articles.
        count: u64,
        /// The file of the index in which they were stored.
        stored_in: String,
    },
    /// The set of deleted or replaced articles is lost. Those articles return, except those whose id a later article has.
    Removals {
        /// The number of deleted articles.
        count: u64,
        /// The file of the index with the deletions.
        listed_in: String,
    },
    /// The state of the source files is lost. The next run reads each file again, which restores articles that were deleted from
    /// the index. No article is lost.
    FileTable {
        /// The file of the index with the table.
        listed_in: String,
    },
    /// The declarations of fields of one's own are lost. The articles keep their keys, and a rebuild with the declarations
    /// brings the fields back.
    Fields {
        /// The file of the index with the declarations.
        listed_in: String,
    },
    /// The assignment of articles to source files is lost. These articles stay when their files are indexed again.
    Origins {
        /// The number of articles that came with it.
        articles: u64,
        /// The file of the index with the column.
        listed_in: String,
    },
}

impl Loss {
    /// True if stored articles are lost, not only bookkeeping data.
    pub fn is_of_articles(&self) -> bool {
        !matches!(self, Loss::FileTable { .. } | Loss::Fields { .. })
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loss::Article { id, file, stored_in } => {
                match id {
                    Some(id) => write!(f, "the article {id}")?,
                    None => write!(f, "an article")?,
                }
                if let Some(file) = file {
                    write!(f, " of {file}")?;
                }
                write!(f, " is lost: {stored_in} is corrupt")
            }
            Loss::Articles { count, stored_in } => {
                write!(f, "{count} unidentified articles are lost: {stored_in} is corrupt")
            }
            Loss::Removals { count, listed_in } => write!(
                f,
                "the record of {count} removed or replaced articles is lost: {listed_in} is corrupt. Those without a later \
                 version return"
            ),
            Loss::FileTable { listed_in } => write!(
                f,
                "the read times of files are lost: {listed_in} is corrupt. The next run reads all files again; removed \
                 articles of theirs return"
            ),
            Loss::Fields { listed_in } => write!(
                f,
                "which fields of one's own were declared is lost: {listed_in} is damaged. Declare them again: the articles \
                 have their keys"
            ),
            Loss::Origins { articles, listed_in } => write!(
                f,
                "the origin of {articles} articles is lost: {listed_in} is corrupt. They are not updated when their files \
                 change"
            ),
        }
    }
}

/// The readable part of an index.
pub(crate) struct Salvage {
    path: PathBuf,
    seals: Seals,
    /// The list of segments in use.
    commit: Vec<u8>,
    pub(crate) list: SegmentList,
    /// The corrupt or missing files.
    damaged: BTreeSet<String>,
    /// The source files with lost articles.
    incomplete: BTreeSet<String>,
    /// The source files that articles name, with their counts.
    named: BTreeMap<String, u64>,
    pub(crate) losses: Vec<Loss>,
    pub(crate) saved: u64,
}

impl Salvage {
    /// Examines an index: chooses the list of segments, and finds damaged files. Reads every byte.
    pub(crate) fn of(path: &Path, seals: Seals) -> Result<Salvage> {
        // A verification of the list gives the most exact reason.
        let damaged = |_| Error::StoreCorrupt { path: path.to_owned(), file: SEGMENTS_FILE.to_owned() };
        let (commit, list) = owned::last_segments(path, seals).map_err(damaged)?;
        let mut salvage = Salvage {
            path: path.to_owned(),
            seals,
            commit,
            list,
            damaged: BTreeSet::new(),
            incomplete: BTreeSet::new(),
            named: BTreeMap::new(),
            losses: Vec::new(),
            saved: 0,
        };
        salvage.damaged = match seals {
            Seals::Required => salvage.damaged_by_our_sums(),
            Seals::Absent => verify::damaged_by_the_engines_sums(path)?,
        };
        Ok(salvage)
    }

    /// True if the list of segments has columns of fields of one's own.
    pub(crate) fn has_own_columns(&self) -> bool {
        memchr::memmem::find(&self.commit, b"\"own_0\"").is_some()
    }

    fn damaged_by_our_sums(&self) -> BTreeSet<String> {
        let is_sound = |file: &String| {
            let written = self.list.manifest.files.get(file);
            FileSum::of(&self.path.join(file)).is_ok_and(|found| written == Some(&found))
        };
        let mut files: Vec<String> = self.list.segments.iter().flat_map(SegmentEntry::files).collect();
        // No segment of ours has positions that are read.
        files.retain(|file| !file.ends_with(".pos") && !is_sound(file));
        files.into_iter().collect()
    }

    /// Reads every readable article, with its origin. Segments whose deletions are lost come first, so that later
    /// articles with the same ids replace theirs.
    pub(crate) fn read(&mut self, take: &mut dyn FnMut(Article, Origin) -> Result<()>) -> Result<()> {
        let engine = self.open()?;
        let segments = reading(Some(&self.path), || {
            engine.searchable_segments().map_err(Error::engine("read the list of segments"))
        })?;
        let mut entries: Vec<(Segment, usize)> = Vec::new();
        for segment in segments {
            let name = segment.id().uuid_string();
            entries.extend(self.list.segments.iter().position(|e| e.name() == name).map(|at| (segment, at)));
        }
        entries.sort_by_key(|(_, at)| !self.has_lost_removals(&self.list.segments[*at]));
        for (segment, at) in entries {
            self.read_segment(&segment, at, take)?;
        }
        Ok(())
    }

    fn has_lost_removals(&self, entry: &SegmentEntry) -> bool {
        let file = entry.deletes_file();
        file.is_some_and(|file| {
            self.damaged.contains(&file) && spare::copy_of(&self.path.join(file)).is_none()
        })
    }

    fn read_segment(
        &mut self,
        segment: &Segment,
        at: usize,
        take: &mut dyn FnMut(Article, Origin) -> Result<()>,
    ) -> Result<()> {
        let path = self.path.clone();
        let read = |open: &dyn Fn() -> Result<Files>| reading(Some(&path), open);
        let entry = &self.list.segments[at];
        let (articles, store, fast) = (entry.articles(), entry.file("store"), entry.file("fast"));
        let has_columns = !self.damaged.contains(&fast);
        let has_terms =
            ["term", "idx"].iter().all(|extension| !self.damaged.contains(&entry.file(extension)));
        let files = match (has_columns, has_terms) {
            (true, _) => read(&|| Files::of(segment)).ok(),
            (false, true) => read(&|| Files::by_terms(segment)).ok(),
            (false, false) => None,
        };
        let files = files.unwrap_or_else(|| {
            self.losses.push(Loss::Origins { articles, listed_in: fast.clone() });
            Files::Unknown
        });
        let documents = match self.has_lost_removals(entry) {
            true => None,
            false => reading(Some(&path), || Documents::of(segment)).ok(),
        };
        let documents = documents.unwrap_or_else(|| {
            let count = u64::from(entry.max_doc) - articles;
            let listed_in = entry.deletes_file().unwrap_or_default();
            self.losses.push(Loss::Removals { count, listed_in });
            Documents::all(segment)
        });
        // Places and numbers are in the columns alone.
        let places = if has_columns { reading(Some(&path), || Places::of(segment)).ok() } else { None };
        let places = places.unwrap_or_default();
        let ids = if has_columns { reading(Some(&path), || Ids::of(segment)).ok() } else { None };
        let documents_to_read: Vec<DocId> = documents.iter().collect();
        let file_of = |doc, files: &Files| reading(Some(&path), || files.of_document(doc)).ok().flatten();
        let can_be_read = !self.damaged.contains(&store) || self.sound_store(&store).is_some();
        let mut lost: Vec<(DocId, Option<String>)> = Vec::new();
        let stored = match can_be_read {
            true => reading(Some(&path), || StoredArticles::with(segment, documents, Files::Unknown)).ok(),
            false => None,
        };
        for doc in documents_to_read {
            let file = file_of(doc, &files);
            let article =
                stored.as_ref().and_then(|stored| reading(Some(&path), || stored.article(doc)).ok());
            match article {
                Some(article) => {
                    if let Some(file) = &file {
                        *self.named.entry(file.clone()).or_default() += 1;
                    }
                    let found = reading(Some(&path), || places.of_document(doc)).unwrap_or_default();
                    let (place, number) = found;
                    take(article, Origin { file, place, number })?;
                    self.saved += 1;
                }
                None => lost.push((doc, file)),
            }
        }
        let id_of = |doc| ids.as_ref().and_then(|ids| reading(Some(&path), || ids.of_document(doc)).ok()?);
        let mut untold = 0;
        for (doc, file) in lost {
            self.incomplete.extend(file.clone());
            match id_of(doc) {
                None if file.is_none() => untold += 1,
                id => self.losses.push(Loss::Article { id, file, stored_in: store.clone() }),
            }
        }
        if untold > 0 {
            self.losses.push(Loss::Articles { count: untold, stored_in: store });
        }
        Ok(())
    }

    /// The highest sequence number of an article, as recorded in the table of files.
    pub(crate) fn highest_number(&self) -> u64 {
        let table = self.list.table().map(|name| FileTable::read(&self.path.join(name), self.seals));
        table.and_then(Result::ok).map_or(0, |table| table.added())
    }

    /// The table of files: their known states, except those that must be read again.
    pub(crate) fn files(&mut self) -> FileTable {
        let mut table = FileTable::default();
        if let Some(name) = self.list.table() {
            match FileTable::read(&self.path.join(name), self.seals) {
                Ok(read) => table = read,
                Err(_) => {
                    self.losses.push(Loss::FileTable { listed_in: name.to_owned() });
                    for (file, &articles) in &self.named {
                        table.insert(file.clone(), FileState { articles, ..FileState::default() });
                    }
                }
            }
        }
        // If nothing names the files of the lost articles, it may be any.
        let is_any = self
            .losses
            .iter()
            .any(|loss| matches!(loss, Loss::Articles { .. } | Loss::Article { file: None, .. }));
        for (file, state) in table.iter_mut() {
            if is_any || self.incomplete.contains(file) {
                // No file has this hash, so the next run reads it again.
                state.content_hash.clear();
            }
        }
        table
    }

    /// The number of lost articles.
    pub(crate) fn lost(&self) -> u64 {
        let lost = self.losses.iter().map(|loss| match loss {
            Loss::Article { .. } => 1,
            Loss::Articles { count, .. } => *count,
            Loss::Removals { .. } | Loss::Origins { .. } | Loss::FileTable { .. } | Loss::Fields { .. } => 0,
        });
        lost.sum()
    }

    /// The first damaged file.
    pub(crate) fn first_damaged(&self) -> String {
        let stored = |file: &&String| file.ends_with(".store");
        self.damaged.iter().find(stored).or(self.damaged.first()).cloned().unwrap_or_default()
    }

    /// Opens the index with the chosen list of segments, and with replacements for damaged files.
    fn open(&self) -> Result<tantivy::Index> {
        let mut instead: BTreeMap<PathBuf, Arc<dyn FileHandle>> = BTreeMap::new();
        for file in &self.damaged {
            let path = self.path.join(file);
            let handle: Option<Arc<dyn FileHandle>> = match file.rsplit('.').next() {
                Some("store") => self.sound_store(file).map(|file| Arc::new(file) as Arc<dyn FileHandle>),
                Some("del") => spare::copy_of(&path).map(|copy| Arc::new(OwnedBytes::new(copy)) as _),
                Some("fast") => no_columns().ok().map(|bytes| Arc::new(OwnedBytes::new(bytes)) as _),
                _ => None,
            };
            instead.extend(handle.map(|handle| (PathBuf::from(file), handle)));
        }
        let directory =
            IndexDirectory::reading(&self.path, self.commit.clone(), instead).map_err(|error| {
                Error::corrupt(&self.path, CorruptionKind::Invalid { why: error.to_string() })
            })?;
        reading(Some(&self.path), || tantivy::Index::open(directory).map_err(Error::engine("open the index")))
    }

    /// A damaged store whose intact pieces are known.
    fn sound_store(&self, file: &str) -> Option<SoundFile> {
        let path = self.path.join(file);
        let written = self.list.manifest.files.get(file)?;
        let pieces = spare::sound_pieces(&path)?;
        regular_file_bytes(&path).ok()?;
        let bytes = std::fs::read(&path).ok()?;
        let handle = Arc::new(OwnedBytes::new(bytes));
        Some(SoundFile::new(handle, usize::try_from(written.bytes).ok()?, pieces))
    }
}

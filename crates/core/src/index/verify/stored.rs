//! Verification of stored articles, one by one.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::{Corruption, CorruptionKind};
use crate::error::Error;
use crate::segment::doc_store::StoredArticles;
use crate::storage::directory::IndexDirectory;
use crate::storage::file_table::FileTable;
use crate::storage::layout::SEGMENTS_FILE;
use crate::storage::panic_guard::reading;
use crate::storage::seal::Seals;
use crate::storage::segment_list::{SegmentEntry, SegmentList};

/// Maximum number of problems of stored articles that are listed; the rest is counted.
const MAX_LISTED: u64 = 20;

/// The stored articles checked so far.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) damage: Vec<Corruption>,
    pub(super) articles: u64,
    /// Hashes of the ids.
    ids: HashSet<u128>,
    articles_of_files: BTreeMap<String, u64>,
}

impl Stored {
    pub(super) fn check(
        &mut self,
        path: &Path,
        commit: &[u8],
        list: &SegmentList,
        is_damaged: &dyn Fn(&str) -> bool,
    ) {
        // The list may not match its seal: the content of the segments is checked all the same.
        let opened = reading(Some(path), || {
            let directory = IndexDirectory::reading(path, commit.to_vec(), BTreeMap::new())
                .map_err(|error| Error::corrupt(path, CorruptionKind::Invalid { why: error.to_string() }))?;
            let engine = tantivy::Index::open(directory);
            engine
                .and_then(|engine| engine.searchable_segments())
                .map_err(Error::engine("read the list of segments"))
        });
        let segments = match opened {
            Ok(segments) => segments,
            Err(error) => {
                return self.damage.push(Corruption::new(SEGMENTS_FILE, told(&error)));
            }
        };
        for segment in &segments {
            let name = segment.id().uuid_string();
            let entry = list.segments.iter().find(|entry| entry.name() == name);
            // Known corrupt data is not trusted: a length read from it may be anything.
            if entry.is_some_and(|entry| !entry.stored_files().any(|file| is_damaged(&file))) {
                self.check_segment(path, segment, &name, entry);
            }
        }
        if self.damage.is_empty() {
            self.check_table(path, list.table());
        }
    }

    fn check_segment(
        &mut self,
        path: &Path,
        segment: &tantivy::Segment,
        name: &str,
        entry: Option<&SegmentEntry>,
    ) {
        let store = format!("{name}.store");
        let stored = match reading(Some(path), || StoredArticles::open(segment)) {
            Ok(stored) => stored,
            Err(error) => {
                return self.damage.push(Corruption::new(store, told(&error)));
            }
        };
        let documents: Vec<_> = stored.documents().collect();
        let expected = entry.map_or(0, SegmentEntry::articles);
        let found = documents.len() as u64;
        if found != expected {
            let problem = CorruptionKind::OtherCount { found, expected };
            self.damage.push(Corruption::new(&*store, problem));
        }
        let mut problems = 0_u64;
        for doc in documents {
            let read = reading(Some(path), || Ok((stored.article(doc)?, stored.file(doc)?)));
            let problem = match read {
                Ok((article, file)) => {
                    self.articles += 1;
                    if let Some(file) = file {
                        *self.articles_of_files.entry(file).or_default() += 1;
                    }
                    match article.id {
                        None => CorruptionKind::NoId { document: doc },
                        Some(id) if self.ids.insert(xxhash_rust::xxh3::xxh3_128(id.as_bytes())) => continue,
                        Some(id) => CorruptionKind::SameId { id },
                    }
                }
                Err(error) => CorruptionKind::BadArticle { document: doc, why: told(&error).to_string() },
            };
            problems += 1;
            if problems <= MAX_LISTED {
                self.damage.push(Corruption::new(&*store, problem));
            }
        }
        if problems > MAX_LISTED {
            let more = CorruptionKind::More { count: problems - MAX_LISTED };
            self.damage.push(Corruption::new(store, more));
        }
    }

    /// A source file has at most as many articles as came from it: some may have been deleted since.
    fn check_table(&mut self, path: &Path, table: Option<&str>) {
        let Some(name) = table else { return };
        let table = match FileTable::read(&path.join(name), Seals::Required) {
            Ok(table) => table,
            Err(error) => return self.damage.push(Corruption::new(name, told(&error))),
        };
        for (file, &articles) in &self.articles_of_files {
            if let Some(state) = table.get(file).filter(|state| state.articles < articles) {
                let problem =
                    CorruptionKind::TooManyOfFile { articles, file: file.clone(), had: state.articles };
                self.damage.push(Corruption::new(name, problem));
            }
        }
    }
}

/// The problem that an error reports.
fn told(error: &Error) -> CorruptionKind {
    match error {
        Error::Corrupt { problem, .. } => problem.clone(),
        Error::Engine { source } => CorruptionKind::Invalid { why: source.to_string() },
        error => CorruptionKind::Invalid { why: error.to_string() },
    }
}

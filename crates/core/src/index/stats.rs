//! Statistics of an index.

use std::path::Path;

use crate::error::{Error, FileAction, Result};
use crate::index::index::Index;
use crate::index::reader::Reader;
use crate::segment::document;

/// Statistics of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Stats {
    /// The number of articles that a search can find.
    pub articles: u64,
    /// The number of source files with articles in the index.
    pub files: u64,
    /// The total size of those files on the disk.
    pub source_bytes: u64,
    /// The size of the index on the disk, in bytes; 0 for one in memory.
    pub index_bytes: u64,
    /// The number of segments; a search reads each.
    pub segments: usize,
    /// The day of the oldest dated article.
    pub oldest: Option<jianbao_article::Date>,
    /// The day of the newest dated article.
    pub newest: Option<jianbao_article::Date>,
    /// The [number](Index::sequence) of the last added article. A later search of articles [added
    /// after](crate::SearchRequest::added_after) this number finds the new ones.
    #[serde(default)]
    pub sequence: u64,
    /// The declared fields of one's own.
    #[serde(default, skip_serializing_if = "jianbao_article::OwnFields::is_empty")]
    pub own_fields: jianbao_article::OwnFields,
}

impl Index {
    /// Index statistics. Reads the columns of days: milliseconds for a million articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        self.reading(|| self.measured())
    }

    fn measured(&self) -> Result<Stats> {
        let Reader { searcher, columns } = &*self.reader();
        let table = self.files()?;
        let mut days: Option<(i64, i64)> = None;
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let columns = columns.of_segment(segment);
            for day in reader.doc_ids_alive().filter_map(|doc| columns.day(doc)) {
                days = Some(days.map_or((day, day), |(oldest, newest)| (oldest.min(day), newest.max(day))));
            }
        }
        let index_bytes = match self.path() {
            Some(path) => directory_bytes(path)?,
            None => 0,
        };
        Ok(Stats {
            articles: searcher.num_docs(),
            files: table.len() as u64,
            source_bytes: table.iter().map(|(_, state)| state.size_bytes).sum(),
            index_bytes,
            segments: searcher.segment_readers().len(),
            oldest: days.and_then(|(oldest, _)| document::date_of(oldest)),
            newest: days.and_then(|(_, newest)| document::date_of(newest)),
            sequence: self.sequence(),
            own_fields: self.own_fields().clone(),
        })
    }
}

fn directory_bytes(path: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(path).map_err(Error::io(FileAction::List, path))? {
        let entry = entry.map_err(Error::io(FileAction::List, path))?;
        // A file that a writer deletes meanwhile counts as gone.
        bytes += entry.metadata().map_or(0, |metadata| metadata.len());
    }
    Ok(bytes)
}

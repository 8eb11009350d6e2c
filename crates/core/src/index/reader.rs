//! An opened commit: tantivy's searcher and our column readers.
//!
//! A writer deletes the files of merged segments. An open file stays readable, so all files are opened when the commit is
//! loaded. If a file has been deleted between reading the list of segments and opening the file, a newer commit exists, and
//! that is loaded instead.

use std::sync::Arc;

use tantivy::directory::error::OpenReadError;
use tantivy::{IndexReader, Searcher, TantivyError};

use crate::segment::columns::Columns;

/// Maximum number of attempts to load a commit whose files a writer deletes meanwhile.
const ATTEMPTS: usize = 8;

/// A commit, opened.
pub(crate) struct Reader {
    pub(crate) searcher: Searcher,
    pub(crate) columns: Arc<Columns>,
}

impl Reader {
    /// A number that identifies a commit: the hash of the segments and of their deletions.
    pub(crate) fn stamp(&self) -> u64 {
        let mut named = String::new();
        for (segment, deletes) in self.searcher.generation().segments() {
            named.push_str(&segment.uuid_string());
            if let Some(opstamp) = deletes {
                named.push('-');
                named.push_str(&opstamp.to_string());
            }
            named.push('\n');
        }
        xxhash_rust::xxh3::xxh3_64(named.as_bytes())
    }

    /// Loads the last commit.
    pub(crate) fn last_of(reader: &IndexReader) -> tantivy::Result<Reader> {
        for _ in 1..ATTEMPTS {
            match Reader::current_of(reader) {
                Err(TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))) => reader.reload()?,
                loaded_or_failed => return loaded_or_failed,
            }
        }
        Reader::current_of(reader)
    }

    fn current_of(reader: &IndexReader) -> tantivy::Result<Reader> {
        let searcher = reader.searcher();
        let columns = Arc::new(Columns::open(&searcher)?);
        Ok(Reader { searcher, columns })
    }
}

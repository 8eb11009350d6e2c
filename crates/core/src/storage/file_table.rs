//! Table of the source files in an index, so that a second run reads only changed files.
//!
//! The table is a separate file beside tantivy's. Before each commit it is written under a new name, which the payload of the
//! commit contains. Table and articles therefore change in one step. A run that is killed before the commit leaves the earlier
//! table with the earlier articles.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corruption::CorruptionKind;
use crate::error::{Error, FileAction, Result};
use crate::storage::layout::{SEGMENTS_FILE, is_plain, table_file};
use crate::storage::seal::{self, Seals};

/// The table of the files whose articles are in an index, by the name they were indexed under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTable {
    files: BTreeMap<String, FileState>,
    /// The highest number that an added article had, also one that was deleted since: no number is used twice.
    #[serde(default)]
    added: u64,
}

/// The state of a file when its articles were indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Its size in bytes.
    pub size_bytes: u64,
    /// The time of its last change, in nanoseconds since 1970 as the file system reports; 0 if it does not.
    pub modified_ns: u64,
    /// A hash of its bytes.
    pub content_hash: String,
    /// The number of articles that came from it.
    pub articles: u64,
    /// The version of the readers that read it; 0 for those before versions were recorded. A file that earlier readers read is
    /// read again, since later ones find more in it.
    #[serde(default)]
    pub reader: u32,
}

impl FileTable {
    /// The state of a file.
    pub fn get(&self, file: &str) -> Option<&FileState> {
        self.files.get(file)
    }

    /// The files, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FileState)> {
        self.files.iter().map(|(file, state)| (file.as_str(), state))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The highest number that an added article had.
    pub(crate) fn added(&self) -> u64 {
        self.added
    }

    /// Raises the highest number of an added article.
    pub(crate) fn raise_added(&mut self, number: u64) {
        self.added = self.added.max(number);
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut FileState)> {
        self.files.iter_mut().map(|(file, state)| (file.as_str(), state))
    }

    pub(crate) fn insert(&mut self, file: String, state: FileState) {
        self.files.insert(file, state);
    }

    pub(crate) fn remove(&mut self, file: &str) -> Option<FileState> {
        self.files.remove(file)
    }

    /// Reads a table that [`FileTable::to_bytes`] made.
    pub(crate) fn read(path: &Path, seals: Seals) -> Result<FileTable> {
        let damaged = |problem| Error::corrupt(path, problem);
        let invalid = |why: String| damaged(CorruptionKind::Invalid { why });
        let bytes = table_file(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => damaged(CorruptionKind::Missing),
            std::io::ErrorKind::InvalidData => invalid(error.to_string()),
            _ => Error::io(FileAction::Read, path)(error),
        })?;
        if seals == Seals::Required && !seal::is_sealed_object(&bytes) {
            return Err(damaged(CorruptionKind::BrokenSeal));
        }
        serde_json::from_slice(&bytes).map_err(|error| invalid(error.to_string()))
    }

    /// The bytes of the table's file.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let json = serde_json::to_string(self).map_err(|error| {
            Error::corrupt("the table of files", CorruptionKind::Invalid { why: error.to_string() })
        })?;
        Ok(seal::object(&json))
    }
}

/// The table of files that the last commit names.
pub(crate) fn files_of(engine: &tantivy::Index, path: &Path, seals: Seals) -> Result<FileTable> {
    let metas = engine.load_metas().map_err(Error::engine("read the last commit"))?;
    match metas.payload.as_deref() {
        None | Some("") => Ok(FileTable::default()),
        Some(name) if !is_plain(name) => {
            Err(Error::corrupt(path.join(SEGMENTS_FILE), CorruptionKind::NoName { name: name.to_owned() }))
        }
        Some(name) => FileTable::read(&path.join(name), seals),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("files-1.json");
        let mut table = FileTable::default();
        let state = FileState {
            size_bytes: 3,
            modified_ns: 1 << 60,
            content_hash: "ab".into(),
            articles: 1,
            reader: 1,
        };
        table.insert("news/甲.txt".into(), state.clone());
        fs::write(&path, table.to_bytes().unwrap()).unwrap();
        let again = FileTable::read(&path, Seals::Required).unwrap();
        assert_eq!(again, table);
        assert_eq!(again.get("news/甲.txt"), Some(&state));
    }

    #[test]
    fn a_damaged_table_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("files-1.json");
        let is_named = || matches!(FileTable::read(&path, Seals::Required), Err(Error::Corrupt { path: named, .. }) if named == path);
        assert!(is_named(), "missing");
        fs::write(&path, "{\"files\": {}}").unwrap();
        assert!(is_named(), "without a seal");
        assert!(FileTable::read(&path, Seals::Absent).is_ok());
    }
}

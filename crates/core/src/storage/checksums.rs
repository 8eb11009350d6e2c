//! Checksums of the large files of an index.
//!
//! tantivy's files are written once and never changed. Their length and a hash of their bytes are computed while they are
//! written, not by reading the disk, and stored in the sealed list of segments (`meta.json`, under `files`). A verification
//! therefore finds every changed byte in every file. Cost: a pass of xxh3 over the written bytes, at some gigabytes a second.
//!
//! The list of segments also contains the hash of the settings (`jianbao.json`), by which the settings of another index are
//! detected, and the name of the list of jianbao's own files (`owned.json`).

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::{AntiCallToken, TerminatingWrite};
use xxhash_rust::xxh3::Xxh3;

use crate::storage::file_sum::FileSum;
use crate::storage::spare::SpareWriter;

/// The files of an index, by name, and the other facts that the list of segments seals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChecksumManifest {
    #[serde(default)]
    pub(crate) files: BTreeMap<String, FileSum>,
    /// The hash of the settings; none in an index that was last written before this field existed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) settings: Option<String>,
    /// The list of own files; none likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owned: Option<String>,
}

/// The files that a process has written to an index, shared by all handles of its directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    state: Arc<Mutex<WrittenState>>,
}

#[derive(Debug, Default)]
struct WrittenState {
    files: ChecksumManifest,
    failure: Option<(PathBuf, io::Error)>,
}

impl Written {
    fn with<T>(&self, change: impl FnOnce(&mut WrittenState) -> T) -> T {
        // Each change is one step, so the value is valid even after a thread panicked.
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The files written so far.
    pub(crate) fn manifest(&self) -> ChecksumManifest {
        self.with(|state| state.files.clone())
    }

    /// Keeps the first failure: tantivy writes in threads of its own, and reports afterwards only that one of them ended.
    pub(crate) fn failed(&self, path: &Path, error: &io::Error) {
        let kept = match error.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => io::Error::new(error.kind(), error.to_string()),
        };
        self.with(|state| state.failure.get_or_insert((path.to_owned(), kept)).1.kind());
    }

    /// The first failure. Clears it.
    pub(crate) fn take_failure(&self) -> Option<(PathBuf, io::Error)> {
        self.with(|state| state.failure.take())
    }

    fn finished(&self, path: &Path, sum: FileSum) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.with(|state| state.files.files.insert(name, sum));
    }
}

/// Writes a file, computes its checksum while writing, and writes its companion.
pub(crate) struct SummingWriter {
    inner: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    hasher: Xxh3,
    bytes: u64,
    spare: SpareWriter,
    written: Written,
}

impl SummingWriter {
    pub(crate) fn new(
        inner: Box<dyn TerminatingWrite + Send + Sync>,
        path: PathBuf,
        written: Written,
    ) -> SummingWriter {
        let spare = SpareWriter::of(&path);
        SummingWriter { inner, path, hasher: Xxh3::new(), bytes: 0, spare, written }
    }

    fn noted<T>(&self, outcome: io::Result<T>) -> io::Result<T> {
        outcome.inspect_err(|error| self.written.failed(&self.path, error))
    }
}

impl Write for SummingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.inner.write(bytes);
        let count = self.noted(outcome)?;
        self.hasher.update(&bytes[..count]);
        self.spare.push(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        let outcome = self.inner.flush();
        self.noted(outcome)
    }
}

impl TerminatingWrite for SummingWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let outcome = self.inner.terminate_ref(token);
        self.noted(outcome)?;
        let sum = FileSum { bytes: self.bytes, hash: format!("{:016x}", self.hasher.digest()) };
        self.written.finished(&self.path, sum);
        let outcome = self.spare.finish(&self.path);
        if let Some((path, sum)) = self.noted(outcome)? {
            self.written.finished(&path, sum);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_taken_on_the_way_is_that_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.idx");
        let written = Written::default();
        let mmap = tantivy::directory::MmapDirectory::open(folder.path()).unwrap();
        let inner = tantivy::Directory::open_write(&mmap, Path::new("a.idx")).unwrap();
        let mut writer = SummingWriter::new(Box::new(inner), path.clone(), written.clone());
        writer.write_all(&vec![7; 1 << 20]).unwrap();
        writer.write_all(b"end").unwrap();
        writer.terminate().unwrap();
        assert_eq!(written.manifest().files["a.idx"], FileSum::of(&path).unwrap());
        assert_eq!(written.manifest().files["a.idx"].bytes, (1 << 20) + 3);
    }
}

//! The directory of an index: the engine's own, memory-mapped, with these things mended.
//!
//! - The engine takes a lock file before it reads the list of segments, and wants to write for that. On a read-only
//!   directory nothing can be taken away under the reader by a writer that is not there, so the lock is granted without
//!   touching the disk.
//! - The engine makes the files it replaces readable by their owner alone; here they get the rights of any new file, so
//!   that what one user indexes others may search.
//! - What the engine writes is summed ([`inventory`](crate::inventory)), and its two lists of files are sealed
//!   ([`seal`]), so that damage can be found.
//! - What the engine's own threads read they write anew, sums and all: they merge segments, and look up what is taken out.
//!   So they are given a file of an earlier run only after its bytes were held against its sum; else a merge would turn
//!   damage into what was written.
//! - After the list of segments is replaced the directory is synced: a commit that was reported outlasts a power cut.
//! - Only plain names inside the directory are ever deleted, whatever the list of files says.
//! - The lock of a writer holds the number of its process, so that another one can say whom it waits for.

use std::collections::HashSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::error::is_refusal;
use crate::inventory::{FileSum, Inventory, SummingWriter, Written};
use crate::seal;

/// The list of segments: what an index consists of.
pub(crate) const SEGMENTS_FILE: &str = "meta.json";

/// The list of files that the engine made and may delete.
pub(crate) const MANAGED_FILE: &str = ".managed.json";

/// Whether the engine's lists of files are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seals {
    /// They are, and are refused where the seal does not fit.
    Required,
    /// They are not, or were looked at already: what is there is read as far as it reads. Nothing is written.
    Absent,
}

/// A memory-mapped directory that can be read even where it cannot be written.
#[derive(Clone, Debug)]
pub(crate) struct IndexDirectory {
    mapped: MmapDirectory,
    path: PathBuf,
    seals: Seals,
    written: Written,
    /// Files of earlier runs that were held against their sums.
    checked: Arc<Mutex<HashSet<PathBuf>>>,
}

impl IndexDirectory {
    pub(crate) fn open(path: &Path, seals: Seals) -> Result<IndexDirectory, OpenDirectoryError> {
        let mapped = MmapDirectory::open(path)?;
        // As the engine does: the process may change its current directory.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Ok(IndexDirectory { mapped, path, seals, written: Written::default(), checked: Arc::default() })
    }

    /// What this process has written there.
    pub(crate) fn written(&self) -> &Written {
        &self.written
    }

    /// Writes the list of segments, with the sums of the files that are there.
    fn write_segments(&self, bytes: &[u8]) -> io::Result<()> {
        let mut inventory = match self.read_segments() {
            Ok(before) => serde_json::from_slice::<Inventory>(&before)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Inventory::default(),
            Err(error) => return Err(error),
        };
        inventory.files.extend(self.written.inventory().files);
        inventory.files.retain(|name, _| self.path.join(name).exists());
        let json = String::from_utf8_lossy(bytes);
        let json = json.trim_end();
        let fields = json.strip_suffix('}').unwrap_or(json).trim_end();
        let files = serde_json::to_string(&inventory.files)?;
        seal::replace(
            &self.path.join(SEGMENTS_FILE),
            &seal::object(&format!("{fields},\n  \"files\": {files}\n}}")),
        )?;
        self.mapped.sync_directory()
    }

    /// Reads the list of segments. A file that is being replaced is the old one or the new one, so one that does not
    /// fit its seal is damaged.
    fn read_segments(&self) -> io::Result<Vec<u8>> {
        let bytes = std::fs::read(self.path.join(SEGMENTS_FILE))?;
        match self.seals {
            Seals::Required if !seal::is_sealed_object(&bytes) => Err(broken_seal(SEGMENTS_FILE)),
            Seals::Required | Seals::Absent => Ok(bytes),
        }
    }

    /// Holds a file against its sum, once in the life of this directory.
    fn check(&self, path: &Path) -> io::Result<()> {
        let name = path.to_string_lossy().into_owned();
        let is_known = || self.checked.lock().unwrap_or_else(PoisonError::into_inner).contains(path);
        if self.written.inventory().files.contains_key(&name) || is_known() {
            return Ok(());
        }
        let inventory: Inventory = serde_json::from_slice(&self.read_segments()?)?;
        if inventory.files.get(&name) != Some(&FileSum::of(&self.path.join(path))?) {
            let problem = format!("the bytes of {name} are not those that were written");
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }

    fn read_managed(&self) -> io::Result<Vec<u8>> {
        match self.seals {
            Seals::Required => {
                let bytes = std::fs::read(self.path.join(MANAGED_FILE))?;
                seal::unsealed_list(&bytes).ok_or_else(|| broken_seal(MANAGED_FILE))
            }
            // Who deletes nothing need not know what may be deleted.
            Seals::Absent => Ok(b"[]".to_vec()),
        }
    }
}

/// The number of the process that writes to the index in a directory, as far as it can be told.
pub(crate) fn writing_process(path: &Path) -> Option<u32> {
    std::fs::read_to_string(path.join(&INDEX_WRITER_LOCK.filepath)).ok()?.trim().parse().ok()
}

/// Whether this thread is one of the engine's that writes anew what it reads of this file.
fn is_copying(path: &Path) -> bool {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    // A segment is opened whole to take documents out of it, but only its terms are looked at.
    let is_looked_up = || matches!(&*extension, "idx" | "term" | "del");
    name.starts_with("merge_thread") || (name.starts_with("segment_updater") && is_looked_up())
}

fn broken_seal(file: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{file} does not fit its seal"))
}

fn is_refused(error: &LockError) -> bool {
    matches!(error, LockError::IoError(refusal) if is_refusal(refusal))
}

/// Whether a path is one name, so that it lies in the directory itself.
fn is_one_name(path: &Path) -> bool {
    let mut components = path.components();
    matches!((components.next(), components.next()), (Some(Component::Normal(_)), None))
}

impl Directory for IndexDirectory {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            Err(error) if lock.filepath == META_LOCK.filepath && is_refused(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            Ok(taken) if lock.filepath == INDEX_WRITER_LOCK.filepath => {
                // Only for others to read: the lock is the system's, and holds without it.
                let path = self.path.join(&lock.filepath);
                if path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
                    let _ = std::fs::write(path, format!("{}\n", std::process::id()));
                }
                Ok(taken)
            }
            taken_or_failed => taken_or_failed,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if self.seals == Seals::Required && is_copying(path) {
            self.check(path).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        }
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        if !is_one_name(path) {
            return Err(DeleteError::FileDoesNotExist(path.to_owned()));
        }
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let writer = self.mapped.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                self.written.failed(&self.path.join(path), io_error);
            }
        })?;
        // Nothing was written to it yet, so its buffer is empty.
        let inner = writer.into_inner().map_err(|error| {
            OpenWriteError::wrap_io_error(io::Error::other(error.to_string()), path.to_owned())
        })?;
        let summing = SummingWriter::new(inner, self.path.join(path), self.written.clone());
        Ok(WritePtr::new(Box::new(summing)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let read = match path.to_str() {
            Some(SEGMENTS_FILE) => self.read_segments(),
            Some(MANAGED_FILE) => self.read_managed(),
            _ => return self.mapped.atomic_read(path),
        };
        read.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let written = match path.to_str() {
            Some(SEGMENTS_FILE) => self.write_segments(data),
            Some(MANAGED_FILE) => {
                seal::replace(&self.path.join(path), &seal::list(&String::from_utf8_lossy(data)))
            }
            _ => seal::replace(&self.path.join(path), data),
        };
        written.inspect_err(|error| self.written.failed(&self.path.join(path), error))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory().inspect_err(|error| self.written.failed(&self.path, error))
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_directory_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("index");
        std::fs::create_dir(&inside).unwrap();
        let outside = folder.path().join("outside.idx");
        std::fs::write(&outside, b"mine").unwrap();
        let directory = IndexDirectory::open(&inside, Seals::Required).unwrap();
        for name in [Path::new("../outside.idx"), &outside, Path::new("a/../../outside.idx")] {
            assert!(directory.delete(name).is_err());
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, inside.join("link.idx")).unwrap();
            directory.delete(Path::new("link.idx")).unwrap();
            assert!(!inside.join("link.idx").exists());
        }
        assert_eq!(std::fs::read(&outside).unwrap(), b"mine");
    }
}

//! The directory of an index: tantivy's memory-mapped directory, with these changes.
//!
//! - Before it reads the list of segments, tantivy takes a lock file, which needs write access. In a read-only directory no
//!   writer can delete files that a reader needs, so the lock is granted without touching the disk.
//! - tantivy makes a file that it replaces readable only by its owner. Here such files get the default permissions of new
//!   files, so that other users can search the index.
//! - Files that tantivy writes get [checksums](crate::storage::checksums), and its two lists of files are sealed ([`seal`]), so
//!   that damage can be found.
//! - tantivy's threads read files of earlier runs to merge segments and to look up deletions, and write the bytes again with
//!   new checksums. They get such a file only after its checksum was verified; otherwise a merge would turn damage into valid
//!   data.
//! - After the list of segments is replaced, the directory is synced, so that a reported commit survives a power cut.
//! - Only files inside the directory with names of tantivy's form are ever deleted, whatever tantivy's list of files contains.
//! - Files that jianbao itself creates there are in a separate list ([`owned`](crate::storage::owned)).
//! - The lock of a writer contains its process id, so that another writer can report it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::corruption::CorruptionKind;
use crate::error::{self, Error, is_refusal};
use crate::storage::checksums::{ChecksumManifest, SummingWriter, Written};
use crate::storage::file_sum::FileSum;
use crate::storage::layout::{
    MANAGED_FILE, SEGMENTS_FILE, is_engines_name, is_plain, regular_file_bytes, small_file,
};
use crate::storage::leftovers;
use crate::storage::owned::Owned;
use crate::storage::seal::{self, Seals, Sync};
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::settings::Settings;
use crate::storage::spare;

/// The writer's record of the directory.
#[derive(Debug, Default)]
struct Ours {
    /// The list of own files, from the first write on.
    owned: Option<Owned>,
    /// The hash of the settings for the list of segments.
    settings: Option<String>,
}

/// The bytes that are read instead of those in the directory.
#[derive(Debug)]
struct Instead {
    segments: Vec<u8>,
    files: BTreeMap<PathBuf, Arc<dyn FileHandle>>,
}

/// A memory-mapped directory that also works read-only.
#[derive(Clone, Debug)]
pub(crate) struct IndexDirectory {
    mapped: MmapDirectory,
    path: PathBuf,
    seals: Seals,
    written: Written,
    ours: Arc<Mutex<Ours>>,
    instead: Option<Arc<Instead>>,
    /// Files of earlier runs whose checksums were verified.
    checked: Arc<Mutex<HashSet<PathBuf>>>,
    /// The lock of the writer, on its way from our writer to tantivy's.
    handed_over: HandedOver,
}

/// The lock of the writer, while no writer has it.
#[derive(Clone, Default)]
struct HandedOver(Arc<Mutex<Option<DirectoryLock>>>);

impl std::fmt::Debug for HandedOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("HandedOver").finish_non_exhaustive()
    }
}

impl IndexDirectory {
    pub(crate) fn open(path: &Path, seals: Seals) -> Result<IndexDirectory, OpenDirectoryError> {
        let mapped = MmapDirectory::open(path)?;
        // As tantivy does: the process may change its current directory.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Ok(IndexDirectory {
            mapped,
            path,
            seals,
            written: Written::default(),
            ours: Arc::default(),
            instead: None,
            checked: Arc::default(),
            handed_over: HandedOver::default(),
        })
    }

    /// Opens a directory in which an index is made, under a list of own files.
    pub(crate) fn create(
        path: &Path,
        owned: Owned,
        settings: &Settings,
    ) -> Result<IndexDirectory, OpenDirectoryError> {
        let directory = IndexDirectory::open(path, Seals::Required)?;
        *directory.ours() = Ours { owned: Some(owned), settings: Some(settings.hash().to_owned()) };
        Ok(directory)
    }

    /// Opens a directory with a given list of segments, and with other bytes for some files. Nothing is written.
    pub(crate) fn reading(
        path: &Path,
        segments: Vec<u8>,
        files: BTreeMap<PathBuf, Arc<dyn FileHandle>>,
    ) -> Result<IndexDirectory, OpenDirectoryError> {
        let instead = Some(Arc::new(Instead { segments, files }));
        Ok(IndexDirectory { instead, ..IndexDirectory::open(path, Seals::Absent)? })
    }

    fn ours(&self) -> MutexGuard<'_, Ours> {
        // Each change of a list is one step on the disk, and then in memory.
        self.ours.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prepares the directory for a writer, which holds its lock: reads or makes the list of own files, and removes the
    /// leftovers of killed runs.
    pub(crate) fn take_ownership(&self, settings: &Settings) -> io::Result<()> {
        let commit = self.read_segments()?;
        let list: SegmentList = serde_json::from_slice(&commit)?;
        let mut owned = match Owned::read(&self.path) {
            Some(owned) => owned,
            None => {
                // tantivy's list first: a reader of our list trusts tantivy's too.
                let engines = serde_json::to_string(&self.files_of_commit()?)?;
                let table = list.table().filter(|table| is_plain(table)).map(str::to_owned);
                let owned = Owned::create(&self.path, table.into_iter())?;
                owned.replace(MANAGED_FILE, &seal::list(&engines), Sync::Wait)?;
                owned
            }
        };
        leftovers::clear(&self.path, &mut owned, &list)?;
        leftovers::remove_engines_files(&self.path, &list);
        owned.keep_commit(&commit)?;
        *self.ours() = Ours { owned: Some(owned), settings: Some(settings.hash().to_owned()) };
        Ok(())
    }

    /// Registers the name of a companion file, writes the file, and waits until it is on the disk.
    pub(crate) fn write_claimed(&self, beginning: &str, end: &str, bytes: &[u8]) -> io::Result<String> {
        self.with_owned(|owned| {
            let name = owned.claim(beginning, end, Sync::Wait)?;
            owned.replace(&name, bytes, Sync::Wait)?;
            Ok(name)
        })
    }

    /// Writes a file in the list of own files.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.with_owned(|owned| owned.replace(name, bytes, Sync::Wait))
    }

    /// Removes the tables of files of other commits. The next writer removes those that cannot be removed now.
    pub(crate) fn remove_other_tables(&self, keep: &str) {
        let _ = self.with_owned(|owned| leftovers::remove_tables(&self.path, owned, Some(keep)));
    }

    pub(crate) fn with_owned<T>(&self, use_it: impl FnOnce(&mut Owned) -> io::Result<T>) -> io::Result<T> {
        let no_writer = || io::Error::other("the directory was not opened by a writer");
        use_it(self.ours().owned.as_mut().ok_or_else(no_writer)?)
    }

    /// The tantivy files that the last commit names; none without a commit.
    fn files_of_commit(&self) -> io::Result<Vec<String>> {
        match self.read_segments() {
            Ok(bytes) => {
                let list: SegmentList = serde_json::from_slice(&bytes)?;
                let files = list.segments.iter().flat_map(SegmentEntry::files);
                Ok(files.chain([SEGMENTS_FILE.to_owned()]).collect())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// The files that this process has written there.
    pub(crate) fn written(&self) -> &Written {
        &self.written
    }

    /// Writes the list of segments, with the checksums of the present files.
    fn write_segments(&self, bytes: &[u8]) -> io::Result<()> {
        let mut manifest = match self.read_segments() {
            Ok(before) => serde_json::from_slice::<ChecksumManifest>(&before)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => ChecksumManifest::default(),
            Err(error) => return Err(error),
        };
        manifest.files.extend(self.written.manifest().files);
        manifest.files.retain(|name, _| self.path.join(name).exists());
        let mut ours = self.ours();
        manifest.settings = ours.settings.clone().or(manifest.settings);
        let owned = ours
            .owned
            .as_mut()
            .ok_or_else(|| io::Error::other("the directory was not opened by a writer"))?;
        manifest.owned = Some(owned.file().to_owned());
        let json = String::from_utf8_lossy(bytes);
        let json = json.trim_end();
        let fields = json.strip_suffix('}').unwrap_or(json).trim_end();
        let sealed = serde_json::to_string(&manifest)?;
        let sealed = seal::object(&format!("{fields},\n  {}\n}}", &sealed[1..sealed.len() - 1]));
        owned.replace(SEGMENTS_FILE, &sealed, Sync::Wait)?;
        // The copy is for the loss of the list; the next writer makes up for one that could not be kept.
        let _ = owned.keep_commit(&sealed);
        drop(ours);
        self.mapped.sync_directory()
    }

    /// Writes tantivy's list of its own files. Entries on the disk whose files still exist stay in it: tantivy has the list as
    /// of the opening of this handle, and other processes may have written since.
    fn write_managed(&self, bytes: &[u8]) -> io::Result<()> {
        let mut names: BTreeSet<String> = serde_json::from_slice(bytes)?;
        let before =
            small_file(&self.path.join(MANAGED_FILE)).ok().and_then(|bytes| seal::unsealed_list(&bytes));
        let before: Vec<String> =
            before.and_then(|list| serde_json::from_slice(&list).ok()).unwrap_or_default();
        names.extend(before.into_iter().filter(|name| self.path.join(name).symlink_metadata().is_ok()));
        self.replace(MANAGED_FILE, &seal::list(&serde_json::to_string(&names)?))
    }

    /// Reads the list of segments. A file that is being replaced is the old one or the new one, so one that does not match its
    /// seal is damaged.
    fn read_segments(&self) -> io::Result<Vec<u8>> {
        if let Some(instead) = &self.instead {
            return Ok(instead.segments.clone());
        }
        let bytes = small_file(&self.path.join(SEGMENTS_FILE))?;
        if self.seals == Seals::Required && !seal::is_sealed_object(&bytes) {
            return Err(broken_seal(SEGMENTS_FILE));
        }
        let list: SegmentList = serde_json::from_slice(&bytes)?;
        match list.problem(&self.path) {
            Some(problem) => {
                let problem = format!("{SEGMENTS_FILE}: {problem}");
                Err(io::Error::new(io::ErrorKind::InvalidData, problem))
            }
            None => Ok(bytes),
        }
    }

    /// Verifies a file's checksum, once in the life of this directory.
    fn check(&self, path: &Path) -> io::Result<()> {
        let name = path.to_string_lossy().into_owned();
        let is_known = || self.checked.lock().unwrap_or_else(PoisonError::into_inner).contains(path);
        if self.written.manifest().files.contains_key(&name) || is_known() {
            return Ok(());
        }
        let manifest: ChecksumManifest = serde_json::from_slice(&self.read_segments()?)?;
        if manifest.files.get(&name) != Some(&FileSum::of(&self.path.join(path))?) {
            let problem = format!("the bytes of {name} are not those that were written");
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }

    fn read_managed(&self) -> io::Result<Vec<u8>> {
        match self.seals {
            // An index from before our list owns the files that its commit names.
            Seals::Required if Owned::read(&self.path).is_none() => {
                Ok(serde_json::to_vec(&self.files_of_commit()?)?)
            }
            Seals::Required => {
                let bytes = small_file(&self.path.join(MANAGED_FILE))?;
                seal::unsealed_list(&bytes).ok_or_else(|| broken_seal(MANAGED_FILE))
            }
            // A reader deletes nothing, so it need not know what may be deleted.
            Seals::Absent => Ok(b"[]".to_vec()),
        }
    }
}

/// Opens the directory of an index.
pub(crate) fn open_directory(path: &Path, seals: Seals) -> error::Result<IndexDirectory> {
    IndexDirectory::open(path, seals)
        .map_err(|error| Error::corrupt(path, CorruptionKind::Invalid { why: error.to_string() }))
}

/// True if this thread is one of tantivy's that rewrites the bytes that it reads from this file.
fn is_copying(path: &Path) -> bool {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    // A segment is opened completely to delete documents from it, but only its terms are used.
    let is_looked_up = || matches!(&*extension, "idx" | "term" | "del");
    name.starts_with("merge_thread") || (name.starts_with("segment_updater") && is_looked_up())
}

fn broken_seal(file: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{file} does not fit its seal"))
}

fn is_refused(error: &LockError) -> bool {
    matches!(error, LockError::IoError(refusal) if is_refusal(refusal))
}

impl IndexDirectory {
    /// Passes the writer's lock on: the next caller that requests it through tantivy gets it.
    pub(crate) fn hand_over(&self, lock: DirectoryLock) {
        *self.handed_over.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
    }

    /// Takes a lock of the system.
    pub(crate) fn lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // tantivy would follow a link, and create a file at its target; on a pipe it would wait.
        let there = self.path.join(&lock.filepath).symlink_metadata();
        let taken = if there.is_ok_and(|there| !there.is_file()) {
            let refusal = io::Error::new(io::ErrorKind::PermissionDenied, "the lock is not a regular file");
            Err(LockError::IoError(Arc::new(refusal)))
        } else {
            self.mapped.acquire_lock(lock)
        };
        match taken {
            Err(error) if lock.filepath == META_LOCK.filepath && is_refused(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            Ok(taken) if lock.filepath == INDEX_WRITER_LOCK.filepath => {
                // For information only: the lock is the system's, and works without it.
                let path = self.path.join(&lock.filepath);
                if path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
                    let _ = std::fs::write(path, format!("{}\n", std::process::id()));
                }
                Ok(taken)
            }
            taken_or_failed => taken_or_failed,
        }
    }
}

impl Directory for IndexDirectory {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let handed_over = || self.handed_over.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let is_writers = lock.filepath == INDEX_WRITER_LOCK.filepath;
        match is_writers.then(handed_over).flatten() {
            Some(taken) => Ok(taken),
            None => self.lock(lock),
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if let Some(file) = self.instead.as_ref().and_then(|instead| instead.files.get(path)) {
            return Ok(Arc::clone(file));
        }
        // tantivy reports a missing one itself.
        if let Err(error) = regular_file_bytes(&self.path.join(path))
            && error.kind() == io::ErrorKind::InvalidData
        {
            return Err(OpenReadError::wrap_io_error(error, path.to_owned()));
        }
        if self.seals == Seals::Required && is_copying(path) {
            self.check(path).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        }
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        if !is_engines_name(path) {
            return Err(DeleteError::FileDoesNotExist(path.to_owned()));
        }
        if let Some(spare) = path.to_str().and_then(spare::names_beside) {
            // A companion that stays costs little, and tantivy's file must be removed in any case.
            let _ = std::fs::remove_file(self.path.join(spare));
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
            Some(MANAGED_FILE) => self.write_managed(data),
            Some(name) => self.replace(name, data),
            None => Err(io::Error::other("not a name of the engine's")),
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
        for name in ["diary.docx", "files-2020.json", "jianbao.json", "0123456789abcdef.idx"] {
            std::fs::write(inside.join(name), b"mine").unwrap();
            assert!(directory.delete(Path::new(name)).is_err());
            assert!(inside.join(name).exists());
        }
        let name = "0123456789abcdef0123456789abcdef.idx";
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, inside.join(name)).unwrap();
            directory.delete(Path::new(name)).unwrap();
            assert!(!inside.join(name).exists());
        }
        assert_eq!(std::fs::read(&outside).unwrap(), b"mine");
    }
}

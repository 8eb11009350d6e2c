//! The lock of the one writer of an index, over all processes.

use std::path::Path;

use tantivy::directory::error::LockError;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK};

use crate::error::{self, Error, FileAction};
use crate::storage::directory::{IndexDirectory, open_directory};
use crate::storage::layout::regular_file_bytes;
use crate::storage::seal::Seals;

/// No process id is longer.
const MAX_LOCK_BYTES: u64 = 32;

/// Takes the lock of the index's writer.
pub(crate) fn lock(path: &Path) -> error::Result<DirectoryLock> {
    take_lock(&open_directory(path, Seals::Required)?, path)
}

/// Takes the lock of the writer of an index in a directory.
pub(crate) fn take_lock(directory: &IndexDirectory, path: &Path) -> error::Result<DirectoryLock> {
    directory.lock(&INDEX_WRITER_LOCK).map_err(|error| match error {
        LockError::LockBusy => Error::Locked { path: path.to_owned(), holder: writing_process(path) },
        LockError::IoError(refusal) => Error::io(FileAction::Lock, path)(error::same(&refusal)),
    })
}

/// The id of the process that writes to the index in a directory, if known.
pub(crate) fn writing_process(path: &Path) -> Option<u32> {
    let lock = path.join(&INDEX_WRITER_LOCK.filepath);
    let is_number = regular_file_bytes(&lock).is_ok_and(|bytes| bytes <= MAX_LOCK_BYTES);
    is_number.then(|| std::fs::read_to_string(lock).ok()?.trim().parse().ok())?
}

//! The right to write to an index, from the opening of a writer to its end.
//!
//! tantivy takes its lock when it starts its threads, and a writer starts them only with its first change. The lock is
//! therefore taken here when the writer is opened, and passed to tantivy later, so that no other process can take it in
//! between.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::DirectoryLock;

/// The right to write.
pub(crate) enum WriteLock {
    /// To a directory; `None` once tantivy has the lock.
    Directory(Option<DirectoryLock>),
    /// To an index in memory.
    Memory(#[expect(dead_code, reason = "it is released when it is dropped")] MemoryLock),
}

/// The lock of an index in memory, which only this process can write.
pub(crate) struct MemoryLock(Arc<AtomicBool>);

impl MemoryLock {
    /// Takes the lock; `None` if there is a writer.
    pub(crate) fn take(is_taken: &Arc<AtomicBool>) -> Option<MemoryLock> {
        let was_taken = is_taken.swap(true, Ordering::AcqRel);
        (!was_taken).then(|| MemoryLock(Arc::clone(is_taken)))
    }
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

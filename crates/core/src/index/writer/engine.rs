//! tantivy's writer, which starts its threads with the first change.

use tantivy::IndexWriter;
use tantivy::indexer::IndexWriterOptions;

use super::{Error, Result, WriteLock, Writer};
use crate::index::merge_policy::BoundedMergePolicy;
use crate::index::queue::QueuedDocument;

/// The number of merging threads. Each maps all of its input into memory, so more threads need more of it.
const MERGE_THREADS: usize = 1;

impl Writer {
    /// tantivy's writer, started if it is not.
    pub(super) fn engine(&mut self) -> Result<&mut IndexWriter<QueuedDocument>> {
        match self.engine {
            Some(ref mut engine) => Ok(engine),
            None => {
                let engine = self.started()?;
                Ok(self.engine.insert(engine))
            }
        }
    }

    /// Starts tantivy's writer and its threads.
    fn started(&mut self) -> Result<IndexWriter<QueuedDocument>> {
        if let (Some(directory), WriteLock::Directory(lock)) = (self.index.directory(), &mut self.lock)
            && let Some(lock) = lock.take()
        {
            directory.hand_over(lock);
        }
        let options = IndexWriterOptions::builder()
            .num_worker_threads(self.options.thread_count())
            .memory_budget_per_thread(self.options.thread_bytes())
            .num_merge_threads(MERGE_THREADS)
            .build();
        let index = &self.index;
        let engine = index.reading(|| {
            let opened = index.engine().writer_with_options(options);
            opened.map_err(Error::engine("open the index for writing"))
        })?;
        set_up(&engine)?;
        Ok(engine)
    }
}

/// Sets tantivy's new writer up.
pub(super) fn set_up(engine: &IndexWriter<QueuedDocument>) -> Result<()> {
    engine.set_merge_policy(Box::<BoundedMergePolicy>::default());
    // Workaround: tantivy gives the first operation of a new writer the opstamp of the last commit, and a merge of the
    // committed segments takes it for one that the commit included. A file's articles would be there twice, or not at all if
    // the program ends before the next commit. Running an empty operation first consumes that opstamp.
    engine.run(std::iter::empty()).map(drop).map_err(Error::engine("open the writer"))
}

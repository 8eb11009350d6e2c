//! Options of an indexing run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Options of an indexing run.
///
/// ```
/// use jianbao::IndexOptions;
///
/// let options = IndexOptions::default().commit_bytes(1 << 20);
/// assert_eq!(options.commit_bytes, 1_048_576);
/// ```
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// After so many bytes of files what was indexed is committed: what a run that is killed loses at most, besides the
    /// file it was in. A file's articles come and go in one commit, so a batch is one file at least.
    pub commit_bytes: u64,
    /// Once it says true, the run ends in good order, within a tenth of a second and the time of a commit: what was indexed
    /// is committed, and nothing is kept of the file that is being read. One that has changed is still done where it has
    /// at most 4 MiB (packed, 256 KiB); a larger one stays in the index as it was, and at most 4 MiB of what was
    /// read before it and not committed is given up with it. A new one that had replaced articles of other files takes what was not committed before with
    /// it. [`IndexEvent::Stopped`](crate::IndexEvent::Stopped) tells all of it.
    pub stop: Arc<AtomicBool>,
    /// The treatment of articles whose files are gone.
    pub gone: Gone,
    /// Reads files again that have not changed, or that are skipped because runs ended in them. This brings back
    /// [removed](crate::Writer::remove) articles.
    pub reread: bool,
}

impl Default for IndexOptions {
    /// Commits every 64 MiB.
    fn default() -> IndexOptions {
        IndexOptions { commit_bytes: 64 << 20, stop: Arc::default(), gone: Gone::Keep, reread: false }
    }
}

impl IndexOptions {
    /// Sets after how many bytes of files what was indexed is committed.
    pub fn commit_bytes(mut self, commit_bytes: u64) -> IndexOptions {
        self.commit_bytes = commit_bytes;
        self
    }

    /// Sets what ends the run early.
    pub fn stop(mut self, stop: Arc<AtomicBool>) -> IndexOptions {
        self.stop = stop;
        self
    }

    /// Sets what becomes of the articles of files that are not there any more.
    pub fn gone(mut self, gone: Gone) -> IndexOptions {
        self.gone = gone;
        self
    }

    /// Sets whether files are read that have not changed, or are passed over because runs ended in them.
    pub fn reread(mut self, reread: bool) -> IndexOptions {
        self.reread = reread;
        self
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The treatment of articles whose files are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gone {
    /// They stay.
    #[default]
    Keep,
    /// They are taken out, as far as the files were below the folders that are indexed: a file that is gone, and one
    /// that is passed over now. Below a folder that is itself missing nothing is taken out, for a disk may be away.
    Remove,
}

//! Options of an indexing run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jianbao_core::KeyField;

/// Options of an indexing run.
///
/// ```
/// use jianbao::ingest::IndexOptions;
///
/// let options = IndexOptions::default().commit_bytes(1 << 20);
/// assert_eq!(options.commit_bytes, 1_048_576);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IndexOptions {
    /// The size of a batch, in bytes of files: the maximum loss if a run is killed, besides the file that it was reading. A
    /// file's articles are committed together, so a batch is at least one file.
    pub commit_bytes: u64,
    /// The stop signal. Once it is true, the run ends within a tenth of a second and the time of a commit. The finished files are
    /// committed. The fate of the current file depends on its kind:
    ///
    /// - A new file: its articles are dropped. If they had replaced articles of other files, all uncommitted files are dropped too.
    /// - A changed file of at most 4 MiB (packed, 256 KiB): the run finishes it.
    /// - A larger changed file: its earlier articles stay in the index. At most 4 MiB of uncommitted files before it are dropped
    ///   too.
    ///
    /// [`IndexEvent::Stopped`](crate::ingest::IndexEvent::Stopped) reports the file and the dropped files.
    pub stop: Arc<AtomicBool>,
    /// The treatment of articles whose files are gone.
    pub gone: MissingFiles,
    /// Reads files again that have not changed, or that are skipped because runs ended in them. This brings back
    /// [removed](crate::Writer::remove) articles.
    pub reread: bool,
    /// The field by which an article replaces earlier ones, in addition to the id:
    /// [`WriterOptions::replace_by`](crate::index::WriterOptions).
    pub replace_by: Option<KeyField>,
}

impl Default for IndexOptions {
    /// Commits every 64 MiB.
    fn default() -> IndexOptions {
        IndexOptions {
            commit_bytes: 64 << 20,
            stop: Arc::default(),
            gone: MissingFiles::Keep,
            reread: false,
            replace_by: None,
        }
    }
}

impl IndexOptions {
    /// Sets the size of a batch, in bytes of files.
    pub fn commit_bytes(mut self, commit_bytes: u64) -> IndexOptions {
        self.commit_bytes = commit_bytes;
        self
    }

    /// Sets the stop signal.
    pub fn stop(mut self, stop: Arc<AtomicBool>) -> IndexOptions {
        self.stop = stop;
        self
    }

    /// Sets the treatment of articles whose files are gone.
    pub fn gone(mut self, gone: MissingFiles) -> IndexOptions {
        self.gone = gone;
        self
    }

    /// Sets whether unchanged files are read again, and files that are skipped because runs ended in them.
    pub fn reread(mut self, reread: bool) -> IndexOptions {
        self.reread = reread;
        self
    }

    /// Replaces earlier articles with the same value of a field, whatever file they came from.
    pub fn replace_by(mut self, field: KeyField) -> IndexOptions {
        self.replace_by = Some(field);
        self
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The treatment of articles whose files are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingFiles {
    /// They stay.
    #[default]
    Keep,
    /// They are deleted if the files were below the indexed folders: missing files, and files that are now
    /// skipped. Nothing is deleted below a missing folder, since its disk may not be mounted.
    Remove,
}

//! Events of an indexing run, reported as they happen.
//!
//! File names of type `String` are for display ([`shown_key`](jianbao_core::shown_key)). The name of a file in the index is the
//! [`file_key`](jianbao_core::file_key) of its path.

use std::path::Path;

use jianbao_ingest::{IngestError, Warning};

/// An event of an indexing run.
#[derive(Debug)]
#[non_exhaustive]
pub enum IndexEvent<'a> {
    /// The files have been found, and their indexing begins.
    Planned {
        /// The number of files.
        files: usize,
        /// Their total size on the disk.
        bytes: u64,
    },
    /// An article was added.
    Added {
        /// The article's id.
        id: &'a str,
        /// The approximate number of bytes of the file that it took.
        bytes: u64,
    },
    /// An article replaced another one with its id or its [key](crate::index::KeyField), from another file or earlier in the same
    /// one.
    Replaced {
        /// The id of the article that stays.
        id: &'a str,
        /// The file of the article that stays.
        file: &'a Path,
        /// The file of the replaced article, if it came from one, for display.
        earlier_file: Option<&'a str>,
    },
    /// A file is done, or was found unchanged.
    FileDone {
        /// The file.
        path: &'a Path,
        /// Its size on the disk.
        bytes: u64,
    },
    /// A commit begins; its end is [`Committed`](IndexEvent::Committed).
    Writing,
    /// All files have been read. Until the run ends, the remaining articles are written and segments are merged.
    Merging,
    /// The work so far is committed, and stays even if the run fails.
    Committed {
        /// Articles added since the run began, replacements included.
        articles: u64,
        /// Files read since the run began.
        files: u64,
    },
    /// A file was renamed; its articles are now listed under the new name.
    Moved {
        /// Its name now.
        path: &'a Path,
        /// Its former name, for display.
        from: &'a str,
    },
    /// A file is missing, and its articles were deleted.
    Removed {
        /// Its former name, for display.
        file: &'a str,
        /// The number of its articles.
        articles: u64,
    },
    /// A file was skipped, because too many runs ended while it was read. The run continues with the other files. The skipped
    /// file is read again after it has changed, or with [`reread`](super::IndexOptions::reread).
    PassedOver {
        /// The file.
        path: &'a Path,
        /// The number of runs that ended.
        ended_runs: u32,
    },
    /// The run stopped before its end, at a request [to stop](super::IndexOptions::stop). This is the last event.
    Stopped {
        /// The file that was being read when the run stopped, if any. None of its new articles are kept, and the articles that
        /// they replaced are restored.
        inside: Option<&'a Path>,
        /// Articles that the run added and committed.
        articles: u64,
        /// Files that the run read and committed.
        files: u64,
        /// The number of earlier files of the run that are not kept either, because the interrupted file had replaced articles of
        /// other files. Those can only be restored by a rollback to the last commit.
        given_up: u64,
    },
    /// A doubtful part of a file; the rest of the file was read.
    Warning(&'a Warning),
    /// A file or a path could not be read; the run continues with the others.
    Skipped(&'a IngestError),
    /// An article could not be added; the run continues with the others.
    Refused {
        /// The file.
        file: &'a Path,
        /// The cause.
        error: &'a jianbao_core::Error,
    },
}

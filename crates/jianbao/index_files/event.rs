//! Events of an indexing run, reported as they happen.
//!
//! File names that are text are for display ([`shown_key`](jianbao_core::shown_key)); the name of a file in the index is the
//! [`file_key`](jianbao_core::file_key) of its path.

use std::path::Path;

use jianbao_ingest::{IngestError, Warning};

/// Something that happens while files are indexed.
#[derive(Debug)]
pub enum IndexEvent<'a> {
    /// The files are found; their indexing begins.
    Planned {
        /// The number of files.
        files: usize,
        /// Their bytes together, as they lie on the disk.
        bytes: u64,
    },
    /// An article was added.
    Added {
        /// The article's id.
        id: &'a str,
        /// About how many bytes of the file it took.
        bytes: u64,
    },
    /// An article took the place of another one with its id, from another file or earlier in the same one.
    Replaced {
        /// The id they share.
        id: &'a str,
        /// The file of the article that stays.
        file: &'a Path,
        /// The file of the article that went, if it came from one, as it may be shown.
        earlier_file: Option<&'a str>,
    },
    /// A file is done, or was found unchanged.
    FileDone {
        /// The file.
        path: &'a Path,
        /// Its bytes, as they lie on the disk.
        bytes: u64,
    },
    /// The work so far is committed: it outlasts whatever happens to the run.
    Committed {
        /// Articles added since the run began, those that replaced others included.
        articles: u64,
        /// Files read since the run began.
        files: u64,
    },
    /// A file has another name than before; its articles went with it.
    Moved {
        /// Its name now.
        path: &'a Path,
        /// The name it had, as it may be shown.
        from: &'a str,
    },
    /// A file is gone, and its articles were taken out.
    Removed {
        /// The name it had, as it may be shown.
        file: &'a str,
        /// The number of its articles.
        articles: u64,
    },
    /// A file was passed over, because so many runs ended while it was read; the others go on. It is read again when it
    /// has changed, or with [`reread`](super::IndexOptions::reread).
    PassedOver {
        /// The file.
        path: &'a Path,
        /// The number of runs that ended.
        ended_runs: u32,
    },
    /// The run was [to stop](super::IndexOptions::stop) and did, before its end. Nothing comes after this.
    Stopped {
        /// The file it stopped in, if it was in one: nothing of it is kept, and what it had replaced is as it was.
        inside: Option<&'a Path>,
        /// Articles that the run added and that are committed.
        articles: u64,
        /// Files that the run read and that are committed.
        files: u64,
        /// Files read before it that are not kept either: it had taken the place of articles of other files, which can
        /// only be put back with the last commit.
        given_up: u64,
    },
    /// Something in a file should be looked at; the rest of the file was read.
    Warning(&'a Warning),
    /// A file, or a path, could not be read; the others go on.
    Skipped(&'a IngestError),
    /// An article could not be added; the others go on.
    Refused {
        /// The file.
        file: &'a Path,
        /// Why.
        error: &'a jianbao_core::Error,
    },
}

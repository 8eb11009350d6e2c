//! Errors of an index, classified by whose fault they are.

use std::fmt;
use std::io;
use std::path::PathBuf;

use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

/// The error type of [`Index`](crate::Index) and [`Writer`](crate::Writer).
///
/// `Display` reports the event, its place and the remedy; `source` gives the layer below.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory does not contain an index of jianbao.
    #[error("{} is not a jianbao index: make one with `jianbao index PATH...`", path.display())]
    NotAnIndex {
        /// The requested directory.
        path: PathBuf,
    },
    /// The directory contains an index already, which would have been overwritten.
    #[error("{} already holds an index: open it, or choose another directory", path.display())]
    AlreadyAnIndex {
        /// The requested directory.
        path: PathBuf,
    },
    /// The directory contains files that are not of an index. An index is made in a directory of its own.
    #[error(
        "{} holds other files, and an index has a folder of its own: name one that is empty or not there, such as {}",
        path.display(),
        free.display()
    )]
    NotEmpty {
        /// The requested directory.
        path: PathBuf,
        /// A free directory near it.
        free: PathBuf,
    },
    /// The index was made by an earlier version: its stored articles can be read, but not searched.
    #[error(
        "{} has index format {found}, this version searches format {expected}: `jianbao index --rebuild` makes it \
         anew from what is stored in it",
        path.display()
    )]
    OlderFormat {
        /// The index.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The format that this version reads and writes.
        expected: u32,
    },
    /// The index was made by a later version.
    #[error(
        "{} has index format {found}, this version knows formats up to {expected}: use a later jianbao, or index the \
         sources again into another directory with `jianbao --index DIR index PATH...`",
        path.display()
    )]
    NewerFormat {
        /// The index.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest format that this version supports.
        expected: u32,
    },
    /// The index was made with another analyzer, so queries would be tokenised differently from documents.
    #[error(
        "{} was made with another analyzer ({}): `jianbao index --rebuild` makes it anew from what is stored in it",
        path.display(),
        differences.join("; ")
    )]
    OtherAnalyzer {
        /// The index.
        path: PathBuf,
        /// The differences, each as `what: theirs, here ours`.
        differences: Vec<String>,
    },
    /// A file of the index is corrupt.
    #[error("{} is damaged: {problem}. Run `jianbao verify`: it lists all damage and says what mends it", path.display())]
    Corrupt {
        /// The index, or one of its files.
        path: PathBuf,
        /// The problem.
        problem: String,
    },
    /// No stored article of the index can be read, so it cannot be rebuilt from them.
    #[error(
        "{} cannot be made anew from what is stored in it: no article can be read ({problem}). Index the sources again \
         into another directory with `jianbao --index DIR index PATH...`",
        path.display()
    )]
    StoreCorrupt {
        /// The index.
        path: PathBuf,
        /// The problem.
        problem: String,
    },
    /// The user dictionary of the index can no longer be read from it.
    #[error(
        "{} no longer tells which words of your own it was made with: give them with `jianbao index --rebuild --dict \
         FILE` (an empty file if there were none)",
        path.display()
    )]
    WordsCorrupt {
        /// The index.
        path: PathBuf,
    },
    /// The index at this path was replaced or removed after it was opened.
    #[error("{} is no longer the index that was opened: open it again", path.display())]
    Exchanged {
        /// The index.
        path: PathBuf,
    },
    /// Another writer has the index open.
    #[error(
        "{} is being written to by {}: wait until it is done",
        path.display(),
        holder.map_or("another process".to_owned(), |number| format!("process {number}"))
    )]
    Locked {
        /// The index.
        path: PathBuf,
        /// The id of the process that writes to it, if known; it may be this one.
        holder: Option<u32>,
    },
    /// A search exceeded its time limit.
    #[error("the search took longer than {limit_ms} ms: allow it more time, or ask for less")]
    TimedOut {
        /// The limit, in milliseconds.
        limit_ms: u64,
    },
    /// The id of an article is too long.
    #[error("an article's id has {bytes} bytes, {max} are the most: shorten it (it begins {opening:?})")]
    IdTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The maximum length of an id.
        max: usize,
        /// Its first characters.
        opening: String,
    },
    /// The system refused an operation.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// The operation that failed.
        action: FileAction,
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A tantivy operation failed.
    #[error("cannot {action}")]
    Engine {
        /// The operation that failed.
        action: &'static str,
        /// The cause.
        source: tantivy::TantivyError,
    },
}

/// An operation on a file or a directory; `Display` names it in English, as in "cannot read".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is named")]
pub enum FileAction {
    Find,
    List,
    Lock,
    MakeDirectory,
    PutInPlace,
    Read,
    Remove,
    Write,
}

impl fmt::Display for FileAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileAction::Find => "find",
            FileAction::List => "list",
            FileAction::Lock => "lock",
            FileAction::MakeDirectory => "make the directory",
            FileAction::PutInPlace => "put in place",
            FileAction::Read => "read",
            FileAction::Remove => "remove",
            FileAction::Write => "write",
        })
    }
}

/// The result type of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn engine(action: &'static str) -> impl FnOnce(tantivy::TantivyError) -> Error {
        move |source| match refused_file(&source) {
            Some((path, source)) => Error::Io { action: FileAction::Read, path, source },
            None => Error::Engine { action, source },
        }
    }

    pub(crate) fn io(action: FileAction, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { action, path, source }
    }
}

/// The file that the system did not let tantivy read, and the cause.
fn refused_file(error: &TantivyError) -> Option<(PathBuf, io::Error)> {
    match error {
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            if is_refusal(io_error) =>
        {
            Some((filepath.clone(), same(io_error)))
        }
        _ => None,
    }
}

/// True if the system denied permission, as against failing.
pub(crate) fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// A copy of a refusal of the system, for an error that others hold too.
pub(crate) fn same(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

//! What can go wrong with an index, by whose fault it is.

use std::io;
use std::path::PathBuf;

/// What [`Index`](crate::Index) and [`Writer`](crate::Writer) report.
///
/// `Display` says what happened, where, and what to do; `source` gives the layer below.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing there that jianbao made.
    #[error("{} is not a jianbao index: make one with `jianbao index PATH...`", path.display())]
    NotAnIndex {
        /// The directory that was asked for.
        path: PathBuf,
    },
    /// There is an index already, and it would have been overwritten.
    #[error("{} already holds an index: open it, or choose another directory", path.display())]
    AlreadyAnIndex {
        /// The directory that was asked for.
        path: PathBuf,
    },
    /// The index was made by a version whose files this one does not read.
    #[error(
        "{} has index format {found}, this version reads format {expected}: index the sources again into a new directory",
        path.display()
    )]
    OtherFormat {
        /// The index.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format that this version reads and writes.
        expected: u32,
    },
    /// The index was made with another analyzer, so that queries would be cut differently from documents.
    #[error(
        "{} was made with another analyzer ({}): `jianbao index --rebuild` makes it anew from what is stored in it",
        path.display(),
        differences.join("; ")
    )]
    OtherAnalyzer {
        /// The index.
        path: PathBuf,
        /// What differs, each as `what: theirs, here ours`.
        differences: Vec<String>,
    },
    /// A file of the index does not say what it should.
    #[error("{} is damaged ({problem}): index the sources again into a new directory", path.display())]
    Damaged {
        /// The file or directory.
        path: PathBuf,
        /// What is the matter with it.
        problem: String,
    },
    /// Another writer has the index open.
    #[error("{} is being written to by another process: wait until it is done", path.display())]
    Locked {
        /// The index.
        path: PathBuf,
    },
    /// An article's id is longer than an index can hold.
    #[error("an article's id has {bytes} bytes, {max} are the most: shorten it (it begins {opening:?})")]
    IdTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The longest an id may be.
        max: usize,
        /// Its first characters.
        opening: String,
    },
    /// The system refused something.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The engine refused something.
    #[error("cannot {action}")]
    Engine {
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: tantivy::TantivyError,
    },
}

/// What the functions of this crate return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn engine(action: &'static str) -> impl FnOnce(tantivy::TantivyError) -> Error {
        move |source| Error::Engine { action, source }
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { action, path, source }
    }
}

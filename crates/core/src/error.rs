//! Errors of an index, classified by whose fault they are.

use std::fmt;
use std::io;
use std::path::PathBuf;

use jianbao_article::{FieldError, FieldType};
use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

use crate::corruption::CorruptionKind;
use crate::diagnostic::Diagnostic;
use crate::remedy::Remedy;
use crate::request::FieldPurpose;

/// The error type of [`Index`](crate::Index) and [`Writer`](crate::Writer).
///
/// `Display` describes the failure and its place in English; [`source`](std::error::Error::source) gives the underlying error,
/// [`code`](Error::code) gives a stable name for programs, and [`remedy`](Error::remedy) the action that helps. The crate
/// `jianbao-messages` has the Chinese messages.
///
/// ```
/// use jianbao_core::{Index, Remedy};
///
/// let error = Index::open("no/such/folder").unwrap_err();
/// assert_eq!(error.code(), "not-an-index");
/// assert_eq!(error.to_string(), "no/such/folder is not a jianbao index");
/// assert_eq!(error.remedy(), Some(Remedy::CreateIndex));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The directory does not contain an index of jianbao.
    #[error("{} is not a jianbao index", path.display())]
    NotAnIndex {
        /// The requested directory.
        path: PathBuf,
    },
    /// The directory contains an index already, which would have been overwritten.
    #[error("{} already contains an index", path.display())]
    AlreadyAnIndex {
        /// The requested directory.
        path: PathBuf,
    },
    /// The directory contains files that are not of an index. An index is made in a directory of its own.
    #[error("{} contains other files; an index needs its own directory", path.display())]
    NotEmpty {
        /// The requested directory.
        path: PathBuf,
        /// A free directory near it.
        free: PathBuf,
    },
    /// The directory is one in an index, or the index itself, where nothing else is made.
    #[error("{} is inside the index {}", path.display(), index.display())]
    InsideIndex {
        /// The requested directory.
        path: PathBuf,
        /// The index.
        index: PathBuf,
        /// A free directory beside it.
        free: PathBuf,
    },
    /// The index is in memory, and has no files.
    #[error("the index is in memory, and has no files")]
    InMemory,
    /// The index was made by an earlier version: its stored articles can be read, but not searched.
    #[error("{} has index format {found}; this version searches format {expected}", path.display())]
    OlderFormat {
        /// The index.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The format that this version reads and writes.
        expected: u32,
    },
    /// The index was made by a later version.
    #[error("{} has index format {found}; this version supports formats up to {expected}", path.display())]
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
        "{} was built with a different analyzer ({})",
        path.display(),
        differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    )]
    OtherAnalyzer {
        /// The index.
        path: PathBuf,
        /// The properties that differ.
        differences: Vec<AnalyzerDifference>,
    },
    /// A file of the index is corrupt.
    #[error("{} is corrupt: {problem}", path.display())]
    Corrupt {
        /// The index, or one of its files.
        path: PathBuf,
        /// The problem.
        problem: CorruptionKind,
    },
    /// No stored article of the index can be read, so it cannot be rebuilt from them.
    #[error("{} cannot be rebuilt: none of its stored articles is readable ({file})", path.display())]
    StoreCorrupt {
        /// The index.
        path: PathBuf,
        /// The first damaged file.
        file: String,
    },
    /// The user dictionary of the index can no longer be read from it.
    #[error("{} has lost its user dictionary", path.display())]
    WordsCorrupt {
        /// The index.
        path: PathBuf,
    },
    /// The index at this path was replaced or removed after it was opened.
    #[error("{} was replaced since it was opened", path.display())]
    Exchanged {
        /// The index.
        path: PathBuf,
    },
    /// Another writer has the index open.
    #[error(
        "{} is locked by {}",
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
    #[error("the search exceeded its limit of {limit_ms} ms")]
    TimedOut {
        /// The limit, in milliseconds.
        limit_ms: u64,
    },
    /// A search was stopped by its signal.
    #[error("the search was stopped")]
    Stopped,
    /// A query that was to remove its matches may have been misread: it would remove other articles.
    #[error("the query {query:?} may have been misread: {}", .diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Misread {
        /// The query.
        query: String,
        /// The parts that may have been misread.
        diagnostics: Vec<Diagnostic>,
    },
    /// The id of an article is too long.
    #[error("the id of an article has {bytes} bytes; the maximum is {max} (it begins with {opening:?})")]
    IdTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The maximum length of an id.
        max: usize,
        /// Its first characters.
        opening: String,
    },
    /// The declaration of a field of one's own was refused.
    #[error(transparent)]
    BadField {
        /// The reason, with the remedy.
        source: FieldError,
    },
    /// A request names a field of one's own that the index does not have.
    #[error(
        "the index has no field {name} of its own; it has {}",
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    )]
    UnknownField {
        /// The name in the request.
        name: String,
        /// The declared names.
        known: Vec<String>,
    },
    /// A request or a writer names a field for a purpose that its type does not fit.
    #[error(
        "{field} is of type {field_type}, and a {purpose} needs a field of type {}{}",
        purpose.types().iter().map(|fitting| fitting.name()).collect::<Vec<_>>().join(" or "),
        if field_type.is_text() { format!("; words are searched in it, as in {field}:春茶") } else { String::new() }
    )]
    FieldMisuse {
        /// The declared name of the field.
        field: String,
        /// Its type.
        field_type: FieldType,
        /// The purpose.
        purpose: FieldPurpose,
    },
    /// The step of a histogram is none.
    #[error(
        "{step:?} is no step of a histogram of {field}: {}",
        if *field_type == FieldType::Time { "year, month, day and hour are" } else { "a number above 0 is, as 1000" }
    )]
    BadStep {
        /// The declared name of the field.
        field: String,
        /// The step as given.
        step: String,
        /// The type of the field.
        field_type: FieldType,
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
    /// The engine failed.
    #[error("the search engine reported an error")]
    Engine {
        /// The cause.
        source: EngineError,
    },
}

/// A failure inside the engine, in its own words: for a log, and for reports of faults.
///
/// It is opaque, so that a new version of the engine is no new version of this crate.
#[derive(Debug)]
pub struct EngineError {
    pub(crate) action: &'static str,
    pub(crate) source: TantivyError,
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}: {}", self.action, self.source)
    }
}

impl std::error::Error for EngineError {}

/// A property in which the analyzer of an index differs from this version's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnalyzerDifference {
    /// The name of the property, as in the settings of the index.
    pub property: String,
    /// Its value in the index; `None` if the index has none.
    pub there: Option<String>,
    /// Its value in this version; `None` if it has none.
    pub here: Option<String>,
}

impl fmt::Display for AnalyzerDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AnalyzerDifference { property, there, here } = self;
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "absent".to_owned());
        write!(f, "{property}: {} in the index, {} in this program", value(there), value(here))
    }
}

/// An operation on a file or a directory; `Display` names it in English, as in "cannot read".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is named")]
#[non_exhaustive]
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
    /// The code: a name of the kind in kebab case, which stays the same in later versions.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotAnIndex { .. } => "not-an-index",
            Error::AlreadyAnIndex { .. } => "already-an-index",
            Error::NotEmpty { .. } => "not-empty",
            Error::InsideIndex { .. } => "inside-index",
            Error::InMemory => "in-memory",
            Error::OlderFormat { .. } => "older-format",
            Error::NewerFormat { .. } => "newer-format",
            Error::OtherAnalyzer { .. } => "other-analyzer",
            Error::Corrupt { .. } => "corrupt",
            Error::StoreCorrupt { .. } => "store-corrupt",
            Error::WordsCorrupt { .. } => "words-corrupt",
            Error::Exchanged { .. } => "exchanged",
            Error::Locked { .. } => "locked",
            Error::TimedOut { .. } => "timed-out",
            Error::Stopped => "stopped",
            Error::Misread { .. } => "misread",
            Error::IdTooLong { .. } => "id-too-long",
            Error::BadField { .. } => "bad-field",
            Error::UnknownField { .. } => "unknown-field",
            Error::FieldMisuse { .. } => "field-misuse",
            Error::BadStep { .. } => "bad-step",
            Error::Io { .. } => "io",
            Error::Engine { .. } => "engine",
        }
    }

    /// The remedy; `None` if the error itself is all that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Error::NotAnIndex { .. } => Some(Remedy::CreateIndex),
            Error::AlreadyAnIndex { .. } => Some(Remedy::OpenIndex),
            Error::NotEmpty { free, .. } | Error::InsideIndex { free, .. } => {
                Some(Remedy::EmptyFolder { free: free.clone() })
            }
            Error::OlderFormat { .. } | Error::OtherAnalyzer { .. } => Some(Remedy::Rebuild),
            Error::NewerFormat { .. } => Some(Remedy::LaterVersion),
            Error::Corrupt { .. } => Some(Remedy::Verify),
            Error::StoreCorrupt { .. } => Some(Remedy::IndexAgain),
            Error::WordsCorrupt { .. } => Some(Remedy::RebuildWithWords),
            Error::Exchanged { .. } => Some(Remedy::OpenAgain),
            Error::Locked { .. } => Some(Remedy::Wait),
            Error::TimedOut { .. } => Some(Remedy::AskForLess),
            Error::IdTooLong { .. } => Some(Remedy::ShortenId),
            Error::UnknownField { .. } => Some(Remedy::DeclareField),
            Error::Misread { .. } => Some(Remedy::AskOtherwise),
            Error::InMemory
            | Error::Stopped
            | Error::BadField { .. }
            | Error::FieldMisuse { .. }
            | Error::BadStep { .. }
            | Error::Io { .. }
            | Error::Engine { .. } => None,
        }
    }

    /// True if the error is about one article, and the writer can continue with the next.
    pub fn is_of_one_article(&self) -> bool {
        matches!(self, Error::IdTooLong { .. })
    }

    pub(crate) fn corrupt(path: impl Into<PathBuf>, problem: CorruptionKind) -> Error {
        Error::Corrupt { path: path.into(), problem }
    }

    pub(crate) fn bad_field(source: FieldError) -> Error {
        Error::BadField { source }
    }

    pub(crate) fn engine(action: &'static str) -> impl FnOnce(tantivy::TantivyError) -> Error {
        move |source| match refused_file(&source) {
            Some((path, source)) => Error::Io { action: FileAction::Read, path, source },
            None => Error::Engine { source: EngineError { action, source } },
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

/// A copy of an error of the system, for an error that is shared.
pub(crate) fn same(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

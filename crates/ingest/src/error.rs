//! Errors of reading a file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::encoding::unread::UnreadEncoding;
use crate::formats::foreign::ForeignFormat;

/// A file or a path that could not be read.
///
/// `Display` gives the path and the problem in English, `source` the underlying error, [`code`](IngestError::code) a
/// stable name for programs, and [`remedy`](IngestError::remedy) the action that helps, if the caller can take one.
///
/// ```
/// use jianbao_ingest::{IngestError, ReadOptions, read_file};
///
/// let error = read_file("no/such/file".as_ref(), &ReadOptions::default(), &mut |_| {}).unwrap_err();
/// assert_eq!(error.code(), "missing");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The path does not exist.
    #[error("{}: no such file or directory", path.display())]
    Missing {
        /// The given path.
        path: PathBuf,
    },
    /// The folder contains an index, which is searched, not read.
    #[error("{}: is an index, not a news file", path.display())]
    Index {
        /// The folder.
        path: PathBuf,
    },
    /// Neither a file nor a folder: reading it may never end, or block forever.
    #[error("{}: is {kind}, not a regular file", path.display())]
    NotAFile {
        /// The given path.
        path: PathBuf,
        /// Kind of the special file.
        kind: SpecialFile,
    },
    /// A link leads out of the folder that is walked.
    #[error("{}: is a link that leaves the directory, to {}", path.display(), target.display())]
    LinkOutside {
        /// The link.
        path: PathBuf,
        /// Target of the link.
        target: PathBuf,
    },
    /// An ignore file that is too large. Its folder is skipped.
    #[error(
        "{}: ignore rules of more than {} KiB or {max_lines} lines; the directory is skipped",
        path.display(),
        max_bytes >> 10
    )]
    IgnoreTooLong {
        /// The file.
        path: PathBuf,
        /// Maximum number of bytes.
        max_bytes: u64,
        /// Maximum number of lines.
        max_lines: usize,
    },
    /// The system refused to read it.
    #[error("{}: unreadable", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Reading was stopped on request before the end of the file.
    #[error("{}: reading was stopped before the end", path.display())]
    Stopped {
        /// The file.
        path: PathBuf,
    },
    /// A compressed file is truncated or damaged.
    #[error(
        "{}: incomplete: unpacking failed before the end; the {articles} articles before it are kept",
        path.display()
    )]
    Packed {
        /// The file.
        path: PathBuf,
        /// Number of articles that were read before the break.
        articles: u64,
        /// The cause.
        source: io::Error,
    },
    /// A compressed file, or one inside it, cannot be unpacked at all.
    #[error("{}: cannot be unpacked: {problem}", path.display())]
    NotUnpacked {
        /// The file.
        path: PathBuf,
        /// The cause.
        problem: String,
    },
    /// The unpacked size of a compressed file exceeds the limit. Such a file was probably made to fill memory and disks.
    #[error(
        "{}: refused: it unpacks to more than {ratio} times its size; if that is intended, unpack it first",
        path.display()
    )]
    TooMuch {
        /// The file, or the file inside it at which the limit was exceeded.
        path: PathBuf,
        /// Maximum ratio of the unpacked size to its size.
        ratio: u64,
        /// Number of unpacked bytes allowed for any file.
        bytes: u64,
    },
    /// A gzip file with too many empty members.
    #[error(
        "{}: more than {max_members} empty gzip members; the {articles} articles before them are kept",
        path.display()
    )]
    TooManyMembers {
        /// The file.
        path: PathBuf,
        /// Maximum number of empty members.
        max_members: u64,
        /// Number of articles that were read before.
        articles: u64,
    },
    /// The header of a file in a tar archive, its name and other metadata, is too long.
    #[error(
        "{}: more than {} KiB between two files of the archive; the {articles} articles before are kept",
        path.display(),
        max_bytes >> 10
    )]
    HeaderTooLong {
        /// The archive.
        path: PathBuf,
        /// Maximum number of bytes.
        max_bytes: u64,
        /// Number of articles that were read before.
        articles: u64,
    },
    /// Compressed files are nested too deep.
    #[error("{}: compressed more than {max_layers} times; decompress it first", path.display())]
    TooDeep {
        /// The file.
        path: PathBuf,
        /// Maximum number of layers that are unpacked.
        max_layers: u32,
    },
    /// A file that must be read into memory is too large for that.
    #[error("{}: more than {} MiB of text; split it, or convert it to JSON lines, which have no limit", path.display(), max_bytes >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Maximum number of bytes that are read.
        max_bytes: u64,
    },
    /// The file contains NUL characters.
    #[error("{}: not text (a NUL character at byte {at_byte})", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// The offset of the first one in the decoded text.
        at_byte: usize,
    },
    /// The format of the file is not supported.
    #[error("{}: is {format}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The format.
        format: ForeignFormat,
    },
    /// A multipart message contains no HTML page.
    #[error("{}: contains no HTML page; save the page again as HTML", path.display())]
    NoPage {
        /// The file.
        path: PathBuf,
    },
    /// The text is in an encoding that is not read.
    #[error("{}: {}", path.display(), unread(*encoding))]
    UnreadEncoding {
        /// The file.
        path: PathBuf,
        /// The probable encoding.
        encoding: UnreadEncoding,
    },
    /// The program was built without the reader of the format.
    #[error("{}: needs the feature `{feature}`, which this program was built without", path.display())]
    NotBuilt {
        /// The file.
        path: PathBuf,
        /// The Cargo feature.
        feature: &'static str,
    },
    /// A JSON file has a syntax error.
    #[error(
        "{}: invalid JSON at line {line}, column {column}, behind {read} {}: {}",
        path.display(),
        if *read == 1 { "value" } else { "values" },
        json_problem(*problem)
    )]
    NotJson {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// Number of values before that place.
        read: u64,
        /// The kind of syntax error.
        problem: JsonProblem,
    },
    /// An XML file contains no feed.
    #[error("{}: XML, but not a feed (RSS, Atom)", path.display())]
    NotFeed {
        /// The file.
        path: PathBuf,
    },
    /// A feed is not well-formed XML.
    #[error("{}: invalid XML at line {line} ({problem}); the {read} entries before it are kept", path.display())]
    BrokenFeed {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: u64,
        /// Number of entries that were read.
        read: u64,
        /// Description of the fault.
        problem: String,
    },
    /// A JSON value is too long for memory.
    #[error(
        "{}: value {number} has more than {} MiB; it and the rest are skipped",
        path.display(),
        max_bytes >> 20
    )]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Number of the value, counted from 1.
        number: u64,
        /// Maximum number of bytes of a value.
        max_bytes: u64,
    },
    /// The header of a table is too long.
    #[error("{}: the first row, which should name the columns, has more than {} MiB", path.display(), max_bytes >> 20)]
    HeadTooLong {
        /// The file.
        path: PathBuf,
        /// Maximum number of bytes.
        max_bytes: usize,
    },
    /// No column of a table is a title or a text.
    #[error("{}: no column for title or text among {}", path.display(), columns.join(", "))]
    NoColumns {
        /// The file.
        path: PathBuf,
        /// The names in the first row.
        columns: Vec<String>,
    },
}

impl IngestError {
    /// The code: a name of the kind in kebab case, which stays the same in later versions.
    pub fn code(&self) -> &'static str {
        match self {
            IngestError::Missing { .. } => "missing",
            IngestError::Index { .. } => "index",
            IngestError::NotAFile { .. } => "not-a-file",
            IngestError::LinkOutside { .. } => "link-outside",
            IngestError::IgnoreTooLong { .. } => "ignore-too-long",
            IngestError::Unreadable { .. } => "unreadable",
            IngestError::Stopped { .. } => "stopped",
            IngestError::Packed { .. } => "packed",
            IngestError::NotUnpacked { .. } => "not-unpacked",
            IngestError::TooMuch { .. } => "too-much",
            IngestError::TooManyMembers { .. } => "too-many-members",
            IngestError::HeaderTooLong { .. } => "header-too-long",
            IngestError::TooDeep { .. } => "too-deep",
            IngestError::TooLarge { .. } => "too-large",
            IngestError::Binary { .. } => "binary",
            IngestError::Foreign { .. } => "foreign",
            IngestError::NoPage { .. } => "no-page",
            IngestError::UnreadEncoding { .. } => "unread-encoding",
            IngestError::NotBuilt { .. } => "not-built",
            IngestError::NotJson { .. } => "not-json",
            IngestError::NotFeed { .. } => "not-feed",
            IngestError::BrokenFeed { .. } => "broken-feed",
            IngestError::TooLong { .. } => "too-long",
            IngestError::HeadTooLong { .. } => "head-too-long",
            IngestError::NoColumns { .. } => "no-columns",
        }
    }

    /// The remedy that the calling program can apply by an option or a call. `None` if there is none, or if the file itself
    /// must be corrected.
    pub fn remedy(&self) -> Option<IngestRemedy> {
        match self {
            IngestError::Index { .. } => Some(IngestRemedy::SearchIt),
            IngestError::LinkOutside { .. } => Some(IngestRemedy::FollowLinks),
            IngestError::UnreadEncoding { .. } => Some(IngestRemedy::NameEncoding),
            IngestError::NoColumns { .. } => Some(IngestRemedy::NameColumns),
            _ => None,
        }
    }
}

/// Remedies of an [`IngestError`]. `Display` gives an English sentence that names no program of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IngestRemedy {
    /// Search the index instead of reading it.
    SearchIt,
    /// Name the target of the link too, or [follow links](crate::Selection::follow_links).
    FollowLinks,
    /// Convert the file to UTF-8, or [name its encoding](crate::ReadOptions::encoding).
    NameEncoding,
    /// [Name](crate::ReadOptions::field) the columns of title and text.
    NameColumns,
}

impl fmt::Display for IngestRemedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IngestRemedy::SearchIt => "search it",
            IngestRemedy::FollowLinks => "add that directory too, or follow links",
            IngestRemedy::NameEncoding => {
                "convert it to UTF-8 (`iconv -f ENCODING -t UTF-8`), or name its encoding"
            }
            IngestRemedy::NameColumns => "name the columns of title and text",
        })
    }
}

/// Kind of a path that is neither a file nor a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpecialFile {
    /// A pipe with a name (FIFO).
    Fifo,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// Something else.
    Other,
}

impl fmt::Display for SpecialFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SpecialFile::Fifo => "a pipe (FIFO)",
            SpecialFile::Socket => "a socket",
            SpecialFile::Device => "a device",
            SpecialFile::Other => "a special file",
        })
    }
}
/// A syntax error of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonProblem {
    /// The file ends inside a value.
    EndsEarly,
    /// There is an unexpected character.
    Unexpected,
}

impl JsonProblem {
    pub(crate) fn of(error: &serde_json::Error) -> JsonProblem {
        if error.is_eof() { JsonProblem::EndsEarly } else { JsonProblem::Unexpected }
    }
}

fn json_problem(problem: JsonProblem) -> &'static str {
    match problem {
        JsonProblem::EndsEarly => "the file ends inside a value",
        JsonProblem::Unexpected => {
            "another character is expected there; a file with one value per line is JSON lines (.jsonl)"
        }
    }
}

/// The words for an encoding that is not read.
fn unread(encoding: UnreadEncoding) -> String {
    match encoding {
        UnreadEncoding::Unknown => "not text, or in an unknown encoding".to_owned(),
        _ => format!("its encoding is {encoding}, which is not supported"),
    }
}

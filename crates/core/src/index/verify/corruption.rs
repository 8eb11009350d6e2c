//! Kinds of corruption in the files of an index, as typed values. The CLI localises them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The problem with a file of an index. `Display` and JSON give an English sentence.
///
/// Two values with the same message are equal. A value read from JSON is [`CorruptionKind::Told`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum CorruptionKind {
    /// The file is missing.
    Missing,
    /// The disk does not return it.
    Unreadable {
        /// The cause, in the words of the system.
        why: String,
    },
    /// It does not match its seal.
    BrokenSeal,
    /// It is intact, but not the one that this index was written with.
    OfAnotherIndex,
    /// It names a file that cannot be one of the index.
    NoName {
        /// The name.
        name: String,
    },
    /// Nothing records its content.
    Unknown,
    /// It has another length than it was written with.
    OtherLength {
        /// Its length in bytes.
        found: u64,
        /// The length that was written.
        written: u64,
    },
    /// Its length is right, and its bytes are not.
    OtherBytes,
    /// It has more or fewer articles than recorded.
    OtherCount {
        /// The number found.
        found: usize,
        /// The number expected.
        expected: usize,
    },
    /// A stored article has no id.
    NoId {
        /// Its number in the file.
        document: u32,
    },
    /// Two stored articles have one id.
    SameId {
        /// The id.
        id: String,
    },
    /// A stored article cannot be read.
    BadArticle {
        /// Its number in the file.
        document: u32,
        /// The cause.
        why: String,
    },
    /// More articles are damaged than are listed.
    More {
        /// The number of them.
        count: usize,
    },
    /// The index has more articles of a source file than recorded.
    TooManyOfFile {
        /// The present number of articles.
        articles: u64,
        /// The source file.
        file: String,
        /// The former number.
        had: u64,
    },
    /// The message of a problem found by reading the file, or read from JSON.
    Told(String),
}

impl fmt::Display for CorruptionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CorruptionKind::Missing => write!(f, "it is missing"),
            CorruptionKind::Unreadable { why } => write!(f, "it cannot be read: {why}"),
            CorruptionKind::BrokenSeal => write!(f, "it does not fit its seal"),
            CorruptionKind::OfAnotherIndex => write!(f, "it is of another index"),
            CorruptionKind::NoName { name } => write!(f, "it names {name:?}, which is no file of an index"),
            CorruptionKind::Unknown => write!(f, "nothing tells what was written to it"),
            CorruptionKind::OtherLength { found, written } => {
                write!(f, "it has {found} bytes, {written} were written")
            }
            CorruptionKind::OtherBytes => write!(f, "its bytes are not those that were written"),
            CorruptionKind::OtherCount { found, expected } => {
                write!(f, "{found} articles are there, {expected} should be")
            }
            CorruptionKind::NoId { document } => write!(f, "document {document} has no id"),
            CorruptionKind::SameId { id } => write!(f, "two articles have the id {id}"),
            CorruptionKind::BadArticle { document, why } => write!(f, "document {document}: {why}"),
            CorruptionKind::More { count } => write!(f, "{count} more of its articles are damaged"),
            CorruptionKind::TooManyOfFile { articles, file, had } => {
                write!(f, "{articles} articles are of {file}, which had {had}")
            }
            CorruptionKind::Told(words) => f.write_str(words),
        }
    }
}

impl From<String> for CorruptionKind {
    fn from(words: String) -> CorruptionKind {
        CorruptionKind::Told(words)
    }
}

impl From<CorruptionKind> for String {
    fn from(flaw: CorruptionKind) -> String {
        flaw.to_string()
    }
}

impl PartialEq for CorruptionKind {
    fn eq(&self, other: &CorruptionKind) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for CorruptionKind {}

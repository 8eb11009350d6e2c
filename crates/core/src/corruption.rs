//! Kinds of corruption in the files of an index, as typed values with codes. The crate `jianbao-messages` has their Chinese
//! messages.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The problem with a file of an index. `Display` gives the English message; in JSON a problem is its
/// [`code`](CorruptionKind::code) with its parameters.
///
/// Fields called `why` contain the message of the system or of a parser, for a person who repairs the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CorruptionKind {
    /// The file is missing.
    Missing,
    /// The disk does not return it.
    Unreadable {
        /// The cause, in the words of the system.
        why: String,
    },
    /// The disk returns it, and its content is not valid.
    Invalid {
        /// The cause, in the words of what reads it.
        why: String,
    },
    /// Files that are intact one by one contradict each other.
    Contradiction {
        /// The cause, in the words of the engine.
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
        found: u64,
        /// The number expected.
        expected: u64,
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
        count: u64,
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
    /// A kind that a later version wrote as JSON.
    #[serde(untagged)]
    Later {
        /// Its code.
        code: String,
    },
}

impl CorruptionKind {
    /// The code: the name of the kind, as in JSON. It stays the same in later versions.
    ///
    /// ```
    /// use jianbao_core::CorruptionKind;
    ///
    /// assert_eq!(CorruptionKind::BrokenSeal.code(), "broken-seal");
    /// ```
    pub fn code(&self) -> &str {
        match self {
            CorruptionKind::Missing => "missing",
            CorruptionKind::Unreadable { .. } => "unreadable",
            CorruptionKind::Invalid { .. } => "invalid",
            CorruptionKind::Contradiction { .. } => "contradiction",
            CorruptionKind::BrokenSeal => "broken-seal",
            CorruptionKind::OfAnotherIndex => "of-another-index",
            CorruptionKind::NoName { .. } => "no-name",
            CorruptionKind::Unknown => "unknown",
            CorruptionKind::OtherLength { .. } => "other-length",
            CorruptionKind::OtherBytes => "other-bytes",
            CorruptionKind::OtherCount { .. } => "other-count",
            CorruptionKind::NoId { .. } => "no-id",
            CorruptionKind::SameId { .. } => "same-id",
            CorruptionKind::BadArticle { .. } => "bad-article",
            CorruptionKind::More { .. } => "more",
            CorruptionKind::TooManyOfFile { .. } => "too-many-of-file",
            CorruptionKind::Later { code } => code,
        }
    }
}

impl fmt::Display for CorruptionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CorruptionKind::Missing => write!(f, "it is missing"),
            CorruptionKind::Unreadable { why } => write!(f, "unreadable: {why}"),
            CorruptionKind::Invalid { why } => write!(f, "invalid content: {why}"),
            CorruptionKind::Contradiction { why } => write!(f, "its files are inconsistent: {why}"),
            CorruptionKind::BrokenSeal => write!(f, "checksum mismatch"),
            CorruptionKind::OfAnotherIndex => write!(f, "it belongs to another index"),
            CorruptionKind::NoName { name } => {
                write!(f, "it lists {name:?}, which is not a file of an index")
            }
            CorruptionKind::Unknown => write!(f, "no checksum is recorded for it"),
            CorruptionKind::OtherLength { found, written } => {
                write!(f, "{found} bytes; {written} were written")
            }
            CorruptionKind::OtherBytes => write!(f, "its bytes differ from those written"),
            CorruptionKind::OtherCount { found, expected } => {
                write!(f, "{found} articles; expected {expected}")
            }
            CorruptionKind::NoId { document } => write!(f, "document {document} has no id"),
            CorruptionKind::SameId { id } => write!(f, "two articles have the id {id}"),
            CorruptionKind::BadArticle { document, why } => write!(f, "document {document}: {why}"),
            CorruptionKind::More { count } => write!(f, "{count} more corrupt articles"),
            CorruptionKind::TooManyOfFile { articles, file, had } => {
                write!(f, "{articles} articles come from {file}, which had {had}")
            }
            CorruptionKind::Later { code } => f.write_str(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_name_in_json_and_is_read_again() {
        let why = || "x".to_owned();
        for kind in [
            CorruptionKind::Missing,
            CorruptionKind::Unreadable { why: why() },
            CorruptionKind::Invalid { why: why() },
            CorruptionKind::Contradiction { why: why() },
            CorruptionKind::BrokenSeal,
            CorruptionKind::OfAnotherIndex,
            CorruptionKind::NoName { name: why() },
            CorruptionKind::Unknown,
            CorruptionKind::OtherLength { found: 1, written: 2 },
            CorruptionKind::OtherBytes,
            CorruptionKind::OtherCount { found: 1, expected: 2 },
            CorruptionKind::NoId { document: 3 },
            CorruptionKind::SameId { id: why() },
            CorruptionKind::BadArticle { document: 3, why: why() },
            CorruptionKind::More { count: 4 },
            CorruptionKind::TooManyOfFile { articles: 2, file: why(), had: 1 },
            CorruptionKind::Later { code: "later".to_owned() },
        ] {
            let json = serde_json::to_value(&kind).unwrap();
            assert_eq!(json["code"], kind.code());
            assert_eq!(serde_json::from_value::<CorruptionKind>(json).unwrap(), kind);
        }
    }
}

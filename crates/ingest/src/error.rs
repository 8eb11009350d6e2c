//! What can go wrong with a file, and what can be doubtful in it.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// A file, or a place where files were looked for, that could not be read.
///
/// `Display` names the path, what happened and what to do; `source` gives the layer below.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// There is nothing there.
    #[error("{}: there is no such file or folder", path.display())]
    Missing {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refused to read it.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A compressed file ends too early or is damaged.
    #[error("{}: cannot be unpacked; it may be cut short", path.display())]
    Packed {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that has to be read whole is too large for that.
    #[error("{}: more than {} MiB of text; cut it up, or make it JSON lines, which may be any size", path.display(), max_bytes >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How much is read at most.
        max_bytes: u64,
    },
    /// The file holds NUL characters.
    #[error("{}: not text (a NUL character at byte {at_byte})", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// Where, in the decoded text.
        at_byte: usize,
    },
    /// The program was built without what reads the format.
    #[error("{}: this program was built without the feature `{feature}`, which reads it", path.display())]
    NotBuilt {
        /// The file.
        path: PathBuf,
        /// The Cargo feature.
        feature: &'static str,
    },
    /// A file of JSON is none.
    #[error("{}: not JSON at line {line}, column {column}; one value a line is JSON lines (.jsonl)", path.display())]
    NotJson {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// Why.
        source: serde_json::Error,
    },
}

/// Something in a file that a reader should know of; the rest of the file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, where it is about one.
    pub line: Option<u64>,
    /// What is the matter and what was done, in a sentence.
    pub message: String,
    /// What it cost.
    pub severity: Severity,
}

/// What a [`Warning`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was guessed that may be otherwise: an encoding, where an article begins.
    Guess,
    /// Something is not as it should be, and was kept as it is.
    Fault,
    /// Something was left out.
    Loss,
}

/// `path:line: message`.
impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

//! Warnings: oddities and losses in a file of which the rest was read.

mod kind;
mod parts;
mod sentence;

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

pub use kind::WarningKind;
pub use parts::{Change, Expected, KeptField, MarkupBound, Part};

/// A warning about a file whose other content was read. `Display` is `path:line: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, if the warning is about one.
    pub line: Option<u64>,
    /// Description of the fault and of what was done.
    pub kind: WarningKind,
    /// Severity of the fault.
    pub severity: Severity,
}

/// Severity of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A guess that may be wrong: an encoding, the start of an article.
    Guess,
    /// An oddity that was kept, or that had no content to lose.
    Fault,
    /// Something was left out.
    Loss,
}

/// A [`Warning`] as JSON.
#[derive(Serialize)]
struct WarningJson<'a> {
    path: &'a std::path::Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    severity: Severity,
    message: String,
    #[serde(flatten)]
    kind: &'a WarningKind,
}

impl Serialize for Warning {
    /// As `{"path", "line", "severity", "code", "message"}` and the parameters of the kind, with the sentence that `Display` of
    /// the kind gives as the message.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Warning { path, line, kind, severity } = self;
        let (line, severity, message) = (*line, *severity, kind.to_string());
        WarningJson { path, line, severity, message, kind }.serialize(serializer)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

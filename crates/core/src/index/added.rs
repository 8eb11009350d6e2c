//! Outcome of adding an article.

use serde::{Deserialize, Serialize};

/// The outcome of adding an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Added {
    /// Its id in the index.
    pub id: String,
    /// The article of the same id that it replaced, if there was one outside the file's own earlier version.
    pub replaced: Option<Replaced>,
}

/// An article that was replaced by another one with the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Replaced {
    /// The file it came from, if any.
    pub file: Option<String>,
}

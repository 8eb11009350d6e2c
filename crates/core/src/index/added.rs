//! Outcome of adding an article.

use serde::{Deserialize, Serialize};

/// The outcome of adding an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Added {
    /// Its id in the index.
    pub id: String,
    /// The article that it replaced, if there was one outside the file's own earlier version: that of the same id, else the first
    /// of the same [key](crate::WriterOptions::replace_by).
    pub replaced: Option<Replaced>,
}

/// An article that was replaced by another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Replaced {
    /// Its id: that of the new article, unless it was replaced by its key.
    pub id: String,
    /// The file it came from, if any.
    pub file: Option<String>,
}

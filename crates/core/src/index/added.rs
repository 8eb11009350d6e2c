//! Outcome of adding an article.

use serde::{Deserialize, Serialize};

/// The outcome of adding an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Added {
    /// Its id in the index.
    pub id: String,
    /// The replaced article, unless it came from the earlier version of the same file. Of several, it is the one with the same
    /// id, else the first with the same [key](crate::WriterOptions::replace_by).
    pub replaced: Option<Replaced>,
}

/// An article that was replaced by another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Replaced {
    /// Its id. It differs from the id of the new article only if it was replaced because of its key.
    pub id: String,
    /// The file it came from, if any.
    pub file: Option<String>,
}

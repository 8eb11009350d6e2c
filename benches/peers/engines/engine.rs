//! Interface of a measured engine.

use std::path::Path;

use anyhow::Result;

use crate::document::Document;
use crate::queries::Query;

/// The number of hits on a page.
pub(crate) const PAGE: usize = 10;

/// An engine that creates an index in a folder, and opens it.
pub(crate) trait Engine {
    /// Indexes the documents and returns when all of it is durable and merged.
    fn index(&self, documents: Vec<Document>, folder: &Path) -> Result<()>;

    /// Opens the result of `index`.
    fn open(&self, folder: &Path) -> Result<Box<dyn Searcher>>;
}

/// An opened index.
pub(crate) trait Searcher {
    /// Finds the ten best; returns their number.
    fn top(&self, query: &Query) -> Result<usize>;

    /// Finds the ten best and makes a snippet of each; returns their total size in bytes.
    fn snippets(&self, query: &Query) -> Result<usize>;

    /// The ids of all documents that match.
    fn all(&self, query: &Query) -> Result<Vec<String>>;
}

//! Interface of a measured engine.

use std::path::Path;

use anyhow::Result;

use crate::document::Document;
use crate::queries::Query;

/// The number of hits on a page.
pub(crate) const PAGE: usize = 10;

/// An engine that makes an index in a folder, and opens it.
pub(crate) trait Engine {
    /// Indexes the documents and returns when all of it is durable and merged.
    fn index(&self, documents: Vec<Document>, folder: &Path) -> Result<()>;

    /// Opens what `index` made.
    fn open(&self, folder: &Path) -> Result<Box<dyn Searcher>>;
}

/// An opened index.
pub(crate) trait Searcher {
    /// Looks for the ten best; how many there are of them.
    fn top(&self, query: &Query) -> Result<usize>;

    /// Looks for the ten best and makes a snippet of each; how many bytes they have together.
    fn snippets(&self, query: &Query) -> Result<usize>;

    /// The ids of all documents that match.
    fn all(&self, query: &Query) -> Result<Vec<String>>;
}

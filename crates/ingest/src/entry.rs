//! Output of a file.

use jianbao_article::{Article, FilePlace};

use crate::error::IngestError;
use crate::warning::Warning;

/// Output of a file, in its order.
#[derive(Debug)]
pub enum Entry {
    /// An article, and its place in the file.
    Article(Box<Article>, FilePlace),
    /// A warning for the user.
    Warning(Warning),
    /// A file inside the file could not be read; the next ones are still read.
    Skipped(IngestError),
}

//! Output of a file.

use jianbao_article::Article;

use crate::error::IngestError;
use crate::warning::Warning;

/// Output of a file, in its order.
#[derive(Debug)]
pub enum Entry {
    /// An article.
    Article(Box<Article>),
    /// A warning for the user.
    Warning(Warning),
    /// A file inside the file could not be read; the next ones are.
    Skipped(IngestError),
}

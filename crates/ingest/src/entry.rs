//! What comes out of a file.

use jianbao_article::Article;

use crate::error::Warning;

/// What comes out of a file, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// An article.
    Article(Box<Article>),
    /// Something that a reader should know of.
    Warning(Warning),
}

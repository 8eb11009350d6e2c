//! Fields by whose value an article replaces an earlier one.

use std::borrow::Cow;

use jianbao_article::Article;
use tantivy::schema::Field;

use crate::segment::document::url_term;
use crate::segment::schema::Fields;

/// A field whose value belongs to one article: a writer with
/// [`WriterOptions::replace_by`](crate::WriterOptions::replace_by) replaces the earlier articles with the same value.
///
/// The other fields of an article (source, page, reporter) are shared by many, so that replacing by them would empty an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyField {
    /// The [address](Article::url), as it is written but for white space around it: a page that was crawled again replaces its
    /// earlier version.
    Url,
}

impl KeyField {
    /// The key of an article; `None` if it has none.
    pub(crate) fn key_of(self, article: &Article) -> Option<Cow<'_, str>> {
        let KeyField::Url = self;
        article.url.as_deref().map(url_term).filter(|key| !key.is_empty())
    }

    /// The field with the terms of the keys.
    pub(crate) fn field(self, fields: &Fields) -> Field {
        let KeyField::Url = self;
        fields.url
    }
}

//! The normalised text of an article, in which all searches take place.

use jianbao_analysis::{normalize, normalize_into};
use jianbao_article::Article;

use crate::text::terms::FIELD_BOUNDARY;

/// The normalised text of an article as it is indexed and checked: the title, and the title and the body with a boundary between
/// them that no query can contain.
pub(crate) struct NormalizedArticle {
    pub(crate) title: String,
    all: String,
}

impl NormalizedArticle {
    pub(crate) fn of(article: &Article) -> NormalizedArticle {
        let title = normalize(&article.title_text());
        let mut body = String::new();
        normalize_into(&article.body_text(), &mut body);
        let mut all = String::with_capacity(title.len() + 1 + body.len());
        all.push_str(&title);
        all.push(FIELD_BOUNDARY);
        all.push_str(&body);
        NormalizedArticle { title, all }
    }

    /// Title, boundary, body.
    pub(crate) fn all(&self) -> &str {
        &self.all
    }

    pub(crate) fn body(&self) -> &str {
        &self.all[self.title.len() + FIELD_BOUNDARY.len_utf8()..]
    }
}

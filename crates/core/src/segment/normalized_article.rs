//! The normalised text of an article, in which all searches take place, and the names of its people.

use jianbao_analysis::{Analyzer, normalize, normalize_into};
use jianbao_article::Article;

use crate::text::containment::Haystack;
use crate::text::terms::FIELD_BOUNDARY;
use crate::text::unquoted::UnquotedNeedle;

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

/// The contents of an article by which unquoted text is checked.
pub(crate) struct Contents<'a> {
    pub(crate) text: Haystack<'a>,
    people: Vec<String>,
    analyzer: &'a Analyzer,
}

impl<'a> Contents<'a> {
    /// The contents of an article, with its normalised text.
    pub(crate) fn of(
        article: &Article,
        normalized: &'a NormalizedArticle,
        analyzer: &'a Analyzer,
    ) -> Contents<'a> {
        let Article { reporters, correspondents, photographers, .. } = article;
        let people = [reporters, correspondents, photographers].into_iter().flatten();
        Contents {
            text: Haystack::new(normalized.all()),
            people: people.map(|name| normalize(name)).collect(),
            analyzer,
        }
    }

    /// True if the text contains a word or string of unquoted text.
    pub(crate) fn contains(&self, text: &str) -> bool {
        UnquotedNeedle::new(text, self.analyzer).is_contained_in(&self.text)
    }

    /// True if a reporter, correspondent or photographer has this name, normalised.
    pub(crate) fn has_person(&self, name: &str) -> bool {
        self.people.iter().any(|person| person == name)
    }
}

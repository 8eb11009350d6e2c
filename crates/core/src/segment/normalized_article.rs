//! The normalised text of an article, in which all searches take place, and the names of its people.

use jianbao_analysis::{Analyzer, normalize, normalize_into};
use jianbao_article::Article;

use crate::segment::own_texts::OwnTexts;
use crate::text::containment::Haystack;
use crate::text::terms::FIELD_BOUNDARY;
use crate::text::unquoted::UnquotedNeedle;

/// The normalised text of an article as it is indexed and checked: the title, and all [sections](crate::text::sections) with
/// boundaries between them that no query can contain.
pub(crate) struct NormalizedArticle {
    pub(crate) title: String,
    text: String,
    /// The end of the body in the text.
    body_end: usize,
}

impl NormalizedArticle {
    /// The text of an article of an index with these text fields.
    pub(crate) fn of(article: &Article, own: &OwnTexts) -> NormalizedArticle {
        let title = normalize(&article.title_text());
        let mut body = String::new();
        normalize_into(&article.body_text(), &mut body);
        let mut text = String::with_capacity(title.len() + 1 + body.len());
        text.push_str(&title);
        text.push(FIELD_BOUNDARY);
        text.push_str(&body);
        let body_end = text.len();
        for section in own.normalized(article) {
            text.push(FIELD_BOUNDARY);
            text.push_str(&section);
        }
        NormalizedArticle { title, text, body_end }
    }

    /// Title, boundary, body, and each text field of one's own behind a boundary.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Title, boundary, body.
    pub(crate) fn all(&self) -> &str {
        &self.text[..self.body_end]
    }

    pub(crate) fn body(&self) -> &str {
        &self.text[self.title.len() + FIELD_BOUNDARY.len_utf8()..self.body_end]
    }

    /// The sections of the text fields of one's own, in their order.
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        self.text[self.body_end..].split(FIELD_BOUNDARY).skip(1)
    }
}

/// The contents of an article by which unquoted text is checked.
pub(crate) struct Contents<'a> {
    pub(crate) text: Haystack<'a>,
    people: Vec<String>,
    analyzer: &'a Analyzer,
}

impl<'a> Contents<'a> {
    /// The contents of an article, with its normalised text: what is searched without a field.
    pub(crate) fn of(
        article: &Article,
        normalized: &'a NormalizedArticle,
        own: &OwnTexts,
        analyzer: &'a Analyzer,
    ) -> Contents<'a> {
        let Article { reporters, correspondents, photographers, .. } = article;
        let people = [reporters, correspondents, photographers].into_iter().flatten();
        Contents {
            text: Haystack::new(own.sections_anywhere().of(normalized.text())),
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

//! Terms of an article, for an index that is kept elsewhere.
//!
//! A search engine that takes tokens instead of texts needs the terms that our own index contains. This module takes them from
//! the document that the [`Writer`](crate::Writer) makes, with the same tokenizers, so that the terms are the same: words of
//! the title are counted as often, marked terms are included, and names of people are among the words.
//!
//! Input: an article, an analyzer. Output: strings and numbers. Cost: that of indexing the article, and a string for each term.

use std::sync::LazyLock;

use jianbao_analysis::{Analyzer, units};
use jianbao_article::{Article, OwnFields};
use tantivy::schema::Field;
use tantivy::schema::document::{Document, Value};
use tantivy::tokenizer::{TokenStream, Tokenizer};

use crate::error::{Error, Result};
use crate::query::plan::ValueField;
use crate::segment::document::{self, MAX_ID_BYTES, Origin};
use crate::segment::normalized_article::NormalizedArticle;
use crate::segment::own_columns::OwnColumns;
use crate::segment::schema::{self, Fields};
use crate::segment::tokenizers::{CharacterTerms, ValueTerm, WordTerms};

/// The fields of an index without fields of one's own.
static FIELDS: LazyLock<(Fields, OwnColumns)> = LazyLock::new(|| {
    let (_, fields, own) = schema::build(&OwnFields::default());
    (fields, own)
});

/// The terms by which an [`Index`](crate::Index) indexes an article.
///
/// ```
/// use jianbao_article::{Article, OwnFields};
/// use jianbao_core::ArticleTerms;
///
/// let article = Article { title: Some("夜场".into()), body: vec!["開放。".into()], ..Article::default() };
/// let terms = ArticleTerms::of(article, &jianbao_analysis::Analyzer::new())?;
/// assert_eq!(terms.title_units, ["夜", "场"]);
/// assert_eq!(terms.body_units, ["开", "放", "。"]);
/// // A word of the title counts six times.
/// assert_eq!(terms.words.iter().filter(|word| *word == "夜场").count(), 6);
/// assert_eq!(terms.words.iter().filter(|word| *word == "开放").count(), 1);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ArticleTerms {
    /// The article's id, or the hash of its normalised text if it has none.
    pub id: String,
    /// The article with its id.
    pub article: Article,
    /// Every dictionary word and run of title and body, repeated by its weight, and the names of people and of the source. A
    /// control character marks special terms: U+0002 words over signs, U+0003 people, U+0004 the source.
    pub words: Vec<String>,
    /// The words of the title, each as often as it occurs there.
    pub title_words: Vec<String>,
    /// The units of the normalised title, in order: runs, and characters outside runs, signs and spaces included.
    pub title_units: Vec<String>,
    /// The units of the normalised body, in order.
    pub body_units: Vec<String>,
    /// The number of characters outside runs, by which single characters are scored.
    pub characters: u64,
    /// The values of the fields that are compared as a whole, in the order of the article.
    pub values: Vec<ArticleValue>,
    /// The date, in days since 1970-01-01.
    pub day: Option<i64>,
    /// The time of the day, in nanoseconds since midnight on China's clocks.
    pub time: Option<u64>,
    /// The names of the fields that jianbao does not know, by which a query can name them.
    pub kept_keys: Vec<String>,
    /// The halves of the signature of the text, by which reprints are recognised; `None` if the text is very short.
    pub signature: Option<[u64; 2]>,
}

/// One value of an article's field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArticleValue {
    /// The field.
    pub field: ValueField,
    /// The value as printed, for facets.
    pub printed: String,
    /// The normalised value, for searches; `None` if the value is empty or too long for a term.
    pub term: Option<String>,
}

impl ArticleTerms {
    /// The terms of an article.
    ///
    /// # Errors
    /// [`Error::IdTooLong`].
    pub fn of(mut article: Article, analyzer: &Analyzer) -> Result<ArticleTerms> {
        let (fields, own) = &*FIELDS;
        let normalized = NormalizedArticle::of(&article, own.texts());
        let given = article.id.take().filter(|id| !id.trim().is_empty());
        let id = given.unwrap_or_else(|| document::id_of_text(&normalized));
        if id.len() > MAX_ID_BYTES {
            let opening = id.chars().take(40).collect();
            return Err(Error::IdTooLong { bytes: id.len(), max: MAX_ID_BYTES, opening });
        }
        article.id = Some(id.clone());
        let title_units = units_of(&normalized.title);
        let body_units = units_of(normalized.body());
        let document = document::document(fields, own, &article, normalized, &Origin::default())?;
        let mut terms = ArticleTerms {
            id,
            article,
            words: Vec::new(),
            title_words: Vec::new(),
            title_units,
            body_units,
            characters: 0,
            values: Vec::new(),
            day: None,
            time: None,
            kept_keys: Vec::new(),
            signature: None,
        };
        let mut words = WordTerms(analyzer.clone());
        let mut signature = [None; 2];
        for (field, value) in document.iter_fields_and_values() {
            let Some(value) = value.as_leaf() else { continue };
            if let Some(text) = value.as_str() {
                if field == fields.all_words {
                    push_tokens(&mut words, text, &mut terms.words);
                } else if field == fields.title_words {
                    push_tokens(&mut words, text, &mut terms.title_words);
                } else if field == fields.all_chars {
                    CharacterTerms::default().token_stream(text).process(&mut |_| terms.characters += 1);
                } else if field == fields.kept_key {
                    terms.kept_keys.push(text.to_owned());
                } else if let Some(field) = value_field_of(fields, field) {
                    let mut term = Vec::with_capacity(1);
                    push_tokens(&mut ValueTerm, text, &mut term);
                    terms.values.push(ArticleValue { field, printed: text.to_owned(), term: term.pop() });
                }
            } else if field == fields.day {
                terms.day = value.as_i64();
            } else if field == fields.time {
                terms.time = value.as_u64();
            } else if let Some(half) = fields.signature.iter().position(|half| *half == field) {
                signature[half] = value.as_u64();
            }
        }
        terms.signature = signature[0].zip(signature[1]).map(|(first, second)| [first, second]);
        Ok(terms)
    }
}

fn units_of(text: &str) -> Vec<String> {
    units(text).map(|unit| text[unit.bytes()].to_owned()).collect()
}

fn push_tokens(tokenizer: &mut impl Tokenizer, text: &str, tokens: &mut Vec<String>) {
    tokenizer.token_stream(text).process(&mut |token| tokens.push(token.text.clone()));
}

/// The value field that a field of the index holds.
fn value_field_of(fields: &Fields, field: Field) -> Option<ValueField> {
    let held = [
        (fields.source, ValueField::Source),
        (fields.section, ValueField::Section),
        (fields.place, ValueField::Place),
        (fields.page, ValueField::Page),
        (fields.reporter, ValueField::Reporter),
        (fields.correspondent, ValueField::Correspondent),
        (fields.photographer, ValueField::Photographer),
    ];
    held.into_iter().find(|(handle, _)| *handle == field).map(|(_, field)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_has_the_terms_that_its_document_has() {
        let json = r#"{"id": "a", "title": "“十四五”规划", "body": ["苹果iPhone 12，3天。"], "date": "2020-03-01",
            "source": "江城日報", "page": "Ａ05", "reporters": ["李　明", ""], "dateline": {"place": "南京", "province": "江苏"}}"#;
        let article: Article = serde_json::from_str(json).unwrap();
        let terms = ArticleTerms::of(article, &Analyzer::new()).unwrap();
        assert_eq!(terms.id, "a");
        assert_eq!(terms.day, Some(18_322));
        assert_eq!(terms.title_units.concat(), "\"十四五\"规划");
        assert_eq!(terms.body_units, ["苹", "果", "iphone", " ", "12", ",", "3", "天", "。"]);
        for (word, times) in
            [("规划", 6), ("十四五", 6), ("苹果", 1), ("iphone", 1), ("\u{3}李明", 1), ("\u{4}江城日报", 1)]
        {
            let count = terms.words.iter().filter(|term| *term == word).count();
            assert_eq!(count, times, "{word}");
        }
        assert_eq!(terms.title_words.iter().filter(|term| *term == "规划").count(), 1);
        let shown: Vec<(ValueField, &str, Option<&str>)> = terms
            .values
            .iter()
            .map(|value| (value.field, value.printed.as_str(), value.term.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                (ValueField::Source, "江城日報", Some("江城日报")),
                (ValueField::Place, "南京", Some("南京")),
                (ValueField::Place, "江苏", Some("江苏")),
                (ValueField::Page, "Ａ05", Some("a05")),
                (ValueField::Reporter, "李　明", Some("李明")),
            ]
        );
    }

    #[test]
    fn an_article_without_an_id_has_the_hash_of_its_text_and_a_long_id_is_an_error() {
        let article = Article { title: Some("雨后".into()), ..Article::default() };
        let terms = ArticleTerms::of(article.clone(), &Analyzer::new()).unwrap();
        let index = crate::Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let added = writer.add(article).unwrap();
        assert_eq!(terms.id, added.id);
        let long = Article { id: Some("x".repeat(MAX_ID_BYTES + 1)), ..Article::default() };
        assert!(matches!(ArticleTerms::of(long, &Analyzer::new()), Err(Error::IdTooLong { .. })));
    }
}

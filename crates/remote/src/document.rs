//! Document of an article: its terms, in the fields of the [`mapping()`](crate::mapping()).
//!
//! The cluster does no analysis: it splits text fields at white space, and their text consists of our terms, separated by spaces.
//! The article itself is one string, unchanged, which the cluster stores and does not index.
//!
//! Input: an article. Output: one line of JSON. Cost: its terms, some four times the bytes of the text.

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_core::{ArticleTerms, ArticleValue, Error, ValueField};
use serde_json::{Map, Value};

use crate::mapping::{
    ARTICLE, BODY_UNITS, CHARACTER_COUNT, DAY, HASH, ID, KEPT_KEY, MAX_PRINTED_BYTES, NO_SHEET, PAGE_NUMBER,
    PAGE_SHEET, SIGNATURE, TIME, TITLE_UNITS, TITLE_WORD_COUNT, TITLE_WORDS, WORD_COUNT, WORDS,
    printed_field, value_field,
};
use crate::token::{field_text, token};

/// A document that is ready to be sent.
///
/// ```
/// use jianbao_analysis::Analyzer;
/// use jianbao_article::Article;
/// use jianbao_remote::document;
///
/// let article = Article { id: Some("a-1".into()), title: Some("雨后".into()), ..Article::default() };
/// let document = document(article, &Analyzer::new())?;
/// assert_eq!(document.id(), "a-1");
/// assert!(document.line().contains(r#""title_units":"雨 后""#));
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    id: String,
    hash: String,
    line: String,
}

impl Document {
    /// The id of the article.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The document, on one line of JSON.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The hash of the article in it.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// The article in the document, unchanged; null if there is none.
    pub(crate) fn article(&self) -> Value {
        let fields: Value = serde_json::from_str(&self.line).unwrap_or_default();
        let article = fields.get(ARTICLE).and_then(Value::as_str).unwrap_or("null");
        serde_json::from_str(article).unwrap_or_default()
    }

    #[cfg(test)]
    pub(crate) fn of_line(id: &str, line: &str) -> Document {
        Document { id: id.to_owned(), hash: String::new(), line: line.to_owned() }
    }
}

/// The document of an article. An article without an id gets the hash of its text as its id.
///
/// # Errors
/// If the id is too long.
pub fn document(article: Article, analyzer: &Analyzer) -> Result<Document, Error> {
    let terms = ArticleTerms::of(article, analyzer)?;
    let fields = fields(&terms);
    let hash = fields.get(HASH).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Document { id: terms.id, hash, line: Value::Object(fields).to_string() })
}

/// The fields of the terms of an article.
pub(crate) fn fields(terms: &ArticleTerms) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    // An article is plain data, which is always JSON.
    let article = serde_json::to_string(&terms.article).unwrap_or_default();
    set(ID, terms.id.clone().into());
    set(HASH, content_hash(&article).into());
    set(ARTICLE, article.into());
    set(WORDS, field_text(&terms.words).into());
    set(TITLE_WORDS, field_text(&terms.title_words).into());
    set(TITLE_UNITS, field_text(&terms.title_units).into());
    set(BODY_UNITS, field_text(&terms.body_units).into());
    if let Some(day) = terms.day {
        set(DAY, day.into());
    }
    if let Some(time) = terms.time {
        set(TIME, time.into());
    }
    set(WORD_COUNT, terms.words.len().into());
    set(TITLE_WORD_COUNT, terms.title_words.len().into());
    set(CHARACTER_COUNT, terms.characters.into());
    if !terms.kept_keys.is_empty() {
        set(KEPT_KEY, terms.kept_keys.iter().map(|key| token(key).into_owned()).collect::<Vec<_>>().into());
    }
    if let Some([first, second]) = terms.signature {
        set(SIGNATURE, format!("{first:016x}{second:016x}").into());
    }
    if let Some((sheet, number)) = page_of(&terms.values) {
        set(PAGE_SHEET, if sheet.is_empty() { NO_SHEET.into() } else { sheet.into() });
        set(PAGE_NUMBER, number.into());
    }
    for field in VALUE_FIELDS {
        let of_field = || terms.values.iter().filter(|value| value.field == field);
        let found: Vec<&str> = of_field().filter_map(|value| value.term.as_deref()).collect();
        if !found.is_empty() {
            set(value_field(field), found.into());
        }
        // Longer ones would make the cluster refuse the article; they are not counted, as no name is so long.
        let printed: Vec<&str> = of_field()
            .map(|value| value.printed.as_str())
            .filter(|value| value.len() <= MAX_PRINTED_BYTES)
            .collect();
        if !printed.is_empty() {
            set(printed_field(field), printed.into());
        }
    }
    fields
}

/// The hash of an article, by which the version in the cluster is compared with the one to be sent.
pub(crate) fn content_hash(article: &str) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(article.as_bytes()))
}

/// The fields that are compared as a whole.
pub(crate) const VALUE_FIELDS: [ValueField; 7] = [
    ValueField::Source,
    ValueField::Section,
    ValueField::Place,
    ValueField::Page,
    ValueField::Reporter,
    ValueField::Correspondent,
    ValueField::Photographer,
];

/// The sheet and number of the page, if it has a number.
fn page_of(values: &[ArticleValue]) -> Option<(String, u32)> {
    let page = values.iter().find(|value| value.field == ValueField::Page)?;
    jianbao_core::page_number(page.term.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_the_terms_the_values_and_the_article_as_it_came() {
        let json = r#"{"id": "a 1", "title": "苹果 iPhone 12", "body": ["第一段。", "", "“第二段”\n"], "page": "Ａ05",
            "source": "江城日報", "date": "1969-12-31", "编号": 1.50, "reporters": ["李　明"], "dateline": {"place": "南京"}}"#;
        let article: Article = serde_json::from_str(json).unwrap();
        let document = document(article.clone(), &Analyzer::new()).unwrap();
        assert!(!document.line().contains('\n'));
        let fields: Value = serde_json::from_str(document.line()).unwrap();
        assert_eq!(fields["title_units"], "苹 果 iphone \u{5} 12");
        assert_eq!(fields["source"], serde_json::json!(["江城日报"]));
        assert_eq!(fields["source_printed"], serde_json::json!(["江城日報"]));
        assert_eq!(fields["page_sheet"], "A");
        assert_eq!(fields["page_number"], 5);
        assert_eq!(fields["day"], -1);
        assert_eq!(fields["kept_key"], serde_json::json!(["编号"]));
        assert_eq!(fields["word_count"], fields["words"].as_str().unwrap().split(' ').count());
        assert!(fields["words"].as_str().unwrap().split(' ').any(|word| word == "\u{3}李明"));
        let kept: Article = serde_json::from_str(fields["article"].as_str().unwrap()).unwrap();
        assert_eq!(kept, article);
        assert_eq!(document.article()["编号"], 1.5);
    }

    #[test]
    fn a_value_that_is_too_long_does_not_cost_the_article() {
        let article =
            Article {
                source: Some("字".repeat(20_000)), title: Some("雨后".into()), ..Article::default()
            };
        let document = document(article, &Analyzer::new()).unwrap();
        let fields: Value = serde_json::from_str(document.line()).unwrap();
        assert!(fields.get("source").is_none() && fields.get("source_printed").is_none());
        assert_eq!(document.article()["source"].as_str().unwrap().chars().count(), 20_000);
    }
}

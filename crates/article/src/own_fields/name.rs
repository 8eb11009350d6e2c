//! Names of fields of one's own, and the reasons to refuse a declaration.

use std::fmt;

use super::FieldType;

/// Maximum length of a name, in characters.
const MAX_CHARS: usize = 64;

/// Names that mean something else: the keys of an article and of a hit, the fields of queries, facets, orders and tables, and
/// the schemes of addresses. In lower case.
const RESERVED: &[&str] = &[
    "id",
    "kicker",
    "title",
    "subtitle",
    "label",
    "abstract",
    "byline",
    "body",
    "sections",
    "source",
    "section",
    "page",
    "date",
    "dateline",
    "place",
    "reporters",
    "correspondents",
    "photographers",
    "credit",
    "unplaced",
    "kind",
    "url",
    "extra",
    "score",
    "missing",
    "headline",
    "reprints",
    "snippets",
    "time",
    "file",
    "line",
    "member",
    "reporter",
    "author",
    "correspondent",
    "photographer",
    "标题",
    "標題",
    "题目",
    "題目",
    "正文",
    "内容",
    "內容",
    "记者",
    "記者",
    "作者",
    "通讯员",
    "通訊員",
    "摄影",
    "攝影",
    "来源",
    "來源",
    "栏目",
    "欄目",
    "地点",
    "地點",
    "版",
    "版次",
    "版面",
    "日期",
    "year",
    "month",
    "day",
    "relevance",
    "newest",
    "oldest",
    "date-asc",
    "或",
    "且",
    "非",
    "and",
    "or",
    "not",
    "http",
    "https",
    "ftp",
    "mailto",
];

/// The reason to refuse the declaration of a field. `Display` gives it in English, with the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldError {
    /// The text does not have the form of a declaration.
    NotADeclaration {
        /// The declaration as given.
        written: String,
    },
    /// The type is unknown.
    UnknownType {
        /// The name of the field.
        field: String,
        /// The type as given.
        written: String,
    },
    /// The name is invalid.
    BadName {
        /// The name as given.
        name: String,
        /// Maximum number of characters.
        max_chars: usize,
    },
    /// The name has another meaning.
    Reserved {
        /// The name as given.
        name: String,
    },
    /// Two fields have the name.
    Repeated {
        /// The name.
        name: String,
    },
    /// There are too many fields.
    TooMany {
        /// Maximum number.
        max_fields: usize,
    },
}

impl std::error::Error for FieldError {}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FieldError::NotADeclaration { written } => {
                write!(f, "{written:?} declares no field: NAME:TYPE does, as in 浏览:integer")
            }
            FieldError::UnknownType { field, written } => write!(
                f,
                "{written:?} is no type of the field {field}: {} are",
                FieldType::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", ")
            ),
            FieldError::BadName { name, max_chars } => write!(
                f,
                "{name:?} is no name of a field: a name begins with a letter, and has letters, digits, _ and - alone, \
                 {max_chars} at most"
            ),
            FieldError::Reserved { name } => write!(
                f,
                "the name {name} is in use: it means a field of every article, or a sign of queries; choose another"
            ),
            FieldError::Repeated { name } => {
                write!(f, "two fields are called {name}: each name belongs to one field")
            }
            FieldError::TooMany { max_fields } => {
                write!(f, "an index has at most {max_fields} fields of one's own")
            }
        }
    }
}

/// Refuses invalid and reserved names.
pub(super) fn check(name: &str) -> Result<(), FieldError> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    if !begins || !name.chars().all(is_part) || name.chars().count() > MAX_CHARS {
        return Err(FieldError::BadName { name: name.to_owned(), max_chars: MAX_CHARS });
    }
    let lower = name.to_ascii_lowercase();
    // `NAME-asc` is an order on the command line.
    if RESERVED.contains(&lower.as_str()) || lower.ends_with("-asc") {
        return Err(FieldError::Reserved { name: name.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Dateline, Section};

    #[test]
    fn every_key_of_an_article_is_reserved() {
        let some = || Some("x".to_owned());
        let article = Article {
            id: some(),
            kicker: some(),
            title: some(),
            subtitle: some(),
            label: some(),
            r#abstract: some(),
            byline: vec!["x".into()],
            body: vec!["x".into()],
            sections: vec![Section { heading: "x".into(), before: 0 }],
            source: some(),
            section: some(),
            page: some(),
            date: "2024-05-08".parse().ok(),
            dateline: Some(Dateline::default()),
            reporters: vec!["x".into()],
            correspondents: vec!["x".into()],
            photographers: vec!["x".into()],
            credit: some(),
            unplaced: vec!["x".into()],
            url: some(),
            ..Article::default()
        };
        let json = serde_json::to_value(article).unwrap();
        for key in json.as_object().unwrap().keys() {
            assert!(check(key).is_err(), "{key}");
        }
    }
}

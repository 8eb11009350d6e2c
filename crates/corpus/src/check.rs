//! Verdict on a sentence: the articles that contain it, exactly; else the closest passage.
//!
//! **Law.** A text stands in an article if its normal form is contained in that of the title or the body, signs included: the
//! containment of quotes. So "no" means that no article of the index contains it.
//!
//! If no article does, the articles that a search for its words ranks first are compared with it, and the passage that takes the
//! fewest changes (characters of the normal form inserted, removed or exchanged) is given, with the characters that differ.

mod closest;

use jianbao_analysis::normalize;
use jianbao_article::{Article, Date, FieldType};
use jianbao_core::{Bodies, Index, Matching, SearchRequest, Sort};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::part::{ArticlePart, line_at};
pub use closest::{Closest, Difference};

/// Maximum length of a text in bytes of its normal form.
const MAX_BYTES: usize = 16 << 10;

/// Maximum length of a text that is compared with passages, in characters of its normal form: the table of a comparison has twice
/// the square of it.
const MAX_COMPARED_CHARS: usize = 1024;

/// The number of articles that are compared with a text that stands nowhere.
const CANDIDATES: usize = 20;

/// A text to check.
#[must_use = "a request is the input of check"]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckRequest {
    /// The text.
    pub text: String,
    /// Maximum number of articles that are listed.
    pub limit: usize,
}

impl CheckRequest {
    /// Checks a text, and lists up to ten articles.
    pub fn new(text: impl Into<String>) -> CheckRequest {
        CheckRequest { text: text.into(), limit: 10 }
    }

    /// Sets the maximum number of articles that are listed.
    pub fn limit(mut self, articles: usize) -> CheckRequest {
        self.limit = articles;
        self
    }
}

/// The verdict on a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Checked {
    /// The text as given.
    pub text: String,
    /// The number of articles that contain it: 0 means that none does.
    pub articles: u64,
    /// The first of them, oldest first, those without a date last.
    pub standing: Vec<Standing>,
    /// The closest passage, if the text stands nowhere, has up to 1,024 characters, and an article has at least half of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closest: Option<Closest>,
}

impl Checked {
    /// True if an article contains the text.
    pub fn stands(&self) -> bool {
        self.articles > 0
    }
}

/// An article that contains a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Standing {
    /// The article's id.
    pub id: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its headline, or the beginning of its body.
    pub headline: String,
    /// The part that contains the text first.
    pub part: ArticlePart,
    /// The number of the line of that part in which the text begins, from 1.
    pub paragraph: usize,
    /// The ids of articles with nearly the same text, which contain it as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<String>,
}

/// Checks whether a text stands in the index.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{CheckRequest, check};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(Article { body: vec!["昨晚，夜市亮灯，游客三千人。".into()], ..Article::default() })?;
/// writer.finish()?;
/// assert!(check(&index, &CheckRequest::new("夜市亮灯，游客三千人"))?.stands());
/// let checked = check(&index, &CheckRequest::new("夜市亮灯，游客五千人"))?;
/// assert!(!checked.stands());
/// let closest = checked.closest.unwrap();
/// assert_eq!((closest.passage.as_str(), closest.changes), ("夜市亮灯，游客三千人", 1));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// # Errors
/// [`Error::Empty`] for a text without a character that is searched, [`Error::TooLong`]; if the index cannot be read.
pub fn check(index: &Index, request: &CheckRequest) -> Result<Checked> {
    let normal = normalize(&request.text);
    if normal.is_empty() {
        return Err(Error::Empty);
    }
    if normal.len() > MAX_BYTES {
        return Err(Error::TooLong { bytes: normal.len(), max_bytes: MAX_BYTES });
    }
    // In normal form every quotation mark is a straight one, so a corner mark closes nothing inside.
    let mut query = format!("「{normal}」");
    if index.own_fields().iter().any(|field| field.field_type() == FieldType::TextAnywhere) {
        // A sentence stands in a title or a body.
        query = format!("标题:{query} 或 正文:{query}");
    }
    let quote = SearchRequest::new(&query).sort(Sort::Oldest).matching(Matching::All);
    let quote = quote
        .reprints(jianbao_core::Reprints::Fold)
        .snippets(0)
        .bodies(Bodies::Include)
        .without_suggestions();
    let response = index.search(&quote.limit(request.limit))?;
    let highlighter = index.highlighter(&SearchRequest::new(&query))?;
    let standing = (response.hits.iter())
        .map(|hit| standing(&hit.id, &hit.article, &hit.reprints, &highlighter))
        .collect();
    let closest = match response.total {
        0 if normal.chars().count() <= MAX_COMPARED_CHARS => closest_in(index, &request.text, &normal)?,
        _ => None,
    };
    Ok(Checked { text: request.text.clone(), articles: response.total, standing, closest })
}

/// An article that contains a text, whose places the highlighter knows.
fn standing(
    id: &str,
    article: &Article,
    reprints: &[String],
    highlighter: &jianbao_core::Highlighter,
) -> Standing {
    let body = article.body_text();
    let in_body = highlighter.places_in_body(&body).first().map(|place| line_at(&body, place.start).0);
    let (part, paragraph) = match in_body {
        Some(paragraph) => (ArticlePart::Body, paragraph),
        None => {
            let title = article.title_text();
            let place = highlighter.places_in_title(&title).first().map_or(0, |place| place.start);
            (ArticlePart::Title, line_at(&title, place).0)
        }
    };
    Standing {
        id: id.to_owned(),
        date: article.date,
        source: article.source.clone(),
        headline: article.headline(HEADLINE_CHARS),
        part,
        paragraph,
        reprints: reprints.to_vec(),
    }
}

/// Maximum number of characters of the body in place of a missing headline.
const HEADLINE_CHARS: usize = 30;

/// The closest passage among the articles that a search for the words of the text ranks first.
fn closest_in(index: &Index, text: &str, normal: &str) -> Result<Option<Closest>> {
    let search = SearchRequest::new(words_of(normal)).limit(CANDIDATES).snippets(0).bodies(Bodies::Include);
    let hits = index.search(&search.without_suggestions())?.hits;
    let mut closest: Option<Closest> = None;
    for hit in &hits {
        for part in [ArticlePart::Title, ArticlePart::Body] {
            let most = closest.as_ref().map_or(usize::MAX, |closest| closest.changes);
            if let Some(found) = closest::closest(text, &part.text(&hit.article), most) {
                closest = Some(found.of(&hit.id, &hit.article, part));
            }
        }
    }
    Ok(closest)
}

/// The letters and digits of a text as a query without operators: each stretch between signs is a word of the query.
fn words_of(normal: &str) -> String {
    let mut query = String::with_capacity(normal.len());
    for c in normal.chars() {
        query.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    query
}

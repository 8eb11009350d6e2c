//! Responses: plain owned values, the answers to the requests of `request.rs`.

mod own;

use jianbao_article::{Article, FilePlace};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::request::FacetField;

pub use own::{Collapsed, FieldBucket, FieldFacet, FieldHistogram, FieldSummary, SummaryValue};

/// The answer to a [`SearchRequest`](crate::SearchRequest).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SearchResponse {
    /// The number of articles that match every clause. Partial matches, which may follow them on the page, are not counted.
    pub total: u64,
    /// The number of hits on this page that are partial: each [lacks](Hit::missing) words. They are the last ones.
    #[serde(default)]
    pub partial_hits: u64,
    /// The requested page of hits.
    pub hits: Vec<Hit>,
    /// Counts of values, in the order of the request's fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// The histogram, oldest first; empty periods are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub histogram: Vec<HistogramBucket>,
    /// Counts of the values of fields of one's own, in the order of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub field_facets: Vec<FieldFacet>,
    /// Histograms over fields of one's own, in the order of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub field_histograms: Vec<FieldHistogram>,
    /// Summaries of fields of one's own, in the order of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summaries: Vec<FieldSummary>,
    /// The number of hits of all pages, if they are the best of each value of a field; articles without a value included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<u64>,
    /// The duration of the search, in microseconds.
    pub took_us: u64,
    /// The parts of the query that may have been misread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    /// The query as it was read, in the query language; given if no article matches.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub read_as: String,
    /// Alternatives to the clauses that no article matches by themselves; given if no article matches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
    /// For each of the first 16 stretches of unquoted text that fall into several words, the number of matches that contain it as
    /// typed, in the order of the query.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub as_typed: Vec<StretchCount>,
}

/// A stretch of unquoted text, and the number of matches that contain it as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StretchCount {
    /// The stretch, normalised.
    pub stretch: String,
    /// The number of articles that match the query and contain the stretch.
    pub articles: u64,
}

/// A clause of a query that no article matches, and the nearest alternatives in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// The clause, in the query language.
    pub clause: String,
    /// The alternatives: first those that differ in one character, then parts of it, the most frequent first in each group. Empty
    /// if the index has nothing near.
    pub instead: Vec<Alternative>,
}

/// A clause that some articles match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Alternative {
    /// The clause, in the query language.
    pub clause: String,
    /// The number of articles that contain it.
    pub articles: u64,
}

/// One article found.
///
/// In JSON the fields of the article are beside those of the hit. Fields that jianbao does not know
/// ([`Article::extra`]) are in `extra`, so that no key occurs twice:
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::{Index, SearchRequest};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let mut article = Article { title: Some("夜市亮灯".into()), ..Article::default() };
/// article.extra.insert("score".into(), 0.87.into());
/// writer.add(article)?;
/// writer.finish()?;
/// let hit = index.search(&SearchRequest::new("夜市"))?.hits.remove(0);
/// assert_eq!(hit.article.extra["score"], 0.87);
/// let json = serde_json::to_value(&hit).unwrap();
/// assert_eq!(json["extra"]["score"], 0.87);
/// assert_ne!(json["score"], 0.87);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "HitJson", into = "HitJson")]
#[non_exhaustive]
pub struct Hit {
    /// The article's id.
    pub id: String,
    /// The relevance score; comparable within one response only.
    pub score: f32,
    /// The query words that the article lacks, normalised. Empty for a full match.
    pub missing: Vec<String>,
    /// The headline, with matches highlighted; the beginning of the body if there is no headline.
    pub headline: Snippet,
    /// The ids of the matching articles that were folded under this one, newest first; always empty if reprints are shown.
    pub reprints: Vec<String>,
    /// The articles that it stands for; none if hits are not collapsed, and for an article without a value.
    pub collapsed: Option<Collapsed>,
    /// The passages of the body that match best, in the order of the article, then those of text
    /// [fields of one's own](Snippet::field) that match, as far as there is room for them. The lead if none matches.
    pub snippets: Vec<Snippet>,
    /// The article's fields. The body and the page's other lines are left out, unless the request [has
    /// them](crate::SearchRequest::bodies); [`Index::get`](crate::Index::get) has them too.
    pub article: Article,
    /// The place of the article in the file that it came from, if it came from one.
    pub file: Option<FilePlace>,
}

impl Hit {
    /// True if the article [lacks](Hit::missing) words of the query.
    pub fn is_partial(&self) -> bool {
        !self.missing.is_empty()
    }
}

/// A [`Hit`] as JSON.
#[derive(Serialize, Deserialize)]
struct HitJson {
    id: String,
    score: f32,
    missing: Vec<String>,
    headline: Snippet,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reprints: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collapsed: Option<Collapsed>,
    snippets: Vec<Snippet>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<FilePlace>,
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    extra: serde_json::Map<String, serde_json::Value>,
    #[serde(flatten)]
    article: Article,
}

impl From<HitJson> for Hit {
    fn from(hit: HitJson) -> Hit {
        let HitJson { id, score, missing, headline, reprints, collapsed, snippets, file, extra, mut article } =
            hit;
        article.extra.extend(extra);
        Hit { id, score, missing, headline, reprints, collapsed, snippets, article, file }
    }
}

impl From<Hit> for HitJson {
    fn from(hit: Hit) -> HitJson {
        let Hit { id, score, missing, headline, reprints, collapsed, snippets, mut article, file } = hit;
        let extra = std::mem::take(&mut article.extra);
        HitJson { id, score, missing, headline, reprints, collapsed, snippets, file, extra, article }
    }
}

/// A passage of an article, and where it matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The passage as printed, with … at the cut of a sentence.
    pub text: String,
    /// Byte ranges of `text`, in order, disjoint, on character boundaries.
    pub highlights: Vec<[usize; 2]>,
    /// The declared name of the text field of one's own that the passage is from; none for a headline or a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The frequencies of the values of a field among the matching articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// The values, most frequent first, equal counts in the order of the values. Years and months are in the order of time,
    /// oldest first.
    pub values: Vec<FacetCount>,
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FacetCount {
    /// The value as printed.
    pub value: String,
    /// The number of matching articles with the value.
    pub count: u64,
}

/// One period of a histogram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramBucket {
    /// `2020`, `2020-10` or `2020-10-26`.
    pub period: String,
    /// The number of matching articles in the interval.
    pub count: u64,
}

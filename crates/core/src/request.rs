//! Requests and responses: plain owned values, the interface for any other front end or backend.

mod limits;

use std::time::Duration;

use jianbao_article::{Article, Date, FilePlace};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::names::named;

pub use limits::SearchLimits;

/// A search: a query string and the options of the answer.
///
/// ```
/// use jianbao_core::{Matching, SearchRequest, Sort};
///
/// let request = SearchRequest::new("困难职工 “解困脱困”").limit(20).matching(Matching::All).sort(Sort::Newest);
/// assert_eq!(request.limit, 20);
/// ```
///
/// Equal requests to one commit have equal answers, so a request with the
/// [`commit_stamp`](crate::Index::commit_stamp) is a key for a cache.
#[must_use = "a request is the input of Index::search"]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SearchRequest {
    /// The query in jianbao's query language.
    pub query: String,
    /// The treatment of partial matches.
    pub matching: Matching,
    /// The treatment of matches that contain a stretch of unquoted text as typed.
    pub as_typed: AsTyped,
    /// Maximum number of hits. 0 returns counts alone.
    pub limit: usize,
    /// The number of hits to skip.
    pub offset: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// Half-life of the score, in days. In the order of relevance, an article's score halves with each
    /// half-life of its age, counted from `today`; an article without a date comes last. `None`, or no
    /// `today`: age makes no difference.
    pub recency_half_life_days: Option<u32>,
    /// The treatment of reprints.
    pub reprints: Reprints,
    /// Maximum number of snippets of one hit. 0 returns none.
    pub snippets: usize,
    /// The length of a snippet in characters (Unicode scalar values), ellipses not counted.
    pub snippet_chars: usize,
    /// The treatment of the bodies of hits.
    pub bodies: Bodies,
    /// Only articles of this day and later. Articles without a date are left out.
    pub from: Option<Date>,
    /// Only articles of this day and earlier. Articles without a date are left out.
    pub to: Option<Date>,
    /// Only articles that were added after the one with this number: [`Index::sequence`](crate::Index::sequence) gives the highest.
    pub added_after: Option<u64>,
    /// The day that `近7天` and `去年` are counted from. Without it a query with such a date finds nothing, and a diagnostic
    /// says so: the library does not read the clock.
    pub today: Option<Date>,
    /// The fields for facets, over all matching articles.
    pub facets: Vec<FacetField>,
    /// The interval of the histogram of matching articles; none without a histogram.
    pub histogram: Option<Interval>,
    /// True if a search without results suggests alternatives.
    pub suggestions: bool,
    /// The limits on the work of the search.
    pub limits: SearchLimits,
    /// The time limit of the search in milliseconds. A search that exceeds it is an error, not a partial answer. The clock is
    /// checked every few documents, so a search may take some milliseconds more. 0 stops every search. `None` sets no limit.
    pub timeout_ms: Option<u64>,
}

impl Default for SearchRequest {
    fn default() -> SearchRequest {
        SearchRequest {
            query: String::new(),
            matching: Matching::default(),
            as_typed: AsTyped::default(),
            limit: 10,
            offset: 0,
            sort: Sort::default(),
            recency_half_life_days: None,
            reprints: Reprints::default(),
            snippets: 1,
            snippet_chars: 80,
            bodies: Bodies::default(),
            from: None,
            to: None,
            added_after: None,
            today: None,
            facets: Vec::new(),
            histogram: None,
            suggestions: true,
            limits: SearchLimits::default(),
            timeout_ms: None,
        }
    }
}

impl SearchRequest {
    /// Requests the ten best articles with one snippet each.
    pub fn new(query: impl Into<String>) -> SearchRequest {
        SearchRequest { query: query.into(), ..SearchRequest::default() }
    }

    /// Sets the treatment of partial matches.
    pub fn matching(mut self, matching: Matching) -> SearchRequest {
        self.matching = matching;
        self
    }

    /// Sets the treatment of matches that contain a stretch as typed.
    pub fn as_typed(mut self, as_typed: AsTyped) -> SearchRequest {
        self.as_typed = as_typed;
        self
    }

    /// Sets the maximum number of hits.
    pub fn limit(mut self, limit: usize) -> SearchRequest {
        self.limit = limit;
        self
    }

    /// Sets the number of hits to skip.
    pub fn offset(mut self, offset: usize) -> SearchRequest {
        self.offset = offset;
        self
    }

    /// Sets the order of the hits.
    pub fn sort(mut self, sort: Sort) -> SearchRequest {
        self.sort = sort;
        self
    }

    /// Sets the treatment of reprints.
    pub fn reprints(mut self, reprints: Reprints) -> SearchRequest {
        self.reprints = reprints;
        self
    }

    /// Sets the maximum number of snippets of one hit.
    pub fn snippets(mut self, snippets: usize) -> SearchRequest {
        self.snippets = snippets;
        self
    }

    /// Sets the length of a snippet, in characters.
    pub fn snippet_chars(mut self, chars: usize) -> SearchRequest {
        self.snippet_chars = chars;
        self
    }

    /// Sets the treatment of the bodies of hits.
    pub fn bodies(mut self, bodies: Bodies) -> SearchRequest {
        self.bodies = bodies;
        self
    }

    /// Keeps only articles of this day and later.
    pub fn since(mut self, first_day: Date) -> SearchRequest {
        self.from = Some(first_day);
        self
    }

    /// Keeps only articles of this day and earlier.
    pub fn until(mut self, last_day: Date) -> SearchRequest {
        self.to = Some(last_day);
        self
    }

    /// Keeps only articles that were added after the one with this number.
    pub fn added_after(mut self, number: u64) -> SearchRequest {
        self.added_after = Some(number);
        self
    }

    /// Sets the half-life of scores, in days of an article's age. Needs [`today`](Self::today).
    pub fn recency(mut self, half_life_days: u32) -> SearchRequest {
        self.recency_half_life_days = Some(half_life_days);
        self
    }

    /// Sets the day that relative dates are counted from.
    pub fn today(mut self, today: Date) -> SearchRequest {
        self.today = Some(today);
        self
    }

    /// Adds a field for facets.
    pub fn facet(mut self, field: FacetField) -> SearchRequest {
        self.facets.push(field);
        self
    }

    /// Sets the time limit of the search, in whole milliseconds; a part of one counts as one.
    pub fn timeout(mut self, timeout: Duration) -> SearchRequest {
        let whole_ms = timeout.as_nanos().div_ceil(1_000_000);
        self.timeout_ms = Some(u64::try_from(whole_ms).unwrap_or(u64::MAX));
        self
    }

    /// Turns suggestions off: useful if nobody reads them.
    pub fn without_suggestions(mut self) -> SearchRequest {
        self.suggestions = false;
        self
    }

    /// Sets the limits on the work of the search.
    pub fn limits(mut self, limits: SearchLimits) -> SearchRequest {
        self.limits = limits;
        self
    }

    /// Adds a histogram of the matching articles over time.
    pub fn histogram(mut self, interval: Interval) -> SearchRequest {
        self.histogram = Some(interval);
        self
    }
}

/// The treatment of partial matches: the articles that may fill up a page of full matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// Partial matches follow, by score, each with its `missing` words. Quotes, fields and negations always hold.
    #[default]
    Fill,
    /// Only articles with every word.
    All,
}

/// The treatment of matches that contain a stretch of unquoted text as typed: 职工技能大赛, whose words an article may also have
/// far apart. A stretch has at most twelve units and no question word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AsTyped {
    /// By relevance they come first.
    #[default]
    First,
    /// Only they match.
    Only,
}

/// The order of hits. Equal hits are ordered by date and [time](jianbao_article::Article::time), newest first, then by id. An
/// article without a time comes after those of its day that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; articles without a date last.
    Newest,
    /// Oldest first; articles without a date last.
    Oldest,
}

/// The treatment of reprints: articles whose text equals that of an earlier hit, or nearly (about five sixths of all sequences of
/// four letters are in both).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reprints {
    /// Each is a hit of its own.
    #[default]
    Show,
    /// They are not hits, but listed as the [`reprints`](Hit::reprints) of the hit. `limit` and `offset`
    /// count the rest; `total`, facets and histogram still count every article. Cost: a pass over all
    /// matches, and time in proportion to the square of the requested hits.
    Fold,
}

/// The treatment of the bodies of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bodies {
    /// Hits have no body, sections and unplaced lines: a page of hits stays small.
    #[default]
    LeaveOut,
    /// Hits are complete articles.
    Include,
}

/// A field for facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetField {
    /// 来源.
    Source,
    /// 栏目.
    Section,
    /// 地点: the place of the dateline, and its province.
    Place,
    /// 版次.
    Page,
    /// 记者.
    Reporter,
    /// The year of the date: `2020`. Articles without a date have none.
    Year,
    /// The month of the date: `2020-10`.
    Month,
}

/// The interval of a histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Interval {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// A day.
    Day,
}

named!(AsTyped { First = "first", Only = "only" });
named!(Matching { Fill = "fill", All = "all" });
named!(Sort { Relevance = "relevance", Newest = "newest", Oldest = "oldest" });
named!(Reprints { Show = "show", Fold = "fold" });
named!(FacetField {
    Source = "source",
    Section = "section",
    Place = "place",
    Page = "page",
    Reporter = "reporter",
    Year = "year",
    Month = "month",
});
named!(Bodies { LeaveOut = "leave-out", Include = "include" });
named!(Interval { Year = "year", Month = "month", Day = "day" });

/// The answer to a [`SearchRequest`].
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
    /// The passages of the body that match best, in the order of the article; the lead if none matches.
    pub snippets: Vec<Snippet>,
    /// The article's fields. The body and the page's other lines are left out, unless the request [has
    /// them](SearchRequest::bodies); [`Index::get`](crate::Index::get) has them too.
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
        let HitJson { id, score, missing, headline, reprints, snippets, file, extra, mut article } = hit;
        article.extra.extend(extra);
        Hit { id, score, missing, headline, reprints, snippets, article, file }
    }
}

impl From<Hit> for HitJson {
    fn from(hit: Hit) -> HitJson {
        let Hit { id, score, missing, headline, reprints, snippets, mut article, file } = hit;
        let extra = std::mem::take(&mut article.extra);
        HitJson { id, score, missing, headline, reprints, snippets, file, extra, article }
    }
}

/// A passage of an article, and where it matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The passage as printed, with … at the cut of a sentence.
    pub text: String,
    /// Byte ranges of `text`, in order, disjoint, on character boundaries.
    pub highlights: Vec<[usize; 2]>,
}

/// The frequencies of the values of a field among the matching articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// The values, most frequent first, equal counts in the order of the values.
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

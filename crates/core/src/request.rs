//! Requests: plain owned values, which any front end or backend can use. The responses are in `response.rs`.

mod limits;
mod own;

use std::time::Duration;

use jianbao_analysis::named;
use jianbao_article::Date;
use serde::{Deserialize, Serialize};

pub use limits::SearchLimits;
pub use own::{Direction, FieldHistogramRequest, FieldOrder, FieldPurpose, NoHistogram};

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
    /// The order by a field of one's own; [`sort`](SearchRequest::sort) then orders hits with equal values.
    pub sort_by: Option<FieldOrder>,
    /// A field of one's own: the hits are the best of each of its values ([`crate::Hit::collapsed`]), in their order. An article
    /// without a value stands for itself. `limit` and `offset` count the hits; `total`, facets and histograms still count every
    /// article. Reprints are then not folded.
    pub collapse: Option<String>,
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
    /// reports this: the library does not read the clock.
    pub today: Option<Date>,
    /// The fields for facets, over all matching articles.
    pub facets: Vec<FacetField>,
    /// The interval of the histogram of matching articles; none without a histogram.
    pub histogram: Option<Interval>,
    /// The fields of one's own for facets, over all matching articles.
    pub field_facets: Vec<String>,
    /// Histograms over fields of one's own.
    pub field_histograms: Vec<FieldHistogramRequest>,
    /// The fields of one's own for summaries: number, least, greatest, mean and sum.
    pub summaries: Vec<String>,
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
            sort_by: None,
            collapse: None,
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
            field_facets: Vec::new(),
            field_histograms: Vec::new(),
            summaries: Vec::new(),
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

    /// Sets the order by a field of one's own.
    pub fn sort_by(mut self, order: FieldOrder) -> SearchRequest {
        self.sort_by = Some(order);
        self
    }

    /// Keeps only the best hit of each value of a field of one's own.
    pub fn collapse(mut self, field: impl Into<String>) -> SearchRequest {
        self.collapse = Some(field.into());
        self
    }

    /// Adds a field of one's own for facets.
    pub fn field_facet(mut self, field: impl Into<String>) -> SearchRequest {
        self.field_facets.push(field.into());
        self
    }

    /// Adds a histogram over a field of one's own.
    pub fn field_histogram(mut self, field: impl Into<String>, step: impl Into<String>) -> SearchRequest {
        self.field_histograms.push(FieldHistogramRequest::new(field, step));
        self
    }

    /// Adds a field of one's own for a summary.
    pub fn summary(mut self, field: impl Into<String>) -> SearchRequest {
        self.summaries.push(field.into());
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

    /// Turns suggestions off, for callers that do not show them.
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
    /// Partial matches follow, by score, each with its `missing` words. Quotes, fields and negations are always required.
    #[default]
    Fill,
    /// Only articles with every word.
    All,
}

/// The treatment of matches that contain a stretch of unquoted text as typed: 职工技能大赛, whose words an article may also have
/// at different places. A stretch has at most twelve units and no question word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AsTyped {
    /// By relevance they come first, then those that have the words of a stretch in order, with at most six units between two.
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

/// The treatment of reprints: articles whose text equals that of an earlier hit, or nearly (about five sixths of all sequences
/// of four letters are in both).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reprints {
    /// Each is a hit of its own.
    #[default]
    Show,
    /// They are not hits, but listed as the [`reprints`](crate::Hit::reprints) of the hit. `limit` and `offset`
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json_and_read_again() {
        fn check<T>(all: &[T])
        where
            T: Copy + std::fmt::Debug + std::fmt::Display + PartialEq + serde::Serialize + std::str::FromStr,
        {
            for value in all {
                assert_eq!(serde_json::to_string(value).unwrap(), format!("\"{value}\""));
                assert_eq!(value.to_string().parse::<T>().ok(), Some(*value));
            }
        }
        check(Bodies::ALL);
        check(FacetField::ALL);
        check(Interval::ALL);
        check(Matching::ALL);
        check(Reprints::ALL);
        check(Sort::ALL);
        let unknown = "best".parse::<Sort>().unwrap_err();
        assert_eq!(unknown.to_string(), "best is none of relevance, newest, oldest");
    }
}

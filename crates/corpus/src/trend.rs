//! The course of expressions over time: articles and places by period.
//!
//! Counts are exact: the articles that match, and the places that [`kwic`](crate::kwic()) would show. Each comes with its base, so
//! that a month with many articles does not look like a rise: the share of the articles of the period, and the places in a
//! million characters of it. A period of few articles has a small base, and is marked.

use std::collections::BTreeMap;

use jianbao_core::{Index, SearchRequest};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::kwic::{matches_with_text, places};
use crate::part::ArticlePart;
use crate::period::PeriodKind;

/// Maximum number of queries of one trend.
const MAX_QUERIES: usize = 10;

/// Periods with fewer articles in the index have a small base.
const SMALL_BASE_ARTICLES: u64 = 100;

/// A trend: the queries and the periods.
#[must_use = "a request is the input of trend"]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TrendRequest {
    /// The queries, at most ten, each with its days. Page and order play no part.
    pub searches: Vec<SearchRequest>,
    /// The length of the periods.
    pub period: PeriodKind,
    /// True to count each source by itself.
    pub by_source: bool,
}

impl TrendRequest {
    /// Requests queries by month.
    pub fn new(queries: impl IntoIterator<Item = impl Into<String>>) -> TrendRequest {
        TrendRequest {
            searches: queries.into_iter().map(SearchRequest::new).collect(),
            ..TrendRequest::default()
        }
    }

    /// Sets the length of the periods.
    pub fn period(mut self, period: PeriodKind) -> TrendRequest {
        self.period = period;
        self
    }

    /// Counts each source by itself.
    pub fn by_source(mut self) -> TrendRequest {
        self.by_source = true;
        self
    }
}

/// The course of one query, or of one query in one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Trend {
    /// The query, as given.
    pub query: String,
    /// The source; `None` for all of them, and for the articles without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The number of articles that match, those without a date included.
    pub articles: u64,
    /// The number of places in them.
    pub places: u64,
    /// The articles that match and have no date; they are in no period.
    pub undated_articles: u64,
    /// The periods from the first to the last in which the index has articles, oldest first, those without a match included.
    pub periods: Vec<TrendPeriod>,
}

/// One period of a trend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrendPeriod {
    /// Its name: `2020`, `2020-Q4`, `2020-10`, `2020-W44`, `2020-10-26`.
    pub period: String,
    /// The number of articles that match.
    pub articles: u64,
    /// The number of places in them.
    pub places: u64,
    /// The articles of the period in the index, of all sources.
    pub of_articles: u64,
    /// `articles` divided by `of_articles`.
    pub share: f64,
    /// The places in a million characters of the titles and bodies of the period, in normal form.
    pub per_million: f64,
    /// True if the period has fewer than 100 articles.
    pub is_small: bool,
}

/// The counts of one query in one source and period.
#[derive(Clone, Copy, Default)]
struct Count {
    articles: u64,
    places: u64,
}

/// The trends of a request, in the order of its queries; by source, the most frequent source of each query first.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::Index;
/// use jianbao_corpus::{PeriodKind, TrendRequest, trend};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for (date, title) in [("2023-12-30", "夜市"), ("2024-05-01", "夜市亮灯，夜市开张"), ("2024-05-02", "早市")] {
///     writer.add(Article { title: Some(title.into()), date: date.parse().ok(), ..Article::default() })?;
/// }
/// writer.finish()?;
/// let trends = trend(&index, &TrendRequest::new(["夜市"]).period(PeriodKind::Year))?;
/// let last = trends[0].periods.last().unwrap();
/// assert_eq!((last.period.as_str(), last.articles, last.places, last.of_articles), ("2024", 1, 2, 2));
/// # Ok::<(), jianbao_corpus::Error>(())
/// ```
///
/// Cost: every article that matches is read once for each query, and every text once for the bases.
///
/// # Errors
/// [`Error::TooManyQueries`]; [`Error::NoText`] for a query without a positive text clause; if the index cannot be read.
pub fn trend(index: &Index, request: &TrendRequest) -> Result<Vec<Trend>> {
    if request.searches.len() > MAX_QUERIES {
        return Err(Error::TooManyQueries { queries: request.searches.len(), max_queries: MAX_QUERIES });
    }
    let mut bases = BTreeMap::<String, (u64, u64)>::new();
    for extent in index.extents()? {
        let Some(date) = extent.date else { continue };
        let base = bases.entry(request.period.name_of(date)).or_default();
        base.0 += extent.articles;
        base.1 += extent.characters;
    }
    let mut trends = Vec::new();
    for search in &request.searches {
        let mut counts = counted(index, search, request)?;
        counts.sort_by(|a, b| b.1.total.places.cmp(&a.1.total.places).then_with(|| a.0.cmp(&b.0)));
        trends.extend(
            counts.into_iter().map(|(source, counts)| trend_of(&search.query, source, &counts, &bases)),
        );
    }
    Ok(trends)
}

/// The counts of one query in one source.
#[derive(Default)]
struct Counts {
    total: Count,
    undated_articles: u64,
    periods: BTreeMap<String, Count>,
}

/// The counts of a query; one entry for all sources, or one for each.
fn counted(
    index: &Index,
    search: &SearchRequest,
    request: &TrendRequest,
) -> Result<Vec<(Option<String>, Counts)>> {
    let mut counts = BTreeMap::<Option<String>, Counts>::new();
    if !request.by_source {
        counts.insert(None, Counts::default());
    }
    let matches = matches_with_text(index, search)?;
    for number in 0..matches.len() {
        let Some(article) = matches.article(number)? else { break };
        let found: usize = [ArticlePart::Title, ArticlePart::Body]
            .into_iter()
            .map(|part| places(&matches, part, &part.text(&article)).len())
            .sum();
        let source = article.source.clone().filter(|_| request.by_source);
        let of_source = counts.entry(source).or_default();
        let add = |count: &mut Count| {
            count.articles += 1;
            count.places += found as u64;
        };
        add(&mut of_source.total);
        match article.date {
            Some(date) => add(of_source.periods.entry(request.period.name_of(date)).or_default()),
            None => of_source.undated_articles += 1,
        }
    }
    Ok(counts.into_iter().collect())
}

fn trend_of(
    query: &str,
    source: Option<String>,
    counts: &Counts,
    bases: &BTreeMap<String, (u64, u64)>,
) -> Trend {
    let periods = bases.iter().map(|(period, &(of_articles, characters))| {
        let Count { articles, places } = counts.periods.get(period).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
        let ratio = |count: u64, of: u64| if of == 0 { 0.0 } else { count as f64 / of as f64 };
        TrendPeriod {
            period: period.clone(),
            articles,
            places,
            of_articles,
            share: ratio(articles, of_articles),
            per_million: ratio(places, characters) * 1e6,
            is_small: of_articles < SMALL_BASE_ARTICLES,
        }
    });
    Trend {
        query: query.to_owned(),
        source,
        articles: counts.total.articles,
        places: counts.total.places,
        undated_articles: counts.undated_articles,
        periods: periods.collect(),
    }
}

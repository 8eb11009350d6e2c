//! Window: the articles of a collection that may be on a page, fetched in the cluster's order.
//!
//! The cluster orders by its own BM25, which equals ours for words, and by date and time. Separate queries fetch the matches
//! that the embedded engine ranks first for other reasons: they contain a stretch of the query as typed, or its words near one
//! another.

use std::collections::BTreeMap;

use jianbao_article::Article;
use jianbao_core::{Index, Lengths, Requirement, SearchRequest, Sort, WriterOptions, day_of};
use serde_json::{Value, json};

use super::Asked;
use crate::compile::clauses::any;
use crate::compile::string::units_of;
use crate::compile::{Compiled, compile};
use crate::error::Error;
use crate::mapping::{
    ARTICLE, BODY_UNITS, CHARACTER_COUNT, DAY, ID, TIME, TITLE_UNITS, TITLE_WORD_COUNT, WORD_COUNT,
};
use crate::search::{Collection, RemoteHit};
use crate::token::field_text;

/// Minimum number of articles that are ranked again. The embedded engine rescores the first 50.
const LEAST_WINDOW: usize = 150;

/// Minimum number of partial matches that are ranked again. Their order in the cluster differs more from ours.
const LEAST_FILLING: usize = 500;

/// Maximum number of articles, and therefore the end of the last page: the cluster's default of `index.max_result_window`.
pub(super) const MAX_WINDOW: usize = 10_000;

/// The number of articles after the end of a page that may move onto it.
const BEHIND_PAGE: usize = 100;

/// The number of articles of one request.
const PAGE: usize = 500;

/// The number of articles, their lengths, and a counter that changes with every change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct State {
    pub(super) articles: u64,
    pub(super) lengths: Lengths,
    changes: f64,
}

/// The state of a collection.
pub(super) fn state(collection: &Collection) -> Result<State, Error> {
    let request = json!({"size": 0, "track_total_hits": true, "aggs": {
        "words": {"sum": {"field": WORD_COUNT}}, "title_words": {"sum": {"field": TITLE_WORD_COUNT}},
        "characters": {"sum": {"field": CHARACTER_COUNT}}, "changes": {"sum": {"field": "_seq_no"}},
    }});
    let answer = collection.answer(&request)?;
    let sum =
        |name: &str| answer["aggregations"][name]["value"].as_f64().ok_or(Error::Unexpected { part: "sum" });
    let articles = answer["hits"]["total"]["value"].as_u64().ok_or(Error::Unexpected { part: "total" })?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of counts")]
    let count = |name: &str| Ok::<u64, Error>(sum(name)?.max(0.0) as u64);
    let lengths = Lengths {
        words: count("words")?,
        title_words: count("title_words")?,
        characters: count("characters")?,
    };
    Ok(State { articles, lengths, changes: sum("changes")? })
}

/// An index in memory with some articles.
pub(super) fn index_of(articles: impl IntoIterator<Item = Article>) -> Result<Index, Error> {
    let index = Index::in_memory()?;
    let mut writer = index.writer_with(WriterOptions::default().threads(1))?;
    for article in articles {
        writer.add(article)?;
    }
    writer.commit()?;
    drop(writer);
    Ok(index)
}

/// The articles that may be on a page, by id.
pub(super) struct Window {
    articles: BTreeMap<String, Article>,
    /// The number of fetched candidates.
    fetched: usize,
    total: u64,
}

impl Window {
    /// The first candidates of a plan, enough for a page that ends at `end`.
    pub(super) fn first(asked: &Asked<'_>, compiled: &Compiled, end: usize) -> Result<Window, Error> {
        let mut window = Window { articles: BTreeMap::new(), fetched: 0, total: 0 };
        let size =
            if asked.request.limit == 0 { 0 } else { end.saturating_add(BEHIND_PAGE).max(LEAST_WINDOW) };
        window.fetch(asked, compiled, size.min(MAX_WINDOW))?;
        Ok(window)
    }

    /// True if it has every candidate.
    pub(super) fn is_whole(&self) -> bool {
        self.fetched as u64 >= self.total
    }

    /// True if it may have more candidates.
    pub(super) fn is_growable(&self) -> bool {
        self.fetched < MAX_WINDOW && self.fetched > 0
    }

    /// Fetches four times as many candidates.
    pub(super) fn grow(&mut self, asked: &Asked<'_>, compiled: &Compiled) -> Result<(), Error> {
        self.fetch(asked, compiled, self.fetched.saturating_mul(4).min(MAX_WINDOW))
    }

    /// Adds the articles that may fill a page after the full matches.
    pub(super) fn fill(
        &mut self,
        asked: &Asked<'_>,
        filling: &Requirement,
        full: &Compiled,
        end: usize,
    ) -> Result<(), Error> {
        let wide = compile(filling, asked.index.collection.analyzer())?.wide;
        let query = json!({"bool": {"must": [wide], "must_not": [full.wide]}});
        let size = end.saturating_add(BEHIND_PAGE).clamp(LEAST_FILLING, MAX_WINDOW);
        self.pages(asked, &query, 0, size).map(drop)
    }

    /// The articles as an index.
    pub(super) fn index(&self) -> Result<Index, Error> {
        index_of(self.articles.values().cloned())
    }

    /// Fetches candidates up to this number.
    fn fetch(&mut self, asked: &Asked<'_>, compiled: &Compiled, size: usize) -> Result<(), Error> {
        self.total = self.pages(asked, &compiled.wide, self.fetched, size)?;
        self.fetched = size.min(usize::try_from(self.total).unwrap_or(usize::MAX));
        if self.is_whole() || size == 0 || asked.request.sort != Sort::Relevance {
            return Ok(());
        }
        for favoured in asked.planned.favoured() {
            let first = match &favoured {
                // The words of a stretch in order, or nearly.
                Requirement::Near { texts, distance_units, .. } => {
                    any([TITLE_UNITS, BODY_UNITS].map(|field| near(texts, *distance_units, field)).into())
                }
                favoured => compile(favoured, asked.index.collection.analyzer())?.wide,
            };
            let query = json!({"bool": {"must": [compiled.wide], "filter": [first]}});
            self.pages(asked, &query, 0, size)?;
        }
        Ok(())
    }

    /// Fetches the articles of a query in the order of the request. Returns the number of all.
    fn pages(&mut self, asked: &Asked<'_>, query: &Value, from: usize, end: usize) -> Result<u64, Error> {
        let query = with_age(&asked.request, query);
        let mut from = from;
        loop {
            asked.check_time()?;
            let size = end.saturating_sub(from).min(PAGE);
            let request = json!({
                "query": query, "from": from, "size": size, "_source": [ARTICLE], "sort": order(asked.request.sort),
            });
            let hits = asked.index.collection.hits(&request)?;
            let is_last = hits.list.len() < size;
            from += size;
            for hit in hits.list {
                let article = RemoteHit::article(&hit)?;
                self.articles.insert(hit.id, article);
            }
            if is_last || from >= end {
                return Ok(hits.total);
            }
        }
    }
}

/// Strings in order in a field, with at most some units between them all.
fn near(texts: &[String], distance_units: usize, field: &str) -> Value {
    let units: Vec<String> = texts.iter().flat_map(|text| units_of(text)).collect();
    json!({"match_phrase": {field: {"query": field_text(&units), "slop": distance_units}}})
}

/// The order of a page, as far as the cluster knows it.
fn order(sort: Sort) -> Value {
    let by = |field: &str, direction: &str| json!({field: {"order": direction, "missing": "_last"}});
    let score = json!({"_score": "desc"});
    let id = json!({ID: "asc"});
    match sort {
        Sort::Relevance => json!([score, by(DAY, "desc"), by(TIME, "desc"), id]),
        Sort::Newest => json!([by(DAY, "desc"), by(TIME, "desc"), score, id]),
        Sort::Oldest => json!([by(DAY, "asc"), by(TIME, "asc"), score, id]),
    }
}

/// A query whose scores halve with each half-life of the request.
fn with_age(request: &SearchRequest, query: &Value) -> Value {
    let Some((half_life, today)) = request.recency_half_life_days.zip(request.today) else {
        return query.clone();
    };
    let today = day_of(today);
    json!({"function_score": {
        "query": query,
        "score_mode": "first",
        "boost_mode": "multiply",
        "functions": [
            {"filter": {"range": {DAY: {"gt": today}}}, "weight": 1.0},
            {"filter": {"exists": {"field": DAY}},
             "exp": {DAY: {"origin": today, "scale": half_life.max(1), "decay": 0.5}}},
            {"filter": {"match_all": {}}, "weight": 0.0},
        ],
    }})
}

//! Index in a cluster, with the same requests and responses as an index in a directory.
//!
//! The cluster finds candidates, and the embedded engine decides. A search takes these steps:
//!
//! 1. It fetches from the cluster the articles that may be on the page.
//! 2. It puts them into an index in memory, an [`Excerpt`] of the collection.
//! 3. It searches the excerpt with the facts of the whole collection. The functions that search a directory compute plan, score,
//!    order, missing words, highlights and snippets.
//!
//! | part of a response | source |
//! |---|---|
//! | plan, notes | facts: the existence of a string, a person or a key in any article |
//! | hits in order | the first articles by the cluster's order, ranked again by the embedded engine with the frequencies of the collection |
//! | partial matches | the same, for the articles that [may fill](jianbao_core::Requirement::filling) the page |
//! | total, facets, histogram | all matches: counted by the cluster, or here if the cluster cannot decide them |
//! | suggestions | left out |
//!
//! The *window* is the set of fetched articles. If it contains all candidates, as for most queries with a few hundred matches, the
//! response is that of the embedded engine. Otherwise the window contains the first articles in the cluster's order. The cluster
//! scores strings, quotes and numbers in another spelling differently, so with the order by relevance an article outside the window
//! may belong on the page.
//!
//! Cost: two to six requests, the transfer of the window, and its indexing in memory.
//!
//! Invariant: only [`Collection::bulk`] writes to the cluster.

mod answers;
mod counts;
mod stats;
mod verification;
mod window;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_core::{
    Diagnostic, DiagnosticKind, Excerpt, Explanation, Facts, Highlighter, Index, Matching, Planned, Reprints,
    Requirement, SearchRequest, SearchResponse,
};

use crate::access::Access;
use crate::address::Address;
use crate::bulk::change::Change;
use crate::compile::compile;
use crate::document::Document;
use crate::error::{Error, Unsupported};
use crate::mapping::IndexSettings;
use crate::search::Collection;
use counts::Counted;
use window::{MAX_WINDOW, Window};

pub use stats::RemoteStats;
pub use verification::RemoteVerification;

/// Maximum number of articles that are fetched to decide the matches of one query, and so to count them.
const MAX_CANDIDATES: u64 = 20_000;

/// Maximum number of rounds of questions: each answers all that are open. A plan needs one or two, its scores one more.
const MAX_ROUNDS: usize = 16;

/// An index in a cluster.
///
/// ```no_run
/// use jianbao_core::SearchRequest;
/// use jianbao_remote::{Access, RemoteIndex};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let index = RemoteIndex::open(&address, &Access::default())?;
/// let response = index.search(&SearchRequest::new("困难职工 “解困脱困”"))?;
/// for hit in &response.hits {
///     println!("{}: {}", hit.id, hit.headline.text);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RemoteIndex {
    collection: Collection,
    /// An index without articles, for plans.
    empty: Index,
    /// The facts of the last search, and the state of the collection for which they hold.
    facts: Mutex<Option<(window::State, Facts)>>,
}

impl RemoteIndex {
    /// Opens an index.
    ///
    /// # Errors
    /// As [`Collection::open`].
    pub fn open(address: &Address, access: &Access) -> Result<RemoteIndex, Error> {
        RemoteIndex::of(Collection::open(address, access, &Analyzer::new())?)
    }

    /// Creates an index, or opens the one that is there.
    ///
    /// # Errors
    /// As [`Collection::create`].
    pub fn create(address: &Address, access: &Access, settings: IndexSettings) -> Result<RemoteIndex, Error> {
        RemoteIndex::of(Collection::create(address, access, &Analyzer::new(), settings)?)
    }

    fn of(collection: Collection) -> Result<RemoteIndex, Error> {
        Ok(RemoteIndex { collection, empty: Index::in_memory()?, facts: Mutex::default() })
    }

    /// The collection, to load changes and to count by plans.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`Error::Unsupported`]; [`Error::Partial`]; if the cluster does not answer or refuses; if the time limit of the request is
    /// reached; for fields of one's own, which a cluster does not support.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, Error> {
        let asked = Asked::new(self, request)?;
        let mut response = asked.answer()?;
        response.took_us = u64::try_from(asked.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(response)
    }

    /// The ids of the requested page, in order.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn ids(&self, request: &SearchRequest) -> Result<Vec<String>, Error> {
        let mut request = request.clone().snippets(0);
        request.facets.clear();
        request.histogram = None;
        Ok(self.search(&request)?.hits.into_iter().map(|hit| hit.id).collect())
    }

    /// The ids of all articles that match, without partial matches, in the order of ids. Their number is not limited.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn matching_ids(&self, request: &SearchRequest) -> Result<BTreeSet<String>, Error> {
        let asked = Asked::new(self, request)?;
        self.collection.ids(&asked.planned.requirement)
    }

    /// The article with this id, unchanged.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses.
    pub fn get(&self, id: &str) -> Result<Option<Article>, Error> {
        self.collection.get(id)
    }

    /// Explains a request, and its match of the article with an id.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn explain(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation, Error> {
        let asked = Asked::new(self, request)?;
        let article = id.map(|id| self.get(id)).transpose()?.flatten();
        let index = window::index_of(article)?;
        let mut explanation = asked.settled(&index, |excerpt| excerpt.explain(&asked.request, id))?;
        explanation.total = asked.total()?;
        for (part, count) in explanation.parts().iter().zip(&mut explanation.clauses) {
            count.articles = self.collection.count(part, MAX_CANDIDATES)?.least;
        }
        Ok(explanation)
    }

    /// The highlighter of a request.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn highlighter(&self, request: &SearchRequest) -> Result<Highlighter, Error> {
        let asked = Asked::new(self, request)?;
        asked.settled(&self.empty, |excerpt| excerpt.highlighter(&asked.request))
    }

    /// For each document, true if it has to be sent: the cluster has no article with its id, or a different one.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses.
    pub fn are_changed(&self, documents: &[Document]) -> Result<Vec<bool>, Error> {
        let ids: Vec<&str> = documents.iter().map(Document::id).collect();
        let hashes = self.collection.hashes(&ids)?;
        let is_same =
            |document: &Document| hashes.get(document.id()).is_some_and(|hash| hash == document.hash());
        Ok(documents.iter().map(|document| !is_same(document)).collect())
    }

    /// Removes articles, with a [version](Change::version) above theirs, and waits until searches no longer find them. Returns the
    /// ids that did not exist.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses; then some may be removed.
    pub fn remove(&self, ids: &[&str], version: u64) -> Result<Vec<String>, Error> {
        let there = self.collection.hashes(ids)?;
        let mut bulk = self.collection.bulk(crate::bulk::BulkOptions::default(), |_, _| {});
        for id in ids.iter().filter(|id| there.contains_key(**id)) {
            bulk.push(Change::delete(*id, version));
        }
        let summary = bulk.finish();
        if let Some(error) = summary.error {
            return Err(error);
        }
        self.collection.refresh()?;
        Ok(ids.iter().filter(|id| !there.contains_key(**id)).map(|id| (*id).to_owned()).collect())
    }

    /// The facts of the collection as it is now; those of the last search if it has not changed.
    fn facts(&self) -> Result<Facts, Error> {
        let state = window::state(&self.collection)?;
        let mut kept = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, facts)) = &*kept
            && *of == state
        {
            return Ok(facts.clone());
        }
        let facts = Facts::new(state.articles, state.lengths);
        *kept = Some((state, facts.clone()));
        Ok(facts)
    }
}

/// A request that is being answered.
struct Asked<'i> {
    index: &'i RemoteIndex,
    request: SearchRequest,
    facts: Facts,
    planned: Planned,
    begun: Instant,
}

impl<'i> Asked<'i> {
    fn new(index: &'i RemoteIndex, request: &SearchRequest) -> Result<Asked<'i>, Error> {
        let begun = Instant::now();
        if request.added_after.is_some() {
            return Err(Error::Unsupported { what: Unsupported::AddedAfter });
        }
        let request = request.clone().without_suggestions();
        let facts = index.facts()?;
        let planned = settled(index, &facts, &index.empty, |excerpt| excerpt.plan(&request))?;
        Ok(Asked { index, request, facts, planned, begun })
    }

    fn requirement(&self) -> &Requirement {
        &self.planned.requirement
    }

    /// The result of a step, once every fact that it needs is known.
    fn settled<T>(
        &self,
        index: &Index,
        step: impl Fn(Excerpt<'_>) -> jianbao_core::Result<T>,
    ) -> Result<T, Error> {
        self.check_time()?;
        settled(self.index, &self.facts, index, step)
    }

    /// An error if the time limit of the request is reached.
    fn check_time(&self) -> Result<(), Error> {
        match self.request.timeout_ms {
            Some(limit_ms) if self.begun.elapsed() >= Duration::from_millis(limit_ms) => {
                Err(jianbao_core::Error::TimedOut { limit_ms }.into())
            }
            _ => Ok(()),
        }
    }

    /// The number of matches, at least.
    fn total(&self) -> Result<u64, Error> {
        Ok(self.index.collection.count(self.requirement(), MAX_CANDIDATES)?.least)
    }

    fn answer(&self) -> Result<SearchResponse, Error> {
        let SearchRequest { offset, limit, .. } = self.request;
        let end = offset.saturating_add(limit).min(self.request.limits.hits);
        if end > MAX_WINDOW {
            return Err(Error::Unsupported { what: Unsupported::PageEnd { hits: end, max: MAX_WINDOW } });
        }
        let collection = &self.index.collection;
        let compiled = compile(self.requirement(), collection.analyzer())?;
        let mut window = Window::first(self, &compiled, end)?;
        let mut has_filling = false;
        let (mut response, seen) = loop {
            let index = window.index()?;
            let response = self.settled(&index, |excerpt| excerpt.search(&self.request))?;
            let seen = usize::try_from(response.total).unwrap_or(usize::MAX);
            if seen >= end {
                break (response, seen);
            }
            if !window.is_whole() && window.is_growable() {
                window.grow(self, &compiled)?;
                continue;
            }
            let filling = self.requirement().filling().filter(|_| self.request.matching == Matching::Fill);
            match filling {
                Some(filling) if !has_filling => {
                    has_filling = true;
                    window.fill(self, &filling, &compiled, end)?;
                }
                _ => break (response, seen),
            }
        };
        if !window.is_whole() {
            self.count_all(&mut response, &compiled)?;
            if self.request.reprints == Reprints::Fold && self.request.limit > 0 {
                self.say(&mut response, DiagnosticKind::FoldedAmongFirst { hits: seen as u64 });
            }
        }
        Ok(response)
    }

    /// Replaces the counts of the window by those of all matches.
    fn count_all(
        &self,
        response: &mut SearchResponse,
        compiled: &crate::compile::Compiled,
    ) -> Result<(), Error> {
        self.check_time()?;
        let Counted { total, facets, histogram, is_cut } = counts::counted(self, compiled)?;
        response.total = total.least;
        response.facets = facets;
        response.histogram = histogram;
        if is_cut {
            let max_values = self.request.limits.facet_values;
            self.say(response, DiagnosticKind::TooManyValues { max_values });
        }
        if !total.is_exact() {
            self.say(response, DiagnosticKind::Undecided { articles: total.most - total.least });
        }
        for (stretch, whole) in response.as_typed.iter_mut().zip(self.planned.as_typed()) {
            self.check_time()?;
            let both = Requirement::All { parts: vec![self.requirement().clone(), whole] };
            stretch.articles = self.index.collection.count(&both, MAX_CANDIDATES)?.least;
        }
        Ok(())
    }

    /// Adds a note on the whole query.
    fn say(&self, response: &mut SearchResponse, kind: DiagnosticKind) {
        let is_said = response.diagnostics.iter().any(|said| said.kind == kind);
        if !is_said {
            response.diagnostics.push(Diagnostic::of_query(kind, &self.request.query));
        }
    }
}

/// The result of a step, once every fact that it needs is known.
fn settled<T>(
    index: &RemoteIndex,
    facts: &Facts,
    articles: &Index,
    step: impl Fn(Excerpt<'_>) -> jianbao_core::Result<T>,
) -> Result<T, Error> {
    for _ in 0..MAX_ROUNDS {
        let result = step(Excerpt { index: articles, facts })?;
        let questions = facts.questions();
        if questions.is_empty() {
            return Ok(result);
        }
        answers::answer(&index.collection, facts, questions)?;
    }
    Err(Error::Unsupported { what: Unsupported::Questions })
}

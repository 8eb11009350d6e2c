//! Excerpt: an index with some articles of a larger collection, which ranks and shows them as an index of the whole collection
//! would.
//!
//! Another search engine finds the articles that may be on a page. An index in memory with these articles, and the [`Facts`] of the
//! whole collection, then give the page. Plan, scores, order, missing words, snippets and reprints come from the same functions as
//! in any index.
//!
//! **Law.** If the excerpt contains all articles that match or may fill the page, and every question is answered, the response
//! equals that of an index with all articles. There are three exceptions: the limits on expansions, the last bits of scores, and
//! the scores of articles that contain a number of the query only in another spelling, since these scores depend on the number of
//! such articles.
//!
//! Input: an index, facts, a request. Output: a response, and questions. Invariant: this module does not depend on the origin of
//! articles and facts.

use crate::error::Result;
use crate::facts::Facts;
use crate::index::index::Index;
use crate::index::searcher::{Deadline, Searcher};
use crate::query::plan::{self, Planned, Requirement, Scope, Stretch};
use crate::request::SearchRequest;
use crate::response::SearchResponse;
use crate::search::explain::Explanation;
use crate::search::highlight::Highlighter;
use crate::search::rescore::ProximityBoost;
use crate::search::search::Search;
use crate::segment::words_in_order::MAX_UNITS_BETWEEN;

/// Some articles of a larger collection.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::{Excerpt, Facts, Index, Lengths, SearchRequest};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(Article { title: Some("图书馆开放夜场".into()), ..Article::default() })?;
/// writer.finish()?;
/// let facts = Facts::new(1_000, Lengths { words: 250_000, title_words: 4_000, characters: 500_000 });
/// let excerpt = Excerpt { index: &index, facts: &facts };
/// let request = SearchRequest::new("图书馆 夜场").without_suggestions();
/// loop {
///     let response = excerpt.search(&request)?;
///     let questions = facts.questions();
///     if questions.is_empty() {
///         assert_eq!(response.hits.len(), 1);
///         break;
///     }
///     // The collection knows.
///     questions.into_iter().for_each(|question| facts.answer(question, 10));
/// }
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The articles.
    pub index: &'a Index,
    /// The facts of the whole collection.
    pub facts: &'a Facts,
}

impl Excerpt<'_> {
    /// The plan of a request. It does not depend on the articles of the excerpt.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn plan(&self, request: &SearchRequest) -> Result<Planned> {
        self.index.reading(|| {
            let searcher = self.searcher(request)?;
            plan::plan(request, self.index.analyzer(), &self.index.translator(&searcher))
        })
    }

    /// Answers a request. Total, facets and histogram cover only the excerpt. So do suggestions; a request should turn them off.
    ///
    /// # Errors
    /// If the index cannot be read; [`Error::TimedOut`](crate::Error::TimedOut).
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        self.index.reading(|| Search::of(self.index, request, self.searcher(request)?)?.answer())
    }

    /// Explains a request, and its match of an article of the excerpt. The numbers of articles are those of the excerpt.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn explain(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation> {
        self.index.reading(|| self.index.explanation(&self.searcher(request)?, request, id))
    }

    /// The highlighter of a request.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn highlighter(&self, request: &SearchRequest) -> Result<Highlighter> {
        self.index.reading(|| self.index.highlighter_by(&self.searcher(request)?, request))
    }

    fn searcher(&self, request: &SearchRequest) -> Result<Searcher> {
        let deadline = Deadline::new(request.timeout_ms, None);
        Searcher::within(self.index, deadline, request.limits.expanded_terms, Some(self.facts))
    }
}

impl Planned {
    /// The stretches of unquoted text that the plan splits into several requirements, each as a single requirement. In the order by
    /// relevance, matches that meet one of them come first.
    ///
    /// ```
    /// use jianbao_core::{Excerpt, Facts, Index, Lengths, SearchRequest};
    ///
    /// let (index, facts) = (Index::in_memory()?, Facts::new(0, Lengths::default()));
    /// let planned = Excerpt { index: &index, facts: &facts }.plan(&SearchRequest::new("职工技能大赛"))?;
    /// assert_eq!(planned.as_typed()[0].to_string(), "职工技能大赛");
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn as_typed(&self) -> Vec<Requirement> {
        self.stretches.iter().map(|stretch| stretch.whole.clone()).collect()
    }

    /// Requirements that move a match to the top of the order by relevance: stretches as typed, their words near one another, words
    /// with the function characters between them. Another engine finds the top of the order by fetching the best matches of each
    /// requirement.
    pub fn favoured(&self) -> Vec<Requirement> {
        let mut favoured = self.as_typed();
        let near = |stretch: &Stretch| Requirement::Near {
            texts: stretch.words.clone(),
            distance_units: MAX_UNITS_BETWEEN * stretch.words.len().saturating_sub(1),
            scope: Scope::Anywhere,
        };
        favoured.extend(self.stretches.iter().filter(|stretch| stretch.words.len() > 1).map(near));
        let joints = ProximityBoost::of(&self.requirement).joints.into_iter();
        favoured.extend(joints.map(|text| Requirement::Quote { text, scope: Scope::Anywhere }));
        favoured
    }
}

#[cfg(test)]
mod tests;

//! Limits on the work of one search, except its time.

use serde::{Deserialize, Serialize};

/// The limits of one search. The default is [`SearchLimits::default`]. The part of a query beyond a limit is left out, and a
/// diagnostic of the response names the limit.
///
/// ```
/// use jianbao_core::{Index, SearchLimits, SearchRequest};
///
/// let request = SearchRequest::new("职工 技能 大赛").limits(SearchLimits::default().clauses(2));
/// let response = Index::in_memory()?.search(&request)?;
/// assert_eq!(response.diagnostics[0].to_string(), "a search has at most 2 words and phrases: the rest is ignored");
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SearchLimits {
    /// Words, strings and values of a query, in its order: 1,024.
    pub clauses: usize,
    /// Distinct words and values that prefixes (`covi*`), similar spellings (`covd~`), `地点:` and page ranges expand to, in
    /// total: 16,384, the first in byte order.
    pub expanded_terms: usize,
    /// Hits up to the end of the page, `offset` + `limit`: 100,000.
    pub hits: usize,
    /// Values of each facet: the 10,000 most frequent.
    pub facet_values: usize,
}

impl Default for SearchLimits {
    fn default() -> SearchLimits {
        SearchLimits { clauses: 1024, expanded_terms: 16_384, hits: 100_000, facet_values: 10_000 }
    }
}

impl SearchLimits {
    /// Sets the maximum number of words, strings and values of a query.
    pub fn clauses(mut self, clauses: usize) -> SearchLimits {
        self.clauses = clauses;
        self
    }

    /// Sets the maximum number of distinct words and values from expansions.
    pub fn expanded_terms(mut self, terms: usize) -> SearchLimits {
        self.expanded_terms = terms;
        self
    }

    /// Sets the maximum number of hits up to the end of the page.
    pub fn hits(mut self, hits: usize) -> SearchLimits {
        self.hits = hits;
        self
    }

    /// Sets the maximum number of values of each facet.
    pub fn facet_values(mut self, values: usize) -> SearchLimits {
        self.facet_values = values;
        self
    }
}

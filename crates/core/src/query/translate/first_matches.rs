//! The first matches of a query, in the order of the index. The search ends with them.

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::Translator;
use crate::error::{Error, Result};

impl Translator<'_> {
    /// True if any article matches a query.
    pub(crate) fn matches_any(&self, query: &dyn Query) -> Result<bool> {
        Ok(!self.first_matches(query, 1)?.is_empty())
    }

    /// The first articles that match a query, at most as many as `limit`.
    pub(crate) fn first_matches(&self, query: &dyn Query, limit: usize) -> Result<Vec<DocAddress>> {
        let failed = || Error::engine("look for a string");
        let commit = &self.searcher.commit;
        let weight = query.weight(EnableScoring::disabled_from_searcher(commit)).map_err(failed())?;
        let mut first = Vec::new();
        for (segment, reader) in (0..).zip(commit.segment_readers()) {
            self.searcher.deadline().check()?;
            let mut scorer = weight.scorer(reader, 1.0).map_err(failed())?;
            let mut doc = scorer.doc();
            while doc != TERMINATED && first.len() < limit {
                if !reader.is_deleted(doc) {
                    first.push(DocAddress::new(segment, doc));
                }
                doc = scorer.advance();
            }
        }
        // Scorers end early when the time is over.
        self.searcher.deadline().check()?;
        Ok(first)
    }
}

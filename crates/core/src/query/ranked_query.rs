//! Queries that match what one query matches, and are scored as another one that matches the same.
//!
//! Function characters only rank: to look at them costs as much as to look at what is required.
//! So where nothing is scored, in counts and in what is excluded, they are left away, and what remains is often a single
//! term, whose count is known without a look at any document.

use tantivy::Term;
use tantivy::query::{EnableScoring, Query, Weight};

/// Matches as `matching`, scores as `ranked`. Both match the same documents.
#[derive(Debug)]
pub(crate) struct RankedQuery {
    pub(crate) matching: Box<dyn Query>,
    pub(crate) ranked: Box<dyn Query>,
}

impl Clone for RankedQuery {
    fn clone(&self) -> RankedQuery {
        RankedQuery { matching: self.matching.box_clone(), ranked: self.ranked.box_clone() }
    }
}

impl Query for RankedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match scoring {
            EnableScoring::Enabled { .. } => self.ranked.weight(scoring),
            EnableScoring::Disabled { .. } => self.matching.weight(scoring),
        }
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.ranked.query_terms(visitor);
    }
}

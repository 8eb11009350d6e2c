//! A query in two versions with the same matches: one without scores, and one that also scores.
//!
//! They differ in function characters, which affect only the score, but whose postings cost as much to visit as those of
//! required terms. Counts and exclusions need no scores, and use the version without function characters. Often it is a single
//! term, whose number of matches is known without visiting documents.

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

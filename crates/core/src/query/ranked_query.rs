//! A query in two versions that match the same documents, one for searches with scores and one for searches without.
//!
//! Function characters affect only the score, but visiting their postings costs as much as visiting those of required terms.
//! The version without scores, for counts and exclusions, leaves them out. Often it consists of a single term, whose number of
//! matches is known without visiting documents.

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

//! A query that occurs in several places of a query tree.

use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{EnableScoring, Query, Weight};

/// Matches and scores as the query that it shares. tantivy copies queries whole; a copy of this is one more reference.
#[derive(Clone, Debug)]
pub(crate) struct SharedQuery(pub(crate) Arc<dyn Query>);

impl Query for SharedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        self.0.weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

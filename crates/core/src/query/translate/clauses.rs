//! Composition of tantivy queries from clauses.

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur};

use super::EngineQuery;
use crate::query::exclude_query::Excluded;
use crate::query::ranked_query::RankedQuery;
use crate::query::shared_query::SharedQuery;

/// The clauses of one conjunction.
#[derive(Default)]
pub(super) struct Clauses {
    pub(super) must: Vec<EngineQuery>,
    /// Clauses that rank and are not required.
    pub(super) should: Vec<EngineQuery>,
    pub(super) must_not: Vec<EngineQuery>,
}

impl Clauses {
    pub(super) fn into_query(self) -> EngineQuery {
        if self.should.is_empty() {
            return conjunction(self.must, self.must_not, Vec::new());
        }
        // Both contain the same clauses. Copies would double with every bracket around a conjunction that ranks.
        let (must, must_not) = (shared(self.must), shared(self.must_not));
        let matching = conjunction(boxed(&must), boxed(&must_not), Vec::new());
        Box::new(RankedQuery { matching, ranked: conjunction(boxed(&must), boxed(&must_not), self.should) })
    }
}

fn shared(queries: Vec<EngineQuery>) -> Vec<SharedQuery> {
    queries.into_iter().map(|query| SharedQuery(query.into())).collect()
}

fn boxed(queries: &[SharedQuery]) -> Vec<EngineQuery> {
    queries.iter().map(|query| -> EngineQuery { Box::new(query.clone()) }).collect()
}

/// A query that matches all of `must` (everything if it is empty) and nothing of `must_not`; `should` only ranks.
fn conjunction(
    mut must: Vec<EngineQuery>,
    must_not: Vec<EngineQuery>,
    should: Vec<EngineQuery>,
) -> EngineQuery {
    if must.is_empty() {
        must.push(unscored(Box::new(AllQuery)));
    }
    if must.len() == 1 && must_not.is_empty() && should.is_empty() {
        // The length was just checked.
        return must.swap_remove(0);
    }
    let clauses = (must.into_iter().map(|query| (Occur::Must, query)))
        .chain(should.into_iter().map(|query| (Occur::Should, query)))
        .chain(must_not.into_iter().map(|query| (Occur::MustNot, query)))
        .collect();
    Box::new(BooleanQuery::new(clauses))
}

pub(super) fn union(mut alternatives: Vec<EngineQuery>) -> EngineQuery {
    match alternatives.len() {
        0 => Box::new(EmptyQuery),
        1 => alternatives.swap_remove(0),
        _ => Box::new(BooleanQuery::union(alternatives)),
    }
}

pub(super) fn excluded(query: EngineQuery) -> EngineQuery {
    Box::new(Excluded(query))
}

pub(super) fn unscored(query: EngineQuery) -> EngineQuery {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

//! Clauses of the engine's queries put together: conjunctions and disjunctions in which titles only rank.

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur};

use super::EngineQuery;
use crate::excluded::Excluded;
use crate::ranked::RankedQuery;

/// The clauses of one conjunction.
#[derive(Default)]
pub(super) struct Clauses {
    pub(super) must: Vec<EngineQuery>,
    /// What ranks and is not required.
    pub(super) should: Vec<EngineQuery>,
    pub(super) must_not: Vec<EngineQuery>,
    /// Whether `should` holds nothing but titles of what `must` requires of title and body together.
    pub(super) ranks_titles_only: bool,
}

/// The parts of one disjunction.
#[derive(Default)]
pub(super) struct Alternatives {
    pub(super) any: Vec<EngineQuery>,
    /// The titles of words that are in `any`: they match nothing more.
    pub(super) titles: Vec<EngineQuery>,
}

impl Clauses {
    pub(super) fn into_query(self) -> EngineQuery {
        let only_one = self.must.len() == 1 && self.must_not.is_empty();
        let matching = conjunction(copy(&self.must), copy(&self.must_not), Vec::new());
        if self.should.is_empty() {
            return matching;
        }
        let ranked = if only_one && self.ranks_titles_only {
            // The title is part of the whole, so a union matches the same, and it can skip whole blocks.
            union(self.must.into_iter().chain(self.should).collect())
        } else {
            conjunction(self.must, self.must_not, self.should)
        };
        Box::new(RankedQuery { matching, ranked })
    }
}

impl Alternatives {
    pub(super) fn into_query(self) -> EngineQuery {
        if self.titles.is_empty() {
            return union(self.any);
        }
        let matching = union(copy(&self.any));
        let ranked = union(self.any.into_iter().chain(self.titles).collect());
        Box::new(RankedQuery { matching, ranked })
    }
}

fn copy(queries: &[EngineQuery]) -> Vec<EngineQuery> {
    queries.iter().map(|query| query.box_clone()).collect()
}

/// What matches all of `must`, everything where that is none, and nothing of `must_not`; `should` only ranks.
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

fn union(mut alternatives: Vec<EngineQuery>) -> EngineQuery {
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

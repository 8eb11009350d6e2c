//! Wide disjunctions that end at the deadline.
//!
//! A disjunction of a thousand words reads a thousand postings lists in each segment, in loops of tantivy that never check the
//! clock. This query iterates document by document and checks the clock between them. tantivy's own scorers are faster, since
//! they skip documents that cannot reach the top k, so only disjunctions with many clauses and a time limit are wrapped.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::index::searcher::{Deadline, Ticker};

/// Maximum number of parts of a disjunction that takes milliseconds in any case.
pub(super) const WIDE_PARTS: usize = 32;

/// The number of documents between two checks of the clock.
const DOCUMENTS_A_LOOK: u32 = 64;

/// Matches and scores as the inner query, until the time is over; then it has no more matches.
#[derive(Debug)]
pub(super) struct InterruptibleQuery {
    pub(super) inner: Box<dyn Query>,
    pub(super) deadline: Deadline,
}

impl Clone for InterruptibleQuery {
    fn clone(&self) -> InterruptibleQuery {
        InterruptibleQuery { inner: self.inner.box_clone(), deadline: self.deadline.clone() }
    }
}

impl Query for InterruptibleQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(InterruptibleWeight {
            inner: self.inner.weight(scoring)?,
            deadline: self.deadline.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct InterruptibleWeight {
    inner: Box<dyn Weight>,
    deadline: Deadline,
}

impl Weight for InterruptibleWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let ticker = Ticker::new(&self.deadline, DOCUMENTS_A_LOOK);
        Ok(Box::new(InterruptibleScorer { inner: self.inner.scorer(reader, boost)?, ticker }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.inner.explain(reader, doc)
    }
}

struct InterruptibleScorer {
    inner: Box<dyn Scorer>,
    ticker: Ticker,
}

impl DocSet for InterruptibleScorer {
    fn advance(&mut self) -> DocId {
        if self.ticker.step() { TERMINATED } else { self.inner.advance() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.ticker.step() { TERMINATED } else { self.inner.seek(target) }
    }

    fn doc(&self) -> DocId {
        if self.ticker.is_over() { TERMINATED } else { self.inner.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        self.inner.cost()
    }
}

impl Scorer for InterruptibleScorer {
    fn score(&mut self) -> Score {
        if self.ticker.is_over() { 0.0 } else { self.inner.score() }
    }
}

//! Presence: a query whose matches score a constant more than they do.
//!
//! BM25 lets a common word that an article repeats outweigh a rare word that it has once. A constant part of the weight of each
//! word counts the words that an article has, however often.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

/// Matches as the inner query, and scores a constant more.
#[derive(Debug)]
pub(crate) struct PresenceQuery {
    pub(crate) inner: Box<dyn Query>,
    /// The constant.
    pub(crate) score: Score,
}

impl Clone for PresenceQuery {
    fn clone(&self) -> PresenceQuery {
        PresenceQuery { inner: self.inner.box_clone(), score: self.score }
    }
}

impl Query for PresenceQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PresenceWeight { inner: self.inner.weight(scoring)?, score: self.score }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct PresenceWeight {
    inner: Box<dyn Weight>,
    score: Score,
}

impl Weight for PresenceWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, boost)?;
        Ok(Box::new(PresenceScorer { inner, score: self.score * boost }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let inner = self.inner.explain(reader, doc)?;
        let mut explanation = Explanation::new("a constant for presence, and", self.score + inner.value());
        explanation.add_detail(inner);
        Ok(explanation)
    }
}

struct PresenceScorer {
    inner: Box<dyn Scorer>,
    score: Score,
}

impl DocSet for PresenceScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.inner.seek_danger(target)
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        self.inner.cost()
    }
}

impl Scorer for PresenceScorer {
    fn score(&mut self) -> Score {
        self.inner.score() + self.score
    }
}

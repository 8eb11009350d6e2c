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

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::{BoostQuery, TermQuery};
    use tantivy::schema::{IndexRecordOption, Schema, TEXT};
    use tantivy::{Index, IndexWriter, Term, doc};

    use super::*;

    #[test]
    fn each_match_scores_the_constant_more_and_a_weight_multiplies_both() {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for words in ["a a b", "a", "b"] {
            writer.add_document(doc!(text => words)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let scores =
            |query: &dyn Query| searcher.search(query, &TopDocs::with_limit(9).order_by_score()).unwrap();
        let word = || -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(text, "a"), IndexRecordOption::WithFreqs))
        };
        let alone = scores(word().as_ref());
        let present = BoostQuery::new(Box::new(PresenceQuery { inner: word(), score: 0.5 }), 2.0);
        let present = scores(&present);
        assert_eq!(present.len(), 2);
        for ((alone, a), (present, b)) in alone.into_iter().zip(present) {
            assert_eq!(a, b);
            assert!((present - 2.0 * (alone + 0.5)).abs() < 1e-5, "{present} {alone}");
        }
    }
}

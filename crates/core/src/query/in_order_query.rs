//! Matches of a query that have, or that lack, the words of a stretch in order.
//!
//! The order by relevance uses it for the second tier: see [`words_in_order`](crate::segment::words_in_order). The text of a
//! document is read only if the inner query matches the document and its score can still reach the page, and at most once per
//! search.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

use crate::index::searcher::{Deadline, Searcher, Ticker};
use crate::index::verdicts::{SegmentVerdicts, Verdicts};
use crate::segment::columns::Columns;
use crate::segment::forward_index::ForwardIndex;
use crate::segment::words_in_order::WordsInOrder;
use crate::text::sections::Sections;

/// The number of texts read between two checks of the clock, as for strings.
const TEXTS_A_LOOK: u32 = 32;

/// The number of documents of the inner query that cost as much as one text that is read.
const MATCHED_TO_READ: u64 = 16;

/// The matches that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Those that have the words of one of the stretches in order.
    InOrder,
    /// Those that do not.
    Others,
}

/// The matches of the inner query whose text has the words of one of the stretches in order, or the other matches. Scores are
/// those of the inner query.
#[derive(Clone)]
pub(crate) struct InOrderQuery {
    inner: Arc<dyn Query>,
    stretches: Arc<[WordsInOrder]>,
    keep: Keep,
    sections: Sections,
    columns: Arc<Columns>,
    verdicts: Verdicts,
    deadline: Deadline,
}

impl InOrderQuery {
    /// The matches of `inner` with the words of one of the stretches in order, or those without.
    pub(crate) fn new(
        searcher: &Searcher,
        inner: Box<dyn Query>,
        stretches: &Arc<[WordsInOrder]>,
        keep: Keep,
        sections: Sections,
    ) -> InOrderQuery {
        InOrderQuery {
            inner: inner.into(),
            stretches: Arc::clone(stretches),
            keep,
            sections,
            columns: Arc::clone(&searcher.columns),
            // A search has one list of stretches.
            verdicts: searcher.verdicts("in order".to_owned()),
            deadline: searcher.deadline().clone(),
        }
    }
}

impl std::fmt::Debug for InOrderQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InOrderQuery")
            .field("inner", &self.inner)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

impl Query for InOrderQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(InOrderWeight { inner: self.inner.weight(scoring)?, query: self.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct InOrderWeight {
    inner: Box<dyn Weight>,
    query: InOrderQuery,
}

impl InOrderWeight {
    fn check(&self, reader: &SegmentReader) -> tantivy::Result<Check> {
        let InOrderQuery { stretches, keep, sections, columns, verdicts, deadline, .. } = &self.query;
        Ok(Check {
            texts: columns.texts_of(reader.segment_id())?,
            stretches: Arc::clone(stretches),
            keep: *keep,
            sections: *sections,
            verdicts: verdicts.of_segment(reader.segment_id()),
            ticker: Ticker::new(deadline, TEXTS_A_LOOK),
        })
    }
}

impl Weight for InOrderWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer =
            InOrderScorer { inner: self.inner.scorer(reader, boost)?, check: self.check(reader)? };
        scorer.go_to_match();
        Ok(Box::new(scorer))
    }

    fn for_each_pruning(
        &self,
        mut threshold: Score,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let mut check = self.check(reader)?;
        self.inner.for_each_pruning(threshold, reader, &mut |doc, score| {
            if check.ticker.is_over() {
                return Score::MAX;
            }
            // Texts that cannot pass the threshold are not read.
            if score > threshold && check.passes(doc) {
                threshold = callback(doc, score);
            }
            threshold
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.check(reader)?.passes(doc) {
            return self.inner.explain(reader, doc);
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// The check of one segment's texts.
struct Check {
    texts: ForwardIndex,
    stretches: Arc<[WordsInOrder]>,
    keep: Keep,
    sections: Sections,
    verdicts: SegmentVerdicts,
    ticker: Ticker,
}

impl Check {
    /// True if a document is kept. Ends all matches when the time is over.
    fn passes(&mut self, doc: DocId) -> bool {
        let is_in_order = self.verdicts.get(doc).unwrap_or_else(|| self.read(doc));
        is_in_order == (self.keep == Keep::InOrder)
    }

    fn read(&mut self, doc: DocId) -> bool {
        if self.ticker.step() {
            return false;
        }
        // A scorer cannot return errors: see `Candidates::text`.
        let text = self.texts.text(doc).unwrap_or_else(|error| panic!("{error}"));
        let text = self.sections.of_coded(text);
        let is_in_order = self.stretches.iter().any(|stretch| stretch.stand_in(text));
        self.verdicts.keep(doc, is_in_order);
        is_in_order
    }
}

struct InOrderScorer {
    inner: Box<dyn Scorer>,
    check: Check,
}

impl InOrderScorer {
    /// Advances from the current document of the inner query to the first that is kept.
    fn go_to_match(&mut self) -> DocId {
        while self.doc() != TERMINATED && !self.check.passes(self.inner.doc()) {
            self.inner.advance();
        }
        self.doc()
    }
}

impl DocSet for InOrderScorer {
    fn advance(&mut self) -> DocId {
        if self.doc() == TERMINATED {
            return TERMINATED;
        }
        self.inner.advance();
        self.go_to_match()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc() {
            return self.doc();
        }
        self.inner.seek(target);
        self.go_to_match()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.inner.seek_danger(target) {
            SeekDangerResult::Found if !self.check.passes(target) => {
                SeekDangerResult::SeekLowerBound(target + 1)
            }
            _ if self.check.ticker.is_over() => SeekDangerResult::SeekLowerBound(TERMINATED),
            sought => sought,
        }
    }

    fn doc(&self) -> DocId {
        if self.check.ticker.is_over() { TERMINATED } else { self.inner.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        self.inner.cost().saturating_mul(MATCHED_TO_READ)
    }
}

impl Scorer for InOrderScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}

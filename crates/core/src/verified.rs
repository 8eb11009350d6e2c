//! Sets of documents that were checked one by one against their stored text.
//!
//! A few requirements no query of the engine decides. A string in the body, where it stands in the title too, and nearness
//! are decided by [where the strings stand](crate::occurrences); a beginning or a like spelling in the body, where the title
//! has one too, by the normalised text itself, read from the store. What passes is a query like any other.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError};

use crate::document::{self, NormalizedArticle};
use crate::error::{Error, Result};
use crate::occurrences::Occurrences;
use crate::schema::Fields;
use crate::snapshot::Snapshot;

/// So many documents are checked before the time is looked at again.
const DOCUMENTS_BETWEEN_CHECKS: usize = 256;

/// Matches a fixed set of documents of one searcher, with a score of 0.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedQuery {
    documents: Arc<HashMap<SegmentId, Arc<[DocId]>>>,
}

/// The candidates whose normalised text passes the check. Costs the reading of every candidate.
pub(crate) fn verified_by_text(
    snapshot: &Snapshot,
    fields: &Fields,
    candidates: &dyn Query,
    check: impl Fn(&NormalizedArticle) -> bool,
) -> Result<VerifiedQuery> {
    verified(snapshot, candidates, |segment, documents| {
        documents
            .iter()
            .filter_map(|&doc| {
                snapshot
                    .deadline()
                    .check()
                    .and_then(|()| {
                        let article = document::stored_article(
                            &snapshot.searcher,
                            fields,
                            DocAddress::new(segment, doc),
                        );
                        article.map(|article| check(&NormalizedArticle::of(&article)).then_some(doc))
                    })
                    .transpose()
            })
            .collect()
    })
}

/// The candidates in which the strings stand as the check wants it: it gets the units that each covers, and the ordinal
/// of the boundary between title and body.
pub(crate) fn verified_by_place(
    snapshot: &Snapshot,
    fields: &Fields,
    candidates: &dyn Query,
    texts: &[&str],
    check: impl Fn(&[Vec<Range<u32>>], u32) -> bool,
) -> Result<VerifiedQuery> {
    verified(snapshot, candidates, |segment, documents| {
        let reader = snapshot.searcher.segment_reader(segment);
        let occurrences = Occurrences::open(reader, fields.all_chars, texts);
        let occurrences = occurrences.map_err(Error::engine("read where strings stand"))?;
        let Some(mut occurrences) = occurrences else { return Ok(Vec::new()) };
        let mut passes = |doc: &DocId| {
            let (spans, boundary) = occurrences.in_document(*doc);
            check(&spans, boundary)
        };
        let mut passed = Vec::new();
        for some in documents.chunks(DOCUMENTS_BETWEEN_CHECKS) {
            snapshot.deadline().check()?;
            passed.extend(some.iter().copied().filter(&mut passes));
        }
        Ok(passed)
    })
}

/// The candidates that pass, segment by segment.
fn verified(
    snapshot: &Snapshot,
    candidates: &dyn Query,
    mut passing: impl FnMut(SegmentOrdinal, &[DocId]) -> Result<Vec<DocId>>,
) -> Result<VerifiedQuery> {
    let candidates = snapshot.search(candidates, DocSetCollector, "look for candidates")?;
    let mut addresses: Vec<_> = candidates.into_iter().collect();
    addresses.sort_unstable();
    let mut documents: HashMap<SegmentId, Arc<[DocId]>> = HashMap::new();
    for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = of_segment[0].segment_ord;
        let candidates: Vec<DocId> = of_segment.iter().map(|address| address.doc_id).collect();
        let passed = passing(segment, &candidates)?;
        documents.insert(snapshot.searcher.segment_reader(segment).segment_id(), passed.into());
    }
    Ok(VerifiedQuery { documents: Arc::new(documents) })
}

impl Query for VerifiedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for VerifiedQuery {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.documents.get(&reader.segment_id()) {
            Some(documents) => {
                Box::new(ConstScorer::new(Listed { documents: Arc::clone(documents), at: 0 }, 0.0))
            }
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) == doc {
            return Ok(Explanation::new("checked article by article", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// Documents of one segment, in order.
struct Listed {
    documents: Arc<[DocId]>,
    at: usize,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.documents.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|&document| document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.documents.len() - self.at.min(self.documents.len())).unwrap_or(u32::MAX)
    }
}

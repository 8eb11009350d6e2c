//! Post-filter: sets of documents that were checked one by one against their text.
//!
//! Postings without positions cannot decide two kinds of requirement. One is the distance between strings. The other is a
//! prefix or a fuzzy word in the body, if the article has such a word in its title too. The resulting set of documents is a
//! query that can be combined with any other.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use crate::error::{Error, Result};
use crate::index::searcher::Searcher;
use crate::index::verdicts::Verdicts;
use crate::query::addresses::Addresses;

/// Matches a fixed set of documents of one searcher, with a score of 0.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedQuery {
    documents: Arc<HashMap<SegmentId, Arc<[DocId]>>>,
}

/// The candidates whose text passes the check: title, boundary and body, normalised and [encoded](crate::text::encoding). Cost:
/// reading every candidate, unless a verdict on it is known.
pub(crate) fn verified(
    searcher: &Searcher,
    candidates: &dyn Query,
    verdicts: Verdicts,
    check: impl Fn(&[u8]) -> bool,
) -> Result<VerifiedQuery> {
    let addresses = searcher.search(candidates, Addresses, "look for candidates")?;
    let mut documents: HashMap<SegmentId, Arc<[DocId]>> = HashMap::new();
    for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = of_segment[0].segment_ord;
        let columns = searcher.columns.of_segment(segment);
        let segment = searcher.commit.segment_reader(segment).segment_id();
        let verdicts = verdicts.of_segment(segment);
        let mut passed = Vec::new();
        for &DocAddress { doc_id, .. } in of_segment {
            searcher.deadline().check()?;
            let has_passed = match verdicts.get(doc_id) {
                Some(known) => known,
                None => check(columns.coded_text(doc_id).map_err(Error::engine("read a text"))?),
            };
            verdicts.keep(doc_id, has_passed);
            if has_passed {
                passed.push(doc_id);
            }
        }
        documents.insert(segment, passed.into());
    }
    Ok(VerifiedQuery { documents: Arc::new(documents) })
}

impl VerifiedQuery {
    /// The query for documents that are known to match, in the order of their addresses.
    pub(crate) fn of(searcher: &Searcher, addresses: &[DocAddress]) -> VerifiedQuery {
        let of_segment = |of_segment: &[DocAddress]| {
            let segment = searcher.commit.segment_reader(of_segment[0].segment_ord).segment_id();
            (segment, of_segment.iter().map(|address| address.doc_id).collect())
        };
        let documents = addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord).map(of_segment).collect();
        VerifiedQuery { documents: Arc::new(documents) }
    }

    /// The number of documents.
    pub(crate) fn len(&self) -> usize {
        self.documents.values().map(|documents| documents.len()).sum()
    }
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

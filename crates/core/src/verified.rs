//! Sets of documents that were checked one by one against their stored text.
//!
//! A few requirements the postings alone cannot decide: a text that stands in the title and is asked for
//! in the body, and nearness. Their candidates come from the postings, are read from the store and checked
//! with the normalised text itself; what passes is a query like any other.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

use crate::document::{self, NormalizedArticle};
use crate::error::{Error, Result};
use crate::schema::Fields;

/// Matches a fixed set of documents of one searcher, with a score of 0.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedQuery {
    documents: Arc<HashMap<SegmentId, Arc<[DocId]>>>,
}

/// The candidates whose normalised text passes the check. Costs the reading of every candidate.
pub(crate) fn verified(
    searcher: &Searcher,
    fields: &Fields,
    candidates: &dyn Query,
    check: impl Fn(&NormalizedArticle) -> bool,
) -> Result<VerifiedQuery> {
    let mut addresses: Vec<_> = searcher
        .search(candidates, &DocSetCollector)
        .map_err(Error::engine("look for candidates"))?
        .into_iter()
        .collect();
    addresses.sort_unstable();
    let mut documents: HashMap<SegmentId, Vec<DocId>> = HashMap::new();
    for address in addresses {
        let article = document::stored_article(searcher, fields, address)?;
        if check(&NormalizedArticle::of(&article)) {
            let segment = searcher.segment_reader(address.segment_ord).segment_id();
            documents.entry(segment).or_default().push(address.doc_id);
        }
    }
    let documents = documents.into_iter().map(|(segment, documents)| (segment, documents.into())).collect();
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
            return Ok(Explanation::new("checked against the stored text", 0.0));
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

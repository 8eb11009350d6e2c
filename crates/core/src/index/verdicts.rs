//! Verdicts of one search: the documents whose text was checked for a string, and the outcome.
//!
//! A search visits its candidates several times: to find the best ones, to count them, to fold reprints, and to find the
//! stretches of the query as typed. Reading texts takes most of the time, so each check of a text is made once per search. A
//! check stores two bits per document, which are allocated for a segment when its first text is read.
//!
//! All checks of one search take at most [`MAX_BYTES`] of memory. Checks beyond that are repeated in each pass.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::DocId;
use tantivy::index::SegmentId;

/// Maximum memory of the verdicts of one search, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// Documents of one word of bits: two bits each.
const DOCUMENTS_A_WORD: usize = 32;

/// The verdicts of all checks of one search.
#[derive(Default)]
pub(crate) struct VerdictTable(Mutex<HashMap<String, Verdicts>>);

/// The verdicts of one check, in every segment. A copy shares them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdicts(Arc<HashMap<SegmentId, SegmentVerdicts>>);

/// The verdicts of one check in one segment. A copy shares them.
#[derive(Clone, Debug, Default)]
pub(crate) struct SegmentVerdicts(Option<Arc<Bits>>);

#[derive(Debug)]
struct Bits {
    documents: usize,
    words: OnceLock<Box<[AtomicU64]>>,
}

impl VerdictTable {
    /// The verdicts of the check with this key, which is unique within a search. `segments` lists the segments with their
    /// numbers of documents. Once the memory is used up, the returned verdicts store nothing.
    pub(crate) fn of(&self, key: String, segments: impl Iterator<Item = (SegmentId, DocId)>) -> Verdicts {
        let mut checks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = checks.get(&key) {
            return known.clone();
        }
        let segments: Vec<(SegmentId, DocId)> = segments.collect();
        let bytes: usize = segments.iter().map(|(_, documents)| words_for(*documents as usize) * 8).sum();
        if (checks.len() + 1).saturating_mul(bytes) > MAX_BYTES {
            return Verdicts::default();
        }
        let of_segment = |(segment, documents): (SegmentId, DocId)| {
            let bits = Bits { documents: documents as usize, words: OnceLock::new() };
            (segment, SegmentVerdicts(Some(Arc::new(bits))))
        };
        let verdicts = Verdicts(Arc::new(segments.into_iter().map(of_segment).collect()));
        checks.insert(key, verdicts.clone());
        verdicts
    }
}

impl Verdicts {
    /// The verdicts in a segment.
    pub(crate) fn of_segment(&self, segment: SegmentId) -> SegmentVerdicts {
        self.0.get(&segment).cloned().unwrap_or_default()
    }
}

impl SegmentVerdicts {
    /// The outcome of the check of a document, if it was done.
    pub(crate) fn get(&self, doc: DocId) -> Option<bool> {
        let (word, shift) = place(doc);
        let bits = self.0.as_ref()?.words.get()?.get(word)?.load(Ordering::Relaxed) >> shift;
        (bits & 1 == 1).then_some(bits & 2 == 2)
    }

    /// Keeps the outcome of the check of a document.
    pub(crate) fn keep(&self, doc: DocId, passed: bool) {
        let Some(bits) = &self.0 else { return };
        let words =
            bits.words.get_or_init(|| (0..words_for(bits.documents)).map(|_| AtomicU64::new(0)).collect());
        let (word, shift) = place(doc);
        if let Some(word) = words.get(word) {
            word.fetch_or((1 | u64::from(passed) << 1) << shift, Ordering::Relaxed);
        }
    }
}

fn words_for(documents: usize) -> usize {
    documents.div_ceil(DOCUMENTS_A_WORD)
}

/// The word of a document, and its lower bit.
fn place(doc: DocId) -> (usize, usize) {
    let doc = doc as usize;
    (doc / DOCUMENTS_A_WORD, doc % DOCUMENTS_A_WORD * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_kept_for_its_check_and_document() {
        let (table, segment) = (VerdictTable::default(), SegmentId::generate_random());
        let of = |key: &str| table.of(key.to_owned(), [(segment, 70)].into_iter()).of_segment(segment);
        for doc in (0..70).step_by(3) {
            of("a").keep(doc, doc % 2 == 0);
        }
        for doc in 0..70 {
            assert_eq!(of("a").get(doc), (doc % 3 == 0).then_some(doc % 2 == 0), "{doc}");
            assert_eq!(of("b").get(doc), None);
        }
        assert_eq!(of("a").get(7_000), None);
    }

    #[test]
    fn the_memory_of_a_search_is_bounded() {
        let (table, segment) = (VerdictTable::default(), SegmentId::generate_random());
        let documents = 4 << 20;
        let of =
            |key: usize| table.of(key.to_string(), [(segment, documents)].into_iter()).of_segment(segment);
        let kept = (0..100).filter(|&key| {
            of(key).keep(1, true);
            of(key).get(1) == Some(true)
        });
        assert_eq!(kept.count(), MAX_BYTES / (1 << 20));
    }
}

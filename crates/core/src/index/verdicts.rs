//! Verdicts of one search: the documents whose text was checked for a string, and the outcome.
//!
//! A search visits its candidates several times: to find the best ones, to count them, to fold reprints, and to find
//! the text of the query as typed. Reading texts takes most of the time, so each check of a text is made once per search. A
//! check stores two bits per document, which are allocated for a segment when its first text is read. The candidates of a check
//! are kept too.
//!
//! The memory of one search is bounded: all checks take at most [`MAX_BYTES`], and so do all candidates. Checks beyond that are
//! repeated in each pass, and candidates beyond that are looked up again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::DocId;
use tantivy::index::SegmentId;

/// Maximum memory of the verdicts of one search, and of its candidates, in bytes each.
const MAX_BYTES: usize = 16 << 20;

/// Documents of one word of bits: two bits each.
const DOCUMENTS_A_WORD: usize = 32;

/// The verdicts of all checks of one search.
#[derive(Default)]
pub(crate) struct VerdictTable {
    checks: Mutex<HashMap<String, Verdicts>>,
    /// The size of the candidates that are kept.
    candidate_bytes: Arc<AtomicUsize>,
}

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
    candidates: OnceLock<CandidateLists>,
    candidate_bytes: Arc<AtomicUsize>,
}

/// The candidates of a check in one segment, in order.
#[derive(Clone, Debug)]
pub(crate) struct CandidateLists {
    /// The documents that may contain the string as written; none if its terms decide.
    pub(crate) as_written: Option<Arc<[DocId]>>,
    /// The documents that may contain it over signs.
    pub(crate) over_signs: Arc<[DocId]>,
}

impl VerdictTable {
    /// The verdicts of the check with this key, which is unique within a search. `segments` lists the segments with their
    /// numbers of documents. Once the memory is used up, the returned verdicts store nothing.
    pub(crate) fn of(&self, key: String, segments: impl Iterator<Item = (SegmentId, DocId)>) -> Verdicts {
        let mut checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = checks.get(&key) {
            return known.clone();
        }
        let segments: Vec<(SegmentId, DocId)> = segments.collect();
        let bytes: usize = segments.iter().map(|(_, documents)| words_for(*documents as usize) * 8).sum();
        if (checks.len() + 1).saturating_mul(bytes) > MAX_BYTES {
            return Verdicts::default();
        }
        let of_segment = |(segment, documents): (SegmentId, DocId)| {
            let bits = Bits {
                documents: documents as usize,
                words: OnceLock::new(),
                candidates: OnceLock::new(),
                candidate_bytes: Arc::clone(&self.candidate_bytes),
            };
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

    /// The candidates of the check, if they are kept.
    pub(crate) fn candidates(&self) -> Option<&CandidateLists> {
        self.0.as_ref()?.candidates.get()
    }

    /// Keeps the candidates of the check, if there is room for them.
    pub(crate) fn keep_candidates(&self, candidates: &CandidateLists) {
        let Some(bits) = &self.0 else { return };
        let as_written = candidates.as_written.as_ref().map_or(0, |documents| documents.len());
        let bytes = (as_written + candidates.over_signs.len()) * size_of::<DocId>();
        if bits.candidate_bytes.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) <= MAX_BYTES {
            bits.candidates.get_or_init(|| candidates.clone());
        } else {
            bits.candidate_bytes.fetch_sub(bytes, Ordering::Relaxed);
        }
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

    #[test]
    fn candidates_are_kept_while_there_is_room() {
        let (table, segment) = (VerdictTable::default(), SegmentId::generate_random());
        let of = |key: usize| table.of(key.to_string(), [(segment, 70)].into_iter()).of_segment(segment);
        let all: Arc<[DocId]> = (0..1 << 20).collect();
        let kept = (0..6).filter(|key| {
            let lists = CandidateLists { as_written: None, over_signs: Arc::clone(&all) };
            of(*key).keep_candidates(&lists);
            of(*key).candidates().is_some_and(|kept| kept.over_signs == all)
        });
        assert_eq!(kept.count(), MAX_BYTES / (4 << 20));
        let few = CandidateLists { as_written: Some([7].into()), over_signs: [].into() };
        of(9).keep_candidates(&few);
        assert!(of(9).candidates().is_none());
    }
}

//! Candidate documents of a segment for a string.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::segment::bigram_signatures::{BlockMask, Neighbours};
use crate::segment::document::TITLE_COUNTS;
use crate::segment::forward_index::ForwardIndex;

/// Maximum number of postings lists that are intersected.
const MAX_LISTS: usize = 4;

/// The documents that have the string's rarest terms and, by the [filter](crate::segment::bigram_signatures), its bigrams.
pub(super) struct Candidates {
    /// The shortest list first; at least one.
    lists: Vec<List>,
    texts: ForwardIndex,
    neighbours: Neighbours,
    mask: BlockMask,
}

/// The postings of a term, with frequencies.
struct List {
    postings: SegmentPostings,
    /// True if frequencies are stored as doublings and the title counts once, as for characters.
    is_in_doublings: bool,
}

impl List {
    /// Advances to its first document that is no earlier than the target.
    fn seek(&mut self, target: DocId) -> DocId {
        if self.postings.doc() < target { self.postings.seek(target) } else { self.postings.doc() }
    }

    /// The upper bound of the frequency of a string with this term in the current document.
    fn most(&self) -> u32 {
        let frequency = self.postings.term_freq();
        if self.is_in_doublings {
            1_u32.checked_shl(frequency).map_or(u32::MAX, |most| (most - 1).saturating_mul(TITLE_COUNTS))
        } else {
            frequency
        }
    }
}

impl Candidates {
    /// Opens the postings of the terms that every document with the string has; none if one of them does not occur in the
    /// segment. Terms of the field `characters` are counted in doublings.
    pub(super) fn open(
        reader: &SegmentReader,
        terms: &[Term],
        characters: Field,
        texts: ForwardIndex,
        neighbours: Neighbours,
    ) -> tantivy::Result<Option<Candidates>> {
        let mut infos = Vec::with_capacity(terms.len());
        for term in terms {
            let inverted = reader.inverted_index(term.field())?;
            let Some(info) = inverted.get_term_info(term)? else { return Ok(None) };
            infos.push((info, inverted, term.field() == characters));
        }
        infos.sort_by_key(|(info, ..)| info.doc_freq);
        let mut lists = Vec::with_capacity(MAX_LISTS);
        for (info, inverted, is_in_doublings) in infos.iter().take(MAX_LISTS) {
            // Terms of most documents hardly discriminate.
            if lists.is_empty() || info.doc_freq < reader.max_doc() / 2 {
                let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                lists.push(List { postings, is_in_doublings: *is_in_doublings });
            }
        }
        Ok(Some(Candidates { lists, texts, neighbours, mask: BlockMask::default() }))
    }

    pub(super) fn doc(&self) -> DocId {
        self.lists.first().map_or(TERMINATED, |list| list.postings.doc())
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.lists.first().map_or(0, |list| list.postings.size_hint())
    }

    /// Advances to the first candidate that is no earlier than a document.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        let mut doc = self.seek_in_lists(target);
        while doc != TERMINATED {
            match self.first_by_filter(doc) {
                same if same == doc => break,
                later => doc = self.seek_in_lists(later),
            }
        }
        doc
    }

    /// The same, but if the document is not a candidate, the result may be earlier than the next candidate, and later calls must
    /// ask for later documents only.
    pub(super) fn seek_near(&mut self, target: DocId) -> DocId {
        match self.seek_in_lists(target) {
            doc if doc == target && doc != TERMINATED => self.first_by_filter(doc).min(TERMINATED),
            later => later,
        }
    }

    fn seek_in_lists(&mut self, target: DocId) -> DocId {
        let Some((shortest, others)) = self.lists.split_first_mut() else { return TERMINATED };
        let mut doc = shortest.seek(target);
        'candidates: while doc != TERMINATED {
            for list in &mut *others {
                let next = list.seek(doc);
                if next > doc {
                    doc = shortest.seek(next);
                    continue 'candidates;
                }
            }
            break;
        }
        doc
    }

    /// The first document from one on that may contain the string, or one that is no later than that.
    fn first_by_filter(&mut self, doc: DocId) -> DocId {
        self.texts.filter().next(&self.neighbours, &mut self.mask, doc)
    }

    /// The upper bound of the string's frequency in the current document.
    pub(super) fn most(&self) -> u32 {
        self.lists.iter().map(List::most).min().unwrap_or(u32::MAX).max(1)
    }

    /// The encoded text of the current document.
    pub(super) fn text(&self) -> &[u8] {
        // Postings cannot return errors. A file that contradicts itself therefore ends in a panic, as in tantivy's own postings,
        // and `panic_guard::reading`, through which all reading of files passes, makes an error of it. In memory there is no
        // file.
        self.texts.text(self.doc()).unwrap_or_else(|error| panic!("{error}"))
    }
}

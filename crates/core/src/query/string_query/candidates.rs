//! The documents of a segment that may hold a string.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::segment::bigram_signatures::{BlockMask, Neighbours};
use crate::segment::document::TITLE_COUNTS;
use crate::segment::forward_index::ForwardIndex;

/// The most lists of documents that are laid over one another.
const MAX_LISTS: usize = 4;

/// Those that have the string's rarest terms and, by the [filter](crate::segment::bigram_signatures), its neighbours.
pub(super) struct Candidates {
    /// The shortest first; at least one.
    lists: Vec<List>,
    texts: ForwardIndex,
    neighbours: Neighbours,
    mask: BlockMask,
}

/// The documents that have a term, with how often.
struct List {
    postings: SegmentPostings,
    /// True if frequencies are stored as doublings and the title counts once, as for characters.
    is_in_doublings: bool,
}

impl List {
    /// Goes to its first document that is no earlier than another.
    fn seek(&mut self, target: DocId) -> DocId {
        if self.postings.doc() < target { self.postings.seek(target) } else { self.postings.doc() }
    }

    /// The most that a string which holds the term can count in the document at hand.
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
    /// Opens the lists of terms that every document has which holds the string; none where one of them stands nowhere in
    /// the segment. Terms of the field `characters` are counted in doublings.
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
            // What most documents have tells hardly any apart.
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

    /// Goes to the first candidate that is no earlier than a document.
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

    /// The same, but where a document is none, it may give one that is earlier than the next candidate, and must be asked
    /// for later ones only.
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

    /// The first document from one on that may hold the string, or one that is no later than that.
    fn first_by_filter(&mut self, doc: DocId) -> DocId {
        self.texts.filter().next(&self.neighbours, &mut self.mask, doc)
    }

    /// The most that the string can count in the document at hand.
    pub(super) fn most(&self) -> u32 {
        self.lists.iter().map(List::most).min().unwrap_or(u32::MAX).max(1)
    }

    /// The text of the document at hand, in code.
    pub(super) fn text(&self) -> &[u8] {
        // Lists of documents cannot fail. So a file that contradicts itself ends in a panic, as in the engine's own lists, and
        // `panic_guard::reading`, through which all reading of files passes, makes an error of it. In memory there is no file.
        self.texts.text(self.doc()).unwrap_or_else(|error| panic!("{error}"))
    }
}

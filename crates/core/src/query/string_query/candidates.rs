//! Candidate documents of a segment for a string.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::PartTerms;
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

/// The postings of a part, with frequencies: of its own term, and of its term over signs. At least one is there.
struct List {
    plain: Option<SegmentPostings>,
    read: Option<SegmentPostings>,
    /// True if frequencies are stored as doublings and the title counts once, as for characters.
    is_in_doublings: bool,
}

impl List {
    /// The current document.
    fn doc(&self) -> DocId {
        let doc = |postings: &Option<SegmentPostings>| postings.as_ref().map_or(TERMINATED, DocSet::doc);
        doc(&self.plain).min(doc(&self.read))
    }

    /// Advances to its first document that is no earlier than the target.
    fn seek(&mut self, target: DocId) -> DocId {
        for postings in [&mut self.plain, &mut self.read].into_iter().flatten() {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.doc()
    }

    /// The frequency of a term in the current document.
    fn frequency_of(&self, postings: &Option<SegmentPostings>) -> u32 {
        let doc = self.doc();
        postings.as_ref().filter(|postings| postings.doc() == doc).map_or(0, Postings::term_freq)
    }

    fn size_hint(&self) -> u32 {
        let size = |postings: &Option<SegmentPostings>| postings.as_ref().map_or(0, DocSet::size_hint);
        size(&self.plain) + size(&self.read)
    }

    /// The upper bound of the frequency of a string with this part in the current document.
    fn most(&self) -> u32 {
        let frequency = self.frequency_of(&self.plain) + self.frequency_of(&self.read);
        if self.is_in_doublings {
            1_u32.checked_shl(frequency).map_or(u32::MAX, |most| (most - 1).saturating_mul(TITLE_COUNTS))
        } else {
            frequency
        }
    }
}

impl Candidates {
    /// Opens the postings of the parts that every document with the string has; none if one of them does not occur in the
    /// segment. The frequencies of the field `characters` are logarithmic.
    pub(super) fn open(
        reader: &SegmentReader,
        parts: &[PartTerms],
        characters: Field,
        texts: ForwardIndex,
        neighbours: Neighbours,
    ) -> tantivy::Result<Option<Candidates>> {
        let mut infos = Vec::with_capacity(parts.len());
        for PartTerms { plain, read } in parts {
            let inverted = reader.inverted_index(plain.field())?;
            let plain_info = inverted.get_term_info(plain)?;
            let read_info = match read {
                Some(read) => inverted.get_term_info(read)?,
                None => None,
            };
            let articles =
                [&plain_info, &read_info].into_iter().flatten().map(|info| info.doc_freq).sum::<u32>();
            if articles == 0 {
                return Ok(None);
            }
            infos.push((articles, [plain_info, read_info], inverted, plain.field() == characters));
        }
        infos.sort_by_key(|(articles, ..)| *articles);
        let mut lists = Vec::with_capacity(MAX_LISTS);
        for (articles, [plain, read], inverted, is_in_doublings) in infos.iter().take(MAX_LISTS) {
            // Terms of most documents hardly discriminate.
            if lists.is_empty() || *articles < reader.max_doc() / 2 {
                let postings = |info: &Option<TermInfo>| {
                    let info = info.as_ref()?;
                    Some(inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs))
                };
                let (plain, read) = (postings(plain).transpose()?, postings(read).transpose()?);
                lists.push(List { plain, read, is_in_doublings: *is_in_doublings });
            }
        }
        Ok(Some(Candidates { lists, texts, neighbours, mask: BlockMask::default() }))
    }

    pub(super) fn doc(&self) -> DocId {
        self.lists.first().map_or(TERMINATED, List::doc)
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.lists.first().map_or(0, List::size_hint)
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
    /// seek later documents only.
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

    /// The frequency of the rarest part, as written, in the current document.
    pub(super) fn plain_frequency(&self) -> u32 {
        self.lists.first().map_or(0, |list| list.frequency_of(&list.plain))
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

//! Candidate documents of a segment for a string.

use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError};

use super::PartTerms;
use crate::index::verdicts::{CandidateLists, SegmentVerdicts};
use crate::segment::document::TITLE_COUNTS;
use crate::segment::forward_index::ForwardIndex;
use crate::segment::pair_lists::Damaged;
use crate::text::unit_pairs::PairKey;

const DAMAGED_PAIRS: &str = "the pairs of the texts of a segment contradict themselves";

/// Maximum number of postings lists that are intersected.
const MAX_LISTS: usize = 4;

/// The documents of a segment that may contain a string: as written, those with its [pairs](crate::segment::pair_lists); over
/// signs, those with one of its pairs across. They also have the string's rarest terms, if these are looked at.
pub(super) struct Candidates {
    /// The shortest list first.
    lists: Vec<List>,
    texts: ForwardIndex,
    /// The documents with the pairs; none if the terms alone decide.
    adjacent: Option<Documents>,
    /// The documents with a pair across.
    across: Documents,
    doc: DocId,
}

/// The terms, the pairs and the use of a string.
pub(super) struct Conditions<'q> {
    pub(super) parts: &'q [PartTerms],
    /// The pairs of units, if they decide.
    pub(super) adjacent: Option<&'q [PairKey]>,
    /// The pairs across signs; none if the string is not read over signs.
    pub(super) across: Vec<PairKey>,
    /// True if the terms are looked at.
    pub(super) are_terms_needed: bool,
    /// The field in which frequencies are logarithmic.
    pub(super) characters: Field,
}

/// Documents in order, and the current one.
struct Documents {
    documents: Arc<[DocId]>,
    at: usize,
}

impl Documents {
    fn new(documents: Arc<[DocId]>) -> Documents {
        Documents { documents, at: 0 }
    }

    fn doc(&self) -> DocId {
        self.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Advances to the first document that is no earlier than the target: in steps that double, then by halves.
    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.documents.get(self.at..).unwrap_or_default();
        let mut step = 1;
        while rest.get(step - 1).is_some_and(|doc| *doc < target) {
            step *= 2;
        }
        let (from, end) = (step / 2, step.min(rest.len()));
        self.at += from + rest[from..end].partition_point(|doc| *doc < target);
        self.doc()
    }

    fn left(&self) -> u32 {
        u32::try_from(self.documents.len() - self.at.min(self.documents.len())).unwrap_or(u32::MAX)
    }
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
    /// Opens the lists of a segment; none if one of the terms does not occur in it.
    pub(super) fn open(
        reader: &SegmentReader,
        texts: ForwardIndex,
        conditions: &Conditions<'_>,
        verdicts: &SegmentVerdicts,
    ) -> tantivy::Result<Option<Candidates>> {
        let mut lists = Vec::new();
        if conditions.are_terms_needed {
            match lists_of(reader, conditions)? {
                Some(of_terms) => lists = of_terms,
                None => return Ok(None),
            }
        }
        let known =
            verdicts.candidates().filter(|known| known.as_written.is_some() == conditions.adjacent.is_some());
        let CandidateLists { as_written, over_signs } = match known {
            Some(known) => known.clone(),
            None => {
                let by_pairs = by_pairs(&texts, conditions)
                    .map_err(|_| TantivyError::InternalError(DAMAGED_PAIRS.to_owned()))?;
                verdicts.keep_candidates(&by_pairs);
                by_pairs
            }
        };
        let (adjacent, across) = (as_written.map(Documents::new), Documents::new(over_signs));
        Ok(Some(Candidates { lists, texts, adjacent, across, doc: 0 }))
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    pub(super) fn size_hint(&self) -> u32 {
        match &self.adjacent {
            Some(adjacent) => adjacent.left().saturating_add(self.across.left()),
            None => self.lists.first().map_or(0, List::size_hint),
        }
    }

    /// Advances to the first candidate that is no earlier than a document.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        loop {
            self.doc = self.seek_in_pairs(target);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            let in_lists = self.seek_in_lists(self.doc);
            if in_lists != self.doc {
                target = in_lists;
                continue;
            }
            if self.may_be_as_written() || self.may_be_over_signs() {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }

    /// The first document with the pairs that is no earlier than another; that one itself if the terms decide.
    fn seek_in_pairs(&mut self, target: DocId) -> DocId {
        match &mut self.adjacent {
            Some(adjacent) => adjacent.seek(target).min(self.across.seek(target)),
            None => target,
        }
    }

    /// True if the current document may contain the string as written.
    pub(super) fn may_be_as_written(&mut self) -> bool {
        match &mut self.adjacent {
            Some(adjacent) => adjacent.seek(self.doc) == self.doc,
            None => self.lists.iter().all(|list| list.frequency_of(&list.plain) > 0),
        }
    }

    /// True if the current document may contain the string over signs.
    pub(super) fn may_be_over_signs(&mut self) -> bool {
        self.across.seek(self.doc) == self.doc
    }

    fn seek_in_lists(&mut self, target: DocId) -> DocId {
        let Some((shortest, others)) = self.lists.split_first_mut() else { return target };
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

/// The documents of a segment that may contain a string, by the pairs of their texts.
fn by_pairs(texts: &ForwardIndex, conditions: &Conditions<'_>) -> Result<CandidateLists, Damaged> {
    let lists = texts.pairs()?;
    let as_written = match conditions.adjacent {
        Some(pairs) => Some(lists.with_all(pairs)?.into()),
        None => None,
    };
    let over_signs = lists.with_any(conditions.across.iter().copied())?.into();
    Ok(CandidateLists { as_written, over_signs })
}

/// The postings of the rarest parts that every document with the string has; none if one of the parts does not occur in the
/// segment.
fn lists_of(reader: &SegmentReader, conditions: &Conditions<'_>) -> tantivy::Result<Option<Vec<List>>> {
    let mut infos = Vec::with_capacity(conditions.parts.len());
    for PartTerms { plain, read } in conditions.parts {
        let inverted = reader.inverted_index(plain.field())?;
        let plain_info = inverted.get_term_info(plain)?;
        let read_info = match read {
            Some(read) => inverted.get_term_info(read)?,
            None => None,
        };
        let articles = [&plain_info, &read_info].into_iter().flatten().map(|info| info.doc_freq).sum::<u32>();
        if articles == 0 {
            return Ok(None);
        }
        infos.push((articles, [plain_info, read_info], inverted, plain.field() == conditions.characters));
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
    Ok(Some(lists))
}

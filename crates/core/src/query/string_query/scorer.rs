//! Scorer of a substring query: the documents of a segment that contain the string, and its frequency.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, TERMINATED};

use super::candidates::Candidates;
use crate::index::searcher::Ticker;
use crate::index::verdicts::SegmentVerdicts;
use crate::segment::document::TITLE_COUNTS;
use crate::segment::needle::Needle;
use crate::text::reading::ReadingNeedle;
use crate::text::sections::Sections;

/// The number of listed documents that cost as much as one text that is read.
const LISTED_TO_READ: u64 = 16;

/// The factor that raises an upper bound, since scores are rounded.
const ROUNDING: Score = 1.0 + 8.0 * Score::EPSILON;

/// The occurrence of the string that the current document was accepted for.
#[derive(Clone, Copy)]
pub(super) enum Occurrence {
    /// As written, first at this position.
    At(usize),
    /// As a term with this frequency.
    Term(u32),
    /// Over signs, this number of times, the title weighted as its words are.
    OverSigns(u32),
}

/// Advances from match to match.
pub(super) struct StringScorer {
    pub(super) candidates: Candidates,
    pub(super) string: Needle,
    /// The same string over signs.
    pub(super) reading: Option<ReadingNeedle>,
    /// True if a document with the own term of the only part has the string.
    pub(super) is_part: bool,
    /// True if every candidate is a match.
    pub(super) is_filter: bool,
    /// True if a document with the pairs has the string.
    pub(super) is_exact: bool,
    pub(super) sections: Sections,
    pub(super) bm25: Option<Bm25Weight>,
    pub(super) norms: FieldNormReader,
    /// The occurrence in the current document; none if only the verdict is known.
    pub(super) occurrence: Option<Occurrence>,
    pub(super) verdicts: SegmentVerdicts,
    /// Ends the matches when the time is over.
    pub(super) ticker: Ticker,
}

impl StringScorer {
    /// Advances to the first match that is no earlier than a document.
    pub(super) fn go_to_match(&mut self, from: DocId) -> DocId {
        let mut doc = self.candidates.seek(from);
        while doc != TERMINATED && !self.holds() {
            doc = self.candidates.seek(doc + 1);
        }
        self.doc()
    }

    /// Calls back with every match that scores above a threshold, which is the result of the last call.
    pub(super) fn for_each_above(
        &mut self,
        mut threshold: Score,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) {
        let mut doc = self.candidates.seek(0);
        while doc != TERMINATED && !self.ticker.is_over() {
            // Texts that cannot pass the threshold are not read.
            if self.score_of(self.candidates.most()) * ROUNDING > threshold && self.holds() {
                let score = self.score();
                if score > threshold && !self.ticker.is_over() {
                    threshold = callback(doc, score);
                }
            }
            doc = self.candidates.seek(doc + 1);
        }
    }

    /// True if the current candidate contains the string, or the time is over; keeps the occurrence.
    fn holds(&mut self) -> bool {
        if self.ticker.step() {
            return true;
        }
        if self.is_filter {
            return true;
        }
        let frequency = self.candidates.plain_frequency();
        if self.is_part && frequency > 0 {
            self.occurrence = Some(Occurrence::Term(frequency));
            return true;
        }
        if self.is_exact && self.candidates.may_be_as_written() {
            self.occurrence = None;
            return true;
        }
        let doc = self.candidates.doc();
        if let Some(holds) = self.verdicts.get(doc) {
            self.occurrence = None;
            return holds;
        }
        self.occurrence = self.found();
        self.verdicts.keep(doc, self.occurrence.is_some());
        self.occurrence.is_some()
    }

    /// The occurrence of the string in the text of the current document.
    fn found(&mut self) -> Option<Occurrence> {
        // Where the own term of the only part occurs, the string is as written.
        let may_be_as_written = !self.is_part && self.candidates.may_be_as_written();
        let may_be_over_signs = self.candidates.may_be_over_signs();
        let searched = self.sections.of_coded(self.candidates.text());
        if may_be_as_written && let Some(first) = self.string.places_from(searched, 0).next() {
            return Some(Occurrence::At(first));
        }
        let reading = self.reading.as_ref().filter(|_| may_be_over_signs)?;
        let title_end =
            if self.sections.begin_with_title() { Sections::TITLE.of_coded(searched).len() } else { 0 };
        let (title, others) = searched.split_at(title_end);
        let count = |part: &[u8]| u32::try_from(reading.count_in_code(part)).unwrap_or(u32::MAX);
        let frequency = count(title).saturating_mul(TITLE_COUNTS).saturating_add(count(others));
        (frequency > 0).then_some(Occurrence::OverSigns(frequency))
    }

    /// The frequency of the string in the current document, the title weighted as its words are.
    fn frequency(&mut self) -> u32 {
        let first_place = match self.occurrence.or_else(|| self.found()) {
            Some(Occurrence::At(place)) => place,
            Some(Occurrence::Term(frequency) | Occurrence::OverSigns(frequency)) => return frequency,
            // A match has an occurrence.
            None => return 1,
        };
        let most = self.candidates.most();
        if most == 1 {
            return 1;
        }
        let text = self.sections.of_coded(self.candidates.text());
        let title_end =
            if self.sections.begin_with_title() { Sections::TITLE.of_coded(text).len() } else { 0 };
        let mut count = 0_u32;
        let behind = self.string.places_from(text, first_place + 1);
        for place in std::iter::once(first_place).chain(behind) {
            count = count.saturating_add(if place < title_end { TITLE_COUNTS } else { 1 });
            // The string cannot be there more often.
            if count >= most {
                break;
            }
        }
        count
    }

    fn score_of(&self, frequency: u32) -> Score {
        let norm = self.norms.fieldnorm_id(self.doc());
        self.bm25.as_ref().map_or(0.0, |bm25| bm25.score(norm, frequency))
    }
}

impl DocSet for StringScorer {
    fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.go_to_match(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc() { self.doc() } else { self.go_to_match(target) }
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.candidates.seek(target) {
            doc if doc != target || doc == TERMINATED => SeekDangerResult::SeekLowerBound(doc),
            _ if self.holds() && !self.ticker.is_over() => SeekDangerResult::Found,
            _ if self.ticker.is_over() => SeekDangerResult::SeekLowerBound(TERMINATED),
            _ => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        if self.ticker.is_over() { TERMINATED } else { self.candidates.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * if self.is_exact { 1 } else { LISTED_TO_READ }
    }
}

impl Scorer for StringScorer {
    fn score(&mut self) -> Score {
        match self.bm25 {
            Some(_) => {
                let frequency = self.frequency();
                self.score_of(frequency)
            }
            None => 0.0,
        }
    }
}

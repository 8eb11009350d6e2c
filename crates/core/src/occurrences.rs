//! Where strings stand in an article, read from the index alone.
//!
//! Every unit of an article stands in `all_chars` at its ordinal, the boundary between title and body too. So where a
//! string occurs, and in which of the two, follows from the positions of the terms of its [cover](crate::terms::cover),
//! exactly as for a quote, and no stored text needs to be read: 36 articles of some hundreds that hold two common words
//! took 16 ms to find by their texts.

use std::ops::Range;

use jianbao_analysis::units;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use crate::terms::{self, FIELD_BOUNDARY};

/// The positions of some strings in the documents of one segment, asked for in the order of the documents.
pub(crate) struct Occurrences {
    strings: Vec<StringPostings>,
    boundary: Option<SegmentPostings>,
    buffer: Vec<u32>,
}

/// The terms of one string.
struct StringPostings {
    /// Each with the ordinal of its first unit in the string.
    terms: Vec<(u32, SegmentPostings)>,
    units: u32,
    /// Where it starts in the document at hand, in unit ordinals.
    starts: Vec<u32>,
}

impl Occurrences {
    /// Opens the postings of normalised strings in a field of characters; none where one of them stands nowhere in the
    /// segment.
    pub(crate) fn open(
        reader: &SegmentReader,
        all_chars: Field,
        texts: &[&str],
    ) -> tantivy::Result<Option<Occurrences>> {
        let inverted = reader.inverted_index(all_chars)?;
        let postings = |text: &str| {
            let term = Term::from_field_text(all_chars, text);
            inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
        };
        let mut strings = Vec::with_capacity(texts.len());
        for text in texts {
            let mut terms = Vec::new();
            for (ordinal, term) in terms::cover(text) {
                let Some(postings) = postings(term)? else { return Ok(None) };
                terms.push((in_u32(ordinal), postings));
            }
            if terms.is_empty() {
                return Ok(None);
            }
            strings.push(StringPostings { terms, units: in_u32(units(text).count()), starts: Vec::new() });
        }
        let boundary = postings(FIELD_BOUNDARY.encode_utf8(&mut [0; 4]))?;
        Ok(Some(Occurrences { strings, boundary, buffer: Vec::new() }))
    }

    /// For each string the units it covers in a document, in order, and the ordinal of the boundary between title and
    /// body. Documents are asked for in ascending order.
    pub(crate) fn in_document(&mut self, doc: DocId) -> (Vec<Vec<Range<u32>>>, u32) {
        let mut boundary_unit = 0;
        if let Some(boundary) = &mut self.boundary
            && seek(boundary, doc)
        {
            boundary.positions(&mut self.buffer);
            boundary_unit = self.buffer.first().copied().unwrap_or(0);
        }
        let mut spans = Vec::with_capacity(self.strings.len());
        for string in &mut self.strings {
            string.find(doc, &mut self.buffer);
            spans.push(string.starts.iter().map(|&start| start..start + string.units).collect());
        }
        (spans, boundary_unit)
    }
}

impl StringPostings {
    /// Finds where all terms stand at their places.
    fn find(&mut self, doc: DocId, buffer: &mut Vec<u32>) {
        self.starts.clear();
        for (index, (offset, postings)) in self.terms.iter_mut().enumerate() {
            if !seek(postings, doc) {
                self.starts.clear();
                return;
            }
            postings.positions(buffer);
            if index == 0 {
                self.starts.extend(buffer.iter().filter_map(|position| position.checked_sub(*offset)));
            } else {
                self.starts.retain(|start| buffer.binary_search(&(start + *offset)).is_ok());
            }
        }
    }
}

/// Goes to a document, never back; whether it is there.
fn seek(postings: &mut SegmentPostings, doc: DocId) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}

fn in_u32(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}

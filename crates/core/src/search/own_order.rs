//! Order of hits by a field of one's own: a key for each document, comparable over all segments.
//!
//! The key of a number is the integer in its column; tantivy's mapping keeps the order of the values. Texts are stored as
//! ordinals of the dictionary of their segment. The dictionaries are therefore merged, and the key of a text is its rank among
//! all texts. The cost is one pass over the distinct texts for each search.

use std::sync::Arc;

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::searcher::{Searcher, Ticker};
use crate::request::{Direction, FieldOrder, FieldPurpose};

/// The number of texts between two checks of the clock.
const TEXTS_A_LOOK: u32 = 1024;

/// The keys of all segments of a searcher.
pub(crate) struct OwnOrder {
    segments: Vec<SegmentKeys>,
}

/// The keys of one segment.
#[derive(Clone)]
pub(crate) struct SegmentKeys {
    column: Option<Column<u64>>,
    /// The rank of each ordinal; none for numbers.
    ranks: Option<Arc<[u64]>>,
    direction: Direction,
}

impl OwnOrder {
    /// The order of a request.
    pub(crate) fn of(index: &Index, searcher: &Searcher, order: &FieldOrder) -> Result<OwnOrder> {
        let column = index.own_column(&order.field, FieldPurpose::Sort)?;
        let failed = || Error::engine("open a column to sort by");
        let mut segments = Vec::new();
        let mut texts: Vec<(usize, StrColumn)> = Vec::new();
        for (number, reader) in searcher.commit.segment_readers().iter().enumerate() {
            let columns = reader.fast_fields();
            let values = columns.u64_lenient(&column.column).map_err(failed())?;
            let values = values.map(|(values, _)| values);
            segments.push(SegmentKeys { column: values, ranks: None, direction: order.direction });
            if column.is_text() {
                texts.extend(columns.str(&column.column).map_err(failed())?.map(|texts| (number, texts)));
            }
        }
        for (number, ranks) in ranks(searcher, &texts)? {
            segments[number].ranks = Some(ranks);
        }
        Ok(OwnOrder { segments })
    }

    pub(crate) fn of_segment(&self, segment: u32) -> SegmentKeys {
        self.segments[segment as usize].clone()
    }
}

/// The rank of each text among those of all segments, in byte order, by the number of the segment and the ordinal.
fn ranks(searcher: &Searcher, texts: &[(usize, StrColumn)]) -> Result<Vec<(usize, Arc<[u64]>)>> {
    let failed = || Error::engine("read the texts to sort by");
    let mut all: Vec<(Vec<u8>, usize)> = Vec::new();
    let mut ticker = Ticker::new(searcher.deadline(), TEXTS_A_LOOK);
    for (place, (_, column)) in texts.iter().enumerate() {
        let mut terms = column.dictionary().stream().map_err(|error| failed()(error.into()))?;
        while terms.advance() && !ticker.step() {
            all.push((terms.key().to_vec(), place));
        }
    }
    searcher.deadline().check()?;
    // A segment's own texts are in byte order already, so its ranks come in the order of its ordinals.
    all.sort();
    let mut ranks: Vec<Vec<u64>> = vec![Vec::new(); texts.len()];
    for (rank, same) in (0..).zip(all.chunk_by(|a, b| a.0 == b.0)) {
        for (_, place) in same {
            ranks[*place].push(rank);
        }
    }
    Ok(texts.iter().zip(ranks).map(|((number, _), ranks)| (*number, ranks.into())).collect())
}

impl SegmentKeys {
    /// The key of a document; smaller keys come first. `None` without a value.
    pub(crate) fn key(&self, doc: DocId) -> Option<u64> {
        let column = self.column.as_ref()?;
        let values = column.values_for_doc(doc).map(|value| match &self.ranks {
            Some(ranks) => {
                usize::try_from(value).ok().and_then(|ordinal| ranks.get(ordinal).copied()).unwrap_or(0)
            }
            None => value,
        });
        match self.direction {
            Direction::Ascending => values.min(),
            Direction::Descending => values.max().map(|value| u64::MAX - value),
        }
    }
}

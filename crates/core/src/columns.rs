//! The columns by which hits are ordered, named and folded, opened once for all searches of a commit.
//!
//! Opening a column looks its name up in the segment's table of columns, which costs more than reading ten values of it.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use crate::error::{Error, Result};
use crate::reprint::Signature;
use crate::schema::{DAY_COLUMN, FILE_COLUMN, ID_COLUMN, SIGNATURE_COLUMNS};

/// The columns of every segment of a searcher.
pub(crate) struct Columns {
    segments: Vec<SegmentColumns>,
}

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct SegmentColumns {
    days: Column<i64>,
    signatures: [Column<u64>; 2],
    ids: Option<StrColumn>,
    files: Option<StrColumn>,
}

/// The columns of the searcher that was asked for last.
#[derive(Default)]
pub(crate) struct OpenedColumns {
    last: Mutex<Option<(u64, Arc<Columns>)>>,
}

impl OpenedColumns {
    /// The columns of a searcher of the index that this belongs to.
    pub(crate) fn of(&self, searcher: &Searcher) -> Result<Arc<Columns>> {
        // A value is put here whole or not at all, so it is good though a thread may have panicked meanwhile.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let commit = searcher.generation().generation_id();
        match &*last {
            Some((of_commit, columns)) if *of_commit == commit => Ok(Arc::clone(columns)),
            _ => {
                let columns = Columns::open(searcher).map_err(Error::engine("open the columns"))?;
                let columns = Arc::new(columns);
                *last = Some((commit, Arc::clone(&columns)));
                Ok(columns)
            }
        }
    }
}

impl Columns {
    fn open(searcher: &Searcher) -> tantivy::Result<Columns> {
        let segments = searcher.segment_readers().iter().map(SegmentColumns::open);
        Ok(Columns { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    /// The columns of a segment of the searcher that these columns are of.
    pub(crate) fn of_segment(&self, segment: u32) -> &SegmentColumns {
        &self.segments[segment as usize]
    }

    /// The ids of documents, in their order. Goes through the table of ids of each segment once.
    pub(crate) fn ids(&self, addresses: impl Iterator<Item = DocAddress>) -> tantivy::Result<Vec<String>> {
        let mut places = Vec::new();
        for (place, address) in addresses.enumerate() {
            let ids = self.of_segment(address.segment_ord).ids.as_ref();
            let ordinal = ids.and_then(|ids| ids.term_ords(address.doc_id).next());
            let ordinal = ordinal.ok_or_else(|| no_id(address))?;
            places.push((address.segment_ord, ordinal, place));
        }
        let mut texts = vec![String::new(); places.len()];
        places.sort_unstable();
        for of_segment in places.chunk_by(|a, b| a.0 == b.0) {
            let Some(ids) = &self.of_segment(of_segment[0].0).ids else { continue };
            let ordinals: Vec<u64> = of_segment.iter().map(|&(_, ordinal, _)| ordinal).collect();
            let mut of_segment = of_segment.iter();
            let mut are_texts = true;
            let are_all = ids.dictionary().sorted_ords_to_term_cb(&ordinals, |id| {
                match (of_segment.next(), std::str::from_utf8(id)) {
                    (Some(&(_, _, place)), Ok(id)) => texts[place].push_str(id),
                    _ => are_texts = false,
                }
            })?;
            if !are_all || !are_texts {
                return Err(TantivyError::InternalError("the table of ids is not whole".to_owned()));
            }
        }
        Ok(texts)
    }
}

fn no_id(address: DocAddress) -> TantivyError {
    TantivyError::InternalError(format!("document {address:?} has no id"))
}

impl SegmentColumns {
    fn open(reader: &SegmentReader) -> tantivy::Result<SegmentColumns> {
        let columns = reader.fast_fields();
        let [first, second] = SIGNATURE_COLUMNS;
        Ok(SegmentColumns {
            days: columns.i64(DAY_COLUMN)?,
            signatures: [columns.u64(first)?, columns.u64(second)?],
            ids: columns.str(ID_COLUMN)?,
            files: columns.str(FILE_COLUMN)?,
        })
    }

    /// The day of a document, in days since 1970-01-01; none where the article has no date.
    pub(crate) fn day(&self, doc: DocId) -> Option<i64> {
        self.days.first(doc)
    }

    /// The signature of a document; none where the article has hardly any text.
    pub(crate) fn signature(&self, doc: DocId) -> Option<Signature> {
        let [first, second] = &self.signatures;
        Some(Signature([first.first(doc)?, second.first(doc)?]))
    }

    /// The file that a document came from, where it came from one.
    pub(crate) fn file(&self, doc: DocId) -> tantivy::Result<Option<String>> {
        let Some(files) = &self.files else { return Ok(None) };
        let Some(ordinal) = files.term_ords(doc).next() else { return Ok(None) };
        let mut file = String::new();
        files.ord_to_str(ordinal, &mut file)?;
        Ok(Some(file))
    }
}

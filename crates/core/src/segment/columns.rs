//! Column readers for sorting, ids and folding, opened once for all searches of a commit.
//!
//! Opening a column looks up its name in the segment's columnar file, which costs more than reading ten values. The column of
//! ids is a string column: a document has an ordinal, and the term dictionary of the column gives the id of an ordinal. That
//! dictionary is stored in compressed blocks, and a lookup decodes a block up to the requested id. A server looks up many ids.
//! The whole dictionary of a segment with up to [`MAX_LISTED_IDS`] articles is therefore decoded into memory when one in
//! [`TERMS_A_LOOKUP`] of its ids was looked up, unless the ids are long. A process that answers one query rarely looks up as
//! many.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use jianbao_article::FilePlace;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use crate::segment::forward_index::ForwardIndex;
use crate::segment::schema::{
    ADDED_COLUMN, DAY_COLUMN, FILE_COLUMN, ID_COLUMN, LINE_COLUMN, MEMBER_COLUMN, RECORD_COLUMN,
    SIGNATURE_COLUMNS, TIME_COLUMN,
};
use crate::segment::signature::Signature;
use crate::segment::when::When;
use crate::text::encoding;

/// Maximum number of ids of a segment that are listed in memory, at 4 bytes each beside their own: 4 MB of ids that are hashes.
const MAX_LISTED_IDS: usize = 1 << 17;

/// The number of ids of a segment for each lookup after which they are listed: a lookup decodes half a block, some 30 ids, as long
/// as listing decodes as many.
const TERMS_A_LOOKUP: usize = 32;

/// Maximum number of bytes of the ids of a segment that are listed in memory: as many ids as may be listed, of 128 bytes each.
/// Ids that are long URLs would take a gigabyte.
const MAX_LISTED_BYTES: usize = MAX_LISTED_IDS * 128;

/// The columns of every segment of a searcher.
pub(crate) struct Columns {
    segments: Vec<SegmentColumns>,
}

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct SegmentColumns {
    segment: SegmentId,
    texts: ForwardIndex,
    days: Column<i64>,
    times: Column<u64>,
    signatures: [Column<u64>; 2],
    ids: Option<Arc<Ids>>,
    files: Option<StrColumn>,
    members: Option<StrColumn>,
    lines: Column<u64>,
    records: Column<u64>,
    added: Column<u64>,
}

/// The ids of one segment.
struct Ids {
    column: StrColumn,
    /// The number of lookups until now.
    lookups: AtomicUsize,
    /// `None` if the ids are too long to be listed.
    list: OnceLock<Option<IdList>>,
}

/// Ids in the order of their ordinals.
struct IdList {
    /// All ids, concatenated.
    texts: String,
    /// The end of each, in bytes.
    ends: Vec<u32>,
}

impl Columns {
    /// Opens the columns of a searcher.
    pub(crate) fn open(searcher: &Searcher) -> tantivy::Result<Columns> {
        let segments = searcher.segment_readers().iter().map(SegmentColumns::open);
        Ok(Columns { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    /// The columns of a segment of this searcher.
    pub(crate) fn of_segment(&self, segment: u32) -> &SegmentColumns {
        &self.segments[segment as usize]
    }

    /// The texts of a segment of this searcher.
    pub(crate) fn texts_of(&self, segment: SegmentId) -> tantivy::Result<ForwardIndex> {
        let columns = self.segments.iter().find(|columns| columns.segment == segment);
        let no_segment = || TantivyError::InternalError(format!("{segment:?} is of another commit"));
        columns.map(|columns| columns.texts.clone()).ok_or_else(no_segment)
    }

    /// The ids of documents, in their order. Goes through the table of ids of each segment once.
    pub(crate) fn ids(&self, addresses: impl Iterator<Item = DocAddress>) -> tantivy::Result<Vec<String>> {
        let mut places = Vec::new();
        for (place, address) in addresses.enumerate() {
            let ids = self.of_segment(address.segment_ord).ids.as_ref();
            let ordinal = ids.and_then(|ids| ids.column.term_ords(address.doc_id).next());
            let ordinal = ordinal.ok_or_else(|| no_id(address))?;
            places.push((address.segment_ord, ordinal, place));
        }
        let mut texts = vec![String::new(); places.len()];
        places.sort_unstable();
        for of_segment in places.chunk_by(|a, b| a.0 == b.0) {
            let Some(ids) = &self.of_segment(of_segment[0].0).ids else { continue };
            ids.each(of_segment, |id, &(_, _, place)| texts[place].push_str(id))?;
        }
        Ok(texts)
    }
}

impl Ids {
    /// Calls `visit` for entries of the table in the order of their ordinals, which are the second of three.
    fn each<'p, P>(
        &self,
        places: &'p [(u32, u64, P)],
        mut visit: impl FnMut(&str, &'p (u32, u64, P)),
    ) -> tantivy::Result<()> {
        let not_whole = || TantivyError::InternalError("the table of ids is not whole".to_owned());
        if let Some(list) = self.list(places.len())? {
            for place in places {
                visit(list.get(place.1).ok_or_else(not_whole)?, place);
            }
            return Ok(());
        }
        let ordinals: Vec<u64> = places.iter().map(|&(_, ordinal, _)| ordinal).collect();
        let mut places = places.iter();
        let mut are_texts = true;
        let are_all = self.column.dictionary().sorted_ords_to_term_cb(&ordinals, |id| {
            match (places.next(), std::str::from_utf8(id)) {
                (Some(place), Ok(id)) => visit(id, place),
                _ => are_texts = false,
            }
        })?;
        if are_all && are_texts { Ok(()) } else { Err(not_whole()) }
    }

    /// The ids in memory, for a number of further lookups; none after few lookups, for a large segment, and for one with long ids.
    fn list(&self, lookups: usize) -> tantivy::Result<Option<&IdList>> {
        let lookups = self.lookups.fetch_add(lookups, Ordering::Relaxed).saturating_add(lookups);
        let ids = self.column.num_terms();
        if lookups.saturating_mul(TERMS_A_LOOKUP) <= ids || ids > MAX_LISTED_IDS {
            return Ok(None);
        }
        match self.list.get() {
            Some(list) => Ok(list.as_ref()),
            None => {
                let list = IdList::read(&self.column, MAX_LISTED_BYTES)?;
                Ok(self.list.get_or_init(|| list).as_ref())
            }
        }
    }
}

impl IdList {
    /// The ids of a table; `None` if they have more bytes than that.
    fn read(column: &StrColumn, max_bytes: usize) -> tantivy::Result<Option<IdList>> {
        let mut list = IdList { texts: String::new(), ends: Vec::with_capacity(column.num_terms()) };
        let mut ids = column.dictionary().stream()?;
        while ids.advance() {
            let id = std::str::from_utf8(ids.key());
            list.texts.push_str(id.map_err(|error| TantivyError::InternalError(error.to_string()))?);
            match u32::try_from(list.texts.len()) {
                Ok(end) if list.texts.len() <= max_bytes => list.ends.push(end),
                _ => return Ok(None),
            }
        }
        Ok(Some(list))
    }

    fn get(&self, ordinal: u64) -> Option<&str> {
        let ordinal = usize::try_from(ordinal).ok()?;
        let end = *self.ends.get(ordinal)?;
        let start = ordinal.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end);
        self.texts.get(start as usize..end as usize)
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
            segment: reader.segment_id(),
            texts: ForwardIndex::open(reader)?,
            days: columns.i64(DAY_COLUMN)?,
            times: columns.u64(TIME_COLUMN)?,
            signatures: [columns.u64(first)?, columns.u64(second)?],
            ids: columns
                .str(ID_COLUMN)?
                .map(|column| Arc::new(Ids { column, lookups: AtomicUsize::new(0), list: OnceLock::new() })),
            files: columns.str(FILE_COLUMN)?,
            members: columns.str(MEMBER_COLUMN)?,
            lines: columns.u64(LINE_COLUMN)?,
            records: columns.u64(RECORD_COLUMN)?,
            added: columns.u64(ADDED_COLUMN)?,
        })
    }

    /// The day and the time of a document.
    pub(crate) fn when(&self, doc: DocId) -> When {
        When { day: self.days.first(doc), time: self.times.first(doc) }
    }

    /// The day of a document, in days since 1970-01-01; none for an article without a date.
    pub(crate) fn day(&self, doc: DocId) -> Option<i64> {
        self.days.first(doc)
    }

    /// The signature of a document; none for an article with hardly any text.
    pub(crate) fn signature(&self, doc: DocId) -> Option<Signature> {
        let [first, second] = &self.signatures;
        Some(Signature([first.first(doc)?, second.first(doc)?]))
    }

    /// The normalised text of a document.
    pub(crate) fn text(&self, doc: DocId) -> tantivy::Result<String> {
        let text = encoding::decode(self.coded_text(doc)?);
        text.ok_or_else(|| TantivyError::InternalError(format!("the text of document {doc} does not read")))
    }

    /// The same text, [encoded](encoding).
    pub(crate) fn coded_text(&self, doc: DocId) -> tantivy::Result<&[u8]> {
        self.texts.text(doc)
    }

    /// The file that a document came from, if any.
    pub(crate) fn file(&self, doc: DocId) -> tantivy::Result<Option<String>> {
        text_in(self.files.as_ref(), doc)
    }

    /// The place of a document in the file that it came from, if any.
    pub(crate) fn place(&self, doc: DocId) -> tantivy::Result<Option<FilePlace>> {
        let Some(path) = self.file(doc)? else { return Ok(None) };
        let member = text_in(self.members.as_ref(), doc)?;
        Ok(Some(FilePlace { path, member, line: self.lines.first(doc), record: self.records.first(doc) }))
    }

    /// The number of a document among the added articles.
    pub(crate) fn number(&self, doc: DocId) -> Option<u64> {
        self.added.first(doc)
    }

    /// The highest number of an article, deleted ones included; 0 without any.
    pub(crate) fn highest_number(&self) -> u64 {
        if self.added.num_docs() == 0 { 0 } else { self.added.max_value() }
    }
}

/// The value of a document in a column of texts.
fn text_in(column: Option<&StrColumn>, doc: DocId) -> tantivy::Result<Option<String>> {
    let Some(column) = column else { return Ok(None) };
    let Some(ordinal) = column.term_ords(doc).next() else { return Ok(None) };
    let mut text = String::new();
    column.ord_to_str(ordinal, &mut text)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use super::*;
    use crate::index::index::Index;

    #[test]
    fn ids_are_the_same_from_the_table_and_from_memory() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let names = ["", "b", "a", "图书馆-2", "ab"].map(|name| format!("x{name}"));
        for chunk in names.chunks(3) {
            for id in chunk {
                writer.add(Article { id: Some(id.clone()), ..Article::default() }).unwrap();
            }
            writer.commit().unwrap();
        }
        let loaded = index.reader();
        let addresses: Vec<_> = index.places(&loaded).unwrap();
        for _ in 0..3 {
            let ids = loaded.columns.ids(addresses.iter().rev().map(|(_, address)| *address)).unwrap();
            assert!(ids.iter().eq(addresses.iter().rev().map(|(id, _)| id)));
        }
        let mut sorted = names.to_vec();
        sorted.sort();
        assert!(addresses.iter().map(|(id, _)| id).eq(&sorted));
    }

    #[test]
    fn ids_that_are_long_are_not_listed_in_memory_and_are_the_same() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let long = |number: usize| format!("https://news.example.cn/{}/{number:06}", "a".repeat(8000));
        let count = MAX_LISTED_BYTES / 8000 + 2;
        for number in 0..count {
            writer.add(Article { id: Some(long(number)), ..Article::default() }).unwrap();
        }
        writer.finish().unwrap();
        index.compact().unwrap();
        let loaded = index.reader();
        for _ in 0..3 {
            let places = index.places(&loaded).unwrap();
            assert!(places.iter().map(|(id, _)| id).eq((0..count).map(long).collect::<Vec<_>>().iter()));
        }
        let ids = loaded.columns.of_segment(0).ids.as_ref().unwrap();
        assert!(ids.list.get().is_some_and(Option::is_none), "the ids were looked into more than once");
    }
}

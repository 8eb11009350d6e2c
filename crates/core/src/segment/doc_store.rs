//! Reader of stored articles that does not use the terms.
//!
//! A rebuild and a verification must read stored articles even if the rest of the index is damaged, or was written by an
//! earlier version with other fields. They read only the store, the set of deleted documents and the column of files of each
//! segment. If that column is damaged, the postings of the field `file` show the file of each article.

use std::borrow::Cow;

use jianbao_article::{Article, FilePlace};
use tantivy::columnar::{Column, ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::RamDirectory;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::{Segment, SegmentComponent, SegmentReader};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Searcher, TERMINATED};

use crate::corruption::CorruptionKind;
use crate::error::{Error, Result};
use crate::segment::schema::{
    ADDED_COLUMN, ARTICLE_FIELD, FILE_COLUMN, Fields, ID_COLUMN, LINE_COLUMN, MEMBER_COLUMN, RECORD_COLUMN,
};
use crate::text::encoding;

/// Documents are read in order, so the last block is all that is worth keeping.
const CACHED_BLOCKS: usize = 1;

/// The stored articles of one segment.
pub(crate) struct StoredArticles {
    store: StoreReader,
    documents: Documents,
    files: Files,
    article: Field,
}

/// The documents of a segment, with their deletions.
pub(crate) struct Documents {
    max_doc: DocId,
    alive: Option<AliveBitSet>,
}

/// The file that the article of a document came from.
pub(crate) enum Files {
    /// Unknown.
    Unknown,
    Column(Option<StrColumn>),
    /// By document.
    Listed(Vec<Option<String>>),
}

impl StoredArticles {
    pub(crate) fn open(segment: &Segment) -> Result<StoredArticles> {
        StoredArticles::with(segment, Documents::of(segment)?, Files::of(segment)?)
    }

    /// Opens the store alone, beside known facts about its documents.
    pub(crate) fn with(segment: &Segment, documents: Documents, files: Files) -> Result<StoredArticles> {
        let open = || -> tantivy::Result<(StoreReader, Field)> {
            let store = StoreReader::open(segment.open_read(SegmentComponent::Store)?, CACHED_BLOCKS)?;
            Ok((store, segment.schema().get_field(ARTICLE_FIELD)?))
        };
        let (store, article) = open().map_err(Error::engine("open the stored articles"))?;
        Ok(StoredArticles { store, documents, files, article })
    }

    /// The documents that were not deleted, in order.
    pub(crate) fn documents(&self) -> impl Iterator<Item = DocId> + '_ {
        self.documents.iter()
    }

    /// The article of a document.
    pub(crate) fn article(&self, doc: DocId) -> Result<Article> {
        let bytes = self.store.get_document_bytes(doc).map_err(Error::engine("read a stored article"))?;
        article_in(&bytes, self.article).map_err(|why| {
            Error::corrupt("the store of articles", CorruptionKind::BadArticle { document: doc, why })
        })
    }

    /// The file that a document's article came from, if any.
    pub(crate) fn file(&self, doc: DocId) -> Result<Option<String>> {
        self.files.of_document(doc)
    }
}

impl Documents {
    pub(crate) fn of(segment: &Segment) -> Result<Documents> {
        let max_doc = segment.meta().max_doc();
        if !segment.meta().has_deletes() {
            return Ok(Documents { max_doc, alive: None });
        }
        let read = || -> tantivy::Result<AliveBitSet> {
            Ok(AliveBitSet::open(segment.open_read(SegmentComponent::Delete)?.read_bytes()?))
        };
        let alive = read().map_err(Error::engine("read which articles were taken out"))?;
        Ok(Documents { max_doc, alive: Some(alive) })
    }

    /// All documents, deleted ones included.
    pub(crate) fn all(segment: &Segment) -> Documents {
        Documents { max_doc: segment.meta().max_doc(), alive: None }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        (0..self.max_doc).filter(|&doc| self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc)))
    }
}

impl Files {
    /// As given by the column.
    pub(crate) fn of(segment: &Segment) -> Result<Files> {
        let read = || strings_of(segment, FILE_COLUMN);
        read().map(Files::Column).map_err(Error::engine("read the files of articles"))
    }

    /// As given by the terms, if the column is damaged.
    pub(crate) fn by_terms(segment: &Segment) -> Result<Files> {
        let read = || -> tantivy::Result<Files> {
            let mut files = vec![None; segment.meta().max_doc() as usize];
            let reader = SegmentReader::open(segment)?;
            let postings = reader.inverted_index(segment.schema().get_field(FILE_COLUMN)?)?;
            let mut terms = postings.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let file = String::from_utf8_lossy(term).into_owned();
                let mut documents = postings.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                while documents.doc() != TERMINATED {
                    if let Some(place) = files.get_mut(documents.doc() as usize) {
                        *place = Some(file.clone());
                    }
                    documents.advance();
                }
            }
            Ok(Files::Listed(files))
        };
        read().map_err(Error::engine("read the files of articles"))
    }

    pub(crate) fn of_document(&self, doc: DocId) -> Result<Option<String>> {
        let column = match self {
            Files::Unknown | Files::Column(None) => return Ok(None),
            Files::Listed(files) => return Ok(files.get(doc as usize).cloned().flatten()),
            Files::Column(Some(column)) => column,
        };
        value(column, doc)
    }
}

/// The ids of a segment's articles by document, as given by its column.
pub(crate) struct Ids {
    column: Option<StrColumn>,
}

impl Ids {
    pub(crate) fn of(segment: &Segment) -> Result<Ids> {
        let column = strings_of(segment, ID_COLUMN).map_err(Error::engine("read the ids"))?;
        Ok(Ids { column })
    }

    pub(crate) fn of_document(&self, doc: DocId) -> Result<Option<String>> {
        self.column.as_ref().map_or(Ok(None), |column| value(column, doc))
    }
}

/// The places of a segment's articles in their files, and their numbers, as given by its columns; an earlier format has none.
#[derive(Default)]
pub(crate) struct Places {
    members: Option<StrColumn>,
    lines: Option<Column<u64>>,
    records: Option<Column<u64>>,
    added: Option<Column<u64>>,
}

impl Places {
    pub(crate) fn of(segment: &Segment) -> Result<Places> {
        let read = || -> tantivy::Result<Places> {
            Ok(Places {
                members: strings_of(segment, MEMBER_COLUMN)?,
                lines: numbers_of(segment, LINE_COLUMN)?,
                records: numbers_of(segment, RECORD_COLUMN)?,
                added: numbers_of(segment, ADDED_COLUMN)?,
            })
        };
        read().map_err(Error::engine("read the places of articles"))
    }

    /// The place of a document without the path, and its number.
    pub(crate) fn of_document(&self, doc: DocId) -> Result<(FilePlace, Option<u64>)> {
        let member = self.members.as_ref().map_or(Ok(None), |column| value(column, doc))?;
        let first = |column: &Option<Column<u64>>| column.as_ref().and_then(|column| column.first(doc));
        let place =
            FilePlace { path: String::new(), member, line: first(&self.lines), record: first(&self.records) };
        Ok((place, first(&self.added)))
    }
}

fn numbers_of(segment: &Segment, name: &str) -> tantivy::Result<Option<Column<u64>>> {
    let columns = ColumnarReader::open(segment.open_read(SegmentComponent::FastFields)?)?;
    let mut found = None;
    for column in columns.read_columns(name)? {
        if let DynamicColumn::U64(column) = column.open()? {
            found = Some(column);
        }
    }
    Ok(found)
}

fn strings_of(segment: &Segment, name: &str) -> tantivy::Result<Option<StrColumn>> {
    let columns = ColumnarReader::open(segment.open_read(SegmentComponent::FastFields)?)?;
    let mut found = None;
    for column in columns.read_columns(name)? {
        if let DynamicColumn::Str(column) = column.open()? {
            found = Some(column);
        }
    }
    Ok(found)
}

/// The value of a document in a column of texts.
fn value(column: &StrColumn, doc: DocId) -> Result<Option<String>> {
    let Some(ordinal) = column.term_ords(doc).next() else { return Ok(None) };
    let mut text = String::new();
    let is_there = column
        .ord_to_str(ordinal, &mut text)
        .map_err(|error| Error::engine("read a column of texts")(error.into()))?;
    if is_there {
        return Ok(Some(text));
    }
    let why = format!("document {doc} has a value that is not in it");
    Err(Error::corrupt("the column of texts", CorruptionKind::Contradiction { why }))
}

/// The bytes of a file of columns without any: a segment whose own is damaged can be opened with it.
pub(crate) fn no_columns() -> tantivy::Result<Vec<u8>> {
    use tantivy::Directory;
    let ram = RamDirectory::create();
    let index =
        tantivy::Index::create(ram.clone(), Schema::builder().build(), tantivy::IndexSettings::default())?;
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 15_000_000)?;
    writer.add_document(tantivy::TantivyDocument::default())?;
    writer.commit()?;
    let segments = index.searchable_segment_metas()?;
    let columns = segments.first().map(|segment| segment.relative_path(SegmentComponent::FastFields));
    let path =
        columns.ok_or_else(|| tantivy::TantivyError::InternalError("no segment was made".to_owned()))?;
    Ok(ram.open_read(&path)?.read_bytes()?.as_slice().to_vec())
}

/// The article of a document.
pub(crate) fn stored_article(
    searcher: &Searcher,
    fields: &Fields,
    address: tantivy::DocAddress,
) -> Result<Article> {
    let failed = || Error::engine("read a stored article");
    // Opening a store reads only its end, and each article is read once.
    let store = searcher
        .segment_reader(address.segment_ord)
        .get_store_reader(0)
        .map_err(|error| failed()(error.into()))?;
    let bytes = store.get_document_bytes(address.doc_id).map_err(failed())?;
    article_in(&bytes, fields.article).map_err(|why| {
        Error::corrupt("the store of articles", CorruptionKind::BadArticle { document: address.doc_id, why })
    })
}

/// Reads the article from the bytes of a stored document: the number of fields (one), the field, the type of its value (bytes,
/// the JSON in the [encoding](crate::text::encoding); up to format 4 a text, the JSON itself), its length, the value. tantivy
/// reads the same, but reserves as much memory as a damaged length requires, which ends the program.
pub(crate) fn article_in(bytes: &[u8], field: Field) -> std::result::Result<Article, String> {
    let value = || -> Option<(u8, &[u8])> {
        let rest = bytes.strip_prefix(&[VINT_END | 1])?;
        let (id, rest) = rest.split_first_chunk::<4>()?;
        let (&value_type, rest) = rest.split_first()?;
        let length_bytes = rest.iter().position(|byte| byte & VINT_END != 0)? + 1;
        let (length, value) = rest.split_at(length_bytes);
        // Seven bits a byte, the lowest first.
        let length = length.iter().rev().try_fold(0_usize, |length, byte| {
            length.checked_mul(1 << 7)?.checked_add(usize::from(byte & !VINT_END))
        })?;
        (u32::from_le_bytes(*id) == field.field_id() && value.len() == length).then_some((value_type, value))
    };
    let json = match value() {
        Some((BYTES_VALUE, value)) => encoding::decode(value).map(Cow::Owned),
        Some((TEXT_VALUE, value)) => std::str::from_utf8(value).ok().map(Cow::Borrowed),
        _ => None,
    };
    let json = json.ok_or("is not a stored article")?;
    serde_json::from_str(&json).map_err(|error| format!("does not read as an article: {error}"))
}

/// The bit that is set in the last byte of a number of tantivy's.
const VINT_END: u8 = 128;

/// tantivy's codes for the types of values.
const TEXT_VALUE: u8 = 0;
const BYTES_VALUE: u8 = 4;

//! The articles stored in an index, read without its terms.
//!
//! A rebuild and a verification must read what is stored also where the rest of the index is damaged, or was made by an
//! earlier version with other fields. So this reads the store, the set of documents taken out and the column of files
//! of each segment, and nothing else. Where that column is damaged the terms tell which file an article came from.

use jianbao_article::Article;
use tantivy::columnar::{ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::RamDirectory;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::{Segment, SegmentComponent, SegmentReader};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::document::article_in;
use crate::error::{Error, Result};
use crate::schema::{ARTICLE_FIELD, FILE_COLUMN, ID_COLUMN};

/// Documents are read in order, so the last block is all that is worth keeping.
const CACHED_BLOCKS: usize = 1;

/// The stored articles of one segment.
pub(crate) struct StoredArticles {
    store: StoreReader,
    documents: Documents,
    files: Files,
    article: Field,
}

/// The documents of a segment, and which of them were taken out.
pub(crate) struct Documents {
    max_doc: DocId,
    alive: Option<AliveBitSet>,
}

/// Which file the article of a document came from.
pub(crate) enum Files {
    /// Nothing tells.
    Unknown,
    Column(Option<StrColumn>),
    /// By document.
    Listed(Vec<Option<String>>),
}

impl StoredArticles {
    pub(crate) fn open(segment: &Segment) -> Result<StoredArticles> {
        StoredArticles::with(segment, Documents::of(segment)?, Files::of(segment)?)
    }

    /// Opens the store alone, beside what is known of the documents otherwise.
    pub(crate) fn with(segment: &Segment, documents: Documents, files: Files) -> Result<StoredArticles> {
        let open = || -> tantivy::Result<(StoreReader, Field)> {
            let store = StoreReader::open(segment.open_read(SegmentComponent::Store)?, CACHED_BLOCKS)?;
            Ok((store, segment.schema().get_field(ARTICLE_FIELD)?))
        };
        let (store, article) = open().map_err(Error::engine("open the stored articles"))?;
        Ok(StoredArticles { store, documents, files, article })
    }

    /// The documents that were not taken out, in order.
    pub(crate) fn documents(&self) -> impl Iterator<Item = DocId> + '_ {
        self.documents.iter()
    }

    /// The article of a document.
    pub(crate) fn article(&self, doc: DocId) -> Result<Article> {
        let bytes = self.store.get_document_bytes(doc).map_err(Error::engine("read a stored article"))?;
        article_in(&bytes, self.article).map_err(|problem| Error::Damaged {
            path: "the store of articles".into(),
            problem: format!("document {doc} {problem}"),
        })
    }

    /// The file that a document's article came from, where it came from one.
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

    /// All documents, those that were taken out too.
    pub(crate) fn all(segment: &Segment) -> Documents {
        Documents { max_doc: segment.meta().max_doc(), alive: None }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        (0..self.max_doc).filter(|&doc| self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc)))
    }
}

impl Files {
    /// As the column tells.
    pub(crate) fn of(segment: &Segment) -> Result<Files> {
        let read = || text_column(segment, FILE_COLUMN);
        read().map(Files::Column).map_err(Error::engine("read the files of articles"))
    }

    /// As the terms tell, where the column does not.
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

/// The ids of a segment's articles by document, as its column tells.
pub(crate) struct Ids {
    column: Option<StrColumn>,
}

impl Ids {
    pub(crate) fn of(segment: &Segment) -> Result<Ids> {
        let column = text_column(segment, ID_COLUMN).map_err(Error::engine("read the ids"))?;
        Ok(Ids { column })
    }

    pub(crate) fn of_document(&self, doc: DocId) -> Result<Option<String>> {
        self.column.as_ref().map_or(Ok(None), |column| value(column, doc))
    }
}

fn text_column(segment: &Segment, name: &str) -> tantivy::Result<Option<StrColumn>> {
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
    Err(Error::Damaged {
        path: "the column of texts".into(),
        problem: format!("document {doc} has a value that is not in it"),
    })
}

/// The bytes of a file of columns that holds none: with it a segment opens whose own is damaged.
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

//! The articles stored in an index, read without its terms.
//!
//! A rebuild and a verification must read what is stored also where the rest of the index is damaged, or was made by an
//! earlier version with other fields. So this reads the store, the set of documents taken out and the column of files
//! of each segment, and nothing else.

use jianbao_article::Article;
use tantivy::DocId;
use tantivy::columnar::{ColumnarReader, DynamicColumn, StrColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::index::{Segment, SegmentComponent};
use tantivy::schema::Field;
use tantivy::store::StoreReader;

use crate::document::article_in;
use crate::error::{Error, Result};
use crate::schema::{ARTICLE_FIELD, FILE_COLUMN};

/// Documents are read in order, so the last block is all that is worth keeping.
const CACHED_BLOCKS: usize = 1;

/// The stored articles of one segment.
pub(crate) struct StoredArticles {
    store: StoreReader,
    alive: Option<AliveBitSet>,
    files: Option<StrColumn>,
    article: Field,
    max_doc: DocId,
}

impl StoredArticles {
    pub(crate) fn open(segment: &Segment) -> Result<StoredArticles> {
        StoredArticles::open_of_engine(segment).map_err(Error::engine("open the stored articles"))
    }

    fn open_of_engine(segment: &Segment) -> tantivy::Result<StoredArticles> {
        let store = StoreReader::open(segment.open_read(SegmentComponent::Store)?, CACHED_BLOCKS)?;
        let alive = if segment.meta().has_deletes() {
            Some(AliveBitSet::open(segment.open_read(SegmentComponent::Delete)?.read_bytes()?))
        } else {
            None
        };
        let columns = ColumnarReader::open(segment.open_read(SegmentComponent::FastFields)?)?;
        let mut files = None;
        for column in columns.read_columns(FILE_COLUMN)? {
            if let DynamicColumn::Str(column) = column.open()? {
                files = Some(column);
            }
        }
        let article = segment.schema().get_field(ARTICLE_FIELD)?;
        Ok(StoredArticles { store, alive, files, article, max_doc: segment.meta().max_doc() })
    }

    /// The documents that were not taken out, in order.
    pub(crate) fn documents(&self) -> impl Iterator<Item = DocId> + '_ {
        (0..self.max_doc).filter(|&doc| self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc)))
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
        let Some(files) = &self.files else { return Ok(None) };
        let Some(ordinal) = files.term_ords(doc).next() else { return Ok(None) };
        let mut file = String::new();
        let is_there = files
            .ord_to_str(ordinal, &mut file)
            .map_err(|error| Error::engine("read the file of an article")(error.into()))?;
        if is_there {
            return Ok(Some(file));
        }
        Err(Error::Damaged {
            path: "the column of files".into(),
            problem: format!("document {doc} names a file that is not in it"),
        })
    }
}

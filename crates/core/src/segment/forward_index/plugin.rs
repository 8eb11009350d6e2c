//! Plugin for tantivy that writes and merges the forward index of a segment.

use std::any::Any;

use tantivy::indexer::DocIdMapping;
use tantivy::indexer::doc_id_mapping::MappingType;
use tantivy::schema::document::{ErasedDocument, ErasedValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Schema};
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin, TantivyError,
};

use super::{ForwardIndex, damaged, write};
use crate::segment::pair_lists::gather;
use crate::segment::pair_lists::join::{Source, join};
use crate::storage::layout::TEXT_EXTENSION;
use crate::text::encoding;

/// Writes and merges the forward index.
pub(crate) struct ForwardIndexPlugin {
    /// The field whose value is the normalised text.
    pub(crate) field: Field,
}

/// The texts of a segment that is being written.
struct ForwardIndexWriter {
    field: Field,
    texts: Texts,
}

#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

fn reordered() -> TantivyError {
    TantivyError::InvalidArgument("texts cannot be brought into another order".to_owned())
}

impl SegmentPlugin for ForwardIndexPlugin {
    fn extensions(&self) -> &[&str] {
        &[TEXT_EXTENSION]
    }

    fn create_writer(&self, _: &PluginWriterContext<'_>) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(ForwardIndexWriter { field: self.field, texts: Texts::default() }))
    }

    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        if context.doc_id_mapping.mapping_type() == MappingType::Shuffled {
            return Err(reordered());
        }
        let columns = context.readers.iter().map(ForwardIndex::open).collect::<tantivy::Result<Vec<_>>>()?;
        let mut texts = Vec::new();
        let mut sources = Vec::with_capacity(columns.len());
        for (reader, column) in context.readers.iter().zip(&columns) {
            let first = DocId::try_from(texts.len()).unwrap_or(DocId::MAX);
            let kept = reader.has_deletes().then(|| reader.doc_ids_alive().collect());
            sources.push(Source {
                lists: column.pairs().map_err(|_| damaged("have damaged pairs"))?,
                first,
                kept,
            });
            for doc in reader.doc_ids_alive() {
                texts.push(column.text(doc)?);
            }
        }
        write(context.target_segment, &texts, |write, _, documents| join(write, sources, documents))
    }
}

impl Texts {
    fn add(&mut self, text: &str) {
        encoding::encode_into(text, &mut self.bytes);
    }

    /// Ends the text of a document: the additions since the last one are its text.
    fn end_document(&mut self) {
        self.ends.push(self.bytes.len());
    }

    fn all(&self) -> Vec<&[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.bytes[start..end]).collect()
    }
}

impl PluginWriter for ForwardIndexWriter {
    fn add_document(&mut self, _: DocId, document: &dyn ErasedDocument, _: &Schema) -> tantivy::Result<()> {
        for (field, value) in document.erased_fields() {
            if let ErasedValue::Leaf(ReferenceValueLeaf::Str(text)) = value
                && field == self.field
            {
                self.texts.add(text);
            }
        }
        self.texts.end_document();
        Ok(())
    }

    fn serialize(self: Box<Self>, segment: &Segment, order: Option<&DocIdMapping>) -> tantivy::Result<()> {
        if order.is_some() {
            return Err(reordered());
        }
        write(segment, &self.texts.all(), gather::write_pairs)
    }

    fn mem_usage(&self) -> usize {
        self.texts.bytes.capacity() + self.texts.ends.capacity() * size_of::<usize>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

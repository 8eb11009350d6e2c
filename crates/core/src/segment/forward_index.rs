//! Forward index: the normalised text of every article, in a searchable [encoding](crate::text::encoding), as a file of its own
//! in each segment.
//!
//! It replaces positional postings, and has three advantages. It is smaller: 33 MB of texts, rows and postings instead of 38 MB
//! of positions and postings, for 45 MB of news. It is faster to write: a character is looked up in the term dictionary once
//! for each article, not at each occurrence. It is faster to read: searching the text of an article takes as long as decoding
//! some tens of positions. `docs/benches.md` has the figures.
//!
//! File layout:
//!
//! | part | content |
//! |---|---|
//! | texts | one after another, in the order of the documents |
//! | [rows](crate::segment::bigram_signatures) | a filter of the texts that may contain a string |
//! | ends | for each document the offset of the byte after its text, in eight bytes, little-endian |
//! | footer | the number of rows and the number of documents, in four bytes each |

mod plugin;

use std::io::Write;

use tantivy::directory::{OwnedBytes, TerminatingWrite};
use tantivy::index::SegmentComponent;
use tantivy::{DocId, Segment, SegmentReader, TantivyError};

use crate::segment::bigram_signatures::{self, BigramSignatures};
use crate::storage::layout::TEXT_EXTENSION;
pub(crate) use plugin::ForwardIndexPlugin;

const END_BYTES: usize = size_of::<u64>();
const COUNT_BYTES: usize = size_of::<u32>();

/// The texts of one segment.
#[derive(Clone)]
pub(crate) struct ForwardIndex {
    file: OwnedBytes,
    filter_start: usize,
    ends_start: usize,
    rows: usize,
    documents: usize,
}

fn component() -> SegmentComponent {
    SegmentComponent::Custom(TEXT_EXTENSION.to_owned())
}

fn damaged(problem: &str) -> TantivyError {
    TantivyError::InternalError(format!("the texts of a segment {problem}"))
}

/// Writes the forward index of a segment.
fn write(segment: &Segment, texts: &[&[u8]]) -> tantivy::Result<()> {
    let mut write = segment.open_write(component())?;
    write_texts(&mut write, texts)?;
    Ok(write.terminate()?)
}

fn write_texts(write: &mut impl Write, texts: &[&[u8]]) -> tantivy::Result<()> {
    let mut ends = Vec::with_capacity(texts.len());
    let mut end = 0;
    for text in texts {
        write.write_all(text)?;
        end += text.len();
        ends.push(end as u64);
    }
    let rows = BigramSignatures::rows_of(end, texts.len());
    for texts in texts.chunks(bigram_signatures::BLOCK) {
        write.write_all(&BigramSignatures::block(rows, texts))?;
    }
    for end in ends {
        write.write_all(&end.to_le_bytes())?;
    }
    for count in [rows, texts.len()] {
        let count = u32::try_from(count).map_err(|_| damaged("are too many"))?;
        write.write_all(&count.to_le_bytes())?;
    }
    Ok(())
}

impl ForwardIndex {
    /// Opens the forward index of a segment; reads only the end of the file.
    pub(crate) fn open(reader: &SegmentReader) -> tantivy::Result<ForwardIndex> {
        let file = reader.open_read(component())?.read_bytes()?;
        let column = ForwardIndex::of_file(file).ok_or_else(|| damaged("are cut short"))?;
        if column.documents == reader.max_doc() as usize {
            Ok(column)
        } else {
            Err(damaged("are not one a document"))
        }
    }

    fn of_file(file: OwnedBytes) -> Option<ForwardIndex> {
        let counts_start = file.len().checked_sub(2 * COUNT_BYTES)?;
        let count = |at: usize| Some(u32::from_le_bytes(*file.get(at..)?.first_chunk()?) as usize);
        let (rows, documents) = (count(counts_start)?, count(counts_start + COUNT_BYTES)?);
        let ends_start = counts_start.checked_sub(documents.checked_mul(END_BYTES)?)?;
        let filter_start = ends_start.checked_sub(BigramSignatures::size(rows, documents)?)?;
        Some(ForwardIndex { file, filter_start, ends_start, rows, documents })
    }

    /// The encoded text of a document.
    ///
    /// # Errors
    /// If the file contradicts itself.
    pub(crate) fn text(&self, doc: DocId) -> tantivy::Result<&[u8]> {
        let doc = doc as usize;
        let start = doc.checked_sub(1).map_or(Some(0), |before| self.end(before));
        let range = start.zip(self.end(doc)).map(|(start, end)| start..end);
        let text =
            range.filter(|range| range.end <= self.filter_start).and_then(|range| self.file.get(range));
        text.ok_or_else(|| damaged(&format!("contradict themselves at document {doc}")))
    }

    /// The bigram signatures: a filter of the texts that may contain a string.
    pub(crate) fn filter(&self) -> BigramSignatures<'_> {
        let rows = self.file.get(self.filter_start..self.ends_start).unwrap_or_default();
        BigramSignatures::new(rows, self.rows, self.documents)
    }

    /// The byte after the text of a document.
    fn end(&self, doc: usize) -> Option<usize> {
        let end = self.file.get(self.ends_start + doc * END_BYTES..)?.first_chunk()?;
        usize::try_from(u64::from_le_bytes(*end)).ok().filter(|_| doc < self.documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encoding;

    fn column(texts: &[&str]) -> Option<ForwardIndex> {
        let coded: Vec<Vec<u8>> = texts.iter().map(|text| encoding::encoded(text)).collect();
        let coded: Vec<&[u8]> = coded.iter().map(Vec::as_slice).collect();
        let mut file = Vec::new();
        write_texts(&mut file, &coded).unwrap();
        ForwardIndex::of_file(OwnedBytes::new(file))
    }

    #[test]
    fn each_document_has_its_text() {
        let texts = ["雨后\u{1}放晴", "", "5.2%"];
        let column = column(&texts).unwrap();
        for (doc, text) in (0..).zip(texts) {
            assert_eq!(encoding::decode(column.text(doc).unwrap()).as_deref(), Some(text));
        }
        assert!(column.text(3).is_err());
    }

    #[test]
    fn a_file_that_contradicts_itself_is_an_error() {
        for bytes in [&[][..], &[1, 0, 0], &[0, 0, 0, 0, 1, 0, 0, 0], &[0xff; 8], &[0xff; 80]] {
            assert!(ForwardIndex::of_file(OwnedBytes::new(bytes.to_vec())).is_none(), "{bytes:?}");
        }
        let beyond = [&[7_u8; 8][..], &[0, 0, 0, 0], &[1, 0, 0, 0]].concat();
        assert!(ForwardIndex::of_file(OwnedBytes::new(beyond)).unwrap().text(0).is_err());
    }
}

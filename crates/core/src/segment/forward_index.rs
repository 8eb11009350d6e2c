//! Forward index: the normalised text of every article, in a searchable [encoding](crate::text::encoding), as a file of its own
//! in each segment.
//!
//! It replaces positional postings. It is faster to write: a character is looked up in the term dictionary once
//! for each article, not at each occurrence. It is faster to read: searching the text of an article takes as long as decoding
//! some tens of positions, and the [lists of pairs](crate::segment::pair_lists) leave few texts to be searched. `docs/benches.md`
//! has the figures.
//!
//! File layout:
//!
//! | part | content |
//! |---|---|
//! | texts | one after another, in the order of the documents |
//! | [lists of pairs](crate::segment::pair_lists) | the documents with each pair of adjacent units |
//! | ends | for each document the offset of the byte after its text, in eight bytes, little-endian |
//! | footer | the number of blocks of lists and the number of documents, in four bytes each |

mod plugin;

use std::io::{self, Write};

use tantivy::directory::{OwnedBytes, TerminatingWrite};
use tantivy::index::SegmentComponent;
use tantivy::{DocId, Segment, SegmentReader, TantivyError};

use crate::segment::pair_lists::{Damaged, PairLists};
use crate::storage::layout::TEXT_EXTENSION;
pub(crate) use plugin::ForwardIndexPlugin;

const END_BYTES: usize = size_of::<u64>();
const COUNT_BYTES: usize = size_of::<u32>();

/// The texts of one segment.
#[derive(Clone)]
pub(crate) struct ForwardIndex {
    file: OwnedBytes,
    /// The end of the texts.
    pairs_start: usize,
    ends_start: usize,
    blocks: usize,
    documents: usize,
}

fn component() -> SegmentComponent {
    SegmentComponent::Custom(TEXT_EXTENSION.to_owned())
}

fn damaged(problem: &str) -> TantivyError {
    TantivyError::InternalError(format!("the texts of a segment {problem}"))
}

/// Writes the forward index of a segment. The second function writes the lists of its pairs, and returns the number of their
/// blocks.
fn write(
    segment: &Segment,
    texts: &[&[u8]],
    write_pairs: impl FnOnce(&mut dyn Write, &[&[u8]], u32) -> io::Result<usize>,
) -> tantivy::Result<()> {
    let mut write = segment.open_write(component())?;
    write_texts(&mut write, texts, write_pairs)?;
    Ok(write.terminate()?)
}

fn write_texts(
    write: &mut dyn Write,
    texts: &[&[u8]],
    write_pairs: impl FnOnce(&mut dyn Write, &[&[u8]], u32) -> io::Result<usize>,
) -> tantivy::Result<()> {
    let mut ends = Vec::with_capacity(texts.len());
    let mut end = 0;
    for text in texts {
        write.write_all(text)?;
        end += text.len();
        ends.push(end as u64);
    }
    let count = |count: usize| u32::try_from(count).map_err(|_| damaged("are too many"));
    let documents = count(texts.len())?;
    let blocks = count(write_pairs(write, texts, documents)?)?;
    for end in ends {
        write.write_all(&end.to_le_bytes())?;
    }
    for count in [blocks, documents] {
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
        let (blocks, documents) = (count(counts_start)?, count(counts_start + COUNT_BYTES)?);
        let ends_start = counts_start.checked_sub(documents.checked_mul(END_BYTES)?)?;
        let mut index = ForwardIndex { file, pairs_start: 0, ends_start, blocks, documents };
        index.pairs_start = documents.checked_sub(1).map_or(Some(0), |last| index.end(last))?;
        index.pairs().ok()?;
        Some(index)
    }

    /// The encoded text of a document.
    ///
    /// # Errors
    /// If the file contradicts itself.
    pub(crate) fn text(&self, doc: DocId) -> tantivy::Result<&[u8]> {
        let doc = doc as usize;
        let start = doc.checked_sub(1).map_or(Some(0), |before| self.end(before));
        let range = start.zip(self.end(doc)).map(|(start, end)| start..end);
        let text = range.filter(|range| range.end <= self.pairs_start).and_then(|range| self.file.get(range));
        text.ok_or_else(|| damaged(&format!("contradict themselves at document {doc}")))
    }

    /// The lists of the pairs of the texts.
    pub(crate) fn pairs(&self) -> Result<PairLists<'_>, Damaged> {
        let bytes = self.file.get(self.pairs_start..self.ends_start).ok_or(Damaged)?;
        PairLists::new(bytes, self.blocks, u32::try_from(self.documents).map_err(|_| Damaged)?)
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
    use crate::segment::pair_lists::gather;
    use crate::text::encoding;

    fn column(texts: &[&str]) -> Option<ForwardIndex> {
        let coded: Vec<Vec<u8>> = texts.iter().map(|text| encoding::encoded(text)).collect();
        let coded: Vec<&[u8]> = coded.iter().map(Vec::as_slice).collect();
        let mut file = Vec::new();
        write_texts(&mut file, &coded, gather::write_pairs).unwrap();
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

    /// The example of docs/index-format.md.
    #[test]
    fn the_bytes_are_those_of_the_specification() {
        let mut file = Vec::new();
        write_texts(&mut file, &[&encoding::encoded("雨后\u{1}江城")], gather::write_pairs).unwrap();
        let page = include_str!("../../../../docs/index-format.md");
        let example = &page[page.find("### An example\n").unwrap()..page.find("## 10.").unwrap()];
        let is_row = |row: &&str| row.starts_with("| ") && row.as_bytes()[2].is_ascii_digit();
        let cells = example.lines().filter(is_row).filter_map(|row| row.split('|').nth(2));
        let expect: String = cells.flat_map(str::chars).filter(char::is_ascii_hexdigit).collect();
        assert_eq!(file.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), expect);
    }

    #[test]
    fn a_file_that_contradicts_itself_is_an_error() {
        for bytes in [&[][..], &[1, 0, 0], &[0, 0, 0, 0, 1, 0, 0, 0], &[0xff; 8], &[0xff; 80]] {
            assert!(ForwardIndex::of_file(OwnedBytes::new(bytes.to_vec())).is_none(), "{bytes:?}");
        }
        let beyond = [&[7_u8; 8][..], &[0, 0, 0, 0], &[1, 0, 0, 0]].concat();
        assert!(ForwardIndex::of_file(OwnedBytes::new(beyond)).is_none());
        let descending =
            [&[7; 4][..], &[9, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0], &[0, 0, 0, 0], &[2, 0, 0, 0]];
        assert!(ForwardIndex::of_file(OwnedBytes::new(descending.concat())).unwrap().text(0).is_err());
    }
}

//! Writer of the lists of pairs of a segment.

use std::io::{self, Write};

use tantivy::DocId;

use super::{
    BLOCK_LISTS, COUNT_PARAMETER, ENTRY_BYTES, KEY_PARAMETER, LAST_KEY, MAX_UNSIZED, NUMBER_BYTES,
    SIZE_PARAMETER, check_of, rice_parameter,
};
use crate::segment::bit_codes::BitWriter;
use crate::text::unit_pairs::PairKey;

/// A block with this number of bits takes no further list.
const BLOCK_BITS: usize = 8 * 8192;

/// Writes the lists of a segment in the order of their keys, and then their directory.
pub(crate) struct PairListsWriter<W> {
    write: W,
    documents: u32,
    /// The block that is being filled, its first key, its last key, and the number of its lists.
    block: BitWriter,
    first_key: u64,
    last_key: u64,
    lists: usize,
    list: BitWriter,
    written_bytes: u64,
    directory: Vec<u8>,
}

impl<W: Write> PairListsWriter<W> {
    /// Begins the lists of a segment with a number of documents.
    pub(crate) fn new(write: W, documents: u32) -> PairListsWriter<W> {
        PairListsWriter {
            write,
            documents,
            block: BitWriter::default(),
            first_key: 0,
            last_key: 0,
            lists: 0,
            list: BitWriter::default(),
            written_bytes: 0,
            directory: Vec::new(),
        }
    }

    /// Adds the list of a pair: documents in ascending order, each once, below the number of documents. Keys must ascend.
    pub(crate) fn push(&mut self, PairKey(key): PairKey, documents: &[DocId]) -> io::Result<()> {
        let Ok(count) = u32::try_from(documents.len()) else {
            return Err(io::Error::other("too many documents"));
        };
        if self.lists >= BLOCK_LISTS || self.block.bits() >= BLOCK_BITS {
            self.end_block(key)?;
        }
        if self.lists == 0 {
            self.first_key = key;
        } else {
            self.block.put_golomb(key - self.last_key - 1, KEY_PARAMETER);
        }
        self.last_key = key;
        self.lists += 1;
        self.block.put_golomb(u64::from(count) - 1, COUNT_PARAMETER);
        let parameter = rice_parameter(self.documents, count);
        let is_sized = count > MAX_UNSIZED;
        let list = if is_sized { &mut self.list } else { &mut self.block };
        let mut next = 0;
        for &doc in documents {
            list.put_rice(doc - next, parameter);
            next = doc + 1;
        }
        if is_sized {
            self.block.put_golomb(self.list.bits() as u64, SIZE_PARAMETER);
            self.block.append(&self.list);
            self.list.clear();
        }
        Ok(())
    }

    fn end_block(&mut self, next_key: u64) -> io::Result<()> {
        if self.lists == 0 {
            return Ok(());
        }
        let block = self.block.finish();
        self.write.write_all(&block)?;
        self.written_bytes += block.len() as u64;
        for number in [self.first_key, self.written_bytes] {
            self.directory.extend_from_slice(&number.to_le_bytes()[..NUMBER_BYTES]);
        }
        self.directory.extend_from_slice(&check_of(&block, self.first_key, next_key));
        self.lists = 0;
        Ok(())
    }

    /// Writes the directory, and returns the number of blocks and what was written to.
    pub(crate) fn finish(mut self) -> io::Result<(usize, W)> {
        self.end_block(LAST_KEY)?;
        self.write.write_all(&self.directory)?;
        Ok((self.directory.len() / ENTRY_BYTES, self.write))
    }
}

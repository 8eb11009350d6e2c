//! Reader of one block of the lists of pairs.

use tantivy::DocId;

use super::{
    BLOCK_LISTS, COUNT_PARAMETER, Damaged, KEY_PARAMETER, MAX_UNSIZED, SIZE_PARAMETER, rice_parameter,
};
use crate::segment::bit_codes::BitReader;

/// The lists of one block, in order.
pub(super) struct BlockReader<'c> {
    bits: BitReader<'c>,
    documents: u32,
    /// The key of the last list.
    key: Option<u64>,
    first_key: u64,
    /// All keys of the block are below it.
    end_key: u64,
    lists: usize,
}

impl<'c> BlockReader<'c> {
    /// Reads a block whose check was tested, with lists of keys from the first one up to an end.
    pub(super) fn new(block: &'c [u8], documents: u32, first_key: u64, end_key: u64) -> BlockReader<'c> {
        BlockReader { bits: BitReader::new(block), documents, key: None, first_key, end_key, lists: 0 }
    }

    /// The key and the documents of the next list, which must be [passed over](Self::pass_over) before the next call; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<(u64, List<'c>)>, Damaged> {
        // Fewer than eight bits of 0 fill the block up, and no list is as short.
        if self.lists >= BLOCK_LISTS || self.bits.is_filling() {
            return Ok(None);
        }
        let key = match self.key {
            None => self.first_key,
            Some(before) => before.saturating_add(self.bits.golomb(KEY_PARAMETER)?).saturating_add(1),
        };
        if key >= self.end_key {
            return Err(Damaged);
        }
        let count = u32::try_from(self.bits.golomb(COUNT_PARAMETER)? + 1).map_err(|_| Damaged)?;
        if count > self.documents {
            return Err(Damaged);
        }
        let size_bits = match count {
            ..=MAX_UNSIZED => None,
            _ => Some(usize::try_from(self.bits.golomb(SIZE_PARAMETER)?).map_err(|_| Damaged)?),
        };
        self.key = Some(key);
        self.lists += 1;
        let parameter = rice_parameter(self.documents, count);
        let (bits, documents) = (self.bits, self.documents);
        Ok(Some((key, List { bits, parameter, documents, count, left: count, next: 0, size_bits })))
    }

    /// Passes over a list of this block, of which all was read or nothing.
    pub(super) fn pass_over(&mut self, mut list: List<'c>) -> Result<(), Damaged> {
        match list.size_bits {
            Some(bits) => self.bits.skip(bits)?,
            None => {
                while list.next()?.is_some() {}
                self.bits = list.bits;
            }
        }
        Ok(())
    }
}

/// The documents of a list, in order.
pub(crate) struct List<'c> {
    bits: BitReader<'c>,
    parameter: u32,
    documents: u32,
    /// The number of documents in the list.
    pub(super) count: u32,
    left: u32,
    /// The number after that of the last document.
    next: u32,
    size_bits: Option<usize>,
}

impl List<'_> {
    /// The next document; none at the end.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<DocId>, Damaged> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let doc = u64::from(self.next) + self.bits.rice(self.parameter)?;
        match u32::try_from(doc) {
            Ok(doc) if doc < self.documents => {
                self.next = doc + 1;
                Ok(Some(doc))
            }
            _ => Err(Damaged),
        }
    }

    /// Appends the documents.
    pub(super) fn read_into(&mut self, documents: &mut Vec<DocId>) -> Result<(), Damaged> {
        documents.reserve(self.left as usize);
        while let Some(doc) = self.next()? {
            documents.push(doc);
        }
        Ok(())
    }
}

//! Lists of pairs: for each [pair](crate::text::unit_pairs) of adjacent units, the documents of a segment that have it.
//!
//! A text has a string only if it has each pair of adjacent units of the string. The documents with all of them are the
//! intersection of their lists: of a string of two units exactly the documents with the string, of a longer one hardly any
//! others. Postings of the engine would be larger: most lists are short, and its blocks have 128 documents
//! (`docs/decisions/1-no-positions.md`).
//!
//! The lists are in the order of their keys, in blocks. A block has up to 64 lists, and ends earlier behind a list with which it
//! has 8 KiB. It is a [stream of bits](crate::segment::bit_codes), filled up to a byte. For each list:
//!
//! | part | code |
//! |---|---|
//! | the key minus the one before, minus 1; not for the first list of a block | exponential Golomb, 3 |
//! | the number of documents, minus 1 | exponential Golomb, 0 |
//! | with more than 16 documents: the number of bits of the next part | exponential Golomb, 8 |
//! | for each document its number minus the one before, minus 1; for the first its number | Rice, [`rice_parameter`] |
//!
//! The directory behind the blocks has 16 bytes for each: its first key and the offset of its end in six bytes, and its check in
//! four. The check is of the bytes of the block and of the keys between which its lists are. A lookup tests it. **Law**: the
//! answer of a lookup in changed bytes is an error or the right one, but for one change in 2^32.
//!
//! [`gather`] makes the lists of texts, [`join`] those of merged segments.
//!
//! Cost of a lookup: a binary search, a pass of the check over a block, half a block of lists, and the documents of the list.

mod block;
pub(crate) mod gather;
pub(crate) mod join;
mod writer;

use tantivy::DocId;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::segment::bit_codes::Malformed;
use crate::text::unit_pairs::PairKey;
use block::{BlockReader, List};

/// Maximum number of lists of a block.
const BLOCK_LISTS: usize = 64;

/// The size of a block in the directory, and the bytes of a key and of an offset in it.
const ENTRY_BYTES: usize = 16;
const NUMBER_BYTES: usize = 6;

/// A key above all keys.
const LAST_KEY: u64 = (1 << (8 * NUMBER_BYTES)) - 1;

/// The parameters of the codes.
const KEY_PARAMETER: u32 = 3;
const COUNT_PARAMETER: u32 = 0;
const SIZE_PARAMETER: u32 = 8;

/// Lists of more documents have their size before them, so that they can be passed over.
const MAX_UNSIZED: u32 = 16;

/// The lists of a segment.
#[derive(Clone, Copy)]
pub(crate) struct PairLists<'c> {
    blocks: &'c [u8],
    directory: &'c [u8],
    documents: u32,
}

/// The lists contradict themselves or their checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

impl From<Malformed> for Damaged {
    fn from(_: Malformed) -> Damaged {
        Damaged
    }
}

/// The parameter of the Rice code of the documents of a list: the binary logarithm of 69% of the mean gap, rounded down. (The
/// best parameter for gaps of a geometric distribution: Gallager and Van Voorhis 1975.)
fn rice_parameter(documents: u32, in_list: u32) -> u32 {
    (u64::from(documents) * 69 / 100 / u64::from(in_list.max(1))).checked_ilog2().unwrap_or(0)
}

/// The check of a block.
fn check_of(block: &[u8], first_key: u64, next_key: u64) -> [u8; 4] {
    let mut keys = [0; 16];
    keys[..8].copy_from_slice(&first_key.to_le_bytes());
    keys[8..].copy_from_slice(&next_key.to_le_bytes());
    let hash = xxh3_64_with_seed(block, xxh3_64(&keys)).to_le_bytes();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().take(NUMBER_BYTES).rev().fold(0, |above, byte| above << 8 | u64::from(*byte))
}

impl<'c> PairLists<'c> {
    /// The lists in these bytes, with a number of blocks and documents.
    pub(crate) fn new(bytes: &'c [u8], blocks: usize, documents: u32) -> Result<PairLists<'c>, Damaged> {
        let directory_bytes = blocks.checked_mul(ENTRY_BYTES).ok_or(Damaged)?;
        let start = bytes.len().checked_sub(directory_bytes).ok_or(Damaged)?;
        let (blocks, directory) = bytes.split_at(start);
        let lists = PairLists { blocks, directory, documents };
        let end = lists.len().checked_sub(1).map_or(0, |last| lists.end_of(last));
        if end == blocks.len() as u64 { Ok(lists) } else { Err(Damaged) }
    }

    /// The number of blocks.
    fn len(&self) -> usize {
        self.directory.len() / ENTRY_BYTES
    }

    fn entry(&self, block: usize) -> &'c [u8] {
        self.directory.get(block * ENTRY_BYTES..(block + 1) * ENTRY_BYTES).unwrap_or_default()
    }

    /// The first key of a block; a key above all keys behind the last block.
    fn first_key(&self, block: usize) -> u64 {
        if block < self.len() { number(self.entry(block)) } else { LAST_KEY }
    }

    /// The end of a block.
    fn end_of(&self, block: usize) -> u64 {
        number(self.entry(block).get(NUMBER_BYTES..).unwrap_or_default())
    }

    /// The lists of a block, its check tested.
    fn block(&self, block: usize) -> Result<BlockReader<'c>, Damaged> {
        let start = block.checked_sub(1).map_or(0, |before| self.end_of(before));
        let [start, end] =
            [start, self.end_of(block)].map(|offset| usize::try_from(offset).unwrap_or(usize::MAX));
        let bytes = self.blocks.get(start..end).ok_or(Damaged)?;
        let (first_key, end_key) = (self.first_key(block), self.first_key(block + 1));
        let check = self.entry(block).get(2 * NUMBER_BYTES..).unwrap_or_default();
        if first_key >= end_key || check != check_of(bytes, first_key, end_key) {
            return Err(Damaged);
        }
        Ok(BlockReader::new(bytes, self.documents, first_key, end_key))
    }

    /// The list of a pair; none if no document has it.
    pub(crate) fn list(&self, PairKey(key): PairKey) -> Result<Option<List<'c>>, Damaged> {
        if self.directory.is_empty() {
            return Ok(None);
        }
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.first_key(middle) <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Before the first block, its check tells that this is so.
        let mut block = self.block(low.saturating_sub(1))?;
        while let Some((of_list, list)) = block.next()? {
            if of_list == key {
                return Ok(Some(list));
            }
            if of_list > key {
                break;
            }
            block.pass_over(list)?;
        }
        Ok(None)
    }

    /// The documents with all of these pairs, at least one, in order.
    pub(crate) fn with_all(&self, pairs: &[PairKey]) -> Result<Vec<DocId>, Damaged> {
        let mut lists = Vec::with_capacity(pairs.len());
        for pair in pairs {
            match self.list(*pair)? {
                Some(list) => lists.push(list),
                None => return Ok(Vec::new()),
            }
        }
        lists.sort_by_key(|list| list.count);
        let mut lists = lists.into_iter();
        let mut documents = Vec::new();
        if let Some(mut shortest) = lists.next() {
            shortest.read_into(&mut documents)?;
        }
        for mut list in lists {
            let mut kept = 0;
            let mut of_list = list.next()?;
            for at in 0..documents.len() {
                let doc = documents[at];
                while of_list.is_some_and(|of_list| of_list < doc) {
                    of_list = list.next()?;
                }
                if of_list == Some(doc) {
                    documents[kept] = doc;
                    kept += 1;
                }
            }
            documents.truncate(kept);
        }
        Ok(documents)
    }

    /// The documents with one of these pairs, in order.
    pub(crate) fn with_any(&self, pairs: impl Iterator<Item = PairKey>) -> Result<Vec<DocId>, Damaged> {
        let mut documents = Vec::new();
        for pair in pairs {
            if let Some(mut list) = self.list(pair)? {
                list.read_into(&mut documents)?;
            }
        }
        documents.sort_unstable();
        documents.dedup();
        Ok(documents)
    }
}

#[cfg(test)]
mod tests;

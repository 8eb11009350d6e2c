//! Bit-sliced signature file over character bigrams: a lossy prefilter for substring search.
//!
//! A text contains a string only if it contains each bigram of the string. If the words of a string are common (坚持 and 人民),
//! only one in dozens of articles with all of the words has them adjacent. Postings of bigrams would find it, but cost more to
//! write than they save. Instead each bigram is hashed to one of some thousand *rows*, each with one bit for every document. A
//! text is read only if its bits are set in all rows of the string. (Bit-sliced signature files: Faloutsos and Chan 1988. A
//! text of average length has a fifth of its bits set, a text twice as long a third. `docs/benches.md` compares other numbers
//! of rows.)
//!
//! Unquoted text also matches over some [signs](crate::text::gaps). The characters before and after such signs therefore count as a
//! bigram too.
//!
//! File layout: documents are divided into blocks of 512, the last with the rest. A block contains its rows one after another;
//! a row has one bit for each document, the least significant bit first.

use tantivy::DocId;

use crate::text::encoding;
use crate::text::sign_codes::SignCodes;

/// The number of documents of a block: a row of it is 64 bytes.
pub(crate) const BLOCK: usize = 512;

/// Rows for each byte of a text of average length.
const ROWS_A_BYTE: usize = 2;

/// The minimum and the maximum number of rows.
const MIN_ROWS: usize = 64;
const MAX_ROWS: usize = 8192;

/// The bigrams of a string, to be searched in many texts.
#[derive(Clone, Debug)]
pub(crate) struct Neighbours(Vec<u32>);

/// The rows of a segment.
#[derive(Clone, Copy)]
pub(crate) struct BigramSignatures<'c> {
    bytes: &'c [u8],
    rows: usize,
    documents: usize,
}

/// The documents of one block that may contain a string.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockMask {
    block: Option<usize>,
    words: [u64; BLOCK / 64],
}

impl Neighbours {
    /// The bigrams of an encoded string.
    pub(crate) fn of(coded: &[u8]) -> Neighbours {
        let mut hashes: Vec<u32> = hashes(coded).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Neighbours(hashes)
    }
}

impl<'c> BigramSignatures<'c> {
    /// The number of rows of a segment, by the bytes of its texts.
    pub(crate) fn rows_of(text_bytes: usize, documents: usize) -> usize {
        (text_bytes / documents.max(1) * ROWS_A_BYTE).clamp(MIN_ROWS, MAX_ROWS)
    }

    /// The size of this number of rows, in bytes.
    pub(crate) fn size(rows: usize, documents: usize) -> Option<usize> {
        let bytes =
            (documents / BLOCK).checked_mul(BLOCK / 8)?.checked_add((documents % BLOCK).div_ceil(8))?;
        bytes.checked_mul(rows)
    }

    /// The rows of the encoded texts of one block: of 512 documents, or of the last of a segment.
    pub(crate) fn block(rows: usize, texts: &[&[u8]]) -> Vec<u8> {
        let width = texts.len().min(BLOCK).div_ceil(8);
        let mut bytes = vec![0; rows * width];
        for (doc, text) in texts.iter().take(BLOCK).enumerate() {
            for hash in hashes(text) {
                bytes[row(hash, rows) * width + doc / 8] |= 1 << (doc % 8);
            }
        }
        bytes
    }

    /// Reads rows of the size that [`BigramSignatures::size`] returns.
    pub(crate) fn new(bytes: &'c [u8], rows: usize, documents: usize) -> BigramSignatures<'c> {
        BigramSignatures { bytes, rows, documents }
    }

    /// The first document that is no earlier than another and may contain a string, or one that is no later than that: the first
    /// of the next block. The mask must be of the same filter and string in every call.
    pub(crate) fn next(&self, neighbours: &Neighbours, mask: &mut BlockMask, doc: DocId) -> DocId {
        let (at, bit) = (doc as usize / BLOCK, doc as usize % BLOCK);
        if mask.block != Some(at) {
            mask.block = Some(at);
            mask.words = self.words(neighbours, at);
        }
        let first = mask.words[bit / 64] >> (bit % 64);
        if first != 0 {
            return doc + first.trailing_zeros();
        }
        let behind = (bit / 64 + 1..mask.words.len()).find(|&word| mask.words[word] != 0);
        let next = behind.map_or((at + 1) * BLOCK, |word| {
            at * BLOCK + word * 64 + mask.words[word].trailing_zeros() as usize
        });
        DocId::try_from(next).unwrap_or(DocId::MAX)
    }

    fn words(&self, neighbours: &Neighbours, at: usize) -> [u64; BLOCK / 64] {
        let mut words = [u64::MAX; BLOCK / 64];
        let (start, width) = place_of_block(at, self.rows, self.documents);
        for &hash in &neighbours.0 {
            let row = start + row(hash, self.rows) * width;
            let row = self.bytes.get(row..row + width).unwrap_or_default();
            for (word, bytes) in words.iter_mut().zip(row.chunks(8)) {
                let mut whole = [0; 8];
                whole[..bytes.len()].copy_from_slice(bytes);
                *word &= u64::from_le_bytes(whole);
            }
        }
        words
    }
}

/// The start of a block, and the bytes of a row in it.
fn place_of_block(at: usize, rows: usize, documents: usize) -> (usize, usize) {
    let left = documents.saturating_sub(at * BLOCK);
    (at * BLOCK / 8 * rows, left.min(BLOCK).div_ceil(8))
}

fn row(hash: u32, rows: usize) -> usize {
    usize::try_from((u64::from(hash) * rows as u64) >> 32).unwrap_or(0)
}

/// A hash of each bigram: of adjacent characters, and of those with nothing but reading signs between them.
fn hashes(coded: &[u8]) -> impl Iterator<Item = u32> {
    let signs = SignCodes::get();
    let mut before: Option<u32> = None;
    let mut before_signs: Option<u32> = None;
    encoding::codes(coded).flat_map(move |code| {
        let adjacent = before.replace(code);
        let across = if signs.has(code) {
            // A string may begin inside a gap: a sign is never the character before it.
            before_signs = before_signs.or(adjacent.filter(|&before| !signs.has(before)));
            None
        } else {
            before_signs.take()
        };
        [adjacent, across].into_iter().flatten().map(move |first| hash(first, code))
    })
}

fn hash(first: u32, second: u32) -> u32 {
    // The multiplier of Fibonacci hashing (Knuth, volume 3, 6.4): the upper bits are the mixed ones.
    (first << 16 ^ second).wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::encoding::encoded;

    fn rows_of_all(rows: usize, coded: &[Vec<u8>]) -> Vec<u8> {
        let texts: Vec<&[u8]> = coded.iter().map(Vec::as_slice).collect();
        texts.chunks(BLOCK).flat_map(|texts| BigramSignatures::block(rows, texts)).collect()
    }

    /// The documents that may contain a string.
    fn passed(filter: BigramSignatures<'_>, string: &str) -> Vec<usize> {
        let (neighbours, mut mask) = (Neighbours::of(&encoded(string)), BlockMask::default());
        let mut passed = Vec::new();
        let mut doc = 0;
        while (doc as usize) < filter.documents {
            match filter.next(&neighbours, &mut mask, doc) {
                next if next == doc => {
                    passed.push(doc as usize);
                    doc += 1;
                }
                next => doc = next,
            }
        }
        passed
    }

    #[test]
    fn of_many_texts_those_pass_that_hold_the_string_and_few_others() {
        let character =
            |number: usize| char::from_u32(0x4e00 + u32::try_from(number % 977).unwrap()).unwrap();
        let text = |doc: usize| -> String { (0..200).map(|at| character(doc * 7919 + at * at)).collect() };
        for documents in [1, 9, 512, 513, 1100] {
            let texts: Vec<String> = (0..documents).map(text).collect();
            let coded: Vec<Vec<u8>> = texts.iter().map(|text| encoded(text)).collect();
            let rows = BigramSignatures::rows_of(coded.iter().map(Vec::len).sum(), documents);
            let bytes = rows_of_all(rows, &coded);
            assert_eq!(Some(bytes.len()), BigramSignatures::size(rows, documents));
            let filter = BigramSignatures::new(&bytes, rows, documents);
            for doc in (0..documents).step_by(97) {
                let string: String = texts[doc].chars().skip(doc % 150).take(4).collect();
                let passed = passed(filter, &string);
                let holding: Vec<usize> =
                    (0..documents).filter(|&doc| texts[doc].contains(&string)).collect();
                assert!(holding.iter().all(|doc| passed.contains(doc)), "{string}");
                assert!(
                    passed.len() - holding.len() <= 2 + documents / 20,
                    "{} of {documents}",
                    passed.len()
                );
            }
        }
    }

    proptest! {
        #[test]
        fn what_stands_in_a_text_passes(
            texts in prop::collection::vec("[人的饕𠀀a1.\"《·-]{0,20}", 1..20), start in 0_usize..20, chars in 2_usize..6, rows in 1_usize..20,
        ) {
            let coded: Vec<Vec<u8>> = texts.iter().map(|text| encoded(text)).collect();
            let bytes = rows_of_all(rows, &coded);
            let filter = BigramSignatures::new(&bytes, rows, texts.len());
            for (doc, text) in texts.iter().enumerate() {
                let string: String = text.chars().skip(start).take(chars).collect();
                prop_assert!(passed(filter, &string).contains(&doc));
            }
        }
    }
}

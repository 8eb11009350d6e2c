//! Lists of the pairs of texts.
//!
//! The pairs of some texts at a time are sorted in memory, by two counting sorts: by the second unit, then by the first. The lists of
//! these texts are kept in the form of the file, and [joined](super::join) at the end.
//!
//! Memory: [`MAX_SEEN`] pairs of eight bytes, twice, and the size of the lists in the file, twice while they are joined.

use std::io::{self, Write};

use tantivy::DocId;

use super::PairLists;
use super::join::{Source, join};
use super::writer::PairListsWriter;
use crate::text::encoding::COMMON_NUMBERS;
use crate::text::unit_pairs::{PairKey, each_pair};

/// Maximum number of pairs that are sorted at a time.
const MAX_SEEN: usize = 1 << 21;

/// The bits of a document among those whose pairs are sorted at a time.
const DOC_BITS: u32 = 18;

/// The common characters, each with a bucket of its own; the others share one.
const FIRSTS: usize = COMMON_NUMBERS as usize + 1;

/// The number of pairs that are compared with the next: 16 KiB, which fit into the nearest cache.
const RECENT: usize = 2048;

/// The lists of some texts one after another, in the form of the file.
struct Part {
    bytes: Vec<u8>,
    blocks: usize,
    first: DocId,
    documents: u32,
}

/// The pairs of some texts.
struct Seen {
    /// Key and document, counted from the first of these texts.
    pairs: Vec<u64>,
    sorted: Vec<u64>,
    first: DocId,
    recent: Vec<u64>,
}

/// Writes the lists of encoded texts, and returns the number of blocks.
pub(crate) fn write<'t>(
    write: impl Write,
    texts: impl Iterator<Item = &'t [u8]>,
    documents: u32,
    max_seen: usize,
) -> io::Result<usize> {
    let mut parts = Vec::new();
    let mut seen = Seen { pairs: Vec::new(), sorted: Vec::new(), first: 0, recent: vec![u64::MAX; RECENT] };
    let mut result = Ok(());
    for (doc, text) in (0..).zip(texts) {
        if doc - seen.first >= 1 << DOC_BITS {
            seen.end_part(doc, &mut parts)?;
        }
        each_pair(text, |pair| {
            if seen.pairs.len() >= max_seen && result.is_ok() {
                result = seen.end_part(doc, &mut parts);
            }
            seen.add(pair, doc);
        });
        std::mem::replace(&mut result, Ok(()))?;
    }
    if parts.is_empty() {
        let mut lists = PairListsWriter::new(write, documents);
        seen.write(&mut lists)?;
        return Ok(lists.finish()?.0);
    }
    seen.end_part(documents, &mut parts)?;
    drop(seen);
    let mut sources = Vec::with_capacity(parts.len());
    for part in &parts {
        let lists = PairLists::new(&part.bytes, part.blocks, part.documents)
            .map_err(|_| io::Error::other("the pairs of some texts do not read"))?;
        sources.push(Source { lists, first: part.first, kept: None });
    }
    join(write, sources, documents)
}

/// The same, with the usual bound on memory.
pub(crate) fn write_pairs(write_to: &mut dyn Write, texts: &[&[u8]], documents: u32) -> io::Result<usize> {
    write(write_to, texts.iter().copied(), documents, MAX_SEEN)
}

impl Seen {
    #[inline]
    fn add(&mut self, PairKey(key): PairKey, doc: DocId) {
        let pair = key << DOC_BITS | u64::from(doc - self.first);
        // Half of the repetitions of a pair in a text are found here; the others are found when they are sorted.
        // The multiplier of Fibonacci hashing (Knuth, volume 3, 6.4): the upper bits are the mixed ones.
        let place = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - RECENT.ilog2());
        if let Some(recent) = self.recent.get_mut(usize::try_from(place).unwrap_or(0))
            && *recent != pair
        {
            *recent = pair;
            self.pairs.push(pair);
        }
    }

    /// Makes the lists of the texts up to a document, the last of which may have more pairs.
    fn end_part(&mut self, doc: DocId, parts: &mut Vec<Part>) -> io::Result<()> {
        let (first, documents) = (self.first, doc - self.first + 1);
        let mut lists = PairListsWriter::new(Vec::new(), documents);
        self.write(&mut lists)?;
        let (blocks, bytes) = lists.finish()?;
        parts.push(Part { bytes, blocks, first, documents });
        self.pairs.clear();
        self.recent.fill(u64::MAX);
        self.first = doc;
        Ok(())
    }

    /// Writes the lists. Pairs come in the order of their documents, and each counting sort keeps the order of what is equal to it.
    fn write<W: Write>(&mut self, lists: &mut PairListsWriter<W>) -> io::Result<()> {
        self.sorted.clear();
        self.sorted.resize(self.pairs.len(), 0);
        sort_into(&self.pairs, &mut self.sorted, bucket_of_second);
        let ends = sort_into(&self.sorted, &mut self.pairs, bucket_of_first);
        let mut documents = Vec::new();
        let mut start = 0;
        for (bucket, end) in ends.into_iter().enumerate() {
            let of_first = &mut self.pairs[start..end];
            // Rare characters and runs share a bucket, and come last among the second units.
            let is_shared = bucket % FIRSTS == FIRSTS - 1;
            let rare = of_first.partition_point(|pair| !is_shared && bucket_of_second(*pair) < FIRSTS - 1);
            of_first[rare..].sort_unstable();
            for of_pair in of_first.chunk_by(|a, b| a >> DOC_BITS == b >> DOC_BITS) {
                documents.clear();
                let doc = |pair: &u64| u32::try_from(pair & ((1 << DOC_BITS) - 1)).unwrap_or(0);
                documents.extend(of_pair.iter().map(doc));
                documents.dedup();
                lists.push(PairKey(of_pair[0] >> DOC_BITS), &documents)?;
            }
            start = end;
        }
        Ok(())
    }
}

/// Sorts pairs by their buckets, and returns the end of each bucket.
fn sort_into(pairs: &[u64], sorted: &mut [u64], bucket: impl Fn(u64) -> usize) -> Vec<usize> {
    let mut ends = vec![0_usize; 2 * FIRSTS];
    for pair in pairs {
        ends[bucket(*pair)] += 1;
    }
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    for pair in pairs {
        let end = &mut ends[bucket(*pair)];
        sorted[*end] = *pair;
        *end += 1;
    }
    ends
}

/// The bucket of a pair by its first unit: in the order of the keys.
#[inline]
fn bucket_of_first(pair: u64) -> usize {
    let (first, across) = PairKey(pair >> DOC_BITS).first();
    across * FIRSTS + (first as usize).min(FIRSTS - 1)
}

/// The bucket of a pair by its second unit.
#[inline]
fn bucket_of_second(pair: u64) -> usize {
    (PairKey(pair >> DOC_BITS).second() as usize).min(FIRSTS - 1)
}

//! Lists of merged segments: those of each segment, one after another, with the new numbers of its documents.
//!
//! No text is read. Deleted documents leave the lists, and a list without documents is left out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use tantivy::DocId;

use super::block::BlockReader;
use super::writer::PairListsWriter;
use super::{Damaged, PairLists};
use crate::text::unit_pairs::PairKey;

/// Lists to be joined, and the new numbers of their documents.
pub(crate) struct Source<'c> {
    pub(crate) lists: PairLists<'c>,
    /// The new number of the first document.
    pub(crate) first: DocId,
    /// The documents that are kept, in order; none if all are.
    pub(crate) kept: Option<Vec<DocId>>,
}

/// A source and its current list.
struct Current<'c> {
    lists: AllLists<'c>,
    documents: Vec<DocId>,
    first: DocId,
    /// By document its new number, [`DocId::MAX`] if it is deleted; empty if all are kept.
    renumbered: Vec<DocId>,
}

/// Writes the lists of sources, in the order of their documents, and returns the number of blocks. The last document of a source
/// may be the first of the next.
pub(crate) fn join(write: impl Write, sources: Vec<Source<'_>>, documents: u32) -> io::Result<usize> {
    let damaged = |_: Damaged| io::Error::other("the pairs of the texts of a segment contradict themselves");
    let mut lists = PairListsWriter::new(write, documents);
    let mut currents: Vec<Current<'_>> = sources.into_iter().map(Current::new).collect();
    // The next key of each source that has one, the least first.
    let mut next: BinaryHeap<Reverse<(PairKey, usize)>> = BinaryHeap::with_capacity(currents.len());
    for (at, current) in currents.iter_mut().enumerate() {
        next.extend(
            current.lists.next(&mut current.documents).map_err(damaged)?.map(|key| Reverse((key, at))),
        );
    }
    let mut joined: Vec<DocId> = Vec::new();
    while let Some(Reverse((key, _))) = next.peek().copied() {
        joined.clear();
        while let Some(mut least) = next.peek_mut()
            && least.0.0 == key
        {
            let at = least.0.1;
            let current = &mut currents[at];
            current.append_to(&mut joined);
            match current.lists.next(&mut current.documents).map_err(damaged)? {
                Some(key) => *least = Reverse((key, at)),
                None => {
                    std::collections::binary_heap::PeekMut::pop(least);
                }
            }
        }
        if !joined.is_empty() {
            lists.push(key, &joined)?;
        }
    }
    Ok(lists.finish()?.0)
}

impl<'c> Current<'c> {
    fn new(source: Source<'c>) -> Current<'c> {
        let mut renumbered = Vec::new();
        if let Some(kept) = &source.kept {
            renumbered = vec![DocId::MAX; source.lists.documents as usize];
            for (new, old) in (source.first..).zip(kept) {
                if let Some(number) = renumbered.get_mut(*old as usize) {
                    *number = new;
                }
            }
        }
        Current { lists: AllLists::new(source.lists), documents: Vec::new(), first: source.first, renumbered }
    }

    /// Appends the documents of the current list by their new numbers.
    fn append_to(&self, joined: &mut Vec<DocId>) {
        if !self.renumbered.is_empty() {
            let new = |doc: &DocId| self.renumbered.get(*doc as usize).copied();
            joined.extend(self.documents.iter().filter_map(new).filter(|new| *new != DocId::MAX));
            return;
        }
        let mut documents = self.documents.iter().map(|doc| doc + self.first).peekable();
        if joined.last() == documents.peek() {
            documents.next();
        }
        joined.extend(documents);
    }
}

/// All lists of a segment, in order. Tests each check.
pub(super) struct AllLists<'c> {
    lists: PairLists<'c>,
    next_block: usize,
    block: Option<BlockReader<'c>>,
}

impl<'c> AllLists<'c> {
    pub(super) fn new(lists: PairLists<'c>) -> AllLists<'c> {
        AllLists { lists, next_block: 0, block: None }
    }

    /// The key of the next list, its documents in the place of those in `documents`; none at the end.
    pub(super) fn next(&mut self, documents: &mut Vec<DocId>) -> Result<Option<PairKey>, Damaged> {
        documents.clear();
        loop {
            if let Some(block) = &mut self.block
                && let Some((key, mut list)) = block.next()?
            {
                list.read_into(documents)?;
                block.pass_over(list)?;
                return Ok(Some(PairKey(key)));
            }
            if self.next_block >= self.lists.len() {
                return Ok(None);
            }
            self.block = Some(self.lists.block(self.next_block)?);
            self.next_block += 1;
        }
    }
}

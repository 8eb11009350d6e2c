//! Segmentation: the words of a text on the most probable path through a dictionary's trie.
//!
//! The tokens are those of jieba-rs 0.11 with the same entries, in every mode. The algorithm is our own: it neither extracts
//! *blocks* (sequences of characters without a delimiter) nor builds a graph of words. Text is processed in chunks of about a
//! thousand characters that end between blocks. Each chunk goes through three passes:
//!
//! 1. `lattice` decodes the characters, and looks up each of them and each pair, without branches;
//! 2. `lattice` finds the best path from the end of the chunk back to its beginning, across blocks;
//! 3. `path` follows the path and emits words. If requested, it joins single characters by the hidden Markov model
//!    (`hidden_markov`).
//!
//! The passes write into memory that the thread reuses, so that after the first calls segmentation allocates nothing. A block
//! is never divided, however long it is. It takes 48 bytes of memory for each character; while the buffer is doubled, up to two
//! and a half times as much.
//!
//! A block cannot be divided, even at a place that no entry crosses, if the result must equal jieba's. jieba adds logarithms
//! from the end of the block, so the rest of the block is part of every sum and of its rounding, and near ties depend on it.
//! 美美美与共开放 gives 美|美美|与…, but with another 开放 at the end it gives 美美|美|与… (a test records this).

mod all_words;
mod hidden_markov;
mod lattice;
mod path;

use std::cell::Cell;

use crate::trie::Tables;
use crate::{Cut, Hmm};
use lattice::Lattice;
use path::{No, Switch, Walk, Yes};

/// Passes the words of the best path through `text` to `each`.
pub(crate) fn each_cut(tables: &Tables<'_>, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
    match hmm {
        Hmm::Off => walk::<No, No>(tables, text, each),
        Hmm::On => walk::<Yes, No>(tables, text, each),
    }
}

/// Passes the words of the best path to `each`, and before each word the entries of two and of three characters in it.
pub(crate) fn each_cut_for_search(tables: &Tables<'_>, text: &str, hmm: Hmm, each: impl FnMut(Cut)) {
    match hmm {
        Hmm::Off => walk::<No, Yes>(tables, text, each),
        Hmm::On => walk::<Yes, Yes>(tables, text, each),
    }
}

/// Passes all entries anywhere in `text` to `each`, in the order of their starts, then of their ends.
pub(crate) fn each_cut_of_all(tables: &Tables<'_>, text: &str, each: impl FnMut(Cut)) {
    with_lattice(|lattice| all_words::each_cut_of_all(tables, lattice, text, each));
}

/// Passes every entry of two or more characters anywhere in `text` to `each`, and every character that ends a block, in
/// order.
pub(crate) fn each_contained_or_delimiter(tables: &Tables<'_>, text: &str, each: impl FnMut(Cut)) {
    with_lattice(|lattice| all_words::each_contained_or_delimiter(tables, lattice, text, each));
}

fn walk<Joins: Switch, Parts: Switch>(tables: &Tables<'_>, text: &str, mut each: impl FnMut(Cut)) {
    with_lattice(|lattice| {
        let (mut start_byte, mut start_char) = (0, 0);
        while start_byte < text.len() {
            let chunk = lattice.decode(tables, tables.ascii_codes, text, start_byte);
            lattice.find_best_path(tables, chunk.chars);
            let walk = Walk::<Joins, Parts, _>::new(tables, lattice, text, start_byte, start_char, &mut each);
            walk.walk(chunk.chars);
            start_byte = chunk.end_byte;
            start_char += chunk.chars;
        }
    });
}

thread_local! {
    /// The lattice of this thread while it is not in use.
    static LATTICE: Cell<Option<Box<Lattice>>> = const { Cell::new(None) };
}

/// Runs `work` with the thread's lattice, or with a new one if that is in use further up the stack.
fn with_lattice(work: impl FnOnce(&mut Lattice)) {
    let mut lattice = LATTICE.try_with(Cell::take).ok().flatten().unwrap_or_default();
    work(&mut lattice);
    if lattice.is_worth_keeping() {
        // A thread that is ending has no place for it any more.
        let _ = LATTICE.try_with(|place| place.set(Some(lattice)));
    }
}

//! Segmentation: the words of a text by the likeliest path through a dictionary's trie.
//!
//! The result is token for token that of jieba-rs 0.11 with the same entries, in every mode. The algorithm is our own: blocks
//! of text are not cut out, and no graph of words is built. Text is taken in chunks of about a thousand characters that end
//! between blocks, and each goes through three passes:
//!
//! 1. `lattice` decodes the characters, and looks up each of them and each pair, without branches;
//! 2. `lattice` finds the best path from the end back to the front, across blocks;
//! 3. `path` walks the path and emits words, joining single characters with the hidden Markov model (`hidden_markov`) if
//!    requested.
//!
//! The passes write into reused memory of the thread, so that segmentation allocates nothing once it has warmed up. A block
//! without any delimiter is taken whole, however long. It needs 48 bytes of memory for each of its characters, and while its
//! memory doubles as it grows, at most twice that and half again. It cannot be split where no entry crosses and still be
//! segmented as jieba does. jieba adds up logarithms from the end of the block, so the rest of the block is part of every sum
//! and of its rounding, and near ties depend on that. 美美美与共开放 is 美|美美|与…, and with one more 开放 after it
//! 美美|美|与… (a test pins it).

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

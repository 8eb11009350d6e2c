//! Emission of every entry anywhere in a text, without a path.

use super::lattice::Lattice;
use crate::Cut;
use crate::trie::{DELIMITER, Node, Tables};

/// In these modes a block is of Han characters only.
static NO_ASCII: [u16; 128] = [DELIMITER; 128];

/// jieba's `cut_all`.
pub(super) fn each_cut_of_all(
    tables: &Tables<'_>,
    lattice: &mut Lattice,
    text: &str,
    mut each: impl FnMut(Cut),
) {
    // The start of the letters, digits, `+`, `#` and line feeds that are still to be emitted as one.
    let mut run_start: Option<(usize, usize)> = None;
    each_character(tables, lattice, text, |found| {
        let is_of_run = found.code() == DELIMITER && {
            let byte = text.as_bytes()[found.start_byte()];
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'\n')
        };
        if is_of_run {
            run_start.get_or_insert((found.start_byte(), found.start_char()));
            return;
        }
        if let Some((start_byte, start_char)) = run_start.take() {
            each(Cut { start_byte, end_byte: found.start_byte(), start_char, end_char: found.start_char() });
        }
        if found.code() == DELIMITER || tables.is_entry(found.single()) {
            each(found.cut(1));
        }
        found.each_longer_entry(&mut each);
    });
    if let Some((start_byte, start_char)) = run_start {
        let end_char = start_char + text[start_byte..].chars().count();
        each(Cut { start_byte, end_byte: text.len(), start_char, end_char });
    }
}

/// Every entry of two or more characters, and every character that ends a block.
pub(super) fn each_contained_or_delimiter(
    tables: &Tables<'_>,
    lattice: &mut Lattice,
    text: &str,
    mut each: impl FnMut(Cut),
) {
    each_character(tables, lattice, text, |found| {
        if found.code() == DELIMITER {
            each(found.cut(1));
        } else {
            found.each_longer_entry(&mut each);
        }
    });
}

/// A character of a chunk.
struct WordMatch<'a> {
    tables: &'a Tables<'a>,
    lattice: &'a Lattice,
    at: usize,
    chunk_byte: usize,
    chunk_char: usize,
}

fn each_character(
    tables: &Tables<'_>,
    lattice: &mut Lattice,
    text: &str,
    mut each: impl FnMut(WordMatch<'_>),
) {
    let (mut chunk_byte, mut chunk_char) = (0, 0);
    while chunk_byte < text.len() {
        let chunk = lattice.decode(tables, &NO_ASCII, text, chunk_byte);
        for at in 0..chunk.chars {
            each(WordMatch { tables, lattice, at, chunk_byte, chunk_char });
        }
        chunk_byte = chunk.end_byte;
        chunk_char += chunk.chars;
    }
}

impl WordMatch<'_> {
    #[inline]
    fn code(&self) -> u16 {
        self.lattice.code(self.at)
    }

    #[inline]
    fn start_byte(&self) -> usize {
        self.chunk_byte + self.lattice.offset_bytes(self.at)
    }

    #[inline]
    fn start_char(&self) -> usize {
        self.chunk_char + self.at
    }

    fn single(&self) -> Node {
        Node(self.tables.root[usize::from(self.code())])
    }

    #[inline]
    fn cut(&self, len: usize) -> Cut {
        Cut {
            start_byte: self.start_byte(),
            end_byte: self.chunk_byte + self.lattice.offset_bytes(self.at + len),
            start_char: self.start_char(),
            end_char: self.start_char() + len,
        }
    }

    /// The entries of two and more characters that begin here, the shortest first.
    #[inline]
    fn each_longer_entry(&self, each: &mut impl FnMut(Cut)) {
        if self.lattice.pair_is_entry(self.at) {
            each(self.cut(2));
        }
        let mut node = self.lattice.pair(self.at);
        let mut len = 2;
        // A delimiter follows the chunk, and continues no word.
        while let Some(child) = node.child(self.lattice.code(self.at + len), self.tables.slots) {
            node = child;
            len += 1;
            if self.tables.log_probability(node) != f64::NEG_INFINITY {
                each(self.cut(len));
            }
        }
    }
}

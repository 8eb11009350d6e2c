//! Tokens with the user words that contain letters or digits.
//!
//! **Laws.**
//! - In [`Mode::Exact`] such a word replaces the tokens of a path if it consists of exactly these tokens: where the path has
//!   芯片组, ai芯片 replaces nothing. Of two words that begin with the same token the longer one is taken.
//! - In [`Mode::Search`] and [`Mode::Full`] such a word is an additional token; the other tokens do not change.

use super::{Analyzer, Placed, Runs};
use crate::{Mode, units};

impl Analyzer {
    /// Calls `each` with every token of `normalized`, user words with letters or digits included.
    pub(super) fn each_placed_or_joined(&self, normalized: &str, mode: Mode, mut each: impl FnMut(Placed)) {
        match mode {
            Mode::Exact => {
                for Joined { placed, .. } in self.joined_path(normalized) {
                    if normalized.as_bytes()[placed.start_byte] != b' ' {
                        each(placed);
                    }
                }
            }
            Mode::Search => {
                let mut joined =
                    self.joined_path(normalized).into_iter().filter(|joined| joined.pieces > 1).peekable();
                self.each_placed_of_tables(normalized, mode, |placed| {
                    each(placed);
                    // After its last piece, which comes after the parts of that.
                    let is_last = |joined: &Joined| {
                        [joined.last_piece_byte, joined.placed.end_byte]
                            == [placed.start_byte, placed.end_byte]
                    };
                    if let Some(joined) = joined.next_if(is_last) {
                        each(joined.placed);
                    }
                });
            }
            Mode::Full => {
                let mut mixed = self.mixed_anywhere(normalized).into_iter().peekable();
                let order = |placed: &Placed| (placed.start_byte, placed.end_byte);
                self.each_placed_of_tables(normalized, mode, |placed| {
                    while let Some(before) = mixed.next_if(|mixed| order(mixed) < order(&placed)) {
                        each(before);
                    }
                    each(placed);
                });
                mixed.for_each(each);
            }
            Mode::Bigram | Mode::Unigram => self.each_placed_of_tables(normalized, mode, each),
        }
    }

    /// The pieces of the path, joined where a word with letters or digits consists of them; spaces included.
    fn joined_path(&self, normalized: &str) -> Vec<Joined> {
        let mut pieces = Vec::new();
        let mut runs = Runs::new(normalized);
        self.segmenter.each_cut(normalized, self.hmm, |cut| pieces.extend(runs.placed(cut)));
        let mut path = Vec::with_capacity(pieces.len());
        let mut at = 0;
        while let Some(&first) = pieces.get(at) {
            let (mut end, mut last) = (at, at);
            self.dictionary().mixed_words().each_end(normalized, first.start_byte, |end_byte| {
                while pieces.get(end).is_some_and(|piece| piece.end_byte < end_byte) {
                    end += 1;
                }
                if pieces.get(end).is_some_and(|piece| piece.end_byte == end_byte) {
                    last = end;
                }
            });
            let units = pieces[at..=last].iter().map(|piece| piece.units).sum();
            path.push(Joined {
                placed: Placed { end_byte: pieces[last].end_byte, units, ..first },
                pieces: last + 1 - at,
                last_piece_byte: pieces[last].start_byte,
            });
            at = last + 1;
        }
        path
    }

    /// Every word with letters or digits anywhere in `normalized`, in order of their starts, then of their ends.
    fn mixed_anywhere(&self, normalized: &str) -> Vec<Placed> {
        let mut found = Vec::new();
        for unit in units(normalized) {
            self.dictionary().mixed_words().each_end(normalized, unit.start_byte, |end_byte| {
                let units = units(&normalized[unit.start_byte..end_byte]).count();
                found.push(Placed { end_byte, units, ..Placed::from(unit) });
            });
        }
        found
    }
}

/// Pieces of a path as one.
struct Joined {
    placed: Placed,
    /// The number of pieces.
    pieces: usize,
    /// The first byte of the last piece.
    last_piece_byte: usize,
}

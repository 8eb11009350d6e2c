//! Emission of the words of the best path, as in jieba.
//!
//! With the hidden Markov model, sequences of adjacent single characters are collected. If such a sequence is a dictionary
//! entry, its characters are emitted one by one, because the best path has already rejected the entry; otherwise the model
//! segments the sequence. Without the model, consecutive ASCII letters and digits are joined to one word, and other single
//! characters are emitted as they are. In search mode each word is preceded by the dictionary entries of two and three
//! characters inside it, and an identifier such as `WES-5.4.5` by its parts that contain a letter.

use std::marker::PhantomData;

use super::hidden_markov;
use super::lattice::Lattice;
use crate::Cut;
use crate::trie::{DELIMITER, Tables};

/// A switch at compile time.
pub(super) trait Switch {
    const IS_ON: bool;
}

/// On.
pub(super) struct Yes;
/// Off.
pub(super) struct No;

impl Switch for Yes {
    const IS_ON: bool = true;
}

impl Switch for No {
    const IS_ON: bool = false;
}

/// The highest code of ASCII letters and digits; they begin at 1.
const MAX_ALPHANUMERIC_CODE: u16 = 62;

/// The emission of one chunk. `Joins` is the switch of the hidden Markov model, `Parts` that of the parts of words.
pub(super) struct Walk<'a, Joins, Parts, Each> {
    pub(super) tables: &'a Tables<'a>,
    pub(super) lattice: &'a mut Lattice,
    bytes: &'a [u8],
    start_byte: usize,
    start_char: usize,
    each: &'a mut Each,
    switches: PhantomData<(Joins, Parts)>,
}

impl<'a, Joins: Switch, Parts: Switch, Each: FnMut(Cut)> Walk<'a, Joins, Parts, Each> {
    /// A walk over the chunk of `text` in `lattice` that begins at `start_byte`.
    pub(super) fn new(
        tables: &'a Tables<'a>,
        lattice: &'a mut Lattice,
        text: &'a str,
        start_byte: usize,
        start_char: usize,
        each: &'a mut Each,
    ) -> Self {
        let bytes = &text.as_bytes()[start_byte..];
        Walk { tables, lattice, bytes, start_byte, start_char, each, switches: PhantomData }
    }

    /// Emits the words of the chunk, of `chars` characters.
    pub(super) fn walk(mut self, chars: usize) {
        if Joins::IS_ON { self.walk_and_join(chars) } else { self.walk_plainly(chars) }
    }

    #[inline(never)]
    fn walk_and_join(&mut self, chars: usize) {
        let mut at = 0;
        let mut choice = self.lattice.choice(at);
        while at < chars {
            let mut end = at + choice.len();
            let mut next = self.lattice.choice(end);
            // No character after the chunk is single, so that a run of them ends in the chunk.
            if choice.is_single_before(next) {
                let mut are_covered = self.is_covered(at);
                while next.is_single() {
                    are_covered &= self.is_covered(end);
                    end += 1;
                    next = self.lattice.choice(end);
                }
                if self.lattice.is_entry(self.tables, at, end - at) {
                    (at..end).for_each(|single| self.hand_out(single, single + 1));
                } else if are_covered {
                    self.join_covered(at, end);
                } else {
                    self.join(at, end);
                }
            } else {
                if self.is_before_line_feed(at) {
                    end += 1;
                    next = self.lattice.choice(end);
                }
                self.hand_out(at, end);
            }
            at = end;
            choice = next;
        }
    }

    #[inline(never)]
    fn walk_plainly(&mut self, chars: usize) {
        let mut at = 0;
        while at < chars {
            let choice = self.lattice.choice(at);
            let mut end = at + choice.len();
            let code = self.lattice.code(at);
            if code == DELIMITER {
                end += usize::from(self.is_before_line_feed(at));
            } else if code <= MAX_ALPHANUMERIC_CODE && choice.is_single() {
                while self.lattice.choice(end).is_single() && self.lattice.code(end) <= MAX_ALPHANUMERIC_CODE
                {
                    end += 1;
                }
            }
            self.hand_out(at, end);
            at = end;
        }
    }

    /// True if the character at `at` is a carriage return followed by a line feed: they are one word.
    #[inline]
    fn is_before_line_feed(&self, at: usize) -> bool {
        self.lattice.has_carriage_return() && self.bytes[self.lattice.offset_bytes(at)..].starts_with(b"\r\n")
    }

    /// Emits the characters `at..end` of the chunk as one word, after its parts.
    #[inline]
    pub(super) fn hand_out(&mut self, at: usize, end: usize) {
        if Parts::IS_ON && end - at > 1 {
            self.hand_out_parts(at, end);
        }
        let cut = self.cut(at, end);
        (self.each)(cut);
    }

    #[inline]
    fn cut(&self, at: usize, end: usize) -> Cut {
        Cut {
            start_byte: self.start_byte + self.lattice.offset_bytes(at),
            end_byte: self.start_byte + self.lattice.offset_bytes(end),
            start_char: self.start_char + at,
            end_char: self.start_char + end,
        }
    }

    #[inline]
    fn hand_out_parts(&mut self, at: usize, end: usize) {
        let len = end - at;
        // Only words with an ASCII character have fewer than three bytes a character.
        if self.lattice.offset_bytes(end) - self.lattice.offset_bytes(at) < 3 * len {
            self.hand_out_identifier_parts(at, end);
        }
        for part_len in [2, 3] {
            if len > part_len {
                for part in at..=end - part_len {
                    if self.lattice.is_entry(self.tables, part, part_len) {
                        let cut = self.cut(part, part + part_len);
                        (self.each)(cut);
                    }
                }
            }
        }
    }

    /// Emits the parts of an identifier between `.`, `_` and `-` that have two bytes or more and contain a letter.
    #[cold]
    fn hand_out_identifier_parts(&mut self, at: usize, end: usize) {
        if !(at..end).any(|at| self.is_connector(at)) {
            return;
        }
        let mut part_start = at;
        for part_end in at..=end {
            if part_end < end
                && !matches!(self.bytes[self.lattice.offset_bytes(part_end)], b'.' | b'_' | b'-')
            {
                continue;
            }
            let part =
                &self.bytes[self.lattice.offset_bytes(part_start)..self.lattice.offset_bytes(part_end)];
            if part.len() >= 2 && part.iter().any(u8::is_ascii_alphabetic) {
                let cut = self.cut(part_start, part_end);
                (self.each)(cut);
            }
            part_start = part_end + 1;
        }
    }

    /// Joins the single characters `at..end` that the hidden Markov model covers, and splits the others into identifiers and
    /// the text between them.
    #[cold]
    fn join(&mut self, mut at: usize, end: usize) {
        while at < end {
            let is_covered = self.is_covered(at);
            let mut stretch_end = at + 1;
            while stretch_end < end && self.is_covered(stretch_end) == is_covered {
                stretch_end += 1;
            }
            if is_covered {
                self.join_covered(at, stretch_end);
            } else {
                self.split_identifiers(at, stretch_end);
            }
            at = stretch_end;
        }
    }

    #[inline]
    fn is_covered(&self, at: usize) -> bool {
        self.tables.is_covered(self.lattice.code(at))
    }

    /// Joins characters that the hidden Markov model covers.
    #[inline]
    fn join_covered(&mut self, at: usize, end: usize) {
        match end - at {
            1 => self.hand_out(at, end),
            2 => {
                let codes = [self.lattice.code(at), self.lattice.code(at + 1)];
                if hidden_markov::joins_pair(self.tables, codes) {
                    self.hand_out(at, end);
                } else {
                    self.hand_out(at, at + 1);
                    self.hand_out(at + 1, end);
                }
            }
            _ => {
                hidden_markov::find_states(self.tables, self.lattice, at, end);
                self.hand_out_states(at, end);
            }
        }
    }

    /// Emits the words given by the states of the hidden Markov model.
    fn hand_out_states(&mut self, start: usize, end: usize) {
        let (mut begin, mut done) = (start, start);
        for at in start..end {
            match self.lattice.states[at - start] {
                hidden_markov::BEGIN => begin = at,
                hidden_markov::END => {
                    self.hand_out(begin, at + 1);
                    done = at + 1;
                }
                hidden_markov::SINGLE => {
                    self.hand_out(at, at + 1);
                    done = at + 1;
                }
                _ => {}
            }
        }
        if done < end {
            self.hand_out(done, end);
        }
    }

    /// ASCII letters and digits with single connectors between them and a percent sign at the end are one word
    /// (`86-10-12308`, `0.39%`), and so is everything between two such words.
    fn split_identifiers(&mut self, mut at: usize, end: usize) {
        while at < end {
            let gap_start = at;
            while at < end && !self.is_alphanumeric(at) {
                at += 1;
            }
            if at > gap_start {
                self.hand_out(gap_start, at);
            }
            if at == end {
                break;
            }
            let identifier_start = at;
            loop {
                while at < end && self.is_alphanumeric(at) {
                    at += 1;
                }
                if at + 1 < end && self.is_connector(at) && self.is_alphanumeric(at + 1) {
                    at += 1;
                } else {
                    break;
                }
            }
            if at < end && self.byte(at) == b'%' {
                at += 1;
            }
            self.hand_out(identifier_start, at);
        }
    }

    fn is_alphanumeric(&self, at: usize) -> bool {
        (1..=MAX_ALPHANUMERIC_CODE).contains(&self.lattice.code(at))
    }

    fn is_connector(&self, at: usize) -> bool {
        matches!(self.byte(at), b'.' | b'_' | b'-')
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes[self.lattice.offset_bytes(at)]
    }
}

//! Characters with what the dictionary says about them, and the best path through them.
//!
//! The first pass is without branches but for the length of a character: whether a pair of characters is a
//! prefix of a word is looked up for every pair. The second goes from the end of the chunk to its front and
//! keeps, for each character, the best log-probability of what follows and the word chosen there; only
//! where words of three and more characters can begin does it walk the trie. Between blocks the
//! log-probability is set to 0, so that the path through a block is what it would be alone, to the last bit.

use std::hint::select_unpredictable;

use crate::dictionary::{DELIMITER, Node, Tables};

/// A chunk ends with the first delimiter after so many characters.
const CHUNK_CHARS: usize = 1024;
/// Characters are added to the lattice by so many at once.
const STRIDE_CHARS: usize = 256;
/// Characters after the chunk that stand for its end.
const PADDING_CHARS: usize = 2;
/// A block longer than this many bytes is cut all the same: offsets in a chunk are of 32 bits.
const MAX_CHUNK_BYTES: usize = 1 << 31;
/// Lattices of more characters are given back to the system after use.
const MAX_KEPT_CHARS: usize = 1 << 16;

/// Bit of [`Step::state`]: a character on its own, which may be joined with others.
const SINGLE: u32 = 1 << 31;
/// Where in [`Step::state`] the length of the chosen word begins; below, bit `n` says whether the `n`
/// characters from here are an entry.
const LENGTH_SHIFT: u32 = 16;

/// A character as decoded.
#[derive(Clone, Copy, Default)]
struct Character {
    /// Log-probability of the word of this character; 0 for a delimiter.
    log_single: f64,
    /// Log-probability of the word of the character before and this one.
    log_pair: f64,
    /// Node of the character before and this one.
    pair: u64,
    /// From the start of the chunk.
    offset_bytes: u32,
    code: u16,
}

/// What the best path does at a character.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Log-probability of the best path from here to the end of the block.
    log_best: f64,
    state: u32,
}

/// The memory of the passes.
#[derive(Default)]
pub(super) struct Lattice {
    characters: Vec<Character>,
    steps: Vec<Step>,
    has_carriage_return: bool,
    /// For the hidden Markov model: the states chosen.
    pub(super) choices: Vec<u8>,
    pub(super) states: Vec<u8>,
}

/// A chunk as decoded.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) chars: usize,
    /// Byte of the text after the chunk.
    pub(super) end_byte: usize,
}

impl Lattice {
    pub(super) fn is_worth_keeping(&self) -> bool {
        self.characters.len() <= MAX_KEPT_CHARS && self.states.len() <= MAX_KEPT_CHARS
    }

    /// Decodes a chunk of `text` from `start_byte`, which must be less than its length.
    #[inline(never)]
    pub(super) fn decode(
        &mut self,
        tables: &Tables<'_>,
        ascii_codes: &[u16; 128],
        text: &str,
        start_byte: usize,
    ) -> Chunk {
        let bytes = &text.as_bytes()[start_byte..];
        let mut at = 0;
        let mut chars = 0;
        let mut has_carriage_return = false;
        let mut before = Node::NONE;
        'chunk: loop {
            if self.characters.len() < chars + STRIDE_CHARS + PADDING_CHARS {
                let longer = (self.characters.len() * 2).max(2 * CHUNK_CHARS);
                self.characters.resize(longer, Character::default());
                self.steps.resize(longer, Step::default());
            }
            for character in &mut self.characters[chars..chars + STRIDE_CHARS] {
                let Some(&lead) = bytes.get(at) else { break 'chunk };
                let code;
                let len;
                if lead & 0xF0 == 0xE0 {
                    let [middle, last] =
                        [1, 2].map(|next| u16::from(*bytes.get(at + next).unwrap_or(&0) & 0x3F));
                    code = tables.basic_plane_code(u16::from(lead) << 12 | middle << 6 | last);
                    len = 3;
                } else if lead < 0x80 {
                    code = ascii_codes[usize::from(lead & 0x7F)];
                    has_carriage_return |= lead == b'\r';
                    len = 1;
                } else {
                    let c = text[start_byte + at..].chars().next().unwrap_or_default();
                    code = tables.code(c);
                    len = c.len_utf8();
                }
                // The node of the pair: loads that do not wait for each other, and no branch.
                let root = Node(tables.root[usize::from(code) % tables.root.len()]);
                let slot = select_unpredictable(before.may_have(code), before.slot(code), 0);
                let pair = Node(tables.slots.get(slot).copied().unwrap_or_default());
                let pair = select_unpredictable(pair.is_by(code), pair, Node::NONE);
                *character = Character {
                    log_single: tables.log_probability(root),
                    log_pair: tables.log_probability(pair),
                    pair: pair.0,
                    offset_bytes: u32_offset(at),
                    code,
                };
                before = root;
                at += len;
                chars += 1;
                let may_end = code == DELIMITER && lead != b'\r' && chars >= CHUNK_CHARS;
                if may_end || at >= MAX_CHUNK_BYTES {
                    break 'chunk;
                }
            }
        }
        self.has_carriage_return = has_carriage_return;
        let end =
            Character { log_pair: f64::NEG_INFINITY, offset_bytes: u32_offset(at), ..Character::default() };
        self.characters[chars..chars + PADDING_CHARS].fill(end);
        self.steps[chars..chars + PADDING_CHARS].fill(Step { log_best: 0.0, state: 1 << LENGTH_SHIFT });
        Chunk { chars, end_byte: start_byte + at }
    }

    /// Finds the best path through the first `chars` characters.
    #[inline(never)]
    pub(super) fn find_best_path(&mut self, tables: &Tables<'_>, chars: usize) {
        let characters = &self.characters[..chars + PADDING_CHARS];
        let steps = &mut self.steps[..chars + PADDING_CHARS];
        let slots = tables.slots;
        // Of the characters one and two further on.
        let mut log_next = 0.0_f64;
        let mut log_after_next = 0.0_f64;
        for at in (0..chars).rev() {
            let character = &characters[at];
            let next = &characters[at + 1];
            let log_single = character.log_single + log_next;
            let log_pair = next.log_pair + log_after_next;
            let takes_pair = log_pair >= log_single;
            let mut log_best = if log_pair > log_single { log_pair } else { log_single };
            let mut state = select_unpredictable(takes_pair, 2 << LENGTH_SHIFT, 1 << LENGTH_SHIFT | SINGLE)
                | u32::from(next.log_pair != f64::NEG_INFINITY) << 2;
            let in_block = 0_u32.wrapping_sub(u32::from(character.code != DELIMITER));
            state &= in_block | !SINGLE;
            let mut node = Node(next.pair);
            let mut end = at + 2;
            while let Some(follower) = characters.get(end)
                && node.may_have(follower.code)
            {
                let Some(&child) = slots.get(node.slot(follower.code)) else { break };
                node = Node(child);
                if !node.is_by(follower.code) {
                    break;
                }
                end += 1;
                let log_word = tables.log_probability(node);
                let log_path = log_word + steps[end].log_best;
                let len = end - at;
                if log_path >= log_best {
                    state = state & 0xFFFF | u32_len(len) << LENGTH_SHIFT;
                    log_best = log_path;
                }
                if len < 16 {
                    state |= u32::from(log_word != f64::NEG_INFINITY) << len;
                }
            }
            if log_best == f64::NEG_INFINITY {
                (log_best, state) = no_entry_begins_here(tables.log_one + log_next, state);
            }
            log_best =
                f64::from_bits(log_best.to_bits() & (i64::from(in_block.cast_signed()).cast_unsigned()));
            steps[at] = Step { log_best, state };
            log_after_next = log_next;
            log_next = log_best;
        }
    }

    /// The length in characters of the word that the best path takes at `at`.
    #[inline]
    pub(super) fn chosen_len(&self, at: usize) -> usize {
        (self.steps[at].state >> LENGTH_SHIFT & 0x7FFF) as usize
    }

    /// Whether the best path takes the character at `at` alone, inside a block.
    #[inline]
    pub(super) fn is_single(&self, at: usize) -> bool {
        self.steps[at].state & SINGLE != 0
    }

    #[inline]
    pub(super) fn code(&self, at: usize) -> u16 {
        self.characters[at].code
    }

    /// From the start of the chunk; for the number of characters too.
    #[inline]
    pub(super) fn offset_bytes(&self, at: usize) -> usize {
        self.characters[at].offset_bytes as usize
    }

    /// The node of the characters at `at` and `at + 1`.
    #[inline]
    pub(super) fn pair(&self, at: usize) -> Node {
        Node(self.characters[at + 1].pair)
    }

    /// Whether the chunk holds a carriage return.
    #[inline]
    pub(super) fn has_carriage_return(&self) -> bool {
        self.has_carriage_return
    }

    /// Whether the `len` characters from `at` are an entry; two or more, inside one block.
    #[inline]
    pub(super) fn is_entry(&self, tables: &Tables<'_>, at: usize, len: usize) -> bool {
        if len < 16 { self.steps[at].state >> len & 1 != 0 } else { self.is_long_entry(tables, at, len) }
    }

    #[cold]
    fn is_long_entry(&self, tables: &Tables<'_>, at: usize, len: usize) -> bool {
        let mut node = self.pair(at);
        for character in &self.characters[at + 2..at + len] {
            match node.child(character.code, tables.slots) {
                Some(child) => node = child,
                None => return false,
            }
        }
        tables.is_entry(node)
    }
}

/// A character that is no entry, where no entry begins either: it is taken as a word of frequency 1.
#[cold]
#[inline(never)]
fn no_entry_begins_here(log_best: f64, state: u32) -> (f64, u32) {
    (log_best, state & 0xFFFF | 1 << LENGTH_SHIFT | SINGLE)
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "no entry has more than 255 characters")]
fn u32_len(entry_chars: usize) -> u32 {
    entry_chars as u32
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a chunk ends before its bytes outgrow 32 bits")]
fn u32_offset(offset_bytes: usize) -> u32 {
    offset_bytes as u32
}

//! Lattice of characters with their dictionary data, and the best path through it.
//!
//! The first pass looks up every pair of characters as a prefix of a word. Its only branch depends on the length of a character
//! in bytes. The second pass goes from the end of the chunk to its beginning. For each character it keeps the best
//! log-probability of the rest and the chosen word. It follows the trie only where words of three or more characters can begin.
//! Between blocks the log-probability is set to 0, so that the path through a block is exactly the same as for the block alone.

use std::hint::select_unpredictable;

use crate::trie::{DELIMITER, Node, Tables};

/// A chunk ends with the first delimiter after this number of characters.
const CHUNK_CHARS: usize = 1024;
/// Placeholder characters after the chunk that mark its end.
const PADDING_CHARS: usize = 2;
/// Maximum length of a block in bytes; only a longer one is split, because offsets in a chunk have 32 bits.
const MAX_CHUNK_BYTES: usize = 1 << 31;
/// Lattices of more characters are returned to the system after use.
const MAX_KEPT_CHARS: usize = 1 << 16;

/// Bit of [`Step::state`]: a single character, which may be joined with others.
const SINGLE: u32 = 1 << 31;
/// The bit of [`Step::state`] at which the length of the chosen word begins. Of the bits below it, from bit 3 on, bit `n` is set
/// if the next `n` characters are an entry.
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

/// The choice of the best path at a character, packed.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Log-probability of the best path from here to the end of the block.
    log_best: f64,
    state: u32,
}

/// The choice of the best path at a character.
#[derive(Clone, Copy)]
pub(super) struct Choice(u32);

impl Choice {
    /// The length of the word in characters.
    #[inline]
    pub(super) fn len(self) -> usize {
        (self.0 >> LENGTH_SHIFT & 0x7FFF) as usize
    }

    /// True for a single character inside a block.
    #[inline]
    pub(super) fn is_single(self) -> bool {
        self.0 & SINGLE != 0
    }

    /// True if both are. One test, since that of the first alone is often mispredicted.
    #[inline]
    pub(super) fn is_single_before(self, next: Choice) -> bool {
        self.0 & next.0 & SINGLE != 0
    }
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
        let mut decoder = Decoder::new(tables, ascii_codes, &text[start_byte..]);
        if self.characters.len() < CHUNK_CHARS + PADDING_CHARS {
            self.grow();
        }
        let mut chars = 0;
        for character in &mut self.characters[..CHUNK_CHARS] {
            let Some(decoded) = decoder.next() else { break };
            *character = decoded;
            chars += 1;
        }
        // The chunk is full: from here on it ends as soon as possible, but not inside `\r
        // `.
        while !decoder.rest.is_empty()
            && (self.characters[chars - 1].code != DELIMITER || decoder.is_after_carriage_return())
            && decoder.offset_bytes() < MAX_CHUNK_BYTES
            && let Some(decoded) = decoder.next()
        {
            if self.characters.len() <= chars + PADDING_CHARS {
                self.grow();
            }
            self.characters[chars] = decoded;
            chars += 1;
        }
        self.has_carriage_return = decoder.has_carriage_return;
        let at = decoder.offset_bytes();
        let end =
            Character { log_pair: f64::NEG_INFINITY, offset_bytes: u32_offset(at), ..Character::default() };
        self.characters[chars..chars + PADDING_CHARS].fill(end);
        self.steps[chars..chars + PADDING_CHARS].fill(Step { log_best: 0.0, state: 1 << LENGTH_SHIFT });
        Chunk { chars, end_byte: start_byte + at }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let len = (self.characters.len() * 2).max(2 * CHUNK_CHARS);
        self.characters.resize(len, Character::default());
        self.steps.resize(len, Step::default());
    }

    /// Finds the best path through the first `chars` characters.
    #[inline(never)]
    pub(super) fn find_best_path(&mut self, tables: &Tables<'_>, chars: usize) {
        let characters = &self.characters[..chars + PADDING_CHARS];
        let steps = &mut self.steps[..chars + PADDING_CHARS];
        // The next character, the code of the one after it, and the best log-probabilities from both.
        let mut next = characters[chars];
        let mut code_after_next = DELIMITER;
        let (mut log_next, mut log_after_next) = (0.0_f64, 0.0_f64);
        for at in (0..chars).rev() {
            let character = characters[at];
            let log_single = character.log_single + log_next;
            let log_pair = next.log_pair + log_after_next;
            let takes_pair = log_pair >= log_single;
            let mut log_best = if log_pair > log_single { log_pair } else { log_single };
            let mut state = select_unpredictable(takes_pair, 2 << LENGTH_SHIFT, 1 << LENGTH_SHIFT | SINGLE);
            let pair = Node(next.pair);
            if pair.may_have(code_after_next) {
                (log_best, state) = try_longer_entries(
                    tables,
                    characters,
                    steps,
                    at,
                    pair,
                    code_after_next,
                    (log_best, state),
                );
            }
            if log_best == f64::NEG_INFINITY {
                (log_best, state) = no_entry_begins_here(tables.log_one + log_next, state);
            }
            // A delimiter: nothing continues beyond it. Selected among integers, since a choice between floating-point
            // numbers is compiled to a branch, which is often mispredicted.
            let is_in_block = character.code != DELIMITER;
            state = select_unpredictable(is_in_block, state, state & !SINGLE);
            log_best = f64::from_bits(select_unpredictable(is_in_block, log_best.to_bits(), 0));
            steps[at] = Step { log_best, state };
            log_after_next = log_next;
            log_next = log_best;
            code_after_next = next.code;
            next = character;
        }
    }

    /// The choice of the best path at `at`; a word of one character after the chunk.
    #[inline]
    pub(super) fn choice(&self, at: usize) -> Choice {
        Choice(self.steps[at].state)
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

    /// True if the characters at `at` and `at + 1` are an entry.
    #[inline]
    pub(super) fn pair_is_entry(&self, at: usize) -> bool {
        self.characters[at + 1].log_pair != f64::NEG_INFINITY
    }

    /// True if the chunk contains a carriage return.
    #[inline]
    pub(super) fn has_carriage_return(&self) -> bool {
        self.has_carriage_return
    }

    /// True if the `len` characters from `at` are an entry; two or more, inside one block.
    #[inline]
    pub(super) fn is_entry(&self, tables: &Tables<'_>, at: usize, len: usize) -> bool {
        match len {
            2 => self.pair_is_entry(at),
            3..16 => self.steps[at].state >> len & 1 != 0,
            _ => self.is_long_entry(tables, at, len),
        }
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

/// Takes characters from the front of a chunk.
struct Decoder<'a> {
    tables: &'a Tables<'a>,
    ascii_codes: &'a [u16; 128],
    text: &'a str,
    rest: &'a [u8],
    /// The node of the character before.
    before: Node,
    has_carriage_return: bool,
}

impl<'a> Decoder<'a> {
    fn new(tables: &'a Tables<'a>, ascii_codes: &'a [u16; 128], text: &'a str) -> Self {
        let rest = text.as_bytes();
        Decoder { tables, ascii_codes, text, rest, before: Node::NONE, has_carriage_return: false }
    }

    #[inline]
    fn offset_bytes(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    fn is_after_carriage_return(&self) -> bool {
        self.text.as_bytes()[..self.offset_bytes()].ends_with(b"\r")
    }

    #[inline(always)]
    fn next(&mut self) -> Option<Character> {
        let tables = self.tables;
        let offset_bytes = u32_offset(self.offset_bytes());
        let code;
        match *self.rest {
            [lead, middle, last, ref tail @ ..] if lead & 0xF0 == 0xE0 => {
                let code_point =
                    u16::from(lead) << 12 | u16::from(middle & 0x3F) << 6 | u16::from(last & 0x3F);
                code = tables.basic_plane_code(code_point);
                self.rest = tail;
            }
            [lead @ 0..0x80, ref tail @ ..] => {
                code = self.ascii_codes[usize::from(lead & 0x7F)];
                self.has_carriage_return |= lead == b'\r';
                self.rest = tail;
            }
            [_, ..] => {
                let len;
                (code, len) = rare_code(tables, self.text, self.offset_bytes());
                self.rest = &self.rest[len..];
            }
            [] => return None,
        }
        // The node of the pair: loads that do not wait for each other, and no branch.
        let node = Node(tables.root[usize::from(code) % tables.root.len()]);
        let slot = select_unpredictable(self.before.may_have(code), self.before.slot(code), 0);
        let pair = Node(tables.slots.get(slot).copied().unwrap_or_default());
        let pair = select_unpredictable(pair.is_by(code), pair, Node::NONE);
        self.before = node;
        Some(Character {
            log_single: tables.log_probability(node),
            log_pair: tables.log_probability(pair),
            pair: pair.0,
            offset_bytes,
            code,
        })
    }
}

/// The code and the length in bytes of the character of two or four bytes at `start_byte`.
///
/// It takes values instead of the decoder, so that the compiler can keep the decoder in registers.
#[cold]
#[inline(never)]
fn rare_code(tables: &Tables<'_>, text: &str, start_byte: usize) -> (u16, usize) {
    let c = text[start_byte..].chars().next().unwrap_or_default();
    (tables.code(c), c.len_utf8())
}

/// The best choice at a character so far: its log-probability, and the state with the word chosen.
type Best = (f64, u32);

/// Extends the pair of characters that begins at `at` to entries of three and more characters, and takes those that are
/// better than the best so far, or as good and longer.
#[inline]
fn try_longer_entries(
    tables: &Tables<'_>,
    characters: &[Character],
    steps: &[Step],
    at: usize,
    pair: Node,
    code_after_pair: u16,
    (mut log_best, mut state): Best,
) -> Best {
    let mut node = pair;
    let mut code = code_after_pair;
    let mut end = at + 2;
    while let Some(&child) = tables.slots.get(node.slot(code))
        && Node(child).is_by(code)
    {
        node = Node(child);
        end += 1;
        // The padding ends every walk: a delimiter's code leads to empty slots only, which have no children.
        let (Some(character), Some(step)) = (characters.get(end), steps.get(end)) else { break };
        let log_word = tables.log_probability(node);
        let log_path = log_word + step.log_best;
        let len = end - at;
        if log_path >= log_best {
            state = state & 0xFFFF | u32_len(len) << LENGTH_SHIFT;
            log_best = log_path;
        }
        if len < 16 {
            state |= u32::from(log_word != f64::NEG_INFINITY) << len;
        }
        code = character.code;
        if !node.may_have(code) {
            break;
        }
    }
    (log_best, state)
}

/// A character that is no entry, and begins none: it counts as a word of frequency 1.
#[cold]
#[inline(never)]
fn no_entry_begins_here(log_best: f64, state: u32) -> Best {
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

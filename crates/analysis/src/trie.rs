//! Tables for the inner loops of the segmenter: codes, trie, probabilities.
//!
//! Comments here state the properties that the code relies on. `crates/tables/src/dictionary_blob.rs` documents the layout of
//! the file.

/// Upper bound of the number of codes and of classes.
pub(crate) const SYMBOLS: usize = 1 << 14;
/// The code of a character that is in no word and ends a block of text.
pub(crate) const DELIMITER: u16 = 0;
/// The class of a character that is no entry and begins none; the entries' classes are greater.
pub(super) const LONE_CLASS: usize = 2;

/// Bases are multiples of this, so that the 20 bits of a base reach four million slots.
pub(crate) const BASE_STEP: usize = 4;

const SYMBOL_BITS: u64 = 0x3FFF;

/// The tables of one dictionary.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    /// Code of each ASCII character.
    pub(crate) ascii_codes: &'a [u16; 128],
    /// Code of each character of the basic plane; those of ASCII are not used.
    pub(super) codes: &'a [u16; 1 << 16],
    /// Code points beyond the basic plane that have a code of their own, and it; ascending.
    pub(super) rare_codes: &'a [[u32; 2]],
    /// Code of any other Han character beyond the basic plane.
    pub(super) unknown_other: u16,
    /// Node of each one-character prefix, by code.
    pub(crate) root: &'a [u64; SYMBOLS],
    /// Nodes of longer prefixes.
    pub(crate) slots: &'a [u64],
    /// Log-probability by class; negative infinity if this dictionary has no entry.
    pub(crate) log_probabilities: &'a [f64; SYMBOLS],
    /// Log-probability of a word of frequency 1.
    pub(crate) log_one: f64,
    /// Row of emissions by code; 65,535 for characters that the hidden Markov model does not cover.
    pub(super) emission_rows: &'a [u16; SYMBOLS],
    /// Log-probabilities of begin, end, middle and single.
    pub(super) emissions: &'a [[f64; 4]],
    /// Initial log-probabilities of the states.
    pub(crate) initial: [f64; 4],
    /// Log-probabilities of the transitions between states.
    pub(crate) transitions: [[f64; 4]; 4],
}

impl Tables<'_> {
    /// The code of `c`.
    pub(crate) fn code(&self, c: char) -> u16 {
        match u16::try_from(u32::from(c)) {
            Ok(ascii @ 0..128) => self.ascii_codes[usize::from(ascii)],
            Ok(code_point) => self.basic_plane_code(code_point),
            Err(_) => self.rare_code(u32::from(c)),
        }
    }

    /// The node at the end of `word`, whether that is an entry or only a prefix of one.
    pub(super) fn find(&self, word: &str) -> Option<Node> {
        let mut codes = word.chars().map(|c| self.code(c));
        let first = Node(self.root[usize::from(codes.next()?) % SYMBOLS]);
        codes.try_fold(first, |node, code| node.child(code, self.slots))
    }

    /// The code of a character of the basic plane beyond ASCII.
    #[inline]
    pub(crate) fn basic_plane_code(&self, code_point: u16) -> u16 {
        self.codes[usize::from(code_point)]
    }

    /// The code of a character beyond the basic plane.
    #[cold]
    pub(crate) fn rare_code(&self, code_point: u32) -> u16 {
        match self.rare_codes.binary_search_by_key(&code_point, |pair| pair[0]) {
            Ok(index) => u16::try_from(self.rare_codes[index][1]).unwrap_or(DELIMITER),
            Err(_) if is_rare_han(code_point) => self.unknown_other,
            Err(_) => DELIMITER,
        }
    }

    /// True if the hidden Markov model covers the characters with this code.
    #[inline]
    pub(crate) fn is_covered(&self, code: u16) -> bool {
        self.emission_rows[usize::from(code) % SYMBOLS] != u16::MAX
    }

    /// The emissions of a character that the hidden Markov model covers.
    #[inline]
    pub(crate) fn emission(&self, code: u16) -> [f64; 4] {
        let row = self.emission_rows[usize::from(code) % SYMBOLS];
        // Row 0 is for characters that the model has not seen.
        self.emissions.get(usize::from(row)).copied().unwrap_or(self.emissions[0])
    }

    /// The log-probability of the word that ends at `node`.
    #[inline]
    pub(crate) fn log_probability(&self, node: Node) -> f64 {
        self.log_probabilities[node.class()]
    }

    /// True if a one-character node is an entry of this dictionary.
    #[inline]
    pub(crate) fn is_entry(&self, node: Node) -> bool {
        node.class() > LONE_CLASS && self.log_probability(node) != f64::NEG_INFINITY
    }
}

/// The Han characters of jieba beyond the basic plane.
fn is_rare_han(code_point: u32) -> bool {
    matches!(code_point,
        0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F | 0x2B820..=0x2CEAF | 0x2CEB0..=0x2EBEF
        | 0x2F800..=0x2FA1F)
}

/// A node of the trie: label, class, a set of children and their base (see the layout).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(pub(crate) u64);

impl Node {
    /// The node of no word: it has no children.
    pub(crate) const NONE: Node = Node(0);

    /// Selects the log-probability.
    #[inline]
    pub(crate) fn class(self) -> usize {
        (self.0 >> 14 & SYMBOL_BITS) as usize
    }

    /// The class as it is stored.
    pub(super) fn class_u16(self) -> u16 {
        (self.0 >> 14 & SYMBOL_BITS) as u16
    }

    /// The same node with another class.
    pub(super) fn with_class(self, class: u16) -> Node {
        Node(self.0 & !(SYMBOL_BITS << 14) | u64::from(class) << 14)
    }

    /// The same node with its children elsewhere.
    pub(super) fn with_base(self, base: usize) -> Node {
        Node(self.0 & !(0xF_FFFF << 44) | ((base / BASE_STEP) as u64) << 44)
    }

    /// The low four bits of the codes of the children, as a set.
    pub(super) fn child_set(self) -> u16 {
        (self.0 >> 28 & 0xFFFF) as u16
    }

    /// The same node with more children.
    pub(super) fn with_children(self, set: u16) -> Node {
        Node(self.0 | u64::from(set) << 28)
    }

    /// The code that leads here.
    #[inline]
    pub(super) fn label(self) -> u16 {
        (self.0 & SYMBOL_BITS) as u16
    }

    /// The base of the children.
    #[inline]
    pub(super) fn base(self) -> usize {
        (self.0 >> 44) as usize * BASE_STEP
    }

    /// False if there is certainly no child by `code`.
    #[inline]
    pub(crate) fn may_have(self, code: u16) -> bool {
        self.0 >> 28 & 1 << (code & 15) != 0
    }

    /// The slot of a child by `code`.
    #[inline]
    pub(crate) fn slot(self, code: u16) -> usize {
        self.base() + usize::from(code)
    }

    /// True if `code` leads to this node, which was read from a [`slot`](Self::slot) for `code`. A delimiter's code is the
    /// label of empty slots, which have no children and no entry.
    #[inline]
    pub(crate) fn is_by(self, code: u16) -> bool {
        (self.0 ^ u64::from(code)) & SYMBOL_BITS == 0
    }

    /// The child by `code`.
    #[inline]
    pub(crate) fn child(self, code: u16, slots: &[u64]) -> Option<Node> {
        if !self.may_have(code) || code == DELIMITER {
            return None;
        }
        let node = Node(*slots.get(self.slot(code))?);
        node.is_by(code).then_some(node)
    }
}

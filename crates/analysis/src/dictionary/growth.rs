//! Growth of a dictionary: adds words to its tables.
//!
//! First the trie nodes of all words are added, level by level. All new children of a node are placed in the double array at
//! once, so that no set of children is moved for each further one. Within a level, nodes with the most children come first.
//! Then the words get their frequencies one after another in the given order, as by jieba's `add_word`. A node without a
//! frequency is no entry, so adding all nodes first does not affect the result.
//!
//! Every word changes the total frequency, and with it every probability. The probabilities are computed once, after all words
//! are added.

use std::collections::HashMap;
use std::ops::Range;

use super::grown::{Grown, ln};
use super::room::{Room, child_set};
use super::user_dictionary::DictionaryErrorKind;
use crate::trie::{DELIMITER, LONE_CLASS, Node, SYMBOLS, Tables};

/// The class of nodes without an entry.
const NO_CLASS: u16 = 0;
/// The highest code of ASCII letters and digits, which the path joins to one word.
const MAX_ALPHANUMERIC_CODE: u16 = 62;

/// State for growing tables that lookups do not need.
#[derive(Clone)]
pub(super) struct Books {
    /// ln(frequency) by class.
    log_frequencies: Vec<f64>,
    classes_by_frequency: HashMap<u64, u16>,
    next_code: u16,
    room: Room,
    /// For a suggested frequency: at each character, the best log-probability from there to the end, and the length of the
    /// chosen word.
    path: Vec<(f64, usize)>,
}

/// Tables to which words are being added.
pub(super) struct Growth<'a> {
    grown: &'a mut Grown,
    books: Box<Books>,
    embedded: Tables<'a>,
    /// The words as codes, one after another.
    codes: Vec<u16>,
}

/// A word to add, as a range of the codes of a [`Growth`].
#[derive(Clone)]
pub(super) struct Codes(Range<usize>);

/// The node of a word in tables that have its nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u32);

/// New children of a node.
struct Family {
    parent: Place,
    /// Of the list of all missing codes.
    codes: Range<usize>,
}

/// A frequency that was set.
pub(super) struct Set {
    /// The frequency before.
    pub(super) before: u64,
    /// The frequency now.
    pub(super) now: u64,
}

impl Books {
    fn new(grown: &Grown, unknown_other: u16) -> Self {
        let classes = (0..).zip(&grown.frequencies);
        let highest_code = grown.codes.iter().copied().max().unwrap_or(0);
        let highest_rare = grown.rare_codes.iter().map(|pair| pair[1]).max().unwrap_or(0);
        let highest_rare = u16::try_from(highest_rare).unwrap_or(u16::MAX);
        Books {
            log_frequencies: grown.frequencies.iter().map(|&frequency| log_frequency(frequency)).collect(),
            classes_by_frequency: classes
                .filter_map(|(class, &frequency)| Some((frequency?, class)))
                .collect(),
            next_code: highest_code.max(highest_rare).max(unknown_other).saturating_add(1),
            room: Room::new(&grown.slots),
            path: Vec::new(),
        }
    }
}

impl<'a> Growth<'a> {
    /// Continues the growth of `grown`, which takes its other tables from `embedded`.
    pub(super) fn of(grown: &'a mut Grown, embedded: &Tables<'a>) -> Self {
        let books = grown.books.take();
        let books = books.unwrap_or_else(|| Box::new(Books::new(grown, embedded.unknown_other)));
        Growth { grown, books, embedded: *embedded, codes: Vec::new() }
    }

    /// Computes the probabilities, and drops the books, which take more memory than all words.
    pub(super) fn finish(self) {
        self.grown.renew_probabilities(&self.books.log_frequencies);
    }

    /// Computes the probabilities, and keeps the books for the next word.
    pub(super) fn pause(self) {
        self.grown.renew_probabilities(&self.books.log_frequencies);
        self.grown.books = Some(self.books);
    }

    /// Appends the codes of `word`, and assigns new codes if necessary.
    ///
    /// # Errors
    ///
    /// If a character cannot be in any word, or if there are no more codes.
    pub(super) fn codes(&mut self, word: &str) -> Result<Codes, DictionaryErrorKind> {
        let start = self.codes.len();
        for c in word.chars() {
            match self.code(c) {
                Ok(code) => self.codes.push(code),
                Err(kind) => {
                    self.codes.truncate(start);
                    return Err(kind);
                }
            }
        }
        Ok(Codes(start..self.codes.len()))
    }

    /// Adds the nodes of `words`, none of them empty, with words that begin alike next to each other. Returns the node of each
    /// word, nothing where there is no room.
    pub(super) fn add_nodes(&mut self, words: &[Codes]) -> Vec<Option<Place>> {
        let mut places = vec![None; words.len()];
        // Word, node so far, and the rest of its codes.
        let mut alive: Vec<(usize, Place, Range<usize>)> = Vec::with_capacity(words.len());
        for (word, Codes(range)) in words.iter().enumerate() {
            alive.push((word, self.root(range), range.start + 1..range.end));
        }
        let (mut missing, mut families) = (Vec::new(), Vec::new());
        loop {
            alive.retain(|(word, place, rest)| {
                if rest.is_empty() {
                    places[*word] = Some(*place);
                }
                !rest.is_empty()
            });
            if alive.is_empty() {
                return places;
            }
            self.find_missing(&alive, &mut missing, &mut families);
            families.sort_by_key(|&(size, _)| std::cmp::Reverse(size));
            for (_, family) in &families {
                let Family { parent, codes } = family;
                self.add_children(*parent, &missing[codes.clone()]);
            }
            alive.retain_mut(|(_, place, rest)| {
                let code = self.codes[rest.start];
                let node = self.node(*place);
                *place = Place::of_slot(node.slot(code));
                rest.start += 1;
                node.child(code, &self.grown.slots).is_some()
            });
        }
    }

    /// The children that the next codes of words lack: `missing` takes their codes, ascending within a family, `families` each
    /// family with its approximate size.
    fn find_missing(
        &self,
        words: &[(usize, Place, Range<usize>)],
        missing: &mut Vec<u16>,
        families: &mut Vec<(u32, Family)>,
    ) {
        missing.clear();
        families.clear();
        for family in words.chunk_by(|a, b| a.1 == b.1) {
            let parent = family[0].1;
            let node = self.node(parent);
            let start = missing.len();
            let codes = family.iter().map(|(_, _, rest)| self.codes[rest.start]);
            missing.extend(codes.filter(|&code| node.child(code, &self.grown.slots).is_none()));
            missing[start..].sort_unstable();
            let mut end = start;
            for at in start..missing.len() {
                if end == start || missing[end - 1] != missing[at] {
                    missing[end] = missing[at];
                    end += 1;
                }
            }
            missing.truncate(end);
            if end > start {
                let size = node.child_set().count_ones() + u32_of(end - start);
                families.push((size, Family { parent, codes: start..end }));
            }
        }
    }

    /// The frequency that jieba suggests for a word: one more than the frequency that its likeliest parts amount to
    /// together, and not less than the one that it has.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "jieba computes it this way; the conversion saturates"
    )]
    pub(super) fn suggested_frequency(&mut self, word: &Codes) -> u64 {
        let codes = &self.codes[word.0.clone()];
        let log_total = ln(self.grown.total_frequency);
        let path = &mut self.books.path;
        path.clear();
        path.resize(codes.len() + 1, (0.0, 0));
        for at in (0..codes.len()).rev() {
            let (mut log_best, mut len_best) = (f64::NEG_INFINITY, 1);
            let mut node = Some(Node(self.grown.root[usize::from(codes[at])]));
            let mut end = at;
            while let Some(prefix) = node {
                end += 1;
                let class = prefix.class();
                let log_word = match class {
                    LONE_CLASS => 0.0 - log_total,
                    _ => {
                        self.books.log_frequencies.get(class).map_or(f64::NEG_INFINITY, |log| log - log_total)
                    }
                };
                let log_path = log_word + path[end].0;
                if log_word != f64::NEG_INFINITY && log_path >= log_best {
                    (log_best, len_best) = (log_path, end - at);
                }
                node = codes.get(end).and_then(|&code| prefix.child(code, &self.grown.slots));
            }
            if log_best == f64::NEG_INFINITY {
                log_best = 0.0 - log_total + path[at + 1].0;
            }
            path[at] = (log_best, len_best);
        }
        let path = &self.books.path;
        let is_lone =
            |at: usize| codes.get(at).is_some_and(|&code| code <= MAX_ALPHANUMERIC_CODE && path[at].1 == 1);
        let mut log_probability = 0.0;
        let mut at = 0;
        while at < codes.len() {
            let mut end = at + path[at].1;
            // Letters and digits that stay single are one word.
            if is_lone(at) {
                while is_lone(end) {
                    end += 1;
                }
            }
            let frequency = self.find(&codes[at..end]).and_then(|node| self.frequency(node)).unwrap_or(1);
            log_probability += ln(frequency) - log_total;
            at = end;
        }
        let own = self.find(codes).and_then(|node| self.frequency(node)).unwrap_or(1);
        ((log_probability + log_total).exp() as u64 + 1).max(own)
    }

    /// Gives the word at `place` a frequency; 0 removes it.
    ///
    /// # Errors
    ///
    /// If there is no class for the frequency.
    pub(super) fn set(&mut self, place: Place, frequency: u64) -> Result<Set, DictionaryErrorKind> {
        let class = if frequency == 0 { NO_CLASS } else { self.class(frequency)? };
        let node = self.node(place);
        let before = self.frequency(node).unwrap_or(0);
        self.set_node(place, node.with_class(class));
        let total = &mut self.grown.total_frequency;
        *total = (*total - before).saturating_add(frequency);
        Ok(Set { before, now: frequency })
    }

    /// The code that is `c`'s own, a new one if need be.
    fn code(&mut self, c: char) -> Result<u16, DictionaryErrorKind> {
        let code = match u16::try_from(u32::from(c)) {
            Ok(ascii @ 0..128) => self.embedded.ascii_codes[usize::from(ascii)],
            Ok(code_point) => self.grown.codes[usize::from(code_point)],
            Err(_) => self.grown.tables(&self.embedded).rare_code(u32::from(c)),
        };
        if code == DELIMITER {
            return Err(DictionaryErrorKind::Unholdable);
        }
        // A code is shared by the characters that have none of their own: those in no word, of either kind.
        let is_shared = code == self.embedded.unknown_other || code == self.embedded.unknown_other - 1;
        if !is_shared {
            return Ok(code);
        }
        let new = self.books.next_code;
        if usize::from(new) >= SYMBOLS {
            return Err(DictionaryErrorKind::Full);
        }
        self.books.next_code += 1;
        self.grown.emission_rows[usize::from(new)] = self.grown.emission_rows[usize::from(code)];
        match self.grown.codes.get_mut(c as usize) {
            Some(code) => *code = new,
            None => {
                let at = self.grown.rare_codes.partition_point(|pair| pair[0] < u32::from(c));
                self.grown.rare_codes.insert(at, [u32::from(c), u32::from(new)]);
            }
        }
        Ok(new)
    }

    /// The class of a frequency, a new one if need be.
    fn class(&mut self, frequency: u64) -> Result<u16, DictionaryErrorKind> {
        if let Some(&class) = self.books.classes_by_frequency.get(&frequency) {
            return Ok(class);
        }
        let class = u16::try_from(self.grown.frequencies.len()).map_err(|_| DictionaryErrorKind::Full)?;
        if usize::from(class) >= SYMBOLS {
            return Err(DictionaryErrorKind::Full);
        }
        self.grown.frequencies.push(Some(frequency));
        self.books.log_frequencies.push(ln(frequency));
        self.books.classes_by_frequency.insert(frequency, class);
        Ok(class)
    }

    /// Adds children that are no entries yet; all or, without room, none.
    fn add_children(&mut self, parent: Place, codes: &[u16]) {
        let node = self.node(parent);
        let mut base = node.base();
        if !self.books.room.has_room_for_more(node, codes) {
            let moved = self.books.room.take(node);
            let mut family = moved.clone();
            family.extend_from_slice(codes);
            family.sort_unstable();
            let Some(new_base) = self.books.room.find_base(&family) else {
                moved.iter().for_each(|&child| self.books.room.add(base, child));
                return;
            };
            for child in moved {
                let from = base + usize::from(child);
                self.put(new_base + usize::from(child), self.grown.slots[from]);
                self.grown.slots[from] = 0;
                self.books.room.add(new_base, child);
            }
            base = new_base;
        }
        for &code in codes {
            self.put(base + usize::from(code), u64::from(code));
            self.books.room.add(base, code);
        }
        // A character that begins a longer entry no longer counts as one that begins none.
        let class = if node.class() == LONE_CLASS { NO_CLASS } else { node.class_u16() };
        self.set_node(parent, node.with_class(class).with_base(base).with_children(child_set(codes)));
    }

    fn put(&mut self, slot: usize, node: u64) {
        if self.grown.slots.len() <= slot {
            self.grown.slots.resize(slot + 1, 0);
        }
        self.grown.slots[slot] = node;
    }

    fn root(&self, word: &Range<usize>) -> Place {
        Place(u32::from(self.codes[word.start]))
    }

    /// The node of `word`, if there is one.
    pub(super) fn place(&self, word: &Codes) -> Option<Place> {
        let mut place = self.root(&word.0);
        for &code in &self.codes[word.0.start + 1..word.0.end] {
            let node = self.node(place);
            node.child(code, &self.grown.slots)?;
            place = Place::of_slot(node.slot(code));
        }
        Some(place)
    }

    fn find(&self, codes: &[u16]) -> Option<Node> {
        let (first, rest) = codes.split_first()?;
        let first = Node(self.grown.root[usize::from(*first)]);
        rest.iter().try_fold(first, |node, &code| node.child(code, &self.grown.slots))
    }

    fn frequency(&self, node: Node) -> Option<u64> {
        self.grown.frequency_of_class(node.class())
    }

    fn node(&self, place: Place) -> Node {
        let at = place.0 as usize;
        Node(if at < SYMBOLS { self.grown.root[at] } else { self.grown.slots[at - SYMBOLS] })
    }

    fn set_node(&mut self, place: Place, node: Node) {
        let at = place.0 as usize;
        if at < SYMBOLS {
            self.grown.root[at] = node.0;
        } else {
            self.grown.slots[at - SYMBOLS] = node.0;
        }
    }
}

impl Place {
    /// Codes come first, then slots.
    fn of_slot(slot: usize) -> Self {
        Place(u32_of(SYMBOLS + slot))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "slots have 22 bits, and a family is smaller")]
fn u32_of(count: usize) -> u32 {
    count as u32
}

fn log_frequency(frequency: Option<u64>) -> f64 {
    frequency.map_or(f64::NEG_INFINITY, ln)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::Dictionary;

    #[test]
    fn nodes_of_one_base_have_children_that_differ_in_their_low_bits() {
        // Otherwise a lookup would find the child of another node.
        let (grown, _) =
            Dictionary::jieba().with_user_dictionary(&crate::UserDictionary::parse("平湖号\n云上大集\n"));
        for dictionary in [Dictionary::jieba(), grown] {
            let tables = dictionary.tables();
            let mut sets: HashMap<usize, u16> = HashMap::new();
            for &node in tables.root.iter().chain(tables.slots) {
                let (base, set) = (Node(node).base(), Node(node).child_set());
                let others = sets.entry(base).or_default();
                assert_eq!(*others & set, 0, "{base}");
                *others |= set;
            }
            for (slot, &node) in tables.slots.iter().enumerate().filter(|&(_, &node)| node != 0) {
                let code = Node(node).label();
                let set = sets.get(&(slot - usize::from(code))).copied().unwrap_or(0);
                assert_ne!(set & 1 << (code & 15), 0, "the child in {slot} has a parent");
            }
        }
    }
}

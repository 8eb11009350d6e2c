//! Dictionary with user words: a copy of the embedded tables to which words are added.
//!
//! Reading it is as fast as reading the embedded one, since it has the same structure; the cost is copying seven megabytes
//! once. A word is added by giving its last node a class. Missing nodes go into free slots of the double array. If the slot
//! of a child is taken by another's, all children of that parent move to a base where they fit.
//!
//! Every word changes the total, and with it every probability. They are computed once, after all words; before that, only
//! those needed for segmenting one word (see [`Growth::grown_for`]).

use std::collections::HashMap;

use super::user_dictionary::DictionaryErrorKind;
use crate::trie::{DELIMITER, LONE_CLASS, Node, SYMBOLS, Tables};

/// Bases and slots have 20 bits.
const MAX_SLOTS: usize = 1 << 20;
/// The end of a list of codes: a delimiter's, which leads to no child.
const NO_CODE: u16 = DELIMITER;
/// The class of nodes without an entry.
const NO_CLASS: u16 = 0;
/// Maximum number of tries to find a place for children, before the next search begins further on.
const MAX_TRIES: usize = 256;

/// Tables that belong to a dictionary.
#[derive(Clone)]
pub(super) struct Grown {
    codes: Box<[u16; 1 << 16]>,
    rare_codes: Vec<[u32; 2]>,
    root: Box<[u64; SYMBOLS]>,
    slots: Vec<u64>,
    log_probabilities: Box<[f64; SYMBOLS]>,
    log_one: f64,
    emission_rows: Box<[u16; SYMBOLS]>,
    /// By class.
    frequencies: Vec<Option<u64>>,
    pub(super) total_frequency: u64,
}

impl Grown {
    /// The tables; those that do not grow are `embedded`'s.
    pub(super) fn tables<'a>(&'a self, embedded: &Tables<'a>) -> Tables<'a> {
        Tables {
            codes: &self.codes,
            rare_codes: &self.rare_codes,
            root: &self.root,
            slots: &self.slots,
            log_probabilities: &self.log_probabilities,
            log_one: self.log_one,
            emission_rows: &self.emission_rows,
            ..*embedded
        }
    }

    /// The number of classes in use.
    pub(super) fn class_count(&self) -> usize {
        self.frequencies.len()
    }

    pub(super) fn frequency_of_class(&self, class: usize) -> Option<u64> {
        self.frequencies.get(class).copied().flatten()
    }
}

/// Tables to which words are being added.
pub(super) struct Growth {
    grown: Grown,
    /// ln(frequency) by class.
    log_frequencies: Vec<f64>,
    classes_by_frequency: HashMap<u64, u16>,
    next_code: u16,
    unknown_other: u16,
    children: Children,
    /// The start of the next search for a place for an only child.
    next_hole: usize,
    /// The start of the next search for a place for several children.
    next_base: usize,
}

/// The codes of the children of each base: lists of siblings, 0 at the end of each.
struct Children {
    /// By base. A base without a child is no node's.
    first: Vec<u16>,
    /// By slot.
    next: Vec<u16>,
}

impl Growth {
    /// Copies `tables`, with the frequencies of their classes and the first free code.
    pub(super) fn new(tables: &Tables<'_>, frequencies: Vec<Option<u64>>, total_frequency: u64) -> Self {
        let mut slots = Vec::with_capacity(MAX_SLOTS);
        slots.extend_from_slice(tables.slots);
        let classes = (0..).zip(&frequencies);
        let classes_by_frequency =
            classes.filter_map(|(class, &frequency)| Some((frequency?, class))).collect();
        let highest_code = tables.codes.iter().copied().max().unwrap_or(0);
        let highest_rare = tables.rare_codes.iter().map(|pair| pair[1]).max().unwrap_or(0);
        let highest_rare = u16::try_from(highest_rare).unwrap_or(u16::MAX);
        Growth {
            log_frequencies: frequencies.iter().map(|&frequency| log_frequency(frequency)).collect(),
            classes_by_frequency,
            next_code: highest_code.max(highest_rare).max(tables.unknown_other).saturating_add(1),
            unknown_other: tables.unknown_other,
            children: Children::new(&slots),
            next_hole: 1,
            // The last bases of the embedded array have few children, which are far apart.
            next_base: tables.slots.len().saturating_sub(SYMBOLS).max(1),
            grown: Grown {
                codes: Box::new(*tables.codes),
                rare_codes: tables.rare_codes.to_vec(),
                root: Box::new(*tables.root),
                slots,
                log_probabilities: Box::new(*tables.log_probabilities),
                log_one: tables.log_one,
                emission_rows: Box::new(*tables.emission_rows),
                frequencies,
                total_frequency,
            },
        }
    }

    /// The tables as they are now. Of the probabilities, which depend on the present total, only those for segmenting `word`
    /// are computed: of the prefixes of entries in it.
    pub(super) fn grown_for(&mut self, word: &str, embedded: &Tables<'_>) -> &Grown {
        let log_total = self.renew_log_one();
        let tables = self.grown.tables(embedded);
        let codes: Vec<u16> = word.chars().map(|c| tables.code(c)).collect();
        for start in 0..codes.len() {
            let mut node = Some(Node(self.grown.root[usize::from(codes[start])]));
            let mut rest = codes[start + 1..].iter();
            while let Some(prefix) = node {
                let class = prefix.class();
                if class > LONE_CLASS {
                    self.grown.log_probabilities[class] = self.log_frequencies[class] - log_total;
                }
                node = rest.next().and_then(|&code| prefix.child(code, &self.grown.slots));
            }
        }
        &self.grown
    }

    pub(super) fn into_grown(mut self) -> Grown {
        let log_total = self.renew_log_one();
        let probabilities = self.grown.log_probabilities.iter_mut().zip(&self.log_frequencies);
        for (probability, log_frequency) in probabilities.skip(LONE_CLASS + 1) {
            *probability = log_frequency - log_total;
        }
        self.grown
    }

    /// Computes the log-probability of frequency 1; returns the logarithm of the total.
    fn renew_log_one(&mut self) -> f64 {
        let log_total = ln(self.grown.total_frequency);
        self.grown.log_one = 0.0 - log_total;
        self.grown.log_probabilities[LONE_CLASS] = self.grown.log_one;
        log_total
    }

    /// Gives `word` a frequency, whether it is an entry or not; 0 removes it.
    ///
    /// # Errors
    ///
    /// If a character cannot be in any word, or if there is no room; the word is not added then.
    pub(super) fn set(
        &mut self,
        word: &str,
        frequency: u64,
        embedded: &Tables<'_>,
    ) -> Result<(), DictionaryErrorKind> {
        let mut codes = Vec::new();
        for c in word.chars() {
            codes.push(self.code(c, embedded)?);
        }
        let class = if frequency == 0 { NO_CLASS } else { self.class(frequency)? };
        let [first, rest @ ..] = &codes[..] else { return Ok(()) };
        let mut place = Place::Root(usize::from(*first));
        for &code in rest {
            place = match self.node(place).child(code, &self.grown.slots) {
                Some(_) => Place::Slot(self.node(place).slot(code)),
                None if frequency == 0 => return Ok(()),
                None => Place::Slot(self.add_child(place, code)?),
            };
        }
        let before = self.grown.frequency_of_class(self.node(place).class()).unwrap_or(0);
        self.set_node(place, self.node(place).with_class(class));
        self.grown.total_frequency = (self.grown.total_frequency - before).saturating_add(frequency);
        Ok(())
    }

    /// The code that is `c`'s own, a new one if need be.
    fn code(&mut self, c: char, embedded: &Tables<'_>) -> Result<u16, DictionaryErrorKind> {
        let code = self.grown.tables(embedded).code(c);
        if code == DELIMITER {
            return Err(DictionaryErrorKind::Unholdable);
        }
        // A code is shared by the characters that have none of their own: those in no word, of either kind.
        let is_shared = code == self.unknown_other || code == self.unknown_other - 1;
        if !is_shared {
            return Ok(code);
        }
        let new = self.next_code;
        if usize::from(new) >= SYMBOLS {
            return Err(DictionaryErrorKind::Full);
        }
        self.next_code += 1;
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
        if let Some(&class) = self.classes_by_frequency.get(&frequency) {
            return Ok(class);
        }
        let class = u16::try_from(self.grown.frequencies.len()).map_err(|_| DictionaryErrorKind::Full)?;
        if usize::from(class) >= SYMBOLS {
            return Err(DictionaryErrorKind::Full);
        }
        self.grown.frequencies.push(Some(frequency));
        self.log_frequencies.push(ln(frequency));
        self.classes_by_frequency.insert(frequency, class);
        Ok(class)
    }

    fn node(&self, place: Place) -> Node {
        Node(match place {
            Place::Root(code) => self.grown.root[code],
            Place::Slot(slot) => self.grown.slots[slot],
        })
    }

    fn set_node(&mut self, place: Place, node: Node) {
        match place {
            Place::Root(code) => self.grown.root[code] = node.0,
            Place::Slot(slot) => self.grown.slots[slot] = node.0,
        }
    }

    /// Adds a child that is no entry yet; returns its slot.
    fn add_child(&mut self, parent: Place, code: u16) -> Result<usize, DictionaryErrorKind> {
        let node = self.node(parent);
        let mut base = node.base();
        let is_leaf = base == 0;
        if is_leaf || !self.is_free(base + usize::from(code)) {
            let moved = self.children.take(base);
            let mut codes = moved.clone();
            codes.push(code);
            codes.sort_unstable();
            let new_base = match self.find_base(&codes) {
                Ok(new_base) => new_base,
                Err(kind) => {
                    moved.iter().for_each(|&child| self.children.add(base, child));
                    return Err(kind);
                }
            };
            for child in moved {
                let from = base + usize::from(child);
                self.put(new_base + usize::from(child), self.grown.slots[from]);
                self.grown.slots[from] = 0;
                self.children.add(new_base, child);
            }
            base = new_base;
        }
        self.children.add(base, code);
        let slot = base + usize::from(code);
        self.put(slot, u64::from(code));
        // A character that begins a longer entry no longer counts as one that begins none.
        let class = if node.class() == LONE_CLASS { NO_CLASS } else { node.class_u16() };
        self.set_node(parent, node.with_class(class).with_base(base).with_child(code));
        Ok(slot)
    }

    fn is_free(&self, slot: usize) -> bool {
        // Slot 0 is read by lookups that must fail.
        slot != 0 && slot < MAX_SLOTS && self.grown.slots.get(slot).is_none_or(|&node| node == 0)
    }

    fn put(&mut self, slot: usize, node: u64) {
        if self.grown.slots.len() <= slot {
            self.grown.slots.resize(slot + 1, 0);
        }
        self.grown.slots[slot] = node;
    }

    /// A base that no parent has and at which the slots of all `codes` (ascending) are free.
    ///
    /// An only child goes into the next hole of the array, where siblings would hardly find room; siblings go to its end,
    /// where there is room. Neither search ever goes back, so that a full array is not searched again for every word.
    fn find_base(&mut self, codes: &[u16]) -> Result<usize, DictionaryErrorKind> {
        let [first, last] = [codes[0], codes[codes.len() - 1]].map(usize::from);
        if codes.len() == 1 {
            let holes = self.next_hole.max(first + 1)..self.grown.slots.len();
            if let Some(slot) =
                holes.into_iter().find(|&slot| self.is_free(slot) && self.is_base_free(slot - first))
            {
                self.next_hole = slot + 1;
                return Ok(slot - first);
            }
            self.next_hole = self.grown.slots.len();
        }
        let bases = self.next_base..MAX_SLOTS - last;
        let found = bases.clone().find(|&base| {
            self.is_base_free(base) && codes.iter().all(|&code| self.is_free(base + usize::from(code)))
        });
        let tries = found.map_or(bases.len(), |base| base - self.next_base);
        if tries > MAX_TRIES {
            self.next_base += tries / 2;
        }
        found.ok_or(DictionaryErrorKind::Full)
    }

    fn is_base_free(&self, base: usize) -> bool {
        base != 0 && self.children.first.get(base) == Some(&NO_CODE)
    }
}

/// The location of a node.
#[derive(Clone, Copy)]
enum Place {
    Root(usize),
    Slot(usize),
}

impl Children {
    fn new(slots: &[u64]) -> Self {
        let mut children = Children { first: vec![NO_CODE; MAX_SLOTS], next: vec![NO_CODE; MAX_SLOTS] };
        for (slot, &node) in slots.iter().enumerate().filter(|&(_, &node)| node != 0) {
            let code = Node(node).label();
            children.add(slot - usize::from(code), code);
        }
        children
    }

    fn add(&mut self, base: usize, code: u16) {
        self.next[base + usize::from(code)] = self.first[base];
        self.first[base] = code;
    }

    /// Takes the children from `base`, which is free then; also those of base 0, which has none.
    fn take(&mut self, base: usize) -> Vec<u16> {
        let mut codes = Vec::new();
        let mut code = std::mem::replace(&mut self.first[base], NO_CODE);
        while code != NO_CODE {
            codes.push(code);
            code = self.next[base + usize::from(code)];
        }
        codes
    }
}

fn log_frequency(frequency: Option<u64>) -> f64 {
    frequency.map_or(f64::NEG_INFINITY, ln)
}

#[expect(clippy::cast_precision_loss, reason = "jieba rounds frequencies beyond 2⁵³ the same way")]
fn ln(frequency: u64) -> f64 {
    (frequency as f64).ln()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::Dictionary;

    #[test]
    fn every_base_of_the_embedded_tables_has_a_child() {
        // Otherwise another parent could get a base in use.
        let dictionary = Dictionary::jieba();
        let tables = dictionary.tables();
        let children = tables.slots.iter().enumerate().filter(|&(_, &node)| node != 0);
        let bases: HashSet<usize> =
            children.map(|(slot, &node)| slot - usize::from(Node(node).label())).collect();
        for &node in tables.root.iter().chain(tables.slots) {
            let base = Node(node).base();
            assert!(base == 0 || bases.contains(&base), "{base}");
        }
    }
}

//! The dictionary: words with frequencies, in a form that is searched where it lies.
//!
//! jieba's dictionary is part of the program, compiled ahead by `crates/tables` into tables that are read
//! in place: opening it means making a few slices, not parsing five megabytes of text. It comes in two
//! forms, which share one trie:
//!
//! - [`Dictionary::jieba`]: jieba's own entries, for text as it is;
//! - [`Dictionary::normal_form`]: the same entries normalised, for normalised text. Of jieba's 349,045,
//!   346,342 are in normal form already, 1,229 change their spelling, 1,402 become a word that was there
//!   before, and their frequencies are added up; 70 hold ASCII and 2 other characters that are not of Han,
//!   and are left out, since runs are tokens of their own.
//!
//! A word's log-probability is ln(frequency) − ln(total), computed as jieba does, to the last bit.

mod embedded_file;
mod entries;
mod tables;

use std::fmt;

use embedded_file::{EmbeddedDictionary, Form};
use tables::LONE_CLASS;
pub(crate) use tables::{DELIMITER, Node, Tables};

/// Words with frequencies. Cheap to clone, and to be shared by threads.
///
/// ```
/// use jianbao_analysis::Dictionary;
///
/// assert!(Dictionary::jieba().frequency("T恤").is_some());
/// assert!(Dictionary::normal_form().frequency("t恤").is_none());
/// assert_eq!(Dictionary::normal_form().frequency("劳动者"), Dictionary::jieba().frequency("劳动者"));
/// ```
#[derive(Clone)]
pub struct Dictionary {
    form: Form,
    tables: Tables<'static>,
    frequencies: &'static [u32],
    total_frequency: u64,
    hash: u64,
}

impl Dictionary {
    /// jieba's own entries, for text as it is.
    pub fn jieba() -> Self {
        Self::open(Form::Jieba)
    }

    /// jieba's entries normalised, for normalised text.
    pub fn normal_form() -> Self {
        Self::open(Form::Normal)
    }

    fn open(form: Form) -> Self {
        let EmbeddedDictionary { tables, frequencies, total_frequency, hash } =
            EmbeddedDictionary::open(form);
        Dictionary { form, tables, frequencies, total_frequency, hash }
    }

    /// The frequency of `word`, if it is an entry.
    pub fn frequency(&self, word: &str) -> Option<u64> {
        let mut codes = word.chars().map(|c| self.tables.code(c));
        let mut node = Node(self.tables.root[usize::from(codes.next()?)]);
        for code in codes {
            node = node.child(code, self.tables.slots)?;
        }
        self.frequency_of_class(node.class())
    }

    /// The sum of the frequencies of all entries.
    pub fn total_frequency(&self) -> u64 {
        self.total_frequency
    }

    /// Hash of the entries and their frequencies.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// All entries with their frequencies, in no particular order.
    ///
    /// Walks the whole dictionary, which takes some tenths of a second.
    pub fn entries(&self) -> Vec<(String, u64)> {
        entries::entries(&self.tables, |class| self.frequency_of_class(class))
    }

    /// What the segmenter reads.
    pub(crate) fn tables(&self) -> Tables<'_> {
        self.tables
    }

    fn frequency_of_class(&self, class: usize) -> Option<u64> {
        let frequency = self.frequencies[class];
        (class > LONE_CLASS && frequency != u32::MAX).then_some(frequency.into())
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("form", &self.form)
            .field("hash", &format_args!("{:016x}", self.hash))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_walked_are_entries_found_and_sum_up() {
        for dictionary in [Dictionary::jieba(), Dictionary::normal_form()] {
            let entries = dictionary.entries();
            for (word, frequency) in &entries {
                assert_eq!(dictionary.frequency(word), Some(*frequency), "{word}");
            }
            let sum: u64 = entries.iter().map(|(_, frequency)| frequency).sum();
            // Entries of jieba that no block of text can hold count in its total all the same.
            assert!(sum <= dictionary.total_frequency());
            assert!(dictionary.form == Form::Jieba || sum == dictionary.total_frequency());
        }
    }

    #[test]
    fn normal_form_entries_are_normalised_and_hold_no_ascii() {
        for (word, _) in Dictionary::normal_form().entries() {
            assert_eq!(crate::normalize(&word), word);
            assert!(!word.contains(|c: char| c.is_ascii()), "{word}");
        }
    }
}

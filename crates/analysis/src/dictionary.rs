//! Dictionary: words with frequencies, in tables that are used in place.
//!
//! jieba's dictionary is part of the program, compiled ahead by `crates/tables` into tables that are read in place: opening
//! it means making a few slices, not parsing five megabytes of text. It has two forms, which share one trie:
//!
//! - [`Dictionary::jieba`]: jieba's own entries, for text as it is;
//! - [`Dictionary::normal_form`]: the same entries normalised, for normalised text. Of jieba's 349,045 entries 345,515 are
//!   normalised already, and 1,513 change their spelling. 1,945 become an existing word, and the frequencies are added.
//!   70 contain ASCII and 2 other non-Han characters; these are left out, since runs are tokens of their own.
//!
//! A word's log-probability is ln(frequency) − ln(total), computed as jieba does, to the last bit.

mod embedded_file;
mod entries;
mod grown;
mod user_dictionary;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use embedded_file::{EmbeddedDictionary, Form};
use grown::{Grown, Growth};
pub use user_dictionary::{DictionaryError, DictionaryErrorKind, MAX_WORD_CHARS, UserDictionary, UserWord};

use crate::segmentation::each_cut;
use crate::trie::{LONE_CLASS, Node, Tables};
use crate::{Hmm, normalize};

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
    /// The number of classes of the embedded tables in use.
    class_count: usize,
    total_frequency: u64,
    hash: u64,
    /// The tables with a user dictionary, if there is one.
    grown: Option<Arc<Grown>>,
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
        let EmbeddedDictionary { tables, frequencies, class_count, total_frequency, hash } =
            EmbeddedDictionary::open(form);
        Dictionary { form, tables, frequencies, class_count, total_frequency, hash, grown: None }
    }

    /// The frequency of `word`, if it is an entry.
    pub fn frequency(&self, word: &str) -> Option<u64> {
        let tables = self.tables();
        self.frequency_of_class(tables.find(word)?.class())
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
        entries::entries(&self.tables(), |class| self.frequency_of_class(class))
    }

    /// This dictionary with the words of `user`, and the lines of `user` that add none.
    ///
    /// Words are added one after another as by jieba's `add_word`: an existing entry gets the new frequency, and a word
    /// without frequency gets the one that jieba suggests at that point. The total grows with each, and with it the
    /// probability of every other word changes slightly. Frequency 0 removes a word, as in Python jieba. For
    /// [`normal_form`](Self::normal_form), words are normalised first.
    ///
    /// There is room for some 90,000 words of the usual kind; the rest is among the bad lines. Cost: 3 ms for one word, 12 ms
    /// for 10,000 with frequencies, 15 ms for 10,000 without.
    ///
    /// ```
    /// use jianbao_analysis::{Dictionary, Hmm, Segmenter, UserDictionary};
    ///
    /// let (dictionary, bad_lines) = Dictionary::jieba().with_user_dictionary(&UserDictionary::parse("平湖号"));
    /// assert!(bad_lines.is_empty());
    /// let text = "平湖号启航";
    /// let cuts = Segmenter::new(dictionary).cut(text, Hmm::Off);
    /// assert_eq!(&text[cuts[0].bytes()], "平湖号");
    /// ```
    pub fn with_user_dictionary(&self, user: &UserDictionary) -> (Dictionary, Vec<DictionaryError>) {
        let mut growth = Growth::new(&self.tables(), self.class_frequencies(), self.total_frequency);
        let mut bad_lines = user.bad_lines().to_vec();
        let mut changes: BTreeMap<String, u64> = BTreeMap::new();
        for UserWord { line_number, word, frequency, .. } in user.words() {
            let normal = match self.form {
                Form::Jieba => word.clone(),
                Form::Normal => normalize(word),
            };
            let added = if normal.is_empty() {
                Err(DictionaryErrorKind::Unholdable)
            } else {
                let frequency =
                    frequency.unwrap_or_else(|| suggested_frequency(&mut growth, &self.tables, &normal));
                growth.set(&normal, frequency, &self.tables).map(|()| frequency)
            };
            match added {
                Ok(frequency) => drop(changes.insert(normal, frequency)),
                Err(kind) => {
                    bad_lines.push(DictionaryError { line_number: *line_number, line: word.clone(), kind });
                }
            }
        }
        bad_lines.sort_by_key(|bad| bad.line_number);
        changes.retain(|word, frequency| self.frequency(word).unwrap_or(0) != *frequency);
        if changes.is_empty() {
            return (self.clone(), bad_lines);
        }
        let lines = changes.iter().flat_map(|(word, frequency)| format!("{word} {frequency}\n").into_bytes());
        let hash = lines.fold(self.hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
        let grown = growth.into_grown();
        let total_frequency = grown.total_frequency;
        (Dictionary { total_frequency, hash, grown: Some(Arc::new(grown)), ..self.clone() }, bad_lines)
    }

    /// The tables that the segmenter reads.
    pub(crate) fn tables(&self) -> Tables<'_> {
        match &self.grown {
            Some(grown) => grown.tables(&self.tables),
            None => self.tables,
        }
    }

    /// The frequencies of the classes in use.
    fn class_frequencies(&self) -> Vec<Option<u64>> {
        let count = match &self.grown {
            Some(grown) => grown.class_count(),
            None => self.class_count,
        };
        (0..count).map(|class| self.frequency_of_class(class)).collect()
    }

    fn frequency_of_class(&self, class: usize) -> Option<u64> {
        if let Some(grown) = &self.grown {
            return grown.frequency_of_class(class);
        }
        let frequency = self.frequencies[class];
        (class > LONE_CLASS && frequency != u32::MAX).then_some(frequency.into())
    }
}

/// The prime of FNV-1a with 64 bits.
const FNV_PRIME: u64 = 0x100_0000_01B3;

/// The frequency at which `word` is segmented as one, by jieba's `suggest_freq`: one more than the frequency that its
/// likeliest parts amount to together.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "jieba computes it this way; the conversion saturates"
)]
fn suggested_frequency(growth: &mut Growth, embedded: &Tables<'_>, word: &str) -> u64 {
    let grown = growth.grown_for(word, embedded);
    let tables = grown.tables(embedded);
    let frequency = |part: &str, default: u64| {
        let class = tables.find(part).map(Node::class);
        class.and_then(|class| grown.frequency_of_class(class)).unwrap_or(default)
    };
    let log_total = (grown.total_frequency as f64).ln();
    let mut log_probability = 0.0;
    each_cut(&tables, word, Hmm::Off, |cut| {
        log_probability += (frequency(&word[cut.bytes()], 1) as f64).ln() - log_total;
    });
    ((log_probability + log_total).exp() as u64 + 1).max(frequency(word, 1))
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
            // Entries of jieba that no block of text can contain count in its total all the same.
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

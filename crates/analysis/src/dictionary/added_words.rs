//! Words of a user dictionary, prepared for the tables.
//!
//! Frequencies are assigned in the order of the lines, as by jieba's `add_word`. Nodes are added, and the changes are hashed,
//! in the order of the words' characters. The hash therefore depends only on the words and their final frequencies, not on the
//! lines.

use super::UserWord;
use super::growth::{Codes, Place, Set};

/// The words of a user dictionary that have codes.
#[derive(Default)]
pub(super) struct AddedWords {
    /// Their forms in the dictionary, one after another.
    normal: String,
    pub(super) words: Vec<AddedWord>,
}

/// A word of a user dictionary that has codes.
pub(super) struct AddedWord {
    /// In the user dictionary.
    pub(super) index: usize,
    /// The byte of [`AddedWords::normal`] after its form.
    end_byte: usize,
    start_byte: usize,
    pub(super) codes: Codes,
    /// Its node, if one was added or found for it.
    pub(super) place: Option<Place>,
    /// Nothing if the word was refused.
    pub(super) set: Option<Set>,
}

impl AddedWords {
    pub(super) fn push(&mut self, index: usize, form: &str, codes: Codes) {
        let start_byte = self.normal.len();
        self.normal.push_str(form);
        self.words.push(AddedWord {
            index,
            start_byte,
            end_byte: self.normal.len(),
            codes,
            place: None,
            set: None,
        });
    }

    pub(super) fn text(&self, word: &AddedWord) -> &str {
        &self.normal[word.start_byte..word.end_byte]
    }

    /// The places of the words, in the order of the words, then of the lines.
    pub(super) fn order(&self) -> Vec<usize> {
        let texts = self.words.iter().map(|word| first_bytes(self.text(word)));
        let mut sorted: Vec<(u64, usize)> = texts.zip(0..).collect();
        sorted.sort_unstable();
        for same in sorted.chunk_by_mut(|a, b| a.0 == b.0) {
            same.sort_by(|a, b| self.text(&self.words[a.1]).cmp(self.text(&self.words[b.1])));
        }
        sorted.into_iter().map(|(_, place)| place).collect()
    }

    /// The words that are not to be removed, in `order`, and their codes.
    pub(super) fn entries(&self, order: &[usize], user: &[UserWord]) -> (Vec<usize>, Vec<Codes>) {
        let is_entry = |place: &usize| user[self.words[*place].index].frequency != Some(0);
        let entries: Vec<usize> = order.iter().copied().filter(is_entry).collect();
        let codes = entries.iter().map(|&place| self.words[place].codes.clone()).collect();
        (entries, codes)
    }

    /// The hash with the frequencies that the words changed, from that of the dictionary before; nothing without a change.
    pub(super) fn hash_of_changes(&self, order: &[usize], before: u64) -> Option<u64> {
        let mut hash = before;
        let mut is_changed = false;
        let words: Vec<&AddedWord> = order.iter().map(|&place| &self.words[place]).collect();
        for same in words.chunk_by(|a, b| self.text(a) == self.text(b)) {
            let mut sets = same.iter().filter_map(|word| word.set.as_ref());
            let Some(first) = sets.next() else { continue };
            let last = sets.next_back().unwrap_or(first);
            if first.before != last.now {
                hash = hash_of_line(hash, self.text(same[0]), last.now);
                is_changed = true;
            }
        }
        is_changed.then_some(hash)
    }
}

/// The first eight bytes as a number in the order of the bytes.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let count = text.len().min(8);
    bytes[..count].copy_from_slice(&text.as_bytes()[..count]);
    u64::from_be_bytes(bytes)
}

/// The basis and the prime of FNV-1a with 64 bits.
pub(super) const FNV_BASIS: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01B3;

/// The hash `before`, continued with the line of a word and its frequency.
pub(super) fn hash_of_line(before: u64, word: &str, frequency: u64) -> u64 {
    let line = format!("{word} {frequency}\n");
    line.bytes().fold(before, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME))
}

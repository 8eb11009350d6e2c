//! Words of the normal form that contain letters or digits: ai芯片, 5g基站, c++.
//!
//! **Law.** A mixed word occurs where the text contains it and neither of its ends is inside a run: x5g基站 does not contain
//! 5g基站. Mixed words are not in the tables and change neither a probability nor the dictionary's hash. The best path, and all
//! matches that depend on it, are therefore the same with and without them. They only join tokens of the path.

use std::collections::{BTreeSet, HashSet};
use std::ops::Bound;

use crate::units;

/// The words, with what is needed to find them.
#[derive(Clone, Debug, Default)]
pub(crate) struct MixedWords {
    words: BTreeSet<Box<str>>,
    /// The characters with which they begin.
    first_chars: HashSet<char>,
}

impl MixedWords {
    /// True if `normal` has a run of letters or digits, so that it is no word of the tables.
    pub(super) fn is_mixed(normal: &str) -> bool {
        normal.bytes().any(|byte| byte.is_ascii_alphanumeric())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Adds `normal`, unless it is one run, which is a token anyway.
    pub(super) fn insert(&mut self, normal: &str) {
        if units(normal).nth(1).is_none() {
            return;
        }
        self.words.insert(normal.into());
        self.first_chars.extend(normal.chars().next());
    }

    pub(super) fn remove(&mut self, normal: &str) {
        self.words.remove(normal);
    }

    /// Passes to `each` the ends of the mixed words that begin at `start_byte`, where a unit begins, the shortest first.
    pub(crate) fn each_end(&self, normalized: &str, start_byte: usize, mut each: impl FnMut(usize)) {
        let rest = &normalized[start_byte..];
        if !rest.chars().next().is_some_and(|first| self.first_chars.contains(&first)) {
            return;
        }
        for unit in units(rest) {
            let prefix = &rest[..unit.end_byte];
            let next = self.words.range::<str, _>((Bound::Included(prefix), Bound::Unbounded)).next();
            match next {
                Some(word) if word.len() == prefix.len() && word.starts_with(prefix) => {
                    each(start_byte + prefix.len())
                }
                Some(word) if word.starts_with(prefix) => {}
                _ => return,
            }
        }
    }
}

//! Words as numbers, and their counts.

use std::collections::HashMap;

use crate::word_class::{Classifier, WordClass};

/// The words that count, numbered in the order in which they were seen.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// `None` for a word that is left out.
    numbers: HashMap<Box<str>, Option<u32>>,
    next: u32,
    classes: Classifier,
    kept: Vec<WordClass>,
}

impl Vocabulary {
    /// A vocabulary without words, in which words of these classes count too.
    pub(crate) fn keeping(kept: &[WordClass]) -> Vocabulary {
        Vocabulary { numbers: HashMap::new(), next: 0, classes: Classifier::new(), kept: kept.to_vec() }
    }

    /// The number of a word; `None` if it is left out.
    pub(crate) fn number_of(&mut self, word: &str) -> Option<u32> {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let counts = self.classes.class_of(word).is_none_or(|class| self.kept.contains(&class));
        let number = counts.then_some(self.next);
        self.next += u32::from(counts);
        self.numbers.insert(word.into(), number);
        number
    }

    /// The number of a word that was seen before.
    pub(crate) fn seen(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied().flatten()
    }

    /// The words in the order of their numbers.
    pub(crate) fn into_words(self) -> Vec<Box<str>> {
        let mut words: Vec<Box<str>> = vec![Box::default(); self.next as usize];
        for (word, number) in self.numbers {
            if let Some(number) = number {
                words[number as usize] = word;
            }
        }
        words
    }
}

/// Occurrences of numbered words, and the articles that have them.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: Vec<Count>,
    occurrences: u64,
}

/// The count of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) occurrences: u64,
    pub(crate) articles: u64,
    /// One more than the number of the last article that has it.
    last_article: usize,
}

impl Tally {
    /// Counts an occurrence of a word in an article. The articles come one after another.
    pub(crate) fn add(&mut self, word: u32, article: usize) {
        let word = word as usize;
        if word >= self.counts.len() {
            self.counts.resize(word + 1, Count::default());
        }
        let count = &mut self.counts[word];
        count.occurrences += 1;
        if count.last_article != article + 1 {
            count.last_article = article + 1;
            count.articles += 1;
        }
        self.occurrences += 1;
    }

    /// The count of a word.
    pub(crate) fn of(&self, word: usize) -> Count {
        self.counts.get(word).copied().unwrap_or_default()
    }

    /// The occurrences of all words.
    pub(crate) fn occurrences(&self) -> u64 {
        self.occurrences
    }
}

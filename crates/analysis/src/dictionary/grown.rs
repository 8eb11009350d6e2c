//! Tables of a dictionary with user words: a copy of the program's tables with words added, or new tables.
//!
//! They have the structure of the embedded tables, so lookups are equally fast. The cost is copying eight megabytes once.

use super::growth::Books;
use crate::trie::{LONE_CLASS, SYMBOLS, Tables};

/// Tables that belong to a dictionary.
#[derive(Clone)]
pub(super) struct Grown {
    pub(super) codes: Box<[u16; 1 << 16]>,
    pub(super) rare_codes: Vec<[u32; 2]>,
    pub(super) root: Box<[u64; SYMBOLS]>,
    pub(super) slots: Vec<u64>,
    pub(super) log_probabilities: Box<[f64; SYMBOLS]>,
    pub(super) log_one: f64,
    pub(super) emission_rows: Box<[u16; SYMBOLS]>,
    /// By class.
    pub(super) frequencies: Vec<Option<u64>>,
    pub(super) total_frequency: u64,
    /// Kept while words are added one at a time.
    pub(super) books: Option<Box<Books>>,
}

impl Grown {
    /// A copy of `tables`, with the frequencies of their classes.
    pub(super) fn new(tables: &Tables<'_>, frequencies: Vec<Option<u64>>, total_frequency: u64) -> Self {
        Grown {
            codes: Box::new(*tables.codes),
            rare_codes: tables.rare_codes.to_vec(),
            root: Box::new(*tables.root),
            slots: tables.slots.to_vec(),
            log_probabilities: Box::new(*tables.log_probabilities),
            log_one: tables.log_one,
            emission_rows: Box::new(*tables.emission_rows),
            frequencies,
            total_frequency,
            books: None,
        }
    }

    /// Tables without a word, for the characters of `tables`.
    pub(super) fn without_words(tables: &Tables<'_>) -> Self {
        let mut log_probabilities = Box::new([f64::NEG_INFINITY; SYMBOLS]);
        // That of a delimiter, and that of a character alone while the total is 0.
        log_probabilities[LONE_CLASS - 1..=LONE_CLASS].fill(0.0);
        let mut root = Box::new([(LONE_CLASS as u64) << 14; SYMBOLS]);
        root[0] = tables.root[0];
        Grown {
            codes: Box::new(*tables.codes),
            rare_codes: tables.rare_codes.to_vec(),
            root,
            slots: vec![0; SYMBOLS],
            log_probabilities,
            log_one: 0.0,
            emission_rows: Box::new(*tables.emission_rows),
            frequencies: vec![None; LONE_CLASS + 1],
            total_frequency: 0,
            books: None,
        }
    }

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

    pub(super) fn frequency_of_class(&self, class: usize) -> Option<u64> {
        self.frequencies.get(class).copied().flatten()
    }

    /// Computes every log-probability from the current total.
    pub(super) fn renew_probabilities(&mut self, log_frequencies: &[f64]) {
        let log_total = ln(self.total_frequency);
        self.log_one = 0.0 - log_total;
        self.log_probabilities[LONE_CLASS] = self.log_one;
        let probabilities = self.log_probabilities.iter_mut().zip(log_frequencies);
        for (probability, log_frequency) in probabilities.skip(LONE_CLASS + 1) {
            *probability = log_frequency - log_total;
        }
    }
}

/// The logarithm; 0 for 0, which only the total of a dictionary without words is.
#[expect(clippy::cast_precision_loss, reason = "jieba rounds frequencies beyond 2⁵³ the same way")]
pub(super) fn ln(frequency: u64) -> f64 {
    (frequency.max(1) as f64).ln()
}

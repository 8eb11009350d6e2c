//! Containment of unquoted text: as written, over signs, or with its numbers in another spelling.
//!
//! [`containment`](crate::text::containment) defines this for quotes. A text contains a word or string of unquoted text also if
//! it [reads](crate::text::reading) it over signs, or contains it with its [numbers](crate::text::numerals) in another spelling
//! of the same value. The two are not combined: a text with both signs inside the string and another spelling of a number does
//! not match.

use std::ops::Range;

use jianbao_analysis::Analyzer;
use memchr::memmem::Finder;

use crate::text::containment::Haystack;
use crate::text::numerals::{QueryNumber, ValuePattern, numbers};
use crate::text::reading::ReadingNeedle;

/// A word or string of unquoted text, to be searched in many texts.
#[derive(Clone, Debug)]
pub(crate) struct UnquotedNeedle {
    finder: Finder<'static>,
    reading: Option<ReadingNeedle>,
    values: Option<ValuePattern>,
}

/// The way in which a text contains unquoted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it stands.
    AsTyped,
    /// Over signs.
    OverSigns,
    /// With a number in another spelling.
    ByValue,
}

impl UnquotedNeedle {
    /// Takes a normalised string.
    pub(crate) fn new(text: &str, analyzer: &Analyzer) -> UnquotedNeedle {
        UnquotedNeedle {
            finder: Finder::new(text.as_bytes()).into_owned(),
            reading: ReadingNeedle::new(text, analyzer),
            values: values_of(text, analyzer),
        }
    }

    /// True if a text contains it.
    pub(crate) fn is_contained_in(&self, text: &Haystack<'_>) -> bool {
        self.form_in(text).is_some()
    }

    /// The first way in which a text contains it.
    pub(crate) fn form_in(&self, text: &Haystack<'_>) -> Option<Form> {
        let values =
            || self.values.as_ref().is_some_and(|values| !values.occurrences(text.text()).is_empty());
        if text.occurrences(&self.finder).next().is_some() {
            Some(Form::AsTyped)
        } else if self.reading.as_ref().is_some_and(|reading| reading.is_read_in(text)) {
            Some(Form::OverSigns)
        } else {
            values().then_some(Form::ByValue)
        }
    }

    /// The places of a text that contain it, in order.
    pub(crate) fn occurrences(&self, text: &Haystack<'_>) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = text.occurrences(&self.finder).collect();
        places.extend(self.reading.iter().flat_map(|reading| reading.occurrences(text)));
        places.extend(self.values.iter().flat_map(|values| values.occurrences(text.text())));
        places.sort_unstable_by_key(|place| (place.start, place.end));
        places.dedup();
        places
    }
}

/// The numbers of a normalised text of a query, as its words leave them.
pub(crate) fn numbers_of(text: &str, analyzer: &Analyzer) -> Vec<QueryNumber> {
    let mut words: Option<Vec<Range<usize>>> = None;
    let words_of = || {
        let mut words = Vec::new();
        analyzer.each_full_word(text, |word| {
            if !text.as_bytes()[word.start].is_ascii_alphanumeric() {
                words.push(word);
            }
        });
        words
    };
    let words = std::cell::RefCell::new(&mut words);
    numbers(text, |numeral, whole| {
        let mut words = words.borrow_mut();
        let holds = |a: &Range<usize>, b: &Range<usize>| a.start <= b.start && b.end <= a.end;
        words.get_or_insert_with(words_of).iter().any(|word| holds(word, numeral) && !holds(whole, word))
    })
}

/// The pattern of a string with numbers, or with a circle that is read as 〇; none for another string.
pub(crate) fn values_of(text: &str, analyzer: &Analyzer) -> Option<ValuePattern> {
    let pattern = ValuePattern::new(text, 0..text.len(), &numbers_of(text, analyzer));
    (!pattern.is_plain()).then_some(pattern)
}

//! Containment of unquoted text: as written, over signs, or with its numbers in another spelling.
//!
//! [`containment`](crate::text::containment) defines containment for quotes. Unquoted text has two further ways: a text also
//! contains a word or string if it [reads](crate::text::reading) the string over signs, or has the string with its
//! [numbers](crate::text::numerals) in another spelling of the same value. The two are not combined: a text with both signs
//! inside the string and another spelling of a number does not match.

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
    values: Option<ValueNeedle>,
}

/// A string with numbers, to be searched by value in many texts.
#[derive(Clone, Debug)]
pub(crate) struct ValueNeedle {
    pub(crate) pattern: ValuePattern,
    analyzer: Analyzer,
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
            values: ValueNeedle::new(text, analyzer),
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

impl ValueNeedle {
    /// The needle of a string with numbers, or with a circle that is read as 〇; none for another string.
    pub(crate) fn new(text: &str, analyzer: &Analyzer) -> Option<ValueNeedle> {
        let pattern = ValuePattern::new(text, 0..text.len(), &numbers_of(text, analyzer));
        (!pattern.is_plain()).then(|| ValueNeedle { pattern, analyzer: analyzer.clone() })
    }

    /// The places of a normalised text with the string, its numbers in any spelling, in order.
    pub(crate) fn occurrences(&self, text: &str) -> Vec<Range<usize>> {
        self.pattern.occurrences(text, &|text, bytes| words_around(text, bytes, &self.analyzer))
    }
}

/// The numbers of a normalised text of a query, as its words leave them.
pub(crate) fn numbers_of(text: &str, analyzer: &Analyzer) -> Vec<QueryNumber> {
    numbers(text, &|text, bytes| words_around(text, bytes, analyzer))
}

/// Maximum number of characters of a word on either side of a numeral in it.
const MAX_CHARS_AROUND: usize = 32;

/// The words of the dictionary in a text that contain some bytes of it. Runs are no words.
fn words_around(text: &str, bytes: &Range<usize>, analyzer: &Analyzer) -> Vec<Range<usize>> {
    let letters = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take(MAX_CHARS_AROUND).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum()
    };
    let start = bytes.start - letters(&mut text[..bytes.start].chars().rev());
    let end = bytes.end + letters(&mut text[bytes.end..].chars());
    let mut words = Vec::new();
    analyzer.each_full_word(&text[start..end], |word| {
        let word = start + word.start..start + word.end;
        let is_run = text.as_bytes()[word.start].is_ascii_alphanumeric();
        if word.start <= bytes.start && bytes.end <= word.end && !is_run {
            words.push(word);
        }
    });
    words
}

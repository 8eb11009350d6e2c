//! Containment of unquoted text: as it stands, or over signs.
//!
//! [`containment`](crate::text::containment) is the containment of quotes. A word or string of unquoted text is also contained
//! where a text [reads](crate::text::reading) it.

use std::ops::Range;

use jianbao_analysis::Analyzer;
use memchr::memmem::Finder;

use crate::text::containment::Haystack;
use crate::text::reading::ReadingNeedle;

/// A word or string of unquoted text, to be searched in many texts.
#[derive(Clone, Debug)]
pub(crate) struct UnquotedNeedle {
    finder: Finder<'static>,
    reading: Option<ReadingNeedle>,
}

impl UnquotedNeedle {
    /// Takes a normalised string.
    pub(crate) fn new(text: &str, analyzer: &Analyzer) -> UnquotedNeedle {
        UnquotedNeedle {
            finder: Finder::new(text.as_bytes()).into_owned(),
            reading: ReadingNeedle::new(text, analyzer),
        }
    }

    /// True if a text contains it.
    pub(crate) fn is_contained_in(&self, text: &Haystack<'_>) -> bool {
        self.stands_in(text) || self.reading.as_ref().is_some_and(|reading| reading.is_read_in(text))
    }

    /// True if a text contains it as it stands.
    pub(crate) fn stands_in(&self, text: &Haystack<'_>) -> bool {
        text.occurrences(&self.finder).next().is_some()
    }

    /// The places of a text that contain it, in order.
    pub(crate) fn occurrences(&self, text: &Haystack<'_>) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = text.occurrences(&self.finder).collect();
        if let Some(reading) = &self.reading {
            places.extend(reading.occurrences(text));
            places.sort_unstable_by_key(|place| (place.start, place.end));
        }
        places
    }
}

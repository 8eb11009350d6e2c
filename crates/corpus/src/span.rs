//! Spans around a place, in which its company is looked for.

use std::ops::Range;

use jianbao_analysis::{NormalizedText, normalize};
use serde::{Deserialize, Serialize};

use crate::sentence::sentences;
use crate::units_of_part::PartUnits;

/// The text around a place that counts as its company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CollocationSpan {
    /// This number of units on each side: characters, Latin words and numbers.
    Units(usize),
    /// The sentences in which it stands.
    Sentence,
    /// The whole article.
    Article,
}

impl CollocationSpan {
    /// The bytes of a part that are in the span of a place of it: the place itself included, in order, joined where they touch.
    pub(crate) fn windows(self, units: &PartUnits, places: &[Range<usize>]) -> Vec<Range<usize>> {
        let text = units.text();
        match self {
            _ if places.is_empty() => Vec::new(),
            CollocationSpan::Article => std::iter::once(0..text.len()).collect(),
            CollocationSpan::Units(distance) => joined(places.iter().map(|place| {
                let (start, end) = units.around(place, distance);
                start..end
            })),
            CollocationSpan::Sentence => {
                let sentences = sentences(text);
                joined(places.iter().map(|place| sentences_of(&sentences, place)))
            }
        }
    }
}

/// The bytes of the sentences in which a place stands.
fn sentences_of(sentences: &[Range<usize>], place: &Range<usize>) -> Range<usize> {
    let first = sentences.partition_point(|sentence| sentence.end <= place.start);
    let behind = sentences.partition_point(|sentence| sentence.start < place.end);
    match sentences.get(first..behind) {
        Some([first, .., last]) => first.start.min(place.start)..last.end.max(place.end),
        Some([only]) => only.start.min(place.start)..only.end.max(place.end),
        _ => place.clone(),
    }
}

/// Ranges in order, joined where they overlap or touch.
pub(crate) fn joined(ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> = ranges.into_iter().collect();
    sorted.sort_unstable_by_key(|range| (range.start, range.end));
    let mut all: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match all.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => all.push(range),
        }
    }
    all
}

/// True if one of the joined ranges contains this one.
pub(crate) fn contains(joined: &[Range<usize>], range: &Range<usize>) -> bool {
    let at = joined.partition_point(|other| other.end < range.end);
    joined.get(at).is_some_and(|other| other.start <= range.start && range.end <= other.end)
}

/// True if one of the joined ranges shares a byte with this one.
pub(crate) fn overlaps(joined: &[Range<usize>], range: &Range<usize>) -> bool {
    let at = joined.partition_point(|other| other.end <= range.start);
    joined.get(at).is_some_and(|other| other.start < range.end)
}

/// A word that must stand in the span of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Beside {
    /// The word. The text around the place must contain it in normal form, letters and digits whole.
    pub word: String,
    /// The span.
    pub span: CollocationSpan,
}

impl Beside {
    /// A word in a span.
    pub fn new(word: impl Into<String>, span: CollocationSpan) -> Beside {
        Beside { word: word.into(), span }
    }

    /// Keeps the places of a part that have the word beside them. `elsewhere` says that another part of the article has it.
    pub(crate) fn retain(&self, units: &PartUnits, places: &mut Vec<Range<usize>>, elsewhere: bool) {
        if self.span == CollocationSpan::Article && elsewhere {
            return;
        }
        let text = units.text();
        let occurrences = occurrences(text, &normalize(&self.word));
        let sentences = if self.span == CollocationSpan::Sentence { sentences(text) } else { Vec::new() };
        places.retain(|place| {
            let window = match self.span {
                CollocationSpan::Article => 0..text.len(),
                CollocationSpan::Sentence => sentences_of(&sentences, place),
                CollocationSpan::Units(distance) => {
                    let (start, end) = units.around(place, distance);
                    start..end
                }
            };
            let first_from =
                |byte: usize| occurrences.get(occurrences.partition_point(|word| word.start < byte));
            first_from(window.start).is_some_and(|word| word.end <= place.start)
                || first_from(place.end).is_some_and(|word| word.end <= window.end)
        });
    }
}

/// The bytes of a printed text at which it contains a word in normal form, letters and digits whole.
pub(crate) fn occurrences(text: &str, word: &str) -> Vec<Range<usize>> {
    if word.is_empty() {
        return Vec::new();
    }
    let normalized = NormalizedText::new(text);
    let is_alnum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_whole = |at: usize| {
        let (before, after) = normalized.text().split_at(at);
        !(is_alnum(before.chars().next_back()) && is_alnum(after.chars().next()))
    };
    (normalized.text().match_indices(word))
        .map(|(at, word)| at..at + word.len())
        .filter(|bytes| is_whole(bytes.start) && is_whole(bytes.end))
        .map(|bytes| normalized.source_span(bytes))
        .collect()
}

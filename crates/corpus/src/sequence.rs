//! Texts as one sequence of numbers, and all that occurs in it repeatedly: the n-grams of words, the strings of characters.
//!
//! The places are sorted by the numbers that follow them, so that every n-gram of every length is a stretch of equal places, and
//! n-grams that occur once cost nothing. The sort works on the places of one first number at a time. Memory: 8 bytes for each number
//! of the sequence, and 40 for each place of the most frequent number. Time: n log n.

use std::ops::RangeInclusive;

use crate::error::{Error, Result};

/// The number that no n-gram contains: signs, ends of lines and articles.
const BREAK: u32 = u32::MAX;

/// Maximum length of an n-gram; one more number behind it is known.
pub(crate) const MAX_LENGTH: usize = 8;

/// The numbers of the texts of articles, one article behind the other.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    numbers: Vec<u32>,
    /// The place behind each article.
    article_ends: Vec<u32>,
    /// One more than the highest number.
    bound: usize,
}

/// A place as it is sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The numbers behind it.
    following: [u32; MAX_LENGTH],
    at: u32,
    article: u32,
}

/// An n-gram with all its places.
#[derive(Clone, Copy)]
pub(crate) struct Gram<'a> {
    sequence: &'a Sequence,
    /// Its numbers.
    pub(crate) numbers: &'a [u32],
    places: &'a [Place],
    /// The number of articles that have it.
    pub(crate) articles: u64,
}

impl Gram<'_> {
    /// The number of its places.
    pub(crate) fn count(&self) -> u64 {
        self.places.len() as u64
    }

    /// The places, as numbers of elements before them.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        self.places.iter().map(|place| place.at as usize)
    }

    /// The number before each place; `None` for a break.
    pub(crate) fn before(&self) -> impl Iterator<Item = Option<u32>> {
        let before = |place: &Place| (place.at as usize).checked_sub(1).map(|at| self.sequence.numbers[at]);
        self.places.iter().map(move |place| before(place).filter(|number| *number != BREAK))
    }

    /// The number behind each place; `None` for a break.
    pub(crate) fn behind(&self) -> impl Iterator<Item = Option<u32>> {
        let at = self.numbers.len() - 1;
        self.places.iter().map(move |place| Some(place.following[at]).filter(|number| *number != BREAK))
    }
}

impl Sequence {
    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Adds a number to the article at the end.
    pub(crate) fn push(&mut self, number: u32) {
        self.bound = self.bound.max(number as usize + 1);
        self.numbers.push(number);
    }

    /// Adds a break; several are one.
    pub(crate) fn push_break(&mut self) {
        if self.numbers.last().is_some_and(|last| *last != BREAK) {
            self.numbers.push(BREAK);
        }
    }

    /// Ends an article.
    ///
    /// # Errors
    /// If there are more numbers than 32 bits count.
    pub(crate) fn end_article(&mut self) -> Result<()> {
        self.push_break();
        match u32::try_from(self.numbers.len()) {
            Ok(end) => self.article_ends.push(end),
            Err(_) => return Err(Error::TooMuchText { max_words: u32::MAX }),
        }
        Ok(())
    }

    /// Visits every n-gram of these lengths (at most [`MAX_LENGTH`]) that occurs often enough and has no break inside: of one first
    /// number after the other, the shorter lengths first.
    pub(crate) fn each_gram(
        &self,
        lengths: RangeInclusive<usize>,
        min_count: u64,
        mut visit: impl FnMut(Gram<'_>),
    ) {
        let (starts, places) = self.by_first_number();
        let mut bucket = Vec::new();
        let mut seen = vec![0_u64; self.article_ends.len()];
        let mut grams = 0;
        for first in 0..self.bound {
            let places = &places[starts[first] as usize..starts[first + 1] as usize];
            if (places.len() as u64) < min_count {
                continue;
            }
            self.fill(&mut bucket, places);
            bucket.sort_unstable();
            let first = u32::try_from(first).unwrap_or(BREAK);
            for length in lengths.clone().take_while(|length| *length <= MAX_LENGTH) {
                let rest = length - 1;
                for group in bucket.chunk_by(|a, b| a.following[..rest] == b.following[..rest]) {
                    let following = &group[0].following[..rest];
                    if (group.len() as u64) < min_count || following.contains(&BREAK) {
                        continue;
                    }
                    grams += 1;
                    let mut articles = 0;
                    for place in group {
                        let last = &mut seen[place.article as usize];
                        articles += u64::from(*last != grams);
                        *last = grams;
                    }
                    let mut numbers = [first; MAX_LENGTH + 1];
                    numbers[1..=rest].copy_from_slice(following);
                    let numbers = &numbers[..length];
                    visit(Gram { sequence: self, numbers, places: group, articles });
                }
            }
        }
    }

    /// The places of each number, in order: those of number n are between the n-th start and the next.
    fn by_first_number(&self) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0_u32; self.bound + 1];
        for number in self.numbers.iter().filter(|number| **number != BREAK) {
            starts[*number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts.last().copied().unwrap_or(0) as usize];
        for (at, number) in (0..).zip(&self.numbers) {
            if *number != BREAK {
                let slot = &mut next[*number as usize];
                places[*slot as usize] = at;
                *slot += 1;
            }
        }
        (starts, places)
    }

    /// The places with what follows them and their articles.
    fn fill(&self, bucket: &mut Vec<Place>, places: &[u32]) {
        bucket.clear();
        let mut article = 0;
        for &at in places {
            while self.article_ends[article] <= at {
                article += 1;
            }
            let mut following = [BREAK; MAX_LENGTH];
            let rest = &self.numbers[at as usize + 1..];
            let known = rest.len().min(MAX_LENGTH);
            following[..known].copy_from_slice(&rest[..known]);
            bucket.push(Place { following, at, article: u32::try_from(article).unwrap_or(u32::MAX) });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ngrams_are_those_of_a_plain_count(
            articles in prop::collection::vec(prop::collection::vec(0..4_u32, 0..20), 1..5),
            min_count in 1..4_u64,
        ) {
            let mut sequence = Sequence::default();
            let mut expected = BTreeMap::<Vec<u32>, (u64, BTreeSet<usize>, Vec<Option<u32>>, Vec<Option<u32>>)>::new();
            for (number, article) in articles.iter().enumerate() {
                // 3 is a break.
                for word in article {
                    if *word == 3 { sequence.push_break() } else { sequence.push(*word) }
                }
                sequence.end_article().unwrap();
                for stretch in article.split(|word| *word == 3) {
                    for length in 1..=4 {
                        for at in 0..(stretch.len() + 1).saturating_sub(length) {
                            let gram = expected.entry(stretch[at..at + length].to_vec()).or_default();
                            gram.0 += 1;
                            gram.1.insert(number);
                            gram.2.push(at.checked_sub(1).map(|at| stretch[at]));
                            gram.3.push(stretch.get(at + length).copied());
                        }
                    }
                }
            }
            expected.retain(|_, gram| gram.0 >= min_count);
            let mut found = BTreeMap::new();
            sequence.each_gram(1..=4, min_count, |gram| {
                let (mut before, mut behind): (Vec<_>, Vec<_>) = (gram.before().collect(), gram.behind().collect());
                before.sort();
                behind.sort();
                found.insert(gram.numbers.to_vec(), (gram.count(), gram.articles, before, behind));
            });
            let expected: BTreeMap<_, _> = expected.into_iter().map(|(gram, (count, articles, mut before, mut behind))| {
                before.sort();
                behind.sort();
                (gram, (count, articles.len() as u64, before, behind))
            }).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

//! Strings that may be words, with what the texts tell about them.
//!
//! All strings that occur often enough are counted in one pass over the sorted places. A count is kept under a hash of 64 bits of the
//! string: 16 bytes for each, whatever its length.

use std::collections::HashMap;

use jianbao_core::{Index, SearchRequest};
use xxhash_rust::xxh3::xxh3_64;

use crate::association::real;
use crate::error::Result;
use crate::part::ArticlePart;
use crate::segmented::{Piece, each_word};
use crate::sequence::{Gram, Sequence};

/// The number of all letters and digits: as a neighbour they are one character, for what stands behind a number is often counted
/// by it (100米自由泳).
const RUN: u32 = 0;

/// Maximum length of a new word in characters.
pub(super) const MAX_CHARS: usize = 6;

/// Least share of the places of a string whose ends are ends of words of the best path. Below it the string is mostly a piece of
/// other words, such as 国人 in 中国人民.
const MIN_ALIGNED: f64 = 0.5;

/// A string that the dictionary lacks.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) count: u64,
    pub(super) articles: u64,
    /// The least association over all splits: log₂(f(w) N / (f(a) f(b))).
    pub(super) cohesion: f64,
    /// The least of f(w) / min(f(a), f(b)) over all splits.
    pub(super) binding: f64,
    /// The entropy of the characters before and behind, in bits; each sign or line end is a value of its own.
    pub(super) freedom: [f64; 2],
    /// The share of the most frequent character before and behind.
    pub(super) extension: [f64; 2],
    /// The share of the places whose ends are ends of words of the best path.
    pub(super) aligned: f64,
}

/// The characters of the texts, and what was counted in them.
struct Texts {
    sequence: Sequence,
    chars: Vec<char>,
    /// For each place of the sequence: true if a word of the best path begins there.
    begins: Vec<bool>,
    characters: u64,
    articles: u64,
}

/// The strings of two to six Han characters that occur often enough in enough articles, that the dictionary lacks.
pub(super) fn candidates(
    index: &Index,
    search: &SearchRequest,
    min_count: u64,
    min_articles: u64,
) -> Result<(u64, Vec<Candidate>)> {
    let texts = read(index, search)?;
    let mut counts = HashMap::<u64, u64>::new();
    let mut found: Vec<(Vec<u32>, Candidate)> = Vec::new();
    let mut neighbours = Neighbours::new(texts.chars.len());
    texts.sequence.each_gram(1..=MAX_CHARS, min_count.max(2), |gram| {
        if gram.numbers.contains(&RUN) {
            return;
        }
        counts.insert(key(gram.numbers), gram.count());
        if gram.numbers.len() == 1 {
            return;
        }
        if gram.articles < min_articles {
            return;
        }
        let ends = gram.places().filter(|&at| texts.is_word(at, gram.numbers.len())).count();
        let aligned = real(ends as u64) / real(gram.count());
        if aligned < MIN_ALIGNED {
            return;
        }
        let text: String = gram.numbers.iter().map(|number| texts.chars[*number as usize]).collect();
        if index.analyzer().dictionary().frequency(&text).is_some() {
            return;
        }
        let (before, behind) = neighbours.around(&gram);
        let candidate = Candidate {
            text,
            count: gram.count(),
            articles: gram.articles,
            cohesion: 0.0,
            binding: 0.0,
            freedom: [before.0, behind.0],
            extension: [before.1, behind.1],
            aligned,
        };
        found.push((gram.numbers.to_vec(), candidate));
    });
    let count_of = |numbers: &[u32]| counts.get(&key(numbers)).copied().unwrap_or(1);
    let mut candidates = Vec::with_capacity(found.len());
    for (numbers, mut candidate) in found {
        let count = real(candidate.count);
        let splits = (1..numbers.len()).map(|at| (count_of(&numbers[..at]), count_of(&numbers[at..])));
        let splits: Vec<(f64, f64)> = splits.map(|(a, b)| (real(a), real(b))).collect();
        candidate.cohesion = (splits.iter())
            .map(|(a, b)| (count * real(texts.characters) / (a * b)).log2())
            .fold(f64::INFINITY, f64::min);
        candidate.binding = splits.iter().map(|(a, b)| count / a.min(*b)).fold(f64::INFINITY, f64::min);
        candidates.push(candidate);
    }
    Ok((texts.articles, candidates))
}

/// Reads the articles of a search.
fn read(index: &Index, search: &SearchRequest) -> Result<Texts> {
    let mut numbers = HashMap::<char, u32>::new();
    let mut texts = Texts {
        sequence: Sequence::default(),
        chars: vec!['0'],
        begins: Vec::new(),
        characters: 0,
        articles: 0,
    };
    for article in index.matches(search)? {
        let article = article?;
        for part in [ArticlePart::Title, ArticlePart::Body] {
            each_word(&part.text(&article), index.analyzer(), |piece| match piece {
                Piece::Word(word) if word.starts_with(is_han) => {
                    let mut begins = true;
                    for c in word.chars() {
                        let next = u32::try_from(texts.chars.len()).unwrap_or(u32::MAX - 1);
                        let number = *numbers.entry(c).or_insert_with(|| {
                            texts.chars.push(c);
                            next
                        });
                        texts.push(number, begins);
                        texts.characters += 1;
                        begins = false;
                    }
                }
                Piece::Word(word) if word.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                    texts.push(RUN, true);
                }
                Piece::Word(_) | Piece::LineEnd => texts.sequence.push_break(),
            });
        }
        texts.sequence.end_article()?;
        texts.articles += 1;
    }
    Ok(texts)
}

impl Texts {
    fn push(&mut self, number: u32, begins: bool) {
        self.sequence.push(number);
        self.begins.resize(self.sequence.len() - 1, true);
        self.begins.push(begins);
    }

    /// True if the best path has an end of a word at both ends of a string.
    fn is_word(&self, at: usize, chars: usize) -> bool {
        self.begins[at] && self.begins.get(at + chars).copied().unwrap_or(true)
    }
}

/// True for a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn key(numbers: &[u32]) -> u64 {
    let mut bytes = [0; 4 * MAX_CHARS];
    for (place, number) in bytes.chunks_exact_mut(4).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    xxh3_64(&bytes[..4 * numbers.len()])
}

/// Counts of the characters beside a string.
struct Neighbours {
    counts: Vec<u64>,
    seen: Vec<u32>,
}

impl Neighbours {
    fn new(chars: usize) -> Neighbours {
        Neighbours { counts: vec![0; chars], seen: Vec::new() }
    }

    /// Entropy and greatest share of the characters before and behind.
    fn around(&mut self, gram: &Gram<'_>) -> ((f64, f64), (f64, f64)) {
        (self.of(gram.before(), gram.count()), self.of(gram.behind(), gram.count()))
    }

    fn of(&mut self, neighbours: impl Iterator<Item = Option<u32>>, count: u64) -> (f64, f64) {
        let mut breaks = 0;
        for neighbour in neighbours {
            let Some(neighbour) = neighbour else {
                breaks += 1;
                continue;
            };
            let count = &mut self.counts[neighbour as usize];
            if *count == 0 {
                self.seen.push(neighbour);
            }
            *count += 1;
        }
        let share = |part: u64| real(part) / real(count);
        let mut entropy = real(breaks) * share(1) * -share(1).log2();
        let mut greatest = 0_u64;
        for neighbour in self.seen.drain(..) {
            let part = std::mem::take(&mut self.counts[neighbour as usize]);
            greatest = greatest.max(part);
            entropy -= share(part) * share(part).log2();
        }
        (entropy, share(greatest))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jianbao_article::Article;
    use proptest::prelude::*;

    use super::*;

    /// log₂ of shares, the negative sum.
    fn entropy(neighbours: &[Option<char>]) -> f64 {
        let mut counts = BTreeMap::<(Option<char>, usize), u32>::new();
        for (at, neighbour) in neighbours.iter().enumerate() {
            *counts.entry((*neighbour, if neighbour.is_none() { at } else { 0 })).or_default() += 1;
        }
        let all = neighbours.len() as f64;
        counts.values().map(|count| f64::from(*count) / all).map(|share| -share * share.log2()).sum()
    }

    proptest! {
        #[test]
        fn candidates_are_those_of_a_plain_count(
            texts in prop::collection::vec("[琼楹槿，]{0,24}", 1..6),
            min_count in 2..4_u64,
        ) {
            let index = Index::in_memory().unwrap();
            let mut writer = index.writer().unwrap();
            for text in &texts {
                writer.add(Article { body: vec![format!("{text}。")], ..Article::default() }).unwrap();
            }
            writer.finish().unwrap();
            let (_, found) = candidates(&index, &SearchRequest::new("*"), min_count, 1).unwrap();
            let mut counts = BTreeMap::<Vec<char>, (BTreeSet<usize>, Vec<Option<char>>, Vec<Option<char>>)>::new();
            let mut all = 0;
            for (article, text) in texts.iter().enumerate() {
                for stretch in text.split('，') {
                    let chars: Vec<char> = stretch.chars().collect();
                    all += chars.len();
                    for length in 1..=MAX_CHARS {
                        for (at, string) in chars.windows(length).enumerate() {
                            let count = counts.entry(string.to_vec()).or_default();
                            count.0.insert(article);
                            count.1.push(at.checked_sub(1).map(|at| chars[at]));
                            count.2.push(chars.get(at + length).copied());
                        }
                    }
                }
            }
            let of = |string: &[char]| counts[string].1.len() as f64;
            // These characters are in no words of the dictionary with each other, so every place is an end of words.
            let expected: BTreeSet<String> = counts.iter()
                .filter(|(string, count)| string.len() > 1 && count.1.len() as u64 >= min_count)
                .map(|(string, _)| string.iter().collect())
                .collect();
            prop_assert_eq!(found.iter().map(|found| found.text.clone()).collect::<BTreeSet<_>>(), expected);
            for candidate in found {
                let chars: Vec<char> = candidate.text.chars().collect();
                let (articles, before, behind) = &counts[&chars];
                prop_assert_eq!((candidate.count, candidate.articles), (before.len() as u64, articles.len() as u64));
                prop_assert!((candidate.freedom[0] - entropy(before)).abs() < 1e-9);
                prop_assert!((candidate.freedom[1] - entropy(behind)).abs() < 1e-9);
                let splits = || (1..chars.len()).map(|at| (of(&chars[..at]), of(&chars[at..])));
                let cohesion = splits().map(|(a, b)| (of(&chars) * all as f64 / (a * b)).log2()).fold(f64::INFINITY, f64::min);
                prop_assert!((candidate.cohesion - cohesion).abs() < 1e-9, "{candidate:?} {cohesion}");
                let binding = splits().map(|(a, b)| of(&chars) / a.min(b)).fold(f64::INFINITY, f64::min);
                prop_assert!((candidate.binding - binding).abs() < 1e-9);
            }
        }
    }
}

//! Queries drawn from the documents; the same documents give the same queries.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use jieba_rs::Jieba;
use serde::{Deserialize, Serialize};

use crate::document::Document;

/// The classes of queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    /// One word in 10–40% of the documents.
    CommonWord,
    /// One word in 2–6 documents.
    RareWord,
    /// Two or three words of one document.
    Words,
    /// Adjacent words, 4 to 8 characters, in half a percent of the documents or more.
    CommonPhrase,
    /// Adjacent words, 4 to 8 characters, from anywhere.
    Phrase,
    /// 4 to 8 characters from anywhere.
    AnyString,
}

impl Class {
    pub(crate) const ALL: [Class; 6] = [
        Class::CommonWord,
        Class::RareWord,
        Class::Words,
        Class::CommonPhrase,
        Class::Phrase,
        Class::AnyString,
    ];

    pub(crate) fn is_quoted(self) -> bool {
        match self {
            Class::CommonWord | Class::RareWord | Class::Words => false,
            Class::CommonPhrase | Class::Phrase | Class::AnyString => true,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::CommonWord => "common word",
            Class::RareWord => "rare word",
            Class::Words => "2–3 words",
            Class::CommonPhrase => "common phrase",
            Class::Phrase => "phrase",
            Class::AnyString => "any string",
        }
    }
}

/// One query: words separated by spaces, or one string to be quoted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Query {
    pub(crate) class: Class,
    pub(crate) text: String,
}

impl Query {
    /// The strings that a document must contain.
    pub(crate) fn strings(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ')
    }

    /// True if a document contains them, in title or body: the oracle.
    pub(crate) fn is_in(&self, document: &Document) -> bool {
        self.strings().all(|string| document.title.contains(string) || document.body.contains(string))
    }
}

/// A document as words (jieba's best path with its model), and its Han words of 2 to 4 characters.
struct Cut<'d> {
    words: Vec<&'d str>,
    han: BTreeSet<&'d str>,
}

fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Draws `count` queries of each class (fewer if the documents do not have enough).
pub(crate) fn draw(documents: &[Document], count: usize) -> Vec<Query> {
    let jieba = Jieba::new();
    let mut rng = Rng::with_seed(20_261_123);
    let cuts: Vec<Cut> = documents
        .iter()
        .map(|document| {
            let words: Vec<&str> =
                jieba.cut(&document.body, true).into_iter().map(|token| token.word).collect();
            let han =
                words.iter().copied().filter(|word| is_han(word) && (2..=4).contains(&chars(word))).collect();
            Cut { words, han }
        })
        .collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for word in cuts.iter().flat_map(|cut| &cut.han) {
        *holders.entry(word).or_default() += 1;
    }
    let per_mille = |share: usize| documents.len() * share / 1000;
    let held_by = |least: usize, most: usize| -> Vec<&str> {
        holders.iter().filter(|(_, held)| (least..=most).contains(*held)).map(|(word, _)| *word).collect()
    };
    let mut queries = Vec::new();
    for (class, mut words) in
        [(Class::CommonWord, held_by(per_mille(100), per_mille(400))), (Class::RareWord, held_by(2, 6))]
    {
        rng.shuffle(&mut words);
        queries.extend(words.iter().take(count).map(|word| Query { class, text: (*word).to_owned() }));
    }
    let mid: BTreeSet<&str> = held_by(per_mille(2), per_mille(100)).into_iter().collect();
    queries.extend(drawn(count, || several_words(&cuts, &mid, &mut rng)));
    let common = common_phrases(&cuts, per_mille(5), count, &mut rng);
    queries.extend(common.into_iter().map(|text| Query { class: Class::CommonPhrase, text }));
    queries.extend(drawn(count, || {
        let cut = &cuts[rng.usize(..cuts.len())];
        let text = phrase_at(&cut.words, rng.usize(..cut.words.len().max(1)), 4 + rng.usize(..5))?;
        Some(Query { class: Class::Phrase, text })
    }));
    queries.extend(drawn(count, || {
        let body: Vec<char> = documents[rng.usize(..documents.len())].body.chars().collect();
        let length = 4 + rng.usize(..5);
        let start = rng.usize(..body.len().checked_sub(length)?.max(1));
        let text: String = body[start..start + length].iter().collect();
        is_han(&text).then_some(Query { class: Class::AnyString, text })
    }));
    queries
}

/// Maximum number of failed draws for each that succeeds; beyond it there are fewer queries.
const MAX_FAILURES: usize = 1000;

fn drawn(count: usize, mut draw: impl FnMut() -> Option<Query>) -> Vec<Query> {
    (0..count * MAX_FAILURES).filter_map(|_| draw()).take(count).collect()
}

fn several_words(cuts: &[Cut<'_>], mid: &BTreeSet<&str>, rng: &mut Rng) -> Option<Query> {
    let cut = &cuts[rng.usize(..cuts.len())];
    let mut words: Vec<&str> = cut.han.intersection(mid).copied().collect();
    let count = 2 + rng.usize(..2);
    if words.len() < count {
        return None;
    }
    rng.shuffle(&mut words);
    Some(Query { class: Class::Words, text: words[..count].join(" ") })
}

/// Two or more words from a position on, 4 to 8 Han characters, at least `least_chars` if possible.
fn phrase_at(words: &[&str], start: usize, least_chars: usize) -> Option<String> {
    let mut text = String::new();
    let mut count = 0;
    for word in words.get(start..)? {
        text.push_str(word);
        count += 1;
        if chars(&text) >= least_chars {
            break;
        }
    }
    ((4..=8).contains(&chars(&text)) && count > 1 && is_han(&text)).then_some(text)
}

/// Phrases of two to four words in at least `least` documents.
fn common_phrases(cuts: &[Cut<'_>], least: usize, count: usize, rng: &mut Rng) -> Vec<String> {
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for cut in cuts {
        let phrases: BTreeSet<String> = (0..cut.words.len())
            .filter(|&start| is_han(cut.words[start]))
            .filter_map(|start| phrase_at(&cut.words, start, 4))
            .collect();
        for phrase in phrases {
            *holders.entry(phrase).or_default() += 1;
        }
    }
    let mut common: Vec<String> =
        holders.into_iter().filter(|(_, held)| *held >= least.max(1)).map(|(phrase, _)| phrase).collect();
    rng.shuffle(&mut common);
    common.truncate(count);
    common
}

//! Judgement on candidates: words, names, or neither.
//!
//! The bounds below were chosen on two collections of news (33,000 articles), and are bounds on kinds, not on single strings.

use std::collections::HashSet;

use jianbao_analysis::Analyzer;

use super::NewWord;
use super::candidate::Candidate;
use super::names::{Person, is_person, is_place, is_transliterated, may_be_person};
use crate::association::real;
use crate::word_class::{Classifier, WordClass};

/// Least entropy of the neighbours on both sides, in bits; less for strings that occur too seldom to have it.
const MIN_FREEDOM: f64 = 1.8;

/// Greatest share of one character beside a word. Above it the string is a piece of a longer one.
const MAX_EXTENSION: f64 = 0.7;

/// Least share of the places whose ends are ends of words.
const MIN_ALIGNED: f64 = 0.85;

/// Least cohesion in bits.
const MIN_COHESION: f64 = 7.0;

/// The same for a string of words that are known.
const MIN_COHESION_OF_WORDS: f64 = 8.0;

/// Least binding of a string with single characters; with one beside one word; with one before several words; of words that are
/// known.
const MIN_BINDING: f64 = 0.3;
const MIN_BINDING_BESIDE_A_WORD: f64 = 0.5;
const MIN_BINDING_BEFORE_WORDS: f64 = 0.6;
const MIN_BINDING_OF_WORDS: f64 = 0.75;

/// Single characters that are verbs, prepositions or pronouns in news: a string with one of them by itself is a phrase.
const LIGHT: &str = "称经奏说据致作受尽讲听住使看起至到出给让请由该这那尚未曾皆仍各您她记";

/// Words beside names, and what a report begins with: 总统卢拉, 本报讯.
const BESIDE_NAMES: [&str; 3] = ["记者", "总统", "讯"];

/// The words and the names among candidates, in no order.
pub(super) fn judged(mut candidates: Vec<Candidate>, analyzer: &Analyzer) -> (Vec<NewWord>, Vec<NewWord>) {
    candidates.sort_by_cached_key(|candidate| (candidate.text.chars().count(), candidate.text.clone()));
    let classes = Classifier::new();
    let (mut words, mut names) = (Vec::new(), Vec::new());
    let mut accepted = HashSet::new();
    for candidate in candidates {
        if !is_free(&candidate) {
            continue;
        }
        let path = Path::of(&candidate.text, analyzer);
        if !path.is_word(&candidate, &accepted, &classes) {
            continue;
        }
        let list = if path.is_name() { &mut names } else { &mut words };
        accepted.insert(candidate.text.clone());
        list.push(NewWord {
            count: candidate.count,
            articles: candidate.articles,
            cohesion: candidate.cohesion,
            freedom: candidate.freedom[0].min(candidate.freedom[1]),
            word: candidate.text,
        });
    }
    (words, names)
}

/// True for a string that ends where words end and stands beside many others.
fn is_free(candidate: &Candidate) -> bool {
    let most = real(candidate.count).log2();
    let least = MIN_FREEDOM.min(0.6 * most);
    candidate.freedom.iter().all(|freedom| *freedom >= least)
        && candidate.extension.iter().all(|share| *share <= MAX_EXTENSION)
        && candidate.aligned >= MIN_ALIGNED
}

/// The best path of the dictionary through a string.
struct Path<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
}

/// A piece of it.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    end_byte: usize,
    is_single: bool,
    /// Its part of speech, by jieba's names; nouns are taken for granted.
    tag: &'a str,
}

impl<'a> Path<'a> {
    fn of(text: &'a str, analyzer: &'a Analyzer) -> Path<'a> {
        let pieces = analyzer.exact(text).into_iter().map(|word| {
            let piece = &text[word.bytes()];
            Piece {
                text: piece,
                end_byte: word.end_byte,
                is_single: word.chars == 1,
                tag: analyzer.dictionary().tag(piece).unwrap_or("n"),
            }
        });
        Path { text, pieces: pieces.collect() }
    }

    fn is_word(&self, candidate: &Candidate, accepted: &HashSet<String>, classes: &Classifier) -> bool {
        let [first, .., last] = self.pieces.as_slice() else { return false };
        let is_stop = |piece: &Piece<'_>| classes.class_of(piece.text) == Some(WordClass::StopWord);
        let is_light = |piece: &Piece<'_>| piece.is_single && LIGHT.contains(piece.text);
        let begins_with_number = first.is_single && classes.class_of(first.text) == Some(WordClass::Number);
        if begins_with_number || self.pieces.iter().any(|piece| is_stop(piece) || is_light(piece)) {
            return false;
        }
        if BESIDE_NAMES.contains(&first.text) || BESIDE_NAMES.contains(&last.text) {
            return false;
        }
        // Verbs, adverbs, prepositions, conjunctions, pronouns, numerals, times and particles begin phrases.
        let begins_phrase =
            first.tag != "vn" && first.tag.starts_with(['v', 'd', 'p', 'c', 'r', 'm', 't', 'u']);
        if self.is_of_words(accepted) {
            let begins_with_person = first.tag.starts_with("nr") && may_be_person(first.text);
            let ends_as_noun = last.tag == "vn" || last.tag.starts_with(['n', 'x', 'l', 'j', 's', 'g']);
            return candidate.binding >= MIN_BINDING_OF_WORDS
                && candidate.cohesion >= MIN_COHESION_OF_WORDS
                && !begins_phrase
                && !begins_with_person
                && ends_as_noun;
        }
        let singles = self.pieces.iter().filter(|piece| piece.is_single).count();
        let least_binding = match self.pieces.len() {
            2 if singles == 1 => MIN_BINDING_BESIDE_A_WORD,
            3.. if singles == 1 && first.is_single => MIN_BINDING_BEFORE_WORDS,
            _ => MIN_BINDING,
        };
        let chars = self.text.chars().count();
        let is_phrase = begins_phrase && !last.is_single && chars >= if first.is_single { 5 } else { 4 };
        candidate.cohesion >= MIN_COHESION
            && candidate.binding >= least_binding
            && !is_phrase
            && !self.ends_with_person()
    }

    /// True if the string is one word behind another, each in the dictionary or accepted before, or words of the dictionary alone.
    fn is_of_words(&self, accepted: &HashSet<String>) -> bool {
        let last = self.pieces.len() - 1;
        let is_cut = |(at, piece): (usize, &Piece<'_>)| {
            let (left, right) = self.text.split_at(piece.end_byte);
            let is_known = |is_piece: bool, text: &str| is_piece || accepted.contains(text);
            is_known(at == 0 && !piece.is_single, left)
                && is_known(at + 1 == last && !self.pieces[last].is_single, right)
        };
        self.pieces.iter().all(|piece| !piece.is_single) || self.pieces[..last].iter().enumerate().any(is_cut)
    }

    /// True for words before what looks like a person: 总统卢拉.
    fn ends_with_person(&self) -> bool {
        let words = self.pieces.iter().take_while(|piece| !piece.is_single).count();
        let Some(before) = words.checked_sub(1).map(|at| self.pieces[at]) else { return false };
        before.tag.starts_with('n')
            && self.pieces[words..].iter().all(|piece| piece.is_single)
            && may_be_person(&self.text[before.end_byte..])
    }

    fn is_name(&self) -> bool {
        let is_named = |piece: &Piece<'_>| {
            piece.tag.starts_with("nr") || piece.tag.starts_with("ns") || piece.tag == "nz"
        };
        let singles = |pieces: &[Piece<'_>]| pieces.iter().all(|piece| piece.is_single);
        let person = match self.pieces.as_slice() {
            pieces if singles(pieces) => Person::Unexplained,
            [first, last] if first.is_single && is_named(last) => Person::WithName,
            [first, last] if first.is_single && !last.tag.starts_with('v') => Person::WithWord,
            [first, last] if last.is_single && first.tag.starts_with("nr") => Person::WithName,
            _ => Person::None,
        };
        is_person(self.text, person)
            || self.pieces.iter().all(|piece| piece.is_single || is_named(piece))
                && is_transliterated(self.text)
            || self.pieces.last().is_some_and(|last| last.is_single) && is_place(self.text)
    }
}

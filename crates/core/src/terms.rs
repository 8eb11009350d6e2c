//! The terms of a normalised text that stand in the index, and those of a string by which its articles are looked for.
//!
//! Documents and strings meet here. A document has a term for every dictionary word and every run that stands in it, and
//! for every character. Whatever holds a string holds each of the string's terms, so these say which articles may hold
//! it; that they do is read from the [texts](crate::text_column). Nothing depends on segmentation: a word is a term
//! wherever its characters stand.

use std::ops::Range;

use jianbao_analysis::{Analyzer, UnitKind, normalize, units};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Stands between the title and the body of one text. The normaliser drops control characters, so no query
/// can hold it, and no word, run or quote reaches across it.
pub(crate) const FIELD_BOUNDARY: char = '\u{1}';

/// A part of a string that is a term wherever the string stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartTerm<'s> {
    /// A word of the dictionary, or a run.
    Word(&'s str),
    /// A character.
    Character(&'s str),
}

/// The terms that every text has which holds a normalised string: its longest words, its runs, and the characters that are
/// in none of these. Empty only for an empty string.
pub(crate) fn parts<'s>(analyzer: &Analyzer, string: &'s str) -> Vec<PartTerm<'s>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    analyzer.each_full_word(string, |word| words.push(word));
    let is_in_another = |span: &Range<usize>| {
        words.iter().any(|word| word != span && word.start <= span.start && span.end <= word.end)
    };
    let longest =
        words.iter().filter(|word| !is_in_another(word)).map(|word| PartTerm::Word(&string[word.clone()]));
    let left = units(string)
        .filter(|unit| matches!(unit.kind, UnitKind::Character(_)) && !is_in_another(&unit.bytes()))
        .map(|unit| PartTerm::Character(&string[unit.bytes()]));
    longest.chain(left).collect()
}

/// How often each character stands in a document. Kept from document to document, so that nothing is allocated for each.
#[derive(Clone)]
struct CharacterCounts {
    /// By code point, of the basic plane.
    counts: Vec<u32>,
    met: Vec<char>,
    /// Characters beyond the basic plane, each as often as it stands there.
    beyond: Vec<char>,
}

impl Default for CharacterCounts {
    fn default() -> CharacterCounts {
        CharacterCounts { counts: vec![0; 1 << 16], met: Vec::new(), beyond: Vec::new() }
    }
}

impl CharacterCounts {
    fn count(&mut self, text: &str) {
        for unit in units(text) {
            let UnitKind::Character(character) = unit.kind else { continue };
            match self.counts.get_mut(character as usize) {
                Some(count) => {
                    if *count == 0 {
                        self.met.push(character);
                    }
                    *count += 1;
                }
                None => self.beyond.push(character),
            }
        }
    }

    /// Emits each character once, and once more for each doubling of how often it stands there; forgets them.
    fn emit(&mut self, emit: &mut dyn FnMut(&str, usize)) {
        self.beyond.sort_unstable();
        let beyond: Vec<(char, u32)> = (self.beyond.chunk_by(|a, b| a == b))
            .map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX)))
            .collect();
        self.beyond.clear();
        let counts = &mut self.counts;
        let met =
            self.met.drain(..).map(|character| (character, std::mem::take(&mut counts[character as usize])));
        for (character, count) in met.chain(beyond) {
            let mut bytes = [0; 4];
            let text = character.encode_utf8(&mut bytes);
            for _ in 0..=count.ilog2() {
                emit(text, 0);
            }
        }
    }
}

/// Tokens of texts that are normalised already: every dictionary word and every run, without positions.
#[derive(Clone)]
pub(crate) struct WordTerms(pub(crate) Analyzer);

/// Tokens of texts that are normalised already: every character outside runs, more often the more often it stands there.
#[derive(Clone, Default)]
pub(crate) struct CharacterTerms(CharacterCounts);

/// One token: the whole raw value, normalised.
#[derive(Clone)]
pub(crate) struct ValueTerm;

/// A value longer than this, in bytes, is not findable by field; no name or source is.
const MAX_VALUE_BYTES: usize = 4096;

/// Gives the tokens of one text to the sink, one after another.
type Feed<'a> = Box<dyn FnMut(&mut dyn FnMut(&str, usize)) + 'a>;

/// A stream over tokens that are made on the way: the indexer's `process` builds no list of them.
pub(crate) struct FedStream<'a> {
    feed: Feed<'a>,
    listed: Option<std::vec::IntoIter<Token>>,
    token: Token,
}

impl<'a> FedStream<'a> {
    fn new(feed: Feed<'a>) -> FedStream<'a> {
        FedStream { feed, listed: None, token: Token::default() }
    }
}

impl TokenStream for FedStream<'_> {
    fn advance(&mut self) -> bool {
        let listed = self.listed.get_or_insert_with(|| {
            let mut tokens = Vec::new();
            (self.feed)(&mut |text, position| {
                tokens.push(Token { text: text.to_owned(), position, ..Token::default() });
            });
            tokens.into_iter()
        });
        match listed.next() {
            Some(token) => {
                self.token = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        let token = &mut self.token;
        (self.feed)(&mut |text, position| {
            token.text.clear();
            token.text.push_str(text);
            token.position = position;
            sink(token);
        });
    }
}

impl Tokenizer for WordTerms {
    type TokenStream<'a> = FedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FedStream<'a> {
        let analyzer = &self.0;
        FedStream::new(Box::new(move |emit| {
            analyzer.each_full_word(text, |span| emit(&text[span], 0));
        }))
    }
}

impl Tokenizer for CharacterTerms {
    type TokenStream<'a> = FedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FedStream<'a> {
        let counts = &mut self.0;
        FedStream::new(Box::new(move |emit| {
            counts.count(text);
            counts.emit(emit);
        }))
    }
}

impl Tokenizer for ValueTerm {
    type TokenStream<'a> = FedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FedStream<'a> {
        FedStream::new(Box::new(move |emit| {
            let value = normalize(text);
            if !value.is_empty() && value.len() <= MAX_VALUE_BYTES {
                emit(&value, 0);
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn character_terms(text: &str) -> BTreeMap<String, usize> {
        let mut terms = BTreeMap::new();
        let mut tokenizer = CharacterTerms::default();
        // What one text had is forgotten before the next.
        for text in ["的一𠀀", text] {
            terms.clear();
            let mut stream = tokenizer.token_stream(text);
            stream.process(&mut |token| *terms.entry(token.text.clone()).or_default() += 1);
        }
        terms
    }

    #[test]
    fn characters_are_terms_more_often_the_more_often_they_stand_there() {
        let terms = character_terms("1.3万人的一人的𠀀饕饕饕饕𠀀");
        let expect = [("一", 1), ("万", 1), ("人", 2), ("的", 2), ("饕", 3), ("𠀀", 2)];
        assert!(terms.iter().map(|(term, count)| (term.as_str(), *count)).eq(expect), "{terms:?}");
    }

    #[test]
    fn the_parts_of_a_string_are_its_longest_words_its_runs_and_the_characters_that_are_left() {
        use PartTerm::{Character, Word};
        let analyzer = Analyzer::new();
        for (string, expect) in [
            ("图书馆", &[Word("图书馆")][..]),
            ("5g的饕", &[Word("5g"), Character("的"), Character("饕")]),
            ("馆的", &[Character("馆"), Character("的")]),
            ("。", &[Character("。")]),
            ("", &[]),
        ] {
            assert_eq!(parts(&analyzer, string), expect, "{string}");
        }
    }

    #[test]
    fn every_part_of_a_string_is_a_term_of_the_text_that_holds_it() {
        let text = "国家发展改革委1.3万名群众,在大会上。他们说:\"中国人民\"5g𠀀";
        let analyzer = Analyzer::new();
        let mut words = Vec::new();
        analyzer.each_full_word(text, |word| words.push(&text[word]));
        let characters = character_terms(text);
        let starts: Vec<usize> = units(text).map(|unit| unit.start_byte).collect();
        for (at, &start) in starts.iter().enumerate() {
            for end in units(&text[start..]).map(|unit| start + unit.end_byte).take(12) {
                for part in parts(&analyzer, &text[start..end]) {
                    match part {
                        PartTerm::Word(word) => assert!(words.contains(&word), "{word} at {at}"),
                        PartTerm::Character(term) => {
                            assert!(characters.contains_key(term), "{term} at {at}")
                        }
                    }
                }
            }
        }
    }
}

//! The tokenizers with which tantivy indexes the fields of a document.
//!
//! A document has a term for every dictionary word, every run, and every character outside runs in its text. A word or run that
//! the text contains only over signs has a marked term (see [`reading`](crate::text::reading)). A field of values has one term
//! for each value.

use jianbao_analysis::{Analyzer, CallbackStream, UnitKind, normalize, units};
use tantivy::tokenizer::{Token, Tokenizer};

use crate::text::reading::each_read_word;
use crate::text::terms::{PERSON_MARK, SOURCE_MARK};

/// The frequency of each character in a document. Reused for every document, so that nothing is allocated for each.
#[derive(Clone)]
struct CharacterCounts {
    /// By code point, of the basic plane.
    counts: Vec<u32>,
    met: Vec<char>,
    /// Characters beyond the basic plane, each as often as it occurs.
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

    /// Emits each character once, and once more for each doubling of its frequency; clears them.
    fn each_term(&mut self, each: &mut dyn FnMut(&str)) {
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
                each(text);
            }
        }
    }
}

/// Tokens of normalised texts: every dictionary word and every run, then the marked ones across signs, without positions.
#[derive(Clone)]
pub(crate) struct WordTerms(pub(crate) Analyzer);

/// Tokens of normalised texts: every character outside runs, repeated according to its frequency.
#[derive(Clone, Default)]
pub(crate) struct CharacterTerms(CharacterCounts);

/// One token: the whole raw value, normalised.
#[derive(Clone)]
pub(crate) struct ValueTerm;

/// A longer value, in bytes, cannot be found by field; no name or source is that long.
pub(crate) const MAX_VALUE_BYTES: usize = 4096;

impl Tokenizer for WordTerms {
    type TokenStream<'a> = CallbackStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CallbackStream<'a> {
        let analyzer = &self.0;
        of_texts(move |each| {
            if text.starts_with([PERSON_MARK, SOURCE_MARK]) {
                return each(text);
            }
            analyzer.each_full_word(text, |span| each(&text[span]));
            each_read_word(analyzer, text, each);
        })
    }
}

impl Tokenizer for CharacterTerms {
    type TokenStream<'a> = CallbackStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CallbackStream<'a> {
        let counts = &mut self.0;
        of_texts(move |each| {
            counts.count(text);
            counts.each_term(each);
        })
    }
}

impl Tokenizer for ValueTerm {
    type TokenStream<'a> = CallbackStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CallbackStream<'a> {
        of_texts(move |each| {
            let value = normalize(text);
            if !value.is_empty() && value.len() <= MAX_VALUE_BYTES {
                each(&value);
            }
        })
    }
}

/// A stream of tokens of which only the texts matter: no field has positions.
fn of_texts<'a>(mut feed: impl FnMut(&mut dyn FnMut(&str)) + 'a) -> CallbackStream<'a> {
    // tantivy cannot count on from the position of a new token.
    let mut token = Token { position: 0, ..Token::default() };
    CallbackStream::new(move |sink| {
        feed(&mut |text| {
            token.text.clear();
            token.text.push_str(text);
            sink(&token);
        });
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::text::terms::{PartTerm, parts};
    use tantivy::tokenizer::TokenStream;

    fn character_terms(text: &str) -> BTreeMap<String, usize> {
        let mut terms = BTreeMap::new();
        let mut tokenizer = CharacterTerms::default();
        // The characters of one text are cleared before the next.
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

//! The terms of a normalised text that stand in the index, and the cover of a quote by such terms.
//!
//! Documents and quotes meet here. A document's text gives, for every unit, a term at the unit's ordinal,
//! and a further term wherever two neighbouring characters are both common. A quote is covered by terms of
//! the same two kinds with the same ordinals, so a phrase query over its cover finds exactly the texts in
//! which the quote's units stand side by side: nothing is skipped, and nothing depends on segmentation.
//!
//! The pairs are there for speed alone: the commonest characters have the longest posting lists, and a pair
//! of them is a fraction as long.

use std::ops::Range;

use jianbao_analysis::{Analyzer, UnitKind, normalize, units};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Stands between the title and the body of one text. The normaliser drops control characters, so no query
/// can hold it, and no word, run or quote reaches across it.
pub(crate) const FIELD_BOUNDARY: char = '\u{1}';

/// The 128 commonest characters of a year of news, commonest first (counted on 12,664 articles of 2020,
/// normalised). Part of the index format: another list is another format version.
const COMMON_CHARACTERS: &str = ",的。、\"国一中人在和大有了业是发不作生工为全情疫要会新年家上力民对时出地动行成来实展到产我个进防方能区以经重日多化.建学体等部理保务政同们员这用加开医社法制主市关心面合现者定公月好提前控高治就长度强下分平机共过通持与资应党自各复本战企设安于院村护基物小文";

/// A bit for each code point of the basic plane that is among the [`COMMON_CHARACTERS`].
struct CommonSet([u64; 1024]);

impl CommonSet {
    fn holds(&self, character: char) -> bool {
        let code = character as usize;
        code < 65_536 && self.0[code / 64] >> (code % 64) & 1 == 1
    }
}

fn common() -> &'static CommonSet {
    static SET: std::sync::LazyLock<CommonSet> = std::sync::LazyLock::new(|| {
        let mut bits = [0; 1024];
        for character in COMMON_CHARACTERS.chars() {
            bits[character as usize / 64] |= 1 << (character as usize % 64);
        }
        CommonSet(bits)
    });
    &SET
}

/// Emits every character term of a normalised text: (bytes of the text, ordinal of its first unit).
fn each_unit_term(text: &str, mut emit: impl FnMut(Range<usize>, usize)) {
    let common = common();
    let mut common_before: Option<usize> = None;
    for unit in units(text) {
        match unit.kind {
            UnitKind::Run => common_before = None,
            UnitKind::Character(character) if common.holds(character) => {
                if let Some(start_byte) = common_before {
                    emit(start_byte..unit.end_byte, unit.ordinal - 1);
                }
                common_before = Some(unit.start_byte);
            }
            UnitKind::Character(_) => common_before = None,
        }
        emit(unit.start_byte..unit.end_byte, unit.ordinal);
    }
}

/// The fewest terms whose units, at their ordinals, are all units of the normalised quote: runs, pairs of
/// common characters, and single characters. Empty only for an empty quote.
pub(crate) fn cover(quote: &str) -> Vec<(usize, &str)> {
    let common = common();
    let all: Vec<_> = units(quote).collect();
    let is_common = |index: usize| {
        all.get(index).is_some_and(|unit| matches!(unit.kind, UnitKind::Character(c) if common.holds(c)))
    };
    let mut terms = Vec::with_capacity(all.len());
    let mut index = 0;
    while index < all.len() {
        if is_common(index) && is_common(index + 1) {
            // In a stretch of an odd number of common characters the last pair overlaps the one before.
            terms.push((all[index].ordinal, &quote[all[index].start_byte..all[index + 1].end_byte]));
            let stretch_ends = !is_common(index + 2);
            let one_left = is_common(index + 2) && !is_common(index + 3);
            index += if one_left && !stretch_ends { 1 } else { 2 };
        } else {
            terms.push((all[index].ordinal, &quote[all[index].start_byte..all[index].end_byte]));
            index += 1;
        }
    }
    terms
}

/// Tokens of texts that are normalised already: every dictionary word and every run, without positions.
#[derive(Clone)]
pub(crate) struct WordTerms(pub(crate) Analyzer);

/// Tokens of texts that are normalised already: every unit and common pair at its ordinal.
#[derive(Clone)]
pub(crate) struct UnitTerms;

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

impl Tokenizer for UnitTerms {
    type TokenStream<'a> = FedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FedStream<'a> {
        FedStream::new(Box::new(move |emit| {
            each_unit_term(text, |span, ordinal| emit(&text[span], ordinal));
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
    use super::*;

    fn unit_terms(text: &str) -> Vec<(usize, &str)> {
        let mut terms = Vec::new();
        each_unit_term(text, |span, ordinal| terms.push((ordinal, &text[span])));
        terms
    }

    #[test]
    fn the_common_characters_are_128_different_ones() {
        let distinct: std::collections::BTreeSet<char> = COMMON_CHARACTERS.chars().collect();
        assert_eq!(distinct.len(), 128);
        assert_eq!(COMMON_CHARACTERS.chars().count(), 128);
    }

    #[test]
    fn a_run_is_one_term_and_pairs_stand_where_both_characters_are_common() {
        assert_eq!(unit_terms("1.3万人的"), [(0, "1.3"), (1, "万"), (2, "人"), (2, "人的"), (3, "的")]);
    }

    #[test]
    fn a_cover_takes_pairs_first_and_overlaps_the_last_of_an_odd_stretch() {
        assert_eq!(cover("中国人"), [(0, "中国"), (1, "国人")]);
        assert_eq!(cover("中国人民"), [(0, "中国"), (2, "人民")]);
        assert_eq!(cover("永中"), [(0, "永"), (1, "中")]);
        assert_eq!(cover("5g的发展"), [(0, "5g"), (1, "的发"), (2, "发展")]);
        assert_eq!(cover(""), []);
    }

    #[test]
    fn every_term_of_a_cover_stands_in_the_index_at_the_same_ordinal() {
        let text = "国家发展改革委1.3万名群众,在大会上。他们说:\"中国人民\"";
        let terms = unit_terms(text);
        for (ordinal, term) in cover(text) {
            assert!(terms.contains(&(ordinal, term)), "{term} at {ordinal}");
        }
        let covered: usize = cover(text).iter().map(|(_, term)| units(term).count()).sum();
        assert!(covered >= units(text).count());
    }
}

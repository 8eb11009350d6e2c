//! Terms of a normalised text in the index, and the terms by which a string is searched.
//!
//! Documents and queries use the same terms. A document has a term for every dictionary word and every run in it, and for every
//! character outside runs. A text that contains a string has each of the string's terms, so these terms select the candidates,
//! which are then verified in the [texts](crate::segment::forward_index). A word is a term wherever its characters occur, so the terms do
//! not depend on a segmentation.

use std::ops::Range;

use jianbao_analysis::{Analyzer, UnitKind, units};

/// The boundary between the [sections](crate::text::sections) of one text: title, body, fields of one's own. The normaliser drops
/// control characters, so no query can contain it, and no word, run or quote crosses it.
pub(crate) const FIELD_BOUNDARY: char = '\u{1}';

/// The boundary between two values of a text field of one's own, which nothing crosses either.
pub(crate) const VALUE_BOUNDARY: char = '\u{5}';

/// The first character of the term of a person's name among the words: the whole value, normalised.
pub(crate) const PERSON_MARK: char = '\u{3}';

/// The first character of the term of a source's name among the words.
pub(crate) const SOURCE_MARK: char = '\u{4}';

/// A name as one term among the words.
pub(crate) fn name_term(mark: char, name: &str) -> String {
    [mark.encode_utf8(&mut [0; 4]), name].concat()
}

/// A part of a string that is a term wherever the string occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartTerm<'s> {
    /// A word of the dictionary, or a run.
    Word(&'s str),
    /// A character.
    Character(&'s str),
}

/// The terms of every text that contains a normalised string: its longest words, its runs, and the characters that are in none
/// of these. Empty only for an empty string.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}

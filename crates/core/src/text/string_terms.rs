//! Terms by which any index with our terms finds the candidates for a string.
//!
//! Every article that contains a string has all terms of its [parts](StringTerms::parts). An article contains the string as
//! written exactly if it has the string's [units](StringTerms::units) in sequence. Unquoted text also matches over signs and
//! with its numbers in other spellings, so the terms for both are included. The terms select candidates; the text of each
//! candidate decides.

use jianbao_analysis::{Analyzer, units};

use crate::text::reading::{ReadingNeedle, read_term};
use crate::text::terms::{self, PERSON_MARK, PartTerm};
use crate::text::unquoted::ValueNeedle;

/// The terms of one normalised string.
///
/// ```
/// use jianbao_core::StringTerms;
///
/// let analyzer = jianbao_analysis::Analyzer::new();
/// let quote = StringTerms::of_quote("图书馆的", &analyzer);
/// assert_eq!(quote.units, ["图", "书", "馆", "的"]);
/// assert_eq!(quote.parts.iter().map(|part| part.term.as_str()).collect::<Vec<_>>(), ["图书馆", "的"]);
/// assert!(quote.parts.iter().all(|part| part.over_signs.is_none()));
///
/// let word = StringTerms::of_unquoted("图书馆", &analyzer);
/// assert!(word.is_word);
/// assert_eq!(word.parts[0].over_signs.as_deref(), Some("\u{2}图书馆"));
/// let spellings = StringTerms::of_unquoted("30%", &analyzer).spellings;
/// assert!(spellings.len() == 1 && spellings[0].contains(&"百分之三十".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StringTerms {
    /// The units of the string, in order. An article contains the string as it stands exactly if its title or body has them in
    /// sequence.
    pub units: Vec<String>,
    /// The terms that every article has that contains the string, as it stands or over signs; empty only for an empty string.
    pub parts: Vec<StringPart>,
    /// True if the string is one word: an article with its term contains it.
    pub is_word: bool,
    /// For each number, strings of which an article with another spelling contains one. Empty if the string has one spelling.
    pub spellings: Vec<Vec<String>>,
}

/// A part of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StringPart {
    /// The term of the part as it stands.
    pub term: String,
    /// True for a dictionary word or a run, false for a character outside runs.
    pub is_word: bool,
    /// The term of the part over signs; none for a part that is never read so.
    pub over_signs: Option<String>,
}

impl StringTerms {
    /// The terms of a quote: a normalised string that is contained as it stands alone.
    pub fn of_quote(text: &str, analyzer: &Analyzer) -> StringTerms {
        let part = |part: &PartTerm<'_>| match part {
            PartTerm::Word(word) => StringPart { term: (*word).to_owned(), is_word: true, over_signs: None },
            PartTerm::Character(character) => {
                StringPart { term: (*character).to_owned(), is_word: false, over_signs: None }
            }
        };
        let parts: Vec<StringPart> = terms::parts(analyzer, text).iter().map(part).collect();
        StringTerms {
            units: units(text).map(|unit| text[unit.bytes()].to_owned()).collect(),
            is_word: matches!(parts.as_slice(), [part] if part.is_word && part.term == text),
            parts,
            spellings: Vec::new(),
        }
    }

    /// The terms of a normalised word or string of unquoted text.
    pub fn of_unquoted(text: &str, analyzer: &Analyzer) -> StringTerms {
        let mut terms = StringTerms::of_quote(text, analyzer);
        if ReadingNeedle::new(text, analyzer).is_some() {
            for part in terms.parts.iter_mut().filter(|part| part.is_word) {
                part.over_signs = Some(read_term(&part.term));
            }
        }
        if let Some(needle) = ValueNeedle::new(text, analyzer) {
            terms.spellings = needle.pattern.required_parts();
        }
        terms
    }
}

/// The term, among the words of an article, of a person's normalised name.
///
/// ```
/// assert_eq!(jianbao_core::person_term("李明"), "\u{3}李明");
/// ```
pub fn person_term(name: &str) -> String {
    terms::name_term(PERSON_MARK, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_over_signs_has_marked_terms_for_its_words_alone() {
        let analyzer = Analyzer::new();
        let terms = StringTerms::of_unquoted("规划馆的", &analyzer);
        let shown: Vec<_> =
            terms.parts.iter().map(|part| (part.term.as_str(), part.over_signs.is_some())).collect();
        assert_eq!(shown, [("规划", true), ("馆", false), ("的", false)]);
        assert!(!terms.is_word && terms.spellings.is_empty());
        // Two characters are never read over quotes.
        assert_eq!(StringTerms::of_unquoted("规划", &analyzer).parts[0].over_signs, None);
        assert!(StringTerms::of_quote("", &analyzer).parts.is_empty());
    }
}

//! Marked terms: index terms of words that a text contains only with signs between their characters.
//!
//! A document has a marked term for every dictionary word and every run that its text has across a [gap](crate::text::gaps).
//! The term shows that the word may match there; whether the rules of [`reading`](super) hold is decided by the text. Marked
//! terms differ from plain ones, so that quotes, which never match over signs, have no additional candidates.

use jianbao_analysis::Analyzer;

use super::MAX_GAPS;
use crate::text::gaps::{Gap, gaps};

/// The first character of a marked term. The normaliser drops control characters, so no plain term begins with it.
pub(super) const READ_MARK: char = '\u{2}';

/// The marked term of a word.
pub(crate) fn read_term(word: &str) -> String {
    let mut term = String::with_capacity(READ_MARK.len_utf8() + word.len());
    term.push(READ_MARK);
    term.push_str(word);
    term
}

/// Calls back with the marked term of every word and run that a normalised text has across a gap, once for each place.
pub(crate) fn each_read_word(analyzer: &Analyzer, text: &str, mut each: impl FnMut(&str)) {
    let gaps = gaps(text);
    let mut term = String::new();
    let mut chain = Chain::default();
    let mut rest = gaps.as_slice();
    while let Some(first) = rest.first() {
        let count = chain.take(text, first, rest);
        rest = &rest[count..];
        analyzer.each_full_word(&chain.letters, |word| {
            let behind = |byte: usize| chain.gaps.partition_point(|at| *at < byte);
            let crossed = behind(word.end) - behind(word.start + 1);
            if (1..=MAX_GAPS).contains(&crossed) {
                term.clear();
                term.push(READ_MARK);
                term.push_str(&chain.letters[word]);
                each(&term);
            }
        });
    }
}

/// A stretch of letters and gaps, without the signs.
#[derive(Default)]
struct Chain {
    letters: String,
    /// The bytes of the letters at which there is a gap.
    gaps: Vec<usize>,
}

impl Chain {
    /// Takes the stretch around the first of these gaps; returns the number of gaps in it.
    fn take(&mut self, text: &str, first: &Gap, gaps: &[Gap]) -> usize {
        self.letters.clear();
        self.gaps.clear();
        let is_letter = |c: &char| c.is_alphanumeric() || *c == '.';
        let before: usize = text[..first.start].chars().rev().take_while(is_letter).map(char::len_utf8).sum();
        self.letters.push_str(&text[first.start - before..first.start]);
        for gap in gaps {
            let letters: usize = text[gap.end..].chars().take_while(is_letter).map(char::len_utf8).sum();
            self.gaps.push(self.letters.len());
            self.letters.push_str(&text[gap.end..gap.end + letters]);
            if gaps.get(self.gaps.len()).is_none_or(|next| next.start != gap.end + letters) {
                break;
            }
        }
        self.gaps.len()
    }
}

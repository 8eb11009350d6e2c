//! Words of a printed text: the best path of the dictionary, line by line.
//!
//! A line break ends a word, although the normal form has no line breaks: a byline and the text below it are not read together.
//! Signs are pieces of their own; spaces are none.

use std::ops::Range;

use jianbao_analysis::{Analyzer, NormalizedText, normalize_into};

/// Calls `word` with each word and sign of a text, in normal form, and `line_end` behind each line.
pub(crate) fn each_word(text: &str, analyzer: &Analyzer, mut visit: impl FnMut(Piece<'_>)) {
    let mut normalized = String::new();
    for line in text.split('\n') {
        normalized.clear();
        normalize_into(line, &mut normalized);
        for word in analyzer.exact(&normalized) {
            let text = &normalized[word.bytes()];
            if text != " " {
                visit(Piece::Word(text));
            }
        }
        visit(Piece::LineEnd);
    }
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'a> {
    /// A word or sign, in normal form.
    Word(&'a str),
    /// The end of a line.
    LineEnd,
}

/// Calls `visit` with each word and sign of a text, in normal form, and its bytes in the text, in order.
pub(crate) fn each_printed_word(text: &str, analyzer: &Analyzer, mut visit: impl FnMut(&str, Range<usize>)) {
    let mut start = 0;
    for line in text.split('\n') {
        let normalized = NormalizedText::new(line);
        for word in analyzer.exact(normalized.text()) {
            let text = &normalized.text()[word.bytes()];
            if text != " " {
                let printed = normalized.source_span(word.bytes());
                visit(text, start + printed.start..start + printed.end);
            }
        }
        start += line.len() + 1;
    }
}

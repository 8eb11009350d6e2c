//! Quotation marks: the opening ones, with the closing ones of each.
//!
//! Straight, curly double and full-width marks close each other in any combination. Single and corner marks
//! are closed only by their own kind, so that quotes in other marks inside them are part of their text.

use std::fmt;

/// The marks for printing a quote, the usual first.
const PAIRS: [(char, char); 4] = [('"', '"'), ('「', '」'), ('『', '』'), ('‘', '’')];

/// True if a character opens a quote.
pub(crate) fn opens(c: char) -> bool {
    closers(c).is_some()
}

/// The characters that close a quote opened by this one.
fn closers(opener: char) -> Option<&'static [char]> {
    match opener {
        '"' | '＂' | '”' | '“' => Some(&['"', '＂', '”', '“']),
        '‘' | '’' => Some(&['’', '‘']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// The byte at which a quote ends whose text begins `text`, and the byte after the closing mark.
pub(crate) fn closing(opener: char, text: &str) -> Option<(usize, usize)> {
    let closers = closers(opener)?;
    text.char_indices()
        .find(|&(at, c)| closers.contains(&c) && !is_apostrophe(text, at))
        .map(|(at, c)| (at, at + c.len_utf8()))
}

/// True if the ’ at this byte is inside a Latin word (don’t).
pub(crate) fn is_apostrophe(text: &str, at_byte: usize) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    text[at_byte..].starts_with('’')
        && text[..at_byte].chars().next_back().is_some_and(is_letter)
        && text[at_byte + '’'.len_utf8()..].chars().next().is_some_and(is_letter)
}

/// Prints a quote in the first marks that its text does not close.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let (open, close) =
        PAIRS.into_iter().find(|&(open, _)| closing(open, text).is_none()).unwrap_or(PAIRS[0]);
    write!(f, "{open}{text}{close}")
}

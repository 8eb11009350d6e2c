//! Units and runs, in which positions in normalised text are counted.
//!
//! A *run* is a sequence of ASCII letters and digits, with `.` between two digits: `covid`, `5.2`, `3g`. A comma is never part
//! of a run (`2018,2019年` has the runs 2018 and 2019). A run has at most 255 characters; the next character begins another run.
//! A *unit* is a run, or one character outside runs: a Han character, a sign, a space.
//!
//! **Law.** The units of a text, concatenated, are the text; their ordinals are 0, 1, 2 and so on. All positions are ordinals
//! of units, so that phrases do not depend on the segmentation of the text.

use std::iter::FusedIterator;
use std::ops::Range;

/// Maximum length of a run in characters (each is one byte).
pub const MAX_RUN_CHARS: usize = 255;

/// A run, or one character outside runs, in normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// First byte in the normalised text.
    pub start_byte: usize,
    /// Byte after the last one.
    pub end_byte: usize,
    /// The number of units before this one.
    pub ordinal: usize,
    /// Run or character.
    pub kind: UnitKind,
}

impl Unit {
    /// The bytes of the normalised text.
    pub fn bytes(&self) -> Range<usize> {
        self.start_byte..self.end_byte
    }
}

/// The kinds of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// ASCII letters and digits, with `.` between digits.
    Run,
    /// One character outside runs, punctuation and spaces included.
    Character(char),
}

/// The units of `normalized`, in order.
///
/// ```
/// use jianbao_analysis::units;
///
/// let text = "涨5.2%,covid 19";
/// let units: Vec<&str> = units(text).map(|unit| &text[unit.bytes()]).collect();
/// assert_eq!(units, ["涨", "5.2", "%", ",", "covid", " ", "19"]);
/// ```
pub fn units(normalized: &str) -> Units<'_> {
    Units { text: normalized, next_byte: 0, next_ordinal: 0 }
}

/// Iterator over the [`units`] of a text.
#[derive(Clone, Debug)]
pub struct Units<'text> {
    text: &'text str,
    next_byte: usize,
    next_ordinal: usize,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    #[inline]
    fn next(&mut self) -> Option<Unit> {
        let start_byte = self.next_byte;
        let first = *self.text.as_bytes().get(start_byte)?;
        let (end_byte, kind) = if first.is_ascii_alphanumeric() {
            (run_end(self.text, start_byte), UnitKind::Run)
        } else {
            let c = self.text[start_byte..].chars().next()?;
            (start_byte + c.len_utf8(), UnitKind::Character(c))
        };
        let ordinal = self.next_ordinal;
        self.next_byte = end_byte;
        self.next_ordinal += 1;
        Some(Unit { start_byte, end_byte, ordinal, kind })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.text.len() - self.next_byte;
        (bytes.div_ceil(MAX_RUN_CHARS), Some(bytes))
    }
}

impl FusedIterator for Units<'_> {}

/// The byte after the run that begins at `start_byte`; `start_byte` itself where no run begins.
///
/// # Panics
///
/// If `start_byte` is greater than the length of the text.
#[inline]
pub fn run_end(normalized: &str, start_byte: usize) -> usize {
    let bytes = &normalized.as_bytes()[start_byte..];
    let bytes = &bytes[..bytes.len().min(MAX_RUN_CHARS)];
    let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let mut len = 0;
    while let Some(&byte) = bytes.get(len) {
        let belongs =
            byte.is_ascii_alphanumeric() || byte == b'.' && len > 0 && is_digit(len - 1) && is_digit(len + 1);
        if !belongs {
            break;
        }
        len += 1;
    }
    start_byte + len
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        units(text).map(|unit| &text[unit.bytes()]).collect()
    }

    #[test]
    fn runs_are_letters_and_digits_with_points_between_digits() {
        for (text, expected) in [
            ("", &[][..]),
            ("5.2", &["5.2"]),
            ("1.2.3", &["1.2.3"]),
            (".5", &[".", "5"]),
            ("5.", &["5", "."]),
            ("5..2", &["5", ".", ".", "2"]),
            ("a.b", &["a", ".", "b"]),
            ("a.5", &["a", ".", "5"]),
            ("v5.b", &["v5", ".", "b"]),
            ("v2.0b", &["v2.0b"]),
            ("2018,2019年", &["2018", ",", "2019", "年"]),
            ("1.3万", &["1.3", "万"]),
            ("covid 19", &["covid", " ", "19"]),
            ("covid-19", &["covid", "-", "19"]),
            ("10²", &["10", "²"]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_run_ends_after_255_characters_and_never_in_a_point() {
        let digits = "7".repeat(600);
        assert_eq!(texts(&digits).iter().map(|run| run.len()).collect::<Vec<_>>(), [255, 255, 90]);
        let point_at_the_end = format!("{}.{}", "7".repeat(254), "8".repeat(3));
        assert_eq!(texts(&point_at_the_end), [&"7".repeat(254), ".", "888"]);
    }

    proptest! {
        #[test]
        fn units_put_together_are_the_text(text in "([a-c]|[0-9]|[.,]|甲|é| ){0,600}") {
            prop_assert_eq!(texts(&text).concat(), text.as_str());
            for (count, unit) in units(&text).enumerate() {
                prop_assert_eq!(unit.ordinal, count);
                let starts_run = text.as_bytes()[unit.start_byte].is_ascii_alphanumeric();
                prop_assert_eq!(unit.kind == UnitKind::Run, starts_run);
            }
        }
    }
}

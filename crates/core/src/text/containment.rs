//! Reference definition of "a normalised text contains a string".
//!
//! An occurrence counts only if neither of its ends is inside a run, a sequence of ASCII letters and digits with `.` between
//! digits. So `1.3万` does not contain `3万`, and `economic` does not contain `ic`.
//!
//! The laws of quotes and of words (in the documentation of the crate `jianbao`) use this definition. `tests/journeys/laws.rs`
//! compares the results of searches with a grep that follows the same definition in other code.

use std::cell::OnceCell;
use std::ops::Range;

use jianbao_analysis::{UnitKind, units};
use memchr::memmem::Finder;

use crate::text::gaps::{Gap, gaps};

/// A normalised text prepared for many questions.
pub(crate) struct Haystack<'t> {
    text: &'t str,
    /// Runs of two or more bytes, in order, inside which an occurrence may not begin or end.
    runs: Vec<Range<usize>>,
    /// The places with signs over which unquoted text matches, computed at the first use.
    gaps: OnceCell<Vec<Gap>>,
}

impl<'t> Haystack<'t> {
    /// Reads the text once; linear in its length.
    pub(crate) fn new(text: &'t str) -> Haystack<'t> {
        let runs = units(text)
            .filter(|unit| matches!(unit.kind, UnitKind::Run) && unit.end_byte - unit.start_byte > 1)
            .map(|unit| unit.start_byte..unit.end_byte)
            .collect();
        Haystack { text, runs, gaps: OnceCell::new() }
    }

    /// The occurrences of the needle with its runs whole, in order; they may overlap. None for an empty needle.
    pub(crate) fn occurrences(&self, needle: &Finder<'_>) -> impl Iterator<Item = Range<usize>> {
        let text = self.text.as_bytes();
        let len = needle.needle().len();
        let mut from = if len == 0 { text.len() + 1 } else { 0 };
        std::iter::from_fn(move || {
            while let Some(found) = text.get(from..).and_then(|rest| needle.find(rest)) {
                let start = from + found;
                // The next byte is inside a character at worst, where no valid needle can begin.
                from = start + 1;
                if !self.is_inside_run(start) && !self.is_inside_run(start + len) {
                    return Some(start..start + len);
                }
            }
            None
        })
    }

    /// True if the needle occurs.
    pub(crate) fn contains(&self, needle: &str) -> bool {
        self.occurrences(&Finder::new(needle)).next().is_some()
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The places with signs that unquoted text is read over, in order.
    pub(crate) fn gaps(&self) -> &[Gap] {
        self.gaps.get_or_init(|| gaps(self.text))
    }

    /// The runs of the text, in order.
    pub(crate) fn run_texts(&self) -> impl Iterator<Item = &'t str> {
        let text = self.text;
        units(text)
            .filter(|unit| matches!(unit.kind, UnitKind::Run))
            .map(move |unit| &text[unit.start_byte..unit.end_byte])
    }

    /// True if a byte is inside a run, not at its start or end.
    pub(crate) fn is_inside_run(&self, at_byte: usize) -> bool {
        let next = self.runs.partition_point(|run| run.start < at_byte);
        next > 0 && at_byte < self.runs[next - 1].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_has_its_runs_whole() {
        for (text, needle, expect) in [
            ("1.3万名", "3万", false),
            ("1.3万名", "1.3万", true),
            ("2015年", "15年", false),
            ("economic", "ic", false),
            ("ic卡", "ic", true),
            ("2018,2019年", "2019年", true),
            ("第3.", "3.", true),
            ("3.5", "3.", false),
            ("工会", "", false),
            ("", "工会", false),
        ] {
            assert_eq!(Haystack::new(text).contains(needle), expect, "{needle} in {text}");
        }
    }

    #[test]
    fn occurrences_may_overlap() {
        let found: Vec<_> = Haystack::new("人人人").occurrences(&Finder::new("人人")).collect();
        assert_eq!(found, [0..6, 3..9]);
    }
}

//! A string to be searched in [encoded](crate::text::encoding) texts, where it may neither begin nor end inside a run.
//!
//! [`containment`](crate::text::containment) defines the same for texts in UTF-8; a property test compares the two.

use jianbao_analysis::{MAX_RUN_CHARS, run_end};
use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memmem::{Finder, FinderBuilder};

use crate::text::encoding::{self, run_character};
use crate::text::unit_pairs::StringPairs;

/// A normalised string, ready for searching.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    finder: Finder<'static>,
    /// True at each end, first and last, whose character may be part of a longer run.
    may_be_in_run: [bool; 2],
    pairs: StringPairs,
}

impl Needle {
    /// Takes a string that is not empty.
    pub(crate) fn new(text: &str) -> Needle {
        let coded = encoding::encoded(text);
        let may_be_in_run =
            [coded.first(), coded.last()].map(|byte| byte.is_some_and(|byte| run_character(*byte).is_some()));
        let finder = FinderBuilder::new().build_forward_with_ranker(Ranks, &coded).into_owned();
        Needle { finder, may_be_in_run, pairs: StringPairs::of(&coded) }
    }

    /// The pairs of adjacent units of the needle.
    pub(crate) fn pairs(&self) -> &StringPairs {
        &self.pairs
    }

    /// The number of bytes of the needle, encoded.
    pub(crate) fn bytes(&self) -> usize {
        self.finder.needle().len()
    }

    /// The positions of the needle in an encoded text from a byte on, its runs whole, in order; occurrences may overlap.
    pub(crate) fn places_from(&self, text: &[u8], mut from: usize) -> impl Iterator<Item = usize> {
        let bytes = self.finder.needle().len();
        if bytes == 0 {
            from = text.len() + 1;
        }
        let [mut first, mut last] =
            self.may_be_in_run.map(|may_be| may_be.then_some(Runs { text, known: 0 }));
        std::iter::from_fn(move || {
            while let Some(found) = text.get(from..).and_then(|rest| self.finder.find(rest)) {
                let start = from + found;
                from = start + 1;
                let is_cut = first.as_mut().is_some_and(|runs| runs.reach_across(start))
                    || last.as_mut().is_some_and(|runs| runs.reach_across(start + bytes));
                if !is_cut {
                    return Some(start);
                }
            }
            None
        })
    }
}

/// The commonness of each byte in encoded texts: the search looks for the two rarest bytes of a string.
struct Ranks;

impl HeuristicFrequencyRank for Ranks {
    fn rank(&self, byte: u8) -> u8 {
        encoding::commonness(byte)
    }
}

/// The runs of an encoded text, queried from its beginning to its end.
struct Runs<'t> {
    text: &'t [u8],
    /// A position at which no run is cut, before the last queried one.
    known: usize,
}

impl Runs<'_> {
    /// True if a position is inside a run. Positions must be given in ascending order, so that each costs a look at two runs,
    /// however long the stretch of letters is.
    fn reach_across(&mut self, at: usize) -> bool {
        let is_of_runs = |byte: &&u8| run_character(**byte).is_some();
        let before = self.text[self.known..at].iter().rev().take_while(is_of_runs).count();
        let behind = self.text[at..].iter().take(MAX_RUN_CHARS).take_while(is_of_runs).count();
        if before == 0 || behind == 0 {
            return false;
        }
        let start = at - before;
        let characters = self.text[start..at + behind].iter().filter_map(|byte| run_character(*byte));
        let stretch: String = characters.map(char::from).collect();
        let mut unit = 0;
        while unit < before {
            self.known = start + unit;
            unit = run_end(&stretch, unit).max(unit + 1);
        }
        unit > before
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::containment::Haystack;
    use crate::text::encoding::encoded;

    fn places(text: &str, string: &str) -> Vec<usize> {
        Needle::new(string).places_from(&encoded(text), 0).collect()
    }

    #[test]
    fn an_occurrence_has_its_runs_whole_and_may_overlap_the_next() {
        for (text, string, expect) in [
            ("1.3万名", "3万", 0),
            ("1.3万名", "1.3万", 1),
            ("2015年", "15年", 0),
            ("economic", "ic", 0),
            ("第3.", "3.", 1),
            ("3.5", "3.", 0),
            ("3.5", ".5", 0),
            ("a.5", ".5", 1),
            ("人人人", "人人", 2),
            ("工会", "", 0),
        ] {
            assert_eq!(places(text, string).len(), expect, "{string} in {text}");
        }
    }

    proptest! {
        #[test]
        fn a_string_is_found_where_the_text_as_it_is_read_holds_it(
            text in "[人的饕a1. \u{1}]{0,24}|[a1.]{240,520}",
            start in 0_usize..300,
            chars in 1_usize..5,
        ) {
            let string: String = text.chars().skip(start).take(chars).collect();
            prop_assume!(!string.is_empty());
            let expect: Vec<usize> =
                Haystack::new(&text).occurrences(&Finder::new(&string)).map(|at| encoded(&text[..at.start]).len()).collect();
            prop_assert_eq!(places(&text, &string), expect);
        }
    }
}

//! Occurrences of strings in a text.

use std::ops::Range;

use jianbao_analysis::units;
use memchr::memmem::Finder;

use crate::text::containment::Haystack;

/// The unit of a normalised text to which each of its bytes belongs.
pub(crate) struct UnitOrdinals(Vec<usize>);

impl UnitOrdinals {
    /// Linear in the text.
    pub(crate) fn of(text: &str) -> UnitOrdinals {
        UnitOrdinals(units(text).map(|unit| unit.start_byte).collect())
    }

    /// The number of units that begin before a byte.
    fn before(&self, byte: usize) -> u32 {
        u32::try_from(self.0.partition_point(|&start| start < byte)).unwrap_or(u32::MAX)
    }

    /// The units covered by bytes that begin and end with units.
    pub(crate) fn covered(&self, bytes: Range<usize>) -> Range<u32> {
        self.before(bytes.start)..self.before(bytes.end)
    }
}

/// The spans of units that each string covers in a normalised text, in order. Linear in the text.
pub(crate) fn occurrences(text: &str, strings: &[Finder<'_>]) -> Vec<Vec<Range<u32>>> {
    let ordinals = UnitOrdinals::of(text);
    let haystack = Haystack::new(text);
    let spans = strings
        .iter()
        .map(|string| haystack.occurrences(string).map(|bytes| ordinals.covered(bytes)).collect());
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stand_at_the_ordinals_of_their_units() {
        let text = "涨5.2%,涨涨5.2";
        let strings = ["涨", "涨5.2", "2"].map(Finder::new);
        assert_eq!(occurrences(text, &strings), [vec![0..1, 4..5, 5..6], vec![0..2, 5..7], vec![]]);
    }
}

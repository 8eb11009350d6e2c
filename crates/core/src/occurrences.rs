//! Where strings stand in an article.

use std::ops::Range;

use jianbao_analysis::units;
use memchr::memmem::Finder;

use crate::containment::Haystack;
use crate::terms::FIELD_BOUNDARY;

/// For each string the units that it covers in a normalised text, in order, and the ordinal of the boundary between title
/// and body. Linear in the text.
pub(crate) fn occurrences(text: &str, strings: &[Finder<'_>]) -> (Vec<Vec<Range<u32>>>, u32) {
    let starts: Vec<usize> = units(text).map(|unit| unit.start_byte).collect();
    let ordinal = |byte: usize| in_u32(starts.partition_point(|&start| start < byte));
    let haystack = Haystack::new(text);
    let spans = strings.iter().map(|string| {
        haystack.occurrences(string).map(|bytes| ordinal(bytes.start)..ordinal(bytes.end)).collect()
    });
    (spans.collect(), ordinal(text.find(FIELD_BOUNDARY).unwrap_or(0)))
}

fn in_u32(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stand_at_the_ordinals_of_their_units() {
        let text = format!("涨5.2%{FIELD_BOUNDARY}涨涨5.2");
        let strings = ["涨", "涨5.2", "2"].map(Finder::new);
        assert_eq!(occurrences(&text, &strings), (vec![vec![0..1, 4..5, 5..6], vec![0..2, 5..7], vec![]], 3));
    }
}

//! Units of [encoded](crate::text::encoding) texts: a unit is a run, or one character outside runs.

use std::ops::Range;

use jianbao_analysis::{MAX_RUN_CHARS, run_end};

use memchr::memchr;

use crate::text::encoding::{DOT_CODE, LETTER_CODES, code_bytes, is_first, run_character};

/// The byte behind the unit that begins at a byte; the byte itself at the end of the text.
pub(crate) fn unit_end(coded: &[u8], at: usize) -> usize {
    match coded.get(at) {
        None => at,
        Some(&byte) if run_character(byte).is_some() => at + run_bytes(&coded[at..]),
        Some(&byte) => at + code_bytes(byte),
    }
}

/// The spans of units that some bytes of an encoded text cover, counted from the first of these bytes. Each range begins and
/// ends with a unit. Linear in the text from the first range to the last.
pub(crate) fn unit_spans(coded: &[u8], ranges: &[Vec<Range<usize>>]) -> Vec<Vec<Range<u32>>> {
    let mut ends: Vec<usize> = ranges.iter().flatten().flat_map(|range| [range.start, range.end]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut ordinals = Vec::with_capacity(ends.len());
    let (mut at, mut ordinal) = (ends.first().copied().unwrap_or(0), 0_u32);
    for &end in &ends {
        ordinal += units_in(&coded[at..end]);
        at = end;
        ordinals.push(ordinal);
    }
    let ordinal_at = |byte: usize| ends.binary_search(&byte).map_or(0, |place| ordinals[place]);
    let span = |range: &Range<usize>| ordinal_at(range.start)..ordinal_at(range.end);
    ranges.iter().map(|ranges| ranges.iter().map(span).collect()).collect()
}

/// The number of units of some bytes that begin and end with one: the codes without those that continue a run. Each byte is
/// compared alone and with its neighbour, so that a processor compares many at once.
fn units_in(coded: &[u8]) -> u32 {
    let is_letter = |byte: &u8| LETTER_CODES.contains(byte);
    let codes = coded.iter().filter(|byte| is_first(**byte)).count();
    let behind = coded.get(1..).unwrap_or_default();
    let continuing = coded.iter().zip(behind).filter(|(one, next)| is_letter(one) && is_letter(next)).count();
    let units = if continuing >= MAX_RUN_CHARS || memchr(DOT_CODE, coded).is_some() {
        // A dot may be in a run, and a long run is several.
        std::iter::successors(Some(0), |at| Some(unit_end(coded, *at)))
            .take_while(|at| *at < coded.len())
            .count()
    } else {
        codes - continuing
    };
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// The number of bytes of the unit at the beginning of a text: of a run, or of a dot outside runs.
fn run_bytes(text: &[u8]) -> usize {
    let characters = text.iter().take(MAX_RUN_CHARS).map_while(|byte| run_character(*byte));
    let stretch: String = characters.map(char::from).collect();
    run_end(&stretch, 0).max(1)
}

#[cfg(test)]
mod tests {
    use jianbao_analysis::units;
    use proptest::prelude::*;

    use super::*;
    use crate::text::encoding::encoded;

    #[test]
    fn a_run_that_is_too_long_is_several_units() {
        let text = format!("甲{}乙", "a".repeat(2 * MAX_RUN_CHARS + 1));
        let coded = encoded(&text);
        let expect = u32::try_from(units(&text).count()).unwrap();
        assert_eq!(units_in(&coded), expect);
    }

    proptest! {
        #[test]
        fn units_of_the_code_are_those_of_the_text(text in "[甲乙饕a1.,的\u{1}]{0,40}") {
            let coded = encoded(&text);
            let bytes = |unit: Range<usize>| encoded(&text[..unit.start]).len()..encoded(&text[..unit.end]).len();
            let all: Vec<Range<usize>> = units(&text).map(|unit| bytes(unit.bytes())).collect();
            for unit in &all {
                prop_assert_eq!(unit_end(&coded, unit.start), unit.end, "{}", text);
            }
            let spans = unit_spans(&coded, std::slice::from_ref(&all));
            let expect: Vec<Range<u32>> = (0..).zip(&all).map(|(at, _)| at..at + 1).collect();
            prop_assert_eq!(&spans[0], &expect);
            prop_assert_eq!(units_in(&coded) as usize, all.len(), "{}", text);
        }
    }
}

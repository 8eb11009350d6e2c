//! Counts of the units and strings of a query in an [encoded](crate::text::encoding) text, all in one pass.
//!
//! A query is a sequence of units, with breaks where a string may not continue. For each position of the query, the pass keeps the
//! length of the longest string of the query that ends there and at the current unit of the text. A byte that begins no unit of the
//! query costs one look into a table; a unit that the query has, a step for each of its positions in the query.
//!
//! Input: the strings of a query, then texts. Output: for each position of the query the frequency of its unit, of the bigram and
//! of the listed string that end there. Runs are units, so a string is counted where its runs are whole, as
//! [`Needle`](crate::segment::needle) finds it.

use jianbao_analysis::units;

use crate::text::coded_units::unit_end;
use crate::text::encoding::{BOUNDARY_CODE, code_bytes, encoded, run_character};

/// The codes of one and two bytes are below this number.
const LISTED_CODES: usize = 0xb9 << 6;

/// The units of a query, numbered; 0 is any other unit.
pub(crate) struct QueryUnits {
    /// The unit at each position; 0 is a break.
    units: Vec<u16>,
    /// For each position the length of the string that ends there and is counted, in units; 0 for none.
    strings: Vec<u16>,
    /// The positions of each unit, the last one first.
    places: Vec<Vec<usize>>,
    /// The number of each unit with a code of one or two bytes.
    listed: Box<[u16]>,
    /// The other units, runs among them, with their numbers.
    others: Vec<(Vec<u8>, u16)>,
    /// True for the first byte of a unit; if the query has a run, for every byte of runs.
    begins: [bool; 256],
}

/// Frequencies at the positions of a query.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct UnitCounts {
    /// Of the unit.
    pub(crate) units: Vec<u32>,
    /// Of the bigram that ends there; 0 behind a break.
    pub(crate) bigrams: Vec<u32>,
    /// Of the listed string that ends there.
    pub(crate) strings: Vec<u32>,
    /// The length of the string of the query that ends at a position, and the byte of the text at which it last ended.
    matched: Vec<(u16, usize)>,
}

impl QueryUnits {
    /// A query of no strings.
    pub(crate) fn new() -> QueryUnits {
        QueryUnits {
            units: Vec::new(),
            strings: Vec::new(),
            places: vec![Vec::new()],
            listed: vec![0; LISTED_CODES].into_boxed_slice(),
            others: Vec::new(),
            begins: [false; 256],
        }
    }

    /// The number of positions.
    pub(crate) fn len(&self) -> usize {
        self.units.len()
    }

    /// Ends the current string.
    pub(crate) fn add_break(&mut self) {
        self.units.push(0);
        self.strings.push(0);
    }

    /// Adds the units of a normalised text. Calls back with each unit, in order; its positions are the next ones.
    pub(crate) fn add(&mut self, text: &str, mut each: impl FnMut(&str)) {
        for unit in units(text) {
            let unit = &text[unit.bytes()];
            let number = self.number_of(&encoded(unit));
            self.places[usize::from(number)].insert(0, self.units.len());
            self.units.push(number);
            self.strings.push(0);
            each(unit);
        }
    }

    /// Lists the string of the last units, two or more; 0 lists none.
    pub(crate) fn list_last(&mut self, units: usize) {
        if let Some(last) = self.strings.last_mut() {
            *last = u16::try_from(units).unwrap_or(0);
        }
    }

    fn number_of(&mut self, coded: &[u8]) -> u16 {
        let next = u16::try_from(self.places.len()).unwrap_or(u16::MAX);
        let is_run = coded.first().is_some_and(|byte| run_character(*byte).is_some());
        for byte in 0..=u8::MAX {
            let is_begin = Some(&byte) == coded.first() || is_run && run_character(byte).is_some();
            self.begins[usize::from(byte)] |= is_begin;
        }
        let listed = (!is_run).then(|| listed_code(coded)).flatten().map(|code| &mut self.listed[code]);
        let number = match listed {
            Some(number) if *number > 0 => *number,
            Some(number) => {
                *number = next;
                next
            }
            None => match self.others.iter().find(|(other, _)| other == coded) {
                Some((_, number)) => *number,
                None => {
                    self.others.push((coded.to_vec(), next));
                    next
                }
            },
        };
        if number == next {
            self.places.push(Vec::new());
        }
        number
    }

    /// Counts in a text, those in the title a number of times. Overwrites the counts.
    pub(crate) fn count(&self, text: &[u8], title_counts: u32, counts: &mut UnitCounts) {
        for of in [&mut counts.units, &mut counts.bigrams, &mut counts.strings] {
            of.clear();
            of.resize(self.len(), 0);
        }
        counts.matched.clear();
        counts.matched.resize(self.len(), (0, 0));
        let title_end = memchr::memchr(BOUNDARY_CODE, text).unwrap_or(text.len());
        let mut at = 0;
        // First bytes of codes are no continuation bytes, so every byte that may begin a unit of the query does begin a unit.
        while let Some(ahead) = text[at..].iter().position(|byte| self.begins[usize::from(*byte)]) {
            let start = at + ahead;
            let first = text[start];
            let end = if run_character(first).is_some() {
                unit_end(text, start)
            } else {
                start + code_bytes(first)
            };
            at = end.min(text.len());
            let coded = &text[start..at];
            let listed = if run_character(first).is_none() { listed_code(coded) } else { None };
            let number = listed.map_or_else(|| self.other(coded), |code| self.listed[code]);
            if number == 0 {
                continue;
            }
            let times = if start < title_end { title_counts } else { 1 };
            // From the last to the first: each looks at the one before as it was at the unit before.
            for &place in &self.places[usize::from(number)] {
                let before = place.checked_sub(1).map_or((0, 0), |before| counts.matched[before]);
                let length = if before.0 > 0 && before.1 == start { before.0 + 1 } else { 1 };
                counts.matched[place] = (length, at);
                counts.units[place] += times;
                if length > 1 {
                    counts.bigrams[place] += times;
                    if self.strings[place] > 0 && length >= self.strings[place] {
                        counts.strings[place] += times;
                    }
                }
            }
        }
    }

    fn other(&self, coded: &[u8]) -> u16 {
        self.others.iter().find(|(other, _)| other == coded).map_or(0, |(_, number)| *number)
    }
}

/// The number of a code of one or two bytes.
fn listed_code(coded: &[u8]) -> Option<usize> {
    match *coded {
        [one] => Some(usize::from(one)),
        [first, second] => Some(usize::from(first) << 6 | usize::from(second & 0x3f)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jianbao_analysis::units;
    use proptest::prelude::*;

    use super::*;
    use crate::text::encoding::encoded;

    proptest! {
        /// Title and body are counted one by one, unit by unit.
        #[test]
        fn what_is_counted_at_once_is_what_stands_there(
            parts in prop::collection::vec("[人的饕a1. ]{1,4}", 1..4),
            title in "[人的饕a1. ]{0,12}",
            body in "[人的饕a1. ]{0,24}",
            listed in 1_usize..5,
        ) {
            let mut query = QueryUnits::new();
            let mut strings: Vec<Option<String>> = Vec::new();
            for part in &parts {
                query.add(part, |unit| strings.push(Some(unit.to_owned())));
                query.add_break();
                strings.push(None);
                query.list_last(0);
            }
            // The last part once more, and a string of its last units listed.
            let last = parts.last().unwrap();
            query.add(last, |unit| strings.push(Some(unit.to_owned())));
            let listed = listed.min(units(last).count());
            // A string has two units or more.
            query.list_last(if listed > 1 { listed } else { 0 });
            let mut counts = UnitCounts::default();
            query.count(&encoded(&format!("{title}\u{1}{body}")), 6, &mut counts);
            let units_of = |text: &str| -> Vec<String> { units(text).map(|unit| text[unit.bytes()].to_owned()).collect() };
            let frequency = |wanted: &[String]| {
                let of = |text: &str| units_of(text).windows(wanted.len()).filter(|window| *window == wanted).count();
                u32::try_from(6 * of(&title) + of(&body)).unwrap()
            };
            let ending_at = |place: usize, length: usize| -> Option<Vec<String>> {
                strings[(place + 1).checked_sub(length)?..=place].iter().cloned().collect()
            };
            for place in 0..query.len() {
                let expect = |length: usize| ending_at(place, length).map_or(0, |wanted| frequency(&wanted));
                prop_assert_eq!(counts.units[place], expect(1));
                prop_assert_eq!(counts.bigrams[place], expect(2));
                let is_listed = place + 1 == query.len() && listed > 1;
                prop_assert_eq!(counts.strings[place], if is_listed { expect(listed) } else { 0 });
            }
        }
    }
}

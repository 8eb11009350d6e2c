//! Pairs of adjacent units of an encoded text, as numbers.
//!
//! A text contains a string with its runs whole exactly if it contains the [units](jianbao_analysis::units) of the string one
//! after another. It then contains each pair of adjacent units of the string. Of a string of two units the reverse holds too,
//! if the numbers of both are [exact](is_exact).
//!
//! | unit | number | exact |
//! |---|---|---|
//! | one character | its number in the [encoding](crate::text::encoding::number_at) | yes |
//! | a run of digits below 10,000, without a zero before it | [`SHORT_NUMBERS`] and its value | yes |
//! | another run of two characters or more | [`HASHED_RUNS`] and a hash of it | no |
//!
//! Unquoted text is [read](crate::text::reading) over signs. Two letters or digits with nothing but reading signs between them
//! are therefore a pair *across*, by their characters: the text `"标准"分` has 准分 across.
//!
//! | bits of a key | content |
//! |---|---|
//! | 44 | 1 for a pair across |
//! | 22–43 | the first number |
//! | 0–21 | the second number |
//!
//! Input: an encoded text. Output: keys. Cost: a pass.

use std::sync::LazyLock;

use jianbao_analysis::{MAX_RUN_CHARS, run_end};
use xxhash_rust::xxh3::xxh3_64;

use crate::text::encoding::{self, COMMON_NUMBERS, NUMBERS, run_character};
use crate::text::gaps::is_reading_sign;

/// The bits of a number.
const NUMBER_BITS: u32 = 22;

/// The number of the run `0`.
const SHORT_NUMBERS: u32 = NUMBERS;

/// The number of digits of a run with a number of its own.
const SHORT_DIGITS: usize = 4;

/// The first number of hashed runs, and the number of these.
const HASHED_RUNS: u32 = 1 << 21;
const HASHES: u64 = 1 << 18;

/// Maximum number of pairs by which a string is searched: of a longer one those that are likely to be the rarest.
const MAX_PAIRS: usize = 12;

/// A key of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PairKey(pub(crate) u64);

impl PairKey {
    /// The key of two adjacent units.
    fn adjacent(first: u32, second: u32) -> PairKey {
        PairKey(u64::from(first) << NUMBER_BITS | u64::from(second))
    }

    /// The key of two characters with signs between them.
    fn across(first: u32, second: u32) -> PairKey {
        PairKey(1 << (2 * NUMBER_BITS) | PairKey::adjacent(first, second).0)
    }

    /// The second number.
    #[inline]
    pub(crate) fn second(self) -> u32 {
        u32::try_from(self.0 & ((1 << NUMBER_BITS) - 1)).unwrap_or(0)
    }

    /// The first number, and 1 for a pair across.
    #[inline]
    pub(crate) fn first(self) -> (u32, usize) {
        let first = self.0 >> NUMBER_BITS & ((1 << NUMBER_BITS) - 1);
        (u32::try_from(first).unwrap_or(0), usize::from(self.0 >> (2 * NUMBER_BITS) != 0))
    }
}

/// The pairs of a string, to be searched in many texts.
#[derive(Clone, Debug)]
pub(crate) struct StringPairs {
    /// The pairs that every text with the string has; none for a string of one unit.
    pub(crate) adjacent: Vec<PairKey>,
    /// True if every text with the pairs contains the string.
    pub(crate) are_exact: bool,
}

impl StringPairs {
    /// The pairs of an encoded string.
    pub(crate) fn of(coded: &[u8]) -> StringPairs {
        let mut units = Vec::new();
        each_unit(coded, |unit| units.push(unit));
        let mut adjacent: Vec<PairKey> =
            units.windows(2).map(|pair| PairKey::adjacent(pair[0].number, pair[1].number)).collect();
        let are_exact = units.len() == 2 && units.iter().all(|unit| is_exact(unit.number));
        // Characters are numbered by their frequency.
        adjacent.sort_by_key(|PairKey(key)| {
            std::cmp::Reverse((key >> NUMBER_BITS) + (key & ((1 << NUMBER_BITS) - 1)))
        });
        adjacent.dedup();
        adjacent.truncate(MAX_PAIRS);
        StringPairs { adjacent, are_exact }
    }
}

/// The key of two encoded characters with signs between them.
pub(crate) fn across(before: &[u8], behind: &[u8]) -> PairKey {
    PairKey::across(encoding::number_at(before, 0).0, encoding::number_at(behind, 0).0)
}

/// True if only one unit has this number.
fn is_exact(number: u32) -> bool {
    number < HASHED_RUNS
}

/// A unit of an encoded text.
#[derive(Clone, Copy)]
struct Unit {
    number: u32,
    /// The numbers of its first and last character.
    first: u32,
    last: u32,
}

/// Calls back with each pair of a text, in the order of its second units. A pair may come several times.
pub(crate) fn each_pair(coded: &[u8], mut each: impl FnMut(PairKey)) {
    let classes = Classes::get();
    let mut before: Option<Unit> = None;
    // The number of the letter before the signs that were passed over last.
    let mut before_signs: Option<u32> = None;
    each_unit(coded, |unit| {
        if let Some(before) = before {
            each(PairKey::adjacent(before.number, unit.number));
        }
        match classes.of(unit.first) {
            // A string may begin inside a gap: a sign is never the character before it.
            Class::Sign => {
                let letter =
                    before.map(|before| before.last).filter(|last| classes.of(*last) == Class::Letter);
                before_signs = before_signs.or(letter);
            }
            Class::Letter => {
                if let Some(first) = before_signs.take() {
                    each(PairKey::across(first, unit.first));
                }
            }
            Class::Other => before_signs = None,
        }
        before = Some(unit);
    });
}

fn each_unit(coded: &[u8], mut each: impl FnMut(Unit)) {
    let mut at = 0;
    let mut run = String::new();
    while let Some(&byte) = coded.get(at) {
        let (first, bytes) = encoding::number_at(coded, at);
        if !encoding::LETTER_CODES.contains(&byte) {
            each(Unit { number: first, first, last: first });
            at += bytes;
            continue;
        }
        run.clear();
        // One character more than the longest run: whether a dot belongs to it depends on the one behind.
        let stretch = coded[at..].iter().take(MAX_RUN_CHARS + 1);
        run.extend(stretch.map_while(|byte| run_character(*byte)).map(char::from));
        let chars = run_end(&run, 0).max(1);
        let last = u32::from(coded[at + chars - 1]);
        each(Unit { number: number_of_run(&run[..chars], first), first, last });
        at += chars;
    }
}

/// The number of a run that begins with the character of a number.
fn number_of_run(run: &str, first: u32) -> u32 {
    if run.len() <= SHORT_DIGITS
        && run.bytes().all(|byte| byte.is_ascii_digit())
        && (run.len() == 1 || !run.starts_with('0'))
    {
        return SHORT_NUMBERS + run.bytes().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    }
    match run.len() {
        1 => first,
        _ => HASHED_RUNS + u32::try_from(xxh3_64(run.as_bytes()) % HASHES).unwrap_or(0),
    }
}

/// The classes of characters, for signs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Sign,
    /// A letter, a digit or a Han character.
    Letter,
    Other,
}

/// The classes of the common characters, by number.
struct Classes(Vec<Class>);

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    Classes((0..COMMON_NUMBERS).map(|number| Class::of_char(encoding::char_of(number))).collect())
});

impl Classes {
    fn get() -> &'static Classes {
        &CLASSES
    }

    /// The class of the character of a number.
    #[inline]
    fn of(&self, number: u32) -> Class {
        let common = self.0.get(number as usize).copied();
        common.unwrap_or_else(|| Class::of_char(encoding::char_of(number)))
    }
}

impl Class {
    fn of_char(c: Option<char>) -> Class {
        match c {
            Some(c) if is_reading_sign(c) => Class::Sign,
            Some(c) if c.is_alphanumeric() => Class::Letter,
            _ => Class::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jianbao_analysis::{Analyzer, units};
    use memchr::memmem::Finder;
    use proptest::prelude::*;

    use super::*;
    use crate::text::containment::Haystack;
    use crate::text::encoding::encoded;
    use crate::text::reading::ReadingNeedle;

    fn pairs(text: &str) -> BTreeSet<PairKey> {
        let mut pairs = BTreeSet::new();
        each_pair(&encoded(text), |pair| {
            pairs.insert(pair);
        });
        pairs
    }

    fn pair_across(text: &str) -> PairKey {
        let chars: Vec<Vec<u8>> = text.chars().map(|c| encoded(c.encode_utf8(&mut [0; 4]))).collect();
        across(&chars[0], &chars[1])
    }

    #[test]
    fn letters_with_signs_between_them_are_a_pair_across() {
        let is_across = |text: &str, pair: &str| pairs(text).contains(&pair_across(pair));
        for (text, pair, expect) in [
            ("\"标准\"分", "准分", true),
            ("《标准》", "标准", false),
            ("covid-19", "d1", true),
            ("标准。\"分", "准分", false),
            ("标准\"。分", "准分", false),
            ("准 \"《分", "准分", true),
            ("\"分", "\"分", false),
            ("歼-20", "歼2", true),
        ] {
            assert_eq!(is_across(text, pair), expect, "{pair} in {text}");
        }
    }

    #[test]
    fn runs_of_one_number_are_the_same_unless_they_are_hashed() {
        let number = |text: &str| {
            let mut number = 0;
            each_unit(&encoded(text), |unit| number = unit.number);
            number
        };
        let exact = ["0", "3", "26", "2020", "9999", "a", "人", "饕", "𠀀", "."];
        assert_eq!(exact.iter().map(|text| number(text)).collect::<BTreeSet<_>>().len(), exact.len());
        assert!(exact.iter().all(|text| is_exact(number(text))));
        for hashed in ["00", "03", "10000", "1.3", "ab", "a3"] {
            assert!(!is_exact(number(hashed)), "{hashed}");
        }
    }

    proptest! {
        /// The oracle is the search in text that is not encoded.
        #[test]
        fn a_text_with_a_string_has_its_pairs(
            text in "[人的饕a1. \u{1}]{0,24}|[a1.]{240,520}|[人1203.]{0,30}", start in 0_usize..300, chars in 1_usize..6,
        ) {
            let string: String = text.chars().skip(start).take(chars).collect();
            prop_assume!(!string.is_empty());
            let StringPairs { adjacent, are_exact } = StringPairs::of(&encoded(&string));
            prop_assert!(!are_exact || units(&string).count() == 2);
            let all = pairs(&text);
            let may_contain = adjacent.iter().all(|pair| all.contains(pair));
            let contains = Haystack::new(&text).contains_by(&string);
            prop_assert!(may_contain || !contains);
            prop_assert!(!are_exact || may_contain == contains);
        }

        #[test]
        fn a_text_that_reads_a_string_has_a_pair_of_it_across(
            text in "[人民a1.\"《》·-]{0,24}", string in "[人民a1]{2,6}",
        ) {
            if let Some(reading) = ReadingNeedle::new(&string, &Analyzer::new()) && reading.is_read_in(&Haystack::new(&text)) {
                let all = pairs(&text);
                prop_assert!(reading.pairs_across().any(|pair| all.contains(&pair)));
            }
        }
    }

    impl Haystack<'_> {
        fn contains_by(&self, string: &str) -> bool {
            self.occurrences(&Finder::new(string)).next().is_some()
        }
    }
}

//! Strings with numbers inside.
//!
//! A pattern is a sequence literal, number, literal, number …: a string of a query in which each number may have any of its
//! spellings. 〇, ○ and ◯ between Chinese numerals are the same sign, in a number or not: 三〇一医院 matches 三○一医院.
//!
//! **Law.** A pattern occurs where its string is contained with its runs whole. It also occurs where the string would be
//! contained if some of its numbers were spelled differently, each of them a whole numeral (see
//! [`wholeness`](super::wholeness)).
//!
//! An index takes candidates from [`ValuePattern::required_parts`]: for each number the union of the postings of its spellings,
//! and the intersection of these unions. [`ValuePattern::occurrences`] then decides by the text: it searches the longest
//! literal, and compares the parts before and after each of its occurrences. Cost: one pass over the text, and at each
//! occurrence of the literal one comparison per spelling. For a pattern without a literal there is one pass for each different
//! first character of its spellings, mostly two.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem::Finder;

use super::characters::{is_chinese, is_circle};
use super::{QueryNumber, Words};

/// The signs of zero that are one between Chinese numerals.
const ZEROS: [&str; 3] = ["〇", "○", "◯"];

#[derive(Clone, Debug)]
enum Part {
    Literal(String),
    Number(Numbered),
    /// A sign of zero between Chinese numerals.
    Zero,
}

/// A number of the string, and the bytes of the literals directly before and behind it.
#[derive(Clone, Debug)]
struct Numbered {
    number: QueryNumber,
    around: [usize; 2],
}

impl Numbered {
    /// True if a numeral at these bytes of a text stands for the number.
    fn stands_at(&self, text: &str, numeral: Range<usize>, words: Words<'_>) -> bool {
        self.number.is_whole_at(text, numeral.clone())
            && !self.number.is_letters_at(text, &numeral, self.around, words)
    }
}

/// A string of a query, and its numbers in every spelling.
#[derive(Clone, Debug)]
pub(crate) struct ValuePattern {
    string: String,
    parts: Vec<Part>,
    anchor: Anchor,
}

impl Part {
    /// The number of bytes of a literal; 0 for another part.
    fn literal_bytes(&self) -> usize {
        match self {
            Part::Literal(literal) => literal.len(),
            Part::Number(_) | Part::Zero => 0,
        }
    }
}

/// The part from which a text is searched.
#[derive(Clone, Debug)]
enum Anchor {
    /// The literal with this index in the parts.
    Literal(usize, Box<Finder<'static>>),
    /// The first part, a number or a sign.
    First(Vec<Group>),
    /// The pattern is empty.
    Nothing,
}

/// Spellings that begin with one character.
#[derive(Clone, Debug)]
struct Group {
    common: Finder<'static>,
    spellings: Vec<String>,
}

impl ValuePattern {
    /// The pattern of some bytes of a query's text in normal form, with the numbers of the text that lie within them.
    ///
    /// ```ignore
    /// let text = "10月26日";
    /// let words: Words<'_> = &|_, _| Vec::new();
    /// let pattern = ValuePattern::new(text, 0..text.len(), &numbers(text, words));
    /// assert_eq!(pattern.occurrences("自十月26日起", words).len(), 1);
    /// ```
    pub(crate) fn new(text: &str, bytes: Range<usize>, numbers: &[QueryNumber]) -> ValuePattern {
        let mut parts = Vec::new();
        let mut at = bytes.start;
        for number in numbers {
            if bytes.start <= number.range.start && number.range.end <= bytes.end {
                push_literals(&text[at..number.range.start], &mut parts);
                parts.push(Part::Number(Numbered { number: number.clone(), around: [0, 0] }));
                at = number.range.end;
            }
        }
        push_literals(&text[at..bytes.end], &mut parts);
        let lengths: Vec<usize> = parts.iter().map(Part::literal_bytes).collect();
        for (at, part) in parts.iter_mut().enumerate() {
            if let Part::Number(numbered) = part {
                let bytes = |at: Option<usize>| at.and_then(|at| lengths.get(at)).copied().unwrap_or(0);
                numbered.around = [bytes(at.checked_sub(1)), bytes(Some(at + 1))];
            }
        }
        let anchor = anchor(&parts);
        ValuePattern { string: text[bytes].to_owned(), parts, anchor }
    }

    /// The string as typed, in normal form.
    pub(crate) fn string(&self) -> &str {
        &self.string
    }

    /// An upper bound of the characters of an occurrence.
    pub(crate) fn max_chars(&self) -> usize {
        let chars = |part: &Part| match part {
            Part::Literal(literal) => literal.chars().count(),
            Part::Number(numbered) => {
                numbered.number.spellings.iter().map(|spelling| spelling.chars().count()).max().unwrap_or(0)
            }
            Part::Zero => 1,
        };
        self.parts.iter().map(chars).sum()
    }

    /// True if the string has one spelling alone.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Literal(_)))
    }

    /// For each number and sign of zero, in order, strings of which a text with an occurrence contains one, runs whole: its
    /// spellings between the literals around it. The string itself for a plain one.
    pub(crate) fn required_parts(&self) -> Vec<Vec<String>> {
        if self.is_plain() {
            return vec![vec![self.string.clone()]];
        }
        let literal = |at: Option<usize>| match at.and_then(|at| self.parts.get(at)) {
            Some(Part::Literal(literal)) => literal.as_str(),
            Some(Part::Number(_) | Part::Zero) | None => "",
        };
        let alternatives = |(at, part): (usize, &Part)| {
            let (before, behind) = (literal(at.checked_sub(1)), literal(Some(at + 1)));
            let around = |spelling: &str| format!("{before}{spelling}{behind}");
            match part {
                Part::Literal(_) => None,
                Part::Number(number) => {
                    Some(number.number.spellings.iter().map(|spelling| around(spelling)).collect())
                }
                Part::Zero => Some(ZEROS.iter().map(|zero| around(zero)).collect()),
            }
        };
        self.parts.iter().enumerate().filter_map(alternatives).collect()
    }

    /// The bytes of a text in normal form where the pattern occurs, in order; they may overlap.
    pub(crate) fn occurrences(&self, text: &str, words: Words<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        match &self.anchor {
            Anchor::Nothing => {}
            Anchor::Literal(index, finder) => {
                let (before, behind) = (&self.parts[..*index], &self.parts[index + 1..]);
                for at in hits(finder, text) {
                    let starts = starts(before, text, at, words);
                    if starts.is_empty() {
                        continue;
                    }
                    let ends = ends(behind, text, vec![at + finder.needle().len()], words);
                    found.extend(starts.iter().flat_map(|&start| ends.iter().map(move |&end| start..end)));
                }
            }
            Anchor::First(groups) => {
                for place in places_of(groups, text) {
                    // The same start comes again with each spelling that begins there.
                    let starts = vec![place.start];
                    let ends = ends(&self.parts, text, starts, words);
                    found.extend(ends.into_iter().map(|end| place.start..end));
                }
            }
        }
        found.retain(|place| !is_inside_run(text, place.start) && !is_inside_run(text, place.end));
        found.sort_unstable_by_key(|place| (place.start, place.end));
        found.dedup();
        found
    }
}

/// A literal, cut at the signs of zero between Chinese numerals.
fn push_literals(text: &str, parts: &mut Vec<Part>) {
    let is_zero = |c: char| c == '〇' || is_circle(c);
    let mut literal = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let zeros = rest.find(|c| !is_zero(c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(if zeros == 0 { c.len_utf8() } else { zeros });
        let is_between = literal.ends_with(is_chinese) && behind.starts_with(is_chinese);
        if zeros > 0 && is_between {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
            parts.extend(run.chars().map(|_| Part::Zero));
        } else {
            literal.push_str(run);
        }
        rest = behind;
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
}

fn anchor(parts: &[Part]) -> Anchor {
    let literals = parts.iter().enumerate().filter_map(|(index, part)| match part {
        Part::Literal(literal) => Some((index, literal)),
        Part::Number(_) | Part::Zero => None,
    });
    // The first of the longest.
    if let Some((index, literal)) = literals.rev().max_by_key(|(_, literal)| literal.len()) {
        return Anchor::Literal(index, Box::new(Finder::new(literal.as_bytes()).into_owned()));
    }
    match parts.first() {
        Some(Part::Number(number)) => {
            Anchor::First(groups(number.number.spellings.iter().map(String::as_str)))
        }
        Some(Part::Zero) => Anchor::First(groups(ZEROS.into_iter())),
        Some(Part::Literal(_)) | None => Anchor::Nothing,
    }
}

fn groups<'s>(spellings: impl Iterator<Item = &'s str>) -> Vec<Group> {
    let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
    for spelling in spellings {
        if let Some(first) = spelling.chars().next() {
            by_first.entry(first).or_default().push(spelling.to_owned());
        }
    }
    let group = |spellings: Vec<String>| {
        let common = spellings.iter().skip(1).fold(spellings[0].as_str(), |common, spelling| {
            let same = common.char_indices().zip(spelling.chars()).find(|((_, a), b)| a != b);
            let end = same.map_or(common.len().min(spelling.len()), |((at, _), _)| at);
            &common[..end]
        });
        Group { common: Finder::new(common.as_bytes()).into_owned(), spellings }
    };
    by_first.into_values().map(group).collect()
}

fn places_of(groups: &[Group], text: &str) -> impl Iterator<Item = Range<usize>> {
    groups.iter().flat_map(move |group| {
        hits(&group.common, text).flat_map(move |start| {
            let stands = move |spelling: &&String| text[start..].starts_with(spelling.as_str());
            group.spellings.iter().filter(stands).map(move |spelling| start..start + spelling.len())
        })
    })
}

/// Every place of a needle, overlapping ones too.
fn hits(finder: &Finder<'_>, text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        from = at + 1;
        Some(at)
    })
}

/// The bytes where parts begin that end at a byte.
fn starts(parts: &[Part], text: &str, end: usize, words: Words<'_>) -> Vec<usize> {
    let mut starts = vec![end];
    for part in parts.iter().rev() {
        let mut before = Vec::new();
        for &end in &starts {
            let head = &text[..end];
            each_spelling(part, |spelling, needs_whole| {
                if head.ends_with(spelling) {
                    let start = end - spelling.len();
                    if needs_whole.is_none_or(|number| number.stands_at(text, start..end, words)) {
                        before.push(start);
                    }
                }
            });
        }
        starts = distinct(before);
    }
    starts
}

/// The bytes where parts end that begin at one of some bytes.
fn ends(parts: &[Part], text: &str, mut ends: Vec<usize>, words: Words<'_>) -> Vec<usize> {
    for part in parts {
        let mut behind = Vec::new();
        for &start in &ends {
            let tail = &text[start..];
            each_spelling(part, |spelling, needs_whole| {
                if tail.starts_with(spelling) {
                    let end = start + spelling.len();
                    if needs_whole.is_none_or(|number| number.stands_at(text, start..end, words)) {
                        behind.push(end);
                    }
                }
            });
        }
        ends = distinct(behind);
    }
    ends
}

/// Calls with each spelling of a part, and the number for which it must be whole; the typed one needs not be.
fn each_spelling<'p>(part: &'p Part, mut call: impl FnMut(&'p str, Option<&'p Numbered>)) {
    match part {
        Part::Literal(literal) => call(literal, None),
        Part::Zero => ZEROS.into_iter().for_each(|zero| call(zero, None)),
        Part::Number(numbered) => {
            let spellings = &numbered.number.spellings;
            call(&spellings[0], None);
            spellings[1..].iter().for_each(|spelling| call(spelling, Some(numbered)));
        }
    }
}

fn distinct(mut bytes: Vec<usize>) -> Vec<usize> {
    bytes.sort_unstable();
    bytes.dedup();
    bytes
}

/// True if a byte of a text in normal form is inside a run: between ASCII letters and digits, or at a `.` between digits.
fn is_inside_run(text: &str, at_byte: usize) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let before = |count: usize| byte(at_byte.checked_sub(count));
    let (last, next) = (before(1), byte(Some(at_byte)));
    match (last, next) {
        (b'.', _) => before(2).is_ascii_digit() && next.is_ascii_digit(),
        (_, b'.') => last.is_ascii_digit() && byte(Some(at_byte + 1)).is_ascii_digit(),
        _ => last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers;
    use super::*;

    fn pattern(string: &str) -> ValuePattern {
        ValuePattern::new(string, 0..string.len(), &numbers(string, &|_, _| Vec::new()))
    }

    #[test]
    fn a_pattern_occurs_number_by_number() {
        for (string, text, expect) in [
            ("10月26日", "自十月26日起", vec!["十月26日"]),
            ("10月26日", "10月26日,十月二十六日", vec!["10月26日", "十月二十六日"]),
            ("10月26日", "二十月26日", vec![]),
            ("3天", "三天,3天,十三天,1.3天", vec!["三天", "3天"]),
            ("三天", "二十三天,3天", vec!["三天", "3天"]),
            ("13000", "1.3万人,一万三千,13,000,130001", vec!["1.3万", "一万三千", "13,000"]),
            ("共13000", "共1.3万人", vec!["共1.3万"]),
            ("第301医院", "第三〇一医院", vec!["第三〇一医院"]),
            ("三〇一医院", "三○一医院,三◯一医院", vec!["三○一医院", "三◯一医院"]),
            ("30%", "百分之三十", vec!["百分之三十"]),
            ("二〇二〇年", "2020年,二○二○年,二零二零年", vec!["2020年", "二○二○年", "二零二零年"]),
            ("人人", "人人人", vec!["人人", "人人"]),
            ("", "人", vec![]),
        ] {
            let found: Vec<&str> = pattern(string)
                .occurrences(text, &|_, _| Vec::new())
                .into_iter()
                .map(|place| &text[place])
                .collect();
            assert_eq!(found, expect, "{string} in {text}");
        }
    }

    #[test]
    fn an_index_needs_one_string_of_each_part() {
        assert_eq!(pattern("工会").required_parts(), [["工会"]]);
        assert_eq!(
            pattern("自10月26日起").required_parts(),
            [vec!["自10月", "自一○月", "自一◯月", "自一〇月", "自十月"], vec!["月26日起", "月二十六日起"],]
        );
        assert_eq!(pattern("三〇一医院").required_parts(), [["三〇一医院", "三○一医院", "三◯一医院"]]);
    }

    #[test]
    fn a_plain_string_has_no_numbers() {
        let text = "共3天";
        let numbers = numbers(text, &|_, _| Vec::new());
        assert!(ValuePattern::new(text, 0..3, &numbers).is_plain());
        let days = ValuePattern::new(text, 3..7, &numbers);
        assert!(!days.is_plain());
        assert_eq!(days.string(), "3天");
    }

    #[test]
    fn an_edge_inside_a_run_is_known() {
        for (text, at, expect) in [
            ("1.3", 1, true),
            ("1.3", 2, true),
            ("3.", 1, false),
            ("ab", 1, true),
            ("a人", 1, false),
            ("", 0, false),
        ] {
            assert_eq!(is_inside_run(text, at), expect, "{text} {at}");
        }
    }
}

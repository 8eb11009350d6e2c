//! Numbers in unquoted text: other spellings of the same value, and their occurrences in a text.
//!
//! | module | contains |
//! |---|---|
//! | [`characters`] | the characters of numerals, and the end of the longest numeral |
//! | [`measures`] | the closed list of measures |
//! | [`value`] | numeral → value |
//! | [`spellings`] | value → the closed list of its spellings |
//! | [`wholeness`] | the surroundings in which a numeral of a text counts |
//! | [`pattern`] | strings with numbers inside, their occurrences in a text, and the terms by which an index finds candidates |
//!
//! [`numbers`] finds the numbers of a query before it is segmented. A numeral is treated as a number if one of these holds:
//!
//! - a measure, % or ‰ follows;
//! - 百分之, 千分之 or 第 precedes;
//! - it contains 万 or 亿, or its value is 10,000 or more.
//!
//! It is treated as plain text in these cases:
//!
//! - It is not whole ([`wholeness`]), as in times, scores, dates, and letters with digits (10:30, 3:2, 2020-10-26, g20), and in
//!   数十万.
//! - It is not in the list of spellings of its value: 两三, 007, 一万三, 2.0, and numbers of nine or more digits that do not end in
//!   0000.
//! - It is in a dictionary word that is more than the number: 三农, 万一, 一带一路. A numeral of a text in such a word is no
//!   number either: 3元 is not in 三元里.
//! - Its value has no other spelling: 一天.
//!
//! **Law.** A text contains a number of the query if it contains one of its spellings as a whole numeral, or the typed spelling
//! like any other string. The law only adds matches. It is symmetric: if a query for *a* finds *b*, a query for *b* finds *a*.
//! 二 and 两 do not find each other, but both find 2, and 2 finds both.
//!
//! Cost: linear in the query, and for a given query linear in the text. A number has fewer than 100 spellings, mostly 2 to 15.
//! At a place of the text they are tried one after another, never in combination with the spellings of another number.
//!
//! Invariant: this module knows no index and no plan. It uses the dictionary only through [`Words`], which the callers provide.

mod characters;
mod measures;
mod pattern;
mod spellings;
mod value;
mod wholeness;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::ops::Range;

use characters::{is_circle, numeral_end};
use measures::measure_of;
pub(crate) use pattern::ValuePattern;
use spellings::{Counts, Parts, spellings};
use value::{UNIT, read};

/// Words of the dictionary: those of a text that contain some bytes of it.
pub(crate) type Words<'w> = &'w dyn Fn(&str, &Range<usize>) -> Vec<Range<usize>>;

/// Smallest value that is a number without a measure.
const MIN_BARE: u128 = 10_000;

/// A number of a query, and its spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueryNumber {
    /// Bytes of the numeral in the text of the query, without 第 and measure, with % and 百分之.
    pub(crate) range: Range<usize>,
    /// Bytes of the measure after the numeral in the text of the query; empty if there is none.
    pub(crate) measure: Range<usize>,
    /// Every spelling of the value in normal form: the typed one, then the others in order. Two or more.
    pub(crate) spellings: Vec<String>,
    counts: Counts,
}

impl QueryNumber {
    /// True if the word of the query that follows the measure is what the number counts.
    pub(crate) fn is_of_next_word(&self) -> bool {
        measures::is_of_noun(self.counts.measure(), matches!(self.counts, Counts::Rank(_)))
    }

    /// True if a numeral at these bytes of a text in normal form, one of the spellings, is whole and counts the same.
    pub(crate) fn is_whole_at(&self, text: &str, numeral: Range<usize>) -> bool {
        wholeness::is_whole(text, numeral, self.counts)
    }

    /// True if a numeral at these bytes of a text lies in a word of the dictionary that is more than a number. The text of the
    /// query around the number, of this many bytes, may belong to the word: 第2次世界大战 is 第二次世界大战.
    fn is_letters_at(
        &self,
        text: &str,
        numeral: &Range<usize>,
        around: [usize; 2],
        words: Words<'_>,
    ) -> bool {
        let rank = if matches!(self.counts, Counts::Rank(_)) { '第'.len_utf8() } else { 0 };
        let start = numeral.start.saturating_sub(around[0].max(rank));
        let asked = start..numeral.end + around[1].max(self.counts.measure().len());
        // 第二次世 is a word of the dictionary too: only the longest say what the text means.
        let words = words(text, numeral);
        let is_inside = |word: &Range<usize>| {
            words.iter().any(|other| other != word && other.start <= word.start && word.end <= other.end)
        };
        words
            .iter()
            .filter(|word| !is_inside(word))
            .any(|word| wholeness::is_more_than_number(text, word, &asked, self.counts))
    }
}

/// The numbers in a stretch of unquoted text in normal form, in order.
///
/// ```ignore
/// let numbers = numbers("第3届大会有1.3万人", &|_, _| Vec::new());
/// assert_eq!(numbers[0].spellings, ["3", "三"]);
/// ```
pub(crate) fn numbers(text: &str, words: Words<'_>) -> Vec<QueryNumber> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let worded = worded_at(text, at);
        let end = worded.as_ref().map_or_else(|| numeral_end(text, at), |(_, numeral)| numeral.end);
        if end == at {
            at += c.len_utf8();
            continue;
        }
        let number = match worded {
            Some((parts, numeral)) => worded_number(text, at, parts, numeral),
            None => number(text, at..end),
        };
        // 百分之 that no number follows may yet begin with one.
        let end = if number.is_none() { numeral_end(text, at).max(at + c.len_utf8()) } else { end };
        if let Some(number) = number
            && !number.is_letters_at(text, &number.range, [0, 0], words)
        {
            numbers.push(number);
        }
        at = end;
    }
    numbers
}

/// The numeral after 百分之 or 千分之 at a byte.
fn worded_at(text: &str, at: usize) -> Option<(Parts, Range<usize>)> {
    let parts = Parts::ALL.into_iter().find(|parts| text[at..].starts_with(parts.words()))?;
    let start = at + parts.words().len();
    let end = numeral_end(text, start);
    (start < end).then_some((parts, start..end))
}

fn worded_number(text: &str, start: usize, parts: Parts, numeral: Range<usize>) -> Option<QueryNumber> {
    let typed = &text[numeral.clone()];
    let value = if typed == "百" { Some(100 * UNIT) } else { read(&typed.replace(is_circle, "〇")) };
    made(text, start..numeral.end, value?, Counts::Parts(parts))
}

/// The number whose numeral has these bytes, if it is one.
fn number(text: &str, numeral: Range<usize>) -> Option<QueryNumber> {
    let typed = &text[numeral.clone()];
    let value = read(&typed.replace(is_circle, "〇"))?;
    let tail = &text[numeral.end..];
    if let Some(parts) = Parts::ALL.into_iter().find(|parts| tail.starts_with(parts.sign())) {
        return made(text, numeral.start..numeral.end + parts.sign().len(), value, Counts::Parts(parts));
    }
    let measure = measure_of(tail).unwrap_or("");
    let counts = match text[..numeral.start].chars().next_back() {
        Some('第') => Counts::Rank(measure),
        Some('月') if value == UNIT && measure == "日" => Counts::FirstDay,
        _ => Counts::Things(measure),
    };
    let is_large = value >= MIN_BARE * UNIT || typed.contains(['万', '亿']);
    let is_number = is_large || counts != Counts::Things("");
    if is_number { made(text, numeral, value, counts) } else { None }
}

/// The number, if it is whole in the query and has more than one spelling.
fn made(text: &str, range: Range<usize>, value: u128, counts: Counts) -> Option<QueryNumber> {
    let spellings = spellings(&text[range.clone()], value, counts).filter(|spellings| spellings.len() > 1)?;
    let measure = range.end..range.end + counts.measure().len();
    let number = QueryNumber { range, measure, spellings, counts };
    let is_whole = number.is_whole_at(text, number.range.clone()) && !is_part_of_date(text, &number);
    is_whole.then_some(number)
}

/// True if a sign of times, scores or dates and a digit follow the number.
fn is_part_of_date(text: &str, number: &QueryNumber) -> bool {
    let mut behind = text[number.range.end..].chars();
    matches!(behind.next(), Some(':' | '/' | '-' | '.')) && behind.next().is_some_and(|c| c.is_ascii_digit())
}

//! Containment of unquoted text over signs that a reader ignores: `"标准"分` contains 标准分.
//!
//! A text *reads* a string if it contains the string with such signs between its characters, but not at its ends, and all of
//! these rules hold. A *piece* is a part of the string between two places with signs.
//!
//! 1. **Signs.** At most [`MAX_GAPS`] places have signs. At each place there is one of these:
//!    - `"` 《 》 〈 〉, one or several, if the string has three units or more;
//!    - a single `·`, but not between two digits, if the string has three units or more;
//!    - a single `-` between a letter, digit or Han character and a Latin letter or digit, but not between two digits, not
//!      before a number that ℃ ° 度 % ‰ follows, and not between a numeral with a measure of one character and a digit: 1月-4月;
//!    - one space between a letter and a digit.
//! 2. **Quoted pieces are whole.** Each 《 》 〈 〉 inside the string has its partner inside or directly at an end of the string.
//!    If the number of `"` inside is odd, exactly one end of the string touches a `"`. A closing sign followed by an opening
//!    one (`""`, 》《) is never ignored. In a string of three units a quoted piece has at least two characters.
//! 3. **Names are whole.** Of the pieces between dots, the first and the last have at least two characters, or end at a sign, at
//!    punctuation, at the end of the field, or at one of 的 和 与 是 在 及.
//! 4. **Words at the ends are whole.** This rule holds for strings of three units, and wherever a dot is ignored. If the last
//!    piece is unquoted, no dictionary word begins in it and ends after the string; likewise for the first piece and words that
//!    begin before the string: `"标准"分别` does not read 标准分.
//!
//! Letters and digits on both sides of an ignored sign form one run. A string never begins or ends inside a run.
//!
//! Without the rules 2 to 4 most of the added matches would be wrong: `"十四五"期间` would match 五期.

mod terms;

use std::ops::Range;
use std::sync::Arc;

use jianbao_analysis::{Analyzer, units};
use memchr::memmem::Finder;

use crate::text::containment::Haystack;
use crate::text::encoding::{decode, encoded};
use crate::text::gaps::{Gap, GapKind, is_reading_sign};
use crate::text::sign_codes::SignCodes;
use crate::text::surroundings::surroundings;
use crate::text::unit_pairs::{self, PairKey};
pub(crate) use terms::{each_read_word, read_term};

/// Maximum number of places with signs in a string.
pub(crate) const MAX_GAPS: usize = 4;

/// Maximum length in characters of a string that matches over signs. A longer one is a quotation, and searched as written.
const MAX_READ_CHARS: usize = 64;

/// The minimum number of units of a string that is read over quotes and dots. The rules 2 and 4 are stricter for this length.
const MIN_QUOTED_UNITS: usize = 3;

/// The minimum number of characters of a quoted piece in a short string, and of the first and last piece of a name.
const MIN_PIECE_CHARS: usize = 2;

/// The words at which the one character of a name may end.
const NAME_ENDS: &str = "的和与是在及";

/// A normalised string without signs, to be searched in texts over signs.
#[derive(Clone, Debug)]
pub(crate) struct ReadingNeedle {
    chars: Vec<char>,
    apart: Arc<[Apart]>,
    units: usize,
    analyzer: Analyzer,
}

/// Two adjacent characters of a string between which signs may stand, [encoded](crate::text::encoding).
#[derive(Clone, Debug)]
struct Apart {
    before: Finder<'static>,
    behind: Vec<u8>,
}

impl Apart {
    fn new(before: char, behind: char) -> Apart {
        let [before, behind] = [before, behind].map(|c| encoded(c.encode_utf8(&mut [0; 4])));
        Apart { before: Finder::new(&before).into_owned(), behind }
    }

    /// The places of an encoded text where the two stand before and behind signs, with the signs.
    fn places<'a>(&'a self, coded: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let signs = SignCodes::get();
        self.before.find_iter(coded).filter_map(move |start| {
            let from = start + self.before.needle().len();
            let end = signs.end_of_signs(coded, from);
            (end > from && coded[end..].starts_with(&self.behind)).then(|| start..end + self.behind.len())
        })
    }
}

/// True if signs may stand between two adjacent characters of a string of this number of units, by rule 1.
fn may_be_apart(before: char, after: char, units: usize) -> bool {
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let are_digits = before.is_ascii_digit() && after.is_ascii_digit();
    let over_dash_or_space = is_latin(after) && !are_digits;
    before.is_alphanumeric() && after.is_alphanumeric() && (units >= MIN_QUOTED_UNITS || over_dash_or_space)
}

/// A piece of an occurrence: the characters between two places with signs.
struct Piece {
    start: usize,
    chars: usize,
    is_quoted: bool,
}

impl ReadingNeedle {
    /// The needle of a string; none if no text can read it over a sign.
    pub(crate) fn new(text: &str, analyzer: &Analyzer) -> Option<ReadingNeedle> {
        let chars: Vec<char> = text.chars().take(MAX_READ_CHARS + 1).collect();
        let units = units(text).count();
        let apart: Arc<[Apart]> = (chars.windows(2))
            .filter(|pair| may_be_apart(pair[0], pair[1], units))
            .map(|pair| Apart::new(pair[0], pair[1]))
            .collect();
        let is_plain = chars.len() <= MAX_READ_CHARS && !chars.iter().copied().any(is_reading_sign);
        let may_be_read = is_plain && !apart.is_empty();
        may_be_read.then(|| ReadingNeedle { apart, chars, units, analyzer: analyzer.clone() })
    }

    /// The pairs of characters of which a text that reads the string over signs has one across.
    pub(crate) fn pairs_across(&self) -> impl Iterator<Item = PairKey> {
        self.apart.iter().map(|apart| unit_pairs::across(apart.before.needle(), &apart.behind))
    }

    /// The number of places of an encoded text that read the string over at least one sign. None if its bytes are no code there.
    ///
    /// The text is searched for two adjacent characters of the string before and behind signs, and only the
    /// [surroundings] of these are decoded.
    pub(crate) fn count_in_code(&self, coded: &[u8]) -> usize {
        let mut apart: Vec<Range<usize>> = self.apart.iter().flat_map(|apart| apart.places(coded)).collect();
        apart.sort_unstable_by_key(|place| place.start);
        let parts = surroundings(coded, &apart, self.chars.len());
        let texts = parts.into_iter().filter_map(|part| decode(&coded[part]));
        texts.map(|text| self.occurrences(&Haystack::new(&text)).len()).sum()
    }

    /// The places of a text that read the string over at least one sign, in order of their first sign. Plain occurrences are not
    /// among them.
    pub(crate) fn occurrences(&self, haystack: &Haystack<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        self.each_occurrence(haystack, |place| {
            found.push(place);
            true
        });
        found
    }

    /// True if a text reads the string over at least one sign.
    pub(crate) fn is_read_in(&self, haystack: &Haystack<'_>) -> bool {
        let mut is_read = false;
        self.each_occurrence(haystack, |_| {
            is_read = true;
            false
        });
        is_read
    }

    /// Calls back with each place until the callback returns false.
    fn each_occurrence(&self, haystack: &Haystack<'_>, mut each: impl FnMut(Range<usize>) -> bool) {
        let gaps = haystack.gaps();
        for (first, gap) in gaps.iter().enumerate() {
            for split in 1..self.chars.len() {
                if self.chars[split - 1] != gap.before || self.chars[split] != gap.after {
                    continue;
                }
                let Some(start) = self.start_before(haystack.text(), gap, split) else { continue };
                let Some((end, last)) = self.end_behind(haystack.text(), gaps, first, split) else {
                    continue;
                };
                if self.obeys_rules(haystack, start..end, &gaps[first..=last]) && !each(start..end) {
                    return;
                }
            }
        }
    }

    /// The start of the characters before the split, which directly precede a gap.
    fn start_before(&self, text: &str, gap: &Gap, split: usize) -> Option<usize> {
        let mut start = gap.start;
        let mut before = text[..gap.start].chars().rev();
        for wanted in self.chars[..split].iter().rev() {
            if before.next() != Some(*wanted) {
                return None;
            }
            start -= wanted.len_utf8();
        }
        Some(start)
    }

    /// The end of the characters from the split on, which directly follow a gap, over further gaps; and the last gap.
    fn end_behind(&self, text: &str, gaps: &[Gap], first: usize, split: usize) -> Option<(usize, usize)> {
        let (mut end, mut last) = (gaps[first].end, first);
        for (at, wanted) in self.chars.iter().enumerate().skip(split) {
            if at > split
                && let Some(gap) = gaps.get(last + 1).filter(|gap| gap.start == end)
            {
                (end, last) = (gap.end, last + 1);
            }
            if last - first >= MAX_GAPS || !text[end..].starts_with(*wanted) {
                return None;
            }
            end += wanted.len_utf8();
        }
        Some((end, last))
    }

    /// True if the rules for whole strings hold for an occurrence and its gaps.
    fn obeys_rules(&self, haystack: &Haystack<'_>, place: Range<usize>, gaps: &[Gap]) -> bool {
        if haystack.is_inside_run(place.start) || haystack.is_inside_run(place.end) {
            return false;
        }
        let has = |kind: GapKind| gaps.iter().any(|gap| gap.kind == kind);
        let (is_quoted, is_dotted) = (has(GapKind::Quotes), has(GapKind::Dot));
        if (is_quoted || is_dotted) && self.units < MIN_QUOTED_UNITS {
            return false;
        }
        let text = haystack.text();
        let left = text[..place.start].chars().next_back();
        let right = text[place.end..].chars().next();
        let Some(pieces) = pieces(text, &place, gaps, left, right) else { return false };
        let is_short = self.units == MIN_QUOTED_UNITS;
        let is_piece_short = |piece: &Piece| piece.is_quoted && piece.chars < MIN_PIECE_CHARS;
        if is_short && is_quoted && pieces.iter().any(is_piece_short) {
            return false;
        }
        if is_dotted && !self.is_name_whole(text, &place, gaps, [left, right]) {
            return false;
        }
        !(is_short || is_dotted) || !self.is_cut_from_word(text, &place, &pieces)
    }

    /// Rule 3: the first and the last of the pieces between dots are long enough, or end where a name does.
    fn is_name_whole(&self, text: &str, place: &Range<usize>, gaps: &[Gap], ends: [Option<char>; 2]) -> bool {
        let mut dots = gaps.iter().filter(|gap| gap.kind == GapKind::Dot);
        let (Some(first), last) = (dots.next(), dots.next_back()) else { return true };
        let last = last.unwrap_or(first);
        let letters = |range: Range<usize>| text[range].chars().filter(|c| c.is_alphanumeric()).count();
        let sides = [letters(place.start..first.start), letters(last.end..place.end)];
        sides.into_iter().zip(ends).all(|(chars, end)| {
            chars >= MIN_PIECE_CHARS || end.is_none_or(|c| !c.is_alphanumeric() || NAME_ENDS.contains(c))
        })
    }

    /// Rule 4, violated: a word of the text crosses an end of the string.
    fn is_cut_from_word(&self, text: &str, place: &Range<usize>, pieces: &[Piece]) -> bool {
        let letters_behind = |from: usize| -> usize {
            text[from..]
                .chars()
                .take(MAX_READ_CHARS)
                .take_while(|c| c.is_alphanumeric())
                .map(char::len_utf8)
                .sum()
        };
        let crosses = |window: Range<usize>, is_across: &dyn Fn(Range<usize>) -> bool| {
            let mut is_cut = false;
            self.analyzer.each_full_word(&text[window.clone()], |word| {
                is_cut |= is_across(window.start + word.start..window.start + word.end);
            });
            is_cut
        };
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        if !last.is_quoted {
            let window = last.start..place.end + letters_behind(place.end);
            if crosses(window, &|word| word.start < place.end && place.end < word.end) {
                return true;
            }
        }
        if !first.is_quoted {
            let first_end = first.start + letters_behind(first.start).min(place.end - first.start);
            let before: usize = (text[..place.start].chars().rev().take(MAX_READ_CHARS))
                .take_while(|c| c.is_alphanumeric())
                .map(char::len_utf8)
                .sum();
            let window = place.start - before..first_end;
            return crosses(window, &|word| word.start < place.start && place.start < word.end);
        }
        false
    }
}

/// The pieces of an occurrence, if by rule 2 they are whole; `left` and `right` are the characters beside it.
fn pieces(
    text: &str,
    place: &Range<usize>,
    gaps: &[Gap],
    left: Option<char>,
    right: Option<char>,
) -> Option<Vec<Piece>> {
    let signs = || {
        let quotes = gaps.iter().filter(|gap| gap.kind == GapKind::Quotes);
        quotes.flat_map(|gap| text[gap.start..gap.end].chars())
    };
    let touches = [left, right].map(|c| c == Some('"'));
    let is_odd = signs().filter(|sign| *sign == '"').count() % 2 == 1;
    if is_odd && touches[0] == touches[1] {
        return None;
    }
    // The open brackets, each with a flag for being inside the string.
    let mut open: Vec<(char, bool)> = Vec::new();
    open.extend(left.filter(|c| matches!(c, '《' | '〈')).map(|c| (c, false)));
    let mut is_open_before = false;
    for sign in signs() {
        match sign {
            '《' | '〈' => open.push((sign, true)),
            '》' | '〉' => {
                let (opening, is_inside) = open.pop()?;
                if closing_of(opening) != Some(sign) {
                    return None;
                }
                is_open_before |= !is_inside;
            }
            _ => {}
        }
    }
    match open.iter().filter(|(_, is_inside)| *is_inside).count() {
        0 => {}
        1 if right.is_some_and(|c| open.last().is_some_and(|open| closing_of(open.0) == Some(c))) => {}
        _ => return None,
    }
    let mut is_in_quotes = is_odd && touches[0];
    let mut depth = usize::from(is_open_before);
    let mut pieces = Vec::with_capacity(gaps.len() + 1);
    let mut start = place.start;
    let mut push = |range: Range<usize>, is_quoted: bool| {
        pieces.push(Piece { start: range.start, chars: text[range].chars().count(), is_quoted });
    };
    for gap in gaps {
        push(start..gap.start, is_in_quotes || depth > 0);
        for sign in text[gap.start..gap.end].chars() {
            match sign {
                '"' => is_in_quotes = !is_in_quotes,
                '《' | '〈' => depth += 1,
                '》' | '〉' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        start = gap.end;
    }
    push(start..place.end, is_in_quotes || depth > 0);
    Some(pieces)
}

fn closing_of(opening: char) -> Option<char> {
    match opening {
        '《' => Some('》'),
        '〈' => Some('〉'),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

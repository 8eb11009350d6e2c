//! Surroundings: the parts of an [encoded](crate::text::encoding) text that decide whether unquoted text matches at given
//! places.
//!
//! The rules for matches [over signs](crate::text::reading) and [by value](crate::text::numerals) examine the characters
//! around a match. Decoding a whole text costs ten times as much as searching it. Possible matches are therefore searched in
//! the encoded text, and only their surroundings are decoded.
//!
//! **Law.** The surroundings extend over a fixed number of characters on either side, and from there to a character at which
//! every rule stops, or to the end of the text. A rule has the same result in the surroundings as in the whole text.
//!
//! Cost: linear in the text, for any number of places. Adjacent surroundings are merged.

use std::ops::Range;

use crate::text::encoding::{char_at, char_before};
use crate::text::gaps::is_reading_sign;

/// The surroundings of places of an encoded text, which are in order: bytes of the text, in order, without overlap. Of the
/// characters that they reach over, reading signs are not counted. A byte that begins no character ends them.
pub(crate) fn surroundings(coded: &[u8], places: &[Range<usize>], reach_chars: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for place in places {
        let known = parts.last().map_or(0, |part| part.end);
        let end = end_behind(coded, place.end, reach_chars, known);
        let start = start_before(coded, place.start, reach_chars, known);
        match parts.last_mut().filter(|part| start <= part.end) {
            Some(part) => part.end = end,
            None => parts.push(start..end),
        }
    }
    parts
}

/// The end of the surroundings behind a byte. A part that ends at `known` ends where they may end.
fn end_behind(coded: &[u8], from: usize, reach_chars: usize, known: usize) -> usize {
    let (mut at, mut left) = (from, reach_chars);
    while let Some((c, bytes)) = char_at(coded, at) {
        if left == 0 && at < known {
            return known;
        }
        at += bytes;
        if left > 0 {
            left -= usize::from(!is_reading_sign(c));
        } else if stops_at(c, char_at(coded, at).map(|(next, _)| next)) {
            break;
        }
    }
    at
}

/// The start of the surroundings before a byte; a byte up to `known` if they reach a part that ends there.
fn start_before(coded: &[u8], from: usize, reach_chars: usize, known: usize) -> usize {
    let (mut at, mut left) = (from, reach_chars);
    while at > known
        && let Some((c, bytes)) = char_before(coded, at)
    {
        at -= bytes;
        if left > 0 {
            left -= usize::from(!is_reading_sign(c));
        } else if stops_at(c, char_before(coded, at).map(|(next, _)| next)) {
            break;
        }
    }
    at
}

/// True if no rule looks beyond a character to the one behind it, in the direction away from the place.
fn stops_at(c: char, beyond: Option<char>) -> bool {
    let may_join_digits = matches!(c, '.' | ',' | ':' | '/') && beyond.is_some_and(|c| c.is_ascii_digit());
    let is_circle = matches!(c, '○' | '◯');
    !(c.is_alphanumeric() || is_reading_sign(c) || is_circle || may_join_digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encoding::{decode, encoded};

    fn around(text: &str, needle: &str, reach_chars: usize) -> Vec<String> {
        let (coded, needle) = (encoded(text), encoded(needle));
        let places: Vec<Range<usize>> =
            memchr::memmem::find_iter(&coded, &needle).map(|at| at..at + needle.len()).collect();
        let parts = surroundings(&coded, &places, reach_chars);
        parts.into_iter().map(|part| decode(&coded[part]).unwrap()).collect()
    }

    #[test]
    fn they_reach_over_characters_and_on_to_one_that_stops() {
        for (text, needle, reach_chars, expect) in [
            ("人民,三天。两天", "三天", 0, &[",三天。"][..]),
            ("人民,三天。两天", "三天", 1, &["人民,三天。两天"]),
            // Signs are not counted, and end nothing.
            ("人,民\"三天\"人,民", "三天", 1, &[",民\"三天\"人,"]),
            // A comma between digits ends nothing.
            ("有1,300天,400人", "天", 0, &["有1,300天,400人"]),
            ("有1,300天,四百人", "天", 0, &["有1,300天,"]),
            ("二○○天", "天", 0, &["二○○天"]),
            ("甲,三天。乙。丙。丁,三天,戊", "三天", 0, &[",三天。", ",三天,"]),
            ("甲,三天。三天,戊", "三天", 0, &[",三天。三天,"]),
            ("三天三天", "三天", 9, &["三天三天"]),
            ("人民", "天", 9, &[]),
        ] {
            assert_eq!(around(text, needle, reach_chars), expect, "{text}");
        }
    }

    #[test]
    fn many_places_in_a_text_that_nothing_ends_are_one_part() {
        let text = "三天".repeat(20_000);
        assert_eq!(around(&text, "三天", 40), [text]);
    }
}

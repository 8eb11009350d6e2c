//! Surroundings: the parts of an [encoded](crate::text::encoding) text by which unquoted text at some places of it is judged.
//!
//! Whether a text contains unquoted text [over signs](crate::text::reading) or [by value](crate::text::numerals) is decided by
//! rules that look at the characters around it. Decoding a whole text costs ten times as much as searching it. So the places
//! that come into question are searched in the code, and only their surroundings are decoded.
//!
//! **Law.** The surroundings reach over a number of characters on either side, and from there on to a character at which every
//! rule stops, or to the end of the text. A rule that is applied inside them has the same outcome as in the whole text.
//!
//! Cost: linear in the text, however many places there are. Surroundings that touch one another are one part.

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

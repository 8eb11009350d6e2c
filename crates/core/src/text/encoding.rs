//! Byte encoding of Chinese text in which substrings can be searched directly.
//!
//! | bytes | meaning |
//! |---|---|
//! | `00`–`8f` | one of 144 characters: the boundary between title and body, digits, letters, `.`, the space, and the 105 most frequent characters of news |
//! | `90`–`b8`, then `c0`–`ff` | one of the 2,624 next most frequent |
//! | `b9`–`be`, then two of `c0`–`ff` | any other of U+4000 to U+9FFF, in order |
//! | `bf`, then four of `c0`–`ff` | any other character: its code point, six bits per byte, the most significant first |
//!
//! News takes 1.5 bytes per character, compared with 2.7 in UTF-8. Like UTF-8, the encoding is self-synchronizing: the first
//! byte determines the length of a character, and continuation bytes are in a range of their own. The bytes of a string
//! therefore occur in those of a text exactly where the string occurs in the text.
//!
//! The forward index contains the normalised texts in this encoding, so that they can be searched. The store contains the
//! articles in it, because it saves space.
//!
//! The encoding is part of the index format: a change to the list of characters requires a new format version.

use std::ops::Range;
use std::sync::LazyLock;

/// The most frequent characters that are not in [`FIRST`], in order: counted in 13,551 reports of a newspaper of 2020 and 19,876
/// of a broadcaster of 2022 to 2026, in their stored forms: the normalised text, and the article as JSON. All four have equal
/// weight.
const COMMON_CHARACTERS: &str = include_str!("common_characters.txt");

/// The characters of the first codes, before the most frequent: all characters of runs, in this order.
const FIRST: &str = "\u{1}0123456789abcdefghijklmnopqrstuvwxyz. ";

const SINGLES_END: u8 = 0x90;
const PAIRS_END: u8 = 0xb9;
const ESCAPE: u8 = 0xbf;
const ESCAPED_BYTES: usize = 4;
const FIRST_CONTINUING: u8 = 0xc0;
const CONTINUING: usize = 64;

/// The characters with a code of three bytes, unless they have a shorter one.
const TRIPLES: Range<u32> = 0x4000..0xa000;

struct Tables {
    /// By code point: the code of one byte, or of two; an [`ESCAPE`] if there is none.
    codes: Vec<[u8; 2]>,
    /// The characters of one byte, then those of two.
    characters: Vec<char>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut codes = vec![[ESCAPE, 0]; 1 << 16];
    let singles = (0..SINGLES_END).map(|single| [single, 0]);
    let pairs = (SINGLES_END..PAIRS_END)
        .flat_map(|first| (FIRST_CONTINUING..=u8::MAX).map(move |second| [first, second]));
    for (code, character) in singles.chain(pairs).zip(characters()) {
        codes[character as usize] = code;
    }
    Tables { codes, characters: characters().collect() }
});

/// The characters with a code of one byte, then those of two; all below U+10000.
fn characters() -> impl Iterator<Item = char> {
    FIRST.chars().chain(COMMON_CHARACTERS.chars().filter(|character| *character != '\n'))
}

/// The number of bytes of the code that begins with this byte.
pub(crate) fn code_bytes(first: u8) -> usize {
    match first {
        0..SINGLES_END => 1,
        SINGLES_END..PAIRS_END => 2,
        PAIRS_END..ESCAPE => 3,
        ESCAPE.. => 1 + ESCAPED_BYTES,
    }
}

/// The number of characters with a code of one byte or two: those with the lowest [numbers](number_at).
pub(crate) const COMMON_NUMBERS: u32 = SINGLES_END as u32 + (((PAIRS_END - SINGLES_END) as u32) << 6);

/// The number after the last number of a character.
pub(crate) const NUMBERS: u32 = COMMON_NUMBERS + (TRIPLES.end - TRIPLES.start) + char::MAX as u32 + 1;

/// The number of the character whose code begins at a byte of an encoded text, and the length of its code in bytes. The numbers
/// are those of the common characters in order, then the triples, then the code points.
#[inline]
pub(crate) fn number_at(coded: &[u8], at: usize) -> (u32, usize) {
    let first = coded[at];
    if first < SINGLES_END {
        return (first.into(), 1);
    }
    let sixth = |behind: usize| coded.get(at + behind).map_or(0, |byte| u32::from(byte & 0x3f));
    if first < PAIRS_END {
        return (u32::from(SINGLES_END) + (u32::from(first - SINGLES_END) << 6 | sixth(1)), 2);
    }
    if first < ESCAPE {
        return (COMMON_NUMBERS + (u32::from(first - PAIRS_END) << 12 | sixth(1) << 6 | sixth(2)), 3);
    }
    let point = sixth(1) << 18 | sixth(2) << 12 | sixth(3) << 6 | sixth(4);
    (COMMON_NUMBERS + (TRIPLES.end - TRIPLES.start) + point.min(char::MAX.into()), 1 + ESCAPED_BYTES)
}

/// The character of a number.
pub(crate) fn char_of(number: u32) -> Option<char> {
    match number.checked_sub(COMMON_NUMBERS) {
        None => TABLES.characters.get(number as usize).copied(),
        Some(triple) if triple < TRIPLES.end - TRIPLES.start => char::from_u32(TRIPLES.start + triple),
        Some(above) => char::from_u32(above - (TRIPLES.end - TRIPLES.start)),
    }
}

/// The code of the boundary between title and body.
pub(crate) const BOUNDARY_CODE: u8 = 0;

/// The codes of ASCII digits and letters.
pub(crate) const LETTER_CODES: Range<u8> = 1..37;

/// The code of `.`.
pub(crate) const DOT_CODE: u8 = LETTER_CODES.end;

/// True for the first byte of a code.
pub(crate) fn is_first(byte: u8) -> bool {
    byte < FIRST_CONTINUING
}

/// Encodes a text.
pub(crate) fn encoded(text: &str) -> Vec<u8> {
    let mut coded = Vec::new();
    encode_into(text, &mut coded);
    coded
}

/// Appends an encoded text.
pub(crate) fn encode_into(text: &str, coded: &mut Vec<u8>) {
    let codes = &TABLES.codes;
    coded.reserve(text.len() / 2);
    for character in text.chars() {
        match codes.get(character as usize).copied().unwrap_or([ESCAPE, 0]) {
            [single @ 0..SINGLES_END, _] => coded.push(single),
            pair @ [SINGLES_END..PAIRS_END, _] => coded.extend(pair),
            _ => {
                let point = u32::from(character);
                let sixth = |shift: u32| FIRST_CONTINUING | (point >> shift & 0x3f).to_le_bytes()[0];
                if TRIPLES.contains(&point) {
                    let first = PAIRS_END + ((point - TRIPLES.start) >> 12).to_le_bytes()[0];
                    coded.extend([first, sixth(6), sixth(0)]);
                } else {
                    coded.extend([ESCAPE, sixth(18), sixth(12), sixth(6), sixth(0)]);
                }
            }
        }
    }
}

/// Decodes a text; none if the bytes are invalid.
///
/// No processor can predict whether a character takes one byte or two, so nothing here branches on it.
pub(crate) fn decode(coded: &[u8]) -> Option<String> {
    let characters = TABLES.characters.as_slice();
    let mut text = String::with_capacity(2 * coded.len());
    let mut at = 0;
    // The marker bits that a continuation byte lacked, if any did.
    let mut lacking = 0;
    while let Some(&first) = coded.get(at) {
        if first >= PAIRS_END {
            let (character, bytes) = uncommon(&coded[at..])?;
            text.push(character);
            at += bytes;
            continue;
        }
        let second = coded.get(at + 1).copied().unwrap_or(0);
        let [first, second, singles] = [first, second, SINGLES_END].map(usize::from);
        let is_pair = usize::from(first >= singles);
        let if_pair = is_pair.wrapping_neg();
        lacking |= if_pair & !second & usize::from(FIRST_CONTINUING);
        // For a pair: singles + (first - singles) * CONTINUING + second.
        let of_pair = first.saturating_sub(singles) * (CONTINUING - 1) + (second & (CONTINUING - 1));
        text.push(*characters.get(first + (if_pair & of_pair))?);
        at += 1 + is_pair;
    }
    (lacking == 0).then_some(text)
}

/// The character whose code begins at a byte, and the number of its bytes; none at the end and where no code begins.
pub(crate) fn char_at(coded: &[u8], at: usize) -> Option<(char, usize)> {
    let first = *coded.get(at)?;
    let of = |number: usize, bytes: usize| TABLES.characters.get(number).map(|c| (*c, bytes));
    match first {
        0..SINGLES_END => of(first.into(), 1),
        SINGLES_END..PAIRS_END => {
            let second = coded.get(at + 1)?.checked_sub(FIRST_CONTINUING)?;
            let [first, second, singles] = [first, second, SINGLES_END].map(usize::from);
            of(singles + (first - singles) * CONTINUING + second, 2)
        }
        PAIRS_END.. => uncommon(&coded[at..]),
    }
}

/// The character whose code ends before a byte, and the number of its bytes; none at the start and where no code ends.
pub(crate) fn char_before(coded: &[u8], end: usize) -> Option<(char, usize)> {
    let start = (0..end).rev().take(1 + ESCAPED_BYTES).find(|at| coded[*at] < FIRST_CONTINUING)?;
    char_at(coded, start).filter(|(_, bytes)| start + bytes == end)
}

/// The character of three bytes or five at the beginning of these bytes, and its length.
fn uncommon(coded: &[u8]) -> Option<(char, usize)> {
    let (&first, behind) = coded.split_first()?;
    let (start, above, continuing) = match first {
        PAIRS_END..ESCAPE => (TRIPLES.start, first - PAIRS_END, 2),
        ESCAPE => (0, 0, ESCAPED_BYTES),
        _ => return None,
    };
    let sixths = behind.get(..continuing)?;
    let point = sixths.iter().try_fold(u32::from(above), |above, byte| {
        Some(above << 6 | u32::from(byte.checked_sub(FIRST_CONTINUING)?))
    })?;
    Some((char::from_u32(start + point)?, 1 + continuing))
}

/// The ASCII character of a byte, if it is one of runs.
pub(crate) fn run_character(byte: u8) -> Option<u8> {
    match FIRST.as_bytes().get(usize::from(byte)) {
        Some(character) if character.is_ascii_alphanumeric() || *character == b'.' => Some(*character),
        _ => None,
    }
}

/// The frequency class of a byte in texts, by its share in 45 MB of news: of a thousand bytes a single character after the
/// first dozen is 1 to 3, a digit as many, a letter hardly one; a first of two 62 to .2, of three or more at most .4, and each
/// continuation byte 5 or 6.
pub(crate) fn commonness(byte: u8) -> u8 {
    const DIGITS_END: u8 = 11;
    const LETTERS_END: u8 = 39;
    const DOZEN_END: u8 = 51;
    match byte {
        1..DIGITS_END => 140,
        LETTERS_END..DOZEN_END => 250 - 4 * (byte - LETTERS_END),
        DOZEN_END..SINGLES_END => 165 - 2 * ((byte - DOZEN_END) / 5),
        SINGLES_END..PAIRS_END => 250 - 5 * (byte - SINGLES_END),
        PAIRS_END..FIRST_CONTINUING => 50,
        FIRST_CONTINUING.. => 200,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::text::terms::FIELD_BOUNDARY;

    #[test]
    fn the_tables_hold_every_character_once_and_as_many_as_there_are_codes() {
        let all: Vec<char> = characters().collect();
        assert_eq!(all.len(), usize::from(SINGLES_END) + usize::from(PAIRS_END - SINGLES_END) * CONTINUING);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().all(|character| u32::from(*character) < 1 << 16));
        assert_eq!(FIRST.chars().next(), Some(FIELD_BOUNDARY));
        assert_eq!(encoded("\u{1}"), [BOUNDARY_CODE]);
    }

    #[test]
    fn every_two_characters_are_decoded() {
        let all: Vec<char> = characters().take(200).chain(['饕', '𠀀']).collect();
        for text in
            all.iter().flat_map(|first| all.iter().map(move |second| String::from_iter([first, second])))
        {
            assert_eq!(decode(&encoded(&text)), Some(text));
        }
    }

    #[test]
    fn the_rarer_a_character_the_longer_its_code() {
        let rare = [TRIPLES.start, TRIPLES.end - 1].map(|point| char::from_u32(point).unwrap());
        let characters = [
            ('的', 1),
            ('雨', 2),
            ('饕', 3),
            (rare[0], 3),
            (rare[1], 3),
            ('\u{3fff}', 5),
            ('\u{a000}', 5),
            ('𠀀', 5),
        ];
        for (character, bytes) in characters {
            let coded = encoded(&character.to_string());
            assert_eq!(coded.len(), bytes, "{character}");
            assert_eq!(decode(&coded), Some(character.to_string()));
        }
    }

    #[test]
    fn characters_of_runs_are_told_by_their_byte() {
        for character in (0..=127).map(char::from) {
            let coded = encoded(&character.to_string());
            let told = coded.iter().find_map(|byte| run_character(*byte));
            let is_of_runs = character.is_ascii_digit() || character.is_ascii_lowercase() || character == '.';
            assert_eq!(told, is_of_runs.then_some(character as u8), "{character:?}");
            let is_letter = coded.len() == 1 && LETTER_CODES.contains(&coded[0]);
            assert_eq!(is_letter, is_of_runs && character != '.', "{character:?}");
            assert_eq!(coded == [DOT_CODE], character == '.', "{character:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_code_have_no_text() {
        for bytes in [
            &[0xc1][..],
            &[0x10, 0xc0],
            &[0xc0, 0x20],
            &[0x90],
            &[0x90, 0x20],
            &[0xb9, 0xc0],
            &[0xb9, 0xc0, 0x20],
            &[0xbf, 0xc0, 0xc0, 0xc0],
            &[0xbf, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(decode(bytes), None, "{bytes:02x?}");
        }
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                3 => prop::sample::select(characters().collect::<Vec<_>>()),
                1 => prop::sample::select(FIRST.chars().collect::<Vec<_>>()),
                1 => prop::char::range('\u{3f00}', '\u{a100}'),
                1 => any::<char>(),
            ],
            0..40,
        )
        .prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in text()) {
            prop_assert_eq!(decode(&encoded(&text)), Some(text));
        }

        /// The law that makes strings searchable in the encoding.
        #[test]
        fn a_string_stands_in_the_code_where_it_stands_in_the_text(text in text(), start in 0_usize..40, chars in 1_usize..4) {
            let needle: String = text.chars().skip(start).take(chars).collect();
            prop_assume!(!needle.is_empty());
            let coded = encoded(&text);
            let places_in_code: Vec<usize> =
                memchr::memmem::find_iter(&coded, &encoded(&needle)).collect();
            let places_in_text: Vec<usize> =
                memchr::memmem::find_iter(text.as_bytes(), needle.as_bytes()).map(|at| encoded(&text[..at]).len()).collect();
            prop_assert_eq!(places_in_code, places_in_text);
        }

        #[test]
        fn characters_have_numbers_of_their_own(text in text()) {
            let coded = encoded(&text);
            let (mut at, mut characters) = (0, String::new());
            while at < coded.len() {
                let (number, bytes) = number_at(&coded, at);
                prop_assert!(number < NUMBERS);
                characters.extend(char_of(number));
                at += bytes;
            }
            prop_assert_eq!(characters, text);
        }

        #[test]
        fn characters_are_told_one_by_one_from_either_end(text in text()) {
            let coded = encoded(&text);
            let (mut forward, mut backward) = (Vec::new(), Vec::new());
            let (mut start, mut end) = (0, coded.len());
            while let Some((c, bytes)) = char_at(&coded, start) {
                forward.push(c);
                start += bytes;
            }
            while let Some((c, bytes)) = char_before(&coded, end) {
                backward.push(c);
                end -= bytes;
            }
            prop_assert_eq!((start, end), (coded.len(), 0));
            prop_assert!(text.chars().eq(forward));
            prop_assert!(text.chars().rev().eq(backward));
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(text) = decode(&bytes) {
                prop_assert_eq!(decode(&encoded(&text)), Some(text));
            }
        }
    }
}

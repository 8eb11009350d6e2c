//! A code for normalised text in which strings are looked for as it lies.
//!
//! | bytes | mean |
//! |---|---|
//! | `00`–`8f` | one of 144 characters: the boundary between title and body, digits, letters, `.`, the space, and the 105 commonest characters of news |
//! | `90`–`be`, then `c0`–`ff` | one of the 3,008 next commonest |
//! | `bf`, then four of `c0`–`ff` | any other character: its code point, six bits a byte, the highest first |
//!
//! News takes 1.6 bytes a character so, where UTF-8 takes 3. No byte that begins a character continues one, as in UTF-8,
//! and the first byte tells how many follow; so the bytes of a string stand in those of a text exactly where the string
//! stands in the text.
//!
//! Part of the index format: another list of characters is another format version.

use std::sync::LazyLock;

/// The commonest characters that are not in [`FIRST`], commonest first: counted in 13,551 reports of a newspaper of 2020
/// and 19,876 of a broadcaster of 2022 to 2026, the two of equal weight.
const COMMON_CHARACTERS: &str = include_str!("common_characters.txt");

/// The characters of the first codes, before the commonest: all that a run is made of, in this order.
const FIRST: &str = "\u{1}0123456789abcdefghijklmnopqrstuvwxyz. ";

const SINGLES_END: u8 = 0x90;
const SINGLES: usize = SINGLES_END as usize;
const FIRST_CONTINUING: u8 = 0xc0;
const CONTINUING: usize = 64;
const ESCAPE: u8 = 0xbf;
const ESCAPED_BYTES: usize = 4;

/// The code of a character that has neither one byte nor two.
const NO_CODE: u16 = u16::MAX;

struct Tables {
    /// By code point: the code of one byte, or of two with the first in the upper half.
    codes: Vec<u16>,
    /// The characters of one byte, then those of two.
    characters: Vec<char>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let characters: Vec<char> = FIRST.chars().chain(common_characters()).collect();
    let mut codes = vec![NO_CODE; 1 << 16];
    let singles = (0..SINGLES_END).map(u16::from);
    let pairs = (SINGLES_END..ESCAPE).flat_map(|first| {
        (FIRST_CONTINUING..=u8::MAX).map(move |second| u16::from_be_bytes([first, second]))
    });
    for (code, character) in singles.chain(pairs).zip(&characters) {
        codes[*character as usize] = code;
    }
    Tables { codes, characters }
});

/// The commonest characters outside runs, commonest first.
pub(crate) fn common_characters() -> impl Iterator<Item = char> {
    COMMON_CHARACTERS.chars().filter(|character| *character != '\n')
}

/// A number for each character of a text in code, the same for the same character.
pub(crate) fn codes(coded: &[u8]) -> impl Iterator<Item = u32> {
    let mut rest = coded.iter().copied();
    std::iter::from_fn(move || {
        let first = rest.next()?;
        let continuing = match first {
            0..SINGLES_END => 0,
            SINGLES_END..ESCAPE => 1,
            ESCAPE.. => ESCAPED_BYTES,
        };
        let code = u32::from(first);
        Some(rest.by_ref().take(continuing).fold(code, |code, byte| code << 6 | u32::from(byte & 0x3f)))
    })
}

/// The code of the boundary between title and body.
pub(crate) const BOUNDARY_CODE: u8 = 0;

/// The code of a normalised text.
pub(crate) fn encoded(text: &str) -> Vec<u8> {
    let mut coded = Vec::new();
    encode_into(text, &mut coded);
    coded
}

/// Appends the code of a normalised text.
pub(crate) fn encode_into(text: &str, coded: &mut Vec<u8>) {
    let codes = &TABLES.codes;
    coded.reserve(text.len() / 2);
    for character in text.chars() {
        match codes.get(character as usize).copied().unwrap_or(NO_CODE).to_be_bytes() {
            [0xff, 0xff] => {
                let point = u32::from(character);
                let sixth = |shift: u32| FIRST_CONTINUING | (point >> shift & 0x3f).to_le_bytes()[0];
                coded.extend([ESCAPE, sixth(18), sixth(12), sixth(6), sixth(0)]);
            }
            [0, single] => coded.push(single),
            pair => coded.extend(pair),
        }
    }
}

/// The text of a code; none where the bytes are no such code.
pub(crate) fn decode(coded: &[u8]) -> Option<String> {
    let characters = &TABLES.characters;
    let mut text = String::with_capacity(2 * coded.len());
    let mut rest = coded;
    let sixth = |byte: u8| byte.checked_sub(FIRST_CONTINUING).map(usize::from);
    while let [first, behind @ ..] = rest {
        rest = behind;
        let index = usize::from(*first);
        if index < SINGLES {
            text.push(*characters.get(index)?);
        } else if *first < ESCAPE {
            let (second, behind) = rest.split_first()?;
            rest = behind;
            text.push(*characters.get(SINGLES + (index - SINGLES) * CONTINUING + sixth(*second)?)?);
        } else if *first == ESCAPE {
            let (sixths, behind) = rest.split_at_checked(ESCAPED_BYTES)?;
            rest = behind;
            let point = sixths.iter().try_fold(0, |point, byte| Some(point << 6 | sixth(*byte)?))?;
            text.push(char::from_u32(u32::try_from(point).ok()?)?);
        } else {
            return None;
        }
    }
    Some(text)
}

/// The ASCII character that a byte stands for, where it is one that runs are made of.
pub(crate) fn run_character(byte: u8) -> Option<u8> {
    match FIRST.as_bytes().get(usize::from(byte)) {
        Some(character) if character.is_ascii_alphanumeric() || *character == b'.' => Some(*character),
        _ => None,
    }
}

/// How common a byte is in texts, by its share in 45 MB of news: of a thousand bytes a single character after the first dozen
/// is 1 to 3, a digit as many, a letter hardly one; a first of two 59 to .1, and each of those that continue 4 to 7.
pub(crate) fn commonness(byte: u8) -> u8 {
    const DIGITS_END: u8 = 11;
    const LETTERS_END: u8 = 39;
    const DOZEN_END: u8 = 51;
    match byte {
        1..DIGITS_END => 140,
        LETTERS_END..DOZEN_END => 250 - 4 * (byte - LETTERS_END),
        DOZEN_END..SINGLES_END => 165 - 2 * ((byte - DOZEN_END) / 5),
        SINGLES_END..ESCAPE => 250 - 5 * (byte - SINGLES_END),
        ESCAPE => 130,
        FIRST_CONTINUING.. => 200,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::terms::FIELD_BOUNDARY;

    #[test]
    fn the_tables_hold_every_character_once_and_as_many_as_there_are_codes() {
        let all = &TABLES.characters;
        assert_eq!(all.len(), SINGLES + (usize::from(ESCAPE) - SINGLES) * CONTINUING);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().all(|character| u32::from(*character) < 1 << 16));
        assert_eq!(FIRST.chars().next(), Some(FIELD_BOUNDARY));
        assert_eq!(encoded("\u{1}"), [BOUNDARY_CODE]);
    }

    #[test]
    fn characters_of_runs_are_told_by_their_byte() {
        for character in (0..=127).map(char::from) {
            let coded = encoded(&character.to_string());
            let told = coded.iter().find_map(|byte| run_character(*byte));
            let is_of_runs = character.is_ascii_digit() || character.is_ascii_lowercase() || character == '.';
            assert_eq!(told, is_of_runs.then_some(character as u8), "{character:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_code_have_no_text() {
        for bytes in [
            &[0xc1][..],
            &[0xc0, 0x20],
            &[0x90],
            &[0x90, 0x20],
            &[0xbf, 0xc0, 0xc0, 0xc0],
            &[0xbf, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(decode(bytes), None, "{bytes:02x?}");
        }
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                3 => prop::sample::select(common_characters().collect::<Vec<_>>()),
                1 => prop::sample::select(FIRST.chars().collect::<Vec<_>>()),
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

        /// The law that lets strings be looked for in the code.
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
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(text) = decode(&bytes) {
                prop_assert_eq!(decode(&encoded(&text)), Some(text));
            }
        }
    }
}

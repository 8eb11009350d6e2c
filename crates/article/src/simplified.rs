//! One-to-one map from traditional to simplified characters, so that the same rules recognise bylines,
//! openings and headlines in both scripts.
//!
//! `crates/tables` compiles the table from OpenCC's. Corner quotes become curly ones. The numbers of
//! characters and bytes stay the same, so an offset is valid in both texts.

use std::sync::LazyLock;

use crate::lines::Line;

/// The first character of the block that is folded.
const FIRST: u32 = 0x4e00;
/// Number of characters of the block.
const CHARS: usize = 0x5200;

/// Simplified form of each character of the block.
static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..).take(CHARS).filter_map(char::from_u32).collect();
    for (traditional, simplified) in pairs() {
        if let Some(place) = place(traditional).and_then(|place| table.get_mut(place)) {
            *place = simplified;
        }
    }
    table
});

fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()
}

/// Each traditional character with its simplified form, in ascending order of the first.
pub(crate) fn pairs() -> impl Iterator<Item = (char, char)> {
    let file: &[u8] = include_bytes!("../data/simplified.bin");
    file.as_chunks().0.iter().filter_map(|[a, b, c, d]: &[u8; 4]| {
        let char_of = |bytes| char::from_u32(u32::from(u16::from_le_bytes(bytes)));
        Some((char_of([*a, *b])?, char_of([*c, *d])?))
    })
}

/// The simplified form of a character; the character itself if it has none.
pub(crate) fn simplified(c: char) -> char {
    place(c).and_then(|place| TABLE.get(place).copied()).unwrap_or(c)
}

/// A text in simplified characters and curly quotes.
fn folded(text: &str) -> String {
    let fold = |c| match c {
        '「' | '﹁' => '“',
        '」' | '﹂' => '”',
        '『' | '﹃' => '‘',
        '』' | '﹄' => '’',
        _ => simplified(c),
    };
    text.chars().map(fold).collect()
}

/// The texts of a page's lines in simplified characters.
pub(crate) struct Folded(Vec<String>);

impl Folded {
    pub(crate) fn of(lines: &[Line<'_>]) -> Folded {
        Folded(lines.iter().map(|line| folded(line.text)).collect())
    }

    /// The lines, each with its text folded.
    pub(crate) fn lines(&self, lines: &[Line<'_>]) -> Vec<Line<'_>> {
        (self.0.iter())
            .zip(lines)
            .map(|(text, line)| {
                let Line { number, chars, blanks_above, indent_halves, .. } = *line;
                Line { text, number, chars, blanks_above, indent_halves }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_and_corner_quotes_are_folded_and_others_stay() {
        assert_eq!(folded("【本報訊】記者「後天」到臺北，A股〇·"), "【本报讯】记者“后天”到台北，A股〇·");
    }

    #[test]
    fn folding_keeps_places_and_is_done_once() {
        for (traditional, simple) in pairs() {
            assert_eq!(simplified(simple), simple, "{traditional}");
            assert_eq!(traditional.len_utf8(), simple.len_utf8());
        }
        assert!(pairs().count() > 2500);
    }
}

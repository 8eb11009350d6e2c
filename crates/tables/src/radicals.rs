//! Radicals as characters: `Equivalent_Unified_Ideograph` of Unicode for the CJK radicals supplement and the Kangxi radicals.
//!
//! Texts copied from PDF files contain radicals instead of the characters that they look like: ⼯ for 工, ⺠ for 民. The table also
//! has some strokes (U+31C0–31E3), which are not characters and are left unchanged.

use crate::sources::Sources;
use crate::variants::rows;

/// The radicals and the ideograph of each.
///
/// # Panics
///
/// If the source is not in the form that it should have.
pub fn radicals(sources: &Sources) -> impl Iterator<Item = (char, char)> {
    ideographs(sources).filter(|(c, _)| ('\u{2E80}'..='\u{2FD5}').contains(c))
}

/// All lines of the table: `2E81 ; 5382` or `2E86..2E88 ; 5202`, each with a comment.
pub(crate) fn ideographs(sources: &Sources) -> impl Iterator<Item = (char, char)> {
    let code_point = |digits: &str| {
        let number = u32::from_str_radix(digits.trim(), 16).ok();
        number.and_then(char::from_u32).unwrap_or_else(|| panic!("a code point in digits: {digits}"))
    };
    rows(&sources.equivalent_ideographs).flat_map(move |row| {
        let fields = row.split('#').next().and_then(|fields| fields.split_once(';'));
        let (range, ideograph) = fields.unwrap_or_else(|| panic!("a line with a semicolon: {row}"));
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        (code_point(first)..=code_point(last)).map(move |c| (c, code_point(ideograph)))
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::decompose_compatible;

    use super::*;

    #[test]
    fn kangxi_radicals_are_their_compatibility_forms() {
        let sources = Sources::read().expect("the sources");
        let mut kangxi = 0;
        for (radical, ideograph) in radicals(&sources) {
            let mut plain = String::new();
            decompose_compatible(radical, |c| plain.push(c));
            kangxi += usize::from(radical >= '\u{2F00}');
            let is_itself = plain.chars().eq([radical]);
            assert!(plain.chars().eq([ideograph]) || radical < '\u{2F00}' && is_itself, "{radical}");
        }
        assert_eq!(kangxi, 214);
    }
}

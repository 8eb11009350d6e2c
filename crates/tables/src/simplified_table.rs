//! Traditional characters and their simplified forms, as one flat file: `simplified.bin` of
//! `jianbao-article`.
//!
//! Pairs of little-endian u16, the traditional character and the simplified one, in ascending order of the
//! first. The table is limited to U+4E00 to U+9FFF: other Chinese characters are too rare in bylines and
//! headlines.

use crate::rules::Rules;

/// The bytes of the file.
pub fn compile(rules: &Rules) -> Vec<u8> {
    let mut bytes = Vec::new();
    for code_point in 0x4e00..0xa000_u16 {
        let becomes = char::from_u32(u32::from(code_point)).map(|c| rules.apply(c)).unwrap_or_default();
        let single = match becomes[..] {
            [simplified] => u16::try_from(u32::from(simplified)).ok(),
            _ => None,
        };
        if let Some(simplified) = single.filter(|simplified| *simplified != code_point) {
            bytes.extend(code_point.to_le_bytes());
            bytes.extend(simplified.to_le_bytes());
        }
    }
    bytes
}

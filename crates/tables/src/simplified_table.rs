//! Traditional characters and their simplified forms, as one flat file: `simplified.bin` of
//! `jianbao-article`.
//!
//! Pairs of little-endian u16, the traditional character and the simplified one, in ascending order of the first. The table
//! is limited to U+4E00 to U+9FFF: other Chinese characters are too rare in bylines and headlines. It is OpenCC's table
//! without variants, because its reverse turns simplified training pages into traditional ones: 战 must become 戰, not the
//! Japanese 戦.

use std::collections::HashMap;

use crate::rules::simplest;

/// The bytes of the file. `simplified` is OpenCC's table.
pub fn compile(simplified: &HashMap<char, char>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for code_point in 0x4e00..0xa000_u16 {
        let Some(c) = char::from_u32(u32::from(code_point)) else { continue };
        let becomes = u16::try_from(u32::from(simplest(c, simplified))).ok();
        if let Some(becomes) = becomes.filter(|becomes| *becomes != code_point) {
            bytes.extend(code_point.to_le_bytes());
            bytes.extend(becomes.to_le_bytes());
        }
    }
    bytes
}

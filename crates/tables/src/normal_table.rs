//! Compiler of the normalisation rules to one flat file: `normal.bin` of `jianbao-analysis`.
//!
//! The layout, little-endian:
//!
//! 1. the magic `JBNORM01`;
//! 2. three u32 counts: rare characters, characters of their targets, zero;
//! 3. the direct table, one u16 for each of the 65,536 code points of the basic plane;
//! 4. the code points of the rare characters in ascending order, as u32;
//! 5. the start of each one's target in the list of targets, and the end of the last, as u32;
//! 6. the list of targets, as u32.
//!
//! A value of the direct table is the code point that the character becomes, or one of these: 0 if it is dropped, 0x20 for white
//! space, 0xFFFF if the list of rare characters decides (a character that is not in the list is unchanged). Hangul syllables are
//! computed and are in neither table.

use crate::rules::{Rules, is_dropped};

const DROPPED: u16 = 0;
const WHITE_SPACE: u16 = 0x20;
const RARE: u16 = 0xFFFF;

/// The bytes of the file.
pub fn compile(rules: &Rules) -> Vec<u8> {
    let mut direct = Vec::with_capacity(1 << 16);
    let (mut rare, mut target_starts, mut targets) = (Vec::new(), Vec::new(), Vec::new());
    for code_point in 0..=0x10FFFF_u32 {
        let Some(c) = char::from_u32(code_point) else {
            direct.push(RARE);
            continue;
        };
        let becomes = rules.apply(c);
        let single = match becomes[..] {
            [d] => u16::try_from(u32::from(d)).ok().filter(|&d| d != RARE),
            _ => None,
        };
        let is_hangul_syllable = ('\u{AC00}'..='\u{D7A3}').contains(&c);
        let direct_value = if c.is_whitespace() {
            Some(WHITE_SPACE)
        } else if is_dropped(c) {
            Some(DROPPED)
        } else {
            single
        };
        if code_point < 1 << 16 {
            direct.push(direct_value.unwrap_or(RARE));
        }
        let needs_target = code_point >= 1 << 16 || direct_value.is_none();
        if needs_target && becomes != [c] && !is_hangul_syllable {
            rare.push(code_point);
            target_starts.push(length(&targets));
            targets.extend(becomes.into_iter().map(u32::from));
        }
    }
    target_starts.push(length(&targets));

    let mut bytes = b"JBNORM01".to_vec();
    for count in [length(&rare), length(&targets), 0] {
        bytes.extend(count.to_le_bytes());
    }
    bytes.extend(direct.iter().flat_map(|v| v.to_le_bytes()));
    for list in [rare, target_starts, targets] {
        bytes.extend(list.iter().flat_map(|v| v.to_le_bytes()));
    }
    bytes
}

fn length(list: &[u32]) -> u32 {
    u32::try_from(list.len()).expect("a list of code points is shorter than 2³²")
}

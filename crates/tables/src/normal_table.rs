//! Compiler of the normalisation rules to one flat file: `normal.bin` of `jianbao-analysis`.
//!
//! Little-endian, in this order: the magic `JBNORM01`; three u32 counts (rare characters, their targets' characters, zero);
//! the direct table, one u16 for each of the 65,536 code points of the basic plane; the rare code points in ascending order;
//! the starts of the targets of each, and the end of the last; the targets. The three lists are u32.
//!
//! A value of the direct table is the code point that the character becomes, or one of: 0 dropped, 0x20 white space, 0xFFFF
//! search the rare ones, else the character is unchanged. Hangul syllables are computed and are in neither list.

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

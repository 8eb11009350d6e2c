//! Compiled rules of normalisation: a lookup table for the Basic Multilingual Plane, a sorted list for characters outside it.
//!
//! `crates/tables` generates the data file; its `normal_table.rs` documents the layout.

use crate::embedded::Aligned;

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../data/normal.bin"));

/// Bytes before the direct table: the magic and three counts.
const HEADER_BYTES: usize = 20;
const DIRECT_LEN: usize = 1 << 16;

/// The replacement of one character.
pub(super) enum Becomes {
    /// Unchanged.
    Itself,
    /// Nothing.
    Nothing,
    /// White space: one space or nothing, depending on its neighbours.
    WhiteSpace,
    /// One other character.
    One(char),
    /// Several characters.
    Several(&'static [u32]),
    /// The conjoining letters of a Hangul syllable; the third may be missing.
    Hangul([char; 2], Option<char>),
}

/// Views into the embedded file.
#[derive(Clone, Copy)]
pub(super) struct Table {
    direct: &'static [u16; DIRECT_LEN],
    rare: &'static [u32],
    /// The start of the targets of each rare character; one more than there are rare characters.
    target_starts: &'static [u32],
    targets: &'static [u32],
}

impl Table {
    /// The embedded table.
    pub(super) fn embedded() -> Self {
        let file = &FILE.0;
        assert_eq!(file[..8], *b"JBNORM01", "normal.bin is written by jianbao-tables");
        let counts: &[u32] = bytemuck::cast_slice(&file[8..HEADER_BYTES]);
        let (direct, lists) = file[HEADER_BYTES..].split_at(DIRECT_LEN * 2);
        let lists: &[u32] = bytemuck::cast_slice(lists);
        let (rare, lists) = lists.split_at(counts[0] as usize);
        let (target_starts, targets) = lists.split_at(rare.len() + 1);
        let direct = bytemuck::cast_slice(direct).try_into().expect("a number for every code point");
        Table { direct, rare, target_starts, targets }
    }

    /// True if the character with this code point is unchanged; `false` for some that are.
    #[inline]
    pub(super) fn keeps(self, code_point: u16) -> bool {
        self.direct[usize::from(code_point)] == code_point
    }

    /// The replacement of `c`.
    pub(super) fn becomes(self, c: char) -> Becomes {
        match self.direct.get(c as usize) {
            Some(0) => Becomes::Nothing,
            Some(0x20) => Becomes::WhiteSpace,
            None | Some(0xFFFF) => self.rare(c),
            Some(&value) => match char::from_u32(u32::from(value)) {
                Some(d) if d != c => Becomes::One(d),
                _ => Becomes::Itself,
            },
        }
    }

    #[cold]
    fn rare(self, c: char) -> Becomes {
        if ('\u{AC00}'..='\u{D7A3}').contains(&c) {
            return hangul_letters(c);
        }
        let Ok(index) = self.rare.binary_search(&u32::from(c)) else { return Becomes::Itself };
        let targets =
            &self.targets[self.target_starts[index] as usize..self.target_starts[index + 1] as usize];
        match *targets {
            [] => Becomes::Nothing,
            [target] => char::from_u32(target).map_or(Becomes::Itself, Becomes::One),
            _ => Becomes::Several(targets),
        }
    }
}

/// The canonical decomposition of a Hangul syllable (The Unicode Standard, section 3.12).
fn hangul_letters(syllable: char) -> Becomes {
    let index = u32::from(syllable) - 0xAC00;
    let letter = |base: u32, offset: u32| char::from_u32(base + offset).unwrap_or(syllable);
    let trailing = index % 28;
    Becomes::Hangul(
        [letter(0x1100, index / 588), letter(0x1161, index % 588 / 28)],
        (trailing != 0).then(|| letter(0x11A7, trailing)),
    )
}

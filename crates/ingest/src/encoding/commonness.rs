//! Similarity of bytes to Chinese in an encoding: the share of common characters among all non-ASCII ones.
//!
//! In GB18030, the common characters are the first level of GB2312 (rows 16 to 55), punctuation and full-width
//! forms; in Big5, its first level. Shares measured on whole files of `../shared/gold/encodings`:
//!
//! | bytes | share |
//! |---|---|
//! | simplified text in GBK, traditional text in Big5 | .998 |
//! | traditional text in GBK | .704 |
//! | decoded wrongly: EUC-TW as GB18030, GBK as Big5 | .641, .594 |
//! | decoded wrongly: Big5 as GB18030, UTF-8 as GB18030 | .213, .125 |
//! | random bytes | .12 |

use encoding_rs::{BIG5, Encoding};

/// Division of non-ASCII bytes into characters in an encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Commonness {
    common: usize,
    /// Kana, in rows that GB2312 and EUC-JP have alike.
    kana: usize,
    /// Characters of GBK that no EUC encoding has.
    beyond_euc: usize,
    all: usize,
}

impl Commonness {
    /// Of bytes read as Big5, or as GB18030.
    pub(super) fn of(bytes: &[u8], encoding: &'static Encoding) -> Commonness {
        let mut counts = Commonness::default();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            if lead < 0x80 {
                at += 1;
                continue;
            }
            counts.all += 1;
            let trail = bytes.get(at + 1).copied().unwrap_or(0);
            at += if encoding == BIG5 { counts.big5(lead, trail) } else { counts.gb18030(lead, trail) };
        }
        counts
    }

    fn big5(&mut self, lead: u8, trail: u8) -> usize {
        if !(matches!(trail, 0x40..=0x7e | 0xa1..=0xfe) && lead >= 0x87) {
            return 1;
        }
        self.common += usize::from(matches!(lead, 0xa1..=0xc6));
        2
    }

    fn gb18030(&mut self, lead: u8, trail: u8) -> usize {
        match trail {
            0x30..=0x39 => {
                self.beyond_euc += 1;
                4
            }
            0xa1..=0xfe => {
                self.common += usize::from(matches!(lead, 0xa1 | 0xa3 | 0xb0..=0xd7));
                self.kana += usize::from(matches!(lead, 0xa4 | 0xa5));
                self.beyond_euc += usize::from(lead < 0xa1 && lead != 0x8e);
                2
            }
            0x40..=0x7e | 0x80..=0xa0 => {
                self.beyond_euc += 1;
                2
            }
            _ => {
                self.beyond_euc += 1;
                1
            }
        }
    }

    /// Number of examined characters.
    pub(super) fn all(self) -> usize {
        self.all
    }

    /// True if at least `percent` in a hundred characters are common.
    pub(super) fn is_at_least(self, percent: usize) -> bool {
        self.all > 0 && 100 * self.common >= percent * self.all
    }

    /// Name of the encoding, if the bytes are in an EUC encoding other than GB2312.
    pub(super) fn other_euc(self) -> Option<&'static str> {
        if self.all < FEWEST || self.beyond_euc > 0 || self.is_at_least(85) {
            return None;
        }
        Some(if 5 * self.kana >= self.all { "EUC-JP" } else { "EUC-TW" })
    }

    /// True if this is probably not text.
    pub(super) fn is_soup(self) -> bool {
        self.all >= FEWEST && !self.is_at_least(40)
    }
}

/// Minimum number of characters for a decision.
const FEWEST: usize = 40;

//! Detection of unsupported encodings (HZ, UTF-7, ISO-2022, EUC-TW) and of bytes that are not text.
//!
//! A text in such an encoding, decoded in another one, would become an article of meaningless characters. `iconv` converts
//! all of these encodings to UTF-8.

use std::fmt;

use encoding_rs::{BIG5, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::commonness::Commonness;

/// An encoding that is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadEncoding {
    /// HZ (RFC 1843): GB2312 in seven bits, between `~{` and `~}`.
    Hz,
    /// UTF-7 (RFC 2152).
    Utf7,
    /// ISO-2022-CN, -JP, -KR: escapes change the meaning of bytes.
    Iso2022,
    /// An encoding of the EUC kind, by its name.
    Euc(&'static str),
    /// No known encoding fits.
    Unknown,
}

impl fmt::Display for UnreadEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            UnreadEncoding::Hz => "HZ",
            UnreadEncoding::Utf7 => "UTF-7",
            UnreadEncoding::Iso2022 => "ISO-2022",
            UnreadEncoding::Euc(name) => name,
            UnreadEncoding::Unknown => "unknown",
        })
    }
}

/// Name of an unsupported encoding of a text, or of its beginning; none if the text can be decoded.
/// `encoding` is the detected one, used as a fallback.
pub(crate) fn of(bytes: &[u8], encoding: &'static Encoding) -> Option<UnreadEncoding> {
    if [UTF_16BE, UTF_16LE].contains(&encoding) {
        return is_noise(bytes, encoding == UTF_16BE).then_some(UnreadEncoding::Unknown);
    }
    if has_controls(bytes) {
        return Some(UnreadEncoding::Unknown);
    }
    if bytes.is_ascii() {
        return in_seven_bits(bytes);
    }
    if encoding == UTF_8 {
        return None;
    }
    let counts = Commonness::of(bytes, encoding);
    if let Some(name) = counts.other_euc().filter(|_| encoding != BIG5) {
        return Some(UnreadEncoding::Euc(name));
    }
    counts.is_soup().then_some(UnreadEncoding::Unknown)
}

/// Maximum share of control characters in a text, in percent. Random bytes have a tenth.
const MAX_CONTROLS_PERCENT: usize = 3;

/// Minimum number of control characters by which bytes are recognised as not text.
const MIN_CONTROLS: usize = 3;

/// True if there are too many control characters for a text. Those that texts contain are not counted: tabs, ends of lines,
/// pages and files, and terminal escapes. NUL characters have a rule of their own.
fn has_controls(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| {
        matches!(byte, 0x01..=0x1f | 0x7f)
            && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
    };
    let controls = bytes.iter().filter(is_control).count();
    controls >= MIN_CONTROLS && controls * 100 > bytes.len() * MAX_CONTROLS_PERCENT
}

/// Minimum share, in percent, of the units of a text in UTF-16 that are in the blocks of its scripts: Latin, Greek, Cyrillic,
/// Han, kana, Hangul, punctuation. Of random units half are.
const MIN_SCRIPTS_PERCENT: usize = 75;

/// True if UTF-16 is not the encoding of these bytes: most of their units are in no script that news has.
fn is_noise(bytes: &[u8], is_big_endian: bool) -> bool {
    let unit = |two: &[u8]| match is_big_endian {
        true => u16::from_be_bytes([two[0], two[1]]),
        false => u16::from_le_bytes([two[0], two[1]]),
    };
    let units = bytes.chunks_exact(2).map(unit);
    let is_known = |unit: &u16| {
        matches!(unit, 0x0009..=0x000d | 0x0020..=0x04ff | 0x2000..=0x26ff | 0x3000..=0x30ff | 0x4e00..=0x9fff
            | 0xac00..=0xd7a3 | 0xd83c..=0xd83e | 0xfeff | 0xff00..=0xffef)
    };
    let all = bytes.len() / 2;
    all >= FEWEST && units.filter(is_known).count() * 100 < all * MIN_SCRIPTS_PERCENT
}

/// Minimum number of characters for the detection of one of these encodings.
const FEWEST: usize = 8;

fn in_seven_bits(bytes: &[u8]) -> Option<UnreadEncoding> {
    // Few texts have any of these, and each is found in one pass.
    if bytes.contains(&0x1b) && has_escapes(bytes) {
        return Some(UnreadEncoding::Iso2022);
    }
    if bytes.contains(&b'~') && hz_chars(bytes) >= FEWEST {
        return Some(UnreadEncoding::Hz);
    }
    (bytes.contains(&b'+') && utf7_chars(bytes) >= FEWEST).then_some(UnreadEncoding::Utf7)
}

/// True if there are escapes that select a two-byte character set: `ESC $ A`, `ESC $ ) A`. Terminal escapes have `[` in that
/// place.
fn has_escapes(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| {
        four[0] == 0x1b
            && four[1] == b'$'
            && matches!(four[2], b'A'..=b'M' | b'@' | b'(' | b')' | b'*' | b'+')
    })
}

/// Number of characters in `~{…~}`, each of two bytes.
fn hz_chars(bytes: &[u8]) -> usize {
    let mut chars = 0;
    let mut at = 0;
    while let Some(open) = bytes[at..].windows(2).position(|two| two == b"~{") {
        let inside = &bytes[at + open + 2..];
        let length = inside.iter().take_while(|byte| matches!(byte, 0x21..=0x7d)).count();
        if inside[length..].starts_with(b"~}") && length % 2 == 0 {
            // GB2312 has no row above 0x77.
            let is_known = inside[..length].chunks_exact(2).all(|two| two[0] <= 0x77);
            chars += if is_known { length / 2 } else { 0 };
        }
        at += open + 2 + length;
    }
    chars
}

/// Number of Han characters in the `+…-` sequences of UTF-7.
fn utf7_chars(bytes: &[u8]) -> usize {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut chars = 0;
    let mut at = 0;
    while let Some(open) = bytes[at..].iter().position(|&byte| byte == b'+') {
        let inside = &bytes[at + open + 1..];
        let (mut bits, mut held, mut han, mut other) = (0_u32, 0, 0, 0);
        let mut length = 0;
        for value in inside.iter().map_while(|&byte| value(byte)) {
            length += 1;
            bits = (bits << 6 | value) & 0x00ff_ffff;
            held += 6;
            if held >= 16 {
                held -= 16;
                let unit = bits >> held & 0xffff;
                if matches!(unit, 0x4e00..=0x9fff | 0x3000..=0x303f | 0xff00..=0xffef) {
                    han += 1
                } else {
                    other += 1
                }
            }
        }
        if han > other {
            chars += han;
        }
        at += open + 1 + length;
    }
    chars
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    #[test]
    fn encodings_that_are_not_read_are_told() {
        let text = "昨夜一场大雨，今早街上已经放晴，卖花的人又出来了。";
        // As Python writes them: `text.encode("hz")`, `"utf-7"`; as `iconv -t ISO-2022-CN` does.
        let hz = b"~{WrR9R;3!4sSj#,=qTg=VIORQ>-7EGg#,Bt;(5DHKSV3v@4AK!#~}\n";
        let utf7 = b"+ZihZHE4AVzpZJ5bo/wxOymXpiFdOCl3yfs9lPmZ0/wxTVoKxdoROulPIUfpnZU6GMAI-\n";
        let escaped = b"\x1b$)A\x0eWrR9R;3!4sSj#,=qTg=VIORQ>-7EGg#\x0f";
        assert_eq!(of(hz, UTF_8), Some(UnreadEncoding::Hz));
        assert_eq!(of(utf7, UTF_8), Some(UnreadEncoding::Utf7));
        assert_eq!(of(escaped, UTF_8), Some(UnreadEncoding::Iso2022));
        // 昨夜一場大雨，今早街上已經放晴，賣花的人又出來了，孩子們在水窪邊追著跑，老人說這樣的天氣好幾年沒有見過了。
        let euc_tw = b"\xd1\xd4\xcc\xdf\xc4\xa1\xde\xdb\xc4\xcb\xcf\xe4\xa1\xa2\xc4\xf4\xc8\xae\xe1\xf9\xc4\xb8\xc4\xd8\
            \xe5\xee\xcd\xf3\xdf\xdd\xa1\xa2\xef\xb1\xcf\xc4\xce\xfb\xc4\xa9\xc4\xb4\xc5\xf8\xcb\xf4\xc4\xa7\xa1\xa2\xd0\xe6\
            \xc4\xcd\xd4\xaf\xc7\xe3\xc5\xd5\xea\xa3\xf9\xb1\xd8\xd1\xe1\xe1\xe2\xc4\xa1\xa2\xc8\xd2\xc4\xa9\xeb\xa9\xdd\xd5\
            \xed\xb5\xce\xfb\xc5\xb2\xd6\xb4\xc7\xef\xde\xfd\xc8\xa1\xca\xf4\xc8\xb4\xcb\xc4\xe7\xb4\xc4\xa7\xa1\xa4";
        assert_eq!(of(euc_tw, GB18030), Some(UnreadEncoding::Euc("EUC-TW")));
        assert_eq!(of(text.as_bytes(), UTF_8), None);
        assert_eq!(of(&GB18030.encode(&text.repeat(4)).0, GB18030), None);
        for text in [
            "a ~{b} ~{cd~} e+f, 1+2-3",
            "\x1b[31mred\x1b[0m",
            "{\"a\": \"\\u4e00+\"}",
            "QWERTYUIOP+asdfghjkl-zxcvbnm",
        ] {
            assert_eq!(of(text.as_bytes(), UTF_8), None, "{text}");
        }
    }

    #[test]
    fn random_bytes_are_no_text() {
        let mut seed = 7_u32;
        let bytes: Vec<u8> = (0..4_000)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                u8::try_from(seed >> 24).unwrap().max(1)
            })
            .collect();
        for encoding in [GB18030, BIG5, UTF_16LE, UTF_16BE] {
            for bytes in [&bytes[..], &bytes[..300], &bytes[300..364]] {
                assert_eq!(of(bytes, encoding), Some(UnreadEncoding::Unknown), "{}", bytes.len());
            }
        }
        let text = "昨夜一场大雨，今早街上已经放晴。Ελλάδα, Россия, 한국어, かな 😀\r\n\u{b}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(&little, UTF_16LE), None);
        assert_eq!(of(text.as_bytes(), UTF_8), None);
    }
}

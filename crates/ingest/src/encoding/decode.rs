//! Decoding of a text in memory.
//!
//! The encoding is the first of these that applies:
//!
//! 1. that of the byte order mark;
//! 2. that of the user;
//! 3. UTF-8, if the text is valid UTF-8;
//! 4. UTF-16, if there are NUL bytes beside ASCII;
//! 5. the declared one, if the text decodes without errors and no other encoding looks much more like
//!    Chinese;
//! 6. GB18030 (a superset of GBK) or Big5 (with the characters of HKSCS): the likelier one by the detector of
//!    the Firefox browser, checked by the number of errors.
//!
//! If some lines of a text are UTF-8 and others are not, it was joined from several texts: it is decoded line
//! by line.
//!
//! Bytes that cannot be decoded become U+FFFD and are counted, with the line of the first.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;

use super::commonness::Commonness;

/// A decoded text and its encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decoded {
    /// The text, without a byte order mark. Undecodable bytes are U+FFFD.
    pub text: String,
    /// The name of the encoding in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// True if the encoding was guessed, since the bytes are valid in others too.
    pub is_guessed: bool,
    /// Number of errors: byte sequences that are invalid in the encoding.
    pub faults: usize,
    /// The line of the first fault, counted from 1.
    pub first_fault_line: Option<usize>,
}

/// Decodes the bytes of a text. Linear in their number, with a few passes.
///
/// ```
/// use jianbao_ingest::decode;
///
/// assert_eq!(decode("雨后".as_bytes()).text, "雨后");
/// assert_eq!(decode(b"\xd3\xea\xba\xf3\xbd\xd6\xc9\xcf").text, "雨后街上");
/// ```
pub fn decode(bytes: &[u8]) -> Decoded {
    decode_by(bytes, Hints::default())
}

/// Known facts about a text's encoding beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints<'h> {
    /// The declared label, in HTML and XML.
    pub(crate) declared: Option<&'h str>,
    /// The encoding that the user gives.
    pub(crate) chosen: Option<&'static Encoding>,
}

/// Decodes the bytes of a text with a declared encoding. A byte order mark and valid UTF-8 take precedence
/// over it, since pages are often saved as UTF-8 with their old declaration. A declaration by which the bytes
/// decode without errors takes precedence over the detector. An unknown label is ignored.
pub(crate) fn decode_by(bytes: &[u8], hints: Hints) -> Decoded {
    if let Some((encoding, mark_len)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark_len..]);
    }
    if let Some(encoding) = hints.chosen {
        return decode_as(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (text, encoding) = (text.to_owned(), UTF_8.name());
        return Decoded { text, encoding, is_guessed: false, faults: 0, first_fault_line: None };
    }
    if let Some(encoding) = utf16_by_nul_bytes(bytes) {
        return guessed(decode_as(encoding, bytes));
    }
    if let Some(mixed) = decode_lines(bytes) {
        return guessed(mixed);
    }
    if let Some(encoding) = hints.declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        let encoding = if encoding == GBK { GB18030 } else { encoding };
        let decoded = decode_as(encoding, bytes);
        if decoded.faults == 0 && encoding != UTF_8 && !is_belied(encoding, bytes) {
            return decoded;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let likely = if guess == BIG5 {
        BIG5
    } else if guess == UTF_8 {
        UTF_8
    } else {
        GB18030
    };
    let first = decode_as(likely, bytes);
    if first.faults == 0 {
        return guessed(first);
    }
    let others = [GB18030, BIG5, UTF_8].into_iter().filter(|encoding| *encoding != likely);
    // The likelier one comes first, so it is kept unless another has fewer errors.
    let best = others
        .map(|encoding| decode_as(encoding, bytes))
        .fold(first, |best, other| if other.faults < best.faults { other } else { best });
    guessed(best)
}

/// True if the bytes look much more like Chinese in another encoding than in the declared one. In a
/// single-byte encoding all bytes are valid, so its declaration is weak evidence.
fn is_belied(declared: &'static Encoding, bytes: &[u8]) -> bool {
    const FEWEST: usize = 4;
    let is_chinese = [GB18030, BIG5].contains(&declared);
    let own = Commonness::of(bytes, declared);
    let others = [GB18030, BIG5].into_iter().filter(|encoding| *encoding != declared);
    let is_better = |encoding: &'static Encoding| {
        let other = Commonness::of(bytes, encoding);
        other.all() >= FEWEST && other.is_at_least(90) && decode_as(encoding, bytes).faults == 0
    };
    (declared.is_single_byte() || is_chinese && !own.is_at_least(75)) && others.into_iter().any(is_better)
}

/// Minimum number of non-ASCII bytes of a line that are very unlikely to be valid UTF-8 by chance.
const SUREST_UTF8: usize = 6;

/// Decodes lines one by one if some are UTF-8 and others are not; none if the text has one encoding.
fn decode_lines(bytes: &[u8]) -> Option<Decoded> {
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii());
    let is_utf8 = |line: &[u8]| std::str::from_utf8(line).is_ok();
    let others: Vec<&[u8]> = lines().filter(|line| !is_utf8(line)).collect();
    let is_sure = |line: &&[u8]| line.iter().filter(|byte| !byte.is_ascii()).count() >= SUREST_UTF8;
    if others.is_empty() || !lines().filter(|line| is_utf8(line)).any(|line| is_sure(&line)) {
        return None;
    }
    // Lines that are not UTF-8 have one other encoding, if they look like Chinese in it. A broken character does not.
    let other = others.concat();
    let encoding = [GB18030, BIG5].into_iter().find(|encoding| {
        Commonness::of(&other, encoding).is_at_least(90) && decode_as(encoding, &other).faults == 0
    })?;
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&decode_as(encoding, line).text),
        }
    }
    Some(Decoded { text, encoding: encoding.name(), is_guessed: true, faults: 0, first_fault_line: None })
}

fn guessed(decoded: Decoded) -> Decoded {
    Decoded { is_guessed: true, ..decoded }
}

/// The encoding of a text by its beginning, and whether it was guessed. The sample may end in the middle of a
/// character.
pub(crate) fn encoding_of(sample: &[u8], chosen: Option<&'static Encoding>) -> (&'static Encoding, bool) {
    let is_utf8 = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none());
    if is_utf8 && chosen.is_none() && Encoding::for_bom(sample).is_none() {
        return (UTF_8, false);
    }
    let decoded = decode_by(sample, Hints { declared: None, chosen });
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
    (encoding, decoded.is_guessed)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    // U+FFFD in the input itself is not an error.
    let genuine =
        if encoding == UTF_8 { bytes.windows(3).filter(|three| three == b"\xef\xbf\xbd").count() } else { 0 };
    let replaced = text.matches('\u{fffd}').count().saturating_sub(genuine);
    let faults = if has_faults { replaced.max(1) } else { 0 };
    let first_fault_line =
        (faults > 0).then(|| text.find('\u{fffd}').map(|at| text[..at].matches('\n').count() + 1)).flatten();
    Decoded { text, encoding: encoding.name(), is_guessed: false, faults, first_fault_line }
}

/// UTF-16 without a byte order mark is recognised by its ASCII line breaks and digits: each has a NUL byte on
/// the same side.
pub(crate) fn utf16_by_nul_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let ascii_with_nul_at = |nul: usize| {
        // Letters and 0 are excluded: with swapped bytes they are Chinese characters (一 is U+4E00) and the
        // ideographic space.
        let is_ascii = |byte: u8| matches!(byte, b'\n' | b'\r' | b' ' | b'.' | b'1'..=b'9');
        sample.chunks_exact(2).filter(|pair| pair[nul] == 0 && is_ascii(pair[1 - nul])).count()
    };
    let (big, little) = (ascii_with_nul_at(0), ascii_with_nul_at(1));
    if little > 2 * big {
        return Some(UTF_16LE);
    }
    (big > 2 * little).then_some(UTF_16BE)
}

#[cfg(test)]
#[path = "../../../../tests/skipping.rs"]
mod skipping;

#[cfg(test)]
mod tests {
    use super::skipping::skip;
    use super::*;

    const SIMPLIFIED: &str =
        "本报讯　昨天，城东三座充电站投入使用，可同时为60辆车充电。\n站长说，夜里来的车最多。";
    const TRADITIONAL: &str =
        "本報訊　昨天，城東三座充電站啟用，可同時為60輛車充電。\n站長說，夜裡來的車最多。";

    #[test]
    fn every_encoding_of_a_text_decodes_to_the_text() {
        for (encoding, text) in [(GB18030, SIMPLIFIED), (encoding_rs::GBK, SIMPLIFIED), (BIG5, TRADITIONAL)] {
            let (bytes, _, had_unmappable) = encoding.encode(text);
            assert!(!had_unmappable, "{}", encoding.name());
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text, "{}", encoding.name());
            assert_eq!(decoded.faults, 0);
        }
        for text in [SIMPLIFIED, TRADITIONAL] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little).text, text);
            assert_eq!(decode(&big).text, text);
            assert_eq!(decode(&[b"\xff\xfe".as_slice(), &little].concat()).text, text);
            assert_eq!(decode(&[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()).text, text);
        }
    }

    #[test]
    fn faults_are_counted_and_their_place_is_told() {
        let (mut bytes, _, _) = GB18030.encode(SIMPLIFIED);
        bytes.to_mut().extend(b"\n\xff\xff");
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, "gb18030");
        assert!(decoded.faults >= 1);
        assert_eq!(decoded.first_fault_line, Some(3));
        let mut utf8 = SIMPLIFIED.repeat(20).into_bytes();
        utf8.push(0xff);
        let decoded = decode(&utf8);
        assert_eq!((decoded.encoding, decoded.faults), ("UTF-8", 1));
    }

    #[test]
    fn a_declaration_counts_where_the_bytes_read_by_it() {
        let (big5, _, _) = BIG5.encode("雨後");
        let declared =
            |bytes: &[u8], label| decode_by(bytes, Hints { declared: Some(label), ..Hints::default() }).text;
        assert_eq!(declared(&big5, " big5 "), "雨後");
        // A wrong declaration.
        assert_eq!(declared("雨后".as_bytes(), "gb2312"), "雨后");
        let (gb18030, _, _) = GB18030.encode(SIMPLIFIED);
        for label in ["utf-8", "gb2312", "no such", ""] {
            assert_eq!(declared(&gb18030, label), SIMPLIFIED, "{label}");
        }
    }

    #[test]
    fn a_declaration_that_the_bytes_belie_is_passed_over() {
        let declared =
            |bytes: &[u8], label| decode_by(bytes, Hints { declared: Some(label), ..Hints::default() });
        let (gb18030, big5) = (GB18030.encode(SIMPLIFIED).0, BIG5.encode(TRADITIONAL).0);
        for label in ["iso-8859-1", "windows-1252", "iso-8859-15", "koi8-r", "big5", "macintosh"] {
            let decoded = declared(&gb18030, label);
            assert_eq!((decoded.text.as_str(), decoded.is_guessed), (SIMPLIFIED, true), "{label}");
        }
        for label in ["iso-8859-1", "gb2312", "gb18030"] {
            assert_eq!(declared(&big5, label).text, TRADITIONAL, "{label}");
        }
        // A correct declaration is kept.
        assert_eq!(declared(b"\xe9t\xe9, caf\xe9", "iso-8859-1").text, "\u{e9}t\u{e9}, caf\u{e9}");
        assert_eq!(declared(&GB18030.encode(TRADITIONAL).0, "gbk").text, TRADITIONAL);
    }

    #[test]
    fn a_text_of_several_encodings_is_decoded_line_by_line() {
        for (encoding, text) in [(GB18030, SIMPLIFIED), (BIG5, TRADITIONAL)] {
            let other = encoding.encode(text).0;
            let joined = [text.as_bytes(), b"\n", &other, b"\nabc\n", text.as_bytes()].concat();
            let decoded = decode(&joined);
            assert_eq!(decoded.text, format!("{text}\n{text}\nabc\n{text}"));
            assert_eq!((decoded.encoding, decoded.is_guessed, decoded.faults), (encoding.name(), true, 0));
        }
        // A broken character is one error.
        let broken = [SIMPLIFIED.as_bytes(), b"\n", &SIMPLIFIED.as_bytes()[..20], b"\n"].concat();
        let decoded = decode(&broken);
        assert_eq!((decoded.encoding, decoded.faults, decoded.first_fault_line), ("UTF-8", 1, Some(3)));
    }

    #[test]
    fn what_the_user_says_outweighs_all_but_a_mark() {
        // A character of GBK whose two bytes are UTF-8 by chance.
        let (bytes, _, _) = GB18030.encode("魔");
        let chosen =
            |bytes: &[u8]| decode_by(bytes, Hints { chosen: Some(GB18030), ..Hints::default() }).text;
        assert_ne!(decode(&bytes).text, "魔");
        assert_eq!(chosen(&bytes), "魔");
        assert_eq!(chosen("\u{feff}雨后".as_bytes()), "雨后");
    }

    #[test]
    fn the_characters_of_hong_kong_read_as_big5() {
        let text = "今日嘅天氣好好，佢哋喺中環食飯，啲人排晒隊。\n記者話，琴日落咗場大雨，街上冇乜人。";
        // As Python writes it: `text.encode("big5hkscs")`.
        let bytes =
            b"\xa4\xb5\xa4\xe9\x9d\xef\xa4\xd1\xae\xf0\xa6n\xa6n\xa1A\xca\x5c\x92]\x9d\xf6\xa4\xa4\xc0\
            \xf4\xad\xb9\xb6\xba\xa1A\x9d\xf8\xa4H\xb1\xc6\xae\xcd\xb6\xa4\xa1C\n\xb0O\xaa\xcc\xb8\
            \xdc\xa1A\xb5^\xa4\xe9\xb8\xa8\x9d\xf7\xb3\xf5\xa4j\xabB\xa1A\xb5\xf3\xa4W\xc9N\xc9A\xa4\
            H\xa1C";
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.is_guessed), (text, "Big5", true));
    }

    #[test]
    fn a_sample_may_end_inside_a_character() {
        assert_eq!(encoding_of(&SIMPLIFIED.as_bytes()[..40], None), (UTF_8, false));
        assert_eq!(encoding_of(&GB18030.encode(SIMPLIFIED).0[..41], None), (GB18030, true));
        assert_eq!(encoding_of(b"\xff\xfe", None), (UTF_16LE, false));
        assert_eq!(encoding_of(b"abc", Some(BIG5)), (BIG5, false));
    }

    #[test]
    fn real_texts_decode_byte_for_byte() {
        let gold = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/encodings");
        for (encoded, expected, encoding) in [
            ("gbk/pku_test.txt", "gbk/pku_test.utf8", "gb18030"),
            ("big5/cityu_test.txt", "big5/cityu_test.utf8", "Big5"),
        ] {
            let (Ok(bytes), Ok(text)) =
                (std::fs::read(gold.join(encoded)), std::fs::read_to_string(gold.join(expected)))
            else {
                skip("corpus", format_args!("{} is not there", gold.join(encoded).display()));
                continue;
            };
            let decoded = decode(&bytes);
            assert_eq!((decoded.encoding, decoded.faults), (encoding, 0), "{encoded}");
            let plain = |text: &str| text.replace('\r', "");
            assert!(plain(&decoded.text) == plain(text.trim_start_matches('\u{feff}')), "{encoded}");
        }
    }
}

//! Normalisation: one written form for texts that readers take as the same.
//!
//! It is the first step of analysis: dictionary, documents and queries are all normalised, so that `國際論壇` finds 国际论坛 and
//! `ＧＤＰ` finds gdp. Characters are replaced one by one. Only the replacement of white space depends on the neighbours.
//!
//! Text in Latin letters becomes ASCII: `Müller` becomes muller, one run, and `nǐ hǎo` becomes `ni hao`. The disadvantage is
//! that words that differ only in a mark (ó and o, й and и) become the same, in quotes too.
//!
//! **Law.** Normalisation is idempotent. Every character of the normalised text comes from one character of the raw text (a
//! space from the white space there), which [`NormalizedText`] records.
//!
//! The rules, with their code points (ranges include both ends):
//!
//! | what | code points | becomes |
//! |---|---|---|
//! | controls | Cc except white space: 0000–0008, 000E–001F, 007F–0084, 0086–009F | dropped |
//! | format characters | Cf: 00AD, 0600–0605, 061C, 06DD, 070F, 0890–0891, 08E2, 180E, 200B–200F, 202A–202E, 2060–2064, 2066–206F, FEFF, FFF9–FFFB, 110BD, 110CD, 13430–1343F, 1BCA0–1BCA3, 1D173–1D17A, E0001, E0020–E007F | dropped |
//! | variation selectors | 180B–180D, 180F, FE00–FE0F, E0100–E01EF | dropped |
//! | other characters without shape | 115F–1160, 17B4–17B5, 2065, 3164, FFA0, FFF0–FFF8 | dropped |
//! | combining diacritical marks | 0300–0337, 0339–036F; not 0338, which negates: ≠ is not = | dropped |
//! | white space | White_Space: 0009–000D, 0020, 0085, 00A0, 1680, 2000–200A, 2028–2029, 202F, 205F, 3000 | one space between two ASCII letters or digits of the normal form, else nothing |
//! | quotes | 2018–201F, 275B–275E, 2E42, 300C–300F, 301D–301F, and FE41–FE44, FF02, FF62–FF63 | `"` |
//! | dashes | 2010–2015, 2212, 2500–2501, 2E3A–2E3B, and FE31–FE32, FE58, FE63, FF0D | `-` |
//! | middle dots | 2022, 2027, 2219, 22C5, 2E31, 30FB, and 0387, FF65 | `·` |
//! | waves | 301C, and FF5E | `~` |
//! | colons | 2236, A789, and FE13, FE55, FF1A | `:` |
//! | wide forms | FF01–FF60, FFE0–FFE6 | the plain form; ＇ is the apostrophe `'`, which stays |
//! | narrow forms | FF61–FFBE, FFC2–FFC7, FFCA–FFCF, FFD2–FFD7, FFDA–FFDC, FFE8–FFEE | the plain form |
//! | vertical forms | 309F, 30FF, FE10–FE19, FE30–FE44, FE47–FE48 | the plain form |
//! | small forms | FE50–FE52, FE54–FE66, FE68–FE6B | the plain form |
//! | CJK compatibility ideographs | F900–FAFF, 2F800–2FA1F | the unified ideograph |
//! | everything with a canonical decomposition | as Unicode has it, Hangul syllables too | its parts, less the dropped marks: é is e, Ё is е |
//! | Latin letters with strokes, hooks or tails, without dots; ligatures | the 171 of `LETTERS` in `crates/tables/src/rules.rs`: ł ø đ ħ ŧ ı æ œ ß þ ð, and ɑ ɡ of pinyin | one or two ASCII letters |
//! | capitals | as Unicode has them | lower case, each character by itself |
//! | traditional characters | the 4,114 lines of OpenCC's `TSCharacters`, first target | simplified |
//! | radicals | 2E81–2E99, 2E9B–2EF3, 2F00–2FD5, by Unicode's `EquivalentUnifiedIdeograph` | the character |
//! | variants | 1,263 characters by OpenCC's variants of Taiwan, Hong Kong and Japan and by Unihan: 戦 衞 砲 舖 飚 牠 | the character of 通用规范汉字表 |
//!
//! The rules are applied until nothing changes (薴 → 苧 → 苎, ⾞ → 車 → 车). Two different characters of 通用规范汉字表 stay
//! different (喆 and 哲), except for OpenCC's traditional ones (乾 → 干) and two pairs (黏 → 粘, 杧 → 芒);
//! `crates/tables/src/variants.rs` has the rules. All other compatibility forms are unchanged: 10² does not become 102, nor ① 1,
//! nor … three dots.
//!
//! `crates/tables` compiles the rules into a table of 128 KiB and a sorted list of rare characters. It also has the rules in
//! readable form, as the reference for tests.

mod source_map;
mod table;

use std::ops::Range;

pub use source_map::NormalizedText;
use table::{Becomes, Table};

/// Changes whenever the normalised form of any text changes; part of the analyzer's fingerprint.
pub const NORMALIZER_VERSION: u32 = 2;

/// The normalised form of `text`.
///
/// ```
/// use jianbao_analysis::normalize;
///
/// assert_eq!(normalize("「國際論壇」　Ａｐｐｌｅ Ｗａｔｃｈ，10²"), "\"国际论坛\"apple watch,10²");
/// assert_eq!(normalize("Müller 3∶2"), "muller 3:2");
/// ```
pub fn normalize(text: &str) -> String {
    let mut normalized = String::new();
    normalize_into(text, &mut normalized);
    normalized
}

/// Makes `normalized` the normalised form of `text`: overwrites its content, reuses its memory.
pub fn normalize_into(text: &str, normalized: &mut String) {
    normalized.clear();
    normalized.reserve(text.len());
    each_change(text, normalized);
}

/// A receiver of the normalised text, piece by piece, in order.
trait Sink {
    /// The raw text at these bytes is unchanged.
    fn keep(&mut self, raw: &str, raw_bytes: Range<usize>);
    /// The raw text at these bytes becomes `chars`.
    fn put(&mut self, chars: &[char], raw_bytes: Range<usize>);
}

impl Sink for String {
    #[inline]
    fn keep(&mut self, raw: &str, raw_bytes: Range<usize>) {
        self.push_str(&raw[raw_bytes]);
    }

    #[inline]
    fn put(&mut self, chars: &[char], _: Range<usize>) {
        self.extend(chars);
    }
}

/// Normalises `text` into `sink`. Unchanged text is passed on in long stretches, not by the character.
fn each_change(text: &str, sink: &mut impl Sink) {
    let table = Table::embedded();
    // Start of the unchanged stretch that has not been passed on.
    let mut kept_start = 0;
    // True if the normalised text so far ends in an ASCII letter or digit.
    let mut after_alphanumeric = false;
    // Start of the white space that becomes a space if an ASCII letter or digit follows.
    let mut gap_start: Option<usize> = None;
    let mut rest = text.as_bytes();
    loop {
        // Nearly all of the text: characters of three bytes that are unchanged.
        let before_bytes = rest.len();
        while let [lead, middle, last, ref tail @ ..] = *rest
            && lead & 0xF0 == 0xE0
            && table.keeps(u16::from(lead) << 12 | u16::from(middle & 0x3F) << 6 | u16::from(last & 0x3F))
        {
            rest = tail;
        }
        if rest.len() < before_bytes {
            gap_start = None;
            after_alphanumeric = false;
        }
        let start = text.len() - rest.len();
        let Some(c) = text[start..].chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        if c.is_ascii() && c > ' ' && table.keeps(c as u16) {
            let is_alphanumeric = c.is_ascii_alphanumeric();
            if let Some(gap_start) = gap_start.take()
                && is_alphanumeric
            {
                sink.put(&[' '], gap_start..start);
            }
            after_alphanumeric = is_alphanumeric;
            continue;
        }
        let end = start + c.len_utf8();
        let mut put = |chars: &[char]| {
            if kept_start < start {
                sink.keep(text, kept_start..start);
            }
            kept_start = end;
            let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
            if let Some(gap_start) = gap_start.take()
                && first.is_ascii_alphanumeric()
            {
                sink.put(&[' '], gap_start..start);
            }
            after_alphanumeric = last.is_ascii_alphanumeric();
            sink.put(chars, start..end);
        };
        match table.becomes(c) {
            Becomes::One(d) => put(&[d]),
            Becomes::Nothing => put(&[]),
            Becomes::WhiteSpace => {
                put(&[]);
                if after_alphanumeric && gap_start.is_none() {
                    gap_start = Some(start);
                }
            }
            Becomes::Hangul([leading, vowel], None) => put(&[leading, vowel]),
            Becomes::Hangul([leading, vowel], Some(trailing)) => put(&[leading, vowel, trailing]),
            Becomes::Several(targets) => {
                let chars: Vec<char> = targets.iter().filter_map(|&t| char::from_u32(t)).collect();
                put(&chars);
            }
            // None of them is ASCII: unchanged ASCII has been skipped above.
            Becomes::Itself => {
                gap_start = None;
                after_alphanumeric = false;
            }
        }
    }
    if kept_start < text.len() {
        sink.keep(text, kept_start..text.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_rule_of_the_table_above_holds() {
        let rows: &[(&str, &str)] = &[
            ("\u{0}甲\u{8}乙\u{E}\u{1F}丙\u{7F}\u{84}\u{86}\u{9F}", "甲乙丙"),
            ("甲\u{AD}\u{200B}\u{200F}\u{202A}\u{202E}\u{2060}\u{2066}\u{FEFF}\u{E0001}乙", "甲乙"),
            ("葛\u{E0100}城\u{FE00}\u{FE0F}\u{180B}市", "葛城市"),
            ("甲\u{34F}\u{115F}\u{1160}\u{3164}\u{FFA0}乙", "甲乙"),
            ("甲 乙\u{3000}丙\r\n丁\t戊\u{A0}己\u{2028}庚\u{85}辛", "甲乙丙丁戊己庚辛"),
            ("“‘「『〝„‟〞”＂｢﹁﹂﹃﹄❛❞", "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\""),
            ("‐‑‒–—―−─━⸺⸻﹘﹣︱︲－", "----------------"),
            ("•‧∙⋅⸱・\u{387}･·", "·········"),
            ("〜～~", "~~~"),
            ("ＡＢＣ１２３，。：！？（）［］￥￡", "abc123,。:!?()[]¥£"),
            ("＇don't＇", "'don't'"),
            ("ｶﾞｷﾞ￭", "カ\u{3099}キ\u{3099}■"),
            ("︐︑︒︙︵︶︿﹀﹇", ",、。…()〈〉["),
            ("豈更車\u{2F800}", "岂更车丽"),
            ("é\u{212B}한", "ea\u{1112}\u{1161}\u{11AB}"),
            ("Müller", "muller"),
            ("São Paulo, São\nPaulo", "sao paulo,sao paulo"),
            ("nǐ hǎo lǜ ḿ ế ở Đặng", "ni hao lu m e o dang"),
            ("nɑ̌ ɡē", "na ge"),
            ("a\u{300}\u{336}\u{36F}甲\u{301}ё\u{301}й ά", "a甲еиα"),
            ("a≠b, a=\u{338}b", "a=\u{338}b,a=\u{338}b"),
            ("が ｶﾞ ガ", "か\u{3099}カ\u{3099}カ\u{3099}"),
            ("Łódź Ærø Øre Œuvre straße STRAẞE", "lodz aero ore oeuvre strasse strasse"),
            ("þórður ħŧ ĸ ŋ ıȷ ſ ƒ ɓɗ ə", "thordur ht q n ij s f bdə"),
            ("İstanbul ISTANBUL", "istanbul istanbul"),
            ("3∶2 3：2 3﹕2 3︓2 3꞉2 3ː2", "3:2 3:2 3:2 3:2 3:2 3ː2"),
            ("﹐﹑﹒﹔﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫", ",、.;?!-(){}〔〕#&*+-<>=\\$%@"),
            ("⼀⼯⽅⽤⾞⿓⺠⻋⻅⻰⺁⻳⿕", "一工方用车龙民车见龙厂龟龠"),
            ("㇀㇏", "㇀㇏"),
            ("戦国の沢 衞 砲 舖 籐 囯 飈飚 冩眞", "战国の泽卫炮铺藤国飙飙写真"),
            ("牠 妳 燿 躭", "它你耀耽"),
            ("黏膜 杧果", "粘膜芒果"),
            ("喆堃犇珪邨 著着 唯惟 芸艺 余予 卍 咲 亻氵", "喆堃犇珪邨著着唯惟芸艺余予卍咲亻氵"),
            ("GDP ΣΑΣ Ж", "gdpσασж"),
            ("國際論壇後裏薴乾於", "国际论坛后里苎干于"),
            ("10² ① ½ ㈱ ㎏ … ﬁ ⅷ", "10²①½㈱㎏…ﬁⅷ"),
            ("《甲》〈乙〉、。'\"", "《甲》〈乙〉、。'\""),
        ];
        for (raw, expected) in rows {
            assert_eq!(normalize(raw), *expected, "{raw}");
        }
    }

    #[test]
    fn white_space_stays_only_between_ascii_letters_and_digits() {
        for (raw, expected) in [
            ("Apple \u{3000}\n Watch", "apple watch"),
            ("Ａ　Ｂ", "a b"),
            ("a \u{200B} b", "a b"),
            ("a\u{200B}b", "ab"),
            ("2020 年 5 月", "2020年5月"),
            ("3 . 5", "3.5"),
            (" a ", "a"),
            ("é a", "e a"),
            ("e\u{301} a", "e a"),
            ("e \u{301}a", "e a"),
            ("ß æ", "ss ae"),
            ("й a", "иa"),
            ("covid 19", "covid 19"),
            ("a 한", "a\u{1112}\u{1161}\u{11AB}"),
            ("a \u{1F600} b", "a\u{1F600}b"),
            ("a \u{212A}", "a k"),
        ] {
            assert_eq!(normalize(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn normalising_a_character_twice_is_normalising_it_once() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let once = normalize(c.encode_utf8(&mut [0; 4]));
            assert_eq!(normalize(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_a_buffer_held_before_is_gone() {
        let mut buffer = String::from("旧");
        normalize_into("新", &mut buffer);
        assert_eq!(buffer, "新");
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(text in any_text()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
        }
    }

    /// Text in which every rule, and every order of rules, is frequent.
    pub(super) fn any_text() -> impl Strategy<Value = String> {
        let chars = prop_oneof![
            any::<char>(),
            prop::sample::select(
                "aZ5 .,，Ｂ３　\n\t\u{200B}國际é한“’—·〜ﬁ²①ゟ\u{2F800}\u{FE0F}ｶﾞß\u{301}\u{338}≠が戦⼯∶"
                    .chars()
                    .collect::<Vec<_>>()
            ),
        ];
        prop::collection::vec(chars, 0..40).prop_map(|chars| chars.into_iter().collect())
    }
}

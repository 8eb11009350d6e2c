//! Normalisation in a slow, readable form: the reference for the compiled table of `jianbao-analysis`.
//!
//! One character becomes none, one or several. Each step applies to every character of the step before:
//!
//! 1. characters without content and the marks on letters are dropped ([`DROPPED`]), white space is marked;
//! 2. signs with the same meaning are unified ([`SIGNS`]);
//! 3. decomposition: `<wide>`, `<narrow>`, `<vertical>` and `<small>` by one level ([`VARIANT_FORMS`]), else canonical;
//! 4. lower case;
//! 5. traditional to simplified, radicals to characters, [variants] to standard characters, letters with
//!    strokes and hooks to their base letters ([`LETTERS`]).
//!
//! They are repeated until nothing changes, so that normalisation is idempotent.

use std::collections::HashMap;

use unicode_normalization::char::decompose_canonical;

use crate::sources::Sources;
use crate::variants::rows;
use crate::{radicals, variants};

/// Code points that are dropped, first and last of each range.
///
/// Control characters (general category Cc) other than white space, format characters (Cf, Unicode 16),
/// variation selectors, and the remaining characters that Unicode calls ignorable by default and that have
/// no shape of their own (U+034F, the Hangul fillers, two Khmer vowels); also the combining diacritical marks
/// (U+0300–036F) except U+0338, which negates a sign: ≠ is not =.
pub const DROPPED: [(u32, u32); 37] = [
    (0x0000, 0x0008),
    (0x000E, 0x001F),
    (0x007F, 0x0084),
    (0x0086, 0x009F),
    (0x00AD, 0x00AD),
    (0x0300, 0x0337),
    (0x0339, 0x036F),
    (0x0600, 0x0605),
    (0x061C, 0x061C),
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180D),
    (0x180E, 0x180E),
    (0x180F, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0001, 0xE0001),
    (0xE0020, 0xE007F),
    (0xE0100, 0xE01EF),
    // Ignorable by default, unassigned between two Cf ranges: nothing else will ever be assigned there.
    (0x2065, 0x2065),
    (0xFFF0, 0xFFF8),
];

/// Sets of signs, and the sign that each becomes.
///
/// The colons are the ratio sign, which newspapers print in scores (3∶2), and the letter that is used as a colon in names
/// of files.
pub const SIGNS: [(char, &str); 5] = [
    (
        '"',
        "\u{2018}\u{2019}\u{201A}\u{201B}\u{201C}\u{201D}\u{201E}\u{201F}\u{275B}\u{275C}\u{275D}\u{275E}\u{2E42}\u{300C}\u{300D}\u{300E}\u{300F}\u{301D}\u{301E}\u{301F}",
    ),
    ('-', "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{2500}\u{2501}\u{2E3A}\u{2E3B}"),
    ('·', "\u{2022}\u{2027}\u{2219}\u{22C5}\u{2E31}\u{30FB}"),
    ('~', "\u{301C}"),
    (':', "\u{2236}\u{A789}"),
];

/// The characters with a `<wide>`, `<narrow>`, `<vertical>` or `<small>` decomposition, and the plain form of each.
pub const VARIANT_FORMS: [(&str, &str); 4] = [
    (
        "！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～｟｠￠￡￢￣￤￥￦",
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~⦅⦆¢£¬¯¦¥₩",
    ),
    (
        "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟﾡﾢﾣﾤﾥﾦﾧﾨﾩﾪﾫﾬﾭﾮﾯﾰﾱﾲﾳﾴﾵﾶﾷﾸﾹﾺﾻﾼﾽﾾￂￃￄￅￆￇￊￋￌￍￎￏￒￓￔￕￖￗￚￛￜ￨￩￪￫￬￭￮",
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ│←↑→↓■○",
    ),
    (
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        ",、。:;!?〖〗…‥—–__(){}〔〕【】《》〈〉「」『』[]",
    ),
    ("﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫", ",、.;:?!—(){}〔〕#&*+-<>=\\$%@"),
];

/// The two vertical forms of two characters each.
pub const VERTICAL_PAIRS: [(char, &str); 2] = [('ゟ', "より"), ('ヿ', "コト")];

/// Letters that Unicode does not decompose, and the letters of ASCII that each becomes.
///
/// They are all of Unicode 15 whose name is `LATIN SMALL LETTER`, a letter or two, and `WITH` a stroke, hook, tail, curl or the
/// like; barred and dotless letters (ɵ ʉ ı ȷ); ligatures (æ œ); letters that transliteration writes so (ß þ ð ŋ, ĸ as q, long
/// s); and ɑ ɡ, which Chinese print uses for the a and g of pinyin. Capitals are already in lower case here. ə, ʻ and others
/// that no single letter replaces are unchanged.
pub const LETTERS: [(&str, &str); 31] = [
    ("a", "ɑ\u{1D8F}\u{2C65}"),
    ("b", "ƀƃ\u{253}\u{1D6C}\u{1D80}\u{A797}"),
    ("c", "ƈȼ\u{255}\u{A793}\u{A794}\u{1DF1D}"),
    ("d", "ðđƌȡ\u{256}\u{257}\u{1D6D}\u{1D81}\u{1D91}\u{A7C8}\u{1DF25}"),
    ("e", "ɇ\u{1D92}\u{2C78}\u{AB34}"),
    ("f", "ƒ\u{1D6E}\u{1D82}\u{A799}"),
    ("g", "ǥ\u{260}ɡ\u{1D83}\u{A7A1}"),
    ("h", "ħ\u{266}\u{2C68}\u{A795}"),
    ("i", "ı\u{268}\u{1D96}\u{1DF1A}"),
    ("j", "ȷɉ\u{29D}"),
    ("k", "ƙ\u{1D84}\u{2C6A}\u{A741}\u{A743}\u{A745}\u{A7A3}"),
    (
        "l",
        "łƚȴ\u{26B}\u{26C}\u{26D}\u{1D85}\u{2C61}\u{A749}\u{A78E}\u{AB37}\u{AB38}\u{AB39}\u{1DF11}\u{1DF13}\u{1DF26}",
    ),
    ("m", "\u{271}\u{1D6F}\u{1D86}\u{AB3A}"),
    ("n", "ŋƞȵ\u{272}\u{273}\u{1D70}\u{1D87}\u{A791}\u{A7A5}\u{AB3B}\u{1DF27}"),
    ("o", "ø\u{275}\u{2C7A}\u{A74B}\u{A74D}\u{1DF1B}"),
    ("p", "ƥ\u{1D71}\u{1D7D}\u{1D88}\u{A751}\u{A753}\u{A755}"),
    ("q", "ĸɋ\u{2A0}\u{A757}\u{A759}"),
    ("r", "ɍ\u{27C}\u{27D}\u{27E}\u{1D72}\u{1D73}\u{1D89}\u{A7A7}\u{AB49}\u{1DF16}\u{1DF28}"),
    ("s", "ſȿ\u{282}\u{1D74}\u{1D8A}\u{1E9C}\u{1E9D}\u{A7A9}\u{A7CA}\u{1DF1E}\u{1DF29}"),
    ("t", "ŧƫƭȶ\u{288}\u{1D75}\u{2C66}\u{1DF09}\u{1DF2A}"),
    ("u", "\u{289}\u{1D99}\u{A7B9}\u{AB4E}\u{AB52}"),
    ("v", "\u{28B}\u{1D8C}\u{2C71}\u{2C74}\u{A75F}"),
    ("w", "\u{2C73}"),
    ("x", "\u{1D8D}\u{AB56}\u{AB57}\u{AB58}\u{AB59}"),
    ("y", "ƴɏ\u{1EFF}\u{AB5A}"),
    ("z", "ƶȥɀ\u{290}\u{291}\u{1D76}\u{1D8E}\u{2C6C}"),
    ("ae", "æ"),
    ("av", "\u{A73B}"),
    ("oe", "œ"),
    ("ss", "ß"),
    ("th", "þ\u{1D7A}"),
];

/// The rules, ready to be applied.
pub struct Rules {
    variant_forms: HashMap<char, String>,
    signs: HashMap<char, char>,
    /// Step 5: characters, and what takes their place.
    replaced: HashMap<char, String>,
}

impl Rules {
    /// The rules with the tables of `sources`.
    pub fn new(sources: &Sources) -> Self {
        let mut variant_forms = HashMap::new();
        for (forms, plain) in VARIANT_FORMS {
            assert_eq!(forms.chars().count(), plain.chars().count(), "the two strings pair up");
            variant_forms.extend(forms.chars().zip(plain.chars().map(String::from)));
        }
        variant_forms.extend(VERTICAL_PAIRS.map(|(form, plain)| (form, plain.to_string())));
        let signs = SIGNS.iter().flat_map(|&(sign, kin)| kin.chars().map(move |c| (c, sign))).collect();
        let simplified = simplified(&sources.ts_characters);
        let variants = variants::variants(sources, &simplified);
        let mut replaced: HashMap<char, String> = HashMap::new();
        for (c, becomes) in simplified.into_iter().chain(radicals::radicals(sources)).chain(variants) {
            let before = replaced.insert(c, becomes.to_string());
            assert!(before.is_none(), "U+{:04X} stands in two tables", u32::from(c));
        }
        for (base, letters) in LETTERS {
            replaced.extend(letters.chars().map(|letter| (letter, base.to_owned())));
        }
        Rules { variant_forms, signs, replaced }
    }

    /// The replacement of `c`; empty if it is dropped or white space.
    pub fn apply(&self, c: char) -> Vec<char> {
        let mut chars = vec![c];
        // Every chain measured ends after three rounds; a cycle in a future OpenCC table must not hang.
        for _ in 0..16 {
            let next: Vec<char> = chars.iter().flat_map(|&c| self.apply_once(c)).collect();
            if next == chars {
                return chars;
            }
            chars = next;
        }
        panic!("the rules for U+{:04X} go round in a circle", u32::from(c));
    }

    fn apply_once(&self, c: char) -> Vec<char> {
        if is_dropped(c) || c.is_whitespace() {
            return vec![];
        }
        if let Some(&sign) = self.signs.get(&c) {
            return vec![sign];
        }
        let mut decomposed = Vec::new();
        match self.variant_forms.get(&c) {
            Some(plain) => decomposed.extend(plain.chars()),
            None => decompose_canonical(c, |d| decomposed.push(d)),
        }
        let mut becomes = Vec::new();
        for d in decomposed.into_iter().flat_map(char::to_lowercase) {
            match self.replaced.get(&d) {
                Some(other) => becomes.extend(other.chars()),
                None => becomes.push(d),
            }
        }
        becomes
    }

    /// The normalised form of `text`: every character's, white space only between ASCII letters and digits.
    pub fn normalize(&self, text: &str) -> String {
        let mut normalized = String::new();
        let mut after_white_space = false;
        for c in text.chars() {
            if c.is_whitespace() {
                after_white_space = true;
            }
            for d in self.apply(c) {
                if after_white_space && ends_in_run(&normalized) && d.is_ascii_alphanumeric() {
                    normalized.push(' ');
                }
                after_white_space = false;
                normalized.push(d);
            }
        }
        normalized
    }
}

/// Traditional characters and the first simplified form of each, from the text of OpenCC's `TSCharacters.txt`: lines of a
/// character, a tab, and its targets separated by spaces.
pub fn simplified(ts_characters: &str) -> HashMap<char, char> {
    rows(ts_characters)
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(from, targets)| Some((from.chars().next()?, targets.chars().next()?)))
        .collect()
}

/// The end of the chain of simplified forms that begins with `c`: 薴 is 苧 is 苎.
pub fn simplest(c: char, simplified: &HashMap<char, char>) -> char {
    let mut c = c;
    // A circle in a future table must not hang.
    for _ in 0..16 {
        match simplified.get(&c) {
            Some(&next) if next != c => c = next,
            _ => return c,
        }
    }
    panic!("the simplified forms of U+{:04X} go round in a circle", u32::from(c));
}

/// True if a code point is dropped.
pub fn is_dropped(c: char) -> bool {
    DROPPED.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
}

fn ends_in_run(normalized: &str) -> bool {
    normalized.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::decompose_compatible;

    use super::*;

    #[test]
    fn variant_forms_agree_with_unicode() {
        let full = |c: char| {
            let mut v = String::new();
            decompose_compatible(c, |d| v.push(d));
            v
        };
        let rules = Rules::new(&Sources::read().expect("the sources"));
        for (form, plain) in &rules.variant_forms {
            assert_eq!(full(*form), plain.chars().map(full).collect::<String>(), "{form}");
        }
        assert_eq!(rules.variant_forms.len(), 103 + 121 + 35 + 26);
    }

    #[test]
    fn control_characters_are_dropped_and_white_space_is_not() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            assert!(!(c.is_whitespace() && is_dropped(c)), "U+{:04X}", u32::from(c));
            assert!(!c.is_control() || c.is_whitespace() || is_dropped(c), "U+{:04X}", u32::from(c));
        }
    }
}

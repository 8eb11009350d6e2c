//! Normalisation in a slow, readable form: the reference for the compiled table of `jianbao-analysis`.
//!
//! One character becomes none, one or several. Each step applies to every character of the step before:
//!
//! 1. characters without content are dropped ([`DROPPED`]), white space is set apart;
//! 2. signs with the same meaning are unified ([`SIGNS`]);
//! 3. decomposition: `<wide>`, `<narrow>` and `<vertical>` by one level ([`VARIANT_FORMS`]), else canonical;
//! 4. lower case;
//! 5. traditional to simplified, by the given table.
//!
//! They are repeated until nothing changes, so that normalisation is idempotent.

use std::collections::HashMap;

use unicode_normalization::char::decompose_canonical;

/// Code points that are dropped, first and last of each range.
///
/// Control characters (general category Cc) other than white space, format characters (Cf, Unicode 16),
/// variation selectors, and the remaining characters that Unicode calls ignorable by default and that have
/// no shape of their own (U+034F, the Hangul fillers, two Khmer vowels).
pub const DROPPED: [(u32, u32); 36] = [
    (0x0000, 0x0008),
    (0x000E, 0x001F),
    (0x007F, 0x0084),
    (0x0086, 0x009F),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
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

/// The sign that each of a set of signs becomes.
pub const SIGNS: [(char, &str); 4] = [
    (
        '"',
        "\u{2018}\u{2019}\u{201A}\u{201B}\u{201C}\u{201D}\u{201E}\u{201F}\u{275B}\u{275C}\u{275D}\u{275E}\u{2E42}\u{300C}\u{300D}\u{300E}\u{300F}\u{301D}\u{301E}\u{301F}",
    ),
    (
        '-',
        "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{2500}\u{2501}\u{2E3A}\u{2E3B}\u{FE58}\u{FE63}",
    ),
    ('·', "\u{2022}\u{2027}\u{2219}\u{22C5}\u{2E31}\u{30FB}"),
    ('~', "\u{301C}"),
];

/// The characters with a `<wide>`, `<narrow>` or `<vertical>` decomposition, and the plain form of each.
pub const VARIANT_FORMS: [(&str, &str); 3] = [
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
];

/// The two vertical forms of two characters each.
pub const VERTICAL_PAIRS: [(char, &str); 2] = [('ゟ', "より"), ('ヿ', "コト")];

/// The rules, ready to be applied.
pub struct Rules {
    variant_forms: HashMap<char, String>,
    signs: HashMap<char, char>,
    simplified: HashMap<char, char>,
}

impl Rules {
    /// The rules with the traditional→simplified table of `ts_characters`, the text of OpenCC's
    /// `TSCharacters.txt`: lines of a character, a tab, and its targets separated by spaces.
    pub fn new(ts_characters: &str) -> Self {
        let mut variant_forms = HashMap::new();
        for (forms, plain) in VARIANT_FORMS {
            assert_eq!(forms.chars().count(), plain.chars().count(), "the two strings pair up");
            variant_forms.extend(forms.chars().zip(plain.chars().map(String::from)));
        }
        variant_forms.extend(VERTICAL_PAIRS.map(|(form, plain)| (form, plain.to_string())));
        let signs = SIGNS.iter().flat_map(|&(sign, kin)| kin.chars().map(move |c| (c, sign))).collect();
        let simplified = ts_characters
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(from, targets)| Some((from.chars().next()?, targets.chars().next()?)))
            .collect();
        Rules { variant_forms, signs, simplified }
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
        decomposed
            .into_iter()
            .flat_map(char::to_lowercase)
            .map(|d| self.simplified.get(&d).copied().unwrap_or(d))
            .collect()
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
        let rules = Rules::new("");
        for (form, plain) in &rules.variant_forms {
            assert_eq!(full(*form), plain.chars().map(full).collect::<String>(), "{form}");
        }
        assert_eq!(rules.variant_forms.len(), 103 + 121 + 35);
    }

    #[test]
    fn control_characters_are_dropped_and_white_space_is_not() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            assert!(!(c.is_whitespace() && is_dropped(c)), "U+{:04X}", u32::from(c));
            assert!(!c.is_control() || c.is_whitespace() || is_dropped(c), "U+{:04X}", u32::from(c));
        }
    }
}

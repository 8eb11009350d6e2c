//! Characters of numerals, and the end of the longest numeral.
//!
//! A numeral is a sequence of these characters:
//!
//! - digits, with `,` between groups of three, and `.` between digits;
//! - 零 〇 ○ ◯ 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿. ○ and ◯ are also used as bullets, so they belong to a numeral only next to a
//!   Chinese one;
//! - 点 as a decimal point between Chinese digits.
//!
//! 千 in 千瓦, 千克 and 千米 belongs to the measure if it follows a digit, 万 or 亿: 60亿千瓦时.

/// The Chinese digit of a value: 零 is left to the callers.
pub(super) const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The value of a Chinese digit; 〇 and 零 are 0, 两 is 2.
pub(super) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// True for 十 百 千 万 亿.
pub(super) fn is_place(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// True for the characters of Chinese numerals that are nothing else.
pub(super) fn is_chinese(c: char) -> bool {
    digit(c).is_some() || is_place(c)
}

/// True for the circles that are written for 〇.
pub(super) fn is_circle(c: char) -> bool {
    matches!(c, '○' | '◯')
}

/// True if 千 at the beginning of the text begins a measure, after a character that no Chinese place follows.
pub(super) fn opens_measure(text: &str, before: char) -> bool {
    (before.is_ascii_digit() || matches!(before, '万' | '亿'))
        && ["千瓦", "千克", "千米"].iter().any(|measure| text.starts_with(measure))
}

/// The byte after the longest numeral that begins at a byte; the byte itself where none begins. Linear in the numeral.
pub(super) fn numeral_end(text: &str, start_byte: usize) -> usize {
    let mut before: Option<char> = None;
    // Digits since the beginning, a Chinese character or a comma; none after a point, where commas do not group digits.
    let mut grouped: Option<usize> = Some(0);
    let mut has_comma = false;
    let mut end = start_byte;
    for (at, c) in text[start_byte..].char_indices() {
        let at = start_byte + at;
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let belongs = match c {
            '0'..='9' => {
                grouped = grouped.map(|digits| digits + 1);
                true
            }
            '.' => {
                grouped = None;
                is_digit(before) && is_digit(next)
            }
            ',' => {
                let before_fits =
                    grouped.is_some_and(|digits| if has_comma { digits == 3 } else { digits <= 3 });
                has_comma = true;
                grouped = Some(0);
                is_digit(before) && before_fits && is_group(rest)
            }
            '点' => {
                grouped = None;
                before.is_some_and(is_chinese) && next.and_then(digit).is_some()
            }
            c if is_circle(c) => {
                grouped = Some(0);
                before.is_some_and(|c| is_chinese(c) || is_circle(c)) || next.is_some_and(is_chinese)
            }
            c if is_chinese(c) => {
                (grouped, has_comma) = (Some(0), false);
                !before.is_some_and(|before| opens_measure(&text[at..], before))
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        before = Some(c);
        end = at + c.len_utf8();
    }
    end
}

/// True if a text begins with exactly three digits.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeral_ends_where_its_characters_end() {
        for (text, numeral) in [
            ("3天", "3"),
            ("1.3万人", "1.3万"),
            ("1,234,567元", "1,234,567"),
            ("1,2345", "1"),
            ("2018,201年", "2018"),
            ("12,345,67", "12,345"),
            ("1.234,567", "1.234"),
            ("60亿千瓦时", "60亿"),
            ("3千米", "3"),
            ("三千米", "三千"),
            ("一点三万", "一点三万"),
            ("三点钟", "三"),
            ("二○二○年", "二○二○"),
            ("3○", "3"),
            ("1万3千人", "1万3千"),
            ("第三", ""),
            ("", ""),
        ] {
            assert_eq!(&text[..numeral_end(text, 0)], numeral, "{text}");
        }
    }
}

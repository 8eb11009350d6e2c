//! The closed list of the spellings of a value.
//!
//! | kind | spellings of 13000, 2000, 305 … |
//! |---|---|
//! | digits | 13000 · 13,000; not of nine digits or more that do not end in 0000, which are telephone numbers |
//! | digits with 万 亿 万亿 | 1.3万 · 1.30万 · 1.300万 · 1.3000万 · 1,300.5万; up to four decimals, at least 0.1, up to six digits before the point |
//! | digits by places | 1万3千 · 1万3000 · 1亿2000万 · 1亿2千万 · 3千 · 5百 · 3千万 |
//! | Chinese by places | 一万三千 · 三百零五 三百〇五 三百○五; two before 百 千 万 亿 is 两 or 二, but never 两 after a 二: 两千 二千 |
//! | Chinese with 点 | 一点三万 · 零点五亿 |
//! | Chinese digit by digit | 三〇五 三○五 三◯五: of two to four digits, one of them 0 |
//! | years | 2020 二〇二〇 二○二○ 二◯二◯ 二零二零, 1998 一九九八: before 年 and 年代, 1000 to 2999, and nothing else |
//! | one | 1 一, only after 第, before 月 号 级 年级, and between 月 and 日 |
//! | two | 2 finds 二 and 两; 二 and 两 find 2 and not each other; after 第 and before measures of ranks and days only 2 and 二 |
//! | parts of a hundred | 30% · 30.0% … 30.0000% · 百分之三十 · 百分之30 · 百分之三点五; 百分之百; the same with ‰ and 千分之 |
//!
//! A duration of thousands of years (两千年, 1,000年) and a calendar year do not find each other.
//!
//! Input: a value, and the characters around the numeral. Output: every spelling, in normal form.

use super::characters::DIGITS;
use super::measures::{has_one, is_of_years, is_ordinal};
use super::value::UNIT;

/// Signs of zero inside a Chinese numeral.
const ZEROS: [&str; 4] = ["零", "〇", "○", "◯"];

/// Maximum number of digits before the decimal point of a numeral with 万, 亿 or 万亿.
const MAX_WHOLE: u64 = 999_999;

/// The things that a numeral counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Things, before this measure; empty if the numeral is a number by its size.
    Things(&'static str),
    /// A rank after 第, with or without a measure.
    Rank(&'static str),
    /// The first day of a month, before 日 and behind 月: 10月1日. Elsewhere 一日 is a word of many meanings.
    FirstDay,
    /// Parts of a hundred or of a thousand.
    Parts(Parts),
}

/// Parts of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    Hundred,
    Thousand,
}

impl Parts {
    pub(super) const ALL: [Parts; 2] = [Parts::Hundred, Parts::Thousand];

    /// The sign after digits.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Parts::Hundred => "%",
            Parts::Thousand => "‰",
        }
    }

    /// The words before a Chinese numeral.
    pub(super) fn words(self) -> &'static str {
        match self {
            Parts::Hundred => "百分之",
            Parts::Thousand => "千分之",
        }
    }
}

impl Counts {
    /// The measure after the numeral; empty if there is none.
    pub(super) fn measure(self) -> &'static str {
        match self {
            Counts::Things(measure) | Counts::Rank(measure) => measure,
            Counts::FirstDay => "日",
            Counts::Parts(_) => "",
        }
    }

    /// True if nothing but a rank can be meant.
    fn is_ordinal(self) -> bool {
        matches!(self, Counts::Rank(_)) || is_ordinal(self.measure())
    }
}

/// Every spelling of the value of a typed numeral, the typed one first; none if it is not one of the closed spellings. The
/// value is in parts of [`UNIT`].
pub(super) fn spellings(typed: &str, value: u128, counts: Counts) -> Option<Vec<String>> {
    let mut all = match counts {
        Counts::Parts(parts) => of_parts(value, parts),
        Counts::Things(_) | Counts::Rank(_) | Counts::FirstDay => {
            let whole = u64::try_from(value / UNIT).ok().filter(|_| value.is_multiple_of(UNIT))?;
            of_count(typed, whole, counts)
        }
    };
    all.sort_unstable();
    all.dedup();
    let at = all.iter().position(|spelling| spelling == typed)?;
    all[..=at].rotate_right(1);
    Some(all)
}

fn of_count(typed: &str, value: u64, counts: Counts) -> Vec<String> {
    let owned = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect();
    let has_one = matches!(counts, Counts::Rank(_) | Counts::FirstDay) || has_one(counts.measure());
    match value {
        1 if has_one => owned(&["1", "一"]),
        1 => Vec::new(),
        2 if counts.is_ordinal() => owned(&["2", "二"]),
        2 if typed == "2" => owned(&["2", "二", "两"]),
        2 if matches!(typed, "二" | "两") => owned(&["2", typed]),
        2 => Vec::new(),
        1000..=2999 if matches!(counts, Counts::Things(measure) if is_of_years(measure)) => {
            let year = year(value);
            if year.iter().any(|spelling| spelling == typed) {
                return year;
            }
            let mut all = general(value);
            all.retain(|spelling| !year.contains(spelling));
            all
        }
        _ => general(value),
    }
}

fn year(value: u64) -> Vec<String> {
    let mut all = vec![value.to_string()];
    all.extend(ZEROS.map(|zero| digit_by_digit(value, zero)));
    all
}

fn general(value: u64) -> Vec<String> {
    let mut all = Vec::new();
    let digits = value.to_string();
    if digits.len() < 9 || digits.ends_with("0000") {
        all.extend(with_commas(value));
        all.push(digits.clone());
    }
    for (place, units) in [("万", 10_000), ("亿", 100_000_000), ("万亿", 1_000_000_000_000)] {
        decimals(value, place, units, &mut all);
    }
    digits_by_places(value, &mut all);
    let mut places = String::new();
    by_places(value, Position::Head, &mut places);
    expand(&places, &mut all);
    if (2..=4).contains(&digits.len()) && digits.contains('0') {
        all.extend(["〇", "○", "◯"].map(|zero| digit_by_digit(value, zero)));
    }
    all
}

/// The value with its digits in threes; none below 1000.
fn with_commas(value: u64) -> Option<String> {
    if value < 1000 {
        return None;
    }
    let digits = value.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// The spellings with up to four decimals before a place.
fn decimals(value: u64, place: &str, units: u64, all: &mut Vec<String>) {
    let (whole, rest) = (value / units, value % units);
    let part = units / 10_000;
    if rest % part != 0 || whole > MAX_WHOLE {
        return;
    }
    let rest = rest / part;
    if whole == 0 && rest < 1000 {
        return;
    }
    for digits in std::iter::once(whole.to_string()).chain(with_commas(whole)) {
        for decimals in trailing(rest) {
            all.push(format!("{digits}{decimals}{place}"));
        }
    }
    if rest > 0 {
        all.push(format!("{}{place}", with_point(whole, rest)));
    }
}

/// The decimals `.3`, `.30`, `.300`, `.3000` of 3000 parts of 10,000; and none where there are no parts.
fn trailing(parts: u64) -> impl Iterator<Item = String> {
    let four = format!(".{parts:04}");
    let digits = four.trim_end_matches('0').len();
    let shortest = if digits == 1 { 0 } else { digits };
    (shortest..=four.len()).filter(|&len| len != 1).map(move |len| four[..len].to_owned())
}

/// Chinese numeral with 点 and its decimals, in parts of 10,000; 二 and 零 alone.
fn with_point(whole: u64, parts: u64) -> String {
    let mut spelled = String::new();
    by_places(whole, Position::Head, &mut spelled);
    let mut spelled =
        if whole == 0 { "零".to_owned() } else { spelled.replace('2', "二").replace('0', "零") };
    spelled.push('点');
    let four = format!("{parts:04}");
    spelled.extend(four.trim_end_matches('0').bytes().map(|digit| DIGITS[usize::from(digit - b'0')]));
    spelled
}

/// Digits before 亿, 万, 千 and 百: 1亿2000万, 1万3千, 3千万.
fn digits_by_places(value: u64, all: &mut Vec<String>) {
    let yi = value / 100_000_000;
    let (wan, units) = (value / 10_000 % 10_000, value % 10_000);
    match (yi, wan, units) {
        (0, 0, _) => all.extend(round(units)),
        (0, _, 0) => all.extend(round(wan).map(|wan| wan + "万")),
        (_, 0, 0) => all.extend(round(yi).map(|yi| yi + "亿")),
        (0, _, _) => {
            all.extend(round(units).map(|units| format!("{wan}万{units}")));
            if units >= 1000 {
                all.push(format!("{wan}万{units}"));
            }
            if units >= 1000 && units % 1000 > 0 && units % 100 == 0 {
                all.push(format!("{wan}万{}千{}百", units / 1000, units / 100 % 10));
            }
        }
        (_, _, 0) => {
            all.extend(round(wan).map(|wan| format!("{yi}亿{wan}万")));
            all.push(format!("{yi}亿{wan}万"));
        }
        _ => {}
    }
}

/// One digit before 千 or 百.
fn round(group: u64) -> Option<String> {
    match (group / 1000, group % 1000) {
        (1..=9, 0) => Some(format!("{}千", group / 1000)),
        (0, rest) if rest > 0 && rest % 100 == 0 => Some(format!("{}百", rest / 100)),
        _ => None,
    }
}

/// The place of a part in a numeral: at the beginning ten is 十, elsewhere 一十.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Head,
    Behind,
}

/// Appends the Chinese spelling by places, with `0` for a sign of zero and `2` for a two that may be 两. Nothing for zero.
fn by_places(value: u64, position: Position, spelled: &mut String) {
    for (place, units) in [('亿', 100_000_000), ('万', 10_000)] {
        let (times, rest) = (value / units, value % units);
        if times == 0 {
            continue;
        }
        if times == 2 {
            spelled.push('2');
        } else {
            by_places(times, position, spelled);
        }
        spelled.push(place);
        if 0 < rest && rest < units / 10 {
            spelled.push('0');
        }
        return by_places(rest, Position::Behind, spelled);
    }
    let mut is_behind_gap = false;
    let start_bytes = spelled.len();
    for (place, units) in [("千", 1000), ("百", 100), ("十", 10), ("", 1)] {
        let digit = value / units % 10;
        let is_first = spelled.len() == start_bytes;
        if digit == 0 {
            is_behind_gap = !is_first;
            continue;
        }
        if is_behind_gap {
            spelled.push('0');
        }
        is_behind_gap = false;
        match digit {
            1 if units == 10 && is_first && position == Position::Head => {}
            2 if units >= 100 => spelled.push('2'),
            _ => spelled.extend(usize::try_from(digit).map(|digit| DIGITS[digit])),
        }
        spelled.push_str(place);
    }
}

/// The spellings of a numeral by places: each sign of zero, 两 for no two, for the first, the first two and so on.
fn expand(places: &str, all: &mut Vec<String>) {
    let twos = places.matches('2').count();
    for liang in 0..=twos {
        let spelled = places.replacen('2', "两", liang).replace('2', "二");
        if spelled.contains('0') {
            all.extend(ZEROS.map(|zero| spelled.replace('0', zero)));
        } else {
            all.push(spelled);
        }
    }
}

/// The Chinese digits of a value, with a sign of zero.
fn digit_by_digit(value: u64, zero: &str) -> String {
    let digits = value.to_string();
    digits.bytes().map(|digit| if digit == b'0' { zero } else { DIGITS[usize::from(digit - b'0')] }).collect()
}

fn of_parts(value: u128, parts: Parts) -> Vec<String> {
    let split = || Some((u64::try_from(value / UNIT).ok()?, u64::try_from(value % UNIT).ok()?));
    let Some((whole, rest)) = split().filter(|&(whole, _)| whole <= MAX_WHOLE) else { return Vec::new() };
    let mut all = Vec::new();
    for digits in std::iter::once(whole.to_string()).chain(with_commas(whole)) {
        all.extend(trailing(rest).map(|decimals| format!("{digits}{decimals}{}", parts.sign())));
    }
    let mut behind: Vec<String> =
        trailing(rest).take(1).map(|decimals| format!("{whole}{decimals}")).collect();
    if rest > 0 {
        behind.push(with_point(whole, rest));
    } else {
        let mut places = String::new();
        by_places(whole, Position::Head, &mut places);
        expand(&places, &mut behind);
    }
    if (parts, whole, rest) == (Parts::Hundred, 100, 0) {
        behind.push("百".to_owned());
    }
    all.extend(behind.into_iter().map(|numeral| format!("{}{numeral}", parts.words())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::numerals::value::read;

    fn shown(typed: &str, counts: Counts) -> String {
        let Some(value) = read(typed.trim_end_matches(['%', '‰'])) else { return String::new() };
        spellings(typed, value, counts).unwrap_or_default().join(" ")
    }

    #[test]
    fn a_value_has_closed_spellings() {
        let people = Counts::Things("人");
        for (typed, counts, expect) in [
            ("3", Counts::Things("天"), "3 三"),
            ("三", Counts::Things("天"), "三 3"),
            ("2", Counts::Things("天"), "2 两 二"),
            ("二", Counts::Things("天"), "二 2"),
            ("两", Counts::Things("天"), "两 2"),
            ("2", Counts::Things("楼"), "2 二"),
            ("两", Counts::Things("楼"), ""),
            ("2", Counts::Rank(""), "2 二"),
            ("1", Counts::Things("天"), ""),
            ("一", Counts::Things("月"), "一 1"),
            ("1", Counts::Rank("天"), "1 一"),
            ("12", people, "12 十二"),
            ("200", people, "200 2百 两百 二○○ 二◯◯ 二〇〇 二百"),
            ("两百", people, "两百 200 2百 二○○ 二◯◯ 二〇〇 二百"),
            ("305", people, "305 三○五 三◯五 三〇五 三百○五 三百◯五 三百〇五 三百零五"),
            (
                "13000",
                Counts::Things(""),
                "13000 1.3000万 1.300万 1.30万 1.3万 13,000 1万3000 1万3千 一万三千 一点三万",
            ),
            ("2020", Counts::Things("年"), "2020 二○二○ 二◯二◯ 二〇二〇 二零二零"),
            ("一九九八", Counts::Things("年"), "一九九八 1998"),
            ("两千", Counts::Things("年"), "两千 0.2000万 0.200万 0.20万 0.2万 2,000 2千 二千 零点二万"),
            ("一百十三", people, ""),
            ("一万三", people, ""),
            ("123456789", Counts::Things(""), ""),
        ] {
            assert_eq!(shown(typed, counts), expect, "{typed}");
        }
    }

    #[test]
    fn parts_of_a_whole_have_a_sign_or_words() {
        for (typed, parts, expect) in [
            ("30%", Parts::Hundred, "30% 30.0% 30.00% 30.000% 30.0000% 百分之30 百分之三十"),
            ("3.5%", Parts::Hundred, "3.5% 3.50% 3.500% 3.5000% 百分之3.5 百分之三点五"),
            ("0.5‰", Parts::Thousand, "0.5‰ 0.50‰ 0.500‰ 0.5000‰ 千分之0.5 千分之零点五"),
        ] {
            let mut all: Vec<String> = expect.split(' ').map(str::to_owned).collect();
            all[1..].sort_unstable();
            assert_eq!(shown(typed, Counts::Parts(parts)), all.join(" "), "{typed}");
        }
        assert!(shown("100%", Counts::Parts(Parts::Hundred)).contains(" 百分之百"));
    }

    #[test]
    fn places_have_their_signs_of_zero() {
        for (value, expect) in [
            (10, "十"),
            (110, "一百一十"),
            (1_005, "一千0五"),
            (1_050, "一千0五十"),
            (10_005, "一万0五"),
            (15_000, "一万五千"),
            (100_500, "十万0五百"),
            (203_000, "二十万三千"),
            (120_000_000, "一亿2千万"),
            (1_200_000_000_000, "一万2千亿"),
            (222_000_000, "2亿2千2百万"),
            (100_130_000, "一亿0一十三万"),
            (2_000_000_000_000, "2万亿"),
        ] {
            let mut spelled = String::new();
            by_places(value, Position::Head, &mut spelled);
            assert_eq!(spelled, expect, "{value}");
        }
    }
}

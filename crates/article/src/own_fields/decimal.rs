//! Numbers as people write them, exactly: `12,000`, `1.2万`, `1万2千`, `三百二十`, `3.5%`, `百分之三`, `-1e3`.

use std::fmt;

/// Maximum length of a written number, in characters.
const MAX_CHARS: usize = 64;

/// Largest exponent of ten, either way: beyond those of floating point.
const MAX_EXPONENT: i32 = 400;

/// A decimal number, exactly as written: a coefficient times a power of ten.
///
/// ```
/// use jianbao_article::Decimal;
///
/// assert_eq!(Decimal::read("1.2万").and_then(Decimal::to_i64), Some(12_000));
/// assert_eq!(Decimal::read("百分之三").and_then(Decimal::to_f64), Some(0.03));
/// assert_eq!(Decimal::read("三百二").and_then(Decimal::to_i64), Some(320));
/// assert_eq!(Decimal::read("1,20"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Without zeros at its end, unless it is 0.
    coefficient: i128,
    exponent: i32,
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Decimal {
        Decimal::new(i128::from(whole), 0)
    }
}

impl Decimal {
    fn new(mut coefficient: i128, mut exponent: i32) -> Decimal {
        if coefficient == 0 {
            return Decimal { coefficient, exponent: 0 };
        }
        while coefficient % 10 == 0 {
            coefficient /= 10;
            exponent += 1;
        }
        Decimal { coefficient, exponent }
    }

    /// The shortest decimal number that is read as this floating point number. `None` if it is not finite.
    pub fn of_f64(number: f64) -> Option<Decimal> {
        Decimal::read(&format!("{number:e}"))
    }

    /// Reads a number. `None` if the text is anything else.
    pub fn read(text: &str) -> Option<Decimal> {
        let text = text.trim();
        if text.chars().nth(MAX_CHARS).is_some() {
            return None;
        }
        let plain: String = text.chars().map(plain).collect();
        let (is_negative, rest) = match plain.strip_prefix(['-', '负', '負']) {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let rest = rest.trim();
        let (rest, shift) = if let Some(rest) = rest.strip_suffix('%').or(rest.strip_prefix("百分之")) {
            (rest, -2)
        } else if let Some(rest) = rest.strip_suffix('‰').or(rest.strip_prefix("千分之")) {
            (rest, -3)
        } else {
            (rest, 0)
        };
        let begins_with_digit = rest.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let (coefficient, exponent) =
            if begins_with_digit { of_digits(rest.trim_end())? } else { (of_characters(rest)?, 0) };
        let exponent = exponent + shift;
        (exponent.abs() <= MAX_EXPONENT)
            .then(|| Decimal::new(if is_negative { -coefficient } else { coefficient }, exponent))
    }

    /// The nearest floating point number. `None` beyond the largest.
    pub fn to_f64(self) -> Option<f64> {
        let Decimal { coefficient, exponent } = self;
        let number: f64 = format!("{coefficient}e{exponent}").parse().ok()?;
        number.is_finite().then_some(number)
    }

    /// The number, if it is whole and fits in 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        (self.exponent >= 0).then(|| i64::try_from(self.floor()).ok())?
    }

    /// The largest whole number that is not above this number; saturates at the limits of the type.
    pub fn floor(self) -> i128 {
        self.rounded(i128::div_euclid)
    }

    /// The smallest whole number that is not below this number; saturates at the limits of the type.
    pub fn ceil(self) -> i128 {
        self.rounded(|coefficient, divisor| -(-coefficient).div_euclid(divisor))
    }

    fn rounded(self, divide: impl Fn(i128, i128) -> i128) -> i128 {
        let Decimal { coefficient, exponent } = self;
        let power = 10_i128.checked_pow(exponent.unsigned_abs());
        if exponent >= 0 {
            let end = if coefficient < 0 { i128::MIN } else { i128::MAX };
            return power.and_then(|power| coefficient.checked_mul(power)).unwrap_or(if coefficient == 0 {
                0
            } else {
                end
            });
        }
        // A coefficient has 38 digits at most, so a larger divisor rounds as the largest does.
        divide(coefficient, power.unwrap_or(i128::MAX))
    }

    /// True if it is more than another number.
    pub fn is_above(self, other: Decimal) -> bool {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |number: Decimal| {
            let power =
                u32::try_from(number.exponent - exponent).ok().and_then(|power| 10_i128.checked_pow(power));
            power.and_then(|power| number.coefficient.checked_mul(power))
        };
        match (scaled(self), scaled(other)) {
            (Some(one), Some(other)) => one > other,
            // Beyond 38 digits the exponents decide.
            _ => self.to_f64().zip(other.to_f64()).is_some_and(|(one, other)| one > other),
        }
    }

    /// True if the number is above 0.
    pub fn is_positive(self) -> bool {
        self.coefficient > 0
    }

    /// The largest multiple of a positive step that is not above the number. `None` if it has too many digits.
    ///
    /// ```
    /// use jianbao_article::Decimal;
    ///
    /// let read = |text: &str| Decimal::read(text).unwrap();
    /// assert_eq!(read("0.3").floor_to(read("0.1")), Some(read("0.3")));
    /// assert_eq!(read("-7").floor_to(read("5")), Some(read("-10")));
    /// ```
    pub fn floor_to(self, step: Decimal) -> Option<Decimal> {
        let exponent = self.exponent.min(step.exponent);
        let scaled = |number: Decimal| {
            let power = 10_i128.checked_pow(u32::try_from(number.exponent - exponent).ok()?)?;
            number.coefficient.checked_mul(power)
        };
        let step = scaled(step)?;
        let multiple = scaled(self)?.checked_div_euclid(step)?;
        Some(Decimal::new(multiple.checked_mul(step)?, exponent))
    }
}

/// Prints all digits, without an exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Decimal { coefficient, exponent } = *self;
        let digits = coefficient.unsigned_abs().to_string();
        if coefficient < 0 {
            f.write_str("-")?;
        }
        let places = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
        if exponent >= 0 {
            return write!(f, "{digits}{}", "0".repeat(places));
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{whole}.{fraction}")
    }
}

/// Full-width signs and digits as ASCII, traditional units as simplified ones.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        '萬' => '万',
        '億' => '亿',
        '兩' => '两',
        '〇' | '○' => '零',
        _ => c,
    }
}

/// The units after digits, each with its power of ten, the longest first.
const UNITS: [(&str, i32); 12] = [
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("十亿", 9),
    ("百亿", 10),
    ("千亿", 11),
    ("万亿", 12),
    ("十", 1),
    ("百", 2),
    ("千", 3),
    ("万", 4),
    ("亿", 8),
];

/// `12,000`, `1.2万`, `1万2千`, `1e3`: coefficient and exponent.
fn of_digits(text: &str) -> Option<(i128, i32)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.find(|c: char| !is_digit(c) && c != ',').unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let whole = without_commas(whole)?;
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len())),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let places = i32::try_from(fraction.len()).ok()?;
    let coefficient: i128 = format!("{whole}{fraction}").parse().ok()?;
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent: i32 = exponent.parse().ok().filter(|exponent: &i32| exponent.abs() <= MAX_EXPONENT)?;
        return Some((coefficient, exponent - places));
    }
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Some((coefficient, -places));
    }
    let (unit, power) = UNITS.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
    let behind = rest[unit.len()..].trim_start_matches('零');
    if behind.is_empty() {
        return Some((coefficient, power - places));
    }
    // 1万2千, 1亿2000万, 1万3000.
    let is_whole = fraction.is_empty() && behind.starts_with(is_digit);
    let (lower, lower_power) = of_digits(behind).filter(|_| is_whole)?;
    let lower = lower.checked_mul(10_i128.checked_pow(u32::try_from(lower_power).ok()?)?)?;
    let higher = coefficient.checked_mul(10_i128.checked_pow(u32::try_from(power).ok()?)?)?;
    let is_below = lower < 10_i128.pow(u32::try_from(power).ok()?);
    // 1万3 is said for 13,000, and written for nothing.
    let is_said = behind.chars().all(is_digit) && behind.len() < usize::try_from(power).ok()?;
    (is_below && !is_said).then_some((higher.checked_add(lower)?, 0))
}

/// Digits with commas in threes, or none.
fn without_commas(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let has_commas = first.len() < text.len();
    let are_threes = !has_commas || (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    are_threes.then(|| text.replace(',', ""))
}

/// `三百二十`, `一万二`, `二零二零`.
fn of_characters(text: &str) -> Option<i128> {
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|known| known == c || c == '两' && known == '二');
    let value = |c: char| digit(c).and_then(|digit| i128::try_from(digit).ok());
    if text.is_empty() {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| value(c).is_some() && c != '两') {
        return text.chars().try_fold(0_i128, |all, c| all.checked_mul(10)?.checked_add(value(c)?));
    }
    let (mut total, mut section, mut number): (i128, i128, Option<i128>) = (0, 0, None);
    // The unit before the last digit, if the digit stands directly behind it.
    let mut said_unit = 0;
    // Units go down within a section, and sections within the number.
    let (mut last_small, mut last_large) = (10_000, i128::MAX);
    for c in text.chars() {
        let small = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 0,
        };
        if small > 0 {
            if small >= last_small {
                return None;
            }
            let count = match number.take() {
                Some(number) => number,
                None if small == 10 && section == 0 => 1,
                None => return None,
            };
            section += count * small;
            (last_small, said_unit) = (small, small);
        } else if c == '万' || c == '亿' {
            let large = if c == '万' { 10_000 } else { 100_000_000 };
            let before = section + number.take().unwrap_or(0);
            if before == 0 && total == 0 || large == last_large {
                return None;
            }
            if large > last_large {
                // 一万亿.
                total = (total + before).checked_mul(large)?;
            } else {
                total = total.checked_add(before.checked_mul(large)?)?;
            }
            section = 0;
            (last_small, last_large, said_unit) = (10_000, large, large);
        } else {
            let digit = value(c)?;
            if digit == 0 {
                if number.is_some() {
                    return None;
                }
                said_unit = 0;
                if text == "零" {
                    number = Some(0);
                }
                continue;
            }
            if number.replace(digit).is_some() {
                return None;
            }
        }
    }
    // 一万二 is 12,000, 三百二 is 320.
    let last = number.map(|digit| if said_unit >= 100 { digit * said_unit / 10 } else { digit });
    (total + section).checked_add(last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expect) in [
            ("0", "0"),
            ("12", "12"),
            ("-12", "-12"),
            ("－１２", "-12"),
            ("+3", "3"),
            ("12,000", "12000"),
            ("1,234,567.5", "1234567.5"),
            ("1.2万", "12000"),
            ("1.25亿", "125000000"),
            ("3万亿", "3000000000000"),
            ("5千万", "50000000"),
            ("1万2千", "12000"),
            ("1亿2000万", "120000000"),
            ("1万3000", "13000"),
            ("3.5%", "0.035"),
            ("５％", "0.05"),
            ("2‰", "0.002"),
            ("百分之三", "0.03"),
            ("百分之3.5", "0.035"),
            ("1e3", "1000"),
            ("1.5E-2", "0.015"),
            (".5", "0.5"),
            ("三百二十", "320"),
            ("三百二", "320"),
            ("一万二", "12000"),
            ("十", "10"),
            ("十五", "15"),
            ("二十", "20"),
            ("两千零五", "2005"),
            ("一百零五", "105"),
            ("三千万", "30000000"),
            ("一万亿", "1000000000000"),
            ("两亿三千万", "230000000"),
            ("二〇二〇", "2020"),
            ("零", "0"),
            ("負五", "-5"),
            ("0.10", "0.1"),
            ("1 200", "-"),
            ("", "-"),
            ("-", "-"),
            (".", "-"),
            ("1,20", "-"),
            (",100", "-"),
            ("1万3", "-"),
            ("甲", "-"),
            ("1.2.3", "-"),
            ("百", "-"),
            ("一二百", "-"),
            ("1e999", "-"),
            ("九九九万九", "-"),
            ("二十三十", "-"),
            ("NaN", "-"),
            ("inf", "-"),
            ("万", "-"),
            ("一十百", "-"),
            ("5元", "-"),
        ] {
            let read = Decimal::read(text).map_or("-".to_owned(), |number| number.to_string());
            assert_eq!(read, expect, "{text}");
        }
        assert_eq!(Decimal::read(&"9".repeat(60)), None);
    }

    #[test]
    fn whole_numbers_are_rounded_down_and_up_and_end_at_the_ends() {
        for (text, floor, ceil) in
            [("1.5", 1, 2), ("-1.5", -2, -1), ("2", 2, 2), ("1e-300", 0, 1), ("-1e-300", -1, 0), ("0", 0, 0)]
        {
            let number = Decimal::read(text).unwrap();
            assert_eq!((number.floor(), number.ceil()), (floor, ceil), "{text}");
        }
        assert_eq!(Decimal::read("1e300").unwrap().floor(), i128::MAX);
        assert_eq!(Decimal::read("-1e300").unwrap().ceil(), i128::MIN);
    }

    #[test]
    fn a_floating_point_number_is_its_shortest_decimal() {
        for number in [0.1, 0.3, -2.5e-7, 1e22, f64::MAX, 5e-324, 0.0] {
            assert_eq!(Decimal::of_f64(number).unwrap().to_f64(), Some(number));
        }
        assert_eq!(Decimal::of_f64(f64::NAN), None);
        assert_eq!(Decimal::of_f64(f64::INFINITY), None);
    }
}

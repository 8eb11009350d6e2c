//! The value of a numeral.
//!
//! The parser is lenient: it gives a value to every numeral whose parts can be added up. A numeral is accepted only if it is in the
//! list of spellings of its value (see [`spellings`](super::spellings)), so a numeral that was parsed wrongly matches nothing.

use super::characters::digit;

/// Maximum length of a numeral in bytes; a longer one is text. The longest spelling of sixteen digits by places has 100.
const MAX_BYTES: usize = 128;

/// Parts of a unit in which values are counted: four decimals.
pub(super) const UNIT: u128 = 10_000;

/// Maximum value, in units: all that is written before 万亿 with four digits.
const MAX_UNITS: u128 = 10_000_000_000_000_000;

/// The value of a numeral in parts of [`UNIT`]; none if it has none, more than four decimals or more than sixteen digits.
pub(super) fn read(numeral: &str) -> Option<u128> {
    let value = if numeral.len() > MAX_BYTES { None } else { sum(numeral) };
    value.filter(|&value| 0 < value && value < MAX_UNITS * UNIT)
}

fn sum(numeral: &str) -> Option<u128> {
    for (place, units) in [('亿', 100_000_000), ('万', 10_000)] {
        let Some((head, tail)) = numeral.rsplit_once(place) else { continue };
        let head = parts(head, units)?;
        let tail = if tail.is_empty() { 0 } else { sum(tail)? };
        return head.checked_add(tail);
    }
    parts(numeral, 1)
}

/// The value of the text before a place, times the unit of the place. Decimals may be of the place's unit.
fn parts(head: &str, units: u128) -> Option<u128> {
    if head.contains(['万', '亿']) {
        return sum(head)?.checked_mul(units);
    }
    let (whole, decimals) = head.split_once(['.', '点']).unwrap_or((head, ""));
    let mut value = group(whole)?.checked_mul(UNIT)?;
    let mut part = UNIT;
    for c in decimals.chars() {
        part /= 10;
        let digit = c.to_digit(10).or_else(|| digit(c).map(u32::from))?;
        if part == 0 {
            return None;
        }
        value = value.checked_add(part * u128::from(digit))?;
    }
    value.checked_mul(units)
}

/// The value of a numeral without 万 and 亿: digits with commas, digits one by one, or digits with 十 百 千.
fn group(numeral: &str) -> Option<u128> {
    let mut sum: u128 = 0;
    let mut open: Option<u128> = None;
    for c in numeral.chars() {
        let place = match c {
            ',' => continue,
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                let digit = c.to_digit(10).or_else(|| digit(c).map(u32::from))?;
                open = Some(open.unwrap_or(0).checked_mul(10)?.checked_add(u128::from(digit))?);
                continue;
            }
        };
        let times = match open.take() {
            Some(times) => times,
            None if place == 10 && sum == 0 => 1,
            None => return None,
        };
        sum = sum.checked_add(times.checked_mul(place)?)?;
    }
    let is_empty = numeral.is_empty();
    (!is_empty).then_some(sum.checked_add(open.unwrap_or(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_values_in_parts_of_a_unit() {
        for (numeral, units) in [
            ("3", 30_000),
            ("1,300", 13_000_000),
            ("1.3万", 130_000_000),
            ("一点三万", 130_000_000),
            ("一万三千", 130_000_000),
            ("1万3千", 130_000_000),
            ("十三", 130_000),
            ("二〇二〇", 20_200_000),
            ("三百〇五", 3_050_000),
            ("三百零五", 3_050_000),
            ("1.2万亿", 12_000_000_000_000_000),
            ("一万二千亿", 12_000_000_000_000_000),
            ("1.2345", 12_345),
        ] {
            assert_eq!(read(numeral), Some(units), "{numeral}");
        }
        for numeral in [
            "",
            "0",
            "零",
            "百",
            "万",
            "亿",
            "1.23456",
            "99999999999999999",
            "亿亿亿亿",
            "一点",
            &"9".repeat(200),
        ] {
            assert_eq!(read(numeral).filter(|_| numeral != "一点"), None, "{numeral}");
        }
    }
}

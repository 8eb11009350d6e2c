//! Grammar of the oracle: the spellings of numbers that may match, each with its value.

/// Form of a numeral, where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Four digits, or Chinese digits one by one, that can be a year; and whether they can be another number too.
    Year { is_number_too: bool },
    /// Anything else.
    Other,
}

/// Something counted: a number of things, or of hundredths or thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Things(u128),
    Hundredths(u128),
    Thousandths(u128),
}

/// True for the characters of Chinese numerals that are nothing else.
pub(super) fn numeric(c: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿".contains(c)
}

/// The value of one Chinese digit, all signs of zero among them.
pub(super) fn single(c: char) -> Option<u128> {
    "零一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at as u128).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// The amount and the form of a stretch of characters, if it is one of the spellings of the law.
pub(super) fn numeral(chars: &[char]) -> Option<(Amount, Form)> {
    let text: String = chars.iter().collect();
    for (words, sign, amount) in [
        ("百分之", '%', Amount::Hundredths as fn(u128) -> Amount),
        ("千分之", '‰', Amount::Thousandths as fn(u128) -> Amount),
    ] {
        if let Some(rest) = text.strip_prefix(words) {
            let rest: Vec<char> = rest.chars().collect();
            let value = if words == "百分之" && rest == ['百'] {
                Some(1_000_000)
            } else {
                decimal(&rest, 4)
                    .filter(|_| is_shortest(&rest))
                    .or_else(|| pointed(&rest))
                    .or_else(|| whole_places(&rest))
            };
            return value.filter(|&value| in_parts(value)).map(|value| (amount(value), Form::Other));
        }
        if let Some(rest) = text.strip_suffix(sign) {
            let rest: Vec<char> = rest.chars().collect();
            return decimal(&rest, 4)
                .filter(|&value| in_parts(value))
                .map(|value| (amount(value), Form::Other));
        }
    }
    let form = form(chars);
    let value =
        things(chars).or_else(|| matches!(form, Form::Year { .. }).then(|| one_by_one(chars)).flatten())?;
    (0 < value && value < 100_000_000_000_000_000_000).then_some((Amount::Things(value), form))
}

/// Hundredths are written with six digits at most.
fn in_parts(value: u128) -> bool {
    0 < value && value < 10_000_000_000
}

/// True if digits have neither commas nor zeros that could be left out.
fn is_shortest(chars: &[char]) -> bool {
    !(chars.contains(&',') || chars.contains(&'.') && chars.last() == Some(&'0'))
}

fn form(chars: &[char]) -> Form {
    let is_digits = chars.len() == 4 && chars.iter().all(char::is_ascii_digit) && chars[0] != '0';
    let is_chinese = chars.len() == 4 && one_by_one(chars).is_some();
    match (is_digits, is_chinese) {
        (true, _) => Form::Year { is_number_too: true },
        (_, true) => Form::Year { is_number_too: chars.iter().any(|c| "〇○◯".contains(*c)) },
        _ => Form::Other,
    }
}

/// Chinese digits one by one, with one sign of zero, the first of them no zero; in ten-thousandths.
fn one_by_one(chars: &[char]) -> Option<u128> {
    let mut value = 0;
    let mut zeros = Vec::new();
    for &c in chars {
        let digit = match c {
            '两' => return None,
            '零' | '〇' | '○' | '◯' => {
                zeros.push(c);
                0
            }
            c => single(c)?,
        };
        value = value * 10 + digit;
    }
    zeros.dedup();
    let opens_well = chars.first().is_some_and(|c| !"零〇○◯".contains(*c));
    (zeros.len() <= 1 && opens_well && chars.len() <= 4).then_some(value * 10_000)
}

/// The amount of things of a numeral in one of the forms of the law.
fn things(chars: &[char]) -> Option<u128> {
    let is_telephone = |chars: &[char]| {
        let digits: Vec<_> = chars.iter().filter(|c| **c != ',').collect();
        digits.len() >= 9 && !digits.ends_with(&[&'0'; 4])
    };
    if let Some(value) = decimal(chars, 0) {
        return (!is_telephone(chars)).then_some(value);
    }
    (2..=4)
        .contains(&chars.len())
        .then(|| one_by_one(chars).filter(|_| chars.iter().any(|c| "〇○◯".contains(*c))))
        .flatten()
        .or_else(|| with_unit(chars))
        .or_else(|| mixed(chars))
        .or_else(|| pointed_with_unit(chars))
        .or_else(|| whole_places(chars))
}

/// Digits, in threes or not, with up to some decimals; in ten-thousandths.
fn decimal(chars: &[char], max_decimals: usize) -> Option<u128> {
    let text: String = chars.iter().collect();
    let (whole, decimals) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(',').collect();
    let is_grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let opens_well = !whole.starts_with('0') || whole == "0" && decimals.is_some();
    if !is_grouped || !groups.iter().all(|group| is_digits(group)) || !opens_well {
        return None;
    }
    let mut value = groups.concat().parse::<u128>().ok()?.checked_mul(10_000)?;
    if let Some(decimals) = decimals {
        if !is_digits(decimals) || decimals.len() > max_decimals {
            return None;
        }
        value += format!("{decimals:0<4}").parse::<u128>().ok()?;
    }
    Some(value)
}

/// A unit at the end: what stands before it, and its size.
fn unit(chars: &[char]) -> Option<(&[char], u128)> {
    match chars {
        [head @ .., '万', '亿'] => Some((head, 1_000_000_000_000)),
        [head @ .., '亿'] => Some((head, 100_000_000)),
        [head @ .., '万'] => Some((head, 10_000)),
        _ => None,
    }
}

/// Digits with decimals before 万, 亿 and 万亿.
fn with_unit(chars: &[char]) -> Option<u128> {
    let (head, size) = unit(chars)?;
    decimal(head, 4).filter(|value| (1_000..10_000_000_000).contains(value)).map(|value| value * size)
}

/// A plain whole number of digits.
fn plain(chars: &[char]) -> Option<u128> {
    decimal(chars, 0).filter(|_| !chars.contains(&','))
}

/// One digit with 千 or 百.
fn digit_with_place(chars: &[char]) -> Option<u128> {
    match chars {
        [digit, '千'] => plain(&[*digit]).map(|value| value * 1000),
        [digit, '百'] => plain(&[*digit]).map(|value| value * 100),
        _ => None,
    }
}

/// Digits before 百, 千, 万 and 亿, place by place.
fn mixed(chars: &[char]) -> Option<u128> {
    if let Some(value) = digit_with_place(chars) {
        return Some(value);
    }
    if let [head @ .., '万' | '亿'] = chars
        && let Some(value) = digit_with_place(head)
    {
        return Some(value * unit(chars)?.1);
    }
    let below = |limit: u128| move |value: &u128| (1..limit * 10_000).contains(value);
    if let Some(at) = chars.iter().position(|c| *c == '亿') {
        let head = plain(&chars[..at]).filter(below(100_000_000))?;
        let (tail, size) = unit(&chars[at + 1..]).filter(|(_, size)| *size == 10_000)?;
        let tail = plain(tail).filter(below(10_000)).or_else(|| digit_with_place(tail))?;
        return Some(head * 100_000_000 + tail * size);
    }
    let at = chars.iter().position(|c| *c == '万')?;
    let head = plain(&chars[..at]).filter(below(10_000))?;
    let tail = &chars[at + 1..];
    let tail = match tail {
        [thousands, '千', hundreds, '百'] => {
            Some(plain(&[*thousands])? * 1000 + plain(&[*hundreds])? * 100).filter(|value| *value > 0)
        }
        _ => plain(tail)
            .filter(|value| (10_000_000..100_000_000).contains(value))
            .or_else(|| digit_with_place(tail)),
    };
    tail.map(|tail| head * 10_000 + tail)
}

/// Chinese with 点 and decimals that do not end in zero, before 万, 亿 and 万亿.
fn pointed_with_unit(chars: &[char]) -> Option<u128> {
    let (head, size) = unit(chars)?;
    pointed(head).filter(|value| (1_000..10_000_000_000).contains(value)).map(|value| value * size)
}

fn pointed(chars: &[char]) -> Option<u128> {
    let at = chars.iter().position(|c| *c == '点')?;
    let (whole, decimals) = (&chars[..at], &chars[at + 1..]);
    if decimals.is_empty() || decimals.len() > 4 || decimals.last() == Some(&'零') {
        return None;
    }
    let is_plain = |chars: &[char]| !chars.iter().any(|c| "〇○◯两".contains(*c));
    let whole = if whole == ['零'] { 0 } else { whole_places(whole)? };
    if !is_plain(chars) {
        return None;
    }
    let mut value = whole;
    let mut part = 1_000;
    for &c in decimals {
        value += single(c)? * part;
        part /= 10;
    }
    Some(value)
}

/// A Chinese numeral by places, in ten-thousandths.
fn whole_places(chars: &[char]) -> Option<u128> {
    let mut zeros: Vec<char> = chars.iter().copied().filter(|c| "零〇○◯".contains(*c)).collect();
    zeros.sort_unstable();
    zeros.dedup();
    let mut twos = Vec::new();
    let value = places(chars, true, &mut twos)?;
    // No 两 behind a 二 that could be 两.
    let is_ordered = twos.windows(2).all(|pair| pair != ['二', '两']);
    let is_two = chars == ['两'];
    (zeros.len() <= 1
        && is_ordered
        && (is_two
            || chars.iter().filter(|c| **c == '两').count() == twos.iter().filter(|c| **c == '两').count()))
    .then_some(value * 10_000)
}

fn places(chars: &[char], is_head: bool, twos: &mut Vec<char>) -> Option<u128> {
    for (place, size) in [('亿', 100_000_000), ('万', 10_000)] {
        let Some(at) = chars.iter().rposition(|c| *c == place) else { continue };
        let (head, tail) = (&chars[..at], &chars[at + 1..]);
        let times = match head {
            [two @ ('二' | '两')] => {
                twos.push(*two);
                2
            }
            head => places(head, is_head, twos)?,
        };
        if times >= size.max(100_000_000) || place == '万' && times >= 10_000 {
            return None;
        }
        let rest = match tail {
            [] => 0,
            ['零' | '〇' | '○' | '◯', tail @ ..] => {
                places(tail, false, twos).filter(|rest| *rest < size / 10)?
            }
            tail => places(tail, false, twos).filter(|rest| *rest >= size / 10)?,
        };
        return Some(times * size + rest);
    }
    let mut value = 0;
    // The lowest place so far, 10,000 before any.
    let mut lowest = 10_000;
    let mut rest = chars;
    while !rest.is_empty() {
        let has_zero = "零〇○◯".contains(rest[0]);
        if has_zero {
            if value == 0 {
                return None;
            }
            rest = &rest[1..];
        }
        let (digit, behind) = match rest {
            ['十', ..] if is_head && value == 0 && !has_zero => (1, rest),
            [digit, behind @ ..] => (single(*digit).filter(|digit| *digit > 0)?, behind),
            [] => return None,
        };
        let (place, behind) = match behind {
            ['千', behind @ ..] => (1000, behind),
            ['百', behind @ ..] => (100, behind),
            ['十', behind @ ..] => {
                let is_bare = rest[0] == '十';
                // At the head ten has no 一.
                if digit == 1 && !is_bare && is_head && value == 0 {
                    return None;
                }
                (10, behind)
            }
            [] => (1, behind),
            _ => return None,
        };
        let has_gap = place * 10 < lowest && value > 0;
        if place >= lowest || has_gap != has_zero {
            return None;
        }
        if place >= 100 && digit == 2 {
            twos.push(rest[0]);
        }
        value += digit * place;
        lowest = place;
        rest = behind;
    }
    (value > 0).then_some(value)
}

//! Reading the written forms of dates.

use super::{Boundary, CivilDay, DateSpec, Period, days_in};

/// See [`DateSpec::read`].
pub(super) fn read(text: &str) -> Option<DateSpec> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    for sign in [">=", "<=", ">", "<"] {
        if let Some(rest) = text.strip_prefix(sign) {
            let period = period(rest)?;
            let edge =
                if sign.ends_with('=') { Boundary::Including(period) } else { Boundary::Excluding(period) };
            return Some(match sign.starts_with('>') {
                true => DateSpec { from: edge, to: Boundary::Open },
                false => DateSpec { from: Boundary::Open, to: edge },
            });
        }
    }
    for sign in ["..", "至", "到", "~"] {
        if let Some((left, right)) = text.split_once(sign) {
            return between(left, right);
        }
    }
    period(&text)
        .map(|period| DateSpec { from: Boundary::Including(period), to: Boundary::Including(period) })
}

/// Full-width signs and digits, and Chinese digits, as ASCII; 十 is left.
fn plain(c: char) -> char {
    match c {
        '〇' | '○' | '零' => '0',
        '一' => '1',
        '二' | '两' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        '～' | '〜' => '~',
        '—' | '–' | '－' => '-',
        '》' | '〉' | '＞' => '>',
        '《' | '〈' | '＜' => '<',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn between(left: &str, right: &str) -> Option<DateSpec> {
    if left.is_empty() && right.is_empty() {
        return None;
    }
    let from = if left.is_empty() { None } else { Some(period(left)?) };
    let to = match (from, right.is_empty()) {
        (_, true) => None,
        (Some(from), false) => Some(continued(from, right).or_else(|| period(right))?),
        (None, false) => Some(period(right)?),
    };
    let boundary = |period: Option<Period>| period.map_or(Boundary::Open, Boundary::Including);
    Some(DateSpec { from: boundary(from), to: boundary(to) })
}

/// The second date of a pair that leaves out what the first one said: 2020年10月至11月, 11月2日至5日.
fn continued(from: Period, right: &str) -> Option<Period> {
    let bare_day =
        || right.strip_suffix(['日', '号']).and_then(number).and_then(|day| u8::try_from(day).ok());
    match (from, period(right)) {
        (Period::Month { year, .. }, Some(Period::MonthOfYear(month))) => Some(Period::Month { year, month }),
        (Period::Day(first), Some(Period::DayOfMonth { month, day })) => {
            CivilDay::new(first.year(), month, day).map(Period::Day)
        }
        (Period::Day(first), None) => {
            CivilDay::new(first.year(), first.month(), bare_day()?).map(Period::Day)
        }
        (Period::DayOfMonth { month, .. }, None) => day_of_month(month, bare_day()?),
        _ => None,
    }
}

fn day_of_month(month: u8, day: u8) -> Option<Period> {
    // 2020 is a leap year, so every day that some year has is one of its days.
    CivilDay::new(2020, month, day).map(|_| Period::DayOfMonth { month, day })
}

fn period(text: &str) -> Option<Period> {
    relative(text).or_else(|| absolute(text))
}

fn relative(text: &str) -> Option<Period> {
    let named = match text {
        "今天" | "今日" | "today" => Period::DaysAgo(0),
        "昨天" | "昨日" | "yesterday" => Period::DaysAgo(1),
        "前天" | "前日" => Period::DaysAgo(2),
        "本周" | "这周" | "本星期" => Period::WeeksAgo(0),
        "上周" | "上星期" => Period::WeeksAgo(1),
        "本月" | "这个月" | "当月" => Period::MonthsAgo(0),
        "上月" | "上个月" => Period::MonthsAgo(1),
        "今年" | "本年" => Period::YearsAgo(0),
        "去年" | "上年" => Period::YearsAgo(1),
        "前年" => Period::YearsAgo(2),
        "近半年" | "最近半年" => Period::LastMonths(6),
        "近半个月" | "最近半个月" => Period::LastDays(15),
        _ => {
            let rest = text.strip_prefix("最近").or_else(|| text.strip_prefix('近'))?;
            return last(rest.strip_suffix('来').unwrap_or(rest));
        }
    };
    Some(named)
}

fn last(text: &str) -> Option<Period> {
    let count =
        |unit: &str| text.strip_suffix(unit).and_then(number).filter(|&count| (1..=9999).contains(&count));
    if let Some(months) = count("个月") {
        return Some(Period::LastMonths(months));
    }
    if let Some(weeks) = ["个星期", "星期", "周"].into_iter().find_map(count) {
        return Some(Period::LastDays(weeks * 7));
    }
    if let Some(days) = ["天", "日"].into_iter().find_map(count) {
        return Some(Period::LastDays(days));
    }
    count("年").map(|years| Period::LastMonths(years * 12))
}

fn absolute(text: &str) -> Option<Period> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            4 => year(text).map(Period::Year),
            8 => CivilDay::new(year(&text[..4])?, small(&text[4..6])?, small(&text[6..])?).map(Period::Day),
            _ => None,
        };
    }
    if let Some((head, rest)) = text.split_once('年') {
        return of_year(head, rest);
    }
    if let Some((head, rest)) = text.split_once('月') {
        let month = small(head).filter(|month| (1..=12).contains(month))?;
        return match rest {
            "" | "份" => Some(Period::MonthOfYear(month)),
            _ => day_of_month(month, small(rest.strip_suffix(['日', '号'])?)?),
        };
    }
    let mut parts = text.split(['-', '/', '.']);
    let year = year(parts.next()?)?;
    let month = small(parts.next()?).filter(|month| (1..=12).contains(month))?;
    let period = match parts.next() {
        None => Period::Month { year, month },
        Some(day) => Period::Day(CivilDay::new(year, month, small(day)?)?),
    };
    parts.next().is_none().then_some(period)
}

/// What follows 年: nothing, a month, or a month and a day. The year itself may be 今, 去 or 前.
fn of_year(head: &str, rest: &str) -> Option<Period> {
    let years_ago = match head {
        "今" => Some(0),
        "去" => Some(1),
        "前" => Some(2),
        _ => None,
    };
    if rest.is_empty() {
        return match years_ago {
            Some(years) => Some(Period::YearsAgo(years)),
            None => year(head).map(Period::Year),
        };
    }
    let (month, day) = rest.split_once('月')?;
    let month = small(month).filter(|month| (1..=12).contains(month))?;
    if let Some(years) = years_ago {
        // Whole months alone: a day would need a period of its own, and 去年10月26日 is rarely asked for.
        return matches!(day, "" | "份").then_some(Period::MonthOfPastYear { years, month });
    }
    let year = year(head)?;
    match day {
        "" | "份" => Some(Period::Month { year, month }),
        _ => {
            let day = small(day.strip_suffix(['日', '号'])?)?;
            (day <= days_in(year, month)).then(|| CivilDay::new(year, month, day).map(Period::Day)).flatten()
        }
    }
}

fn year(text: &str) -> Option<i32> {
    let year = (text.len() == 4).then(|| number(text)).flatten()?;
    i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))
}

fn small(text: &str) -> Option<u8> {
    number(text).and_then(|number| u8::try_from(number).ok())
}

/// A number in ASCII digits, or with 十: 十, 十二, 2十, 2十6 (Chinese digits are ASCII by now).
fn number(text: &str) -> Option<u32> {
    let digits = |text: &str| {
        let is_number = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let Some((tens, ones)) = text.split_once('十') else { return digits(text) };
    let tens: u32 = if tens.is_empty() { 1 } else { digits(tens)? };
    let ones: u32 = if ones.is_empty() { 0 } else { digits(ones)? };
    (tens <= 9 && ones <= 9).then_some(tens * 10 + ones)
}

//! Parser of written dates.

use super::calendar;
use super::{Boundary, DateSpec, Period, Year, YearPart};

/// See [`DateSpec::read`].
pub(super) fn read(text: &str) -> Option<DateSpec> {
    let text: String = with_year_named(text).map(plain).collect();
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
    let text = text.strip_prefix(['自', '从', '由']).unwrap_or(&text);
    for sign in ["..", "至", "到", "~"] {
        if let Some((left, right)) = text.split_once(sign) {
            return between(left, right);
        }
    }
    if let Some(period) = period(text) {
        return Some(DateSpec { from: Boundary::Including(period), to: Boundary::Including(period) });
    }
    half_open(text).or_else(|| {
        // A dash may be inside a date too: the one between two dates is the one that leaves two dates.
        text.match_indices('-').find_map(|(at, _)| {
            let (left, right) = (&text[..at], &text[at + 1..]);
            // 2021-02-29 is no day, and no range from a year to a day either.
            let is_year = |text: &str| text.len() == 4 && year(text).is_some();
            let are_alike = !left.is_empty() && !right.is_empty() && (!is_year(left) || is_year(right));
            are_alike.then(|| between(left, right)).flatten()
        })
    })
}

/// The characters without white space, and with 年 between a year in figures and a Chinese numeral: 2019三季度. Both are
/// figures after [`plain`].
fn with_year_named(text: &str) -> impl Iterator<Item = char> {
    let mut figures = 0;
    text.chars().filter(|c| !c.is_whitespace()).flat_map(move |c| {
        let is_year_over = figures == 4 && "一二三四五六七八九十".contains(c);
        figures = if matches!(c, '0'..='9' | '０'..='９') { figures + 1 } else { 0 };
        is_year_over.then_some('年').into_iter().chain([c])
    })
}

/// Full-width punctuation and digits, and Chinese digits, as ASCII; 十 stays.
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
        '個' => '个',
        '週' => '周',
        '後' => '后',
        '來' => '来',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}

/// A date and a word that leaves an end open: 2020年以来, 10月之前.
fn half_open(text: &str) -> Option<DateSpec> {
    let before = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word)).and_then(period);
    if let Some(period) = before(&["以来", "起", "开始"]) {
        return Some(DateSpec { from: Boundary::Including(period), to: Boundary::Open });
    }
    if let Some(period) = before(&["之后", "以后", "后"]) {
        return Some(DateSpec { from: Boundary::Excluding(period), to: Boundary::Open });
    }
    let period = before(&["之前", "以前", "前"])?;
    Some(DateSpec { from: Boundary::Open, to: Boundary::Excluding(period) })
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

/// The second date of a pair, which omits parts of the first one: 2020年10月至11月, 11月2日至5日, 2020-10..12. Without a year
/// of its own it has the first one's year, or the next if it would come before.
fn continued(from: Period, right: &str) -> Option<Period> {
    let Period::OfYear { year, part: first } = from else { return None };
    let bare = small(right);
    let part = match (first, period(right)) {
        (_, Some(Period::OfYear { year: Year::Latest, part })) => part,
        (YearPart::Month(_), None) => YearPart::Month(bare.filter(is_month)?),
        (YearPart::Day { month, .. }, None) => {
            day_of(month, bare.or_else(|| small(right.strip_suffix(['日', '号'])?))?)?
        }
        _ => return None,
    };
    // Any year with a 29 February shows which comes first.
    let comes_before = part.days(2020)?.1 < first.days(2020)?.0;
    let later = i32::from(comes_before);
    let year = match year {
        Year::Written(year) => {
            Year::Written(year.checked_add(later).filter(|year| part.days(*year).is_some())?)
        }
        Year::FromNow(years) => Year::FromNow(years + later),
        Year::Latest => Year::Latest,
    };
    Some(Period::OfYear { year, part })
}

fn period(text: &str) -> Option<Period> {
    relative(text).or_else(|| absolute(text))
}

fn relative(text: &str) -> Option<Period> {
    let this_year = |years: i32| Period::OfYear { year: Year::FromNow(years), part: YearPart::Whole };
    let named = match text {
        "今天" | "今日" | "今" | "today" => Period::DaysAgo(0),
        "昨天" | "昨日" | "yesterday" => Period::DaysAgo(1),
        "前天" | "前日" => Period::DaysAgo(2),
        "大前天" => Period::DaysAgo(3),
        "本周" | "这周" | "这1周" | "本星期" | "这星期" | "这个星期" | "thisweek" => {
            Period::WeeksAgo(0)
        }
        "上周" | "上1周" | "上星期" | "上个星期" | "lastweek" => Period::WeeksAgo(1),
        "上上周" | "上上星期" => Period::WeeksAgo(2),
        "本月" | "这个月" | "当月" | "thismonth" => Period::MonthsAgo(0),
        "上月" | "上个月" | "lastmonth" => Period::MonthsAgo(1),
        "上上月" | "上上个月" => Period::MonthsAgo(2),
        "本季度" | "本季" | "这个季度" => Period::QuartersAgo(0),
        "上季度" | "上季" | "上个季度" => Period::QuartersAgo(1),
        "今年" | "本年" | "thisyear" => this_year(0),
        "去年" | "上年" | "lastyear" => this_year(-1),
        "前年" => this_year(-2),
        _ => return weekday(text).or_else(|| last(text)),
    };
    Some(named)
}

/// 周五, 上周五, 本星期日.
fn weekday(text: &str) -> Option<Period> {
    let (weeks, rest) = match text.strip_prefix("上") {
        Some(rest) => (Some(1), rest.strip_prefix('个').unwrap_or(rest)),
        None => match text.strip_prefix(['本', '这']) {
            Some(rest) => (Some(0), rest.strip_prefix('个').unwrap_or(rest)),
            None => (None, text),
        },
    };
    let day = rest.strip_prefix('周').or_else(|| rest.strip_prefix("星期"))?;
    let days_since_monday = match day {
        "日" | "天" => 6,
        _ => small(day).filter(|day| (1..=6).contains(day))? - 1,
    };
    Some(Period::WeekdayAgo { weeks, days_since_monday })
}

/// 近7天, 最近三个月, 过去一年, 7天内; and 3天前, which is a day.
fn last(text: &str) -> Option<Period> {
    let prefixed = ["最近", "过去", "近"].iter().find_map(|prefix| text.strip_prefix(prefix));
    let suffixed = || ["以内", "之内", "内"].iter().find_map(|suffix| text.strip_suffix(suffix));
    let Some(text) = prefixed.map(|rest| rest.strip_suffix('来').unwrap_or(rest)).or_else(suffixed) else {
        let days = text.strip_suffix("天前").and_then(number)?;
        return Some(Period::DaysAgo(days));
    };
    let count =
        |unit: &str| text.strip_suffix(unit).and_then(number).filter(|&count| (1..=9999).contains(&count));
    match text {
        "半年" => return Some(Period::LastMonths(6)),
        "半个月" | "半月" => return Some(Period::LastDays(15)),
        _ => {}
    }
    if let Some(months) = ["个月", "月"].into_iter().find_map(count) {
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
    let of_year = |year: i32, part: YearPart| {
        // A year without such a day is rejected at once: 2021-02-29 is not a date.
        part.days(year).map(|_| Period::OfYear { year: Year::Written(year), part })
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            4 => of_year(year(text)?, YearPart::Whole),
            8 => of_year(year(&text[..4])?, day_of(small(&text[4..6])?, small(&text[6..])?)?),
            _ => None,
        };
    }
    if let Some(part) = part(text) {
        return Some(Period::OfYear { year: Year::Latest, part });
    }
    // 2023下半年: the year without its 年. A digit behind the four would belong to their number.
    let is_digits = |head: &str| head.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((head, rest)) = text.split_at_checked(4).filter(|(head, _)| is_digits(head))
        && let Some(part) = part(rest).filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return of_year(year(head)?, part);
    }
    if let Some((head, rest)) = text.split_once('年') {
        let part = if rest.is_empty() { YearPart::Whole } else { part(rest)? };
        let years = match head {
            "今" | "本" => 0,
            "去" | "上" => -1,
            "前" => -2,
            _ => return of_year(year(head)?, part),
        };
        return Some(Period::OfYear { year: Year::FromNow(years), part });
    }
    if let Some((head, quarter)) = text.split_once('q') {
        let head = head.strip_suffix('-').unwrap_or(head);
        return of_year(year(head)?, YearPart::Quarter(small(quarter).filter(is_quarter)?));
    }
    let numbers: Vec<&str> = text.split(['-', '/', '.']).collect();
    match *numbers.as_slice() {
        [month, day] if month.len() <= 2 => {
            Some(Period::OfYear { year: Year::Latest, part: day_of(small(month)?, small(day)?)? })
        }
        [head, month] => of_year(year(head)?, YearPart::Month(small(month).filter(is_month)?)),
        [head, month, day] => of_year(year(head)?, day_of(small(month)?, small(day)?)?),
        _ => None,
    }
}

/// A part of a year in words: 10月, 10月26日, 10月下旬, 第三季度, 上半年.
fn part(text: &str) -> Option<YearPart> {
    match text {
        "上半年" => return Some(YearPart::Half(1)),
        "下半年" => return Some(YearPart::Half(2)),
        _ => {}
    }
    if let Some(quarter) = text.strip_suffix("季度") {
        let quarter = quarter.strip_prefix('第').unwrap_or(quarter);
        return small(quarter).filter(is_quarter).map(YearPart::Quarter);
    }
    let (month, rest) = text.split_once('月')?;
    let month = small(month).filter(is_month)?;
    match rest {
        "" | "份" => Some(YearPart::Month(month)),
        "上旬" => Some(YearPart::Third { month, third: 1 }),
        "中旬" => Some(YearPart::Third { month, third: 2 }),
        "下旬" => Some(YearPart::Third { month, third: 3 }),
        _ => day_of(month, small(rest.strip_suffix(['日', '号'])?)?),
    }
}

/// A day that some year has.
fn day_of(month: u8, day: u8) -> Option<YearPart> {
    calendar::day(2020, month, day).map(|_| YearPart::Day { month, day })
}

fn is_month(month: &u8) -> bool {
    (1..=12).contains(month)
}

fn is_quarter(quarter: &u8) -> bool {
    (1..=4).contains(quarter)
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

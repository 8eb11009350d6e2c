//! Days mentioned in a text: `10月26日`, `二〇二〇年十月`, `今年9月`, `昨天`, `日前`.
//!
//! Papers give days relative to the day of writing. [`days_in`] takes that day and returns each mention as a range of
//! possible days. If the year is missing, the nearest such day is chosen; the distance of a future day counts double. A
//! dateline is never later than its issue ([`day_before`]).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// A mention of a day, a month or a year in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DayMention {
    /// Start in the text, in bytes.
    pub start_byte: usize,
    /// End in the text, in bytes.
    pub end_byte: usize,
    /// The first possible day.
    pub first: Date,
    /// The last possible day; equal to the first for a single day.
    pub last: Date,
    /// Precision of the day in the text.
    pub precision: DayPrecision,
}

/// Precision of a day in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayPrecision {
    /// A day: `10月26日`, `昨天`, `上周三`.
    Day,
    /// A week: `上周`.
    Week,
    /// A month: `今年9月`, `二〇二〇年十月`.
    Month,
    /// A year: `去年`, `2019年`.
    Year,
    /// `日前`, `近日` and similar: a day of the week before, as papers use these words.
    Recent,
}

/// The days mentioned in a text, in order. `written` is the reference day: that of the dateline, or of the
/// issue; [`Article::written_day`](crate::Article::written_day) returns it. Without it only days with a
/// printed year are found. Linear in the length of the text.
///
/// ```
/// use jianbao_article::{Date, days_in};
///
/// let written: Date = "2021-01-02".parse()?;
/// let days = days_in("12月30日开工，去年9月获批。", Some(written));
/// assert_eq!(days[0].first.to_string(), "2020-12-30");
/// assert_eq!((days[1].first.to_string(), days[1].last.to_string()), ("2020-09-01".into(), "2020-09-30".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn days_in(text: &str, written: Option<Date>) -> Vec<DayMention> {
    let mut days = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let found = written.and_then(|written| in_words(rest, written)).or_else(|| in_numbers(rest, written));
        match found {
            Some(DayMatch { bytes, first, last, precision }) => {
                days.push(DayMention { start_byte: at, end_byte: at + bytes, first, last, precision });
                at += bytes;
            }
            None if digit(c).is_some() || matches!(c, '十' | '百') => {
                // The rest of a number is not another number, nor is the day after a month.
                at += month_and_day(rest).map_or(digits_at(rest).len(), |(_, _, bytes)| bytes);
            }
            None => at += c.len_utf8(),
        }
    }
    days
}

/// The last occurrence of a month and day that is not after the issue: the year of a dateline such as
/// `12月31日电` in an issue of the first of January. None for impossible days.
#[must_use]
pub fn day_before(issued: Date, month: u8, day: u8) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // A dateline may be a day after the issue: evening papers, other time zones.
    let latest = issued.checked_add(1.day()).ok()?;
    let years = (0..=4).map(|back| issued.year() + i16::from(latest.year() > issued.year()) - back);
    years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date <= latest)
}

struct DayMatch {
    bytes: usize,
    first: Date,
    last: Date,
    precision: DayPrecision,
}

impl DayMatch {
    fn day(bytes: usize, day: Date) -> DayMatch {
        DayMatch { bytes, first: day, last: day, precision: DayPrecision::Day }
    }

    fn month(bytes: usize, year: i16, month: i8) -> Option<DayMatch> {
        let first = Date::new(year, month, 1).ok()?;
        Some(DayMatch { bytes, first, last: first.last_of_month(), precision: DayPrecision::Month })
    }

    fn year(bytes: usize, year: i16) -> Option<DayMatch> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(DayMatch { bytes, first, last: first.last_of_year(), precision: DayPrecision::Year })
    }
}

/// `昨天`, `上周三`, `日前`, `今年9月`.
fn in_words(text: &str, written: Date) -> Option<DayMatch> {
    const DAYS: [(&str, i64); 22] = [
        ("大前天", -3),
        ("前天", -2),
        ("前晚", -2),
        ("昨天", -1),
        ("昨日", -1),
        ("昨晚", -1),
        ("昨晨", -1),
        ("昨夜", -1),
        ("昨午", -1),
        ("今天", 0),
        ("今日", 0),
        ("今晚", 0),
        ("今晨", 0),
        ("今早", 0),
        ("今午", 0),
        ("今起", 0),
        ("明天", 1),
        ("明日", 1),
        ("明晚", 1),
        ("明晨", 1),
        ("后天", 2),
        ("後天", 2),
    ];
    const RECENT: [&str; 14] = [
        "日前",
        "近日",
        "近来",
        "近來",
        "连日来",
        "連日來",
        "日来",
        "最近",
        "前不久",
        "不久前",
        "近期",
        "前几天",
        "前些天",
        "日內",
    ];
    const YEARS: [(&str, i16); 5] = [("今年", 0), ("去年", -1), ("前年", -2), ("明年", 1), ("后年", 2)];
    const MONTHS: [(&str, i64); 6] =
        [("本月", 0), ("上个月", -1), ("上月", -1), ("上個月", -1), ("下个月", 1), ("下月", 1)];
    let first = text.chars().next()?;
    if !"大前昨今明后後日近连連最不去本上下".contains(first) {
        return None;
    }
    if let Some((word, days)) = DAYS.into_iter().find(|(word, _)| text.starts_with(word)) {
        return Some(DayMatch::day(word.len(), written.checked_add(days.days()).ok()?));
    }
    if let Some(word) = RECENT.into_iter().find(|word| text.starts_with(word)) {
        let first = written.checked_sub(7.days()).ok()?;
        return Some(DayMatch { bytes: word.len(), first, last: written, precision: DayPrecision::Recent });
    }
    if let Some((word, years)) = YEARS.into_iter().find(|(word, _)| text.starts_with(word)) {
        let year = written.year().checked_add(years)?;
        let behind = &text[word.len()..];
        return match month_and_day(behind) {
            Some((month, Some(day), bytes)) => {
                Some(DayMatch::day(word.len() + bytes, Date::new(year, month, day).ok()?))
            }
            Some((month, None, bytes)) => DayMatch::month(word.len() + bytes, year, month),
            None => DayMatch::year(word.len(), year),
        };
    }
    if let Some((word, months)) = MONTHS.into_iter().find(|(word, _)| text.starts_with(word)) {
        let there = written.checked_add(months.months()).ok()?;
        return match day_number(&text[word.len()..]) {
            Some((day, bytes)) => {
                Some(DayMatch::day(word.len() + bytes, Date::new(there.year(), there.month(), day).ok()?))
            }
            None => DayMatch::month(word.len(), there.year(), there.month()),
        };
    }
    in_weeks(text, written)
}

/// `上周`, `本周三`, `下周日`.
fn in_weeks(text: &str, written: Date) -> Option<DayMatch> {
    const WEEKS: [(&str, i64); 6] =
        [("上周", -1), ("本周", 0), ("下周", 1), ("上週", -1), ("本週", 0), ("下週", 1)];
    let (word, weeks) = WEEKS.into_iter().find(|(word, _)| text.starts_with(word))?;
    let monday = written
        .checked_sub(i64::from(written.weekday().to_monday_zero_offset()).days())
        .ok()?
        .checked_add((7 * weeks).days())
        .ok()?;
    let behind = text[word.len()..].chars().next();
    match behind.and_then(weekday) {
        Some(weekday) => {
            let day = monday.checked_add(i64::from(weekday.to_monday_zero_offset()).days()).ok()?;
            Some(DayMatch::day(word.len() + behind.map_or(0, char::len_utf8), day))
        }
        None => {
            let last = monday.checked_add(6.days()).ok()?;
            Some(DayMatch { bytes: word.len(), first: monday, last, precision: DayPrecision::Week })
        }
    }
}

/// The day of the week of `一` to `六`, `日` and `天`.
fn weekday(c: char) -> Option<Weekday> {
    Some(match c {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    })
}

/// `2020年10月26日`, `二〇二〇年十月`, `民國113年5月20日`, `10月26日`, `26日`.
fn in_numbers(text: &str, written: Option<Date>) -> Option<DayMatch> {
    if let Some((year, bytes)) = year_number(text) {
        return match month_and_day(&text[bytes..]) {
            Some((month, Some(day), more)) => {
                Some(DayMatch::day(bytes + more, Date::new(year, month, day).ok()?))
            }
            Some((month, None, more)) => DayMatch::month(bytes + more, year, month),
            None => DayMatch::year(bytes, year),
        };
    }
    let written = written?;
    let years = [written.year() - 1, written.year(), written.year() + 1];
    if let Some((month, day, bytes)) = month_and_day(text) {
        let near = |day: i8| {
            let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
            days.min_by_key(|date| distance(*date, written))
        };
        return match day {
            Some(day) => Some(DayMatch::day(bytes, near(day)?)),
            None => DayMatch::month(bytes, near(15)?.year(), month),
        };
    }
    // 26日 alone is a day only if a clause follows it: 15日游 is not.
    let (day, bytes) = day_number(text)?;
    let goes_on =
        text[bytes..].chars().next().is_none_or(|c| "，、上下晚凌中早清电讯電訊至起在从—-～".contains(c));
    let months = [-1_i64, 0, 1].into_iter().filter_map(|months| {
        let there = written.checked_add(months.months()).ok()?;
        Date::new(there.year(), there.month(), day).ok()
    });
    goes_on
        .then(|| months.min_by_key(|date| distance(*date, written)).map(|day| DayMatch::day(bytes, day)))
        .flatten()
}

/// Distance of a day from the day of writing. Future days count double, because news is about the past.
fn distance(date: Date, written: Date) -> i32 {
    let days = (date - written).get_days();
    if days > 0 { 2 * days } else { -days }
}

/// A year with its 年: four digits, in figures or in Chinese, or a year of the Republic.
fn year_number(text: &str) -> Option<(i16, usize)> {
    let republic = ["中华民国", "中華民國", "民国", "民國"].into_iter().find(|word| text.starts_with(word));
    let from = republic.map_or(0, str::len);
    let digits = digits_at(&text[from..]);
    let behind = from + digits.len();
    if !text[behind..].starts_with('年') {
        return None;
    }
    let year = i16::try_from(number(digits)?).ok()?;
    let year = if republic.is_some() { year.checked_add(1911)? } else { year };
    let is_year = republic.is_some() || digits.chars().count() == 4 && (1000..3000).contains(&year);
    is_year.then_some((year, behind + '年'.len_utf8()))
}

/// A month with its 月, an optional day, and their length in bytes.
fn month_and_day(text: &str) -> Option<(i8, Option<i8>, usize)> {
    let digits = digits_at(text);
    let month = i8::try_from(number(digits)?).ok().filter(|month| (1..=12).contains(month))?;
    let bytes = text[digits.len()..].strip_prefix(['月'])?;
    let bytes = text.len() - bytes.len();
    match day_number(&text[bytes..]) {
        Some((day, more)) => Some((month, Some(day), bytes + more)),
        None => Some((month, None, bytes)),
    }
}

/// A day with its 日 or 号, and its length in bytes.
fn day_number(text: &str) -> Option<(i8, usize)> {
    let digits = digits_at(text);
    let day = i8::try_from(number(digits)?).ok().filter(|day| (1..=31).contains(day))?;
    let sign = text[digits.len()..].chars().next().filter(|c| matches!(c, '日' | '号' | '號'))?;
    Some((day, digits.len() + sign.len_utf8()))
}

fn digits_at(text: &str) -> &str {
    let rest = text.trim_start_matches(|c| digit(c).is_some() || matches!(c, '十' | '廿' | '卅' | '百'));
    &text[..text.len() - rest.len()]
}

/// The value of a digit, in figures of either width or in Chinese.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '○' | '零' | 'Ｏ' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// A number of up to four digits, or up to 999 with 百 and 十: `26`, `二〇二〇`, `二十六`, `十`, `一百零九`.
pub(crate) fn number(digits: &str) -> Option<u32> {
    if let Some((hundreds, rest)) = digits.split_once('百') {
        let mut signs = hundreds.chars();
        let hundreds = digit(signs.next()?).filter(|value| *value > 0 && signs.next().is_none())?;
        let rest = rest.strip_prefix(['零', '〇', '○']).unwrap_or(rest);
        let below = if rest.is_empty() { 0 } else { number(rest).filter(|below| *below < 100)? };
        return Some(100 * hundreds + below);
    }
    if !(1..=4).contains(&digits.chars().count()) {
        return None;
    }
    let mut total = 0;
    let mut count = 0;
    let mut last: Option<u32> = None;
    for c in digits.chars() {
        count += 1;
        match c {
            '十' => {
                total = 10 * last.take().unwrap_or(1);
                if count > 2 {
                    return None;
                }
            }
            '廿' | '卅' if count == 1 => total = if c == '廿' { 20 } else { 30 },
            _ => {
                let value = digit(c)?;
                last = Some(last.unwrap_or(0) * 10 + value);
            }
        }
    }
    Some(total + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, written: &str) -> String {
        let days = days_in(text, written.parse().ok());
        let show = |day: &DayMention| {
            let text = &text[day.start_byte..day.end_byte];
            if day.first == day.last {
                format!("{text}={}", day.first)
            } else {
                format!("{text}={}..{}", day.first, day.last)
            }
        };
        days.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_are_read_against_the_day_of_writing() {
        // A Monday.
        let written = "2020-11-02";
        for (text, expect) in [
            ("10月26日，永州", "10月26日=2020-10-26"),
            ("2020年10月26日", "2020年10月26日=2020-10-26"),
            ("二〇二〇年十月", "二〇二〇年十月=2020-10-01..2020-10-31"),
            ("二○一九年十二月三十一日", "二○一九年十二月三十一日=2019-12-31"),
            ("十月二十六日", "十月二十六日=2020-10-26"),
            ("今年9月", "今年9月=2020-09-01..2020-09-30"),
            ("去年12月3日", "去年12月3日=2019-12-03"),
            ("去年从贫困县出列", "去年=2019-01-01..2019-12-31"),
            ("日前", "日前=2020-10-26..2020-11-02"),
            ("近日", "近日=2020-10-26..2020-11-02"),
            ("昨天", "昨天=2020-11-01"),
            ("昨晚", "昨晚=2020-11-01"),
            ("前天", "前天=2020-10-31"),
            ("今天", "今天=2020-11-02"),
            ("明天", "明天=2020-11-03"),
            ("30日上午", "30日=2020-10-30"),
            ("11月2日电", "11月2日=2020-11-02"),
            ("12月31日前完成", "12月31日=2020-12-31"),
            ("3月起", "3月=2020-03-01..2020-03-31"),
            ("上周三", "上周三=2020-10-28"),
            ("上周", "上周=2020-10-26..2020-11-01"),
            ("本周日", "本周日=2020-11-08"),
            ("本月5日", "本月5日=2020-11-05"),
            ("上月", "上月=2020-10-01..2020-10-31"),
            ("2019年至2020年", "2019年=2019-01-01..2019-12-31 2020年=2020-01-01..2020-12-31"),
            ("民國109年11月1日", "民國109年11月1日=2020-11-01"),
            ("中華民國一百零九年十一月一日", "中華民國一百零九年十一月一日=2020-11-01"),
            ("民國一百一十三年五月", "民國一百一十三年五月=2024-05-01..2024-05-31"),
            ("１０月２６日", "１０月２６日=2020-10-26"),
            ("三日游、3年、15月、2月30日、10个月、今后", ""),
            ("13800月", ""),
            ("12345678901234567890年1月2日", "1月2日=2021-01-02"),
        ] {
            assert_eq!(shown(text, written), expect, "{text}");
        }
    }

    #[test]
    fn around_new_year_the_nearest_year_is_meant() {
        assert_eq!(shown("12月30日", "2021-01-02"), "12月30日=2020-12-30");
        assert_eq!(shown("1月3日", "2020-12-30"), "1月3日=2021-01-03");
        assert_eq!(shown("12月", "2021-01-02"), "12月=2020-12-01..2020-12-31");
        assert_eq!(shown("31日晚", "2021-01-01"), "31日=2020-12-31");
    }

    #[test]
    fn without_a_day_of_writing_only_whole_dates_are_found() {
        assert_eq!(shown("2020年10月26日、10月27日、昨天", "none"), "2020年10月26日=2020-10-26");
    }

    #[test]
    fn a_dateline_is_never_later_than_the_day_after_its_issue() {
        let day = |issued: &str, month, day| {
            day_before(issued.parse().unwrap(), month, day).map(|date| date.to_string())
        };
        assert_eq!(day("2021-01-01", 12, 31).as_deref(), Some("2020-12-31"));
        assert_eq!(day("2020-12-31", 1, 1).as_deref(), Some("2021-01-01"));
        assert_eq!(day("2020-11-03", 11, 2).as_deref(), Some("2020-11-02"));
        assert_eq!(day("2021-03-01", 2, 29).as_deref(), Some("2020-02-29"));
        assert_eq!(day("2020-11-03", 2, 30), None);
    }
}

//! Dates as people and programs write them into a field: `2020-11-02 08:00`, `二〇二〇年十一月二日`, `民國109年11月2日`,
//! `Mon Nov 02 08:00:00 +0800 2020`, seconds since 1970.
//!
//! A field contains little besides its date, so it is parsed as a whole; [`days_in`](crate::days_in) finds days inside
//! sentences. A time of day after the date is read too. If it has a zone, the zone determines the day: [`WrittenTime`].
//! Ambiguous dates (`02/11/2020`, `20-11-02`) are not parsed.

use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::day::number;
use crate::{DayPrecision, WrittenTime, days_in};

/// A date that was written into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenDate {
    /// The day; the first of the month if only the month is given.
    pub day: Date,
    /// [`Day`](DayPrecision::Day) or [`Month`](DayPrecision::Month).
    pub precision: DayPrecision,
    /// The time, if one is written. `day` is then the [day of this time](WrittenTime::day).
    pub time: Option<WrittenTime>,
}

impl WrittenDate {
    /// A day, with the time of day at the beginning of the text after it, if there is one. Also returns the length of that
    /// time in bytes.
    ///
    /// ```
    /// use jianbao_article::{WrittenDate, written_date};
    ///
    /// let day = written_date("2024-05-08").unwrap().day;
    /// let (date, bytes) = WrittenDate::of_day(day, " 10:30 来源：江城日报");
    /// assert_eq!((date.time.unwrap().to_string().as_str(), bytes), ("2024-05-08T10:30:00", 6));
    /// ```
    #[must_use]
    pub fn of_day(day: Date, behind: &str) -> (WrittenDate, usize) {
        match Clock::at_start(behind) {
            Some((clock, bytes)) => (clock.on(day).into(), bytes),
            None => (WrittenDate { day, precision: DayPrecision::Day, time: None }, 0),
        }
    }
}

impl From<WrittenTime> for WrittenDate {
    fn from(time: WrittenTime) -> WrittenDate {
        WrittenDate { day: time.day(), precision: DayPrecision::Day, time: Some(time) }
    }
}

/// Maximum length of a date with the text around it.
const MAX_CHARS: usize = 80;

/// The date in a field; none if it contains something else, or is ambiguous. Cost: a few passes over at most
/// 80 characters.
///
/// ```
/// use jianbao_article::written_date;
///
/// for text in ["2020-11-02 08:00", "２０２０年１１月２日", "发布时间：2020/11/2", "Nov 2, 2020", "1604275200"] {
///     assert_eq!(written_date(text).unwrap().day.to_string(), "2020-11-02", "{text}");
/// }
/// assert_eq!(written_date("02/11/2020"), None);
/// ```
#[must_use]
pub fn written_date(text: &str) -> Option<WrittenDate> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let plain = plain(text);
    let bare = without_label(&plain);
    of_digits(bare)
        .or_else(|| of_numbers(bare))
        .or_else(|| in_chinese(bare))
        .or_else(|| in_english(bare))
        .or_else(|| of_seconds(bare).map(WrittenDate::from))
}

fn of_day(day: Date, behind: &str) -> WrittenDate {
    WrittenDate::of_day(day, behind).0
}

fn of_month(year: i16, month: i8) -> Option<WrittenDate> {
    Some(WrittenDate { day: Date::new(year, month, 1).ok()?, precision: DayPrecision::Month, time: None })
}

/// The text with ASCII punctuation and dashes, without the brackets and quotes around it.
fn plain(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{fe58}' => '-',
            '。' => '.',
            _ if c.is_whitespace() || c == '\u{feff}' => ' ',
            _ => c,
        })
        .collect();
    let is_around = |c: char| c.is_whitespace() || "[]【】()<>《》〈〉\"'“”‘’「」,.;".contains(c);
    plain.trim_matches(is_around).to_owned()
}

/// Text after a label: `发布时间:2020-11-02`, `Published: …`.
fn without_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((label, rest))
            if !label.chars().any(|c| c.is_ascii_digit() || number(&c.to_string()).is_some()) =>
        {
            rest.trim_start()
        }
        _ => {
            let label = [
                "发布时间",
                "发布日期",
                "出版日期",
                "發布時間",
                "更新时间",
                "时间",
                "時間",
                "日期",
                "发布于",
                "发表于",
            ];
            label.into_iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim_start()
        }
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1000..3000).contains(&date.year()).then_some(date)
}

/// Number of digits that a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `20201102`, `20201102080000`, `20201102T080000`, `20201102 08:00`, `20201102_080000`.
fn of_digits(text: &str) -> Option<WrittenDate> {
    let count = digits(text);
    let (number, rest) = text.split_at(count);
    let compact = format!("T{}{rest}", number.get(8..).unwrap_or_default());
    let behind = match rest.strip_prefix('-') {
        Some(time) if count == 8 => format!("_{time}"),
        _ if count == 8 => rest.to_owned(),
        _ => compact,
    };
    let is_whole = match count {
        8 => rest.is_empty() || rest.starts_with([' ', 'T', 't', '_', '-']),
        // A time after it. Fourteen digits are not milliseconds, which have thirteen.
        12 | 14 => rest.is_empty() && number[8..10].parse::<u8>().is_ok_and(|hour| hour < 24),
        _ => false,
    };
    is_whole
        .then(|| day(&number[..4], &number[4..6], &number[6..8]))
        .flatten()
        .map(|day| of_day(day, &behind))
}

/// `2020-11-02`, `2020/11/2 8:00`, `2020 年 11 月 2 日`, `2020.11`, `25/12/2020`.
fn of_numbers(text: &str) -> Option<WrittenDate> {
    let (first, rest) = text.split_at(digits(text));
    let (sign, rest) = separator(rest)?;
    let (second, rest) = rest.split_at(digits(rest));
    if first.len() != 4 {
        return year_last(first, sign, second, rest);
    }
    if !(1..=2).contains(&second.len()) {
        return None;
    }
    let Some((next, behind)) = separator(rest).filter(|(next, _)| is_second(sign, *next)) else {
        return of_month(first.parse().ok()?, second.parse().ok()?).filter(|_| ends_date(rest));
    };
    let (third, behind) = behind.split_at(digits(behind));
    if third.is_empty() && next == '月' {
        return of_month(first.parse().ok()?, second.parse().ok()?).filter(|_| ends_date(behind));
    }
    ((1..=2).contains(&third.len()) && ends_date(behind))
        .then(|| day(first, second, third))
        .flatten()
        .map(|day| of_day(day, without_sign_of_day(behind)))
}

/// A separator of the numbers of a date, with the white space around it.
fn separator(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let sign = text.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '、' | '\\'))?;
    Some((sign, text[sign.len_utf8()..].trim_start()))
}

/// True if a separator follows another inside one date.
fn is_second(first: char, second: char) -> bool {
    if first == '年' { second == '月' || second == '-' || second == '.' } else { second == first }
}

/// Text after the sign of a day, if it begins with one.
fn without_sign_of_day(text: &str) -> &str {
    text.strip_prefix(['日', '号', '號']).unwrap_or(text)
}

/// True if the date ends here: at the end of the text, a time or a day of the week.
fn ends_date(text: &str) -> bool {
    let text = without_sign_of_day(text);
    text.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, 'T' | 't' | ',' | '(' | '_' | ':' | ';' | '[' | '|' | '-' | '/')
            || c.is_ascii_digit()
            || "星周週礼禮上下中凌晚早夜讯訊电電第".contains(c)
    }) && !text.starts_with("日")
}

/// `25/12/2020`, `12/25/2020`: unambiguous, since one number is too large for a month.
fn year_last(first: &str, sign: char, second: &str, rest: &str) -> Option<WrittenDate> {
    let (next, rest) = separator(rest)?;
    let year = &rest[..digits(rest)];
    let is_date = next == sign
        && matches!(sign, '/' | '-' | '.')
        && year.len() == 4
        && [first, second].iter().all(|part| (1..=2).contains(&part.len()))
        && ends_date(&rest[4..]);
    if !is_date {
        return None;
    }
    match (day(year, first, second), day(year, second, first)) {
        (Some(one), None) | (None, Some(one)) => Some(of_day(one, &rest[4..])),
        (Some(one), Some(other)) if one == other => Some(of_day(one, &rest[4..])),
        _ => None,
    }
}

/// `二〇二〇年十一月二日`, `民國一百零九年十一月二日 星期一`, `民國109年11月`.
fn in_chinese(text: &str) -> Option<WrittenDate> {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = days_in(&dense, None).into_iter().next().filter(|found| found.start_byte == 0)?;
    let behind = &dense[found.end_byte..];
    match found.precision {
        _ if !ends_date(behind) => None,
        DayPrecision::Day => Some(of_day(found.first, behind)),
        DayPrecision::Month => of_month(found.first.year(), found.first.month()),
        DayPrecision::Week | DayPrecision::Year | DayPrecision::Recent => None,
    }
}

/// `Nov 2, 2020`, `2 November 2020`, `02-Nov-2020`, `Mon, 02 Nov 2020 08:00:00 GMT`, `Mon Nov 02 08:00:00 +0800 2020`.
fn in_english(text: &str) -> Option<WrittenDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (mut year, mut month, mut number) = (None, None, None);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.'));
    for word in words.filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let named = MONTHS
            .iter()
            .position(|name| lower.len() >= 3 && name.starts_with(&lower))
            .or((lower == "sept").then_some(8));
        let count = digits(word);
        let is_ordinal = ["", "st", "nd", "rd", "th"].contains(&&lower[count..]);
        match (named, count) {
            (Some(index), _) if month.is_none() => month = Some(index + 1),
            (None, 1..=2) if is_ordinal && number.is_none() => number = Some(&word[..count]),
            // 0800 is a zone.
            (None, 4) if count == word.len() && year.is_none() && !word.starts_with('0') => year = Some(word),
            _ => {}
        }
    }
    let (year, month) = (year?, month?.to_string());
    match number {
        Some(number) => day(year, &month, number).map(|day| of_day(day, time_in(text))),
        None => of_month(year.parse().ok()?, month.parse().ok()?),
    }
}

/// The part of an English date that begins with its time: `08:30:00 +0800 2020`; empty if it has none.
fn time_in(text: &str) -> &str {
    let is_begun = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    let colon = text.match_indices(':').find_map(|(colon, _)| {
        let hour = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_time = (1..=2).contains(&hour) && is_begun(colon - hour);
        is_time.then_some(colon - hour)
    });
    colon.map_or("", |at| &text[at..])
}

/// Seconds, milliseconds or microseconds since 1970, a moment in UTC.
fn of_seconds(text: &str) -> Option<WrittenTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = digits(whole) == whole.len() && digits(fraction) == fraction.len();
    let (seconds, fraction) = match whole.len() {
        10 | 13 | 16 if is_number => (whole[..10].parse().ok()?, format!("{}{fraction}", &whole[10..])),
        _ => scientific(text)?,
    };
    let nanoseconds = format!("{fraction:0<9}")[..9].parse().ok()?;
    let moment = jiff::Timestamp::new(seconds, nanoseconds).ok()?;
    Some(WrittenTime::new(Offset::UTC.to_datetime(moment), Some(Offset::UTC)))
}

/// `1.604275200E9`, `1.6042752e+12`: as spreadsheets write such numbers. Seconds, and the digits of their fraction.
fn scientific(text: &str) -> Option<(i64, String)> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let is_number =
        whole.len() == 1 && digits(whole) == 1 && digits(fraction) == fraction.len() && fraction.len() >= 5;
    let digits = format!("{whole}{fraction:0<9}");
    let seconds = || Some((digits[..10].parse().ok()?, digits[10..].to_owned()));
    (is_number && matches!(exponent, 9 | 12)).then(seconds).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_in_every_usual_form() {
        for text in [
            "2024-05-08",
            "2024-05-08T08:30:00+08:00",
            "2024-05-08T00:30:00.000Z",
            "2024-5-8 8:30",
            "2024/5/8",
            "2024/05/08 上午8:30",
            "2024.5.8",
            "2024．05．08",
            "2024 年 5 月 8 日",
            "2024年5月8日 星期三",
            "2024年5月8日星期三",
            "2024年5月8日08:30",
            "2024年05月08号",
            "２０２４年５月８日",
            "二〇二四年五月八日",
            "二○二四年五月八日 星期三",
            "民國113年5月8日",
            "中華民國一百一十三年五月八日　星期三",
            "20240508",
            "20240508083000",
            "202405080830",
            "20240508T083000",
            "2024‑05‑08",
            "2024—05—08",
            "[2024-05-08]",
            "（2024-05-08 08:30）",
            "“2024-05-08”",
            "发布时间：2024-05-08 08:30",
            "发布时间 2024-05-08",
            "日期:2024年5月8日",
            "Published: 2024-05-08",
            "2024-05-08_08-30-00",
            "May 8, 2024",
            "8 May 2024",
            "08-May-2024",
            "May 8th, 2024",
            "Wednesday, May 8, 2024 8:30 AM",
            "Wed, 08 May 2024 08:30:00 +0800",
            "Wed, 08 May 2024 08:30:00+0900",
            "Wed, 08 May 2024 08:30:00 CST",
            "Wed, 8 May 2024 08:30 GMT+8",
            "Wed May 08 08:30:00 +0800 2024",
            "Wed May 08 08:30:00 CST 2024",
            "1715128200",
            "1715128200000",
            "1715128200000000",
            "1715128200.0",
            "1715128200.25",
            "1.7151282E+12",
            "1.715128200E9",
        ] {
            let found = written_date(text).map(|date| (date.day.to_string(), date.precision));
            assert_eq!(found, Some(("2024-05-08".to_owned(), DayPrecision::Day)), "{text}");
        }
        assert_eq!(written_date("25/12/2020").unwrap().day.to_string(), "2020-12-25");
        assert_eq!(written_date("12/25/2020 08:30").unwrap().day.to_string(), "2020-12-25");
    }

    #[test]
    fn one_moment_has_one_day_and_time_however_it_is_written() {
        for text in [
            "2024-05-07T23:30:00Z",
            "2024-05-07T23:30Z",
            "2024-05-07 23:30:00 UTC",
            "2024-05-07T23:30:00.000+00:00",
            "20240507T233000Z",
            "2024-05-08T07:30:00+08:00",
            "2024-05-08 07:30:00 +0800",
            "2024-05-08 07:30:00 CST",
            "2024-05-08 07:30（北京时间）",
            "2024年5月8日 07:30:00 GMT+8",
            "2024年5月8日上午7时30分（北京时间）",
            "2024-05-07T18:30:00-05:00",
            "2024/05/07 15:30:00 -0800",
            "May 7, 2024 7:30 PM EDT",
            "7 May 2024 23:30 GMT",
            "Tue, 07 May 2024 23:30:00 GMT",
            "Wed, 08 May 2024 07:30:00 +0800",
            "Tue May 07 16:30:00 PDT 2024",
            "Wed May 08 07:30:00 +0800 2024",
            "Wed May 08 2024 07:30:00 GMT+0800 (China Standard Time)",
            "1715124600",
            "1715124600000",
            "1715124600000000",
            "1715124600.0",
            "1.7151246E+12",
        ] {
            let date = written_date(text).unwrap();
            assert_eq!(date.day.to_string(), "2024-05-08", "{text}");
            let time = date.time.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(time.in_china().to_string(), "2024-05-08T07:30:00", "{text}");
            assert!(time.offset().is_some() && time.day() == date.day, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_as_written() {
        for (text, expect) in [
            ("2024-05-08 08:30", "08:30:00"),
            ("2024-05-08T08:30:15.5", "08:30:15.5"),
            ("2024/05/08 上午8:30", "08:30:00"),
            ("2024/5/8 20:30:00", "20:30:00"),
            ("2024年5月8日08:30", "08:30:00"),
            ("2024年5月8日 10时30分", "10:30:00"),
            ("2024年5月8日（星期三）晚8点半", "20:30:00"),
            ("二〇二四年五月八日 下午三时五分", "15:05:00"),
            ("２０２４年５月８日 １０：３０", "10:30:00"),
            ("民國113年5月8日 10:30", "10:30:00"),
            ("20240508083000", "08:30:00"),
            ("202405080830", "08:30:00"),
            ("20240508 08:30", "08:30:00"),
            ("20240508_083000", "08:30:00"),
            ("2024-05-08_08-30-00", "08:30:00"),
            ("发布时间：2024-05-08 08:30", "08:30:00"),
            ("May 8, 2024 8:30 PM", "20:30:00"),
            ("08-May-2024 08:30", "08:30:00"),
            ("5/31/2024 08:30", "08:30:00"),
        ] {
            let time = written_date(text).unwrap().time.unwrap_or_else(|| panic!("{text}"));
            assert_eq!((time.written().time().to_string().as_str(), time.offset()), (expect, None), "{text}");
        }
        for text in
            ["2024-05-08", "2024年5月8日 第3期", "20240508", "May 8, 2024", "2024-05-08 25:70", "2024-05"]
        {
            assert_eq!(written_date(text).unwrap().time, None, "{text}");
        }
    }

    #[test]
    fn a_month_without_a_day_is_its_first_and_says_so() {
        for text in [
            "2024-05",
            "2024/5",
            "2024年5月",
            "2024.05",
            "二〇二四年五月",
            "民國113年5月",
            "May 2024",
            "2024 年 05 月",
        ] {
            let found = written_date(text).map(|date| (date.day.to_string(), date.precision));
            assert_eq!(found, Some(("2024-05-01".to_owned(), DayPrecision::Month)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_may_be_two_is_none() {
        for text in [
            "",
            "昨天",
            "某日",
            "2024-13-08",
            "2024-02-30",
            "02/11/2020",
            "20-11-02",
            "１２",
            "2024",
            "2024年",
            "5月8日",
            "3.14",
            "2020-11-02年",
            "12345678901",
            "19990",
            "第5期",
            "May",
            "1-2",
            "2024-05-08日日",
            "99999999",
            "2024年5月8日至9日的活动安排",
            "010-66668888",
            "1.5e9",
            "2024-05-08a",
        ] {
            assert_eq!(written_date(text), None, "{text}");
        }
    }
}

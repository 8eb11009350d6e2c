//! Moments as people and programs write them: a day in any form that [`written_date`] reads, a time of day, a zone.
//!
//! | written | moment |
//! |---|---|
//! | `2024-05-08T10:30:00+08:00`, `…Z`, `2024-05-08 02:30 UTC` | in that zone |
//! | `2024-05-08 10:30`, `2024年5月8日10时30分`, `20240508103000` | in China, UTC+8 |
//! | `2024-05-08` | the day in China, from its beginning |
//! | `1715135400`, `1715135400000` | seconds or milliseconds since 1970-01-01 UTC |

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;

use crate::{DayPrecision, written_date};

/// The zone of a time without one.
const CHINA: Offset = Offset::constant(8);

const SECOND_US: i64 = 1_000_000;
const MINUTE_US: i64 = 60 * SECOND_US;
const DAY_US: i64 = 24 * 60 * MINUTE_US;

/// Maximum length of a written moment, in characters.
const MAX_CHARS: usize = 80;

/// The span of time that a written moment covers, both ends included: a microsecond, a second, a minute or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The first microsecond since 1970-01-01 UTC.
    pub first_us: i64,
    /// The last microsecond.
    pub last_us: i64,
}

/// The moment in a field or a query; none if the text is anything else.
///
/// ```
/// use jianbao_article::written_moment;
///
/// let first_us = |text: &str| written_moment(text).map(|moment| moment.first_us);
/// assert_eq!(first_us("2024-05-08T10:30:00+08:00"), Some(1_715_135_400_000_000));
/// assert_eq!(first_us("2024年5月8日 10:30"), first_us("2024-05-08T02:30:00Z"));
/// assert_eq!(first_us("1715135400"), Some(1_715_135_400_000_000));
/// assert_eq!(first_us("10:30"), None);
/// ```
#[must_use]
pub fn written_moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let text: String = text.chars().map(plain).collect();
    of_epoch(&text)
        .or_else(|| of_timestamp(&text))
        .or_else(|| of_digits(&text))
        .or_else(|| of_day_and_time(&text))
}

/// A moment as RFC 3339, in China.
///
/// ```
/// assert_eq!(jianbao_article::shown_moment(1_715_135_400_000_000), "2024-05-08T10:30:00+08:00");
/// ```
#[must_use]
pub fn shown_moment(us: i64) -> String {
    match Timestamp::from_microsecond(us) {
        Ok(timestamp) => timestamp.display_with_offset(CHINA).to_string(),
        Err(_) => format!("{us} µs"),
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn span(first_us: i64, length_us: i64) -> Option<Moment> {
    Some(Moment { first_us, last_us: first_us.checked_add(length_us - 1)? })
}

/// Seconds, milliseconds or microseconds since 1970.
fn of_epoch(text: &str) -> Option<Moment> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || fraction.len() > 9 {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9..=10 => {
            let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
            span(number * SECOND_US + micros, if fraction.is_empty() { SECOND_US } else { 1 })
        }
        13 => span(number * 1000, 1000),
        16 => span(number, 1),
        _ => None,
    }
}

/// RFC 3339.
fn of_timestamp(text: &str) -> Option<Moment> {
    let timestamp: Timestamp = text.parse().ok()?;
    let seconds_given = text.matches(':').count() >= 2;
    let length_us = match (text.contains('.'), seconds_given) {
        (true, _) => 1,
        (false, true) => SECOND_US,
        (false, false) => return None,
    };
    span(timestamp.as_microsecond(), length_us)
}

/// `202405081030`, `20240508103000`, with `T`, `_` or a space between: in China.
fn of_digits(text: &str) -> Option<Moment> {
    let joined = match text.split_once(['T', 't', '_', ' ']) {
        Some((day, time)) if day.len() == 8 && matches!(time.len(), 4 | 6) => [day, time].concat(),
        _ => text.to_owned(),
    };
    if !matches!(joined.len(), 12 | 14) || !joined.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = written_date(&joined[..8]).filter(|date| date.precision == DayPrecision::Day)?.day;
    let number = |at: usize| joined.get(at..at + 2).map_or(Some(0), |digits| digits.parse::<i8>().ok());
    let time = Time::new(number(8)?, number(10)?, number(12)?, 0).ok()?;
    let length_us = if joined.len() == 14 { SECOND_US } else { MINUTE_US };
    span(us_of(DateTime::from_parts(day, time), CHINA)?, length_us)
}

/// A written day, then perhaps a time of day and a zone.
fn of_day_and_time(text: &str) -> Option<Moment> {
    let Some(sign_byte) = TimeOfDay::sign(text) else {
        // A month is no moment.
        let date = written_date(text).filter(|date| date.precision == DayPrecision::Day)?;
        return span(us_of(DateTime::from_parts(date.day, Time::midnight()), CHINA)?, DAY_US);
    };
    let time = TimeOfDay::at(text, sign_byte)?;
    // The whole knows the days before and behind the time: Mon Nov 02 08:00:00 +0800 2020.
    let before = text[..time.start_byte].trim_end_matches(['T', 't', ' ', ',']);
    let behind = text[time.end_byte..].trim();
    let (offset, behind) = zone(behind)?;
    let day = match behind.is_empty() {
        true => written_date(before)?,
        false => written_date(text).filter(|_| behind.len() == 4)?,
    };
    if day.precision != DayPrecision::Day {
        return None;
    }
    let start = us_of(DateTime::from_parts(day.day, time.time), offset)?;
    let length_us = match (time.has_seconds, time.has_fraction) {
        (_, true) => 1,
        (true, false) => SECOND_US,
        (false, false) => MINUTE_US,
    };
    span(start.checked_add(time.fraction_us)?, length_us)
}

fn us_of(datetime: DateTime, offset: Offset) -> Option<i64> {
    offset.to_timestamp(datetime).ok().map(Timestamp::as_microsecond)
}

/// A zone at the beginning of a text, and the rest. China without one.
fn zone(text: &str) -> Option<(Offset, &str)> {
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = text.strip_prefix(name).filter(|rest| !rest.starts_with(['+', '-'])) {
            return rest.is_empty().then_some((Offset::UTC, rest)).or(Some((Offset::UTC, rest.trim_start())));
        }
    }
    let signed = text.strip_prefix("UTC").or(text.strip_prefix("GMT")).unwrap_or(text);
    let Some(sign) = signed.chars().next().filter(|c| matches!(c, '+' | '-')) else {
        return Some((CHINA, text));
    };
    let rest = &signed[1..];
    let hours_end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (hours, minutes, rest) = match (hours_end, rest[hours_end..].strip_prefix(':')) {
        (1..=2, Some(behind)) => (&rest[..hours_end], behind.get(..2)?, behind.get(2..)?),
        (1..=2, None) => (&rest[..hours_end], "0", &rest[hours_end..]),
        (4, None) => (&rest[..2], &rest[2..4], &rest[4..]),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = (hours * 60 + minutes) * 60 * if sign == '-' { -1 } else { 1 };
    let offset = Offset::from_seconds(seconds).ok().filter(|_| hours <= 15 && minutes < 60)?;
    Some((offset, rest.trim_start()))
}

/// A time of day inside a text.
struct TimeOfDay {
    start_byte: usize,
    end_byte: usize,
    time: Time,
    fraction_us: i64,
    has_seconds: bool,
    has_fraction: bool,
}

impl TimeOfDay {
    /// The place of the sign after the hour.
    fn sign(text: &str) -> Option<usize> {
        let signs = text.match_indices([':', '时', '時', '点', '點']).map(|(at, _)| at);
        signs.into_iter().find(|&at| text[..at].ends_with(|c: char| c.is_ascii_digit()))
    }

    /// `10:30`, `10:30:15.25`, `10时30分`, `10点30分15秒`: the time whose hour ends at a sign.
    fn at(text: &str, sign_byte: usize) -> Option<TimeOfDay> {
        let sign = text[sign_byte..].chars().next()?;
        let start_byte = text[..sign_byte]
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let hour = two_digits(&text[start_byte..sign_byte])?;
        let mut end_byte = sign_byte + sign.len_utf8();
        let digits = |from: usize| -> &str {
            let rest = &text[from..];
            &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())]
        };
        let (mut minute, mut second, mut fraction) = (0, None, "");
        let written = digits(end_byte);
        if sign == ':' {
            minute = two_digits(written)?;
            end_byte += written.len();
            if let Some(behind) = text[end_byte..].strip_prefix(':') {
                let seconds = digits(text.len() - behind.len());
                second = Some(two_digits(seconds)?);
                end_byte += 1 + seconds.len();
                if text[end_byte..].starts_with('.') {
                    fraction = digits(end_byte + 1);
                    end_byte += 1 + fraction.len();
                }
            }
        } else if !written.is_empty() {
            minute = two_digits(written)?;
            end_byte += written.len();
            if text[end_byte..].starts_with('分') {
                end_byte += '分'.len_utf8();
                let seconds = digits(end_byte);
                if text[end_byte + seconds.len()..].starts_with('秒') {
                    second = Some(two_digits(seconds)?);
                    end_byte += seconds.len() + '秒'.len_utf8();
                }
            }
        } else if text[end_byte..].starts_with('整') {
            end_byte += '整'.len_utf8();
        }
        let time = Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
        let fraction_us = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
        Some(TimeOfDay {
            start_byte,
            end_byte,
            time,
            fraction_us,
            has_seconds: second.is_some(),
            has_fraction: !fraction.is_empty(),
        })
    }
}

fn two_digits(digits: &str) -> Option<i8> {
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_their_zone_and_in_china_without_one() {
        for (text, expect) in [
            ("2024-05-08T10:30:00+08:00", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08T10:30+08:00", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08T02:30:00Z", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08 02:30 UTC", "2024-05-08T10:30:00+08:00"),
            ("2024-05-07 22:30 -0400", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08 10:30 GMT+8", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08T02:30:00.25Z", "2024-05-08T10:30:00.25+08:00"),
            ("2024-05-08 10:30", "2024-05-08T10:30:00+08:00"),
            ("2024/5/8 9:05:07", "2024-05-08T09:05:07+08:00"),
            ("２０２４－０５－０８　１０：３０", "2024-05-08T10:30:00+08:00"),
            ("2024年5月8日 10:30", "2024-05-08T10:30:00+08:00"),
            ("2024年5月8日10时30分", "2024-05-08T10:30:00+08:00"),
            ("2024年5月8日10点", "2024-05-08T10:00:00+08:00"),
            ("2024年5月8日10时30分15秒", "2024-05-08T10:30:15+08:00"),
            ("20240508103000", "2024-05-08T10:30:00+08:00"),
            ("20240508T103000", "2024-05-08T10:30:00+08:00"),
            ("2024-05-08", "2024-05-08T00:00:00+08:00"),
            ("1715135400", "2024-05-08T10:30:00+08:00"),
            ("1715135400000", "2024-05-08T10:30:00+08:00"),
            ("1715135400.5", "2024-05-08T10:30:00.5+08:00"),
            ("Mon Nov 02 08:00:00 +0800 2020", "2020-11-02T08:00:00+08:00"),
            ("Mon, 02 Nov 2020 00:00:00 GMT", "2020-11-02T08:00:00+08:00"),
        ] {
            let shown =
                written_moment(text).map_or("none".to_owned(), |moment| shown_moment(moment.first_us));
            assert_eq!(shown, expect, "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "10:30",
            "昨天",
            "2024-05",
            "2024年5月",
            "2024-13-01 10:30",
            "2024-05-08 25:00",
            "2024-05-08 10:61",
            "甲",
            "2024-05-08 10:30 甲",
            "3",
            "12345",
            "2024-05-08T10:30+99:00",
            "2024-05-08 10:30:",
            ":",
            "时",
        ] {
            assert_eq!(written_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_writing_means_the_span_of_its_precision() {
        for (text, length_us) in [
            ("2024-05-08", DAY_US),
            ("2024-05-08 10:30", MINUTE_US),
            ("2024-05-08 10:30:00", SECOND_US),
            ("2024-05-08T10:30:00.5Z", 1),
        ] {
            let moment = written_moment(text).unwrap();
            assert_eq!(moment.last_us - moment.first_us + 1, length_us, "{text}");
        }
    }
}

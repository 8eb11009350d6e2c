//! A time of day as written after a date: `10:30`, `T08:30:00.25Z`, ` 星期三 下午3时05分`, `, 8:30 AM EST`.
//!
//! Only signs, a day of the week, a part of the day and 北京时间 may be between the date and the time. 上午, 下午, AM and PM give the
//! half of the day of a twelve-hour time. Invalid times (`25:70`) are not read, nor is 晚上12:30, which may belong to either of
//! two days.
//!
//! The zone is a number (`+0800`, `GMT+8`), `Z`, or one of the names that mail and servers use. CST means China Standard
//! Time.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::day::number;

/// A time of day as written, with the offset from UTC if it was written.
///
/// ```
/// use jianbao_article::Clock;
///
/// let (clock, bytes) = Clock::at_start(" 下午3:05 来源：江城日报").unwrap();
/// assert_eq!((clock.time.to_string().as_str(), clock.offset), ("15:05:00", None));
/// assert_eq!(&" 下午3:05 来源：江城日报"[bytes..], " 来源：江城日报");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Clock {
    /// The time of day.
    pub time: Time,
    /// The offset from UTC, if it was written.
    pub offset: Option<Offset>,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Before noon: twelve is midnight.
    Forenoon,
    Noon,
    Afternoon,
    /// Twelve is midnight, of this day or the next.
    Night,
}

const PARTS: [(&str, Part); 23] = [
    ("上午", Part::Forenoon),
    ("凌晨", Part::Forenoon),
    ("清晨", Part::Forenoon),
    ("早上", Part::Forenoon),
    ("早晨", Part::Forenoon),
    ("早间", Part::Forenoon),
    ("晨", Part::Forenoon),
    ("早", Part::Forenoon),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("午后", Part::Afternoon),
    ("午後", Part::Afternoon),
    ("傍晚", Part::Afternoon),
    ("晚上", Part::Night),
    ("晚间", Part::Night),
    ("晚間", Part::Night),
    ("夜间", Part::Night),
    ("夜間", Part::Night),
    ("夜里", Part::Night),
    ("深夜", Part::Night),
    ("晚", Part::Night),
    ("am", Part::Forenoon),
    ("pm", Part::Afternoon),
];

const WEEKS: [&str; 5] = ["星期", "礼拜", "禮拜", "周", "週"];

const WEEKDAYS: [&str; 14] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

/// The zones that are named in mail (RFC 822), by servers in East Asia and by agencies, in minutes from UTC.
const ZONES: [(&str, i32); 24] = [
    ("CST", 480),
    ("HKT", 480),
    ("SGT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("WET", 0),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("IST", 330),
    ("ICT", 420),
    ("AEST", 600),
    ("AEDT", 660),
];

/// Maximum number of signs and words between a date and its time.
const MAX_BETWEEN: usize = 16;

impl Clock {
    /// The time of day at the beginning of a text, and the number of bytes up to the end of the time and its zone. Examines a
    /// bounded number of characters.
    #[must_use]
    pub fn at_start(text: &str) -> Option<(Clock, usize)> {
        let mut rest = text;
        let (mut part, mut in_beijing) = (None, false);
        for _ in 0..MAX_BETWEEN {
            let before = rest;
            if let Some((found, behind)) = part_at(rest) {
                (part, rest) = (Some(found), behind);
            } else if let Some(behind) = weekday_behind(rest) {
                rest = behind;
            } else if let Some(behind) = beijing_behind(rest) {
                (in_beijing, rest) = (true, behind);
            } else if let Some(behind) = strip_sign(rest) {
                rest = behind;
            }
            if rest.len() == before.len() {
                break;
            }
        }
        let between = &text[..text.len() - rest.len()];
        let (time, behind, style) = compact_at(between, rest).or_else(|| time_at(between, rest))?;
        let (time, behind) = match part_at(behind.trim_start()) {
            Some((found, behind)) if part.is_none() && is_word_end(behind) => (in_part(time, found)?, behind),
            _ => (part.map_or(Some(time), |part| in_part(time, part))?, behind),
        };
        let zone = zone_at(behind, style);
        let (offset, bytes) = zone.map_or((None, 0), |(offset, bytes)| (Some(offset), bytes));
        let in_china = if in_beijing { Offset::from_hours(8).ok() } else { None };
        let rest = &behind[bytes..];
        Some((Clock { time, offset: offset.or(in_china) }, text.len() - rest.len()))
    }
}

/// The form of a time. It decides whether a `-` after the time begins a zone or the end of a span (`08:30-09:00`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With seconds or a `T`.
    Full,
    Short,
}

fn strip_sign(text: &str) -> Option<&str> {
    let sign = text.chars().next()?;
    let is_sign = sign.is_whitespace()
        || matches!(sign, 'T' | 't') && text[1..].starts_with(|c: char| c.is_ascii_digit())
        || ",，;；:：|｜_-—()（）[]【】/／·、.".contains(sign);
    is_sign.then(|| &text[sign.len_utf8()..])
}

/// The rest of a text that begins with a word, in upper or lower case.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let opening = text.get(..word.len())?;
    opening.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

fn is_word_end(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn part_at(text: &str) -> Option<(Part, &str)> {
    let dotted = ["a.m.", "p.m."].into_iter().zip([Part::Forenoon, Part::Afternoon]);
    dotted.chain(PARTS).find_map(|(word, part)| Some((part, behind_word(text, word)?)))
}

fn weekday_behind(text: &str) -> Option<&str> {
    if let Some(behind) = WEEKS.iter().find_map(|week| text.strip_prefix(week)) {
        return behind.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天']);
    }
    WEEKDAYS.iter().find_map(|day| behind_word(text, day).filter(|behind| is_word_end(behind)))
}

fn beijing_behind(text: &str) -> Option<&str> {
    ["北京时间", "北京時間"].iter().find_map(|word| text.strip_prefix(word))
}

/// `083000` or `0830` directly after a `T` or `_`.
fn compact_at<'t>(between: &str, text: &'t str) -> Option<(Time, &'t str, Style)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if !between.ends_with(['T', 't', '_']) || !matches!(count, 4 | 6) {
        return None;
    }
    let pair = |at: usize| text.get(at..at + 2).map_or(Some(0), |pair| pair.parse::<i8>().ok());
    let second = if count == 6 { pair(4)? } else { 0 };
    let (nanosecond, behind) = fraction_at(&text[count..]);
    Some((time(pair(0)?, pair(2)?, second, nanosecond)?, behind, Style::Full))
}

/// `8:30`, `08:30:15.25`, `8时30分`, `八点半`, `08-30-00` after a `_`.
fn time_at<'t>(between: &str, text: &'t str) -> Option<(Time, &'t str, Style)> {
    let (hour, digits, rest) = number_at(text, 2)?;
    let sign = rest.chars().next()?;
    let behind = &rest[sign.len_utf8()..];
    let is_figures =
        !digits.contains(['十', '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九']);
    match sign {
        ':' | '：' if is_figures => {
            let (minute, rest) = pair_at(behind)?;
            let next = rest.strip_prefix([':', '：']).and_then(pair_at);
            let Some((second, rest)) = next else {
                let style = if between.ends_with(['T', 't']) { Style::Full } else { Style::Short };
                return Some((time(hour, minute, 0, 0)?, rest, style));
            };
            let (nanosecond, rest) = fraction_at(rest);
            Some((time(hour, minute, second, nanosecond)?, rest, Style::Full))
        }
        '时' | '時' | '点' | '點' => {
            let behind = behind.strip_prefix(['整', '许', '許']).unwrap_or(behind);
            if let Some(rest) = behind.strip_prefix('半') {
                return Some((time(hour, 30, 0, 0)?, rest, Style::Short));
            }
            let Some((minute, _, rest)) = number_at(behind, 3) else {
                return Some((time(hour, 0, 0, 0)?, behind, Style::Short));
            };
            let Some(rest) = rest.strip_prefix('分') else {
                return Some((time(hour, minute, 0, 0)?, rest, Style::Short));
            };
            match number_at(rest, 3).and_then(|(second, _, rest)| Some((second, rest.strip_prefix('秒')?))) {
                Some((second, rest)) => Some((time(hour, minute, second, 0)?, rest, Style::Full)),
                None => Some((time(hour, minute, 0, 0)?, rest, Style::Short)),
            }
        }
        '-' if between.ends_with('_') && digits.len() == 2 => {
            let (minute, rest) = pair_at(behind)?;
            let (second, rest) = rest.strip_prefix('-').and_then(pair_at)?;
            Some((time(hour, minute, second, 0)?, rest, Style::Full))
        }
        _ => None,
    }
}

/// A number of up to `max_chars` characters, in figures or in Chinese, with its characters and the text after it.
fn number_at(text: &str, max_chars: usize) -> Option<(i8, &str, &str)> {
    let is_digit = |c: char| c == '十' || crate::day::digit(c).is_some();
    let rest = text.trim_start_matches(is_digit);
    let digits = &text[..text.len() - rest.len()];
    let is_short = (1..=max_chars).contains(&digits.chars().count());
    let value = if is_short { number(digits) } else { None };
    Some((i8::try_from(value?).ok()?, digits, rest))
}

/// Exactly two figures.
fn pair_at(text: &str) -> Option<(i8, &str)> {
    let (value, digits, rest) = number_at(text, 2)?;
    (digits.chars().count() == 2 && !digits.contains('十')).then_some((value, rest))
}

/// The nanoseconds of `.25` or `,25`; 0 without a fraction.
fn fraction_at(text: &str) -> (i32, &str) {
    let digits = text.strip_prefix(['.', ',']).unwrap_or_default();
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        return (0, text);
    }
    let nanoseconds = format!("{:0<9}", &digits[..count.min(9)]).parse().unwrap_or(0);
    (nanoseconds, &digits[count..])
}

/// A valid time of day; a leap second becomes the second before it.
fn time(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Option<Time> {
    let second = if second == 60 { 59 } else { second };
    Time::new(hour, minute, second, nanosecond).ok()
}

/// A time in a part of the day.
fn in_part(time: Time, part: Part) -> Option<Time> {
    let hour = match (part, time.hour()) {
        (Part::Forenoon, 12) => 0,
        (Part::Noon, hour @ 1..=2) | (Part::Afternoon | Part::Night, hour @ 1..=11) => hour + 12,
        (Part::Night, 12) => return None,
        (_, hour) => hour,
    };
    Time::new(hour, time.minute(), time.second(), time.subsec_nanosecond()).ok()
}

/// The offset from UTC at the beginning of a text, with its length in bytes.
fn zone_at(text: &str, style: Style) -> Option<(Offset, usize)> {
    let zone = text.trim_start_matches([' ', '(', '（', '[']);
    let is_apart = zone.len() < text.len();
    let before = text.len() - zone.len();
    if let Some(behind) = beijing_behind(zone) {
        return Some((Offset::from_hours(8).ok()?, text.len() - behind.len()));
    }
    // 08:30-09:00 is a span.
    if zone.starts_with('-') && style == Style::Short && !is_apart {
        return None;
    }
    let (offset, bytes) = offset_at(zone)?;
    Some((offset, before + bytes))
}

/// `Z`, `+0800`, `+08:00`, `+8`, `GMT`, `UTC+8`, `CST` at the beginning of a text, with its length in bytes.
pub(crate) fn offset_at(text: &str) -> Option<(Offset, usize)> {
    if text.starts_with(['+', '-']) {
        return signed_at(text);
    }
    if let Some(behind) = behind_word(text, "z").filter(|behind| is_word_end(behind)) {
        return Some((Offset::UTC, text.len() - behind.len()));
    }
    for name in ["utc", "gmt", "ut"] {
        if let Some(behind) = behind_word(text, name).filter(|behind| is_word_end(behind)) {
            let (offset, bytes) = signed_at(behind).unwrap_or((Offset::UTC, 0));
            return Some((offset, name.len() + bytes));
        }
    }
    let (name, minutes) =
        ZONES.into_iter().find(|(name, _)| text.strip_prefix(name).is_some_and(is_word_end))?;
    Some((Offset::from_seconds(60 * minutes).ok()?, name.len()))
}

/// `+08:00`, `+0800`, `+08`, `+8`, `+8:30`.
fn signed_at(text: &str) -> Option<(Offset, usize)> {
    let sign = if text.strip_prefix('+').is_some() { 1 } else { text.strip_prefix('-').map(|_| -1)? };
    let figures = &text[1..];
    let count = figures.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes, bytes) = match count {
        1 | 2 => {
            let behind = figures[count..].strip_prefix(':').unwrap_or_default();
            let more = behind.bytes().take_while(u8::is_ascii_digit).count();
            if more == 2 {
                (&figures[..count], &behind[..2], count + 3)
            } else {
                (&figures[..count], "0", count)
            }
        }
        3 | 4 => (&figures[..count - 2], &figures[count - 2..count], count),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_zone = minutes < 60 && 60 * hours + minutes <= 14 * 60;
    is_zone
        .then(|| Offset::from_seconds(sign * 60 * (60 * hours + minutes)).ok())
        .flatten()
        .map(|offset| (offset, 1 + bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Option<String> {
        let (Clock { time, offset }, bytes) = Clock::at_start(text)?;
        let zone = offset.map(|offset| offset.to_string()).unwrap_or_default();
        Some(format!("{time}{zone}|{}", &text[bytes..]))
    }

    #[test]
    fn times_read_in_every_usual_form() {
        for (text, expect) in [
            (" 10:30", "10:30:00|"),
            ("T08:30:00Z", "08:30:00+00|"),
            ("T08:30:00.25+08:00", "08:30:00.25+08|"),
            ("T08:30-05:00", "08:30:00-05|"),
            ("T083000Z", "08:30:00+00|"),
            ("T0830", "08:30:00|"),
            ("_083000", "08:30:00|"),
            ("_08-30-15", "08:30:15|"),
            (" 08:30:15,123 INFO", "08:30:15.123| INFO"),
            (" 8:30 AM", "08:30:00|"),
            (", 8:30 p.m. EST", "20:30:00-05|"),
            (" PM 03:20", "15:20:00|"),
            (" 12:05am", "00:05:00|"),
            (" 上午8:30", "08:30:00|"),
            (" 上午12:10:00", "00:10:00|"),
            (" 下午12:10", "12:10:00|"),
            (" 下午3:05 来源：江城日报", "15:05:00| 来源：江城日报"),
            (" 星期三 05:05", "05:05:00|"),
            ("（星期三）15：05", "15:05:00|"),
            (" 周三晚8点半", "20:30:00|"),
            (" 08时30分15秒", "08:30:15|"),
            ("10时30分来源", "10:30:00|来源"),
            ("八时三十分", "08:30:00|"),
            ("８：３０", "08:30:00|"),
            ("下午三点", "15:00:00|"),
            (" 22点整", "22:00:00|"),
            (" 08:30:00 CST", "08:30:00+08|"),
            (" 08:30 (北京时间)", "08:30:00+08|)"),
            (" 北京时间08:30", "08:30:00+08|"),
            (" 08:30:00 GMT+0800 (China Standard Time)", "08:30:00+08| (China Standard Time)"),
            (" 08:30:00 UTC+8", "08:30:00+08|"),
            (" 08:30-09:00", "08:30:00|-09:00"),
            (" 08:30 -0800", "08:30:00-08|"),
            (" 23:59:60Z", "23:59:59+00|"),
            (" 08:30:00 CSTX", "08:30:00| CSTX"),
            (" 08:30+99:00", "08:30:00|+99:00"),
            ("", ""),
            (" 25:70", ""),
            (" 24:00", ""),
            (" 8:3", ""),
            (" 晚上12:30", ""),
            (" 第3期 10:30", ""),
            ("-11-02 10:30", ""),
            (" 来源：甲 10:30", ""),
            ("日", ""),
        ] {
            assert_eq!(shown(text).as_deref().unwrap_or_default(), expect, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_time_inside_it_or_none(text in "[ T_:：0-9点时分半+\\-ZAPMC上下午星期三()（]{0,24}|\\PC{0,24}") {
            if let Some((_, bytes)) = Clock::at_start(&text) {
                prop_assert!(text.is_char_boundary(bytes) && bytes > 0);
            }
        }
    }
}

//! A day inside a line of other words, with the time of day behind it.

use std::ops::Range;

use jianbao_article::{Date, WrittenDate};

/// The first of two dates, with the time of the other one if only that has one, on the same day.
pub(super) fn completed(first: Option<WrittenDate>, other: Option<WrittenDate>) -> Option<WrittenDate> {
    let is_completion = |first: &WrittenDate| {
        first.time.is_none() && other.is_some_and(|other| other.time.is_some() && other.day == first.day)
    };
    first.filter(|first| !is_completion(first)).or(other)
}

/// The first date in a text (`2020年10月26日`, `2020-10-26`, `2020/10/26`, `2020.10.26`), and its range in
/// bytes, with the time of day after it.
pub(super) fn within(text: &str) -> Option<(WrittenDate, Range<usize>)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let follows_digit = start > 0 && bytes[start - 1].is_ascii_digit();
        if follows_digit || !bytes[start].is_ascii_digit() {
            return None;
        }
        let (year, rest) = number(&text[start..], 4..=4)?;
        let (month, rest) = number(separated(rest, &["年", "-", "/", "."])?.trim_start(), 1..=2)?;
        let (day, rest) = number(separated(rest, &["月", "-", "/", "."])?.trim_start(), 1..=2)?;
        if !(1900..2200).contains(&year) {
            return None;
        }
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let behind = separated(rest, &["日"]).unwrap_or(rest);
        let (date, time_bytes) = WrittenDate::of_day(date, behind);
        let rest = if date.time.is_some() { &behind[time_bytes..] } else { without_time(behind) };
        Some((date, start..text.len() - rest.len()))
    })
}

fn separated<'t>(text: &'t str, separators: &[&str]) -> Option<&'t str> {
    let text = text.trim_start();
    separators.iter().find_map(|separator| text.strip_prefix(separator))
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(i16, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    digits.contains(&len).then(|| text[..len].parse().ok().map(|number| (number, &text[len..]))).flatten()
}

/// Text after figures that have the form of a time and are none (` 25:70`), or all of it.
fn without_time(text: &str) -> &str {
    let opening = text.trim_start_matches(|c: char| c.is_whitespace() || c == 'T');
    if !opening.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    let is_time =
        |c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | '时' | '分' | '秒' | '.' | '+' | 'Z');
    let rest = opening.trim_start_matches(is_time);
    if opening[..opening.len() - rest.len()].contains([':', '：', '时']) { rest } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_among_other_words() {
        for (text, expect) in [
            ("2020年10月26日 10:30 来源：江城日报", Some(("2020-10-26 10:30:00", " 来源：江城日报"))),
            ("2020年10月26日 星期一 下午3:05来源：甲", Some(("2020-10-26 15:05:00", "来源：甲"))),
            ("发布时间：2020-10-26", Some(("2020-10-26", ""))),
            ("2019-09-26 12:11来源：甲", Some(("2019-09-26 12:11:00", "来源：甲"))),
            ("2019-09-26 25:11来源：甲", Some(("2019-09-26", "来源：甲"))),
            ("2020 年 1 月 6 日", Some(("2020-01-06", ""))),
            ("2020/1/6 甲", Some(("2020-01-06", " 甲"))),
            ("2019-06-15T08:18:00+08:00", Some(("2019-06-15 08:18:00", ""))),
            ("2019-06-14T20:18:00-04:00", Some(("2019-06-15 08:18:00", ""))),
            ("12020-10-26", None),
            ("2020-13-26", None),
            ("热线 027-66668888", None),
            ("10月26日", None),
        ] {
            let shown = |date: WrittenDate| match date.time {
                Some(time) => time.in_china().to_string().replace('T', " "),
                None => date.day.to_string(),
            };
            let found = within(text).map(|(date, range)| (shown(date), text[range.end..].to_owned()));
            let expect = expect.map(|(date, rest)| (date.to_owned(), rest.to_owned()));
            assert_eq!(found, expect, "{text}");
        }
    }
}

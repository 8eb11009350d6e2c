//! A day inside a line of other words.

use std::ops::Range;

use jianbao_article::Date;

/// The first date in a text (`2020年10月26日`, `2020-10-26`, `2020/10/26`, `2020.10.26`), and its range in
/// bytes, with the time of day after it.
pub(super) fn within(text: &str) -> Option<(Date, Range<usize>)> {
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
        let rest = without_time(separated(rest, &["日"]).unwrap_or(rest));
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

/// Text after a time of day (`T08:30:00+08:00`, ` 10:30`, `10时30分`), or all of it if there is none.
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
            ("2020年10月26日 10:30 来源：江城日报", Some(("2020-10-26", " 来源：江城日报"))),
            ("发布时间：2020-10-26", Some(("2020-10-26", ""))),
            ("2019-09-26 12:11来源：甲", Some(("2019-09-26", "来源：甲"))),
            ("2020 年 1 月 6 日", Some(("2020-01-06", ""))),
            ("2020/1/6 甲", Some(("2020-01-06", " 甲"))),
            ("2019-06-15T08:18:00+08:00", Some(("2019-06-15", ""))),
            ("12020-10-26", None),
            ("2020-13-26", None),
            ("热线 027-66668888", None),
            ("10月26日", None),
        ] {
            let found = within(text).map(|(date, range)| (date.to_string(), text[range.end..].to_owned()));
            let expect = expect.map(|(date, rest)| (date.to_owned(), rest.to_owned()));
            assert_eq!(found, expect, "{text}");
        }
    }
}

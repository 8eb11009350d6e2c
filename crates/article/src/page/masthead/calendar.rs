//! Days as mastheads print them: a date, the day of the week, and the same day in another calendar.

use crate::Date;
use crate::day::days_in;

/// `2024年5月8日`, `2024年5月8日星期三`, `2024-05-08`, `2024.5.8`, `中華民國113年5月20日`, `公元2024年5月8日`.
pub(super) fn whole_date(part: &str) -> Option<Date> {
    let part =
        ["公元", "西元", "公历", "公曆"].iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
    let found = days_in(part, None).into_iter().next();
    if let Some(found) = found {
        let is_day = found.first == found.last && found.start_byte == 0;
        let behind = &part[found.end_byte..];
        return (is_day && (behind.is_empty() || is_weekday(behind))).then_some(found.first);
    }
    let mut numbers = part.split(['-', '.', '/', '－']);
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let date = Date::new(year, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?).ok()?;
    numbers.next().is_none().then_some(date)
}

/// `星期三`, `周三`, `禮拜三`.
pub(super) fn is_weekday(part: &str) -> bool {
    ["星期", "周", "礼拜", "禮拜", "週"].iter().any(|word| {
        part.strip_prefix(word).is_some_and(|day| {
            day.chars().count() == 1 && day.chars().all(|c| "一二三四五六日天".contains(c))
        })
    })
}

/// A day of the lunar calendar, named as such (`农历三月廿九`) or recognised by its words (`甲辰年三月廿九`, `三月初五`), or one of the
/// twenty-four terms of the year (`今日立夏`).
pub(super) fn is_of_another_calendar(part: &str) -> bool {
    const CALENDARS: [&str; 9] = ["农历", "農曆", "夏历", "夏曆", "阴历", "陰曆", "旧历", "舊曆", "古历"];
    if CALENDARS.iter().any(|word| part.starts_with(word)) {
        return true;
    }
    let term = ["今日", "明日", "昨日", "今天", "明天"].iter().find_map(|word| part.strip_prefix(word));
    is_term(term.unwrap_or(part)) || is_lunar(part)
}

/// One of the twenty-four terms of the year.
pub(super) fn is_term(part: &str) -> bool {
    const TERMS: [&str; 29] = [
        "立春", "雨水", "惊蛰", "驚蟄", "春分", "清明", "谷雨", "穀雨", "立夏", "小满", "小滿", "芒种",
        "芒種", "夏至", "小暑", "大暑", "立秋", "处暑", "處暑", "白露", "秋分", "寒露", "霜降", "立冬",
        "小雪", "大雪", "冬至", "小寒", "大寒",
    ];
    TERMS.contains(&part)
}

/// Year of the cycle of sixty, month and day; the year, or a day that only this calendar writes so.
fn is_lunar(part: &str) -> bool {
    let (has_year, rest) = match after_year(part) {
        Some(rest) => (true, rest),
        None => (false, part),
    };
    let rest = rest.strip_prefix(['闰', '閏']).unwrap_or(rest);
    let rest = match rest.split_once('月') {
        Some((month, rest)) if is_month(month) => rest.strip_prefix(['大', '小']).unwrap_or(rest),
        Some(_) => return false,
        None if has_year && rest.is_empty() => return true,
        None => return false,
    };
    let mut day = rest.chars();
    match (day.next(), day.next(), day.next()) {
        (None, ..) => has_year,
        (Some('初' | '廿' | '卅'), Some(unit), None) => "一二三四五六七八九十".contains(unit),
        (Some('十' | '二' | '三'), Some(unit), None) => has_year && "一二三四五六七八九十".contains(unit),
        _ => false,
    }
}

/// The part after `甲辰年`, `甲辰龙年`.
fn after_year(part: &str) -> Option<&str> {
    let rest = part.strip_prefix(|c| "甲乙丙丁戊己庚辛壬癸".contains(c))?;
    let rest = rest.strip_prefix(|c| "子丑寅卯辰巳午未申酉戌亥".contains(c))?;
    let rest = rest.strip_prefix(|c| "鼠牛虎兔龙龍蛇马馬羊猴鸡雞狗猪豬".contains(c)).unwrap_or(rest);
    rest.strip_prefix('年')
}

fn is_month(month: &str) -> bool {
    ["正", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "冬", "腊", "臘"]
        .contains(&month)
}

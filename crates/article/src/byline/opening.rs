//! The opening of a report: `本报南京11月2日电（记者甲）`, `【本報訊】`, `記者乙／新竹報導`.

use super::Byline;
use super::line::{people, unbracketed_people};
use super::word::{agency, find_word, is_paper, simplified, starts_with_any, strip_word};
use crate::Dateline;
use crate::lines::is_han;

/// Byline in the opening of a report; none if the paragraph has no such opening.
pub(crate) fn lead(paragraph: &str) -> Option<Byline> {
    let text = paragraph.trim_start();
    let first = text.chars().next()?;
    match first {
        '【' | '〔' | '［' | '[' | '（' | '(' => bracketed_lead(text),
        'A'..='Z' => english_lead(text),
        _ if is_han(first) || first == '“' => plain_lead(text),
        _ => None,
    }
}

fn plain_lead(text: &str) -> Option<Byline> {
    let from = strip_word(text, "据").or_else(|| strip_word(text, "综合")).unwrap_or(text);
    if let Some((source, rest)) = agency(from)
        && let Some((dateline, rest)) = dateline(rest)
    {
        let mut byline = people_behind(rest).unwrap_or_default();
        byline.source = Some(source.to_owned());
        byline.dateline = dateline.or(byline.dateline);
        return Some(byline);
    }
    // 记者甲报道：, 本报记者甲 乙地报道：
    if let Some(byline) = reported(text) {
        return Some(byline);
    }
    let head: usize = text.char_indices().take(24).take_while(|(_, c)| !ends_head(*c)).count();
    let end = text.char_indices().nth(head).map_or(text.len(), |(at, _)| at);
    if find_word(&text[..end], "讯").is_none() && find_word(&text[..end], "电").is_none() {
        return None;
    }
    // 江城日报11月2日讯, 海外网11月2日电: any short name of a paper, if a day follows it.
    let names = (2..=8).filter_map(|chars| text.char_indices().nth(chars)).map(|(at, _)| text.split_at(at));
    for (name, rest) in names.filter(|(name, _)| is_paper(name)) {
        if let Some((Some(found), rest)) = dateline(rest)
            && found.day.is_some()
        {
            let people = people_behind(rest).unwrap_or_default();
            return Some(Byline { source: Some(name.to_owned()), dateline: Some(found), ..people });
        }
    }
    // 江城日报讯（记者…）, 武汉讯（记者…）
    let (before, behind) = find_word(text, "讯")?;
    let (head, rest) = (&text[..before], &text[behind..]);
    let is_name = (2..=8).contains(&head.chars().count()) && head.chars().all(is_han);
    let mut byline = bracketed_people(rest).filter(|byline| is_name && byline.has_people())?;
    if is_paper(head) || !crate::place::is_known(head) {
        byline.source = Some(head.to_owned());
    } else {
        byline.dateline = Some(Dateline { place: Some(head.to_owned()), ..Dateline::default() });
    }
    Some(byline)
}

/// Characters that never occur in an opening before its 电 or 讯.
fn ends_head(c: char) -> bool {
    matches!(c, '，' | '。' | '（' | '(' | '：' | '！' | '？')
}

/// `【本報訊】`, `【記者甲報道】`, `〔記者乙／彰化報導〕`, `（吉隆坡2日讯）`, `【新华社临江11月2日电】`.
fn bracketed_lead(text: &str) -> Option<Byline> {
    let open = text.chars().next()?;
    let close = match open {
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '（' => '）',
        _ => ')',
    };
    let (inside, behind) = text[open.len_utf8()..].split_once(close)?;
    let inside = inside.trim();
    if inside.chars().count() > 40 || behind.trim().is_empty() {
        return None;
    }
    let according = strip_word(inside, "据").unwrap_or(inside);
    if let Some((source, rest)) = agency(according) {
        let rest = strip_word(rest, "综合").unwrap_or(rest);
        let is_report = starts_with_any(rest, &["讯", "报道", "报导", "电", "消息"]);
        let found = if is_report { Some((None, "")) } else { dateline(rest) };
        if let Some((dateline, rest)) = found {
            let people = people_behind(rest).or_else(|| people_behind(behind)).unwrap_or_default();
            return Some(Byline { source: Some(source.to_owned()), dateline, ..people });
        }
    }
    if let Some(byline) = people(inside) {
        return Some(byline);
    }
    // A place with a day, or with 综合: other brackets are asides.
    let head = inside.strip_suffix(['讯', '訊', '电', '電'])?;
    // 【明報專訊】
    let paper = head.strip_suffix('专').or_else(|| head.strip_suffix('專')).unwrap_or(head);
    if matches!(open, '【' | '〔' | '［') && is_paper(paper) {
        return Some(Byline { source: Some(paper.to_owned()), ..Byline::default() });
    }
    let place = head.trim_end_matches("综合").trim_end_matches("綜合");
    if place.len() < head.len() && place.chars().all(is_han) && place.chars().count() <= 6 {
        let place = (!place.is_empty()).then(|| place.to_owned());
        return Some(Byline {
            dateline: Some(Dateline { place, ..Dateline::default() }),
            ..Byline::default()
        });
    }
    let (dateline, _) = dateline(inside)?;
    dateline.as_ref()?.day?;
    Some(Byline { dateline, ..Byline::default() })
}

/// `BEIJING, Nov. 2 (Xinhua) -- `.
fn english_lead(text: &str) -> Option<Byline> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let head: String = text.chars().take(60).collect();
    let (place, rest) = head.split_once(", ")?;
    let is_place = (3..=30).contains(&place.len())
        && place.chars().all(|c| c.is_ascii_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | ','));
    let mut words = rest.split_whitespace();
    let month_name = words.next().filter(|_| is_place)?;
    let month = (1_u8..).zip(MONTHS).find(|(_, name)| month_name.starts_with(name))?.0;
    let day: u8 = words.next()?.trim_end_matches(',').parse().ok().filter(|day| (1..=31).contains(day))?;
    let source = words.next()?.strip_prefix('(')?.strip_suffix(')')?;
    let dateline =
        Dateline { place: Some(place.to_owned()), month: Some(month), day: Some(day), ..Dateline::default() };
    Some(Byline { source: Some(source.to_owned()), dateline: Some(dateline), ..Byline::default() })
}

/// `记者甲报道：…`, `本报记者甲 通讯员乙报道 …`, `記者丙／新竹報導 …`.
fn reported(text: &str) -> Option<Byline> {
    let head: String = text.chars().take(40).collect();
    let (_, end) = find_word(&head, "报道").or_else(|| find_word(&head, "报导"))?;
    let behind = text[end..].chars().next()?;
    let is_end = behind.is_whitespace() || matches!(behind, '：' | ':' | '，' | '　' | '“' | '「');
    (is_end && !text[..end].contains(['。', '，', '：'])).then(|| people(&text[..end])).flatten()
}

/// The people after an opening: in a bracket, or in words separated by spaces.
fn people_behind(text: &str) -> Option<Byline> {
    bracketed_people(text).or_else(|| unbracketed_people(text))
}

/// The people in the bracket at the start of a text.
fn bracketed_people(text: &str) -> Option<Byline> {
    let inside = text.trim_start().strip_prefix(['（', '('])?;
    let (inside, _) = inside.split_once(['）', ')'])?;
    (inside.chars().count() <= 70).then(|| people(inside)).flatten()
}

/// Place and day between the agency and 电, 讯 or 消息, both optional; and the rest.
pub(super) fn dateline(text: &str) -> Option<(Option<Dateline>, &str)> {
    let signs = |c: char| matches!(simplified(c), '电' | '讯' | '消');
    let (at, sign) =
        text.char_indices().take(22).take_while(|(_, c)| !ends_head(*c)).find(|(_, c)| signs(*c))?;
    let head = &text[..at];
    let mut rest = &text[at + sign.len_utf8()..];
    if sign == '消' {
        // 本报消息, 央视网消息（新闻联播）：
        rest = rest.strip_prefix('息')?;
        return matches!(head, "" | "综合" | "最新" | "即时").then_some((None, rest));
    }
    let head = head.trim();
    let is_lead = rest.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '（' | '(' | '：' | ':' | '，' | '“' | '「' | '】' | '—' | '-' | '）' | '〕' | '题'
            )
            || is_han(c) && head.ends_with('日')
    });
    if !is_lead {
        return None;
    }
    if head.is_empty() {
        return Some((None, rest));
    }
    let head = head.strip_suffix('专').or_else(|| head.strip_suffix('專')).unwrap_or(head);
    let head = head.strip_suffix("综合").or_else(|| head.strip_suffix('快')).unwrap_or(head);
    if head.is_empty() {
        return Some((None, rest));
    }
    let (place, month, day) = match day_at_end(head) {
        Some(found) => found,
        None => {
            // 本报武汉电, 本报武汉今日电: a place alone. Longer stretches are sentences (本报致电 …).
            let place = head.strip_suffix("今日").or_else(|| head.strip_suffix("昨日")).unwrap_or(head);
            let is_place = place.chars().count() <= 6
                && place.chars().all(is_han)
                && !place.ends_with(['致', '来', '發', '发', '通', '供', '停', '用', '风', '贺', '唁'])
                && (simplified(sign) == '电' || crate::place::is_known(place));
            if !is_place {
                return None;
            }
            (place, None, None)
        }
    };
    let place =
        place.trim_matches(|c: char| c.is_whitespace() || matches!(c, '·' | '—' | '“' | '”' | '(' | '（'));
    let place = (!place.is_empty()).then(|| place.to_owned());
    if place.is_none() && day.is_none() {
        return Some((None, rest));
    }
    Some((Some(Dateline { place, month, day, ..Dateline::default() }), rest))
}

/// The day at the end of a text, and the text before it: `临江2020年10月9日`, `香港十月九日`, `临江9日`.
fn day_at_end(text: &str) -> Option<(&str, Option<u8>, Option<u8>)> {
    let before_day = text.strip_suffix('日')?;
    let (before, day) = number_at_end(before_day)?;
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let before = before.trim_end();
    let Some(before_month) = before.strip_suffix('月') else { return Some((before, None, Some(day))) };
    let (before, month) = number_at_end(before_month)?;
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let before = before.trim_end();
    let place = before.strip_suffix('年').and_then(number_at_end).map_or(before, |(place, _)| place);
    Some((place, Some(month), Some(day)))
}

/// The number at the end of a text, in digits or in Chinese, and the text before it.
fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let is_digit = |c: char| crate::day::digit(c).is_some() || matches!(c, '十' | '廿' | '卅');
    let before = text.trim_end_matches(is_digit);
    Some((before, crate::day::number(&text[before.len()..])?))
}

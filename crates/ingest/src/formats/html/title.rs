//! The headline of a page.

use super::line::Lines;
use super::metadata::Metadata;

/// The headline: a heading of the page that is a prefix of its `title`; else the title in `meta` or JSON-LD;
/// else a line that is a prefix of the `title`; else the `title` without the name of the site.
pub(super) fn of(metadata: &Metadata, lines: &Lines) -> Option<String> {
    let headlines = metadata.headlines.iter().take(MAX_HEADLINES);
    let names = || headlines.clone().chain(&metadata.page_title).map(String::as_str);
    let is_named = |text: &str| names().any(|name| same(name, text) || begins(name, text));
    // The name of the site or of a column may be a heading too.
    let headings = || metadata.headings.iter().filter(|heading| !is_site_name(heading));
    if let Some(heading) = headings().find(|heading| is_named(heading)) {
        return Some(heading.clone());
    }
    let headlines = metadata.headlines.iter().map(|headline| without_site(headline));
    if let Some(headline) = headlines.into_iter().find(|headline| !is_site_name(headline)) {
        return Some(headline.to_owned());
    }
    let page_title = metadata.page_title.as_deref();
    let lines =
        lines.lines.iter().filter(|line| line.chars >= 4 && !line.is_links() && !is_site_name(&line.text));
    let longest =
        lines.filter(|line| page_title.is_some_and(|title| begins(title, &line.text) || title == line.text));
    if let Some(line) = longest.max_by_key(|line| line.chars) {
        return Some(line.text.clone());
    }
    if let Some(title) =
        page_title.map(without_site).filter(|title| !title.is_empty() && !is_site_name(title))
    {
        return Some(title.to_owned());
    }
    headings()
        .next()
        .or(metadata.headings.first())
        .cloned()
        .or_else(|| page_title.map(without_site).map(str::to_owned))
}

/// True if a text is more likely the name of a site, an edition or a column than a headline.
fn is_site_name(text: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "网",
        "日报",
        "晚报",
        "时报",
        "数字报",
        "电子报",
        "电子版",
        "频道",
        "首页",
        "客户端",
        "新闻中心",
        "在线",
    ];
    let text = crate::formats::press::folded(text);
    let chars = text.chars().count();
    chars <= 10
        && !text.contains(['，', '：', '！', '？', ' ', '“'])
        && (ENDINGS.iter().any(|ending| text.ends_with(ending)) || chars == 0)
}

/// Maximum number of titles in the metadata that are compared with the headings.
const MAX_HEADLINES: usize = 64;

/// True if two headlines are equal, spaces aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    dense(a).eq(dense(b))
}

/// The characters of a text without white space.
fn dense(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// True if a `title` is this headline followed by a separator and more text.
fn begins(page_title: &str, headline: &str) -> bool {
    let mut rest = dense(page_title);
    dense(headline).all(|c| rest.next() == Some(c))
        && rest.next().is_some_and(|c| SIGNS.contains(&c))
        && dense(headline).nth(3).is_some()
}

/// Separators between a headline and the names of channel and site.
pub(super) const SIGNS: [char; 11] = ['_', '-', '|', '｜', '–', '—', '－', '丨', '·', '>', '<'];

/// A `title` without the names of channel and site after it (`_新华网`, ` - 人民网`, `--文化--人民网`).
pub(super) fn without_site(title: &str) -> &str {
    // 江城晚报数字报-雨后街上
    let title = match title.split_once(SIGNS) {
        Some((before, behind)) if is_site_name(before.trim()) && behind.trim().chars().count() > 3 => {
            behind.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_whitespace())
        }
        _ => title,
    };
    // An underscore is in no headline; the other separators may be, so the text after them must look like a site.
    let mut title = title.split('_').next().unwrap_or(title).trim();
    while let Some((at, sign)) = title.char_indices().rev().find(|(_, c)| SIGNS.contains(c)) {
        let behind = title[at + sign.len_utf8()..].trim();
        let before = title[..at].trim_end_matches(|c: char| SIGNS.contains(&c) || c.is_whitespace());
        if before.is_empty() || !is_site(behind, sign, title[..at].ends_with([' ', sign])) {
            return title;
        }
        title = before;
    }
    title
}

/// True if the text after a separator is the name of a site or a channel.
fn is_site(name: &str, sign: char, is_set_off: bool) -> bool {
    const ENDINGS: [&str; 26] = [
        "网",
        "报",
        "社",
        "新闻",
        "频道",
        "在线",
        "中心",
        "客户端",
        "电视台",
        "广播",
        "资讯",
        "门户",
        "财经",
        "体育",
        "国内",
        "国际",
        "社会",
        "时政",
        "要闻",
        "委员会",
        "政府",
        "News",
        "Paper",
        ".com",
        ".cn",
        "周刊",
    ];
    let chars = name.chars().count();
    let is_short = chars <= 16 && !name.contains(['，', '。', '！', '？', '：', '“', '《']);
    chars == 0
        || (is_short
            && (ENDINGS.iter().any(|ending| name.ends_with(ending))
                || (sign == '-' && is_set_off && chars <= 6)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_channel_and_site_are_cut_off() {
        for (title, expect) in [
            ("雨后街上_江城网", "雨后街上"),
            ("雨后街上_财经_江城网", "雨后街上"),
            ("雨后街上-江城新闻网", "雨后街上"),
            ("雨后街上 - 江城日报", "雨后街上"),
            ("雨后街上--文化--江城网", "雨后街上"),
            ("雨后街上|江城在线", "雨后街上"),
            ("1-10月全市用电量增长", "1-10月全市用电量增长"),
            ("望江|夜校里的灯", "望江|夜校里的灯"),
            ("他说——“不去”", "他说——“不去”"),
            ("江城网", "江城网"),
            ("江城晚报数字报-雨后街上", "雨后街上"),
            ("江城晚报数字报-雨后街上-江城网", "雨后街上"),
        ] {
            assert_eq!(without_site(title), expect, "{title}");
        }
    }
}

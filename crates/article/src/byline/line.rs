//! People on a line of their own, in a bracket or after a role: `本报记者 甲 通讯员 乙`, `文/丙 图/丁`.

use super::Byline;
use super::name::{bare_names, is_family_name, names};
use super::word::{
    Role, agency, find_word, is_paper, paper_before_role, role, starts_with_any, strip_word,
    strip_word_at_end,
};
use crate::Date;
use crate::Dateline;
use crate::lines::is_han;
use crate::written_date::written_date;

/// The marks before a byline.
pub(super) const BULLETS: [char; 24] = [
    '■', '□', '●', '▲', '◆', '◎', '○', '★', '◇', '►', '▶', '☆', '△', '※', '▌', '◤', '◢', '▼', '▽', '▪', '*',
    '•', '\u{3000}', ' ',
];

/// A line that names people and nothing else: `本报记者 甲 乙`, `□ 本报通讯员 丙`, `文/丁 图/戊`.
pub(crate) fn own_line(line: &str) -> Option<Byline> {
    let trimmed = line.trim();
    let text = trimmed.trim_start_matches(BULLETS);
    if text.chars().count() > 60 || text.contains(['。', '；', '？', '！']) {
        return None;
    }
    let text = without_brackets(text.trim_end_matches(BULLETS));
    // 《江城日报》记者 甲
    if let Some((paper, rest)) = text.strip_prefix('《').and_then(|rest| rest.split_once('》'))
        && is_paper(paper)
        && let Some(byline) = people(rest)
    {
        return Some(Byline { source: Some(paper.to_owned()), ..byline });
    }
    if let Some(byline) = data_line(text) {
        return Some(byline);
    }
    if text.contains('，') {
        return None;
    }
    if let Some(byline) = text_and_pictures(text).or_else(|| people(text)).or_else(|| task_behind(text)) {
        return Some(byline);
    }
    if let Some(byline) = unnamed(text) {
        return Some(byline);
    }
    // ■ 甲: a mark makes a byline of a bare name.
    let is_marked = trimmed.starts_with(BULLETS);
    let reporters = is_marked.then(|| bare_names(text)).flatten()?;
    Some(Byline { reporters, ..Byline::default() })
}

fn without_brackets(text: &str) -> &str {
    [('（', '）'), ('(', ')'), ('【', '】'), ('〔', '〕'), ('［', '］'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .map_or(text, str::trim)
}

/// `本报评论员`, `新华社评论员`, `本报编辑部`: a byline that names no one.
fn unnamed(text: &str) -> Option<Byline> {
    let (source, rest) = agency(text).or_else(|| {
        let (paper, _) = paper_before_role(text)?;
        Some(text.split_at(paper.len()))
    })?;
    let rest = rest.trim_start();
    const UNNAMED: [&str; 7] = ["评论员", "特约评论员", "编辑部", "记者", "评论部", "社论", "综合报道"];
    let is_unnamed = UNNAMED.iter().any(|word| strip_word(rest, word) == Some(""));
    is_unnamed.then(|| Byline { source: Some(source.to_owned()), ..Byline::default() })
}

/// `作者：甲;乙  时间：2018-06-15`, `来源：江城日报 作者：丙`: the line of metadata that archives print under
/// a headline.
fn data_line(text: &str) -> Option<Byline> {
    const NAMES_OF_DATA: [&str; 6] = ["作者：", "时间：", "来源：", "作者:", "时间:", "来源:"];
    // 2018-06-15 09:30 来源：江城日报
    let day: Option<Date> = text.split_whitespace().next().and_then(|day| day.parse().ok());
    let is_time = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | ':');
    let behind = if day.is_some() { text.trim_start_matches(is_time) } else { text };
    let written = written_date(&text[..text.len() - behind.len()]);
    let text = behind;
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| NAMES_OF_DATA.iter().any(|name| strip_word(&text[at..], name).is_some()))
        .collect();
    if starts.first() != Some(&0) {
        return None;
    }
    let mut byline = Byline::default();
    (byline.date, byline.time) = (day, written.and_then(|written| written.time));
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let (name, value) = text[start..end].split_at(text[start..end].find(['：', ':'])?);
        let value = value.trim_start_matches(['：', ':']).trim();
        match name {
            "作者" => match people(value) {
                Some(people) => byline.merge(people),
                None => byline.reporters = names(value).unwrap_or_default(),
            },
            "来源" | "來源" if !value.is_empty() => byline.source = Some(value.to_owned()),
            // The day of a web page; the page of a paper has it in its header.
            _ if byline.date.is_none() => {
                let written = written_date(value);
                byline.date = written.map(|written| written.day);
                byline.time = written.and_then(|written| written.time);
            }
            _ => {}
        }
    }
    Some(byline)
}

/// Labels before names, with the roles that they give: `文/甲`, `图/乙`, `采写：丙`.
const TASKS_BEFORE: [(&str, &[Role]); 22] = [
    ("文图", &[Role::Reporter, Role::Photographer]),
    ("图文", &[Role::Reporter, Role::Photographer]),
    ("文/图", &[Role::Reporter, Role::Photographer]),
    ("文／图", &[Role::Reporter, Role::Photographer]),
    ("图/文", &[Role::Reporter, Role::Photographer]),
    ("文、图", &[Role::Reporter, Role::Photographer]),
    ("文/摄", &[Role::Reporter, Role::Photographer]),
    ("文", &[Role::Reporter]),
    ("采写", &[Role::Reporter]),
    ("撰文", &[Role::Reporter]),
    ("撰稿", &[Role::Reporter]),
    ("执笔", &[Role::Reporter]),
    ("整理", &[Role::Reporter]),
    ("编译", &[Role::Reporter]),
    ("口述", &[Role::Reporter]),
    ("供稿", &[Role::Correspondent]),
    ("图片", &[Role::Photographer]),
    ("图", &[Role::Photographer]),
    ("摄影", &[Role::Photographer]),
    ("摄", &[Role::Photographer]),
    ("供图", &[Role::Photographer]),
    ("漫画", &[Role::Photographer]),
];

/// `文/甲 图/乙`, `文：甲`, `采写：丙`, `摄影/丁`.
pub(super) fn text_and_pictures(text: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (roles, after) = task_before(rest)?;
        let end = after
            .char_indices()
            .skip(1)
            .map(|(at, _)| at)
            .find(|at| {
                let is_parted = after[..*at].ends_with([' ', '\u{3000}', '、', '；', '，', '|']);
                is_parted && task_before(&after[*at..]).is_some()
            })
            .unwrap_or(after.len());
        let who = after[..end].trim_end_matches([' ', '\u{3000}', '、', '；', '，', '|']);
        let found = match people(who) {
            Some(people) => {
                byline.source = byline.source.take().or(people.source);
                [people.reporters, people.correspondents, people.photographers].concat()
            }
            None => names(who)?,
        };
        for role in roles {
            add(&mut byline, *role, found.clone());
        }
        rest = after[end..].trim_start();
    }
    byline.has_people().then_some(byline)
}

fn task_before(text: &str) -> Option<(&'static [Role], &str)> {
    TASKS_BEFORE.into_iter().find_map(|(mark, roles)| {
        let after = strip_word(text, mark)?.trim_start();
        Some((roles, after.strip_prefix(['/', '／', '：', ':', '|', '｜', '∣'])?.trim_start()))
    })
}

/// Words after names for a task, with the roles that they give. With none, the names keep their role.
const TASKS_BEHIND: [(&str, Option<&[Role]>); 23] = [
    ("文/图", Some(&[Role::Reporter, Role::Photographer])),
    ("文／图", Some(&[Role::Reporter, Role::Photographer])),
    ("图/文", Some(&[Role::Reporter, Role::Photographer])),
    ("图／文", Some(&[Role::Reporter, Role::Photographer])),
    ("文/摄", Some(&[Role::Reporter, Role::Photographer])),
    ("文／摄", Some(&[Role::Reporter, Role::Photographer])),
    ("摄/文", Some(&[Role::Reporter, Role::Photographer])),
    ("文并摄", Some(&[Role::Reporter, Role::Photographer])),
    ("文并图", Some(&[Role::Reporter, Role::Photographer])),
    ("图文", Some(&[Role::Reporter, Role::Photographer])),
    ("文图", Some(&[Role::Reporter, Role::Photographer])),
    ("摄影报道", Some(&[Role::Photographer])),
    ("摄影报导", Some(&[Role::Photographer])),
    ("摄影", Some(&[Role::Photographer])),
    ("摄", Some(&[Role::Photographer])),
    ("/图", Some(&[Role::Photographer])),
    ("／图", Some(&[Role::Photographer])),
    ("/文", Some(&[Role::Reporter])),
    ("／文", Some(&[Role::Reporter])),
    ("综合报道", None),
    ("采写", None),
    ("整理", None),
    ("编译", None),
];

/// `甲 文/图`, `甲/文 乙/图`, `甲 文 乙 图`, `甲 整理`: names followed by a task, with no role before them.
pub(super) fn task_behind(text: &str) -> Option<Byline> {
    const ALONE: [(&str, &[Role]); 3] =
        [("文", &[Role::Reporter]), ("图", &[Role::Photographer]), ("摄", &[Role::Photographer])];
    let mut byline = Byline::default();
    let mut who = String::new();
    for part in text.split_whitespace() {
        let alone = ALONE.into_iter().find(|(word, _)| strip_word(part, word) == Some(""));
        let behind = TASKS_BEHIND.into_iter().find_map(|(word, roles)| {
            let name = strip_word_at_end(part, word)?;
            Some((name, roles.unwrap_or(&[Role::Reporter])))
        });
        let (name, roles) = match (alone, behind) {
            (Some((_, roles)), _) => ("", roles),
            (None, Some(found)) => found,
            (None, None) => {
                who.push_str(part);
                who.push(' ');
                continue;
            }
        };
        who.push_str(name);
        let found = bare_names(&who)?;
        for role in roles {
            add(&mut byline, *role, found.clone());
        }
        who.clear();
    }
    (who.is_empty() && byline.has_people()).then_some(byline)
}

/// Roles followed by names, and nothing else: `记者甲 通讯员乙、丙`, `本报记者 丁`, `记者戊／新竹报导`.
pub(super) fn people(text: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some((source, behind)) = agency(rest) {
            byline.source.get_or_insert_with(|| source.to_owned());
            rest = behind.trim_start();
        } else if let Some((paper, behind)) = paper_before_role(rest) {
            byline.source.get_or_insert_with(|| paper.to_owned());
            rest = behind;
        }
        // 驻京记者, 驻江苏记者
        if let Some(posted) = strip_word(rest, "驻") {
            let at =
                posted.char_indices().take(9).map(|(at, _)| at).find(|at| role(&posted[*at..]).is_some())?;
            rest = &posted[at..];
        }
        let (role, behind) = role(rest)?;
        let behind = behind.trim_start_matches(['：', ':', '/', '／', ' ', '\u{3000}', '|']);
        if starts_with_any(behind, &["为", "系", "是", "单位"]) {
            return None;
        }
        let end = next_role(behind);
        let chunk = &behind[..end];
        // 甲/文 乙/图
        if ["/文", "／文"].iter().any(|task| chunk.contains(task))
            && let Some(found) = task_behind(chunk)
        {
            byline.merge(found);
            rest = behind[end..].trim_start();
            continue;
        }
        let Told { names, roles, place } = told(chunk, role)?;
        for role in roles {
            add(&mut byline, role, names.clone());
        }
        if let Some(place) = place {
            byline.dateline.get_or_insert(Dateline { place: Some(place), ..Dateline::default() });
        }
        rest = behind[end..].trim_start_matches(['、', '；', ';', ' ', '\u{3000}', '/', '，', '|']);
    }
    byline.has_people().then_some(byline)
}

/// Contents of a byline between two roles.
struct Told {
    names: Vec<String>,
    roles: Vec<Role>,
    place: Option<String>,
}

/// Names, optionally followed by a place and a task: `甲 乙 文/图`, `甲 北京报道`, `甲 发自北京`.
fn told(text: &str, role: Role) -> Option<Told> {
    let mut text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '/' | '／' | '；'));
    let mut roles = vec![role];
    let mut place = None;
    if let Some((before, behind)) = find_word(text, "发自") {
        place = Some(text[behind..].trim().to_owned()).filter(|place| place.chars().all(is_han));
        place.as_ref()?;
        text = text[..before].trim_end();
    }
    if let Some((before, task)) =
        TASKS_BEHIND.into_iter().find_map(|(word, task)| Some((strip_word_at_end(text, word)?, task)))
    {
        // 王文 ends like a task: a task is separated from the name, or begins with a character that names do not have.
        let is_parted = before.ends_with(char::is_whitespace) || text[before.len()..].chars().count() > 1;
        if is_parted && !before.trim().is_empty() {
            roles = match task {
                Some([Role::Reporter, Role::Photographer]) => vec![role, Role::Photographer],
                Some(roles) => roles.to_vec(),
                None => roles,
            };
            text = before.trim_end();
        }
    } else if let Some(before) = strip_word_at_end(text, "报道").or_else(|| strip_word_at_end(text, "报导"))
    {
        text = before.trim_end_matches(['综', '合', '綜']).trim_end();
        if let Some(at) = text.rfind(|c: char| c.is_whitespace() || matches!(c, '／' | '/')) {
            let sign = text[at..].chars().next().unwrap_or(' ');
            let last = &text[at + sign.len_utf8()..];
            let is_place = last.chars().all(is_han) && (1..=6).contains(&last.chars().count());
            let is_name = last.chars().next().is_some_and(is_family_name) && !crate::place::is_known(last);
            if is_place && before.len() == text.len() && (!sign.is_whitespace() || !is_name) {
                place = Some(last.to_owned());
                text = text[..at].trim_end();
            }
        } else if let Some((who, last)) = place_at_end(text).filter(|_| before.len() == text.len()) {
            place = Some(last.to_owned());
            text = who;
        }
    }
    Some(Told { names: names(text)?, roles, place })
}

/// A known place right after a name: `陳小滿|台北`.
fn place_at_end(text: &str) -> Option<(&str, &str)> {
    let places = text.char_indices().rev().take(4).skip(1).map(|(at, _)| text.split_at(at));
    places.filter(|(who, last)| crate::place::is_known(last) && bare_names(who).is_some()).last()
}

/// Offset of the next role, including the paper before it.
fn next_role(text: &str) -> usize {
    let mut is_parted = true;
    for (at, c) in text.char_indices() {
        let behind = &text[at..];
        let is_next = at > 0
            && (role(behind).is_some()
                || agency(behind).is_some_and(|(_, rest)| begins_role(rest))
                || is_parted && (paper_before_role(behind).is_some() || begins_role(behind)));
        if is_next {
            return at;
        }
        is_parted = c.is_whitespace() || matches!(c, '、' | '；');
    }
    text.len()
}

fn begins_role(text: &str) -> bool {
    let text = text.trim_start();
    role(text).is_some() || strip_word(text, "驻").is_some_and(|posted| posted.chars().take(9).count() > 2)
}

/// People after 本报讯 without a bracket: roles, each with names up to a space:
/// `记者沈一舟 通讯员高远 昨天…`.
pub(super) fn unbracketed_people(text: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut rest = text.trim_start();
    while let Some((role, behind)) = role(rest) {
        let behind = behind.trim_start();
        let end = behind.find(|c: char| c.is_whitespace() || matches!(c, '：' | ':'))?;
        let word = &behind[..end];
        let word =
            strip_word_at_end(word, "报道").or_else(|| strip_word_at_end(word, "报导")).unwrap_or(word);
        list(&mut byline, role).extend(bare_names(word)?);
        rest = behind[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
    }
    byline.name_each_once();
    byline.has_people().then_some(byline)
}

fn list(byline: &mut Byline, role: Role) -> &mut Vec<String> {
    match role {
        Role::Reporter => &mut byline.reporters,
        Role::Correspondent => &mut byline.correspondents,
        Role::Photographer => &mut byline.photographers,
    }
}

fn add(byline: &mut Byline, role: Role, names: Vec<String>) {
    let list = list(byline, role);
    for name in names {
        if !list.contains(&name) {
            list.push(name);
        }
    }
}

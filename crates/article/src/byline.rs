//! Who wrote and photographed, and where: the grammar of bylines, datelines and credits.
//!
//! Recognised are the forms that Chinese papers use, with brackets and spaces of either width:
//!
//! - at the opening of a report: `本报讯（记者甲 通讯员乙、丙）`, `本报南京11月2日电（记者丁）`,
//!   `新华社北京10月9日电 （记者戊、己）`, `据新华社…电`, `江城日报讯（见习记者庚）`;
//! - on a line of its own: `本报记者 甲 乙`, `□ 本报通讯员 丙`, `文/丁 图/戊`, `采写：己`;
//! - at the end, in brackets: `（本报记者甲）`, `（新华社北京10月9日电）`, `（庚）`;
//! - under photographs: `甲 摄`, `甲 摄/东方IC`, `本报通讯员 乙 摄`, `新华社记者 丙 摄`, `新华社发`.
//!
//! Traps that are no bylines: `记者从…获悉`, `答记者问`, `记者会`, `告诉记者`, `致电`. A role counts only at the
//! opening of a line, behind a bracket or behind the name of a paper, and only with names behind it.

use crate::lines::is_han;
use crate::{Article, Date, Dateline};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) source: Option<String>,
    pub(crate) dateline: Option<Dateline>,
    pub(crate) reporters: Vec<String>,
    pub(crate) correspondents: Vec<String>,
    pub(crate) photographers: Vec<String>,
    pub(crate) credit: Option<String>,
    pub(crate) date: Option<Date>,
}

impl Byline {
    fn has_people(&self) -> bool {
        !(self.reporters.is_empty() && self.correspondents.is_empty() && self.photographers.is_empty())
    }

    /// Adds what another byline of the same article says.
    pub(crate) fn merge(&mut self, other: Byline) {
        self.source = self.source.take().or(other.source);
        self.dateline = self.dateline.take().or(other.dateline);
        self.credit = self.credit.take().or(other.credit);
        self.date = self.date.or(other.date);
        for (names, more) in [
            (&mut self.reporters, other.reporters),
            (&mut self.correspondents, other.correspondents),
            (&mut self.photographers, other.photographers),
        ] {
            for name in more {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
}

/// Papers and agencies that report from somewhere, by the name they print.
const AGENCIES: [&str; 16] = [
    "本报",
    "新华社",
    "新华网",
    "中新社",
    "中新网",
    "人民网",
    "人民日报",
    "中国新闻社",
    "央视网",
    "本刊",
    "本台",
    "本网",
    "中国青年报",
    "光明日报",
    "经济日报",
    "科技日报",
];

/// Who a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Reporter,
    Correspondent,
    Photographer,
}

/// The words for roles. Longer ones stand before those they contain.
const ROLES: [(&str, Role); 16] = [
    ("特约通讯员", Role::Correspondent),
    ("通讯员", Role::Correspondent),
    ("报道员", Role::Correspondent),
    ("特约摄影记者", Role::Photographer),
    ("摄影记者", Role::Photographer),
    ("见习记者", Role::Reporter),
    ("实习记者", Role::Reporter),
    ("特约记者", Role::Reporter),
    ("特派记者", Role::Reporter),
    ("首席记者", Role::Reporter),
    ("全媒体记者", Role::Reporter),
    ("融媒体记者", Role::Reporter),
    ("实习生", Role::Correspondent),
    ("评论员", Role::Reporter),
    ("记者", Role::Reporter),
    ("作者", Role::Reporter),
];

/// Words with 记者 in them that name no one.
const NOT_A_ROLE: [&str; 8] =
    ["记者会", "记者节", "记者站", "记者手记", "记者协会", "记者招待会", "记者团", "记者证"];

/// Fills what an article does not say about its people, source and dateline from its opening paragraph, its
/// byline lines and the brackets at its end. What is given is never changed.
///
/// ```
/// use jianbao_article::{Article, read_byline};
///
/// let mut article = Article {
///     body: vec!["本报南京11月2日电（记者王　伟 通讯员李四）今天放晴。".into()],
///     ..Article::default()
/// };
/// read_byline(&mut article);
/// assert_eq!(article.reporters, ["王伟"]);
/// assert_eq!(article.correspondents, ["李四"]);
/// assert_eq!(article.dateline.unwrap().place.as_deref(), Some("南京"));
/// ```
pub fn read_byline(article: &mut Article) {
    let mut byline = article.body.first().and_then(|opening| lead(opening)).unwrap_or_default();
    for line in &article.byline {
        byline.merge(photo_credit(line).or_else(|| own_line(line)).unwrap_or_default());
    }
    if article.body.len() > 1 {
        byline.merge(article.body.last().and_then(|last| tail(last)).unwrap_or_default());
    }
    if !byline.has_people() {
        // A line of its own may have stayed among the paragraphs of articles that come as data.
        byline.merge(article.body.first().and_then(|opening| own_line(opening)).unwrap_or_default());
    }
    apply(article, byline);
}

/// Puts into an article what a byline says and the article does not.
pub(crate) fn apply(article: &mut Article, byline: Byline) {
    let was_empty =
        article.reporters.is_empty() && article.correspondents.is_empty() && article.photographers.is_empty();
    if was_empty {
        article.reporters = byline.reporters;
        article.correspondents = byline.correspondents;
        article.photographers = byline.photographers;
    }
    article.source = article.source.take().or(byline.source);
    article.dateline = article.dateline.take().or(byline.dateline);
    article.credit = article.credit.take().or(byline.credit);
    article.date = article.date.or(byline.date);
}

/// The opening of a report.
pub(crate) fn lead(paragraph: &str) -> Option<Byline> {
    let text = paragraph.trim_start();
    let after_according = text.strip_prefix('据').unwrap_or(text);
    if let Some(source) = AGENCIES.into_iter().find(|agency| after_according.starts_with(agency)) {
        let rest = &after_according[source.len()..];
        if let Some((dateline, rest)) = dateline(rest) {
            let mut byline = bracketed(rest).unwrap_or_default();
            byline.source = Some(source.to_owned());
            byline.dateline = dateline;
            return Some(byline);
        }
    }
    // 江城日报讯（记者…）: any short name of a paper, if people stand in the bracket.
    let (head, rest) = text.split_once('讯')?;
    let is_name = (2..=8).contains(&head.chars().count()) && head.chars().all(is_han);
    let mut byline = bracketed(rest).filter(|byline| is_name && byline.has_people())?;
    byline.source = Some(head.to_owned());
    Some(byline)
}

/// What stands between the agency and 电 or 讯: a place and a day, each of which may be missing; and the rest.
fn dateline(text: &str) -> Option<(Option<Dateline>, &str)> {
    let (at, sign) = text.char_indices().take(20).find(|&(_, c)| matches!(c, '电' | '讯' | '消'))?;
    let head = &text[..at];
    let rest = &text[at + sign.len_utf8()..];
    if sign == '消' {
        // 本报消息 …
        let rest = rest.strip_prefix('息')?;
        return head.is_empty().then_some((None, rest));
    }
    let is_lead = rest.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '（' | '(' | '：' | ':' | '，' | '“')
            || is_han(c) && head.ends_with('日')
    });
    if !is_lead || head.contains(['，', '。', '（', '(']) {
        return None;
    }
    if head.trim().is_empty() {
        return Some((None, rest));
    }
    let head = head.trim();
    let Some(before_day) = head.strip_suffix('日') else {
        // 本报武汉电: a place alone. Longer stretches are sentences (本报致电 …).
        let is_place =
            sign == '电' && head.chars().count() <= 6 && head.chars().all(is_han) && !head.ends_with('致');
        return is_place
            .then(|| (Some(Dateline { place: Some(head.to_owned()), ..Dateline::default() }), rest));
    };
    let digits_at =
        |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９')).len();
    let day_at = digits_at(before_day);
    let day = number(&before_day[day_at..])?;
    let before_day = before_day[..day_at].trim_end();
    let (month, place) = match before_day.strip_suffix('月') {
        Some(before_month) => {
            let month_at = digits_at(before_month);
            (Some(number(&before_month[month_at..])?), &before_month[..month_at])
        }
        None => (None, before_day),
    };
    let place = match place.strip_suffix('年') {
        Some(before_year) => &before_year[..digits_at(before_year)],
        None => place,
    };
    let place = place.trim_matches(|c: char| c.is_whitespace() || matches!(c, '·' | '—'));
    let is_valid = (1..=31).contains(&day) && month.is_none_or(|month| (1..=12).contains(&month));
    is_valid.then(|| {
        let place = (!place.is_empty()).then(|| place.to_owned());
        (Some(Dateline { place, month, day: Some(day) }), rest)
    })
}

fn number(text: &str) -> Option<u8> {
    let ascii: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect();
    ascii.parse().ok()
}

/// The people in the bracket that a text begins with.
fn bracketed(text: &str) -> Option<Byline> {
    let inside = text.trim_start().strip_prefix(['（', '('])?;
    let (inside, _) = inside.split_once(['）', ')'])?;
    (inside.chars().count() <= 60).then(|| people(inside)).flatten()
}

/// A line of its own that names people: `本报记者 甲 乙`, `□ 本报通讯员 丙`, `文/丁 图/戊`.
pub(crate) fn own_line(line: &str) -> Option<Byline> {
    let text = line.trim().trim_start_matches(['■', '□', '●', '▲', '◆', '◎', '○', '★', '　', ' ']);
    if text.chars().count() > 50 || text.contains(['。', '，', '；', '？', '！']) {
        return None;
    }
    if let Some(byline) = text_and_pictures(text).or_else(|| data_line(text)) {
        return Some(byline);
    }
    let inside = text.strip_prefix(['（', '(']).and_then(|inside| inside.strip_suffix(['）', ')']));
    people(inside.unwrap_or(text))
}

/// `作者：甲;乙  时间：2018-06-15`, `来源：江城日报 作者：丙`: the line of data that archives print under a headline.
fn data_line(text: &str) -> Option<Byline> {
    const NAMES_OF_DATA: [&str; 6] = ["作者：", "时间：", "来源：", "作者:", "时间:", "来源:"];
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| NAMES_OF_DATA.iter().any(|name| text[at..].starts_with(name)))
        .collect();
    if starts.first() != Some(&0) {
        return None;
    }
    let mut byline = Byline::default();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let (name, value) = text[start..end].split_at(text[start..end].find(['：', ':'])?);
        let value = value.trim_start_matches(['：', ':']).trim();
        match name {
            "作者" => byline.reporters = names(value).unwrap_or_default(),
            "来源" if !value.is_empty() => byline.source = Some(value.to_owned()),
            // The day of a web page; what the page of a paper says stands in its header.
            _ => byline.date = byline.date.or_else(|| value.split_whitespace().next()?.parse().ok()),
        }
    }
    Some(byline)
}

/// `文/甲 图/乙`, `文：甲`, `采写：丙`, `摄影/丁`.
fn text_and_pictures(text: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut rest = text;
    let mut found = false;
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let marks = [
            ("文图", None),
            ("图文", None),
            ("文", Some(Role::Reporter)),
            ("采写", Some(Role::Reporter)),
            ("撰文", Some(Role::Reporter)),
            ("整理", Some(Role::Reporter)),
            ("图", Some(Role::Photographer)),
            ("摄影", Some(Role::Photographer)),
            ("供图", Some(Role::Photographer)),
        ];
        let (role, after) = marks.into_iter().find_map(|(mark, role)| {
            let after = rest.strip_prefix(mark)?.trim_start();
            Some((role, after.strip_prefix(['/', '／', '：', ':', '|'])?))
        })?;
        let end = after.char_indices().find(|&(_, c)| matches!(c, '文' | '图' | '采' | '撰' | '摄' | '供'));
        let end = end.map_or(after.len(), |(at, _)| at);
        let names = match people(&after[..end]) {
            Some(people) => [people.reporters, people.correspondents].concat(),
            None => names(&after[..end])?,
        };
        match role {
            Some(role) => add(&mut byline, role, names),
            None => {
                add(&mut byline, Role::Reporter, names.clone());
                add(&mut byline, Role::Photographer, names);
            }
        }
        rest = &after[end..];
        found = true;
    }
    found.then_some(byline)
}

/// The bracket at the end of an article: `（本报记者甲）`, `（新华社北京10月9日电）`.
pub(crate) fn tail(paragraph: &str) -> Option<Byline> {
    let text = paragraph.trim_end();
    let inside = text.strip_suffix(['）', ')'])?;
    let at = inside.rfind(['（', '('])?;
    let inside = inside[at..].trim_start_matches(['（', '(']);
    if inside.chars().count() > 40 {
        return None;
    }
    let inside_or_according = inside.strip_prefix('据').unwrap_or(inside);
    let agency = AGENCIES.into_iter().find(|agency| inside_or_according.starts_with(agency));
    if let Some(source) = agency {
        let rest = &inside_or_according[source.len()..];
        if let Some((dateline, _)) = dateline(rest) {
            return Some(Byline { source: Some(source.to_owned()), dateline, ..Byline::default() });
        }
    }
    people(inside)
}

/// The credit under a photograph: `甲 摄`, `甲 摄/东方IC`, `本报通讯员 乙 摄`, `新华社发（丙摄）`.
pub(crate) fn photo_credit(line: &str) -> Option<Byline> {
    let text = line.trim().trim_start_matches(['（', '(']);
    let text = text.trim_end_matches(['）', ')']);
    if text.chars().count() > 40 || text.contains(['。', '，', '；', '！', '？']) {
        return None;
    }
    if let Some(rest) = text.strip_prefix("新华社发").or_else(|| text.strip_prefix("新华社照片")) {
        let mut byline = Byline { source: Some("新华社".to_owned()), ..Byline::default() };
        let inside = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '）' | ')'));
        if let Some(photographers) = inside.strip_suffix('摄').and_then(names) {
            byline.photographers = photographers;
        }
        return Some(byline);
    }
    if let Some(byline) = cartoon(text) {
        return Some(byline);
    }
    let (who, behind) = ["摄影报道", "摄影", "摄", "供图"].into_iter().find_map(|mark| {
        let (who, behind) = text.rsplit_once(mark)?;
        let behind = behind.trim();
        let is_agency = behind.is_empty() || behind.starts_with(['/', '／', '（', '(']);
        is_agency.then_some((who.trim(), behind))
    })?;
    let mut byline = match people(who) {
        Some(mut byline) => {
            let mut photographers = std::mem::take(&mut byline.reporters);
            photographers.append(&mut byline.correspondents);
            photographers.append(&mut byline.photographers);
            byline.photographers = photographers;
            byline
        }
        None => Byline { photographers: names(who)?, ..Byline::default() },
    };
    let credit =
        behind.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | '（' | '）' | '(' | ')'));
    byline.credit = (!credit.is_empty()).then(|| credit.to_owned());
    Some(byline)
}

/// `甲图　乙文`: who drew a cartoon and who wrote to it.
fn cartoon(text: &str) -> Option<Byline> {
    let (drew, wrote) = text.strip_suffix('文')?.split_once('图')?;
    Some(Byline { photographers: names(drew)?, reporters: names(wrote)?, ..Byline::default() })
}

/// Roles with names behind them, and nothing else: `记者甲 通讯员乙、丙`, `本报记者 丁`.
fn people(text: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(agency) = AGENCIES.into_iter().find(|agency| rest.starts_with(agency)) {
            rest = rest[agency.len()..].trim_start();
            byline.source.get_or_insert_with(|| agency.to_owned());
        }
        // 驻京记者, 驻江苏记者
        if let Some(posted) = rest.strip_prefix('驻') {
            rest = &posted[posted.find("记者")?..];
        }
        let (word, role) = role_at(rest)?;
        let behind = rest[word.len()..].trim_start_matches(['：', ':', '/', '／', ' ', '　']);
        let end = next_role(behind);
        let names = names(without_task(&behind[..end]))?;
        add(&mut byline, role, names);
        rest = behind[end..].trim_start();
    }
    byline.has_people().then_some(byline)
}

/// What stands between roles, without the word for what the people did: `甲 报道`, `乙 文/图`.
fn without_task(text: &str) -> &str {
    let text = text.trim_end();
    let text = text.strip_suffix("摄影报道").or_else(|| text.strip_suffix("报道")).unwrap_or(text).trim_end();
    let Some((before, task)) = text.rsplit_once(|c: char| c.is_whitespace()) else { return text };
    if matches!(task, "文" | "图" | "文/图" | "图/文" | "文／图") { before } else { text }
}

fn role_at(text: &str) -> Option<(&'static str, Role)> {
    let is_trap = NOT_A_ROLE.iter().any(|trap| text.starts_with(trap));
    ROLES.into_iter().find(|(word, _)| text.starts_with(word)).filter(|_| !is_trap)
}

/// Where the next role begins, with the paper before it.
fn next_role(text: &str) -> usize {
    text.char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .find(|&at| {
            let behind = &text[at..];
            let behind_agency =
                AGENCIES.into_iter().find_map(|agency| behind.strip_prefix(agency)).unwrap_or(behind);
            role_at(behind_agency.trim_start()).is_some()
        })
        .unwrap_or(text.len())
}

fn add(byline: &mut Byline, role: Role, names: Vec<String>) {
    match role {
        Role::Reporter => byline.reporters.extend(names),
        Role::Correspondent => byline.correspondents.extend(names),
        Role::Photographer => byline.photographers.extend(names),
    }
}

/// Names separated by spaces or commas, each of two to four characters, or longer with ·. A single character
/// with space behind it is the family name of the next: 王　伟. None where anything is no name.
fn names(text: &str) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for group in text.split(['、', ',', '，', ';', '；', '/', '／']) {
        let mut family: Option<&str> = None;
        for part in group.split_whitespace() {
            let chars = part.chars().count();
            let is_name = part.chars().all(|c| is_han(c) || matches!(c, '·' | '•' | '・'));
            if !is_name || chars > 4 && !part.contains(['·', '•', '・']) || chars > 16 {
                return None;
            }
            match (family.take(), chars) {
                (None, 1) => family = Some(part),
                (Some(family), 1..=2) => names.push(format!("{family}{part}")),
                (Some(_), _) => return None,
                (None, _) => names.push(part.to_owned()),
            }
        }
        if family.is_some() {
            return None;
        }
    }
    (!names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests;

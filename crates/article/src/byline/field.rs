//! People in a field of data: `张　三 李晓明`, `记者：张三 通讯员：李四`, `张三/文 李四/图`, `[[张三]]`.
//!
//! Such a field contains little besides names. A text that the grammar of bylines does not accept is
//! therefore split at punctuation, and the parts are taken as names.

use super::Byline;
use super::line::{people, task_behind, text_and_pictures};
use super::name::{bare_names, is_double_family_name, is_family_name, names};
use super::word::{role, strip_word};
use crate::lines::is_han;

/// People, by role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// 记者, 作者, and people without a stated role.
    pub reporters: Vec<String>,
    /// 通讯员.
    pub correspondents: Vec<String>,
    /// 摄影.
    pub photographers: Vec<String>,
}

impl People {
    /// True if there are no people.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reporters.is_empty() && self.correspondents.is_empty() && self.photographers.is_empty()
    }
}

/// The people in a field. People without a role are reporters. Roles, labels, brackets, names of papers and
/// mail addresses are removed; a role without a name (`本报记者`) gives no person. Linear in the length.
///
/// ```
/// use jianbao_article::people_in_field;
///
/// assert_eq!(people_in_field("张　三 李晓明").reporters, ["张三", "李晓明"]);
/// let people = people_in_field("记者：张三 通讯员：李四");
/// assert_eq!((people.reporters, people.correspondents), (vec!["张三".into()], vec!["李四".into()]));
/// assert!(people_in_field("本报记者").is_empty());
/// ```
#[must_use]
pub fn people_in_field(text: &str) -> People {
    let mut found = Byline::default();
    for group in groups(&without_marks(text)) {
        found.add(of_group(&group));
    }
    found.name_each_once();
    let Byline { reporters, correspondents, photographers, .. } = found;
    People { reporters, correspondents, photographers }
}

/// Maximum length of a text for the grammar of bylines; a longer one is a list of people.
const MAX_GRAMMAR_CHARS: usize = 200;

/// The text without links, list brackets, note numbers and the colons after roles.
fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        rest = behind;
        match c {
            // A wiki link may have another label: `[[a|b]]`.
            '[' if behind.starts_with('[') => {
                if let Some((link, after)) = behind[1..].split_once("]]") {
                    plain.push_str(link.rsplit('|').next().unwrap_or(link));
                    plain.push(' ');
                    rest = after;
                }
            }
            // `[1]张三`
            '[' if behind.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(']') => {
                plain.push(' ');
                rest = behind.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(']');
            }
            '@' if plain.ends_with(|c: char| c.is_ascii_alphanumeric()) => plain.push(c),
            '[' | ']' | '【' | '】' | '"' | '“' | '”' | '@' | '#' | '\u{feff}' | '\u{200b}' => {}
            // `记者：张三` is 记者张三; 文：张三 keeps its colon.
            '：' | ':' if ends_with_role(&plain) => {}
            _ => plain.push(c),
        }
    }
    plain
}

fn ends_with_role(text: &str) -> bool {
    let starts = text.char_indices().rev().map(|(at, _)| at).take(8);
    starts.into_iter().any(|at| role(&text[at..]).is_some_and(|(_, rest)| rest.is_empty()))
}

/// The parts of a list, separated by line breaks, `;` and `|`.
fn groups(text: &str) -> Vec<String> {
    let signs = |c: char| matches!(c, ';' | '；' | '\n' | '\r' | '|' | '｜' | '•');
    text.split(signs).map(str::trim).filter(|group| !group.is_empty()).map(str::to_owned).collect()
}

fn of_group(group: &str) -> Byline {
    let group = without_address(group);
    let group =
        group.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/' | '。'));
    if group.chars().nth(MAX_GRAMMAR_CHARS).is_none() {
        let read = text_and_pictures(group).or_else(|| people(group)).or_else(|| task_behind(group));
        if let Some(byline) = read {
            return byline;
        }
        if is_nobody(group) {
            return Byline::default();
        }
        if let Some(reporters) = inverted(group).or_else(|| spelled(group)).or_else(|| names(group)) {
            return Byline {
                reporters: reporters.into_iter().filter(|name| !is_nobody(name)).collect(),
                ..Byline::default()
            };
        }
    }
    let mut byline = Byline::default();
    for part in group.split([',', '，', '、', '&', '/', '／']) {
        let part = part.trim();
        // Names of more than one Latin word stay whole.
        let is_one = !part.chars().any(is_han);
        let pieces: Vec<&str> = if is_one { vec![part] } else { part.split_whitespace().collect() };
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty() && !is_nobody(piece)) {
            match people(piece) {
                Some(people) => byline.add(people),
                None => byline.reporters.push(piece.to_owned()),
            }
        }
    }
    byline
}

/// Roles and papers without a name.
fn is_nobody(text: &str) -> bool {
    const NOBODY: [&str; 9] = ["本报讯", "本报", "本刊", "本网", "本台", "佚名", "未知", "无", "null"];
    if NOBODY.contains(&text) {
        return true;
    }
    let rest = ["本报", "本刊", "本网", "本台", "本社"]
        .iter()
        .find_map(|word| strip_word(text, word))
        .unwrap_or(text);
    role(rest).is_some_and(|(_, rest)| rest.trim().is_empty())
}

/// `方, 晓棠`: a name as reference managers write it, the family name first.
fn inverted(group: &str) -> Option<Vec<String>> {
    let (family, given) = group.split_once([',', '，'])?;
    let (family, given) = (family.trim(), given.trim());
    let is_family =
        is_double_family_name(family) || family.chars().count() == 1 && family.chars().all(is_family_name);
    let is_given = (1..=2).contains(&given.chars().count()) && given.chars().all(is_han);
    (is_family && is_given).then(|| vec![format!("{family}{given}")])
}

/// `王 小 明`: a name set wide.
fn spelled(group: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = group.split_whitespace().collect();
    let is_spelled = parts.len() == 3 && parts.iter().all(|part| part.chars().count() == 1);
    let name = parts.concat();
    (is_spelled && bare_names(&name).is_some()).then(|| vec![name])
}

/// `王伟 <wang@a.cn>`, `wang@a.cn (王伟)`, `王伟（江城日报）`: the name alone.
fn without_address(text: &str) -> String {
    let Some(at) = text.find(['<', '(', '（']) else { return text.to_owned() };
    let (before, behind) = text.split_at(at);
    let sign = behind.chars().next().map_or(0, char::len_utf8);
    let inside = behind[sign..].trim_end().strip_suffix(['>', ')', '）']);
    let Some(inside) = inside.filter(|inside| !inside.contains(['<', '(', '（', '>', ')', '）'])) else {
        return text.to_owned();
    };
    if before.contains('@') { inside.trim().to_owned() } else { before.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let People { reporters, correspondents, photographers } = people_in_field(text);
        [reporters.join(","), correspondents.join(","), photographers.join(",")].join("|")
    }

    #[test]
    fn a_field_of_people_is_read_as_a_byline_is() {
        for (text, expect) in [
            ("高　远 沈一舟", "高远,沈一舟||"),
            ("高 远、沈一舟", "高远,沈一舟||"),
            ("高远,沈一舟", "高远,沈一舟||"),
            ("高远；沈一舟；", "高远,沈一舟||"),
            ("高远\n沈一舟", "高远,沈一舟||"),
            ("沈 一 舟", "沈一舟||"),
            ("本报记者 高　远", "高远||"),
            ("江城日报记者高远 通讯员 沈一舟", "高远|沈一舟|"),
            ("记者：高远 通讯员：沈一舟", "高远|沈一舟|"),
            ("作者:高远", "高远||"),
            ("文/高远 图/沈一舟", "高远||沈一舟"),
            ("高远/文 沈一舟/图", "高远||沈一舟"),
            ("高远 文 沈一舟 摄", "高远||沈一舟"),
            ("高远 文/图", "高远||高远"),
            ("[[高远]]", "高远||"),
            ("[[人物/高远|高远]], [[沈一舟]]", "高远,沈一舟||"),
            ("[1]高远;[2]沈一舟;", "高远,沈一舟||"),
            ("【高远】", "高远||"),
            ("@高远", "高远||"),
            ("高, 远; 沈, 一舟", "高远,沈一舟||"),
            ("gao@jc.example (高远)", "高远||"),
            ("高远 <gao@jc.example>", "高远||"),
            ("高远（江城日报）", "高远||"),
            ("阿依努尔·买买提", "阿依努尔·买买提||"),
            ("John Smith, Anna Lee", "John Smith,Anna Lee||"),
            ("叨叨姐", "叨叨姐||"),
            ("本报记者", "||"),
            ("记者", "||"),
            ("佚名", "||"),
            ("", "||"),
        ] {
            assert_eq!(shown(text), expect, "{text}");
        }
    }

    #[test]
    fn a_field_of_a_hundred_thousand_names_takes_no_time() {
        let names = people_in_field(&"高远、沈一舟 ".repeat(100_000)).reporters;
        assert_eq!(names, ["高远", "沈一舟"]);
    }
}

//! Names with additions, as headers of tables have them: punctuation and brackets, a second language, a word
//! for the subject.

use super::Known;

/// A longer name is no name of a field.
const MAX_CHARS: usize = 40;

/// The field of a name with additions: punctuation (`标题：`, `*标题`), a bracket (`正文（全文）`),
/// two languages that agree or of which one is unknown (`Title-题名`, `日期 Date`), or an added word
/// (`新闻标题`, `article_title`). `exact` looks up exact names.
pub(super) fn of(name: &str, exact: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    if name.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let narrow: String = name.chars().map(narrow).collect();
    let bare = narrow.trim_matches(is_around);
    let known = |name: &str| exact(name).or_else(|| without_words(name, &exact));
    if let Some(found) = known(bare) {
        return Some(found);
    }
    if let Some((before, inside)) = bracket(bare)
        && let Some(found) = known(before.trim_matches(is_around)).or_else(|| known(inside))
    {
        return Some(found);
    }
    let (latin, han): (String, String) = bare.chars().partition(|c| c.is_ascii());
    let (latin, han) = (latin.trim_matches(is_between), han.trim_matches(is_between));
    if latin.is_empty() || han.is_empty() {
        return None;
    }
    match (known(latin), known(han)) {
        (Some(one), Some(other)) if one.field != other.field => None,
        (one, other) => other.or(one),
    }
}

/// A full-width character in its ASCII form.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn is_around(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '*' | '#' | '?' | '"' | '\'' | '“' | '”' | '《' | '》' | '【' | '】' | '[' | ']' | '.'
        )
}

fn is_between(c: char) -> bool {
    is_around(c) || matches!(c, '-' | '_' | '/' | '|' | '(' | ')' | ',')
}

/// Text before a final bracket of a name, and the text inside it.
fn bracket(name: &str) -> Option<(&str, &str)> {
    let (open, close) = [("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕")]
        .into_iter()
        .find(|(open, _)| name.contains(open))?;
    let (before, behind) = name.split_once(open)?;
    Some((before, behind.split_once(close).map_or(behind, |(inside, _)| inside)))
}

/// Words before a name that give its subject.
const BEFORE: [&str; 18] = [
    "新闻", "新聞", "文章", "稿件", "报道", "報導", "原文", "文献", "资讯", "帖子", "信息", "news",
    "article", "post", "doc", "document", "story", "item",
];

/// Words after it.
const BEHIND: [&str; 15] = [
    "名称", "名稱", "姓名", "全称", "内容", "內容", "时间", "地址", "列表", "文本", "text", "name", "str",
    "list", "string",
];

fn without_words(name: &str, exact: &impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let folded = super::fold(name);
    let before = BEFORE.iter().find_map(|word| folded.strip_prefix(word)).filter(|rest| !rest.is_empty());
    let strip_behind = |text: &str| {
        let rest = BEHIND.iter().find_map(|word| text.strip_suffix(word)).filter(|rest| !rest.is_empty());
        rest.and_then(exact)
    };
    before.and_then(exact).or_else(|| strip_behind(&folded)).or_else(|| before.and_then(strip_behind))
}

#[cfg(test)]
mod tests {
    use crate::field_names::{Field, FieldNames};

    #[test]
    fn a_name_is_known_in_its_dress() {
        let names = FieldNames::default();
        let field = |name: &str| names.get(name).map(|known| known.field);
        for (name, expect) in [
            ("Title-题名", Field::Title),
            ("Source-文献来源", Field::Source),
            ("Summary-摘要", Field::Abstract),
            ("PubTime-发表时间", Field::Date),
            ("标题：", Field::Title),
            ("*标题", Field::Title),
            ("【标题】", Field::Title),
            ("正文（全文）", Field::Body),
            ("日期(Date)", Field::Date),
            ("日期（年/月/日）", Field::Date),
            ("ＴＩＴＬＥ", Field::Title),
            ("标题 Title", Field::Title),
            ("新闻标题", Field::Title),
            ("标题名称", Field::Title),
            ("稿件正文内容", Field::Body),
            ("作者姓名", Field::Reporters),
            ("媒体名称", Field::Source),
            ("article_title", Field::Title),
            ("postDate", Field::Date),
            ("source_name", Field::Source),
            ("Publication Title", Field::Source),
        ] {
            assert_eq!(field(name), Some(expect), "{name}");
        }
        for name in [
            "SrcDatabase-来源库",
            "Organ-单位",
            "url来源",
            "热度",
            "title_count",
            "newspaper_id",
            "",
            "：",
            "作者单位",
        ] {
            assert_eq!(field(name), None, "{name}");
        }
        // The exact name comes first.
        assert!(names.get("标题").unwrap().rank < names.get("标题：").unwrap().rank);
    }
}

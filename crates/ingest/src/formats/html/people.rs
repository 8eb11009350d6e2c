//! Names of people and of papers on the lines around a report.

/// Labels before the names of those who wrote.
const WRITERS: [&str; 10] =
    ["记者", "作者", "撰文", "撰稿", "采写", "执笔", "文", "文字", "通讯员", "评论员"];

/// The people of a line that names those who wrote and says nothing else: `执笔/甲`, `江城新闻记者 甲 乙`,
/// `《棱镜》作者 丙`, `作者：丁`.
pub(super) fn own_line(line: &str) -> Option<Vec<String>> {
    let line = super::furniture::bare(line);
    if line.chars().count() > 40 {
        return None;
    }
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '/' | '／' | '|' | '｜' | '丨');
    let at = line.find(is_sign)?;
    let (label, rest) = (&line[..at], line[at..].trim_start_matches(is_sign));
    let before = WRITERS.iter().find_map(|writer| label.strip_suffix(writer))?;
    // 文 ends many words, the others end none that stands before names.
    let is_label = before.is_empty() || (before.chars().count() <= 10 && !label.ends_with("文"));
    if !is_label {
        return None;
    }
    names(rest)
}

/// Names one behind the other, if there is nothing else.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | '&' | '/' | '／' | ';' | '；');
    let names: Vec<String> = text
        .split(is_between)
        .map(str::trim)
        .filter(|name| !name.is_empty() && !WRITERS.contains(name))
        .map(str::to_owned)
        .collect();
    (!names.is_empty() && names.len() <= 8 && names.iter().all(|name| is_person(name))).then_some(names)
}

/// Whether a word may be the name of a person: two to four characters, or more with a dot inside as foreign names
/// have it.
pub(super) fn is_person(name: &str) -> bool {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let chars = name.chars().count();
    let has_dot = name.contains(['·', '•']);
    (2..=if has_dot { 12 } else { 4 }).contains(&chars)
        && name.chars().all(|c| is_han(c) || matches!(c, '·' | '•'))
        && !is_paper(name)
        && !["编辑", "整理", "综合", "本报", "佚名", "未知", "管理员", "发布", "报道"]
            .iter()
            .any(|word| name.contains(word))
}

/// Whether a word is the name of a paper, an agency or a site.
pub(super) fn is_paper(name: &str) -> bool {
    const ENDINGS: [&str; 20] = [
        "报",
        "社",
        "网",
        "新闻",
        "电视台",
        "广播",
        "频道",
        "客户端",
        "在线",
        "周刊",
        "杂志",
        "消息",
        "时报",
        "日报",
        "晚报",
        "中心",
        "传媒",
        "媒体",
        "发布",
        "台",
    ];
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.chars().count() > 2
        || ["网易", "新浪", "搜狐", "腾讯", "凤凰"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_is_told_from_a_sentence() {
        for (line, expect) in [
            ("执笔/叶青山、胡一帆&李小帆", Some(vec!["叶青山", "胡一帆", "李小帆"])),
            ("江城新闻记者 叶青山 胡一帆", Some(vec!["叶青山", "胡一帆"])),
            ("《望江》作者 周帆", Some(vec!["周帆"])),
            ("（作者：周帆）", Some(vec!["周帆"])),
            ("记者 从市教育局获悉，下周开学", None),
            ("记者：您怎么看这件事？", None),
            ("散文 周帆", None),
            ("来源：江城日报", None),
        ] {
            let expect = expect.map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(own_line(line), expect, "{line}");
        }
        assert!(is_paper("江城日报") && !is_paper("周帆") && !is_person("江城网"));
    }
}

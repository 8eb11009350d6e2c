//! Names of people on the lines around a report.

use crate::formats::press::{self, folded};

/// Labels before the names of those who wrote.
const WRITERS: [&str; 10] =
    ["记者", "作者", "撰文", "撰稿", "采写", "执笔", "文", "文字", "通讯员", "评论员"];

/// The people of a line that contains nothing but authors: `执笔/甲`, `江城新闻记者 甲 乙`,
/// `《棱镜》作者 丙`, `作者：丁`.
pub(super) fn own_line(line: &str) -> Option<Vec<String>> {
    let line = super::furniture::bare(line);
    if line.chars().count() > 40 {
        return None;
    }
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '/' | '／' | '|' | '｜' | '丨');
    let at = line.find(is_sign)?;
    let plain = folded(line);
    let (label, rest) = (&plain[..at], line[at..].trim_start_matches(is_sign));
    let before = WRITERS.iter().find_map(|writer| label.strip_suffix(writer))?;
    // 文 ends many words; the others end none that occurs before names.
    let is_label = before.is_empty() || (before.chars().count() <= 10 && !label.ends_with("文"));
    if !is_label {
        return None;
    }
    names(rest)
}

/// Names in sequence, if there is nothing else.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    press::names(text, &WRITERS)
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
    }
}

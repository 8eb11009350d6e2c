//! Labels of an imprint, before its values: `来源：`, `作者：`, `发布时间：`.

/// Kind of a label: the meaning of the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Source,
    People,
    Editor,
    /// Other staff.
    Staff,
    Time,
    /// Buttons and counters.
    Control,
}

/// The labels; longer ones precede those they end with.
const LABELS: [(&str, Label); 66] = [
    ("信息来源", Label::Source),
    ("文章来源", Label::Source),
    ("稿件来源", Label::Source),
    ("新闻来源", Label::Source),
    ("本文来源", Label::Source),
    ("内容来源", Label::Source),
    ("消息来源", Label::Source),
    ("来源", Label::Source),
    ("稿源", Label::Source),
    ("转自", Label::Source),
    ("来自", Label::Source),
    ("责任编辑", Label::Editor),
    ("责任编缉", Label::Editor),
    ("网络编辑", Label::Editor),
    ("本文编辑", Label::Editor),
    ("值班编辑", Label::Editor),
    ("执行编辑", Label::Editor),
    ("实习编辑", Label::Editor),
    ("文字编辑", Label::Editor),
    ("责编", Label::Editor),
    ("编辑", Label::Editor),
    ("值班主任", Label::Staff),
    ("审核", Label::Staff),
    ("校对", Label::Staff),
    ("初审", Label::Staff),
    ("复审", Label::Staff),
    ("终审", Label::Staff),
    ("编审", Label::Staff),
    ("监制", Label::Staff),
    ("美编", Label::Staff),
    ("录入", Label::Staff),
    ("发布者", Label::Staff),
    ("发布人", Label::Staff),
    ("文章作者", Label::People),
    ("本文作者", Label::People),
    ("作者", Label::People),
    ("通讯员", Label::People),
    ("记者", Label::People),
    ("撰稿", Label::People),
    ("撰文", Label::People),
    ("采写", Label::People),
    ("执笔", Label::People),
    ("发布时间", Label::Time),
    ("发布日期", Label::Time),
    ("发表时间", Label::Time),
    ("发表日期", Label::Time),
    ("出版时间", Label::Time),
    ("出版日期", Label::Time),
    ("发稿时间", Label::Time),
    ("更新时间", Label::Time),
    ("最后更新", Label::Time),
    ("时间", Label::Time),
    ("日期", Label::Time),
    ("发布于", Label::Time),
    ("发表于", Label::Time),
    ("浏览次数", Label::Control),
    ("点击次数", Label::Control),
    ("浏览量", Label::Control),
    ("阅读量", Label::Control),
    ("点击数", Label::Control),
    ("访问量", Label::Control),
    ("浏览", Label::Control),
    ("点击", Label::Control),
    ("阅读", Label::Control),
    ("字号", Label::Control),
    ("字体", Label::Control),
];

/// A label in a line.
pub(super) struct Found {
    pub(super) label: Label,
    pub(super) start: usize,
    /// Offset after the label and its colon.
    pub(super) behind: usize,
}

/// The labels in a folded line, each followed by punctuation, and none at the end of a longer word.
/// Punctuation is rare, so it is searched first.
pub(super) fn labels(folded: &str) -> Vec<Found> {
    let mut labels: Vec<Found> = Vec::new();
    for (at, sign) in folded.match_indices(['：', ':', '|', '丨', '/', '／']) {
        let before = folded[..at].trim_end();
        let is_slash = matches!(sign, "/" | "／");
        let found = LABELS
            .iter()
            .find(|(word, label)| before.ends_with(word) && (!is_slash || *label == Label::People));
        let Some((word, label)) = found else { continue };
        let start = before.len() - word.len();
        // 日 ends a day, after which a label may follow.
        let ends_word =
            |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !matches!(c, '日' | '分' | '秒' | '时');
        let is_inside = folded[..start].chars().next_back().is_some_and(ends_word);
        if !is_inside && labels.last().is_none_or(|last| last.behind <= start) {
            labels.push(Found { label: *label, start, behind: at + sign.len() });
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_before_those_it_ends_with() {
        for (index, (word, _)) in LABELS.iter().enumerate() {
            let shadow = LABELS[..index].iter().find(|(before, _)| word.ends_with(before));
            assert_eq!(shadow, None, "{word}");
        }
    }
}

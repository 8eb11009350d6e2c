//! Shapes of the lines of a page.

use super::masthead;
use crate::byline;
use crate::lines::{Line, ends_sentence};

/// Shape of a line by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Opens with `本报讯（记者…）`, or another dateline with people.
    SignedLead,
    /// Opens with a dateline without people.
    Lead,
    /// 阅读提示 and the like.
    BoxName,
    /// People on a line of their own.
    Byline,
    /// The credit of a photograph.
    Credit,
    /// A whole line in brackets, as under an article: `（本报临江5月3日电）`, `（作者为教师）`.
    Tail,
    /// Who made the page.
    Staff,
    /// Sources of figures, and authors of drawings.
    Figures,
    /// One or more names and nothing else: a byline under a headline, sometimes under a text.
    Name,
    /// A page header, or a pointer to another page: belongs to no article.
    Header,
    /// Long, or ends as a sentence does.
    Paragraph,
    /// Everything else.
    Short,
}

/// Maximum number of characters of a short line. A longer line is a paragraph, unless it ends in —— as
/// kickers do.
pub(crate) const MAX_SHORT_CHARS: usize = 45;

/// Maximum number of characters of a line in brackets. A longer one is a paragraph.
const MAX_TAIL_CHARS: usize = 70;

/// Openings of lines with the editors of the page.
const STAFF: [&str; 24] = [
    "责编",
    "责任编辑",
    "責任編輯",
    "版式",
    "本版责编",
    "本版编辑",
    "本版美编",
    "美编",
    "美編",
    "校对",
    "校對",
    "本版主编",
    "值班主任",
    "本期统筹",
    "本版统筹",
    "版面设计",
    "本期编辑",
    "本期责编",
    "本版插图",
    "组版",
    "編輯",
    "编辑：",
    "编辑/",
    "投稿邮箱",
];

/// Openings of lines with sources of figures and authors of drawings.
const FIGURES: [&str; 7] = ["本版制图", "制图：", "制图/", "数据来源", "资料来源", "数据整理", "图表来源"];

/// Names of boxes between a headline and its text.
const BOX_NAMES: [&str; 19] = [
    "阅读提示",
    "核心阅读",
    "内容提要",
    "核心提示",
    "编者按",
    "编者的话",
    "开栏的话",
    "开栏语",
    "导读",
    "提要",
    "摘要",
    "新闻提示",
    "内容摘要",
    "引言",
    "要点",
    "看点",
    "概要",
    "速读",
    "关键信息",
];

/// Shape of each line of a page: by itself if possible, else by its neighbours.
pub(crate) fn shapes(lines: &[Line<'_>]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = lines.iter().map(shape).collect();
    let last = lines.len();
    // Parts of a masthead on lines of their own, at the top and at the foot.
    let is_beside = |at: usize| masthead::sign(lines[at].text) == masthead::Sign::Beside;
    for _ in 0..3 {
        for at in (0..last.min(8)).chain(last.saturating_sub(4).max(8)..last) {
            let has_header =
                at > 0 && shapes[at - 1] == Shape::Header || shapes.get(at + 1) == Some(&Shape::Header);
            if has_header && shapes[at] != Shape::Header && is_beside(at) {
                shapes[at] = Shape::Header;
            }
        }
    }
    for at in 1..last {
        let may_sign =
            matches!(shapes[at - 1], Shape::Short | Shape::Paragraph | Shape::Tail | Shape::Byline);
        if shapes[at] != Shape::Short || !may_sign {
            continue;
        }
        let is_name = |at: usize| lines.get(at).is_some_and(|line| byline::is_bare_name(line.text));
        // Names below each other are a list.
        if is_name(at) && !is_name(at - 1) && !is_name(at + 1) {
            shapes[at] = Shape::Name;
        }
    }
    shapes
}

/// Shape of a line by itself.
pub(crate) fn shape(line: &Line<'_>) -> Shape {
    let text = line.text;
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "【】■□●▲◆：:".contains(c));
    if BOX_NAMES.contains(&bare) {
        return Shape::BoxName;
    }
    if is_header(line) {
        return Shape::Header;
    }
    if begins_with(line, &STAFF) || names_a_task(text) {
        return Shape::Staff;
    }
    if begins_with(line, &FIGURES) {
        return Shape::Figures;
    }
    if byline::photo_credit(text).is_some() {
        return Shape::Credit;
    }
    if byline::own_line(text).is_some() {
        return Shape::Byline;
    }
    if let Some(lead) = byline::lead(text).filter(|_| line.chars > 12) {
        let is_signed = !lead.reporters.is_empty() || !lead.correspondents.is_empty();
        return if is_signed { Shape::SignedLead } else { Shape::Lead };
    }
    let is_in_brackets = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    if is_in_brackets && line.chars <= MAX_TAIL_CHARS || tells_where_it_stood(line) {
        return Shape::Tail;
    }
    let is_kicker = text.ends_with("——") && line.chars <= 90 || text.ends_with('：') && line.chars <= 24;
    if is_kicker {
        return Shape::Short;
    }
    if line.chars > MAX_SHORT_CHARS || ends_sentence(text) { Shape::Paragraph } else { Shape::Short }
}

/// `2024年5月8日 星期三 第3版`, `（下转第2版）`.
fn is_header(line: &Line<'_>) -> bool {
    let bare = line.text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '▶' | '►' | '>' | '》' | '↓' | '→' | '●')
    });
    let is_jump = line.chars <= 16
        && ["下转", "上接", "下轉", "紧接", "更多报道见", "相关报道见", "报道见", "详见"]
            .iter()
            .any(|word| bare.starts_with(word))
        && bare.ends_with('版');
    let may_be_masthead =
        line.text.contains(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '版' | '期' | '年'));
    is_jump || may_be_masthead && masthead::sign(line.text) == masthead::Sign::Sure
}

/// `编审丨甲`, `视频剪辑：乙 丙`: staff lines of a web copy.
fn names_a_task(text: &str) -> bool {
    const TASKS: [&str; 22] = [
        "编审",
        "监制",
        "统筹",
        "策划",
        "制作",
        "编导",
        "摄像",
        "终审",
        "审核",
        "审读",
        "审校",
        "剪辑",
        "文案",
        "制片",
        "主编",
        "海报",
        "动画",
        "配音",
        "后期",
        "值班编辑",
        "责任校对",
        "视觉设计",
    ];
    let Some((task, names)) = text.split_once(['：', ':', '丨', '|', '｜', '/', '／', '∣']) else {
        return false;
    };
    let task = task.trim();
    task.chars().count() <= 6
        && TASKS.iter().any(|word| task.ends_with(word))
        && (2..=24).contains(&names.trim().chars().count())
        && !names.contains(['，', '。', '；', '？', '！', '“'])
}

/// `《江城日报》（2020年10月9日 第3版）`: the origin of a copied article.
fn tells_where_it_stood(line: &Line<'_>) -> bool {
    let Some((paper, day)) = line.text.strip_prefix('《').and_then(|rest| rest.split_once('》')) else {
        return false;
    };
    let day = day.trim_start();
    line.chars <= MAX_TAIL_CHARS
        && byline::is_paper(paper)
        && day.starts_with(['（', '('])
        && day.ends_with(['）', ')'])
        && day.contains(['年', '日', '版'])
}

/// `责编：甲`, `数据来源：统计局`.
fn begins_with(line: &Line<'_>, words: &[&str]) -> bool {
    let bare = line
        .text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '■' | '●'));
    line.chars <= 40 && words.iter().any(|word| bare.starts_with(word)) && !ends_sentence(line.text)
}

//! What a line of a page looks like by itself.

use crate::byline;
use crate::lines::{Line, ends_sentence};

/// What a line looks like by itself.
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
    /// A whole line in brackets, as stands under an article: `（本报临江5月3日电）`, `（作者为教师）`.
    Tail,
    /// Who made the page, where its figures come from.
    Staff,
    /// A page header, or a pointer to another page: belongs to no article.
    Header,
    /// Long, or ends as a sentence does.
    Paragraph,
    /// Everything else.
    Short,
}

/// A line of more characters is a paragraph, unless it ends in —— as kickers do.
pub(crate) const MAX_SHORT_CHARS: usize = 45;

/// A line in brackets of more characters is a paragraph.
const MAX_TAIL_CHARS: usize = 70;

/// How lines begin that name the people who made the page, and where its figures come from.
const STAFF: [&str; 18] = [
    "责编",
    "责任编辑",
    "版式",
    "本版责编",
    "本版编辑",
    "美编",
    "校对",
    "本版主编",
    "值班主任",
    "本版制图",
    "制图：",
    "制图/",
    "数据来源",
    "资料来源",
    "本期统筹",
    "本版统筹",
    "数据整理",
    "版面设计",
];

/// The names of boxes that stand between a headline and its text.
const BOX_NAMES: [&str; 14] = [
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
];

pub(crate) fn shape(line: &Line<'_>) -> Shape {
    let text = line.text;
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "【】■□●▲◆：:".contains(c));
    if BOX_NAMES.contains(&bare) {
        return Shape::BoxName;
    }
    if is_header(line) {
        return Shape::Header;
    }
    if is_staff(line) {
        return Shape::Staff;
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
    if text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && line.chars <= MAX_TAIL_CHARS {
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
    let text = line.text;
    if line.chars > 60 {
        return false;
    }
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '▶' | '►'));
    let has_date = text.contains('年') && text.contains('月') && text.contains('日');
    let is_masthead = has_date && (text.contains("星期") || text.contains('版')) && !ends_sentence(text);
    let is_page_number =
        bare.strip_prefix('第').and_then(|rest| rest.strip_suffix('版')).is_some_and(|number| {
            !number.is_empty()
                && number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十Aa".contains(c))
        });
    let is_jump =
        line.chars <= 12 && (bare.starts_with("下转") || bare.starts_with("上接")) && bare.ends_with('版');
    is_masthead || is_page_number || is_jump
}

/// `责编：甲`, `数据来源：统计局`.
fn is_staff(line: &Line<'_>) -> bool {
    let bare = line.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')'));
    line.chars <= 40 && STAFF.iter().any(|word| bare.starts_with(word)) && !ends_sentence(line.text)
}

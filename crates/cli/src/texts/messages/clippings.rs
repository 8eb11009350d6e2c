//! Messages: reports of clippings.

use std::path::Path;

use jianbao::Date;

use super::counted;
use crate::texts::{both, either};

/// The title of a report of clippings.
pub(crate) fn clippings_title(query: &str) -> String {
    both(format_args!("Clippings: {query}"), format_args!("剪报：{query}"))
}

/// The number of articles in a report, their range of dates, and the day it was made.
pub(crate) fn clippings_subtitle(shown: usize, total: u64, span: Option<(Date, Date)>, made: Date) -> String {
    let (english, chinese) = if (shown as u64) < total {
        (format!("{shown} of {total} articles"), format!("{total} 篇中的 {shown} 篇"))
    } else {
        (counted(total, "article"), format!("{total} 篇"))
    };
    match span {
        Some((oldest, newest)) => both(
            format_args!("{english} · {oldest} to {newest} · made on {made}"),
            format_args!("{chinese} · {oldest} 至 {newest} · {made} 编制"),
        ),
        None => both(format_args!("{english} · made on {made}"), format_args!("{chinese} · {made} 编制")),
    }
}

/// The heading of the table of contents.
pub(crate) fn contents() -> &'static str {
    either("Contents", "篇目")
}

/// The heading of the counts over time.
pub(crate) fn over_time() -> &'static str {
    either("Over time", "时间分布")
}

/// The label that unfolds the whole text of an article.
pub(crate) fn full_text() -> &'static str {
    either("Full text", "全文")
}

/// The link back to the table of contents.
pub(crate) fn back_to_contents() -> &'static str {
    either("back to the contents", "回到篇目")
}

/// The link to an article on the web.
pub(crate) fn original() -> &'static str {
    either("original", "原文")
}

/// The group of articles without a date.
pub(crate) fn undated() -> &'static str {
    either("Without a date", "无日期")
}

/// The group of articles without a source.
pub(crate) fn no_source() -> &'static str {
    either("Without a source", "无来源")
}

/// A month as a heading.
pub(crate) fn month(date: Date) -> String {
    let (year, month) = (date.year(), date.month());
    both(format_args!("{year}-{month:02}"), format_args!("{year}年{month}月"))
}

/// A report was written, of all matches or of the newest.
pub(crate) fn clipped(articles: u64, total: u64, file: &Path) -> String {
    let file = file.display();
    if articles < total {
        return both(
            format_args!(
                "{articles} of {total} articles clipped to {file}, the newest: -n {total} takes all"
            ),
            format_args!(
                "命中 {total} 篇，已将最新的 {articles} 篇写入剪报 {file}；加 -n {total} 则全部收录"
            ),
        );
    }
    both(
        format_args!("{} clipped to {file}", counted(articles, "article")),
        format_args!("已将 {articles} 篇写入剪报 {file}"),
    )
}

/// Nothing was found for the report.
pub(crate) fn nothing_to_clip() -> &'static str {
    either("no article matches the whole query: nothing was written", "没有文章满足全部条件：未生成剪报")
}

/// A report file that is neither HTML nor Markdown.
pub(crate) fn unknown_report(file: &Path) -> String {
    let file = file.display();
    both(
        format_args!(
            "{file}: clippings are written as .html or .md, references as .ris or .bib; --format names others"
        ),
        format_args!(
            "{file}：剪报只能输出为 .html 或 .md，参考文献输出为 .ris 或 .bib；其他格式用 --format 指定"
        ),
    )
}

/// The language of the report as HTML names it.
pub(crate) fn html_language() -> &'static str {
    either("en", "zh-CN")
}

//! Messages: concordances, trends and verdicts on sentences.

use std::path::Path;

use jianbao::Date;
use jianbao::corpus::ArticlePart;

use super::counted;
use crate::texts::{both, either};

/// The heading of a trend.
pub(crate) fn trend_heading(name: &str, articles: u64, places: u64) -> String {
    both(
        format_args!("{name}: {}, {}", counted(articles, "article"), counted(places, "occurrence")),
        format_args!("{name}：{articles} 篇，{places} 处"),
    )
}

/// The columns of a trend.
pub(crate) fn trend_columns() -> [&'static str; 5] {
    [
        either("period", "时段"),
        either("articles", "篇数"),
        either("occurrences", "处数"),
        either("of articles", "占篇数"),
        either("per million", "每百万字"),
    ]
}

/// The mark of a period with few articles.
pub(crate) fn small_base() -> &'static str {
    either("few articles", "篇数少")
}

/// The explanation of that mark.
pub(crate) fn small_base_explained() -> &'static str {
    either(
        "Grey rows: the index has fewer than 100 articles of the period, so the shares vary by chance.",
        "灰色的行：这一时段在索引中的文章不足 100 篇，比例易受偶然因素影响。",
    )
}

/// The articles that are in no period.
pub(crate) fn undated_articles(articles: u64) -> String {
    both(
        format_args!("{} without a date", counted(articles, "article")),
        format_args!("另有 {articles} 篇没有日期"),
    )
}

/// The title of a page of trends.
pub(crate) fn trend_title(names: &str) -> String {
    both(format_args!("Over time: {names}"), format_args!("历时分布：{names}"))
}

/// The title of its chart.
pub(crate) fn trend_chart_title() -> &'static str {
    either("Occurrences per million characters of all articles", "全部文章中每百万字的出现次数")
}

/// A page of trends was written.
pub(crate) fn trend_written(file: &Path) -> String {
    let file = file.display();
    both(format_args!("{file} written"), format_args!("已写入 {file}"))
}

/// The day on which a page was made.
pub(crate) fn made_on(made: Date) -> String {
    both(format_args!("made on {made}"), format_args!("{made} 编制"))
}

/// The verdict on a sentence.
pub(crate) fn sentence_verdict(articles: u64) -> String {
    match articles {
        0 => either("not in the index", "索引中没有").to_owned(),
        _ => {
            both(format_args!("in {}", counted(articles, "article")), format_args!("见于 {articles} 篇文章"))
        }
    }
}

/// The place of a sentence.
pub(crate) fn paragraph(part: ArticlePart, paragraph: usize) -> String {
    match part {
        ArticlePart::Title => either("headline", "标题").to_owned(),
        ArticlePart::Body => both(format_args!("paragraph {paragraph}"), format_args!("第 {paragraph} 段")),
    }
}

/// The reprints of an article that contains a sentence.
pub(crate) fn reprints_too(reprints: usize) -> String {
    both(
        format_args!("and {} of it", counted(reprints as u64, "reprint")),
        format_args!("另有 {reprints} 篇转载"),
    )
}

/// The heading of the closest passage.
pub(crate) fn closest(changes: usize) -> String {
    both(
        format_args!("closest passage, {} apart:", counted(changes as u64, "character")),
        format_args!("最接近的一处，相差 {changes} 字："),
    )
}

/// The labels of the passage and of the sentence, of one width.
pub(crate) fn there_and_here() -> (&'static str, &'static str) {
    (either("index  ", "索引  "), either("given  ", "所给  "))
}

/// The refusal of an empty text.
pub(crate) fn nothing_to_check() -> &'static str {
    either("there is no text to check", "没有要核对的文字")
}

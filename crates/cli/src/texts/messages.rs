//! What is said while a command runs, and the words of its output: one function a message.

use std::path::Path;

use jianbao::{Date, FacetField, Label};

use super::{both, either};

// What happened to a query

/// `3 articles, 2 with part of it, 1.2 ms`
pub(crate) fn summary(total: usize, partial: usize, milliseconds: f64) -> String {
    let english = match total {
        0 => "no article has all of it".to_owned(),
        1 => "1 article".to_owned(),
        total => format!("{total} articles"),
    };
    let chinese = match total {
        0 => "没有哪篇文章全有".to_owned(),
        total => format!("{total} 篇"),
    };
    match partial {
        0 => both(
            format_args!("{english}, {milliseconds:.1} ms"),
            format_args!("{chinese}，{milliseconds:.1} 毫秒"),
        ),
        partial => both(
            format_args!("{english}, {partial} with part of it, {milliseconds:.1} ms"),
            format_args!("{chinese}，另有 {partial} 篇只有一部分，{milliseconds:.1} 毫秒"),
        ),
    }
}

/// Before a query as it was read, where nothing was found.
pub(crate) fn was_read_as() -> &'static str {
    either("read as:", "读作：")
}

/// Before the words that a hit does not hold.
pub(crate) fn without() -> &'static str {
    either("without:", "缺：")
}

/// Below a hit, before the ids of the articles that have its text too.
pub(crate) fn reprints(count: usize) -> String {
    both(format_args!("{count} more like this:"), format_args!("另有 {count} 篇相同："))
}

/// `… 12 more`, below a list that is cut.
pub(crate) fn more(count: usize) -> String {
    both(format_args!("… {count} more"), format_args!("……还有 {count} 个"))
}

/// The heading above the counts of a field.
pub(crate) fn facet(field: FacetField) -> &'static str {
    match field {
        FacetField::Source => either("source", "来源"),
        FacetField::Section => either("section", "栏目"),
        FacetField::Place => either("place", "地点"),
        FacetField::Page => either("page", "版次"),
        FacetField::Reporter => either("reporter", "记者"),
        FacetField::Year => either("year", "年"),
        FacetField::Month => either("month", "月"),
    }
}

// Notes and errors

/// Before something that should be looked at.
pub(crate) fn note() -> &'static str {
    either("note:", "注意：")
}

/// Before something that was left out.
pub(crate) fn skipped() -> &'static str {
    either("skipped:", "跳过：")
}

/// Where no index was found.
pub(crate) fn no_index() -> &'static str {
    either(
        "there is no index here or above: make one with `jianbao index PATH...`, name one with --index, \
         or search files at once with `jianbao query QUERY --in PATH`",
        "这里和上级目录都没有索引：用 `jianbao index 路径...` 建一个，用 --index 指定一个，\
         或者用 `jianbao query 查询 --in 路径` 直接搜文件",
    )
}

/// The current directory is not known.
pub(crate) fn no_current_directory() -> &'static str {
    either("cannot tell the current directory", "无法得知当前目录")
}

/// A file that should be UTF-8 text could not be read.
pub(crate) fn unreadable(file: &Path) -> String {
    let file = file.display();
    both(format_args!("cannot read {file} as UTF-8"), format_args!("无法按 UTF-8 读取 {file}"))
}

/// Standard input could not be read.
pub(crate) fn unreadable_standard_input() -> &'static str {
    either("cannot read standard input as UTF-8", "无法按 UTF-8 读取标准输入")
}

/// No article has this id.
pub(crate) fn unknown_id(id: &str) -> String {
    both(
        format_args!("no article has the id {id}: `jianbao query` prints ids in brackets"),
        format_args!("没有编号为 {id} 的文章：`jianbao query` 把编号写在方括号里"),
    )
}

// Indexing

/// An article took the place of another one.
pub(crate) fn replaced(file: &Path, id: &str, earlier_file: Option<&str>) -> String {
    let file = file.display();
    match earlier_file {
        Some(earlier) => both(
            format_args!("{file}: the article {id} takes the place of the one from {earlier}"),
            format_args!("{file}：文章 {id} 取代了来自 {earlier} 的那一篇"),
        ),
        None => both(
            format_args!("{file}: the article {id} takes the place of the one before"),
            format_args!("{file}：文章 {id} 取代了先前的那一篇"),
        ),
    }
}

/// So many notes were not printed.
pub(crate) fn more_notes(count: u64) -> String {
    both(format_args!("… and {count} more notes"), format_args!("……另有 {count} 条提示"))
}

/// What was read, and how fast.
pub(crate) fn indexed(articles: u64, files: u64, size: &str, seconds: f64, rate: f64) -> String {
    both(
        format_args!("{articles} articles from {files} files, {size}, {seconds:.1} s ({rate:.1} MB/s)"),
        format_args!("{files} 个文件，{articles} 篇，{size}，{seconds:.1} 秒（每秒 {rate:.1} MB）"),
    )
}

/// Files that are new, and files that had changed, where there are both.
pub(crate) fn added_and_updated(added: u64, updated: u64) -> String {
    both(
        format_args!("; {added} files added, {updated} updated"),
        format_args!("；新增 {added} 个文件，更新 {updated} 个"),
    )
}

/// Files that have another name than before.
pub(crate) fn files_moved(count: u64) -> String {
    both(format_args!("; {count} files moved"), format_args!("；{count} 个文件换了地方"))
}

/// Files that are gone.
pub(crate) fn files_removed(files: u64, articles: u64) -> String {
    both(
        format_args!("; {files} files gone, {articles} articles taken out"),
        format_args!("；{files} 个文件不在了，取出 {articles} 篇"),
    )
}

/// So many things were left out of a file that were not printed.
pub(crate) fn more_losses(file: &Path, count: u64) -> String {
    let file = file.display();
    both(format_args!("{file}: … and {count} more left out"), format_args!("{file}：……另有 {count} 处跳过"))
}

/// Files that were not read again.
pub(crate) fn files_unchanged(count: u64) -> String {
    both(format_args!("; {count} files unchanged"), format_args!("；{count} 个文件没有变动"))
}

/// Articles that took the place of others.
pub(crate) fn articles_replaced(count: u64) -> String {
    both(format_args!("; {count} articles replaced"), format_args!("；{count} 篇被取代"))
}

/// Warnings while reading.
pub(crate) fn warnings(count: u64) -> String {
    both(format_args!("; {count} warnings"), format_args!("；{count} 条提示"))
}

/// What was left out.
pub(crate) fn count_skipped(count: u64) -> String {
    both(format_args!("; {count} skipped"), format_args!("；{count} 处跳过"))
}

/// How much the index holds now.
pub(crate) fn now_holds(index: &Path, total: u64) -> String {
    let index = index.display();
    both(format_args!("{index} now holds {total} articles"), format_args!("{index} 现有 {total} 篇"))
}

/// No file was of a format that is read.
pub(crate) fn no_known_format() -> &'static str {
    either(
        "no file there has a known format: txt, md, jsonl, json, csv, html, rss, xml; packed (gz, zst, xz) and in archives (zip, tar) too",
        "那里没有认得的文件：要 txt、md、jsonl、json、csv、html、rss、xml；压缩过的（gz、zst、xz）和打成包的（zip、tar）也行",
    )
}

/// What was indexed so far is kept. Tests of faults read it.
pub(crate) fn committed(articles: u64, files: u64) -> String {
    both(
        format_args!("committed: {articles} articles from {files} files"),
        format_args!("已提交：{articles} 篇，来自 {files} 个文件"),
    )
}

/// The user has interrupted.
pub(crate) fn stopping() -> &'static str {
    either(
        "stopping: what was read is being committed; once more stops at once",
        "正在停下：读过的内容正在提交；再按一次立即停止",
    )
}

/// The run was interrupted, and has ended in good order.
pub(crate) fn stopped() -> &'static str {
    either(
        "stopped before the end: what was committed is kept, and the same command goes on from there",
        "没有做完就停下了：已提交的都在，同一命令接着往下做",
    )
}

/// What became of the segments of an index: how many there were, and how large they were together.
pub(crate) fn compacted(before: (usize, &str), after: (usize, &str)) -> String {
    let ((segments_before, size_before), (segments, size)) = (before, after);
    both(
        format_args!("{segments_before} segments, {size_before} became {segments}, {size}"),
        format_args!("{segments_before} 段（{size_before}）合成 {segments} 段（{size}）"),
    )
}

/// There is nothing to merge.
pub(crate) fn compact_already() -> &'static str {
    either(
        "the index is one segment already, with nothing taken out of it",
        "索引已经是一段，其中也没有取出的内容",
    )
}

/// The index holds other words of a user than those given.
pub(crate) fn other_words(index: &Path) -> String {
    let index = index.display();
    both(
        format_args!("{index} was made with other words: add --rebuild to make it anew with these"),
        format_args!("{index} 建立时用的是别的词：加上 --rebuild，用这些词重新建立"),
    )
}

/// Articles that were taken out.
pub(crate) fn taken_out(count: usize) -> String {
    both(format_args!("{count} articles taken out"), format_args!("取出了 {count} 篇"))
}

// Explaining

/// The heading of a row of `explain`.
pub(crate) fn explain_row(row: ExplainRow) -> &'static str {
    match row {
        ExplainRow::Query => either("query", "查询"),
        ExplainRow::ReadAs => either("read as", "读作"),
        ExplainRow::Words => either("words", "分词"),
        ExplainRow::Near => either("near it", "相近"),
        ExplainRow::Plan => either("plan", "计划"),
        ExplainRow::Requires => either("requires", "须含"),
        ExplainRow::Matches => either("matches", "命中"),
        ExplainRow::Article => either("article", "文章"),
    }
}

/// A row of `explain`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ExplainRow {
    /// The query as given.
    Query,
    /// The query as it was read.
    ReadAs,
    /// The words that unquoted text was cut into.
    Words,
    /// What could be asked instead.
    Near,
    /// The plan.
    Plan,
    /// The strings that an article must contain.
    Requires,
    /// How many articles hold all of it.
    Matches,
    /// The article that was asked about.
    Article,
}

/// A number of articles.
pub(crate) fn articles(count: usize) -> String {
    both(format_args!("{count} articles"), format_args!("{count} 篇"))
}

/// Before the values that an article has where another was asked for.
pub(crate) fn has() -> &'static str {
    either("has", "实为")
}

/// The article that was asked about is not there.
pub(crate) fn no_such_article(id: &str) -> String {
    both(format_args!("{id}: there is no such article"), format_args!("{id}：没有这篇文章"))
}

/// Whether the article that was asked about matches, with its score if it does.
pub(crate) fn verdict(id: &str, score: Option<f32>) -> String {
    match score {
        Some(score) => {
            both(format_args!("{id}: matches, score {score:.3}"), format_args!("{id}：命中，得分 {score:.3}"))
        }
        None => both(format_args!("{id}: does not match"), format_args!("{id}：没有命中")),
    }
}

/// In place of a score, where a part of the query does not hold.
pub(crate) fn missing() -> &'static str {
    either("missing", "缺")
}

/// What a line of a page was read as, in at most nine columns.
pub(crate) fn label(label: Label) -> &'static str {
    match label {
        Label::HeadlineStart => either("headline", "标题"),
        Label::Headline => either("  + line", "  续行"),
        Label::BodyStart => either("untitled", "无题"),
        Label::BoxName => either("box", "栏名"),
        Label::Abstract => either("abstract", "提要"),
        Label::Byline => either("byline", "署名"),
        Label::Credit => either("credit", "图注"),
        Label::Body => either("text", "正文"),
        Label::Continuation => either("  + text", "  续文"),
        Label::Section => either("heading", "小标题"),
        Label::Unplaced => either("page", "版面"),
    }
}

// Statistics

/// The heading of a row of `stats`.
pub(crate) fn stats_row(row: StatsRow) -> &'static str {
    match row {
        StatsRow::Index => either("index", "索引"),
        StatsRow::Articles => either("articles", "文章"),
        StatsRow::Files => either("files", "文件"),
        StatsRow::Size => either("size", "大小"),
        StatsRow::Segments => either("segments", "分段"),
        StatsRow::Dates => either("dates", "日期"),
        StatsRow::Analyzer => either("analyzer", "分析器"),
    }
}

/// A row of `stats`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StatsRow {
    /// Where the index is.
    Index,
    /// How many articles.
    Articles,
    /// How many files, and their bytes.
    Files,
    /// The bytes of the index.
    Size,
    /// The segments of the engine.
    Segments,
    /// The oldest and the newest day.
    Dates,
    /// The analyzer's fingerprint.
    Analyzer,
}

/// From one day to another.
pub(crate) fn from_to(oldest: impl std::fmt::Display, newest: impl std::fmt::Display) -> String {
    both(format_args!("{oldest} to {newest}"), format_args!("{oldest} 至 {newest}"))
}

// Verifying

/// Before a damaged part of the index.
pub(crate) fn damaged() -> &'static str {
    either("damaged:", "损坏：")
}

/// What was checked, and whether it is sound.
pub(crate) fn verified(index: &Path, is_sound: bool, articles: u64, files: u64, size: &str) -> String {
    let index = index.display();
    let (english, chinese) = if is_sound { ("sound", "完好") } else { ("damaged", "有损坏") };
    both(
        format_args!("{index}: {english}; {articles} articles and {files} files ({size}) were checked"),
        format_args!("{index}：{chinese}；检查了 {articles} 篇文章和 {files} 个文件（{size}）"),
    )
}

// Clippings

/// The title of a report of clippings.
pub(crate) fn clippings_title(query: &str) -> String {
    both(format_args!("Clippings: {query}"), format_args!("剪报：{query}"))
}

/// How many articles a report holds, from when to when, and the day it was made.
pub(crate) fn clippings_subtitle(
    shown: usize,
    total: usize,
    span: Option<(Date, Date)>,
    made: Date,
) -> String {
    let (english, chinese) = if shown < total {
        (format!("{shown} of {total} articles"), format!("{total} 篇中的 {shown} 篇"))
    } else {
        (format!("{total} articles"), format!("{total} 篇"))
    };
    match span {
        Some((oldest, newest)) => both(
            format_args!("{english} · {oldest} to {newest} · made on {made}"),
            format_args!("{chinese} · {oldest} 至 {newest} · {made} 编"),
        ),
        None => both(format_args!("{english} · made on {made}"), format_args!("{chinese} · {made} 编")),
    }
}

/// The heading of the table of contents.
pub(crate) fn contents() -> &'static str {
    either("Contents", "目录")
}

/// The heading of the counts over time.
pub(crate) fn over_time() -> &'static str {
    either("Over time", "分布")
}

/// What unfolds the whole text of an article.
pub(crate) fn full_text() -> &'static str {
    either("Full text", "全文")
}

/// What leads back to the table of contents.
pub(crate) fn back_to_contents() -> &'static str {
    either("back to the contents", "回目录")
}

/// What leads to where an article stands on the web.
pub(crate) fn original() -> &'static str {
    either("original", "原文")
}

/// The group of articles without a date.
pub(crate) fn undated() -> &'static str {
    either("Without a date", "无日期")
}

/// The group of articles without a source.
pub(crate) fn no_source() -> &'static str {
    either("Without a source", "来源不详")
}

/// A month as a heading.
pub(crate) fn month(date: Date) -> String {
    let (year, month) = (date.year(), date.month());
    both(format_args!("{year}-{month:02}"), format_args!("{year}年{month}月"))
}

/// A report was written.
pub(crate) fn clipped(articles: usize, file: &Path) -> String {
    let file = file.display();
    both(format_args!("{articles} articles clipped to {file}"), format_args!("{articles} 篇剪入 {file}"))
}

/// Nothing was found to clip.
pub(crate) fn nothing_to_clip() -> &'static str {
    either("no article has all of it: nothing was written", "没有哪篇文章全有：什么也没有写")
}

/// A file of clippings that is neither HTML nor Markdown.
pub(crate) fn unknown_report(file: &Path) -> String {
    let file = file.display();
    both(
        format_args!("{file}: clippings are written as .html or .md"),
        format_args!("{file}：剪报要写成 .html 或 .md"),
    )
}

/// A file could not be written.
pub(crate) fn unwritable(file: &Path) -> String {
    let file = file.display();
    both(format_args!("cannot write {file}"), format_args!("无法写入 {file}"))
}

/// The language of the report as HTML names it.
pub(crate) fn html_language() -> &'static str {
    either("en", "zh-CN")
}

// The man page

/// A heading of the man page for one of clap_mangen's; none where it is another's.
pub(crate) fn man_heading(theirs: &str) -> Option<&'static str> {
    Some(match theirs {
        "NAME" => either("NAME", "名称"),
        "SYNOPSIS" => either("SYNOPSIS", "用法"),
        "DESCRIPTION" => either("DESCRIPTION", "说明"),
        "OPTIONS" => either("OPTIONS", "选项"),
        "EXTRA" => either("EXAMPLES", "例子"),
        _ => return None,
    })
}

//! Messages: the reading of a query, why an article matches, and the splitting of a page.

use std::path::Path;

use jianbao::article::{Label, LineSign};
#[cfg(feature = "html")]
use jianbao::ingest::Origin;
use jianbao::search::ContainedBy;

use super::counted;
use crate::texts::{both, either};

/// The heading of a row of `explain`.
pub(crate) fn explain_row(row: ExplainRow) -> &'static str {
    match row {
        ExplainRow::Query => either("query", "查询"),
        ExplainRow::ReadAs => either("read as", "解析为"),
        ExplainRow::Words => either("words", "分词"),
        ExplainRow::Near => either("near it", "相近词"),
        ExplainRow::Plan => either("plan", "查询计划"),
        ExplainRow::Requires => either("requires", "必须包含"),
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
    /// The words of unquoted text.
    Words,
    /// The suggestions.
    Near,
    /// The plan.
    Plan,
    /// The strings that an article must contain.
    Requires,
    /// The number of articles that match all of it.
    Matches,
    /// The requested article.
    Article,
}

/// A number of articles.
pub(crate) fn articles(count: u64) -> String {
    both(format_args!("{}", counted(count, "article")), format_args!("{count} 篇"))
}

/// Behind a part that an article contains otherwise than as typed.
pub(crate) fn contained_by(law: ContainedBy) -> String {
    let (english, chinese) = match law {
        ContainedBy::Signs => ("over signs", "跳过标点"),
        ContainedBy::Value => ("by value", "数值相同"),
        ContainedBy::Person => ("name of a person of the article", "文章署名"),
        _ => return String::new(),
    };
    both(format_args!(" ({english})"), format_args!("（{chinese}）"))
}

/// Before the values of an article that has another than the requested one.
pub(crate) fn has() -> &'static str {
    either("has", "实际为")
}

/// The requested article does not exist.
pub(crate) fn no_such_article(id: &str) -> String {
    both(format_args!("{id}: there is no such article"), format_args!("{id}：没有这篇文章"))
}

/// The verdict on the requested article, with its score if it matches.
pub(crate) fn verdict(id: &str, score: Option<f32>) -> String {
    match score {
        Some(score) => {
            both(format_args!("{id}: matches, score {score:.3}"), format_args!("{id}：命中，得分 {score:.3}"))
        }
        None => both(format_args!("{id}: does not match"), format_args!("{id}：没有命中")),
    }
}

/// In place of a score, if a part of the query does not match.
pub(crate) fn missing() -> &'static str {
    either("missing", "未含")
}

/// The label of a line of a page, in at most nine columns.
pub(crate) fn label(label: Label) -> &'static str {
    match label {
        Label::HeadlineStart => either("headline", "标题"),
        Label::Headline => either("  + line", "  续行"),
        Label::BodyStart => either("untitled", "无题"),
        Label::BoxName => either("box", "栏名"),
        Label::Abstract => either("abstract", "摘要"),
        Label::Byline => either("byline", "署名"),
        Label::Credit => either("credit", "摄影署名"),
        Label::Body => either("text", "正文"),
        Label::Continuation => either("  + text", "  续文"),
        Label::Section => either("heading", "小标题"),
        Label::Unplaced => either("page", "版面"),
    }
}

/// Origins of metadata in a saved page.
#[cfg(feature = "html")]
pub(crate) fn origin(origin: Origin) -> String {
    let chinese = match origin {
        Origin::PaperComment => "电子报系统的注释",
        Origin::WechatVariable => "微信页面的变量",
        Origin::Label => "标题旁带名称的文字",
        Origin::Meta => "meta",
        Origin::JsonLd => "JSON-LD",
        Origin::Line => "标题旁的一行",
        Origin::PageTitle => "网页的 title",
        Origin::Time => "time 元素",
        Origin::Changed => "网页的修改时间",
        Origin::Site => "网站名称",
        Origin::Ending => "文末的一行",
        Origin::Address => "网址",
    };
    both(format_args!("{origin}"), format_args!("{chinese}"))
}

/// The heading of the values in other places of a page.
#[cfg(feature = "html")]
pub(crate) fn not_believed() -> &'static str {
    either("not chosen:", "未采用：")
}

/// The heads of the columns that explain a page: the line's number, its reading, the probability that an article begins
/// there, and how it begins.
pub(crate) fn reading_heads() -> [&'static str; 4] {
    [either("line", "行"), either("read as", "判断为"), either("begins", "开头"), either("text", "原文")]
}

/// The legend of the columns, and of the reasons under a line.
pub(crate) fn reading_legend() -> &'static str {
    either(
        "begins: the probability that an article begins with the line, from 0 to 1, by the line and those around it. Under a \
         possible start: the reasons for and against it in the line itself, the most important first; 1 more multiplies \
         the odds by 2.7, 2 more by 7, 3 more by 20.",
        "开头：文章从这一行开始的概率，0 到 1，综合本行和前后各行得出。可能是开头的行，下面列出本行支持和反对的依据，影响大的在前；每多 1，几率为原来的 2.7 倍，多 2 为 7 倍，多 3 为 20 倍。",
    )
}

/// The label of the reasons for an article start, and that of the reasons against it.
pub(crate) fn speaks(is_for: bool) -> &'static str {
    if is_for { either("for: ", "支持：") } else { either("against: ", "反对：") }
}

/// The separator of reasons.
pub(crate) fn comma() -> &'static str {
    either(", ", "，")
}

/// A kind of sign by which a line was read.
pub(crate) fn line_sign(sign: LineSign) -> String {
    let chinese = match sign {
        LineSign::Shape => "长短和标点",
        LineSign::Around => "紧邻的上下行",
        LineSign::Nearby => "附近的正文和署名",
        LineSign::Wording => "用词",
        LineSign::Openings => "上面的电头",
        LineSign::Subject => "上下文的内容",
        LineSign::Seam => "句子能否接上",
        LineSign::Layout => "空行和缩进",
        LineSign::Habits => "本版其他地方的写法",
        LineSign::Rule => "固定规则",
    };
    both(format_args!("{sign}"), format_args!("{chinese}"))
}

/// A file whose format determines its articles, so that no line of a page was guessed.
pub(crate) fn nothing_to_explain(file: &Path, articles: u64) -> String {
    let file = file.display();
    both(
        format_args!("{file}: the format determines {}; nothing was guessed", counted(articles, "article")),
        format_args!("{file}：{articles} 篇文章由文件格式划分，没有需要推断的行"),
    )
}

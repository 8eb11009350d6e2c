//! A saved news page as an article.
//!
//! `HTML → lines → body`: the page is parsed as browsers do and laid out as [`Line`]s with their properties.
//! The body is the element whose lines weigh most. Sentences outside links count by their length; links,
//! navigation, comments and footers count against. Page furniture is removed from the body (font sizes,
//! sharing, 原标题), and the body ends at 责任编辑, 相关阅读 and similar lines. Captions of photographs stay
//! in their places among the paragraphs.
//!
//! Title, date, source, people and address come from metadata (`meta`, JSON-LD, canonical links), else from
//! the lines around the title. As in every other format, missing people and places are read from the byline.
//!
//! Nothing here runs scripts or fetches anything. Trees are walked without recursion, and markup that would
//! take too long to parse is ignored.

mod address;
mod attributes;
mod body;
pub(crate) mod claims;
mod entities;
mod epaper;
mod furniture;
mod line;
mod metadata;
mod parse;
mod people;
mod table;
mod title;
mod wechat;

use std::collections::BTreeSet;
use std::io::BufRead;

use jianbao_article::{Article, read_byline};
use scraper::Html;
use serde_json::Value;

pub(crate) use entities::{entity_bytes, without_entities};

use body::Body;
use claims::{Origin, PageClaims, PageReason};
use line::Lines;
use metadata::Metadata;
use parse::Parsed;

use crate::error::IngestError;
use crate::formats::text::{Declared, piece, whole};
use crate::formats::{Format, csv};
use crate::packing::ending;
use crate::source::{PageText, Pages, Source};
use crate::warning::{MarkupBound, Severity, WarningKind};

/// Reads the article of a saved page; if the extension is that of a workbook, the rows of its tables.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let is_workbook = ending(&source.name).is_some_and(|ending| ending == "xls");
    match (is_workbook, Format::sniff(opening)) {
        (false, _) => whole(stream, source, Declared::Yes, |text, source| page(text, None, source)),
        (true, Format::Html) => whole(stream, source, Declared::Yes, |text, source| {
            let Parsed { page, passed } = parse::document(text);
            for bound in passed {
                source.warn(None, WarningKind::TooMuchMarkup { bound }, Severity::Guess);
            }
            table::articles(&page, source)
        }),
        // Tab-separated text with the same extension.
        (true, _) => csv::read(opening, stream, source),
    }
}

/// Emits the article of a page inside another file: its bytes, and its encoding and address as far as that
/// file gives them.
pub(crate) fn hand_over(
    bytes: &[u8],
    encoding: Option<String>,
    address: Option<&str>,
    source: &mut Source,
) -> Result<(), IngestError> {
    piece(bytes, encoding, source, |text, source| page(text, address, source))
}

fn page(text: &str, address: Option<&str>, source: &mut Source) -> Result<(), IngestError> {
    if let Pages::Whole(take) = &mut source.session.pages {
        take(source.path, PageText::Html(text));
        return Ok(());
    }
    let (mut article, warnings) = article_from_html(text);
    for kind in warnings {
        source.warn(None, kind, Severity::Guess);
    }
    let address = address.filter(|address| address.starts_with("http"));
    article.url = article.url.or_else(|| address.map(str::to_owned));
    // The page is the article.
    source.article(article, Some(1));
    Ok(())
}

/// The article of a news page, and its warnings.
///
/// ```
/// use jianbao_ingest::article_from_html;
///
/// let (article, warnings) = article_from_html(
///     "<title>雨后街上_江城网</title><h1>雨后街上</h1><p>2024-05-08 来源：江城日报</p>
///      <p>本报讯（记者王伟）昨夜一场大雨，今早街上已经放晴。</p><p>责任编辑：李四</p>",
/// );
/// assert_eq!(article.title.as_deref(), Some("雨后街上"));
/// assert_eq!(article.date.unwrap().to_string(), "2024-05-08");
/// assert_eq!(article.source.as_deref(), Some("江城日报"));
/// assert_eq!(article.reporters, ["王伟"]);
/// assert_eq!(article.body, ["本报讯（记者王伟）昨夜一场大雨，今早街上已经放晴。"]);
/// assert!(warnings.is_empty());
/// ```
pub fn article_from_html(html: &str) -> (Article, Vec<WarningKind>) {
    let Parsed { page, passed } = parse::document(html);
    let mut warnings: Vec<WarningKind> =
        passed.into_iter().map(|bound| WarningKind::TooMuchMarkup { bound }).collect();
    let mut article = article_of(&page, html).0;
    if article.body.is_empty() {
        warnings.push(WarningKind::NoReport);
    }
    read_byline(&mut article);
    (article, warnings)
}

/// Origin of each metadata field of a page: the chosen one, and the values of the others.
///
/// ```
/// use jianbao_ingest::{Origin, reasons_of_html};
///
/// let reasons = reasons_of_html("<title>雨后街上</title><h1>雨后街上</h1><p>2024-05-08 来源：江城日报</p><p>昨夜一场大雨。</p>");
/// let source = reasons.iter().find(|reason| reason.field == "source").unwrap();
/// assert_eq!((source.value.as_str(), source.origin), ("江城日报", Origin::Label));
/// ```
pub fn reasons_of_html(html: &str) -> Vec<PageReason> {
    article_of(&parse::document(html).page, html).1.reasons()
}

fn article_of(page: &Html, html: &str) -> (Article, PageClaims) {
    let mut metadata = Metadata::of(page, html);
    let mut lines = Lines::of(page);
    let found = title::of(&metadata, &lines);
    // The lines of a page have the title in the form of its headings.
    let title = metadata.claims.title.value().or(found);
    if let Some(line) = title.as_deref().and_then(|title| lines.line_of(title)) {
        lines.look_behind(line);
    }
    let body = Body::of(&lines, title.as_deref());
    metadata.complete(lines.around_title(title.as_deref(), &body));
    metadata.complete_paper(&lines);
    metadata.claims.source.add(Origin::Ending, body.source.clone());
    metadata.claims.reporters.add(Origin::Ending, Some(body.reporters).filter(|names| !names.is_empty()));
    metadata.claims.reporters.add(Origin::Line, body.byline.iter().find_map(|line| people::own_line(line)));
    metadata.complete_labelled(&lines);
    metadata.claims.drop_sources_as_people();
    let Metadata { claims, kicker, subtitle, .. } = metadata;
    let is_other = |text: &String| title.as_ref() != Some(text);
    let mut article = Article {
        kicker: kicker.filter(is_other),
        subtitle: subtitle.filter(is_other),
        title,
        label: body.label,
        r#abstract: (!body.summary.is_empty()).then(|| body.summary.join("\n")),
        byline: body.byline,
        body: body.paragraphs,
        sections: body.sections,
        source: claims.source.value(),
        section: claims.section.value(),
        page: claims.page.value(),
        date: claims.date.value(),
        time: claims.time().value(),
        reporters: claims.reporters.value().unwrap_or_default(),
        correspondents: claims.correspondents.value().unwrap_or_default(),
        url: claims.url.value(),
        ..Article::default()
    };
    if let Some(editor) = body.editor {
        article.extra.insert("责任编辑".to_owned(), Value::String(editor));
    }
    (article, claims)
}

/// The lines of an HTML fragment without furniture. Exceeded bounds of its markup are added to the known
/// ones.
pub(crate) fn lines_of_fragment(html: &str, passed: &mut BTreeSet<MarkupBound>) -> Vec<String> {
    let mut piece = parse::fragment(html);
    passed.append(&mut piece.passed);
    Lines::texts(&piece.page).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests;

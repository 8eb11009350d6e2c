//! One document that is held whole: decoded, and parsed by its format.

use jianbao_article::parse_page;

use crate::encoding::decode::{Hints, decode_by};
use crate::error::IngestError;
use crate::formats::markdown;
use crate::source::{Pages, Source};
use crate::warning::{Severity, WarningKind};

/// What is read from a text that is held whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    /// The plain text of a newspaper page or an article.
    Page,
    /// A saved news page.
    Html,
    /// RSS or Atom.
    Feed,
    /// An article in Markdown.
    Markdown,
}

/// Hands over the articles of a document.
pub(crate) fn read(bytes: &[u8], document: Document, source: &mut Source) -> Result<(), IngestError> {
    let label = match document {
        Document::Html | Document::Feed => declared_encoding(bytes),
        Document::Page | Document::Markdown => None,
    };
    let hints = Hints { declared: label.as_deref(), chosen: source.options().encoding };
    let mut decoded = decode_by(bytes, hints);
    without_nul(&mut decoded.text, source)?;
    let text = decoded.text.as_str();
    if text.trim().is_empty() {
        source.warn(None, WarningKind::Empty, Severity::Fault);
        return Ok(());
    }
    source.tell_encoding(&decoded);
    match document {
        Document::Page => page(text, source),
        Document::Markdown => markdown::read(text, source),
        #[cfg(feature = "feeds")]
        Document::Feed => crate::formats::feed::read(text, source)?,
        #[cfg(not(feature = "feeds"))]
        Document::Feed => return Err(IngestError::NotBuilt { path: source.path(), feature: "feeds" }),
        #[cfg(feature = "html")]
        Document::Html => html(text, source),
        #[cfg(not(feature = "html"))]
        Document::Html => return Err(IngestError::NotBuilt { path: source.path(), feature: "html" }),
    }
    Ok(())
}

/// A text may have one NUL character in so many; where there are more, it is no text.
const MIN_CHARS_A_NUL: usize = 200;

/// Takes NUL characters out of a text, in which they are dirt.
fn without_nul(text: &mut String, source: &mut Source) -> Result<(), IngestError> {
    let Some(first) = text.find('\0') else { return Ok(()) };
    let count = text.bytes().filter(|&byte| byte == 0).count();
    if count * MIN_CHARS_A_NUL > text.len() {
        return Err(source.binary(first));
    }
    let line = text[..first].matches('\n').count() as u64 + 1;
    text.retain(|c| c != '\0');
    source.warn(Some(line), WarningKind::Nul { count }, Severity::Loss);
    Ok(())
}

fn page(text: &str, source: &mut Source) {
    if let Pages::Whole(take) = &mut source.session.pages {
        take(source.path, text);
        return;
    }
    let page = parse_page(text);
    for warning in page.warnings {
        source.warn(Some(warning.line as u64), WarningKind::Page(warning.kind), Severity::Guess);
    }
    for article in page.articles {
        source.article(article, None);
    }
}

#[cfg(feature = "html")]
fn html(text: &str, source: &mut Source) {
    let (article, warnings) = crate::formats::html::article_from_html(text);
    for kind in warnings {
        source.warn(None, kind, Severity::Guess);
    }
    source.article(article, None);
}

/// The encoding that a page or an XML document says it has: `charset=gb2312`, `encoding="GBK"`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    // Browsers look no further than the first 1024 bytes; pages that were saved carry more before it.
    let opening = bytes[..bytes.len().min(8192)].to_ascii_lowercase();
    let opening = String::from_utf8_lossy(&opening);
    ["charset=", "encoding="].iter().find_map(|key| {
        let (_, rest) = opening.split_once(key)?;
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_feeds_say_what_their_encoding_is() {
        for (bytes, expect) in [
            ("<meta http-equiv='Content-Type' content='text/html; charset=GB2312'>", Some("gb2312")),
            ("<meta charset=\"utf-8\">", Some("utf-8")),
            ("<?xml version=\"1.0\" encoding='GBK'?>", Some("gbk")),
            ("<html>", None),
        ] {
            assert_eq!(declared_encoding(bytes.as_bytes()).as_deref(), expect, "{bytes}");
        }
    }
}

//! One document that is held whole: decoded, and parsed by its format.

use std::path::Path;

use jianbao_article::parse_page;
use serde_json::Value;

use crate::decode::{Decoded, decode_declared};
use crate::entry::{Entry, Tally};
use crate::error::{IngestError, Severity, Warning};
use crate::format::Format;
use crate::json::article_from_json;
use crate::json_lines;
use crate::read::unreadable;

/// Hands over the articles of a document. `path` names it in warnings.
pub(crate) fn read(
    bytes: &[u8],
    format: Format,
    path: &Path,
    tally: &mut Tally,
    sink: &mut dyn FnMut(Entry),
) -> Result<(), IngestError> {
    let label = match format {
        Format::Html => declared_encoding(bytes),
        Format::Text | Format::JsonLines | Format::Json => None,
    };
    let decoded = decode_declared(bytes, label.as_deref());
    let mut documents = Documents { path, tally, sink };
    if let Some(at_byte) = decoded.text.find('\0') {
        return Err(IngestError::Binary { path: path.to_owned(), at_byte });
    }
    documents.tell_faults(&decoded);
    let text = decoded.text.as_str();
    if text.trim().is_empty() {
        documents.warn(None, "the file is empty".to_owned(), Severity::Fault);
        return Ok(());
    }
    match format {
        Format::Text => documents.page(text),
        Format::JsonLines => {
            json_lines::read(&mut text.as_bytes(), path, documents.tally, documents.sink)
                .map_err(unreadable(path))?;
        }
        Format::Json => documents.json(text)?,
        #[cfg(feature = "html")]
        Format::Html => documents.html(text),
        #[cfg(not(feature = "html"))]
        Format::Html => return Err(IngestError::NotBuilt { path: path.to_owned(), feature: "html" }),
    }
    Ok(())
}

/// Where the articles and warnings of a document go.
struct Documents<'d> {
    path: &'d Path,
    tally: &'d mut Tally,
    sink: &'d mut dyn FnMut(Entry),
}

impl Documents<'_> {
    fn warn(&mut self, line: Option<u64>, message: String, severity: Severity) {
        let warning = Warning { path: self.path.to_owned(), line, message, severity };
        self.tally.emit(Entry::Warning(warning), self.sink);
    }

    fn tell_faults(&mut self, decoded: &Decoded) {
        if decoded.faults > 0 {
            let message = format!(
                "read as {}, in which {} places mean nothing: they show as \u{fffd}",
                decoded.encoding, decoded.faults
            );
            self.warn(decoded.first_fault_line.map(|line| line as u64), message, Severity::Fault);
        }
    }

    fn page(&mut self, text: &str) {
        let page = parse_page(text);
        for warning in page.warnings {
            self.warn(Some(warning.line as u64), warning.message, Severity::Guess);
        }
        for article in page.articles {
            self.tally.article(article, self.path, None, self.sink);
        }
    }

    #[cfg(feature = "html")]
    fn html(&mut self, text: &str) {
        let (article, warnings) = crate::html::article_from_html(text);
        for message in warnings {
            self.warn(None, message, Severity::Guess);
        }
        self.tally.article(article, self.path, None, self.sink);
    }

    fn json(&mut self, text: &str) -> Result<(), IngestError> {
        let value: Value = serde_json::from_str(text).map_err(|source| IngestError::NotJson {
            path: self.path.to_owned(),
            line: source.line(),
            column: source.column(),
            source,
        })?;
        let values = match value {
            Value::Array(values) => values,
            one => vec![one],
        };
        for (number, value) in (1_u64..).zip(values) {
            let Value::Object(object) = value else {
                let message = format!("value {number} of the file is not an object: left out");
                self.warn(None, message, Severity::Loss);
                continue;
            };
            let (article, warnings) = article_from_json(object);
            for message in warnings {
                self.warn(None, format!("value {number} of the file: {message}"), Severity::Fault);
            }
            self.tally.article(article, self.path, None, self.sink);
        }
        Ok(())
    }
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

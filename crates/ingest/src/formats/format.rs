//! Which format a file has: by its name, else by how it begins.

use std::path::Path;

use crate::packing::{ending, without_packing};

/// How articles are written down in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The plain text of a newspaper page or an article.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// JSON objects, or an array of them.
    Json,
    /// A table whose first row names the columns, one article a row.
    Csv,
    /// A saved news page.
    Html,
    /// RSS or Atom.
    Feed,
    /// An article in Markdown.
    Markdown,
}

/// Whether the name of a file says that it can be read: it is that of a format, or of an archive.
pub(crate) fn is_readable(path: &Path) -> bool {
    let name = without_packing(path);
    let is_archive = matches!(ending(&name).as_deref(), Some("tar" | "zip"));
    is_archive || Format::by_name(path).is_some()
}

impl Format {
    /// By the name of a file, a `.gz`, `.zst` or `.xz` at its end passed over.
    ///
    /// ```
    /// use std::path::Path;
    /// use jianbao_ingest::Format;
    ///
    /// assert_eq!(Format::by_name(Path::new("新闻.jsonl.gz")), Some(Format::JsonLines));
    /// assert_eq!(Format::by_name(Path::new("photo.jpg")), None);
    /// ```
    pub fn by_name(path: &Path) -> Option<Format> {
        match ending(&without_packing(path))?.as_str() {
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown),
            "rss" | "atom" | "rdf" | "xml" => Some(Format::Feed),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            "csv" | "tsv" => Some(Format::Csv),
            "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
            _ => None,
        }
    }

    /// By the first bytes of a file whose name says nothing: an object that ends with its line is JSON
    /// lines, another object or an array is JSON, what opens with the tag or the declaration of a page is HTML,
    /// with that of a feed a feed, everything else is text.
    pub fn sniff(opening: &[u8]) -> Format {
        let opening = opening.strip_prefix(b"\xef\xbb\xbf").unwrap_or(opening).trim_ascii_start();
        match opening.first() {
            Some(b'{') => {
                let first_line = opening.split(|&byte| byte == b'\n').next().unwrap_or_default();
                if first_line.trim_ascii_end().ends_with(b"}") { Format::JsonLines } else { Format::Json }
            }
            Some(b'<') if is_html(opening) => Format::Html,
            Some(b'<') if is_feed(opening) => Format::Feed,
            Some(b'[') if opening[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
            _ => Format::Text,
        }
    }
}

/// Whether the first tag of a file is that of a page.
fn is_html(opening: &[u8]) -> bool {
    let opening = opening[..opening.len().min(1024)].to_ascii_lowercase();
    let has = |tag: &[u8]| opening.windows(tag.len()).any(|window| window == tag);
    opening.starts_with(b"<!doctype html")
        || opening.starts_with(b"<html")
        || ((opening.starts_with(b"<!--") || opening.starts_with(b"<?xml")) && has(b"<html"))
}

/// Whether one of the first tags of a file is that of a feed.
fn is_feed(opening: &[u8]) -> bool {
    let opening = opening[..opening.len().min(4096)].to_ascii_lowercase();
    [b"<rss".as_slice(), b"<feed", b"<rdf:rdf"]
        .into_iter()
        .any(|tag| opening.windows(tag.len()).any(|at| at == tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_can_be_read() {
        for name in ["a.txt", "a.TXT.GZ", "a.tar", "a.tar.xz", "a.tgz", "a.Zip", "b/新闻.csv.zst"] {
            assert!(is_readable(Path::new(name)), "{name}");
        }
        for name in ["a.jpg", "a", "a.gz", ".txt", "a.docx", "txt"] {
            assert!(!is_readable(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn what_begins_as_json_is_told_from_text() {
        assert_eq!(Format::sniff(b"{\"title\": 1}\n{"), Format::JsonLines);
        assert_eq!(Format::sniff(b"\xef\xbb\xbf {\n \"title\": 1}"), Format::Json);
        assert_eq!(Format::sniff(b"[ {\"title\": 1}]"), Format::Json);
        assert_eq!(Format::sniff("[图文] 雨后".as_bytes()), Format::Text);
        assert_eq!(Format::sniff(b"\r\n<!DOCTYPE HTML PUBLIC>"), Format::Html);
        assert_eq!(Format::sniff(b"<?xml version='1.0'?><html lang='zh'>"), Format::Html);
        assert_eq!(Format::sniff(b"<?xml version='1.0'?>\n<!-- a -->\n<rss>"), Format::Feed);
        assert_eq!(Format::sniff("<江城晚报>".as_bytes()), Format::Text);
        assert_eq!(Format::sniff(b""), Format::Text);
    }
}

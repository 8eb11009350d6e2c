//! Which format a file has, and what it is packed in: by its name, else by how it begins.

use std::path::{Path, PathBuf};

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
}

/// What a file is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Nothing.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// By the first bytes of a file.
    pub fn sniff(opening: &[u8]) -> Compression {
        if opening.starts_with(&[0x1f, 0x8b]) {
            Compression::Gzip
        } else if opening.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Compression::Zstd
        } else {
            Compression::None
        }
    }
}

impl Format {
    /// By the name of a file, a `.gz` or `.zst` at its end passed over.
    ///
    /// ```
    /// use std::path::Path;
    /// use jianbao_ingest::Format;
    ///
    /// assert_eq!(Format::by_name(Path::new("新闻.jsonl.gz")), Some(Format::JsonLines));
    /// assert_eq!(Format::by_name(Path::new("photo.jpg")), None);
    /// ```
    pub fn by_name(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "txt" | "text" | "md" => Some(Format::Text),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            "csv" | "tsv" => Some(Format::Csv),
            "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
            _ => None,
        }
    }

    /// By the first bytes of a file whose name says nothing: an object that ends with its line is JSON
    /// lines, another object or an array is JSON, what opens with the tag or the declaration of a page is HTML,
    /// everything else is text.
    pub fn sniff(opening: &[u8]) -> Format {
        let opening = opening.strip_prefix(b"\xef\xbb\xbf").unwrap_or(opening).trim_ascii_start();
        match opening.first() {
            Some(b'{') => {
                let first_line = opening.split(|&byte| byte == b'\n').next().unwrap_or_default();
                if first_line.trim_ascii_end().ends_with(b"}") { Format::JsonLines } else { Format::Json }
            }
            Some(b'<') if is_html(opening) => Format::Html,
            Some(b'[') if opening[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
            _ => Format::Text,
        }
    }
}

/// The name of what lies in a packed file: without the ending that says what it is packed in.
pub(crate) fn without_packing(path: &Path) -> PathBuf {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("gz" | "zst") => path.with_extension(""),
        _ => path.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_as_json_is_told_from_text() {
        assert_eq!(Format::sniff(b"{\"title\": 1}\n{"), Format::JsonLines);
        assert_eq!(Format::sniff(b"\xef\xbb\xbf {\n \"title\": 1}"), Format::Json);
        assert_eq!(Format::sniff(b"[ {\"title\": 1}]"), Format::Json);
        assert_eq!(Format::sniff("[图文] 雨后".as_bytes()), Format::Text);
        assert_eq!(Format::sniff(b"\r\n<!DOCTYPE HTML PUBLIC>"), Format::Html);
        assert_eq!(Format::sniff(b"<?xml version='1.0'?><html lang='zh'>"), Format::Html);
        assert_eq!(Format::sniff("<江城晚报>".as_bytes()), Format::Text);
        assert_eq!(Format::sniff(b""), Format::Text);
    }
}

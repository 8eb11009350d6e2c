//! Formats of articles, one file each, and the table of them.
//!
//! Everything that depends on the format of a file uses the table. The walk selects files by the extensions in
//! its rows, a file without a known extension is compared with the first bytes of each row, and the function in
//! the row reads the file. A new format is one file here, one row and one variant of [`Format`]; a test compares
//! the documentation with the table.
//!
//! [`text`] gives a format its text, in memory or as a decoded stream; [`markup`] recognises the beginning of
//! pages and feeds.
//!
//! Input: an uncompressed stream. Output: articles and warnings, passed to the [`Source`].
//!
//! Invariant: no format opens a file or knows about compression.

mod copied;
mod csv;
mod date;
#[cfg(feature = "feeds")]
mod feed;
pub(crate) mod foreign;
#[cfg(feature = "html")]
pub(crate) mod html;
mod imprint;
pub(crate) mod json_lines;
mod json_values;
mod markdown;
mod markup;
mod mhtml;
#[cfg_attr(all(not(feature = "html"), not(test)), expect(dead_code, reason = "only saved pages have parts"))]
mod mime;
mod page;
mod press;
pub(crate) mod text;

use std::io::BufRead;
use std::path::Path;

use crate::error::IngestError;
use crate::own_report::OwnReport;
use crate::packing::{self, ending, without_packing};
use crate::source::Source;
use crate::warning::{Severity, WarningKind};

/// Format of the articles in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The plain text of a newspaper page or an article.
    Text,
    /// An article in Markdown.
    Markdown,
    /// One JSON object per line.
    JsonLines,
    /// JSON objects, or an array of them.
    Json,
    /// A table with a header row, one article per row.
    Csv,
    /// A saved news page.
    Html,
    /// A saved news page with its pictures, in one file.
    Mhtml,
    /// RSS or Atom.
    Feed,
}

/// Reads the articles of a stream. Its first bytes are also given separately; the stream still contains them.
type Read = fn(&[u8], &mut dyn BufRead, &mut Source<'_, '_>) -> Result<(), IngestError>;

/// A format, as the table has it.
struct Row {
    format: Format,
    /// Endings of the names of its files.
    endings: &'static [&'static str],
    /// Extensions shared with other formats: a file with one of them has this format if its first bytes
    /// match.
    shared_endings: &'static [&'static str],
    /// True if the first bytes of a file match the format. They include no byte order mark and no leading
    /// white space.
    begins: fn(&[u8]) -> bool,
    read: Read,
}

/// All formats. A file without a known extension has the first format whose first bytes match; the last one
/// matches everything.
const FORMATS: [Row; 8] = [
    Row {
        format: Format::JsonLines,
        endings: &["jsonl", "ndjson"],
        shared_endings: &[],
        begins: json_lines::begins,
        read: json_lines::read,
    },
    Row {
        format: Format::Json,
        endings: &["json"],
        shared_endings: &[],
        begins: json_values::begins,
        read: json_values::read,
    },
    Row {
        format: Format::Html,
        endings: &["html", "htm", "xhtml", "shtml"],
        // A workbook that is a table of HTML.
        shared_endings: &["xls"],
        begins: markup::is_html,
        read: READ_HTML,
    },
    Row {
        format: Format::Mhtml,
        endings: &["mht", "mhtml"],
        shared_endings: &[],
        begins: mhtml::begins,
        read: mhtml::read,
    },
    Row {
        format: Format::Feed,
        endings: &["rss", "atom", "rdf"],
        shared_endings: &["xml"],
        begins: markup::is_feed,
        read: READ_FEED,
    },
    Row {
        format: Format::Csv,
        endings: &["csv", "tsv"],
        shared_endings: &[],
        begins: |_| false,
        read: csv::read,
    },
    Row {
        format: Format::Markdown,
        endings: &["md", "markdown"],
        shared_endings: &[],
        begins: |_| false,
        read: markdown::read,
    },
    Row {
        format: Format::Text,
        endings: &["txt", "text"],
        shared_endings: &[],
        begins: |_| true,
        read: page::read,
    },
];

#[cfg(feature = "html")]
const READ_HTML: Read = html::read;
#[cfg(not(feature = "html"))]
const READ_HTML: Read = |_, _, source| Err(IngestError::NotBuilt { path: source.path(), feature: "html" });

#[cfg(feature = "feeds")]
const READ_FEED: Read = feed::read;
#[cfg(not(feature = "feeds"))]
const READ_FEED: Read = |_, _, source| Err(IngestError::NotBuilt { path: source.path(), feature: "feeds" });

impl Row {
    fn of(format: Format) -> &'static Row {
        FORMATS.iter().find(|row| row.format == format).expect("every format has a row")
    }

    fn all_endings(&self) -> impl Iterator<Item = &'static str> {
        self.endings.iter().chain(self.shared_endings).copied()
    }
}

impl Format {
    /// Every format, in the order of detection.
    pub const ALL: [Format; FORMATS.len()] = {
        let mut all = [Format::Text; FORMATS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = FORMATS[at].format;
            at += 1;
        }
        all
    };

    /// Extensions of this format, in lower case, without the dot.
    ///
    /// ```
    /// assert_eq!(jianbao_ingest::Format::JsonLines.endings().collect::<Vec<_>>(), ["jsonl", "ndjson"]);
    /// ```
    pub fn endings(self) -> impl Iterator<Item = &'static str> {
        Row::of(self).all_endings()
    }

    /// The format of a file name; a final `.gz`, `.zst` or `.xz` is ignored.
    ///
    /// ```
    /// use std::path::Path;
    /// use jianbao_ingest::Format;
    ///
    /// assert_eq!(Format::by_name(Path::new("新闻.jsonl.gz")), Some(Format::JsonLines));
    /// assert_eq!(Format::by_name(Path::new("photo.jpg")), None);
    /// ```
    pub fn by_name(path: &Path) -> Option<Format> {
        let ending = ending(&without_packing(path))?;
        let row = FORMATS.iter().find(|row| row.all_endings().any(|known| known == ending));
        row.map(|row| row.format)
    }

    /// The format of a file without a known extension, by its first bytes. An object that ends with its line
    /// is JSON lines; another object or an array is JSON. A tag or declaration of HTML is a page, the header
    /// of a message saved by a browser is MHTML, the start of a feed is a feed. Everything else is text.
    pub fn sniff(opening: &[u8]) -> Format {
        let opening = opening.strip_prefix(b"\xef\xbb\xbf").unwrap_or(opening).trim_ascii_start();
        let row = FORMATS.iter().find(|row| (row.begins)(opening));
        row.map_or(Format::Text, |row| row.format)
    }
}

/// True if the extension of a file is that of a supported format or an archive.
pub(crate) fn is_readable(path: &Path) -> bool {
    packing::is_archive(path) || Format::by_name(path).is_some()
}

/// True if the extension is shared with unsupported formats, so that only the first bytes decide.
pub(crate) fn is_shared_ending(path: &Path) -> bool {
    ending(path).is_some_and(|ending| FORMATS.iter().any(|row| row.shared_endings.contains(&ending.as_str())))
}

/// Emits the articles of an uncompressed text, in the format of its extension, else that of its first bytes.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    if let Some(report) = OwnReport::sniff(opening) {
        source.warn(None, WarningKind::OwnReport { report }, Severity::Fault);
        return Ok(());
    }
    let named = Format::by_name(&source.name);
    if let Some(format) = foreign::of(opening, named.is_none()) {
        return Err(IngestError::Foreign { path: source.path(), format });
    }
    // Browsers also save such pages with other extensions.
    let is_page = matches!(named, Some(Format::Html | Format::Text)) && mhtml::begins(opening);
    let named = if is_page { Some(Format::Mhtml) } else { named };
    let format = named.unwrap_or_else(|| Format::sniff(opening));
    (Row::of(format).read)(opening, stream, source)
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

    #[test]
    fn every_ending_is_of_one_format_and_stands_in_the_documentation() {
        let pages = [
            ("docs/ingest.md", include_str!("../../../docs/ingest.md")),
            ("docs/zh/ingest.md", include_str!("../../../docs/zh/ingest.md")),
        ];
        let is_named = |ending: &str| {
            for (page, text) in pages {
                assert!(text.contains(&format!("`{ending}`")), "{page} does not name {ending}");
            }
        };
        let mut known = Vec::new();
        for format in Format::ALL {
            for ending in format.endings() {
                assert!(!known.contains(&ending), "{ending}");
                is_named(ending);
                assert_eq!(Format::by_name(Path::new(&format!("a.{ending}"))), Some(format));
                known.push(ending);
            }
        }
        for ending in crate::packing::endings() {
            is_named(ending);
        }
    }
}

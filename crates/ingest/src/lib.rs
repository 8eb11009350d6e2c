//! Reads articles from files of Chinese news. Only this crate decodes untrusted files.
//!
//! `paths → files → bytes → text → articles`. [`Selection::files`] walks folders. [`read_file`] unpacks,
//! decodes and parses one file and emits its articles one by one, so a file of millions of lines takes no
//! more memory than its longest line. No problem is hidden: a guessed encoding, a broken line or an invalid
//! date is a [`Warning`] beside the articles, and an unreadable file is an [`IngestError`] with its path.
//!
//! Supported formats, in UTF-8, UTF-16, GB18030 and Big5:
//!
//! | format | extensions | Cargo feature |
//! |---|---|---|
//! | newspaper pages and articles as text | `txt` `text` | |
//! | Markdown | `md` `markdown` | |
//! | JSON lines, JSON | `jsonl` `ndjson`, `json` | |
//! | tables | `csv` `tsv` | |
//! | saved news pages | `html` `htm` `xhtml` `shtml`, `mht` `mhtml` | `html` |
//! | tables in HTML | `xls`, if it is HTML | `html` |
//! | feeds | `rss` `atom` `rdf` `xml` | `feeds` |
//! | any of these, compressed | `gz` `zst`, and `xz` | `archives` for `xz` |
//! | archives, nested too | `zip` `tar` | `archives` |

mod container;
mod encoding;
mod entry;
mod error;
mod field_names;
mod files;
mod formats;
mod options;
mod own_report;
mod packing;
mod record;
mod source;
mod unpack_limit;
mod warning;

pub use encoding::decode::{Decoded, decode};
pub use encoding::unread::UnreadEncoding;
pub use entry::Entry;
pub use error::{IngestError, IngestRemedy, JsonProblem, SpecialFile};
pub use files::read::{
    FileReport, Stability, hash_file, hash_file_while, read_file, read_file_while, read_json_lines,
    read_pages,
};
pub use files::selection::{FoundFiles, Selection};
pub use files::walk::FoundFile;
pub use formats::Format;
pub use formats::foreign::ForeignFormat;
#[cfg(feature = "html")]
pub use formats::html::claims::{Origin, PageReason};
#[cfg(feature = "html")]
pub use formats::html::{article_from_html, reasons_of_html};
pub use options::{Limits, OptionError, ReadOptions};
pub use own_report::OwnReport;
pub use packing::Compression;
pub use record::article_from_json;
pub use source::PageText;
pub use warning::{Change, Expected, KeptField, MarkupBound, Part, Severity, Warning, WarningKind};

/// The version of the readers. It grows when the readers find more in the same file. Files that an earlier version read can
/// then be read again.
///
/// | version | found since |
/// |---|---|
/// | 1 | the time of day, the line and the record of an article |
pub const READER_VERSION: u32 = 1;

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! Files and folders: their articles, and runs that index them.
//!
//! A [`Selection`] finds [`FoundFiles`], each a [`FoundFile`]. [`read_file`] and [`read_json_lines`] return one [`Entry`] after another under
//! [`ReadOptions`] and [`Limits`], then a [`FileReport`]. [`Warning`]s have a [`Severity`] and a [`WarningKind`] (the
//! [`Change`], the [`Part`] of the file, the [`MarkupBound`] that a page exceeds, an [`OwnReport`] that is skipped).
//! [`Format`] and [`Compression`] are the format and the compression of a file. [`decode`] detects the encoding ([`Decoded`]),
//! [`hash_file`] a change, a [`Stability`] a change still under way. An [`IngestError`] names the file that could not be read
//! and its [`IngestRemedy`] if there is one (a [`SpecialFile`], a [`ForeignFormat`], a text in an [`UnreadEncoding`]), an [`OptionError`] the option. [`PageText`] is
//! the text of a page before it is split. The [`READER_VERSION`] grows when the readers find more in a file.
//!
//! [`article_from_json`] makes an article from an object whose fields have Chinese or English names, and names each
//! [`KeptField`] that is not as [`Expected`]. With the feature `html`, `article_from_html` reads a saved page, and
//! `reasons_of_html` gives for each field a `PageReason` with the `Origin` that was believed.
//!
//! [`index_paths`](crate::index_paths), [`index_selection`] with its [`IndexOptions`] (among them [`MissingFiles`], the treatment of
//! missing files), and [`index_json_lines`] read into an index, report each [`IndexEvent`], and return an [`IndexSummary`].

pub use crate::index_files::{
    IndexEvent, IndexOptions, IndexSummary, MissingFiles, index_json_lines, index_selection,
};
pub use jianbao_ingest::{
    Change, Compression, Decoded, Entry, Expected, FileReport, ForeignFormat, Format, FoundFile, FoundFiles,
    IngestError, IngestRemedy, KeptField, Limits, MarkupBound, OptionError, OwnReport, PageText, Part,
    READER_VERSION, ReadOptions, Selection, Severity, SpecialFile, Stability, UnreadEncoding, Warning,
    WarningKind, article_from_json, decode, hash_file, read_file, read_json_lines,
};
#[cfg(feature = "html")]
pub use jianbao_ingest::{Origin, PageReason, article_from_html, reasons_of_html};

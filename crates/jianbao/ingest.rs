//! Files and folders: their articles, and runs that index them.
//!
//! - Selection: a [`Selection`] finds [`FoundFiles`], each a [`FoundFile`].
//! - Reading: [`read_file`] and [`read_json_lines`] return one [`Entry`] after another, then a [`FileReport`]. [`ReadOptions`]
//!   and [`Limits`] control them. [`Format`] and [`Compression`] are the format and the compression of a file.
//! - Warnings: a [`Warning`] has a [`Severity`] and a [`WarningKind`], which may contain the [`Change`], the [`Part`] of the
//!   file, the [`MarkupBound`] that a page exceeds, or an [`OwnReport`] that was skipped.
//! - Errors: an [`IngestError`] names the file that could not be read, and its [`IngestRemedy`] if there is one. It may contain
//!   a [`SpecialFile`], a [`ForeignFormat`], an [`UnreadEncoding`] or a [`JsonProblem`]. An [`OptionError`] names an invalid option.
//! - Changes: [`hash_file`] detects a changed file, and [`Stability`] shows whether a file is still being changed.
//! - Encodings: [`decode`] detects the encoding of bytes and returns [`Decoded`] text.
//! - Readers: the [`READER_VERSION`] grows when the readers find more in a file. Files that an earlier version read are then read
//!   again.
//! - [`PageText`] is the text of a newspaper page before it is split.
//! - [`article_from_json`] makes an article from an object whose fields have Chinese or English names. It reports each
//!   [`KeptField`] whose value is not of the [`Expected`] type.
//! - With the feature `html`, `article_from_html` reads a saved page, and `reasons_of_html` gives a `PageReason` for each
//!   field, with the `Origin` of the chosen value.
//! - Indexing: [`index_paths`](crate::index_paths), [`index_selection`] and [`index_json_lines`] read files into an index. They
//!   report each [`IndexEvent`], and return an [`IndexSummary`]. [`IndexOptions`] includes the treatment of [`MissingFiles`].

pub use crate::index_files::{
    IndexEvent, IndexOptions, IndexSummary, MissingFiles, index_json_lines, index_selection,
};
pub use jianbao_ingest::{
    Change, Compression, Decoded, Entry, Expected, FileReport, ForeignFormat, Format, FoundFile, FoundFiles,
    IngestError, IngestRemedy, JsonProblem, KeptField, Limits, MarkupBound, OptionError, OwnReport, PageText,
    Part, READER_VERSION, ReadOptions, Selection, Severity, SpecialFile, Stability, UnreadEncoding, Warning,
    WarningKind, article_from_json, decode, hash_file, read_file, read_json_lines,
};
#[cfg(feature = "html")]
pub use jianbao_ingest::{Origin, PageReason, article_from_html, reasons_of_html};

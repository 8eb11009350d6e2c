//! 剪报 (*jianbao*, newspaper clippings): a full-text search engine for Chinese news reports.
//!
//! **If the text contains it, you find it**, best first, with a snippet that reads well. A program needs only this crate.
//! Input and output are plain owned values; nothing here touches the terminal or the environment.
//!
//! ```
//! use jianbao::{Article, Index, SearchRequest};
//!
//! let index = Index::in_memory()?; // or Index::open_or_create("clippings")
//! let mut writer = index.writer()?;
//! writer.add(Article {
//!     title: Some("图书馆开放夜场".into()),
//!     body: vec!["从本周五起，市图书馆开放到晚上十点半。读者说，下班后终于有了去处。".into()],
//!     ..Article::default()
//! })?;
//! writer.finish()?;
//!
//! let response = index.search(&SearchRequest::new("圖書館 “晚上十点半”"))?;
//! assert_eq!(response.total, 1);
//! let snippet = &response.hits[0].snippets[0];
//! let [start, end] = snippet.highlights[1];
//! assert_eq!(&snippet.text[start..end], "晚上十点半");
//! # Ok::<(), jianbao::Error>(())
//! ```
//!
//! # Two pipelines with one analyzer
//!
//! Indexing: bytes → text ([`decode`]) → page → [`Article`]s ([`parse_page`]) → tokens ([`Analyzer`]) → document
//! ([`Writer::add`]). [`index_paths`] does it for whole folders, and reads only changed files.
//!
//! Searching: string → syntax tree → [`Requirement`] ([`Index::explain`] shows both) → tantivy query → [`Hit`]s with
//! [`Snippet`]s ([`Index::search`]).
//!
//! Both use the same [`Analyzer`], for documents, queries and highlights. Its [`Fingerprint`] is stored in the index. Each
//! step is a function from one printable value to the next.
//!
//! # The tour
//!
//! **Input.** An [`Article`] is plain data: a [`Kind`], a [`Date`], a [`Dateline`], [`Section`]s inside the body, and in
//! `extra` any fields of your own. [`article_from_json`] makes one from an object whose fields have Chinese or English names,
//! and names each [`KeptField`] that is not as [`Expected`]. [`parse_page`] splits a newspaper page into a [`ParsedPage`]
//! with [`PageWarning`]s, each of a [`PageWarningKind`]; [`explain_page`] gives for each line a [`LineReading`] with its
//! [`Label`] and the kinds of signs ([`LineSign`]) behind it. [`read_byline`], [`days_in`] (a [`DayMention`] with its [`DayPrecision`]), [`day_before`] and
//! [`province_of`] read bylines, dates and places.
//!
//! **Reading files.** A [`Selection`] finds [`FoundFile`]s ([`FoundFiles`]). [`read_file`] and [`read_json_lines`] return one [`Entry`] after
//! another under [`ReadOptions`] and [`Limits`], then a [`FileReport`]. [`Warning`]s have a [`Severity`] and a
//! [`WarningKind`] (the [`Change`], the [`Part`] of the file, the [`MarkupBound`] that a page exceeds, an [`OwnReport`] that
//! is skipped). [`Format`] and [`Packing`] are the format and the compression of a file. [`decode`] detects the encoding
//! ([`Decoded`]), [`hash_file`] a change, a [`Stability`] a change still under way. An [`IngestError`] names the file that
//! could not be read (a [`SpecialFile`], a [`ForeignFormat`], a text in an [`UnreadEncoding`]), an [`OptionError`] the option.
//! [`PageText`] is the text of a page before it is split. [`index_paths`], [`index_selection`] with
//! its [`IndexOptions`] (among them [`Gone`], the treatment of missing files), and [`index_json_lines`] read into an index,
//! report each [`IndexEvent`], and return an [`IndexSummary`].
//!
//! **The index.** An [`Index`] is in memory or on disk. One [`Writer`] at a time adds and removes articles ([`Added`],
//! [`Replaced`]) and records the files they came from ([`FileTable`], [`FileState`]) by the [`file_key`] of their paths
//! ([`path_of_key`], [`shown_key`]); its [`FilesInProgress`] record the files being read, so that one file does not end every
//! run. Searches see the last commit. [`Stats`] give its size. [`verify`] checks every byte and returns a [`Verification`]:
//! each [`Corruption`] (a [`CorruptionKind`] and a file) and the [`Repair`]. [`Index::rebuild`] repairs it, and lists each
//! [`Loss`] in a [`Rebuilt`]. [`is_reading`] tells a panic hook that a panic will be reported as corruption.
//!
//! **Searching.** A [`SearchRequest`] has the query, the [`Sort`], the [`Matching`], the treatment of [`Reprints`], its
//! [`SearchLimits`], and the facets and the histogram by [`FacetField`] and [`Interval`]; each of these is read from its
//! name, or is an [`UnknownName`]. The [`SearchResponse`] has [`Hit`]s with [`Snippet`]s, [`Facet`]s of [`FacetCount`]s, a
//! histogram of [`HistogramBucket`]s, and [`Diagnostic`]s: each has a [`DiagnosticKind`] (a [`SyntaxDiagnosticKind`] for the
//! syntax) and a [`Span`]. A [`Highlighter`] marks the matches of a query in any text; [`html`] writes them as safe HTML. An
//! [`Explanation`] shows the [`Planned`] query: the [`Requirement`] with the [`Scope`] and [`ValueField`] of its parts, the
//! number of articles for each ([`ClauseCount`]), the [`Segmented`] text, and the [`Verdict`] on one article with a
//! [`ClauseVerdict`] on each part. A query without results gets [`Suggestion`]s, each with what to ask [`Instead`].
//!
//! **Analysis alone.** An [`Analyzer`] segments text into [`Token`]s in a [`Mode`] (or returns an [`UnknownMode`]), with an
//! [`Hmm`] or without. It also gives the [`Word`]s ([`WordKind`]) of a text, and takes a [`UserDictionary`] with its
//! [`DictionaryError`]s, each of a [`DictionaryErrorKind`]. [`normalize()`] and [`NormalizedText`] give the normalised text
//! and its map back, [`units`] its [`Unit`]s ([`UnitKind`]). A [`ChineseTokenizer`] with its [`CallbackStream`] fits any
//! tantivy index.
//!
//! **Errors.** An [`Error`] reports the event, its place ([`FileAction`] and file), and the remedy; a [`Result`] has one.
//!
//! # Features
//!
//! - `html`: saved news pages, and `article_from_html`; `reasons_of_html` gives for each field a `PageReason` with the `Origin`
//!   that was believed.
//! - `archives`: zip, tar and xz.
//! - `feeds`: RSS and Atom; it needs `html`.
//!
//! All are on by default. Without them pages, articles, JSON and tables are read, and everything else is the same.
//!
//! # The laws
//!
//! 1. *Offsets* are bytes of the raw text, on character boundaries. The raw text is stored as it came.
//! 2. *Normalisation* ([`normalize()`]) is per character and idempotent: width, case, traditional and simplified, kinds of
//!    quotation marks and dashes make no difference; white space counts only between Latin words.
//! 3. *Quotes* find exactly the articles whose normalised title or body contains the normalised quote: what grep would find.
//! 4. *Words*: unquoted text is segmented along the dictionary's best path, and an article matches a word exactly if its
//!    normalised title or body contains it. Nothing depends on the segmentation of a document.
//! 5. *Symmetry*: one analyzer for all; an index made with another one is refused, with the differences.
//! 6. *No text fails*: any query parses to a tree and diagnostics, any bytes read to articles and warnings.
//! 7. *Same answer twice*: score, then date, newest first, then id.
//!
//! Containment is by whole *runs*: a number or a Latin word is one piece, so 3万 does not find 1.3万.
//!
//! # The crates
//!
//! ```text
//!           cli
//!            |
//!         jianbao                 this façade, and what joins ingest and core
//!         /      \
//!    ingest      core ──────► tantivy
//!        \      /  |  \
//!        article  analysis  query        three pure crates that do not know each other
//! ```
//!
//! Invariant: dependencies go down only; a test reads the manifests. Only `core` uses tantivy, only the command line the
//! terminal, only `ingest` reads foreign bytes. No crate has unsafe code.
//!
//! # Glossary
//!
//! | term | meaning here |
//! |---|---|
//! | article | one report, photograph or commentary, however it came |
//! | page | the plain text of a newspaper page, with several articles |
//! | kicker, title, subtitle | 引题, 主题, 副题 |
//! | dateline | 电头: place and day at the opening of a report |
//! | normalised text | a text after [`normalize()`] |
//! | run | a stretch of ASCII letters and digits of the normalised text, with `.` between digits |
//! | unit | a run, or one character outside runs; positions and distances count units |
//! | token | a piece of text from an analyzer; a term is a token in the index |
//! | word | a dictionary word of two or more characters, or a run |
//! | quote | text that is searched exactly |
//! | hit | a matching article, with its score |
//! | snippet | a passage of a hit, with highlights |
//! | missing | query words that a hit does not contain |

pub mod html;
mod index_files;
mod reading;

pub use index_files::{
    Gone, IndexEvent, IndexOptions, IndexSummary, index_json_lines, index_paths, index_selection,
};
pub use jianbao_analysis::{
    Analyzer, CallbackStream, ChineseTokenizer, DictionaryError, DictionaryErrorKind, Fingerprint, Hmm, Mode,
    NormalizedText, Token, Unit, UnitKind, UnknownMode, UserDictionary, Word, WordKind, normalize, units,
};
pub use jianbao_article::{
    Article, Date, Dateline, DayMention, DayPrecision, Kind, Label, LineReading, LineSign, PageWarning,
    PageWarningKind, ParsedPage, Section, day_before, days_in, explain_page, parse_page, province_of,
    read_byline,
};
pub use jianbao_core::{
    Added, ClauseCount, ClauseVerdict, Corruption, CorruptionKind, Diagnostic, DiagnosticKind, Error,
    Explanation, Facet, FacetCount, FacetField, FileAction, FileState, FileTable, FilesInProgress,
    Highlighter, HistogramBucket, Hit, Index, Instead, Interval, Loss, Matching, Planned, Rebuilt, Repair,
    Replaced, Reprints, Requirement, Result, Scope, SearchLimits, SearchRequest, SearchResponse, Segmented,
    Snippet, Sort, Span, Stats, Suggestion, SyntaxDiagnosticKind, UnknownName, ValueField, Verdict,
    Verification, Writer, file_key, is_reading, path_of_key, shown_key, verify,
};
pub use jianbao_ingest::{
    Change, Decoded, Entry, Expected, FileReport, ForeignFormat, Format, FoundFile, FoundFiles, IngestError,
    KeptField, Limits, MarkupBound, OptionError, OwnReport, Packing, PageText, Part, ReadOptions, Selection,
    Severity, SpecialFile, Stability, UnreadEncoding, Warning, WarningKind, article_from_json, decode,
    hash_file, read_file, read_json_lines,
};
#[cfg(feature = "html")]
pub use jianbao_ingest::{Origin, PageReason, article_from_html, reasons_of_html};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

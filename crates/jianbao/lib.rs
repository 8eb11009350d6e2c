//! 剪报 (*jianbao*, newspaper clippings): a full-text search engine for Chinese news reports.
//!
//! **If the text contains it, you find it**, best first, with a clipping that reads well. An embedding program needs
//! this crate alone: plain owned values go in and come out, nothing here touches the terminal or the environment.
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
//! # Two staircases that meet at one door
//!
//! An article goes up one: bytes → text ([`decode`]) → page → [`Article`]s ([`parse_page`]) → tokens ([`Analyzer`]) →
//! document ([`Writer::add`]). [`index_paths`] walks it for whole folders, and does only what changed.
//!
//! A query goes up the other: string → syntax tree → [`Requirement`] ([`Index::explain`] shows both) → engine → [`Hit`]s
//! with [`Snippet`]s ([`Index::search`]).
//!
//! They meet at the [`Analyzer`]: documents, queries and highlights pass through the same one, and its [`Fingerprint`] is
//! stored in the index. Each step is a function from one printable value to the next.
//!
//! # The tour
//!
//! **What goes in.** An [`Article`] is plain data: a [`Kind`], a [`Date`], a [`Dateline`], [`Section`]s inside the body, and in
//! `extra` whatever fields of one's own it came with. [`article_from_json`] makes one from an object whose fields have
//! Chinese or English names, and names each [`KeptField`] that is not as [`Expected`]. [`parse_page`] splits a newspaper
//! page into a [`ParsedPage`] with [`PageWarning`]s, each of a [`PageWarningKind`]; [`explain_page`] says for each line, as a
//! [`LineReading`] with its [`Label`], what kinds of signs ([`LineSign`]) decided. What bylines and dates say is
//! read by [`read_byline`], [`days_in`] (a [`DayMention`] with its [`DayPrecision`]), [`day_before`] and [`province_of`].
//!
//! **Reading files.** A [`Selection`] finds [`FoundFile`]s, [`read_file`] and [`read_json_lines`] hand out one [`Entry`] after the
//! other under [`ReadOptions`] and [`Limits`], with [`Warning`]s of a [`Severity`] that name the [`WarningKind`] (the [`Change`], the [`Part`]
//! of the file, the [`MarkupBound`] that a page passes, an [`OwnReport`] that is passed over), and a [`FileReport`] in the end. A [`Format`] says what a file is, a [`Packing`] what it is packed in,
//! [`decode`] in what encoding ([`Decoded`]), [`hash_file`] whether it changed, a [`Stability`] whether it still may. An
//! [`IngestError`] names the file that could not be read (a [`SpecialFile`] is none), an [`OptionError`] the option. [`index_paths`],
//! [`index_selection`] with its [`IndexOptions`] (what becomes of files that are [`Gone`] is one), and
//! [`index_json_lines`] do all of that into an index, tell of each [`IndexEvent`], and sum up in an [`IndexSummary`].
//!
//! **The index.** An [`Index`] lies in memory or on disk. One [`Writer`] at a time adds and removes articles ([`Added`],
//! [`Replaced`]) and knows the files they came from ([`FileTable`], [`FileState`]) by the [`file_key`] of their paths
//! ([`path_of_key`], [`shown_key`]); its [`FilesInProgress`] name what it reads, lest one file end every run. Searches see
//! the last commit. [`Stats`] say how large it is; [`verify`] holds it against what was written and lists [`Corruption`]
//! ([`CorruptionKind`]s of files) with the [`Repair`] in a [`Verification`]; [`Index::rebuild`] mends it, and lists each [`Loss`] in a
//! [`Rebuilt`]; [`is_reading`] tells a panic hook that a panic will be reported as damage.
//!
//! **Searching.** A [`SearchRequest`] has the query, the [`Sort`], the [`Matching`], what becomes of [`Reprints`], and what to
//! count by [`FacetField`] and [`Interval`]; each of these reads from its name, or is an [`UnknownName`]. The [`SearchResponse`] has [`Hit`]s with [`Snippet`]s, [`Facet`]s of
//! [`FacetCount`]s, a histogram of [`HistogramBucket`]s, and [`Diagnostic`]s that say each [`DiagnosticKind`] ([`SyntaxDiagnosticKind`]s of the query among them) of a [`Span`]. A [`Highlighter`] marks what a query looks for in any text;
//! [`html`] writes what is marked as HTML that is safe. An [`Explanation`] shows how a query was [`Planned`]: the
//! [`Requirement`] with the [`Scope`] and [`ValueField`] of its parts, how many articles hold each ([`ClauseCount`]), how
//! text was [`Segmented`], and the [`Verdict`] on one article with a [`ClauseVerdict`] on each part. A query that finds
//! nothing gets [`Suggestion`]s of what to ask [`Instead`].
//!
//! **Analysis alone.** An [`Analyzer`] cuts text into [`Token`]s by a [`Mode`] (or names an [`UnknownMode`]), with an [`Hmm`] or without, and with the
//! [`Word`]s ([`WordKind`]) of a [`UserDictionary`], whose [`DictionaryError`]s it names, each with its [`DictionaryErrorKind`]. [`normalize()`] and [`NormalizedText`] are
//! the normal form and its map back, [`units`] its [`Unit`]s ([`UnitKind`]). A [`ChineseTokenizer`] with its
//! [`CallbackStream`] fits any tantivy index.
//!
//! **What goes wrong.** An [`Error`] says what happened, where ([`FileAction`] on what), and what to do; a [`Result`] is one
//! of it.
//!
//! # Features
//!
//! - `html`: saved news pages, and `article_from_html`.
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
//! 4. *Words*: unquoted text is cut into words by the dictionary's best path, and an article matches a word exactly when its
//!    normalised title or body contains it. Nothing depends on how a document is segmented.
//! 5. *Symmetry*: one analyzer for all; an index made with another one is refused, and it is said what differs.
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
//! Invariant: arrows go down only; a test reads the manifests. Only `core` names the engine, only the command line the
//! terminal, only `ingest` reads foreign bytes. No crate has unsafe code.
//!
//! # Glossary
//!
//! | word | here |
//! |---|---|
//! | article | one report, photograph or commentary, however it came |
//! | page | the plain text of a newspaper page, which holds several articles |
//! | kicker, title, subtitle | 引题, 主题, 副题 |
//! | dateline | 电头: place and day at the opening of a report |
//! | normal form | a text as [`normalize()`] leaves it |
//! | run | a stretch of ASCII letters and digits of the normal form, with `.` between digits |
//! | unit | a run, or one character outside runs; positions and distances count units |
//! | token | a piece of text that an analyzer makes; a term is a token as the index holds it |
//! | word | a dictionary word of two or more characters, or a run |
//! | quote | text that is looked for exactly |
//! | hit | an article that was found, with its score |
//! | snippet | a passage of a hit, with the places that match |
//! | missing | words of the query that a hit does not hold |

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
    Replaced, Reprints, Requirement, Result, Scope, SearchRequest, SearchResponse, Segmented, Snippet, Sort,
    Span, Stats, Suggestion, SyntaxDiagnosticKind, UnknownName, ValueField, Verdict, Verification, Writer,
    file_key, is_reading, path_of_key, shown_key, verify,
};
#[cfg(feature = "html")]
pub use jianbao_ingest::article_from_html;
pub use jianbao_ingest::{
    Change, Decoded, Entry, Expected, FileReport, Format, FoundFile, IngestError, KeptField, Limits,
    MarkupBound, OptionError, OwnReport, Packing, Part, ReadOptions, Selection, Severity, SpecialFile,
    Stability, Warning, WarningKind, article_from_json, decode, hash_file, read_file, read_json_lines,
};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

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
//! Indexing: bytes → text ([`ingest::decode`]) → page → [`Article`]s ([`article::parse_page`]) → tokens ([`analysis::Analyzer`]) → document
//! ([`Writer::add`]). [`index_paths`] does it for whole folders, and reads only changed files.
//!
//! Searching: string → syntax tree → [`search::Requirement`] ([`Index::explain`] shows both) → tantivy query → [`Hit`]s with
//! [`Snippet`]s ([`Index::search`]).
//!
//! Both use the same [`analysis::Analyzer`], for documents, queries and highlights. Its [`analysis::Fingerprint`] is stored in the index. Each
//! step is a function from one printable value to the next.
//!
//! # The tour
//!
//! An [`Article`] is plain data with a [`Date`]. An [`Index`] is in memory or on disk; [`index_paths`] fills it from files and
//! folders, or a [`Writer`] from articles of any source. A [`SearchRequest`] has the query, the [`Matching`], the [`Sort`] and
//! what else an answer may have. The [`SearchResponse`] has [`Hit`]s, each with its [`Snippet`]s, and a [`Diagnostic`] for each
//! part of the query that may have been misread. A [`Highlighter`] marks the matches of a query in any text. An [`Error`]
//! reports the event and its place, with a code and a remedy as values; a [`Result`] has one. The crate `jianbao-messages`
//! says them, diagnostics and warnings in Chinese.
//!
//! The rest is in modules, each with a tour of its own:
//!
//! | module | contents |
//! |---|---|
//! | [`article`] | the parts of an article; pages split into articles; bylines, days and places |
//! | [`ingest`] | files and folders in, articles and warnings out; runs of indexing |
//! | [`index`] | table of files, statistics, verification, repair |
//! | [`query`] | the query language: parser, syntax tree, dates |
//! | [`search`] | facets, histograms, limits, suggestions, explanations |
//! | [`corpus`] | concordance, course over time, verdicts on sentences |
//! | [`analysis`] | normal form, segmentation, user dictionaries, tokenizers |
//! | [`html`] | text and snippets as safe HTML |
//!
//! Types of other crates in signatures are [`jiff`]'s days and [`serde_json`]'s values. Both crates are re-exported here.
//!
//! # Features
//!
//! - `html`: saved news pages, and `ingest::article_from_html`; `ingest::reasons_of_html` gives for each field a `PageReason` with the `Origin`
//!   that was believed.
//! - `archives`: zip, tar and xz.
//! - `feeds`: RSS and Atom; it needs `html`.
//!
//! All are on by default. Without them pages, articles, JSON and tables are read, and everything else is the same.
//!
//! # The laws
//!
//! 1. *Offsets* are bytes of the raw text, on character boundaries. The raw text is stored as it came.
//! 2. *Normalisation* ([`analysis::normalize()`]) is per character and idempotent: width, case, marks on letters, traditional and
//!    simplified, variants, kinds of quotation marks and dashes make no difference; white space counts only between Latin words.
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
//!         messages                sentences in English and Chinese
//!            |
//!         jianbao                 this façade, and what joins ingest and core
//!        /   |   \
//!       / corpus  \             concordance, trends, verdicts on sentences
//!      /     |     \
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
//! | normalised text | a text after [`analysis::normalize()`] |
//! | run | a stretch of ASCII letters and digits of the normalised text, with `.` between digits |
//! | unit | a run, or one character outside runs; positions and distances count units |
//! | token | a piece of text from an analyzer; a term is a token in the index |
//! | word | a dictionary word of two or more characters, or a run |
//! | quote | text that is searched exactly |
//! | hit | a matching article, with its score |
//! | snippet | a passage of a hit, with highlights |
//! | missing | query words that a hit does not contain |

pub mod analysis;
pub mod article;
pub mod corpus;
pub mod html;
pub mod index;
mod index_files;
pub mod ingest;
pub mod query;
mod reading;
pub mod search;

pub use index_files::index_paths;
pub use jianbao_article::{Article, Date};
pub use jianbao_core::{
    Diagnostic, Error, Highlighter, Hit, Index, Matching, Result, SearchRequest, SearchResponse, Snippet,
    Sort, Writer,
};
pub use {jiff, serde_json};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

//! 剪报 (*jianbao*, newspaper clippings): a full-text search engine for Chinese news reports.
//!
//! A search finds **every** article that matches, best first, with a readable snippet. A program needs only this crate.
//! Input and output are plain owned values. The library neither uses the terminal nor reads environment variables.
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
//! Indexing: bytes → text ([`ingest::decode`]) → page → [`Article`]s ([`article::parse_page`]) → tokens
//! ([`analysis::Analyzer`]) → document ([`Writer::add`]). [`index_paths`] does this for whole folders, and reads only changed
//! files.
//!
//! Searching: string → syntax tree → [`search::Requirement`] ([`Index::explain`] shows both) → tantivy query → [`Hit`]s with
//! [`Snippet`]s ([`Index::search`]).
//!
//! Documents, queries and highlights are analysed by the same [`analysis::Analyzer`], whose [`analysis::Fingerprint`] is stored
//! in the index. Each step is a function from one printable value to the next.
//!
//! # The tour
//!
//! An [`Article`] is plain data with a [`Date`]. An [`Index`] is in memory or on disk. [`index_paths`] fills it from files and
//! folders; a [`Writer`] adds articles of any source. A [`SearchRequest`] contains the query, the [`Matching`], the [`Sort`] and
//! further options. The [`SearchResponse`] contains [`Hit`]s with their [`Snippet`]s, and a [`Diagnostic`] for each part of the
//! query that may have been misread. A [`Highlighter`] marks the matches of a query in any text. An [`Error`], the error type of
//! [`Result`], describes a failure and its place, and has a code and a remedy. The crate `jianbao-messages` has the messages of
//! errors, diagnostics and warnings in English and Chinese.
//!
//! The other items are in modules, each with an overview:
//!
//! | module | contents |
//! |---|---|
//! | [`article`] | the parts of an article; pages split into articles; bylines, days and places |
//! | [`ingest`] | files and folders in, articles and warnings out; runs of indexing |
//! | [`index`] | table of files, statistics, verification, repair |
//! | [`query`] | the query language: parser, syntax tree, dates |
//! | [`search`] | facets, histograms, limits, suggestions, explanations |
//! | [`corpus`] | concordances, frequencies over time, verdicts on sentences |
//! | [`analysis`] | normal form, segmentation, user dictionaries, tokenizers |
//! | [`html`] | text and snippets as safe HTML |
//! | `remote` | an index in a cluster, with the feature `remote` |
//!
//! Types of other crates in signatures are [`jiff`]'s days and [`serde_json`]'s values. Both crates are re-exported here.
//!
//! # Features
//!
//! - `html`: saved news pages, by `ingest::article_from_html`; `ingest::reasons_of_html` gives a `PageReason` for each field,
//!   with the `Origin` of the chosen value.
//! - `archives`: zip, tar and xz.
//! - `feeds`: RSS and Atom; enables `html`.
//! - `remote`: `remote::RemoteIndex`, an index in an OpenSearch or Elasticsearch cluster that answers the same requests. Off by
//!   default.
//!
//! All except `remote` are on by default. Without them, the library still reads text, Markdown, JSON and tables. Nothing else
//! changes.
//!
//! # The laws
//!
//! 1. *Offsets* are bytes of the raw text, on character boundaries. The raw text is stored unchanged.
//! 2. *Normalisation* ([`analysis::normalize()`]) replaces characters one by one, and is idempotent. It removes differences of
//!    width, case, marks on letters, traditional and simplified characters, variants, and kinds of quotation marks and dashes.
//!    White space matters only between Latin words.
//! 3. *Quotes* find exactly the articles whose normalised title or body contains the normalised quote, as grep would.
//! 4. *Words*: unquoted text is segmented along the dictionary's best path. An article matches a word exactly if its normalised
//!    title or body contains the word, as written or in a spelling that readers regard as the same. Matches do not depend on the
//!    segmentation of documents.
//! 5. *Symmetry*: documents, queries and highlights use the same analyzer. An index that was made with another analyzer is
//!    refused, with an error that names the differences.
//! 6. *No text fails*: any query gives a syntax tree and diagnostics, and any bytes give articles and warnings.
//! 7. *Same answer twice*: hits are ordered by score, then by date and time, newest first, then by id.
//!
//! A text contains a string only if neither end of the occurrence is inside a *run*, a number or Latin word: 3万 does not find
//! 1.3万.
//!
//! # The crates
//!
//! ```text
//!           cli
//!            |
//!         messages                messages in English and Chinese
//!            |
//!         jianbao                 this façade, and the indexing of files, which connects ingest and core
//!        /   |   \
//!       / corpus  \             concordance, trends, verdicts on sentences
//!      /     |     \
//!    ingest      core ──────► tantivy; remote ──► core, OpenSearch over HTTP (with the feature `remote`)
//!        \      /  |  \
//!        article  analysis  query        three crates without I/O, independent of one another
//! ```
//!
//! Invariant: each crate depends only on crates below it; a test reads the manifests. Only `core` uses tantivy, only the command
//! line uses the terminal, and only `ingest` decodes untrusted files. No crate has unsafe code.
//!
//! # Glossary
//!
//! | term | meaning here |
//! |---|---|
//! | article | one report, photograph or commentary, from any source |
//! | page | the plain text of a newspaper page, with several articles |
//! | kicker, title, subtitle | 引题, 主题, 副题 |
//! | dateline | 电头: place and day at the opening of a report |
//! | normalised text | a text after [`analysis::normalize()`] |
//! | run | a stretch of ASCII letters and digits of the normalised text, with `.` between digits |
//! | unit | a run, or one character outside runs; positions and distances count units |
//! | token | a part of a text that an analyzer emits; a term is a token in the index |
//! | word | a dictionary word of two or more characters, or a run |
//! | quote | text in quotation marks, which matches only as written |
//! | over signs | a match of unquoted text that ignores quotation marks, brackets, dots, dashes or spaces between its characters |
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
#[cfg(feature = "remote")]
pub mod remote;
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

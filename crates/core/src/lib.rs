//! The search engine of jianbao: articles into an index, queries into hits with snippets.
//!
//! A document's way in: an [`Article`](jianbao_article::Article) is normalised, its words and units become
//! terms ([`Writer::add`]), a commit makes it findable. A query's way: string → syntax tree → plan of what an
//! article must hold, in normalised strings ([`Requirement`]) → the engine's query → the best documents → hits
//! with snippets ([`SearchResponse`]). Both pass through the same
//! [`Analyzer`](jianbao_analysis::Analyzer), whose fingerprint is stored in the index.
//!
//! The decision that carries the rest: documents are indexed with *every* dictionary word that stands in
//! their text and with every character of it, and their normalised text is kept in a form in which strings are looked for
//! as it lies. A word is therefore found exactly where the text contains it, whatever the text around it; and a quote is
//! looked for in the texts that have its words and characters, which are few.
//!
//! Invariant: nothing outside this crate names the engine, tantivy. Its query parser, snippet generator and
//! n-gram tokenizer are not used: they cut Chinese queries otherwise than documents, fail on Chinese
//! punctuation, and count bytes as characters.

mod diagnostic;
mod error;
mod index;
mod names;
mod query;
mod request;
mod search;
mod segment;
mod storage;
mod text;

pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use error::{Error, FileAction, Result};
pub use index::in_progress::FilesInProgress;
pub use index::index::Index;
pub use index::rebuild::Rebuilt;
pub use index::salvage::Loss;
pub use index::stats::Stats;
pub use index::verify::{Corruption, CorruptionKind, Repair, Verification, verify};
pub use index::writer::{Added, Replaced, Writer};
pub use jianbao_query::{Span, SyntaxDiagnosticKind};
pub use names::UnknownName;
pub use query::plan::{Planned, Requirement, Scope, ValueField};
pub use request::{
    Facet, FacetCount, FacetField, HistogramBucket, Hit, Instead, Interval, Matching, Reprints, SearchLimits,
    SearchRequest, SearchResponse, Snippet, Sort, Suggestion,
};
pub use search::explain::{ClauseCount, ClauseVerdict, Explanation, Segmented, Verdict};
pub use search::highlight::Highlighter;
pub use storage::file_key::{file_key, path_of_key, shown_key};
pub use storage::file_table::{FileState, FileTable};
pub use storage::panic_guard::is_reading;

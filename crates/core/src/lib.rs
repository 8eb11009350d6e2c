//! The search engine of jianbao: indexes articles, and answers queries with ranked hits and snippets.
//!
//! Indexing: an [`Article`](jianbao_article::Article) is normalised, its words and units become terms ([`Writer::add`]), and a
//! commit makes it visible. Searching: string → syntax tree → plan of the requirements, in normalised strings ([`Requirement`]) →
//! tantivy query → best documents → hits with snippets ([`SearchResponse`]). Both use the same
//! [`Analyzer`](jianbao_analysis::Analyzer), whose fingerprint is stored in the index.
//!
//! Key decision: *every* dictionary word and every character of a text is indexed, without positions. Substrings and phrases are
//! verified against a forward index, the normalised text in an encoding that can be searched byte by byte. A word is therefore
//! found exactly where the text contains it, whatever is around it. A quote is verified only in the few texts that have all of
//! its words and characters.
//!
//! Invariant: no public name outside this crate mentions tantivy. Its query parser, snippet generator and n-gram tokenizer are
//! not used: they segment Chinese queries differently from documents, fail on Chinese punctuation, and count bytes as characters.

mod corruption;
mod diagnostic;
mod error;
mod index;
mod names;
mod query;
mod remedy;
mod request;
mod search;
mod segment;
mod stop_signal;
mod storage;
mod text;

pub use corruption::CorruptionKind;
pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use error::{AnalyzerDifference, EngineError, Error, FileAction, Result};
pub use index::builder::IndexBuilder;
pub use index::file_writer::FileWriter;
pub use index::in_progress::FilesInProgress;
pub use index::index::Index;
pub use index::kept_keys::KeptKey;
pub use index::rebuild::Rebuilt;
pub use index::salvage::Loss;
pub use index::stats::Stats;
pub use index::verify::{Corruption, Repair, Verification, verify};
pub use index::writer::{Added, Replaced, Writer};
pub use index::writer_options::WriterOptions;
pub use jianbao_query::{Span, SyntaxDiagnosticKind};
pub use names::UnknownName;
pub use query::plan::{Planned, Requirement, Scope, ValueField};
pub use remedy::Remedy;
pub use request::{
    Alternative, AsTyped, Bodies, Facet, FacetCount, FacetField, HistogramBucket, Hit, Interval, Matching,
    Reprints, SearchLimits, SearchRequest, SearchResponse, Snippet, Sort, StretchCount, Suggestion,
};
pub use search::explain::{ClauseCount, ClauseVerdict, ContainedBy, Explanation, Segmented, Verdict};
pub use search::highlight::Highlighter;
pub use stop_signal::StopSignal;
pub use storage::file_key::{file_key, path_of_key, shown_key};
pub use storage::file_table::{FileState, FileTable};
pub use storage::panic_guard::is_reading;

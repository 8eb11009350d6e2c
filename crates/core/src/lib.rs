//! The search engine of jianbao: indexes articles, and answers queries with ranked hits and snippets.
//!
//! Indexing: an [`Article`](jianbao_article::Article) is normalised, its words and units become terms ([`Writer::add`]), and a
//! commit makes it visible. Searching: string → syntax tree → plan of the requirements, in normalised strings ([`Requirement`])
//! → tantivy query → best documents → hits with snippets ([`SearchResponse`]). Both use the same
//! [`Analyzer`](jianbao_analysis::Analyzer), whose fingerprint is stored in the index.
//!
//! Key decision: *every* dictionary word and every character of a text is indexed, without positions. Substrings and phrases
//! are verified against a forward index, which contains the normalised texts in an encoding that can be searched byte by byte.
//! A word is therefore found exactly where the text contains it, whatever is around it. A quote is verified only in the few
//! texts that have all of its words and characters.
//!
//! Invariant: the public API exposes no type of tantivy, and no other crate of the library depends on it. tantivy's query
//! parser, snippet generator and n-gram tokenizer are not used: they segment Chinese queries differently from documents, fail
//! on Chinese punctuation, and count bytes as characters.

mod corruption;
mod diagnostic;
#[cfg(test)]
#[path = "../../../tests/drawn.rs"]
mod drawn;
mod error;
mod facts;
mod index;
mod query;
mod remedy;
mod request;
mod response;
mod search;
mod segment;
mod stop_signal;
mod storage;
mod text;

pub use corruption::CorruptionKind;
pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use error::{AnalyzerDifference, EngineError, Error, FileAction, Result};
pub use facts::{Facts, Lengths, Question};
pub use index::added::{Added, Replaced};
pub use index::builder::IndexBuilder;
pub use index::file_writer::FileWriter;
pub use index::in_progress::FilesInProgress;
pub use index::index::Index;
pub use index::kept_keys::KeptKey;
pub use index::key_field::KeyField;
pub use index::rebuild::Rebuilt;
pub use index::salvage::Loss;
pub use index::snapshot::Snapshot;
pub use index::stats::Stats;
pub use index::verify::{Corruption, Repair, Verification, verify};
pub use index::writer::Writer;
pub use index::writer_options::WriterOptions;
pub use jianbao_analysis::UnknownName;
/// The declared fields of one's own, for the rooms that know no articles.
pub(crate) use jianbao_article::OwnFields;
pub use jianbao_query::{Span, SyntaxDiagnosticKind, page_number};
pub use query::article_terms::{ArticleTerms, ArticleValue};
pub use query::matcher::Matcher;
pub use query::plan::{OwnCondition, Planned, Requirement, Scope, ValueField};
pub use remedy::Remedy;
pub use request::{
    AsTyped, Bodies, Direction, FacetField, FieldHistogramRequest, FieldOrder, FieldPurpose, Interval,
    Matching, NoHistogram, Reprints, SearchLimits, SearchRequest, Sort,
};
pub use response::{
    Alternative, Collapsed, Facet, FacetCount, FieldBucket, FieldFacet, FieldHistogram, FieldSummary,
    HistogramBucket, Hit, SearchResponse, Snippet, StretchCount, Suggestion, SummaryValue,
};
pub use search::excerpt::Excerpt;
pub use search::explain::{ClauseCount, ClauseVerdict, ContainedBy, Explanation, Segmented, Verdict};
pub use search::highlight::Highlighter;
pub use search::matches::{Extent, Matches};
pub use segment::document::{date_of, day_of};
pub use stop_signal::StopSignal;
pub use storage::file_key::{file_key, path_of_key, shown_key};
pub use storage::file_table::{FileState, FileTable};
pub use storage::panic_guard::is_reading;
pub use text::string_terms::{StringPart, StringTerms, person_term};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

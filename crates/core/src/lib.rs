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

mod closeness;
mod coded_string;
mod collect;
mod columns;
mod compact;
mod containment;
mod count;
mod damage;
mod directory;
mod document;
mod doubt;
mod edit_distance;
mod engine;
mod error;
mod excluded;
mod explain;
mod file_key;
mod file_sum;
mod files;
mod in_progress;
mod index;
mod inventory;
mod layout;
mod leftovers;
mod loaded;
mod marker;
mod merging;
mod nearness;
mod normalized_article;
mod occurrences;
mod owned;
mod pair_filter;
mod plan;
mod queue;
mod ranked;
mod rebuild;
mod reprint;
mod request;
mod salvage;
mod schema;
mod seal;
mod search;
mod segment_list;
mod settings;
mod snapshot;
mod snippet;
mod spare;
mod stats;
mod stored;
mod string_query;
mod suggest;
mod terms;
mod text_code;
mod text_column;
mod tokenizers;
mod verified;
mod verify;
mod writer;

pub use damage::is_reading;
pub use doubt::{Diagnostic, Doubt};
pub use error::{Error, FileAction, Result};
pub use explain::{ClauseCount, ClauseVerdict, Explanation, Segmented, Verdict};
pub use file_key::{file_key, path_of_key, shown_key};
pub use files::{FileState, FileTable};
pub use in_progress::FilesInProgress;
pub use index::Index;
pub use jianbao_query::Misreading;
pub use marker::Marker;
pub use plan::{Planned, Requirement, Scope, ValueField};
pub use rebuild::Rebuilt;
pub use request::{
    Bar, Facet, FacetCount, FacetField, Hit, Instead, Interval, Matching, Reprints, SearchRequest,
    SearchResponse, Snippet, Sort, Suggestion,
};
pub use salvage::Loss;
pub use stats::Stats;
pub use verify::{Damage, Flaw, Remedy, Verification, verify};
pub use writer::{Added, Replaced, Writer};

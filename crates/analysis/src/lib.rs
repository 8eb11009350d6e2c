//! Chinese text analysis: normalises, segments, tokenizes.
//!
//! The input is text as printed. The output is tokens whose text is normalised, whose offsets are bytes of the input, and
//! whose positions count units of the normalised text. The steps:
//!
//! ```text
//! raw text ── normalize ──► normal form ── Segmenter by a Dictionary ──► words ── Analyzer ──► tokens
//!                 └── way back: NormalizedText::source_span ◄───────────────────────┘
//! ```
//!
//! - [`normalize`](mod@normalize): one written form for texts that readers regard as the same, and the map back to the raw
//!   characters.
//! - [`unit`](mod@unit): runs and single characters, in which positions are counted.
//! - [`dictionary`](mod@dictionary): jieba's words, as tables inside the program, and a user dictionary.
//! - [`segmenter`]: jieba's segmentation, with the same tokens as jieba-rs.
//! - [`analyzer`]: the interface for documents and queries, with five modes and a fingerprint.
//! - [`mode`]: the five modes by name.
//! - [`tokenizer`]: the analyzer for any tantivy index.
//!
//! Key decision: text is normalised before it is segmented, and the dictionary has normalised words, so that a document in
//! traditional characters matches a query in simplified ones. The cost is a dictionary in two forms, which share one trie; only
//! jieba's own form can be compared with jieba directly. The crate reads no file and prints nothing, does not panic on input,
//! and takes time linear in the text.

pub mod analyzer;
mod callback_stream;
mod cut;
pub mod dictionary;
mod embedded;
pub mod mode;
mod named;
pub mod normalize;
mod segmentation;
pub mod segmenter;
pub mod tokenizer;
mod trie;
pub mod unit;
mod unknown_name;

pub use analyzer::{Analyzer, Fingerprint, Token, Word, WordKind};
pub use callback_stream::CallbackStream;
pub use cut::{Cut, Hmm};
pub use dictionary::{
    Dictionary, DictionaryError, DictionaryErrorKind, MAX_WORD_CHARS, UserDictionary, UserWord,
};
pub use mode::Mode;
pub use normalize::{NORMALIZER_VERSION, NormalizedText, normalize, normalize_into};
pub use segmenter::Segmenter;
pub use tokenizer::ChineseTokenizer;
pub use unit::{MAX_RUN_CHARS, Unit, UnitKind, Units, run_end, units};
pub use unknown_name::UnknownName;

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

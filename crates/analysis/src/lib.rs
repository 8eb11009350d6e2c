//! Chinese text to tokens.

pub mod analyzer;
pub mod dictionary;
mod embedded;
pub mod normalize;
pub mod segmenter;
pub mod tokenizer;
pub mod unit;

pub use analyzer::{Analyzer, Fingerprint, Mode, Token, Word, WordKind};
pub use dictionary::{BadLine, Dictionary, Fault, MAX_WORD_CHARS, UserDictionary, UserWord};
pub use normalize::{NORMALIZER_VERSION, NormalizedText, normalize, normalize_into};
pub use segmenter::{Cut, Hmm, Segmenter};
pub use tokenizer::{ChineseTokenStream, ChineseTokenizer};
pub use unit::{MAX_RUN_CHARS, Unit, UnitKind, Units, run_end, units};

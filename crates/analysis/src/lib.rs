//! Chinese text to tokens.

pub mod analyzer;
mod embedded;
pub mod normalize;
mod segment;
pub mod tokenizer;
pub mod unit;

pub use analyzer::{Analyzer, Fingerprint, Hmm, Mode, Token, Word, WordKind};
pub use normalize::{NORMALIZER_VERSION, NormalizedText, normalize, normalize_into};
pub use tokenizer::{ChineseTokenStream, ChineseTokenizer};
pub use unit::{MAX_RUN_CHARS, Unit, UnitKind, Units, run_end, units};

//! Analysis alone: normal form, segmentation, tokens.
//!
//! - [`Analyzer`] segments text into [`Token`]s. The [`Mode`] can be parsed from its name (error: [`UnknownMode`]), and [`Hmm`]
//!   turns the hidden Markov model on or off. An analyzer also gives the [`Word`]s of a text ([`WordKind`]). Its [`Fingerprint`]
//!   is stored in an index.
//! - [`UserDictionary`] contains [`UserWord`]s, and a [`DictionaryError`] with its [`DictionaryErrorKind`] for each line that
//!   adds no word.
//! - [`normalize()`] gives the normal form of a text, [`NormalizedText`] also the map back to the raw text. [`units`] gives the
//!   [`Unit`]s of a normal form ([`UnitKind`]).
//! - [`Segmenter`] has jieba's segmentation with a [`Dictionary`]; its words are [`Cut`]s.
//! - [`ChineseTokenizer`], with its [`CallbackStream`], is a tokenizer for any tantivy index.
//!
//! ```
//! use jianbao::analysis::{Analyzer, Mode};
//!
//! let tokens = Analyzer::new().tokens("北京大學生", Mode::Full);
//! assert!(tokens.iter().any(|token| token.text == "大学生"));
//! ```

pub use jianbao_analysis::{
    Analyzer, CallbackStream, ChineseTokenizer, Cut, Dictionary, DictionaryError, DictionaryErrorKind,
    Fingerprint, Hmm, Mode, NormalizedText, Segmenter, Token, Unit, UnitKind, UnknownMode, UserDictionary,
    UserWord, Word, WordKind, normalize, units,
};

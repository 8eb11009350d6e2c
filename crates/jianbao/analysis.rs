//! Analysis alone: normal form, segmentation, tokens.
//!
//! An [`Analyzer`] segments text into [`Token`]s in a [`Mode`] (or returns an [`UnknownName`]), with an [`Hmm`] or without. It
//! also gives the [`Word`]s ([`WordKind`]) of a text, and takes a [`UserDictionary`] of [`UserWord`]s with its
//! [`DictionaryError`]s, each of a [`DictionaryErrorKind`]. Its [`Fingerprint`] is stored in an index. [`normalize()`] and
//! [`NormalizedText`] give the normal form and its map back, [`units`] its [`Unit`]s ([`UnitKind`]).
//!
//! A [`Segmenter`] gives the words of jieba by a [`Dictionary`], in the manner of a [`Cut`]. A [`ChineseTokenizer`] with its
//! [`CallbackStream`] fits any tantivy index.
//!
//! ```
//! use jianbao::analysis::{Analyzer, Mode};
//!
//! let tokens = Analyzer::new().tokens("北京大學生", Mode::Full);
//! assert!(tokens.iter().any(|token| token.text == "大学生"));
//! ```

pub use jianbao_analysis::{
    Analyzer, CallbackStream, ChineseTokenizer, Cut, Dictionary, DictionaryError, DictionaryErrorKind,
    Fingerprint, Hmm, Mode, NormalizedText, Segmenter, Token, Unit, UnitKind, UnknownName, UserDictionary,
    UserWord, Word, WordKind, normalize, units,
};

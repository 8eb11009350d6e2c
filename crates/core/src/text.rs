//! String matching: the definition of "a normalised text contains a string".
//!
//! A title or a body is a sequence of units: a character is one, and so is a run of digits or of Latin letters. [`containment`]
//! is the reference definition of "contains", which the tests compare with a plain grep. [`terms`] names the terms that every text
//! with a string must have, and [`string_terms`] gives them to others; [`unquoted`] is the wider containment of unquoted text, which [`reading`] takes over the signs of [`gaps`] and
//! [`numerals`] to other spellings of a number; [`occurrences`] finds the occurrences of strings; [`proximity`] decides whether occurrences are
//! within a distance; [`edit_distance`] compares Latin words; [`encoding`] is the byte encoding in which texts are stored and
//! searched without decoding.
//!
//! Input: normalised strings. Output: answers about them; nothing is kept.
//!
//! Invariant: this module uses neither tantivy, the article types nor the file system; it can be read and tested by itself.

pub(crate) mod containment;
pub(crate) mod edit_distance;
pub(crate) mod encoding;
pub(crate) mod gaps;
pub(crate) mod numerals;
pub(crate) mod occurrences;
pub(crate) mod proximity;
pub(crate) mod reading;
pub(crate) mod string_terms;
pub(crate) mod terms;
pub(crate) mod unquoted;

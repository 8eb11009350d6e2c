//! String matching: the definition of "a normalised text contains a string".
//!
//! A title or a body is a sequence of units: a run of digits or Latin letters, or one other character.
//!
//! - [`containment`] is the reference definition of "contains" for quotes, which the tests compare with a plain grep.
//! - [`unquoted`] is the wider definition for unquoted text: it also matches over [`gaps`], places with signs (encoded by
//!   [`sign_codes`]), by the rules of [`reading`], and matches other spellings of a number by the rules of [`numerals`].
//! - [`terms`] gives the terms that every text with a string must have; [`string_terms`] gives them to other crates.
//! - [`sections`] divides the text of an article into title, body and fields of one's own.
//! - [`occurrences`] finds the occurrences of strings; [`proximity`] decides whether occurrences are within a distance;
//!   [`edit_distance`] compares Latin words.
//! - [`encoding`] is the byte encoding in which texts are stored and searched without decoding; [`coded_units`] are the units of such a
//!   text, [`unit_pairs`] the pairs of adjacent ones, [`surroundings`] the parts of it that are decoded. [`unit_counts`] counts
//!   the units and pairs of a query in one pass over a text.
//!
//! Input: normalised strings. Output: values; this module keeps no state.
//!
//! Invariant: this module uses neither tantivy, the article types nor the file system; it can be read and tested by itself.

pub(crate) mod coded_units;
pub(crate) mod containment;
pub(crate) mod edit_distance;
pub(crate) mod encoding;
pub(crate) mod gaps;
pub(crate) mod numerals;
pub(crate) mod occurrences;
pub(crate) mod proximity;
pub(crate) mod reading;
pub(crate) mod sections;
pub(crate) mod sign_codes;
pub(crate) mod string_terms;
pub(crate) mod surroundings;
pub(crate) mod terms;
pub(crate) mod unit_counts;
pub(crate) mod unit_pairs;
pub(crate) mod unquoted;

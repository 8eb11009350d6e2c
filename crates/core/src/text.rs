//! Strings in texts: the definition of "a normalised text contains a string".
//!
//! A title or a body is a sequence of units: a character is one, and so is a run of digits or of Latin letters. [`containment`]
//! is the law: the definition of "contains" that the tests check against a plain grep. [`terms`] names the terms that every text
//! with a string must have; [`occurrences`] finds the occurrences of strings; [`proximity`] decides whether occurrences are
//! within a distance; [`edit_distance`] compares Latin words; [`encoding`] is the byte encoding in which texts are stored and
//! searched without decoding.
//!
//! Input: normalised strings. Output: answers about them; nothing is kept.
//!
//! Invariant: no tantivy, no article and no path in this room; it can be read and tested by itself.

pub(crate) mod containment;
pub(crate) mod edit_distance;
pub(crate) mod encoding;
pub(crate) mod occurrences;
pub(crate) mod proximity;
pub(crate) mod terms;

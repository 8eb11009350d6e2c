//! Strings in texts: what it means that a normalised text contains a string.
//!
//! A title or a body is a sequence of units: a character is one, and so is a run of digits or of Latin letters.
//! [`containment`] is the law: the definition of "contains" that the tests hold against a plain grep. [`terms`] names the
//! terms that every text with a string must have; [`occurrences`] finds where strings occur; [`proximity`] decides whether
//! occurrences lie within a distance; [`edit_distance`] compares Latin words; [`encoding`] is the byte encoding in which
//! texts are stored and searched without being decoded.
//!
//! In: normalised strings. Out: answers about them, and nothing is kept.
//!
//! Invariant: no tantivy, no article and no path in this room; it can be read and tested by itself.

pub(crate) mod containment;
pub(crate) mod edit_distance;
pub(crate) mod encoding;
pub(crate) mod occurrences;
pub(crate) mod proximity;
pub(crate) mod terms;

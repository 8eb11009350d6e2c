//! Selection of files, and their reading in order.
//!
//! A [`selection`] says which files: paths, patterns, what to leave out. [`walk`] finds them in folders, in one order on every
//! system, never enters an index, and counts what it passes over. [`read`] opens a file, tells whether it changed meanwhile, and sums up what came of it.
//!
//! Input: paths. Output: entries, each an article, a warning or a file that could not be read.
//!
//! Invariant: nothing is written, and no format is named here. [`container`](crate::container) detects the
//! contents of a file.

mod passed_over;
pub(crate) mod read;
pub(crate) mod selection;
pub(crate) mod walk;

//! Selection of files, and their reading in order.
//!
//! A [`selection`] has paths, patterns and exclusions. [`walk`] finds the files in folders, in the same order
//! on every system, and never enters an index. [`read`] reads a file, notices changes meanwhile, and returns
//! a report.
//!
//! Input: paths. Output: entries, each an article, a warning or a file that could not be read.
//!
//! Invariant: nothing is written, and no format is named here. [`container`](crate::container) detects the
//! contents of a file.

pub(crate) mod read;
pub(crate) mod selection;
pub(crate) mod walk;

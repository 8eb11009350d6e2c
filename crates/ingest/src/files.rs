//! Selection of files, and reading them in order.
//!
//! A [`selection`] contains paths, patterns and exclusions. [`walk`] finds the selected files in folders, in
//! the same order on every system; it never enters an index, and counts the files that it passes over.
//! [`read`] reads one file, detects whether it changed in the meantime, and returns a report.
//!
//! Input: paths. Output: entries, each an article, a warning or a file that could not be read.
//!
//! Invariant: nothing is written, and no format is named here. [`container`](crate::container) detects the
//! contents of a file.

mod passed_over;
pub(crate) mod read;
pub(crate) mod selection;
pub(crate) mod walk;

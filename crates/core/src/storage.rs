//! The index directory: files that detect changes, and a list of our own files.
//!
//! - [`layout`] names the files.
//! - [`directory`] is the memory-mapped directory that tantivy writes to and reads from; [`lock`] keeps a second writer out.
//! - [`owned`] lists jianbao's own files, so that nothing else is ever deleted; [`leftovers`] deletes those of killed runs.
//! - [`seal`] detects changed bytes in small files, [`checksums`] in large ones. [`spare`] limits the loss from a damaged file.
//!   [`copied_file`] copies a file for a snapshot. [`panic_guard`] turns a panic caused by damaged bytes into an error.
//! - [`settings`], [`file_table`] and [`segment_list`] are small files; [`file_key`] gives the names of the user's files in
//!   them.
//!
//! Input: named files of bytes. Output: the same bytes, or an error that names the file.
//!
//! Invariant: this module knows no article, no query and no term. It does not interpret the contents of large files.

pub(crate) mod checksums;
pub(crate) mod copied_file;
pub(crate) mod directory;
pub(crate) mod file_key;
pub(crate) mod file_sum;
pub(crate) mod file_table;

pub(crate) mod layout;
pub(crate) mod leftovers;
pub(crate) mod lock;
pub(crate) mod owned;
pub(crate) mod panic_guard;
pub(crate) mod seal;
pub(crate) mod segment_list;
pub(crate) mod settings;
pub(crate) mod spare;

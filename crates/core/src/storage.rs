//! The index directory: files that detect changes, and a list of our own files.
//!
//! [`layout`] names the files. [`directory`] is the memory-mapped directory that tantivy writes to and reads from; [`lock`] keeps
//! a second writer out. [`owned`] lists jianbao's own files, so that nothing else is ever removed; [`leftovers`] removes those of
//! killed runs. [`seal`] and [`checksums`] detect changed bytes, of small files and of large ones; [`spare`] limits the loss from
//! a damaged file; [`copied_file`] copies one for a snapshot; [`panic_guard`] turns a panic over damaged bytes into an error. [`settings`], [`file_table`] and
//! [`segment_list`] are the small files; [`file_key`] names the user's files.
//!
//! Input: bytes under names. Output: the same bytes, or an error that names the file.
//!
//! Invariant: no article, no query and no term in this room. It knows files, not what they mean.

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

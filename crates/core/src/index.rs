//! Life cycle of an index: create, open, write, merge, verify, rebuild.
//!
//! [`Index`](index::Index) is the handle that programs clone and share; a [`builder`] has the options to make one. A [`writer`] hands documents to the indexing threads
//! through a [`queue`] (its [options](writer_options); the guard of [one file's articles](file_writer); the [lock](write_lock)), records [the files](in_progress) that it is reading, and commits. The [`merge_policy`] bounds the
//! segments; [`compact`] merges them into one. A [`reader`] is an opened commit. A [`searcher`] is that commit during one search:
//! it adds document frequencies and the deadline. [`verify`] checks every byte, [`salvage`] reads what a damaged index still has,
//! [`rebuild`] replaces it by a new one. [`stats`] counts.
//!
//! Input: articles. Output: commits, and searchers over them.
//!
//! Invariant: no query, no plan and no hit in this room. Every acknowledged document is in every later commit, until it is
//! removed by name.

pub(crate) mod builder;
mod compact;
pub(crate) mod file_writer;
pub(crate) mod in_progress;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
pub(crate) mod index;
pub(crate) mod kept_keys;
mod merge_policy;
mod queue;
mod reader;
pub(crate) mod rebuild;
pub(crate) mod salvage;
pub(crate) mod searcher;
pub(crate) mod stats;
pub(crate) mod verify;
mod write_lock;
pub(crate) mod writer;
pub(crate) mod writer_options;

//! Life cycle of an index: create, open, write, merge, verify, rebuild.
//!
//! - [`Index`](index::Index) is the handle that programs clone and share; a [`builder`] has the options to create or open one.
//! - Its [`contents`] give articles by id and in order, their places and numbers, and the files they came from.
//! - A [`writer`] passes documents to the indexing threads through a [`queue`], and commits. Its parts:
//!   [options](writer_options), the [keys](key_field) by which an article replaces others, the [writer of one file's
//!   articles](file_writer), which takes all of them or none, the [lock](write_lock), the list of [files in
//!   progress](in_progress), the [outcome](added) of adding an article, and the count of [`uncommitted`] changes.
//! - The [`merge_policy`] bounds the size of segments; [`compact`] merges them into one.
//! - A [`reader`] is an opened commit. A [`searcher`] is that commit during one search, with document frequencies, the
//!   [`verdicts`] on texts and the deadline.
//! - [`verify`] checks every byte, [`salvage`] reads the intact articles of a damaged index, [`rebuild`] replaces the index by
//!   a new one.
//! - [`snapshot`] copies an index while it is written. [`stats`] counts.
//!
//! Input: articles. Output: commits, and searchers over them.
//!
//! Invariant: this module knows no query, no plan and no hit. An acknowledged document is in every later commit until a request
//! removes or replaces it.

pub(crate) mod added;
pub(crate) mod builder;
mod compact;
mod contents;
pub(crate) mod file_writer;
pub(crate) mod in_progress;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
pub(crate) mod index;
pub(crate) mod kept_keys;
pub(crate) mod key_field;
mod merge_policy;
mod queue;
mod reader;
pub(crate) mod rebuild;
pub(crate) mod salvage;
pub(crate) mod searcher;
pub(crate) mod snapshot;
pub(crate) mod stats;
mod uncommitted;
pub(crate) mod verdicts;
pub(crate) mod verify;
mod write_lock;
pub(crate) mod writer;
pub(crate) mod writer_options;

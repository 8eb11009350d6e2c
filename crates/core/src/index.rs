//! The life of an index: made, opened, written, merged, verified, rebuilt.
//!
//! [`Index`](index::Index) is the handle that programs clone and share. A [`writer`] hands documents to the threads that
//! index them through a [`queue`], records [which files](in_progress) it is reading, and commits; the [`merge_policy`] bounds
//! the segments, [`compact`] makes them one. A [`reader`] is one commit, opened; a [`searcher`] is that commit for the time
//! of one search: document frequencies and the deadline. [`verify`] checks every byte, [`salvage`] reads what a damaged
//! index still has, [`rebuild`] makes a new index of it in place. [`stats`] counts.
//!
//! In: articles. Out: commits, and searchers of them.
//!
//! Invariant: no query, no plan and no hit in this room. Every document that a commit acknowledged is in every later
//! one, until it is removed by name.

mod compact;
pub(crate) mod in_progress;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
pub(crate) mod index;
mod merge_policy;
mod queue;
mod reader;
pub(crate) mod rebuild;
pub(crate) mod salvage;
pub(crate) mod searcher;
pub(crate) mod stats;
pub(crate) mod verify;
pub(crate) mod writer;

//! Search: from a request to a response, with the best documents, facets, highlights and explanations.
//!
//! - [`search`] performs a complete search.
//! - [`top_docs`] collects the best documents without losing ties; [`rescore`] chooses the part of them that is ranked once more,
//!   [`second_reading`] scores their texts.
//! - [`word_boundaries`] puts articles with a word as a word of its text first.
//! - [`facets`] counts over all matches.
//! - [`own_order`] and [`own_counts`] order and count by fields of one's own.
//! - [`highlight`] marks matches; [`snippet`] chooses the sentences around them.
//! - [`excerpt`] searches some articles of a larger collection, by facts of the whole.
//! - [`explain`] shows the interpretation of a query, and the reason why an article matches or not.
//! - [`suggest`] offers alternatives to a clause without matches.
//! - [`matches`] reads every article that matches, for views over a corpus.
//! - [`removal`] gives the matches of a request to a writer.
//!
//! Input: a request and a searcher. Output: a response of plain values.
//!
//! Invariant: this module writes nothing except through a writer, and opens no file by name. A search uses the same searcher from
//! beginning to end.

pub(crate) mod excerpt;
pub(crate) mod explain;
mod facets;
pub(crate) mod highlight;
pub(crate) mod matches;
mod own_counts;
mod own_order;
mod removal;
mod rescore;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
mod search;
mod second_reading;
mod snippet;
mod suggest;
mod top_docs;
mod word_boundaries;

//! Search: from a request to a response, with the best documents, facets, highlights and explanations.
//!
//! [`search`] is the whole way. [`top_docs`] collects the best documents and loses no ties, [`rescore`] boosts those in which the
//! words of the query are adjacent, [`facets`] counts over all matches. [`highlight`] marks matches, [`snippet`] chooses the
//! sentences around them. [`explain`] shows the reading of a query and why an article matches; [`suggest`] offers other spellings
//! for a clause without matches. [`matches`] reads every article that matches, for views over a corpus.
//!
//! Input: a request and a searcher. Output: a response of plain values.
//!
//! Invariant: nothing is written here, and no file is opened by name. A search sees one searcher from beginning to end.

pub(crate) mod explain;
mod facets;
pub(crate) mod highlight;
pub(crate) mod matches;
mod rescore;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
mod search;
mod snippet;
mod suggest;
mod top_docs;

//! From a request to a response: the best documents, counted, highlighted and explained.
//!
//! [`search`] goes the whole way. [`top_docs`] collects the best documents and loses none that tie, [`rescore`] rescores
//! them where the words of the query stand side by side, [`facets`] counts over all matches. [`highlight`] marks matches,
//! [`snippet`] chooses the sentences that show them. [`explain`] says how a query was read and why an article matches;
//! [`suggest`] offers other spellings for a clause without matches.
//!
//! In: a request and a searcher. Out: a response of plain values.
//!
//! Invariant: nothing is written here, and no file is opened by name. A search sees one searcher from beginning to end.

pub(crate) mod explain;
mod facets;
pub(crate) mod highlight;
mod rescore;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
mod search;
mod snippet;
mod suggest;
mod top_docs;

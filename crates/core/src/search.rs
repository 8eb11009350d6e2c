pub(crate) mod closeness;
pub(crate) mod explain;
pub(crate) mod facets;
pub(crate) mod highlight;
#[expect(clippy::module_inception, reason = "the room is named by its main noun")]
pub(crate) mod search;
pub(crate) mod snippet;
pub(crate) mod suggest;
pub(crate) mod top_docs;

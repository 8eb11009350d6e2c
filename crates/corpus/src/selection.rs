//! Selections of articles for a view.

use jianbao_core::SearchRequest;

/// The same request with another query: its days stay.
pub(crate) fn with_query(search: &SearchRequest, query: impl Into<String>) -> SearchRequest {
    let mut other = search.clone();
    other.query = query.into();
    other
}

/// All articles of the days of a request.
pub(crate) fn all_within(search: &SearchRequest) -> SearchRequest {
    with_query(search, "*")
}

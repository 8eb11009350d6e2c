pub(crate) mod exclude_query;
pub(crate) mod plan;
pub(crate) mod ranked_query;
pub(crate) mod string_query;
pub(crate) mod translate;
pub(crate) mod verified_query;

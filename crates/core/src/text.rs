pub(crate) mod containment;
pub(crate) mod edit_distance;
pub(crate) mod encoding;
pub(crate) mod occurrences;
pub(crate) mod proximity;
pub(crate) mod terms;

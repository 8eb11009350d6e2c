//! Formats of articles: one file each.

pub(crate) mod csv;
#[cfg(feature = "feeds")]
pub(crate) mod feed;
pub(crate) mod format;
#[cfg(feature = "html")]
pub(crate) mod html;
pub(crate) mod json_lines;
pub(crate) mod json_values;
pub(crate) mod markdown;
pub(crate) mod whole;

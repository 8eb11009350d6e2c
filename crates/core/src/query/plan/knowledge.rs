//! Facts of an index on which a plan depends.

use super::Scope;
use crate::error::Result;
use crate::segment::own_columns::OwnColumns;

/// The facts of an index on which a plan depends.
pub(crate) trait Knowledge {
    /// True if any article contains a string of unquoted text.
    fn contains(&self, text: &str, scope: &Scope) -> Result<bool>;

    /// True if any article has a reporter, correspondent or photographer of this name, normalised.
    fn has_person(&self, name: &str) -> Result<bool>;

    /// The number of articles of a source, by its whole name, normalised.
    fn articles_of_source(&self, name: &str) -> Result<u64>;

    /// True if an article, even one deleted since, has an unknown field of this name.
    fn has_kept_key(&self, name: &str) -> Result<bool>;

    /// The fields of one's own.
    fn own(&self) -> &OwnColumns;
}

/// An index with every string and no people.
#[cfg(test)]
pub(crate) struct EveryString;

#[cfg(test)]
impl Knowledge for EveryString {
    fn contains(&self, _: &str, _: &Scope) -> Result<bool> {
        Ok(true)
    }

    fn has_person(&self, _: &str) -> Result<bool> {
        Ok(false)
    }

    fn articles_of_source(&self, _: &str) -> Result<u64> {
        Ok(0)
    }

    fn has_kept_key(&self, _: &str) -> Result<bool> {
        Ok(false)
    }

    fn own(&self) -> &OwnColumns {
        OwnColumns::none()
    }
}

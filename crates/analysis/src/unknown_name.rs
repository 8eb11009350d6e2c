//! Error of parsing an enum by the name of its value, such as a mode.

use std::fmt;

/// A name that none of the values of a type has.
///
/// ```
/// use jianbao_analysis::Mode;
///
/// let unknown = "n-gram".parse::<Mode>().unwrap_err();
/// assert_eq!(unknown.to_string(), "n-gram is none of exact, full, search, bigram, unigram");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The given name.
    pub name: String,
    /// The known names.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is none of {}", self.name, self.known.join(", "))
    }
}

impl std::error::Error for UnknownName {}

//! Tokenizer modes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::UnknownName;

/// The tokenizer modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The best path through the dictionary: every character in one token.
    Exact,
    /// Every dictionary word of two or more characters that occurs in the text, and runs.
    Full,
    /// The best path. Before each of its words come the dictionary words of two and three characters
    /// inside it.
    Search,
    /// Every bigram of non-ASCII letters or digits, such characters without a neighbour, and runs.
    Bigram,
    /// Every unit.
    Unigram,
}

impl Mode {
    /// Every mode, in the order of the definition.
    pub const ALL: [Mode; 5] = [Mode::Exact, Mode::Full, Mode::Search, Mode::Bigram, Mode::Unigram];

    /// The name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Exact => "exact",
            Mode::Full => "full",
            Mode::Search => "search",
            Mode::Bigram => "bigram",
            Mode::Unigram => "unigram",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Mode {
    type Err = UnknownName;

    /// ```
    /// use jianbao_analysis::Mode;
    ///
    /// assert_eq!("bigram".parse(), Ok(Mode::Bigram));
    /// assert_eq!("n-gram".parse::<Mode>().unwrap_err().name, "n-gram");
    /// ```
    fn from_str(name: &str) -> Result<Mode, UnknownName> {
        let unknown = || UnknownName { name: name.to_owned(), known: Mode::ALL.map(Mode::name).to_vec() };
        Mode::ALL.into_iter().find(|mode| mode.name() == name).ok_or_else(unknown)
    }
}

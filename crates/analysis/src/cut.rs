//! A word found in a text ([`Cut`]), and the switch for the hidden Markov model ([`Hmm`]).

use serde::{Deserialize, Serialize};

/// The switch of jieba's hidden Markov model, which joins single characters of the best path to words that are not in the
/// dictionary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hmm {
    /// Single characters stay single.
    #[default]
    Off,
    /// Single characters are joined if the model finds that likelier.
    On,
}

/// A word of a text, by its bytes and its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cut {
    /// First byte.
    pub start_byte: usize,
    /// Byte after the last one.
    pub end_byte: usize,
    /// First character.
    pub start_char: usize,
    /// Character after the last one.
    pub end_char: usize,
}

impl Cut {
    /// The bytes of the text.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.start_byte..self.end_byte
    }
}

//! A word found in a text ([`Cut`]), and the switch for the hidden Markov model ([`Hmm`]).

/// The switch of jieba's hidden Markov model, which joins single characters of the best path to words that are not in the
/// dictionary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hmm {
    /// Single characters stay single.
    #[default]
    Off,
    /// Single characters are joined if the model finds that likelier.
    On,
}

/// A stretch of a text, in bytes and in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

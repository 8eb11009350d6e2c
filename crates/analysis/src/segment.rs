//! Best paths and contained words of stretches of normalised text without runs, through jieba-rs.

use std::sync::LazyLock;

use jieba_rs::{Jieba, Token};

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

use crate::analyzer::Hmm;

/// A stretch of text, in bytes and in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) start_byte: usize,
    pub(crate) end_byte: usize,
    pub(crate) start_char: usize,
    pub(crate) end_char: usize,
}

impl From<Token<'_>> for Cut {
    fn from(token: Token<'_>) -> Self {
        Cut {
            start_byte: token.byte_start,
            end_byte: token.byte_end,
            start_char: token.start,
            end_char: token.end,
        }
    }
}

pub(crate) fn cut(text: &str, hmm: Hmm) -> Vec<Cut> {
    JIEBA.cut(text, hmm == Hmm::On).into_iter().map(Cut::from).collect()
}

pub(crate) fn cut_for_search(text: &str, hmm: Hmm) -> Vec<Cut> {
    JIEBA.cut_for_search(text, hmm == Hmm::On).into_iter().map(Cut::from).collect()
}

pub(crate) fn contained(text: &str) -> Vec<Cut> {
    JIEBA.cut_all(text).into_iter().filter(|token| token.end - token.start >= 2).map(Cut::from).collect()
}

//! The parts of an article in which places are found, and their lines.

use jianbao_article::Article;
use serde::{Deserialize, Serialize};

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticlePart {
    /// The headline: [`Article::title_text`].
    Title,
    /// All below it: [`Article::body_text`].
    Body,
}

impl ArticlePart {
    /// The name, as in JSON: `title` or `body`.
    pub fn name(self) -> &'static str {
        match self {
            ArticlePart::Title => "title",
            ArticlePart::Body => "body",
        }
    }

    /// The printed text of the part.
    pub(crate) fn text(self, article: &Article) -> String {
        match self {
            ArticlePart::Title => article.title_text(),
            ArticlePart::Body => article.body_text(),
        }
    }
}

/// The number of the line in which a byte of a text stands, from 1, and the byte at which that line begins.
pub(crate) fn line_at(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let text = "雨后\n街上";
        assert_eq!(line_at(text, 0), (1, 0));
        assert_eq!(line_at(text, 3), (1, 0));
        assert_eq!(line_at(text, 7), (2, 7));
        assert_eq!(line_at(text, 10), (2, 7));
    }
}

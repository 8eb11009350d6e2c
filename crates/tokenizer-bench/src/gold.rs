//! Gold segmentation, made by people, in the format of the SIGHAN bakeoffs: words separated by white space.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

/// Lines segmented into words by people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    lines: Vec<(String, Vec<Range<usize>>)>,
}

/// Precision and recall against the gold: a token is right if the gold has a word with the same first and last byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Share of the tokens that are right.
    pub precision: f64,
    /// Share of the gold's words that were found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Gold {
    /// Reads words separated by white space; skips empty lines.
    ///
    /// ```
    /// use jianbao_tokenizer_bench::Gold;
    ///
    /// let gold = Gold::parse("春茶  上  高铁\n\n早市 开 了");
    /// assert_eq!(gold.texts().collect::<Vec<_>>(), ["春茶上高铁", "早市开了"]);
    /// let by_character = gold.score(|text| text.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect());
    /// assert_eq!((by_character.precision, by_character.recall), (3.0 / 9.0, 3.0 / 6.0));
    /// ```
    pub fn parse(text: &str) -> Gold {
        let line = |line: &str| {
            let (mut text, mut words) = (String::new(), Vec::new());
            for word in line.split_whitespace() {
                words.push(text.len()..text.len() + word.len());
                text.push_str(word);
            }
            (text, words)
        };
        Gold { lines: text.lines().map(line).filter(|(text, _)| !text.is_empty()).collect() }
    }

    /// The lines without spaces.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|(text, _)| text.as_str())
    }

    /// The score against the gold of `cut`, which gives the bytes of a line's tokens.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2⁵³ words")]
    pub fn score(&self, mut cut: impl FnMut(&str) -> Vec<Range<usize>>) -> Score {
        let (mut right, mut cuts, mut words) = (0, 0, 0);
        for (text, gold) in &self.lines {
            let own = cut(text);
            let gold: HashSet<&Range<usize>> = gold.iter().collect();
            right += own.iter().filter(|span| gold.contains(span)).count();
            cuts += own.len();
            words += gold.len();
        }
        let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
        let f1 = if right == 0 { 0.0 } else { 2.0 * right as f64 / (cuts + words) as f64 };
        Score { precision: share(cuts), recall: share(words), f1 }
    }
}

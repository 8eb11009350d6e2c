//! User dictionary: one word a line, `word [frequency] [tag]`, in jieba's format.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Maximum length of a word in characters: real words are shorter, but a damaged file's line may be longer.
pub const MAX_WORD_CHARS: usize = 255;

/// The words of a user dictionary file.
///
/// ```
/// use jianbao_analysis::UserDictionary;
///
/// let user = UserDictionary::parse("平湖号 300 nz\n云上大集\n# 5 x y\n");
/// assert_eq!(user.words().len(), 2);
/// assert_eq!(user.words()[0].frequency, Some(300));
/// assert_eq!(user.bad_lines()[0].to_string(), "line 3: `# 5 x y` is not `word [frequency] [tag]`");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserDictionary {
    words: Vec<UserWord>,
    bad_lines: Vec<DictionaryError>,
}

/// A word of a user dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserWord {
    /// Counted from 1.
    pub line_number: usize,
    /// The word as written.
    pub word: String,
    /// `None`: high enough for the word to be segmented as one, as jieba suggests it. 0 removes a word.
    pub frequency: Option<u64>,
    /// Part of speech, for [`Dictionary::tag`](crate::Dictionary::tag).
    pub tag: Option<String>,
}

impl UserWord {
    /// The line of this word as one that adds none.
    pub(super) fn error(&self, kind: DictionaryErrorKind) -> DictionaryError {
        DictionaryError { line_number: self.line_number, line: self.word.clone(), kind }
    }
}

/// A line that adds no word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryError {
    /// Counted from 1.
    pub line_number: usize,
    /// The line as written.
    pub line: String,
    /// The kind of error.
    pub kind: DictionaryErrorKind,
}

/// The kinds of errors in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DictionaryErrorKind {
    /// The line does not have the form `word [frequency] [tag]`.
    Form,
    /// The word has more than 255 characters.
    TooLong,
    /// The word contains a character that the dictionary cannot store. In the normal form, this is a sign or a character of
    /// another script, in a word without letters or digits.
    Unholdable,
    /// The dictionary has no room for more words, more different characters or more different frequencies.
    Full,
}

impl UserDictionary {
    /// Reads `text` line by line. Empty lines are skipped; a byte order mark too.
    pub fn parse(text: &str) -> Self {
        let mut user = UserDictionary::default();
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let line_number = index + 1;
            match parse_line(line, line_number) {
                Ok(word) => user.words.extend(word),
                Err(kind) => {
                    user.bad_lines.push(DictionaryError { line_number, line: line.to_owned(), kind })
                }
            }
        }
        user
    }

    /// The words, in order.
    pub fn words(&self) -> &[UserWord] {
        &self.words
    }

    /// The lines that are not words, in order.
    pub fn bad_lines(&self) -> &[DictionaryError] {
        &self.bad_lines
    }
}

fn parse_line(line: &str, line_number: usize) -> Result<Option<UserWord>, DictionaryErrorKind> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let (word, frequency, tag) = match fields[..] {
        [] => return Ok(None),
        [word] => (word, None, None),
        [word, number] if number.starts_with(|c: char| c.is_ascii_digit()) => (word, Some(number), None),
        [word, tag] => (word, None, Some(tag)),
        [word, number, tag] => (word, Some(number), Some(tag)),
        _ => return Err(DictionaryErrorKind::Form),
    };
    if word.chars().nth(MAX_WORD_CHARS).is_some() {
        return Err(DictionaryErrorKind::TooLong);
    }
    // Tags are ASCII; anything else there is part of another kind of line.
    if tag.is_some_and(|tag| !tag.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Err(DictionaryErrorKind::Form);
    }
    let frequency =
        frequency.map(|number| number.parse::<u64>().map_err(|_| DictionaryErrorKind::Form)).transpose()?;
    Ok(Some(UserWord { line_number, word: word.to_owned(), frequency, tag: tag.map(str::to_owned) }))
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DictionaryError { line_number, line, kind } = self;
        let shown: String = line.chars().take(40).collect();
        let more = if shown.len() < line.len() { "…" } else { "" };
        write!(f, "line {line_number}: `{shown}{more}` {kind}")
    }
}

impl std::error::Error for DictionaryError {}

impl std::error::Error for DictionaryErrorKind {}

impl fmt::Display for DictionaryErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DictionaryErrorKind::Form => "is not `word [frequency] [tag]`",
            DictionaryErrorKind::TooLong => "has a word of more than 255 characters",
            DictionaryErrorKind::Unholdable => "has a word with characters that no word can contain",
            DictionaryErrorKind::Full => "does not fit into the dictionary any more",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_words_with_frequency_and_tag_or_without() {
        let user = UserDictionary::parse("\u{FEFF}甲乙\n甲乙 5\r\n\n  甲乙\tn \n甲乙 5 nz\n");
        let words: Vec<_> =
            user.words().iter().map(|w| (w.line_number, w.frequency, w.tag.as_deref())).collect();
        let expected = [(1, None, None), (2, Some(5), None), (4, None, Some("n")), (5, Some(5), Some("nz"))];
        assert_eq!(words, expected);
        assert!(user.bad_lines().is_empty() && user.words().iter().all(|w| w.word == "甲乙"));
    }

    #[test]
    fn bad_lines_are_reported_by_number_and_the_others_stay() {
        let long = "甲".repeat(256);
        let text =
            format!("甲乙 5x\n甲乙 -1 n\n甲乙 99999999999999999999\n甲 乙 丙 丁\n{long}\n甲乙 名\n丙丁\n");
        let user = UserDictionary::parse(&text);
        let faults: Vec<_> = user.bad_lines().iter().map(|bad| (bad.line_number, bad.kind)).collect();
        let form = DictionaryErrorKind::Form;
        assert_eq!(
            faults,
            [(1, form), (2, form), (3, form), (4, form), (5, DictionaryErrorKind::TooLong), (6, form)]
        );
        assert_eq!(user.words()[0].word, "丙丁");
    }
}

//! The analyzer, which both documents and queries pass through.
//!
//! It turns text into tokens in one of five [modes](Mode). Segmentation works on normalised text with a dictionary of
//! normalised words. Runs (see [`unit`](mod@crate::unit)) are separate tokens in every mode.
//!
//! **Laws.**
//! - The tokens of [`Mode::Exact`] and [`Mode::Unigram`], concatenated, are the normalised text without spaces.
//! - The tokens of [`Mode::Full`] are all dictionary words of two or more characters that occur anywhere in the normalised
//!   text, and its runs.
//! - User words with letters or digits (ai芯片) replace the tokens that they consist of in [`Mode::Exact`], and are additional
//!   tokens in [`Mode::Search`] and [`Mode::Full`]. [`Analyzer::exact`] and [`Analyzer::each_full_word`], which jianbao's
//!   indexes and queries use, ignore them. Such words therefore change tokens, but not the matches of jianbao's queries.
//! - The span of a token is in bytes of the raw text, on character boundaries; its text is normalised.

mod joined;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    Cut, Dictionary, DictionaryError, DictionaryErrorKind, Hmm, Mode, NORMALIZER_VERSION, NormalizedText,
    Segmenter, Unit, UnitKind, UserDictionary, run_end, units,
};

/// A token: normalised text, and its place in the raw text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Token {
    /// The normalised text.
    pub text: String,
    /// First byte in the raw text.
    pub start_byte: usize,
    /// Byte after the last one in the raw text.
    pub end_byte: usize,
    /// Ordinal of the token's first unit in the normalised text.
    pub position: usize,
}

/// A piece of the best path, in normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Word {
    /// First byte in the normalised text.
    pub start_byte: usize,
    /// Byte after the last one in the normalised text.
    pub end_byte: usize,
    /// Its length in characters.
    pub chars: usize,
    /// Its kind.
    pub kind: WordKind,
}

impl Word {
    /// The bytes of the normalised text.
    pub fn bytes(&self) -> Range<usize> {
        self.start_byte..self.end_byte
    }
}

/// The kinds of pieces on the best path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordKind {
    /// Two or more characters: a word of the dictionary.
    Word,
    /// A single letter or digit beyond ASCII (a Han character, kana, ²; `char::is_alphanumeric`).
    Character,
    /// ASCII letters and digits.
    Run,
    /// Any other single character: punctuation, a symbol, the space between two runs.
    Sign,
}

/// Turns text into tokens. Cheap to clone; threads may share it.
///
/// ```
/// use jianbao_analysis::{Analyzer, Mode};
///
/// let analyzer = Analyzer::new();
/// let texts = |raw, mode| analyzer.tokens(raw, mode).into_iter().map(|t| t.text).collect::<Vec<_>>();
/// assert_eq!(texts("劳动者权益", Mode::Exact), ["劳动者", "权益"]);
/// assert_eq!(texts("劳动者权益", Mode::Full), ["劳动", "劳动者", "权益"]);
/// assert_eq!(texts("涨５.２％", Mode::Exact), ["涨", "5.2", "%"]);
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    segmenter: Segmenter,
    hmm: Hmm,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// An analyzer with the embedded dictionary, without the hidden Markov model.
    pub fn new() -> Self {
        Analyzer { segmenter: Segmenter::new(Dictionary::normal_form()), hmm: Hmm::Off }
    }

    /// Sets whether the modes exact and search of [`tokens`](Self::tokens) and
    /// [`each_token`](Self::each_token) use the hidden Markov model.
    pub fn with_hmm(mut self, hmm: Hmm) -> Self {
        self.hmm = hmm;
        self
    }

    /// An analyzer with your own dictionary in place of jieba's, and the lines of `base` that add no word. See
    /// [`Dictionary::empty`].
    ///
    /// ```
    /// use jianbao_analysis::{Analyzer, Mode, UserDictionary};
    ///
    /// let base = UserDictionary::parse("平湖 30\n平湖号 5\n啟航 12\n");
    /// let (analyzer, _) = Analyzer::with_own_dictionary(&base);
    /// let texts: Vec<_> = analyzer.tokens("平湖號启航仪式", Mode::Exact).into_iter().map(|t| t.text).collect();
    /// assert_eq!(texts, ["平湖号", "启航", "仪", "式"]);
    /// ```
    pub fn with_own_dictionary(base: &UserDictionary) -> (Self, Vec<DictionaryError>) {
        let empty = Analyzer { segmenter: Segmenter::new(Dictionary::empty_normal_form()), hmm: Hmm::Off };
        empty.with_user_dictionary(base)
    }

    /// The analyzer with a user dictionary, and the lines of it that add no word. See
    /// [`Dictionary::with_user_dictionary`].
    ///
    /// A word with letters or digits changes tokens, but not the fingerprint. It replaces tokens of the best path if its ends
    /// are token boundaries and not inside a run. In the modes search and full, its parts are tokens too.
    ///
    /// ```
    /// use jianbao_analysis::{Analyzer, Mode, UserDictionary};
    ///
    /// let user = UserDictionary::parse("雲上大集 200\n5G大集\n、、\n");
    /// let (analyzer, bad_lines) = Analyzer::new().with_user_dictionary(&user);
    /// let words = analyzer.exact("云上大集开幕");
    /// assert_eq!(words[0].chars, 4);
    /// assert_ne!(analyzer.fingerprint(), Analyzer::new().fingerprint());
    /// let texts = |mode| analyzer.tokens("５Ｇ大集", mode).into_iter().map(|t| t.text).collect::<Vec<_>>();
    /// assert_eq!(texts(Mode::Exact), ["5g大集"]);
    /// assert_eq!(texts(Mode::Search), ["5g", "大集", "5g大集"]);
    /// assert_eq!(bad_lines[0].line_number, 3);
    /// ```
    pub fn with_user_dictionary(mut self, user: &UserDictionary) -> (Self, Vec<DictionaryError>) {
        let (dictionary, bad_lines) = self.segmenter.dictionary().with_user_dictionary(user);
        self.segmenter = Segmenter::new(dictionary);
        (self, bad_lines)
    }

    /// Adds one word. See [`Dictionary::add_word`].
    ///
    /// # Errors
    ///
    /// If the word cannot be in the dictionary, or if there is no room for it.
    ///
    /// ```
    /// use jianbao_analysis::{Analyzer, Mode};
    ///
    /// let mut analyzer = Analyzer::new();
    /// analyzer.add_word("雲上大集", None, None)?;
    /// assert_eq!(analyzer.tokens("云上大集", Mode::Exact).len(), 1);
    /// # Ok::<(), jianbao_analysis::DictionaryErrorKind>(())
    /// ```
    pub fn add_word(
        &mut self,
        word: &str,
        frequency: Option<u64>,
        tag: Option<&str>,
    ) -> Result<u64, DictionaryErrorKind> {
        self.segmenter.add_word(word, frequency, tag)
    }

    /// The dictionary, of normalised words.
    pub fn dictionary(&self) -> &Dictionary {
        self.segmenter.dictionary()
    }

    /// Calls `each` with the bytes of every dictionary word of two or more characters that occurs anywhere in `normalized`,
    /// and of every run: in order of their starts, then of their ends.
    #[inline]
    pub fn each_full_word(&self, normalized: &str, mut each: impl FnMut(Range<usize>)) {
        self.each_contained(normalized, |placed| each(placed.bytes()));
    }

    /// The best path through `normalized` without the hidden Markov model, with each run as one word. Queries are segmented in
    /// this way. The words, concatenated, are the text, spaces included.
    pub fn exact(&self, normalized: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut runs = Runs::new(normalized);
        self.segmenter.each_cut(normalized, Hmm::Off, |cut| {
            words.extend(runs.placed(cut).map(|placed| placed.word(normalized)));
        });
        words
    }

    /// The tokens of `raw`, in order of their positions; in [`Mode::Search`] the parts of a word come before it.
    pub fn tokens(&self, raw: &str, mode: Mode) -> Vec<Token> {
        let normalized = NormalizedText::new(raw);
        let mut tokens = Vec::new();
        self.each_token(normalized.text(), mode, |bytes, position| {
            let source = normalized.source_span(bytes.clone());
            tokens.push(Token {
                text: normalized.text()[bytes].to_owned(),
                start_byte: source.start,
                end_byte: source.end,
                position,
            });
        });
        tokens
    }

    /// Calls `each` with the bytes of every token of `normalized`, and the ordinal of its first unit.
    #[inline]
    pub fn each_token(&self, normalized: &str, mode: Mode, mut each: impl FnMut(Range<usize>, usize)) {
        self.each_placed(normalized, mode, |placed| each(placed.bytes(), placed.ordinal));
    }

    /// Calls `each` with every token of `normalized`.
    #[inline]
    pub(crate) fn each_placed(&self, normalized: &str, mode: Mode, each: impl FnMut(Placed)) {
        if self.dictionary().mixed_words().is_empty() {
            self.each_placed_of_tables(normalized, mode, each);
        } else {
            self.each_placed_or_joined(normalized, mode, each);
        }
    }

    /// The same without the words that contain letters or digits.
    #[inline]
    fn each_placed_of_tables(&self, normalized: &str, mode: Mode, mut each: impl FnMut(Placed)) {
        let mut runs = Runs::new(normalized);
        let each_but_spaces = |cut: Cut| {
            if let Some(placed) = runs.placed(cut)
                && normalized.as_bytes()[placed.start_byte] != b' '
            {
                each(placed);
            }
        };
        match mode {
            Mode::Exact => self.segmenter.each_cut(normalized, self.hmm, each_but_spaces),
            Mode::Search => self.segmenter.each_cut_for_search(normalized, self.hmm, each_but_spaces),
            Mode::Full => self.each_contained(normalized, each),
            Mode::Bigram => each_bigram(normalized, each),
            Mode::Unigram => {
                for unit in units(normalized).filter(|unit| unit.kind != UnitKind::Character(' ')) {
                    each(Placed::from(unit));
                }
            }
        }
    }

    /// The parameters of the analyzer on which an index depends. User words with letters or digits are not among them.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            normalizer_version: NORMALIZER_VERSION,
            dictionary_hash: self.segmenter.dictionary().hash(),
            hmm: self.hmm,
        }
    }

    #[inline]
    fn each_contained(&self, normalized: &str, mut each: impl FnMut(Placed)) {
        let mut runs = Runs::new(normalized);
        self.segmenter.each_contained_or_delimiter(normalized, |cut| {
            if let Some(placed) = runs.word_or_run(cut) {
                each(placed);
            }
        });
    }
}

/// A token by its place in the normalised text.
#[derive(Clone, Copy)]
pub(crate) struct Placed {
    /// First byte in the normalised text.
    pub(crate) start_byte: usize,
    /// Byte after the last one in the normalised text.
    pub(crate) end_byte: usize,
    /// The number of units it covers: its characters, or one run.
    pub(crate) units: usize,
    /// The number of units before it.
    pub(crate) ordinal: usize,
}

impl Placed {
    pub(crate) fn bytes(&self) -> Range<usize> {
        self.start_byte..self.end_byte
    }

    /// The same as a piece of the best path through `normalized`.
    fn word(self, normalized: &str) -> Word {
        let Placed { start_byte, end_byte, units, .. } = self;
        let (chars, kind) = match normalized.as_bytes()[start_byte] {
            _ if units > 1 => (units, WordKind::Word),
            first if first.is_ascii_alphanumeric() => (end_byte - start_byte, WordKind::Run),
            _ if normalized[self.bytes()].starts_with(char::is_alphanumeric) => (1, WordKind::Character),
            _ => (1, WordKind::Sign),
        };
        Word { start_byte, end_byte, chars, kind }
    }
}

impl From<Unit> for Placed {
    fn from(unit: Unit) -> Self {
        let Unit { start_byte, end_byte, ordinal, .. } = unit;
        Placed { start_byte, end_byte, units: 1, ordinal }
    }
}

/// The parameters that determine tokens. Two analyzers with equal fingerprints give the same tokens for every text, except for
/// user words with letters or digits, which jianbao's indexes and queries ignore.
///
/// The display form is one line and stable, so it can be stored, compared and shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// [`NORMALIZER_VERSION`].
    pub normalizer_version: u32,
    /// Hash of the dictionary's words and frequencies, user words without letters and digits included.
    pub dictionary_hash: u64,
    /// The setting of the hidden Markov model.
    pub hmm: Hmm,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hmm = match self.hmm {
            Hmm::Off => "off",
            Hmm::On => "on",
        };
        write!(
            f,
            "normalizer {}, dictionary {:016x}, hmm {hmm}",
            self.normalizer_version, self.dictionary_hash
        )
    }
}

/// Joins the characters of runs, which a dictionary without ASCII segments into single characters, and counts units.
struct Runs<'text> {
    normalized: &'text str,
    /// The end of the last run.
    end_byte: usize,
    /// The number of characters so far minus the number of units.
    surplus_chars: usize,
}

impl<'text> Runs<'text> {
    fn new(normalized: &'text str) -> Self {
        Runs { normalized, end_byte: 0, surplus_chars: 0 }
    }

    /// The range that replaces `cut`: the whole run at a run's first character, nothing at its other characters, otherwise `cut`
    /// itself.
    #[inline]
    fn placed(&mut self, cut: Cut) -> Option<Placed> {
        let Cut { start_byte, end_byte, start_char, end_char } = cut;
        // No word contains a character of a run.
        if end_char - start_char == 1 && self.normalized.as_bytes()[start_byte].is_ascii_alphanumeric() {
            return self.run_at(cut);
        }
        if start_byte < self.end_byte {
            return None;
        }
        Some(Placed { start_byte, end_byte, units: end_char - start_char, ordinal: self.ordinal(cut) })
    }

    /// The same if `cut` is a word, or a character in a run; nothing for any other character.
    #[inline]
    fn word_or_run(&mut self, cut: Cut) -> Option<Placed> {
        let Cut { start_byte, end_byte, start_char, end_char } = cut;
        let units = end_char - start_char;
        if units > 1 {
            return Some(Placed { start_byte, end_byte, units, ordinal: self.ordinal(cut) });
        }
        if self.normalized.as_bytes()[start_byte].is_ascii_alphanumeric() { self.run_at(cut) } else { None }
    }

    /// The run that begins with the character `cut`, if none is under way.
    fn run_at(&mut self, cut: Cut) -> Option<Placed> {
        let start_byte = cut.start_byte;
        if start_byte < self.end_byte {
            return None;
        }
        let ordinal = self.ordinal(cut);
        let end_byte = run_end(self.normalized, start_byte);
        self.end_byte = end_byte;
        self.surplus_chars += end_byte - start_byte - 1;
        Some(Placed { start_byte, end_byte, units: 1, ordinal })
    }

    #[inline]
    fn ordinal(&self, cut: Cut) -> usize {
        cut.start_char - self.surplus_chars
    }
}

fn each_bigram(normalized: &str, mut each: impl FnMut(Placed)) {
    // The letter before, and whether a bigram contains it already.
    let mut before: Option<(Unit, bool)> = None;
    for unit in units(normalized) {
        let is_letter = matches!(unit.kind, UnitKind::Character(c) if c.is_alphanumeric());
        match before {
            Some((letter, _)) if is_letter => {
                each(Placed { end_byte: unit.end_byte, units: 2, ..Placed::from(letter) });
            }
            Some((letter, false)) => each(Placed::from(letter)),
            _ => {}
        }
        if unit.kind == UnitKind::Run {
            each(Placed::from(unit));
        }
        before = is_letter.then_some((unit, before.is_some()));
    }
    if let Some((letter, false)) = before {
        each(Placed::from(letter));
    }
}

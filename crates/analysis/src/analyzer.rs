//! The analyzer: the one door through which documents and queries pass.
//!
//! It turns text into tokens in one of five [modes](Mode). Segmenting works on normalised text with a
//! dictionary of normalised words; runs (see [`unit`](crate::unit)) are tokens of their own in every mode.
//!
//! **Laws.**
//! - The tokens of [`Mode::Exact`] and [`Mode::Unigram`], put together, are the normal form without spaces.
//! - The tokens of [`Mode::Full`] are all the words of two or more characters of the dictionary that stand
//!   in the normal form, wherever they stand, and its runs.
//! - A token's bytes are bytes of the raw text, on character boundaries; its text is normalised.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::segment::{self, Cut};
use crate::{NORMALIZER_VERSION, NormalizedText, UnitKind, units};

/// How text is cut into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The best path through the dictionary: every character in one token.
    Exact,
    /// Every dictionary word of two or more characters that stands in the text, and runs.
    Full,
    /// The best path; before each of its words, the dictionary words of two and three characters in it.
    Search,
    /// Every two neighbouring characters that are letters, runs, and letters that stand alone.
    Bigram,
    /// Every unit.
    Unigram,
}

/// Whether jieba's hidden Markov model joins single characters of the best path to words that the
/// dictionary does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hmm {
    /// Single characters stay single.
    #[default]
    Off,
    /// Single characters are joined where the model finds that likelier.
    On,
}

/// A token: normalised text, and where it stands in the raw text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// First byte in the normalised text.
    pub start_byte: usize,
    /// Byte after the last one in the normalised text.
    pub end_byte: usize,
    /// How many characters it has.
    pub chars: usize,
    /// What it is.
    pub kind: WordKind,
}

impl Word {
    /// The bytes of the normalised text.
    pub fn bytes(&self) -> Range<usize> {
        self.start_byte..self.end_byte
    }
}

/// What a piece of the best path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A word of two or more characters of the dictionary.
    Word,
    /// A single letter (a Han character, kana …).
    Character,
    /// ASCII letters and digits.
    Run,
    /// A single character that is not a letter: punctuation, a symbol, the space between two runs.
    Sign,
}

/// Turns text into tokens. Cheap to clone, and to be shared by threads.
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
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    settings: Arc<Settings>,
}

#[derive(Clone, Debug, Default)]
struct Settings {
    hmm: Hmm,
}

impl Analyzer {
    /// An analyzer with the embedded dictionary, the hidden Markov model off.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether [`tokens`](Self::tokens) use the hidden Markov model in the modes exact and search.
    pub fn with_hmm(mut self, hmm: Hmm) -> Self {
        Arc::make_mut(&mut self.settings).hmm = hmm;
        self
    }

    /// Calls `each` with the bytes of every dictionary word of two or more characters that stands anywhere
    /// in `normalized`, and of every run: in order of their starts, then of their ends.
    pub fn each_full_word(&self, normalized: &str, mut each: impl FnMut(Range<usize>)) {
        each_stretch(normalized, |stretch| match stretch {
            Stretch::Run(unit) => each(unit.bytes()),
            Stretch::Text(text, start_byte, _) => {
                for cut in segment::contained(text) {
                    each(start_byte + cut.start_byte..start_byte + cut.end_byte);
                }
            }
        });
    }

    /// The best path through `normalized` without the hidden Markov model, runs whole: what a query is made
    /// of. Put together, the words are the text, spaces included.
    pub fn exact(&self, normalized: &str) -> Vec<Word> {
        let mut words = Vec::new();
        each_cut(normalized, |text| segment::cut(text, Hmm::Off), |word, _| words.push(word));
        words
    }

    /// The tokens of `raw`, in order of their positions but for [`Mode::Search`], where the parts of a word
    /// come before it.
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
    pub fn each_token(&self, normalized: &str, mode: Mode, mut each: impl FnMut(Range<usize>, usize)) {
        let hmm = self.settings.hmm;
        let each_but_spaces = |word: Word, ordinal: usize| {
            if &normalized[word.bytes()] != " " {
                each(word.bytes(), ordinal);
            }
        };
        match mode {
            Mode::Exact => each_cut(normalized, |text| segment::cut(text, hmm), each_but_spaces),
            Mode::Search => each_cut(normalized, |text| segment::cut_for_search(text, hmm), each_but_spaces),
            Mode::Full => each_stretch(normalized, |stretch| match stretch {
                Stretch::Run(unit) => each(unit.bytes(), unit.ordinal),
                Stretch::Text(text, start_byte, ordinal) => {
                    for cut in segment::contained(text) {
                        each(
                            start_byte + cut.start_byte..start_byte + cut.end_byte,
                            ordinal + cut.start_char,
                        );
                    }
                }
            }),
            Mode::Bigram => each_bigram(normalized, each),
            Mode::Unigram => {
                for unit in units(normalized).filter(|unit| unit.kind != UnitKind::Character(' ')) {
                    each(unit.bytes(), unit.ordinal);
                }
            }
        }
    }

    /// What an index built with this analyzer depends on.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint { normalizer_version: NORMALIZER_VERSION, dictionary_hash: 0, hmm: self.settings.hmm }
    }
}

/// What tokens depend on: two analyzers with equal fingerprints give the same tokens for every text.
///
/// Its display form is stable and one line: it can be stored, compared and shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// [`NORMALIZER_VERSION`].
    pub normalizer_version: u32,
    /// Hash of the dictionary's words and frequencies, user words included.
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

/// A run, or the text between two runs with its first byte and the ordinal of its first character.
enum Stretch<'text> {
    Run(crate::Unit),
    Text(&'text str, usize, usize),
}

fn each_stretch<'text>(normalized: &'text str, mut each: impl FnMut(Stretch<'text>)) {
    let mut text_start = (0, 0);
    for unit in units(normalized) {
        if unit.kind == UnitKind::Run {
            if text_start.0 < unit.start_byte {
                each(Stretch::Text(&normalized[text_start.0..unit.start_byte], text_start.0, text_start.1));
            }
            each(Stretch::Run(unit));
            text_start = (unit.end_byte, unit.ordinal + 1);
        }
    }
    if text_start.0 < normalized.len() {
        each(Stretch::Text(&normalized[text_start.0..], text_start.0, text_start.1));
    }
}

fn each_cut(normalized: &str, cut: impl Fn(&str) -> Vec<Cut>, mut each: impl FnMut(Word, usize)) {
    each_stretch(normalized, |stretch| match stretch {
        Stretch::Run(unit) => each(
            Word {
                start_byte: unit.start_byte,
                end_byte: unit.end_byte,
                chars: unit.end_byte - unit.start_byte,
                kind: WordKind::Run,
            },
            unit.ordinal,
        ),
        Stretch::Text(text, start_byte, ordinal) => {
            for cut in cut(text) {
                let chars = cut.end_char - cut.start_char;
                let kind = match text[cut.start_byte..].chars().next() {
                    _ if chars > 1 => WordKind::Word,
                    Some(c) if c.is_alphanumeric() => WordKind::Character,
                    _ => WordKind::Sign,
                };
                each(
                    Word {
                        start_byte: start_byte + cut.start_byte,
                        end_byte: start_byte + cut.end_byte,
                        chars,
                        kind,
                    },
                    ordinal + cut.start_char,
                );
            }
        }
    });
}

fn each_bigram(normalized: &str, mut each: impl FnMut(Range<usize>, usize)) {
    // The letter before, and whether a bigram holds it already.
    let mut before: Option<(crate::Unit, bool)> = None;
    for unit in units(normalized) {
        let is_letter = matches!(unit.kind, UnitKind::Character(c) if c.is_alphanumeric());
        match before {
            Some((letter, _)) if is_letter => each(letter.start_byte..unit.end_byte, letter.ordinal),
            Some((letter, false)) => each(letter.bytes(), letter.ordinal),
            _ => {}
        }
        if unit.kind == UnitKind::Run {
            each(unit.bytes(), unit.ordinal);
        }
        before = is_letter.then_some((unit, before.is_some()));
    }
    if let Some((letter, false)) = before {
        each(letter.bytes(), letter.ordinal);
    }
}

//! Pieces of unquoted text: words, numbers, and the characters between them.

use std::ops::Range;

use jianbao_analysis::{Analyzer, WordKind};

use crate::text::numerals::QueryNumber;
use crate::text::unquoted::numbers_of;

/// Characters with a grammatical function and little meaning. Most articles contain them, so requiring them would hardly narrow
/// the results or improve the ranking. A change to this list changes the requirements of queries.
const FUNCTION_CHARACTERS: &str = "的了在是和与及等也都就而对之其或着把被从向这那有为以于但";

/// Question words. They are not required beside other text, and do not affect the score. A closed list.
const QUESTION_WORDS: [&str; 33] = [
    "谁",
    "什么",
    "甚么",
    "哪",
    "哪里",
    "哪个",
    "哪些",
    "哪年",
    "哪位",
    "哪种",
    "怎么",
    "怎样",
    "如何",
    "为何",
    "为什么",
    "何时",
    "何地",
    "何处",
    "何人",
    "多少",
    "多久",
    "多长",
    "多大",
    "多高",
    "几个",
    "几年",
    "几次",
    "几人",
    "第几",
    "是否",
    "吗",
    "呢",
    "请问",
];

/// A word of the best path, or a number.
struct Word {
    start_byte: usize,
    end_byte: usize,
    kind: WordKind,
    number: Option<Number>,
}

/// A number among words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// A number with a measure of the noun after it.
    OfNextWord,
    /// Any other number.
    Alone,
}

impl Word {
    fn bytes(&self) -> Range<usize> {
        self.start_byte..self.end_byte
    }
}

/// The numbers of a text with 第 and measure, and the words between them.
fn words(normalized: &str, analyzer: &Analyzer) -> Vec<Word> {
    let mut words = Vec::new();
    let mut from = 0;
    let cut = |range: Range<usize>, words: &mut Vec<Word>| {
        words.extend(analyzer.exact(&normalized[range.clone()]).into_iter().map(|word| Word {
            start_byte: range.start + word.start_byte,
            end_byte: range.start + word.end_byte,
            kind: word.kind,
            number: None,
        }));
    };
    for number in numbers_of(normalized, analyzer) {
        let QueryNumber { range, measure, .. } = &number;
        let is_rank = normalized[from..range.start].ends_with('第');
        let start_byte = if is_rank { range.start - '第'.len_utf8() } else { range.start };
        let end_byte = range.end.max(measure.end);
        cut(from..start_byte, &mut words);
        let number = if number.is_of_next_word() { Number::OfNextWord } else { Number::Alone };
        words.push(Word { start_byte, end_byte, kind: WordKind::Word, number: Some(number) });
        from = end_byte;
    }
    cut(from..normalized.len(), &mut words);
    words
}

/// A piece of a chunk.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// The kind of a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of the dictionary.
    Word,
    /// A run without an adjacent character or run.
    Run,
    /// A single character that the best path leaves alone.
    Lone,
    /// Adjacent characters and runs.
    String,
    /// The same, with a number at its end that counts the next word.
    Counted,
    /// A function character beside words.
    Function,
    /// A question word.
    Question,
    /// Punctuation.
    Break,
}

/// The pieces of a chunk, in order.
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    /// True if the chunk consists of function characters and question words alone.
    pub(super) is_weak: bool,
}

impl Pieces {
    /// The pieces of a normalised chunk, along the dictionary's best path.
    pub(super) fn of(normalized: &str, analyzer: &Analyzer) -> Pieces {
        let words = words(normalized, analyzer);
        let letters = || words.iter().filter(|word| word.kind != WordKind::Sign);
        let is_function_word = |word: &Word| is_function(&normalized[word.bytes()]);
        let has_words = letters()
            .any(|word| word.number.is_some() || matches!(word.kind, WordKind::Word | WordKind::Run));
        let is_function_only = letters().next().is_some() && letters().all(is_function_word);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open = Stretch::default();
        for word in &words {
            let text = &normalized[word.bytes()];
            if let Some(number) = word.number {
                open.push_number(text, number);
                continue;
            }
            let kind = match word.kind {
                WordKind::Word if QUESTION_WORDS.contains(&text) => Kind::Question,
                WordKind::Word => Kind::Word,
                WordKind::Sign if joins_numbers(normalized, word) => {
                    open.push(text, word.kind);
                    continue;
                }
                WordKind::Sign => Kind::Break,
                WordKind::Character if has_words && is_function(text) => Kind::Function,
                WordKind::Character | WordKind::Run => {
                    open.push(text, word.kind);
                    continue;
                }
            };
            pieces.extend(open.close());
            pieces.push(Piece { text: text.to_owned(), kind });
        }
        pieces.extend(open.close());
        let is_asked = |piece: &Piece| !matches!(piece.kind, Kind::Function | Kind::Question | Kind::Break);
        let is_weak = is_function_only
            || !pieces.iter().any(is_asked) && pieces.iter().any(|piece| piece.kind == Kind::Question);
        Pieces { pieces, is_weak }
    }
}

/// True if two adjacent pieces are one string: a single character and a word beside it (进博会), a number and the word that it
/// counts (四个意识, 第四届中国), or a word and a number after it (天问一号).
pub(super) fn are_bound(first: &Piece, second: &Piece) -> bool {
    match (first.kind, second.kind) {
        (Kind::Lone | Kind::Counted, Kind::Word) | (Kind::Word, Kind::Lone) => true,
        (Kind::Word, Kind::Word | Kind::Run | Kind::String) => is_numeral(&second.text),
        _ => false,
    }
}

/// True for a number alone, or with 号.
fn is_numeral(text: &str) -> bool {
    let number = text.strip_suffix('号').unwrap_or(text);
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    !number.is_empty() && number.chars().all(is_digit)
}

fn is_function(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if FUNCTION_CHARACTERS.contains(c))
}

/// True if a sign is the colon of a time or a score, or the comma of a number: 10:30, 3:2, 1,000. If the sign separated the
/// numbers, they would match anywhere.
fn joins_numbers(normalized: &str, sign: &Word) -> bool {
    let bytes = sign.bytes();
    let ends_in_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    matches!(&normalized[bytes.clone()], ":" | ",")
        && ends_in_digit(&normalized[..bytes.start])
        && starts_with_digit(&normalized[bytes.end..])
}

/// Adjacent single characters and runs, and colons between numbers.
#[derive(Default)]
struct Stretch {
    text: String,
    units: usize,
    runs: usize,
    /// The number at the end, if there is one.
    number: Option<Number>,
}

impl Stretch {
    fn push(&mut self, text: &str, kind: WordKind) {
        self.text.push_str(text);
        self.units += 1;
        self.runs += usize::from(kind == WordKind::Run);
        self.number = None;
    }

    /// A number with its measure: a string, or a run if it is one.
    fn push_number(&mut self, text: &str, number: Number) {
        let is_run = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        self.text.push_str(text);
        self.units += if is_run { 1 } else { 2 };
        self.runs += usize::from(is_run);
        self.number = Some(number);
    }

    /// The piece, if there is one.
    fn close(&mut self) -> Option<Piece> {
        let Stretch { text, units, runs, number } = std::mem::take(self);
        let kind = match (units, runs) {
            (0, _) => return None,
            _ if number == Some(Number::OfNextWord) => Kind::Counted,
            (1, 1) => Kind::Run,
            (1, _) if QUESTION_WORDS.contains(&text.as_str()) => Kind::Question,
            (1, _) => Kind::Lone,
            _ => Kind::String,
        };
        Some(Piece { text, kind })
    }
}

//! Diagnostics of the parser, as typed values.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Span;

/// One part of a query that may have been misread, with its reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SyntaxDiagnostic {
    /// The problem, and how the query was read in spite of it; a sentence in `Display`.
    pub kind: SyntaxDiagnosticKind,
    /// Its bytes in the query, on character boundaries.
    pub span: Span,
}

impl SyntaxDiagnostic {
    pub(crate) fn new(kind: SyntaxDiagnosticKind, span: Span) -> SyntaxDiagnostic {
        SyntaxDiagnostic { kind, span }
    }
}

/// The kinds of syntax diagnostics. `Display` gives an English sentence; in JSON a kind is its
/// [`code`](SyntaxDiagnosticKind::code) with its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SyntaxDiagnosticKind {
    /// The query is too long; the rest was left out.
    TooLong {
        /// Maximum length.
        max_bytes: usize,
    },
    /// There are too many clauses; the rest was left out.
    #[serde(rename = "too-many-parsed-clauses")]
    TooManyClauses {
        /// Maximum number.
        max_clauses: usize,
    },
    /// Brackets are nested too deep; one was left out.
    TooDeep {
        /// Maximum depth.
        max_depth: usize,
    },
    /// There are more diagnostics than are listed.
    More {
        /// The number of further ones.
        count: usize,
    },
    /// Nothing follows a quotation mark; it was left out.
    NothingQuoted,
    /// A quotation mark is not closed; the quote extends to the end.
    UnclosedQuote,
    /// A quote is empty; it was left out.
    EmptyQuote,
    /// Brackets are empty; they were left out.
    EmptyBrackets,
    /// No number follows the `~` of a proximity; it was ignored.
    NearnessWithoutNumber,
    /// A proximity was given to a quote without a space; it was read as a quote.
    NearnessOfOneWord,
    /// A minus is not directly before a clause; it was read as text.
    LoneMinus,
    /// A minus before a number of degrees or percent; it excludes the number.
    MinusBeforeMeasure {
        /// The number with its unit, without the minus.
        measure: String,
    },
    /// A weight is not a number above 0; it was read as text.
    BadWeight,
    /// A similar spelling was requested for a word that is short, or not Latin; it was read as text.
    NoLikeSpelling {
        /// Minimum number of letters.
        min_chars: usize,
    },
    /// A value of 日期: is not a date; it is searched as text.
    NoDate {
        /// The value.
        value: String,
    },
    /// The clause after 日期: cannot be a date; the field was left out.
    NoDateClause,
    /// Nothing follows the name of a field; it was read as text.
    NothingInField,
    /// A closing bracket has no opening one; it was left out.
    UnopenedBracket,
    /// A bracket is not closed; it extends to the end.
    UnclosedBracket,
    /// 或 lacks a clause on one side; it was left out.
    OrWithoutClause,
    /// 且 lacks a clause on one side; it was left out.
    AndWithoutClause,
    /// Nothing follows 非 or a minus.
    NothingNegated,
    /// A word that is an operator only in capital letters.
    OperatorAsWord {
        /// The word as written.
        word: String,
    },
}

impl SyntaxDiagnosticKind {
    /// The code: the name of the kind, as in JSON. It stays the same in later versions.
    ///
    /// ```
    /// let parsed = jianbao_query::parse("“春茶");
    /// assert_eq!(parsed.diagnostics[0].kind.code(), "unclosed-quote");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            SyntaxDiagnosticKind::TooLong { .. } => "too-long",
            SyntaxDiagnosticKind::TooManyClauses { .. } => "too-many-parsed-clauses",
            SyntaxDiagnosticKind::TooDeep { .. } => "too-deep",
            SyntaxDiagnosticKind::More { .. } => "more",
            SyntaxDiagnosticKind::NothingQuoted => "nothing-quoted",
            SyntaxDiagnosticKind::UnclosedQuote => "unclosed-quote",
            SyntaxDiagnosticKind::EmptyQuote => "empty-quote",
            SyntaxDiagnosticKind::EmptyBrackets => "empty-brackets",
            SyntaxDiagnosticKind::NearnessWithoutNumber => "nearness-without-number",
            SyntaxDiagnosticKind::NearnessOfOneWord => "nearness-of-one-word",
            SyntaxDiagnosticKind::LoneMinus => "lone-minus",
            SyntaxDiagnosticKind::MinusBeforeMeasure { .. } => "minus-before-measure",
            SyntaxDiagnosticKind::BadWeight => "bad-weight",
            SyntaxDiagnosticKind::NoLikeSpelling { .. } => "no-like-spelling",
            SyntaxDiagnosticKind::NoDate { .. } => "no-date",
            SyntaxDiagnosticKind::NoDateClause => "no-date-clause",
            SyntaxDiagnosticKind::NothingInField => "nothing-in-field",
            SyntaxDiagnosticKind::UnopenedBracket => "unopened-bracket",
            SyntaxDiagnosticKind::UnclosedBracket => "unclosed-bracket",
            SyntaxDiagnosticKind::OrWithoutClause => "or-without-clause",
            SyntaxDiagnosticKind::AndWithoutClause => "and-without-clause",
            SyntaxDiagnosticKind::NothingNegated => "nothing-negated",
            SyntaxDiagnosticKind::OperatorAsWord { .. } => "operator-as-word",
        }
    }
}

impl fmt::Display for SyntaxDiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SyntaxDiagnosticKind::TooLong { max_bytes } => {
                return write!(f, "the query is longer than {max_bytes} bytes: the rest is ignored");
            }
            SyntaxDiagnosticKind::TooManyClauses { max_clauses } => {
                return write!(f, "the query has more than {max_clauses} clauses: the rest is ignored");
            }
            SyntaxDiagnosticKind::TooDeep { max_depth } => {
                return write!(f, "brackets are nested more than {max_depth} deep: this one is ignored");
            }
            SyntaxDiagnosticKind::More { count } => return write!(f, "{count} more problems"),
            SyntaxDiagnosticKind::NothingQuoted => "nothing follows the quotation mark: ignored",
            SyntaxDiagnosticKind::UnclosedQuote => "the quotation mark is not closed: the phrase extends to the end",
            SyntaxDiagnosticKind::EmptyQuote => "the phrase is empty: ignored",
            SyntaxDiagnosticKind::EmptyBrackets => "the brackets are empty: ignored",
            SyntaxDiagnosticKind::NearnessWithoutNumber => {
                "~ needs a number of characters, as in “甲 乙”~20: ignored"
            }
            SyntaxDiagnosticKind::NearnessOfOneWord => {
                "~ needs two words separated by a space: searched as a phrase"
            }
            SyntaxDiagnosticKind::LoneMinus => "a minus must directly precede the excluded term: searched as text",
            SyntaxDiagnosticKind::MinusBeforeMeasure { measure } => {
                return write!(f, "-{measure} excludes {measure}; to search for it, write “-{measure}”");
            }
            SyntaxDiagnosticKind::BadWeight => "a weight is a number above 0, as in 甲^3: searched as text",
            SyntaxDiagnosticKind::NoLikeSpelling { min_chars } => {
                return write!(
                    f,
                    "~ finds similar spellings of Latin words of {min_chars} letters or more: searched as text"
                );
            }
            SyntaxDiagnosticKind::NoDate { value } => {
                return write!(
                    f,
                    "{value} is not a date (examples: 2020-10, 2020年11月2日, 近7天): searched as text"
                );
            }
            SyntaxDiagnosticKind::NoDateClause => "日期: needs a date, as in 日期:2020-10: ignored",
            SyntaxDiagnosticKind::NothingInField => "the field has no value: searched as text",
            SyntaxDiagnosticKind::UnopenedBracket => "the closing bracket has no opening bracket: ignored",
            SyntaxDiagnosticKind::UnclosedBracket => "the bracket is not closed: it extends to the end",
            SyntaxDiagnosticKind::OrWithoutClause => "或 needs a clause on both sides: ignored",
            SyntaxDiagnosticKind::AndWithoutClause => "且 needs a clause on both sides: ignored",
            SyntaxDiagnosticKind::NothingNegated => "nothing follows that could be excluded",
            SyntaxDiagnosticKind::OperatorAsWord { word } => {
                let operator = word.to_ascii_uppercase();
                return write!(f, "{word} is searched as a word; the operator is {operator}");
            }
        })
    }
}

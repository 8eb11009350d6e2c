//! Diagnostics of queries, as typed values: misreadings and the limits that a search reached. The CLI localises them.

use std::fmt;

use jianbao_query::{Span, SyntaxDiagnosticKind};
use serde::{Deserialize, Serialize};

/// A part of a query that may have been misread.
///
/// In JSON it is `{"message", "span"}`, with the sentence that `Display` gives as the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
pub struct Diagnostic {
    /// The problem, and how the query was read in spite of it.
    pub kind: DiagnosticKind,
    /// Its byte range in the query.
    pub span: Span,
}

/// The kinds of diagnostics. `Display` gives an English sentence.
///
/// Two values with the same message are equal. A value read from JSON is [`DiagnosticKind::Told`].
#[derive(Clone, Debug)]
pub enum DiagnosticKind {
    /// The text is not valid in the query language.
    Syntax(SyntaxDiagnosticKind),
    /// The clause asks for nothing that an article could contain.
    NothingAsked,
    /// The date depends on today, which the request does not give; nothing is found.
    NeedsToday,
    /// A decay of scores with age was requested without the current day; there is none.
    RecencyNeedsToday,
    /// There is no such day; the date was left out.
    NoSuchDay {
        /// The text of the query.
        written: String,
    },
    /// The range ends before it begins; it was read the other way round.
    TurnedRound {
        /// The text of the query.
        written: String,
    },
    /// The date has no year; one was inferred.
    YearInferred {
        /// The text of the query.
        written: String,
        /// The day, or the range of days, that was inferred.
        meant: String,
    },
    /// No article contains the string of a lone character and the words that it touches; they were asked apart.
    AskedApart {
        /// The string, normalised.
        text: String,
    },
    /// The query is the name of a source, and was searched in texts.
    NameOfSource {
        /// The name as typed.
        source: String,
        /// The number of articles of the source.
        articles: u64,
    },
    /// The prefix is not a Latin word alone; it was read as text.
    MixedBeginning,
    /// The query has more words, strings and values than the request's limits allow.
    TooManyClauses {
        /// The maximum.
        max_clauses: usize,
    },
    /// The prefixes and similar spellings expand to more words than the request's limits allow.
    TooManyTerms {
        /// The maximum, in total.
        max_terms: usize,
    },
    /// The page ends after the last hit that the request's limits allow.
    TooManyHits {
        /// The maximum number of hits up to its end.
        max_hits: usize,
    },
    /// A field has more values than the request's limits allow.
    TooManyValues {
        /// The maximum number of listed values.
        max_values: usize,
    },
    /// Read from JSON, which has only the sentence.
    Told(String),
}

/// A [`Diagnostic`] as JSON.
#[derive(Serialize, Deserialize)]
struct Told {
    message: String,
    span: [usize; 2],
}

impl From<Told> for Diagnostic {
    fn from(Told { message, span: [start, end] }: Told) -> Diagnostic {
        Diagnostic { kind: DiagnosticKind::Told(message), span: start..end }
    }
}

impl From<Diagnostic> for Told {
    fn from(Diagnostic { kind, span }: Diagnostic) -> Told {
        Told { message: kind.to_string(), span: [span.start, span.end] }
    }
}

impl From<jianbao_query::SyntaxDiagnostic> for Diagnostic {
    fn from(said: jianbao_query::SyntaxDiagnostic) -> Diagnostic {
        Diagnostic { kind: DiagnosticKind::Syntax(said.kind), span: said.span }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiagnosticKind::Syntax(kind) => kind.fmt(f),
            DiagnosticKind::NothingAsked => f.write_str(
                "there is nothing to look for: a query needs a letter, a number, or a sign in quotes",
            ),
            DiagnosticKind::NeedsToday => {
                f.write_str("the date depends on today, which the request does not say: nothing is found")
            }
            DiagnosticKind::RecencyNeedsToday => f.write_str(
                "age is counted from today, which the request does not say: it makes no difference",
            ),
            DiagnosticKind::NoSuchDay { written } => write!(f, "there is no day {written}: left out"),
            DiagnosticKind::TurnedRound { written } => {
                write!(f, "{written} ends before it begins: read the other way round")
            }
            DiagnosticKind::YearInferred { written, meant } => {
                write!(f, "{written} does not say the year: read as {meant}")
            }
            DiagnosticKind::AskedApart { text } => {
                write!(f, "no article contains {text}: its parts were searched apart")
            }
            DiagnosticKind::NameOfSource { source, articles } => {
                write!(f, "the source {source} has {articles} articles: source:{source} lists them")
            }
            DiagnosticKind::MixedBeginning => {
                f.write_str("a word that begins so is looked for where it stands alone: read as text")
            }
            DiagnosticKind::TooManyClauses { max_clauses } => {
                write!(f, "a search has at most {max_clauses} words and strings: the rest is left out")
            }
            DiagnosticKind::TooManyTerms { max_terms } => {
                write!(
                    f,
                    "beginnings and like spellings stand for at most {max_terms} words: the rest is left out"
                )
            }
            DiagnosticKind::TooManyHits { max_hits } => {
                write!(f, "a search lists at most {max_hits} hits: the rest is left out")
            }
            DiagnosticKind::TooManyValues { max_values } => {
                write!(f, "at most {max_values} values of a field are listed: the rest is left out")
            }
            DiagnosticKind::Told(message) => f.write_str(message),
        }
    }
}

impl PartialEq for DiagnosticKind {
    fn eq(&self, other: &DiagnosticKind) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for DiagnosticKind {}

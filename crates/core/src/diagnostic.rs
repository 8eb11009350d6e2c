//! Diagnostics of queries, as typed values with codes: clauses that may have been misread, and limits that a search reached.
//! The crate `jianbao-messages` has their Chinese messages.

use std::fmt;

use jianbao_article::FieldType;
use jianbao_query::{Span, SyntaxDiagnosticKind};
use serde::{Deserialize, Serialize};

/// A part of a query that may have been misread.
///
/// In JSON it is `{"code", "message", "span"}` and the parameters of the kind; the text of `Display` is the
/// message.
///
/// ```
/// use jianbao_core::{Index, SearchRequest};
///
/// let response = Index::in_memory()?.search(&SearchRequest::new("春茶 日期:3月20日"))?;
/// let json = serde_json::to_value(&response.diagnostics[0]).unwrap();
/// assert_eq!(json["code"], "needs-today");
/// assert_eq!(json["span"], serde_json::json!([7, 23]));
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "DiagnosticJson", into = "DiagnosticJson")]
#[non_exhaustive]
pub struct Diagnostic {
    /// The problem, and how the query was read in spite of it.
    pub kind: DiagnosticKind,
    /// Its byte range in the query.
    pub span: Span,
}

/// The kinds of diagnostics. `Display` gives an English sentence; in JSON a kind is its [`code`](DiagnosticKind::code) with
/// its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// The clause requires nothing that an article could contain.
    NothingAsked,
    /// The date is relative, which the request does not give; nothing is found.
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
    /// No article contains the string of a single character and the adjacent words; they were searched separately.
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
    /// A word before a colon is likely meant as the name of a field, and is none; it was read as text.
    UnknownField {
        /// The word as typed.
        name: String,
        /// The nearest known name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    /// A value is not of the type of its field of one's own; nothing is found.
    BadValue {
        /// The declared name of the field.
        field: String,
        /// The text of the query.
        written: String,
        /// The type of the field.
        field_type: FieldType,
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
    /// More articles may match: they were not decided, because they are too many. The total does not count them.
    Undecided {
        /// The number of articles.
        articles: u64,
    },
    /// Reprints are folded among the first hits only.
    FoldedAmongFirst {
        /// The number of hits.
        hits: u64,
    },
    /// The text is not valid in the query language.
    #[serde(untagged)]
    Syntax(SyntaxDiagnosticKind),
    /// A kind that a later version wrote as JSON.
    #[serde(untagged)]
    Later {
        /// Its code.
        code: String,
        /// Its sentence.
        #[serde(skip)]
        message: String,
    },
}

/// A [`Diagnostic`] as JSON.
#[derive(Serialize, Deserialize)]
struct DiagnosticJson {
    #[serde(flatten)]
    kind: DiagnosticKind,
    message: String,
    span: [usize; 2],
}

impl From<DiagnosticJson> for Diagnostic {
    fn from(DiagnosticJson { kind, message, span: [start, end] }: DiagnosticJson) -> Diagnostic {
        let kind = match kind {
            DiagnosticKind::Later { code, .. } => DiagnosticKind::Later { code, message },
            kind => kind,
        };
        Diagnostic { kind, span: start..end }
    }
}

impl From<Diagnostic> for DiagnosticJson {
    fn from(Diagnostic { kind, span }: Diagnostic) -> DiagnosticJson {
        DiagnosticJson { message: kind.to_string(), kind, span: [span.start, span.end] }
    }
}

impl From<jianbao_query::SyntaxDiagnostic> for Diagnostic {
    fn from(said: jianbao_query::SyntaxDiagnostic) -> Diagnostic {
        Diagnostic { kind: DiagnosticKind::Syntax(said.kind), span: said.span }
    }
}

impl Diagnostic {
    /// A diagnostic of a whole query.
    ///
    /// ```
    /// use jianbao_core::{Diagnostic, DiagnosticKind};
    ///
    /// assert_eq!(Diagnostic::of_query(DiagnosticKind::NothingAsked, "-").span, 0..1);
    /// ```
    pub fn of_query(kind: DiagnosticKind, query: &str) -> Diagnostic {
        Diagnostic { kind, span: 0..query.len() }
    }
}

impl DiagnosticKind {
    /// The code: the name of the kind, as in JSON. It stays the same in later versions.
    pub fn code(&self) -> &str {
        match self {
            DiagnosticKind::NothingAsked => "nothing-asked",
            DiagnosticKind::NeedsToday => "needs-today",
            DiagnosticKind::RecencyNeedsToday => "recency-needs-today",
            DiagnosticKind::NoSuchDay { .. } => "no-such-day",
            DiagnosticKind::TurnedRound { .. } => "turned-round",
            DiagnosticKind::YearInferred { .. } => "year-inferred",
            DiagnosticKind::AskedApart { .. } => "asked-apart",
            DiagnosticKind::NameOfSource { .. } => "name-of-source",
            DiagnosticKind::UnknownField { .. } => "unknown-field",
            DiagnosticKind::BadValue { .. } => "bad-value",
            DiagnosticKind::MixedBeginning => "mixed-beginning",
            DiagnosticKind::TooManyClauses { .. } => "too-many-clauses",
            DiagnosticKind::TooManyTerms { .. } => "too-many-terms",
            DiagnosticKind::TooManyHits { .. } => "too-many-hits",
            DiagnosticKind::TooManyValues { .. } => "too-many-values",
            DiagnosticKind::Undecided { .. } => "undecided",
            DiagnosticKind::FoldedAmongFirst { .. } => "folded-among-first",
            DiagnosticKind::Syntax(kind) => kind.code(),
            DiagnosticKind::Later { code, .. } => code,
        }
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
            DiagnosticKind::NothingAsked => {
                f.write_str("the query has no search terms: use letters, numbers, or signs in quotes")
            }
            DiagnosticKind::NeedsToday => {
                f.write_str("the date is relative, and the request does not set today: no article matches")
            }
            DiagnosticKind::RecencyNeedsToday => {
                f.write_str("recency needs today, which the request does not set: ignored")
            }
            DiagnosticKind::NoSuchDay { written } => {
                write!(f, "{written} is not a day of the calendar: ignored")
            }
            DiagnosticKind::TurnedRound { written } => {
                write!(f, "{written} ends before it begins: start and end are swapped")
            }
            DiagnosticKind::YearInferred { written, meant } => {
                write!(f, "{written} has no year: read as {meant}")
            }
            DiagnosticKind::AskedApart { text } => {
                write!(f, "no article contains {text}: its parts are searched separately")
            }
            DiagnosticKind::NameOfSource { source, articles } => {
                write!(f, "the source {source} has {articles} articles: source:{source} lists them")
            }
            DiagnosticKind::UnknownField { name, nearest: Some(nearest) } => {
                write!(f, "{name} is no field, {nearest} is: read as text")
            }
            DiagnosticKind::UnknownField { name, nearest: None } => {
                write!(f, "{name} is no field of this index, and can be declared as one: read as text")
            }
            DiagnosticKind::BadValue { field, written, field_type } => {
                write!(f, "{written} is not {}, as {field} needs: nothing is found", field_type.form())
            }
            DiagnosticKind::MixedBeginning => {
                f.write_str("* works at the end of a single word only: searched as text")
            }
            DiagnosticKind::TooManyClauses { max_clauses } => {
                write!(f, "a search has at most {max_clauses} words and phrases: the rest is ignored")
            }
            DiagnosticKind::TooManyTerms { max_terms } => {
                write!(f, "* and ~ expand to at most {max_terms} words: the rest is ignored")
            }
            DiagnosticKind::TooManyHits { max_hits } => {
                write!(f, "a search lists at most {max_hits} hits: the rest is omitted")
            }
            DiagnosticKind::TooManyValues { max_values } => {
                write!(f, "a facet lists at most {max_values} values: the rest is omitted")
            }
            DiagnosticKind::Undecided { articles } => {
                write!(
                    f,
                    "{articles} further articles may match and are not counted: add a word, or name a shorter period"
                )
            }
            DiagnosticKind::FoldedAmongFirst { hits } => {
                write!(f, "reprints are folded among the first {hits} hits only")
            }
            DiagnosticKind::Later { message, .. } => f.write_str(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A diagnostic of every kind.
    fn all() -> Vec<DiagnosticKind> {
        let written = || "3月".to_owned();
        let mut all = vec![
            DiagnosticKind::NothingAsked,
            DiagnosticKind::NeedsToday,
            DiagnosticKind::RecencyNeedsToday,
            DiagnosticKind::NoSuchDay { written: written() },
            DiagnosticKind::TurnedRound { written: written() },
            DiagnosticKind::YearInferred { written: written(), meant: "2024-03".to_owned() },
            DiagnosticKind::AskedApart { text: "进博会".to_owned() },
            DiagnosticKind::NameOfSource { source: "滨海工报".to_owned(), articles: 3 },
            DiagnosticKind::UnknownField { name: "热度".to_owned(), nearest: None },
            DiagnosticKind::UnknownField { name: "titel".to_owned(), nearest: Some("title".to_owned()) },
            DiagnosticKind::BadValue {
                field: "浏览".to_owned(),
                written: "很多".to_owned(),
                field_type: FieldType::Integer,
            },
            DiagnosticKind::MixedBeginning,
            DiagnosticKind::TooManyClauses { max_clauses: 7 },
            DiagnosticKind::TooManyTerms { max_terms: 7 },
            DiagnosticKind::TooManyHits { max_hits: 7 },
            DiagnosticKind::TooManyValues { max_values: 7 },
            DiagnosticKind::Undecided { articles: 7 },
            DiagnosticKind::FoldedAmongFirst { hits: 7 },
            DiagnosticKind::Later { code: "later".to_owned(), message: "a sentence".to_owned() },
        ];
        all.extend([
            DiagnosticKind::Syntax(SyntaxDiagnosticKind::TooManyClauses { max_clauses: 7 }),
            DiagnosticKind::Syntax(SyntaxDiagnosticKind::UnclosedQuote),
            DiagnosticKind::Syntax(SyntaxDiagnosticKind::OperatorAsWord { word: "or".to_owned() }),
        ]);
        all
    }

    #[test]
    fn the_code_is_the_name_in_json_and_is_read_again() {
        for kind in all() {
            let diagnostic = Diagnostic { kind, span: 1..4 };
            let json = serde_json::to_value(&diagnostic).unwrap();
            assert_eq!(json["code"], diagnostic.kind.code());
            assert_eq!(json["message"], diagnostic.to_string());
            assert_eq!(serde_json::from_value::<Diagnostic>(json).unwrap(), diagnostic);
        }
    }

    #[test]
    fn a_kind_of_a_later_version_keeps_its_code_and_its_sentence() {
        let json = serde_json::json!({"code": "new", "message": "words", "span": [0, 3], "more": [1]});
        let read: Diagnostic = serde_json::from_value(json).unwrap();
        assert_eq!((read.kind.code(), read.to_string().as_str()), ("new", "words"));
    }
}

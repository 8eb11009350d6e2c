//! The plan of a query: requirements in normalised strings, before tantivy is involved.
//!
//! Quoted text becomes one [`Requirement::Quote`]: a field contains the string, and no run is split at its ends. Unquoted text
//! is segmented along the dictionary's best path, by the analyzer that documents pass through. Its parts become these
//! requirements:
//!
//! - A [`Requirement::Word`] is a dictionary word of two or more characters, or a run that is next to no single character and no
//!   other run.
//! - A [`Requirement::Joined`] is a string of adjacent single characters and runs between words (`A股`, `10月26日`, most names).
//! - A single character next to a word is bound to it, and so are a number after a word (天问一号), and a number with a measure
//!   and the word that it counts (四个意识). The bound string is one requirement if any article of the index contains it; the
//!   filters of the request do not matter here. Otherwise its words and characters become separate requirements, and a
//!   diagnostic reports this.
//! - Function characters (的, 了, 在 …) beside words or runs are a [`Requirement::Rank`]: they affect the score and are not
//!   required. In a text without any word or run they are part of the string (这是, 王在希).
//! - A text that consists of function characters only is required if the query has nothing else; otherwise it only affects
//!   the score. Question words are left out unless the query has nothing else.
//! - If the whole text is the name of a reporter, correspondent or photographer in the index, a [`Requirement::Person`] is
//!   added as an alternative to the requirements above.
//!
//! An article fulfils a requirement of unquoted text exactly if its normalised title or body contains the string as written,
//! over [signs](crate::text::reading), or with its [numbers](crate::text::numerals) in another spelling. A plan can therefore
//! be checked against an article without an index, and does not depend on the segmentation of documents. The plan itself
//! depends on the index only through its [`Knowledge`].

mod bounds;
mod build;
mod knowledge;
mod own;
mod pieces;
mod scope;
mod unknown_field;
mod unquoted;

use std::fmt;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::segment::normalized_article::Contents;

pub(crate) use build::{is_text, plan};
#[cfg(test)]
pub(crate) use knowledge::EveryString;
pub(crate) use knowledge::Knowledge;
pub use own::OwnCondition;
pub(crate) use own::own_names;
pub use scope::{Scope, ValueField};

/// A plan, and the diagnostics from making it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Planned {
    /// The condition for a match.
    pub requirement: Requirement,
    /// The parts of the query that may have been misread.
    pub diagnostics: Vec<Diagnostic>,
    /// The stretches of unquoted text that fall into several requirements.
    #[serde(skip)]
    pub(crate) stretches: Vec<Stretch>,
}

/// A stretch of unquoted text that falls into several requirements.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// The stretch as one string.
    pub(crate) whole: Requirement,
    /// The strings that it falls into, in order, without function characters.
    pub(crate) words: Vec<String>,
}

/// One node of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "require", rename_all = "lowercase")]
pub enum Requirement {
    /// A dictionary word or a run is contained. `text` is normalised.
    Word {
        /// The word or run.
        text: String,
        /// The field.
        scope: Scope,
    },
    /// A string of adjacent characters of unquoted text is contained, without splitting a run. `text` is normalised.
    Joined {
        /// The string.
        text: String,
        /// The field.
        scope: Scope,
        /// The separate requirements, if the string was bound from several. An article that meets all of them separately is a
        /// partial match.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        apart: Vec<Requirement>,
    },
    /// A reporter, correspondent or photographer of the article has this name. `text` is normalised.
    Person {
        /// The whole name.
        text: String,
    },
    /// This exact text is contained, without splitting a run. `text` is normalised.
    Quote {
        /// The string.
        text: String,
        /// The field.
        scope: Scope,
    },
    /// A Latin word or number has this prefix. `text` is normalised.
    Prefix {
        /// The prefix.
        text: String,
        /// The field.
        scope: Scope,
    },
    /// A Latin word within an edit distance of `text` is contained. `text` is normalised.
    Fuzzy {
        /// The word.
        text: String,
        /// The maximum edit distance: letters inserted, left out, replaced or swapped.
        distance: u8,
        /// The field.
        scope: Scope,
    },
    /// All strings are contained in one field, with a bounded number of units between them. Normalised.
    Near {
        /// The strings.
        texts: Vec<String>,
        /// Maximum number of units between the first and the last string, without the units of the strings.
        distance_units: usize,
        /// The field.
        scope: Scope,
    },
    /// A field has a value. `text` is normalised.
    Value {
        /// The field.
        field: ValueField,
        /// The value.
        text: String,
    },
    /// A field of one's own meets a condition.
    Own {
        /// The declared name of the field.
        field: String,
        /// The condition.
        condition: OwnCondition,
    },
    /// The page's number is in a range.
    Pages {
        /// The letters before the number, upper case; usually none.
        sheet: String,
        /// The first page; `None` is open.
        from: Option<u32>,
        /// The last page; `None` is open.
        to: Option<u32>,
    },
    /// The date is in a range of days counted from 1970-01-01, both included; an end of `None` is open.
    Days {
        /// The first day.
        from: Option<i64>,
        /// The last day.
        to: Option<i64>,
    },
    /// The article was added after the article with this number.
    AddedAfter {
        /// The number.
        number: u64,
    },
    /// A function character, which affects the score and is not required.
    Rank {
        /// The character.
        text: String,
        /// The field.
        scope: Scope,
    },
    /// The score of the inner requirement is multiplied.
    Boost {
        /// The requirement inside.
        inner: Box<Requirement>,
        /// The factor.
        factor: f32,
    },
    /// The inner requirement does not match.
    Not {
        /// The requirement inside.
        inner: Box<Requirement>,
    },
    /// All parts match.
    All {
        /// The parts; never empty.
        parts: Vec<Requirement>,
    },
    /// At least one part matches.
    Any {
        /// The parts; never empty.
        parts: Vec<Requirement>,
    },
    /// Every article.
    Everything,
    /// No article: the query contains nothing that could be searched.
    Nothing,
}

impl Requirement {
    /// The children: the parts of a conjunction or disjunction, or the weighted or negated requirement. A clause has none.
    ///
    /// ```
    /// use jianbao_core::{Index, SearchRequest};
    ///
    /// let plan = Index::in_memory()?.explain(&SearchRequest::new("网球 -滑雪"), None)?.requirement;
    /// let parts: Vec<String> = plan.parts().iter().map(ToString::to_string).collect();
    /// assert_eq!(parts, ["网球", "-滑雪"]);
    /// assert!(plan.parts()[0].parts().is_empty());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn parts(&self) -> &[Requirement] {
        match self {
            Requirement::All { parts } | Requirement::Any { parts } => parts,
            Requirement::Boost { inner, .. } | Requirement::Not { inner } => std::slice::from_ref(inner),
            Requirement::Word { .. }
            | Requirement::Joined { .. }
            | Requirement::Quote { .. }
            | Requirement::Prefix { .. }
            | Requirement::Fuzzy { .. }
            | Requirement::Near { .. }
            | Requirement::Person { .. }
            | Requirement::Value { .. }
            | Requirement::Own { .. }
            | Requirement::Pages { .. }
            | Requirement::Days { .. }
            | Requirement::AddedAfter { .. }
            | Requirement::Rank { .. }
            | Requirement::Everything
            | Requirement::Nothing => &[],
        }
    }

    /// True for a quote, with a weight or without.
    pub(crate) fn is_quote(&self) -> bool {
        match self {
            Requirement::Quote { .. } => true,
            Requirement::Boost { inner, .. } => inner.is_quote(),
            _ => false,
        }
    }

    /// True for a conjunction or a disjunction.
    pub(crate) fn is_group(&self) -> bool {
        matches!(self, Requirement::All { .. } | Requirement::Any { .. })
    }

    /// Visits every clause in the order of the query, except negated ones.
    pub(crate) fn each_clause<'r>(&'r self, visit: &mut impl FnMut(&'r Requirement)) {
        match self {
            Requirement::Not { .. } => {}
            clause if clause.parts().is_empty() => visit(clause),
            group => group.parts().iter().for_each(|part| part.each_clause(visit)),
        }
    }

    /// The normalised strings that a clause requires literally; none for a group, or for another kind of clause.
    pub(crate) fn strings(&self) -> &[String] {
        match self {
            Requirement::Word { text, .. }
            | Requirement::Joined { text, .. }
            | Requirement::Quote { text, .. } => std::slice::from_ref(text),
            Requirement::Near { texts, .. } => texts,
            _ => &[],
        }
    }

    /// The field that must contain the text of a clause; none for a group, or for another kind of clause.
    pub(crate) fn scope(&self) -> Option<&Scope> {
        match self {
            Requirement::Word { scope, .. }
            | Requirement::Joined { scope, .. }
            | Requirement::Quote { scope, .. }
            | Requirement::Prefix { scope, .. }
            | Requirement::Fuzzy { scope, .. }
            | Requirement::Near { scope, .. }
            | Requirement::Rank { scope, .. } => Some(scope),
            Requirement::Person { .. }
            | Requirement::Value { .. }
            | Requirement::Own { .. }
            | Requirement::Pages { .. }
            | Requirement::Days { .. }
            | Requirement::AddedAfter { .. }
            | Requirement::Boost { .. }
            | Requirement::Not { .. }
            | Requirement::All { .. }
            | Requirement::Any { .. }
            | Requirement::Everything
            | Requirement::Nothing => None,
        }
    }

    /// True if it, or every part of it, came from unquoted text without a field. An article without it may still fill a page.
    pub(crate) fn is_soft(&self) -> bool {
        match self {
            Requirement::Word { scope, .. } | Requirement::Joined { scope, .. } => *scope == Scope::Anywhere,
            Requirement::Person { .. } => true,
            Requirement::Not { .. } => false,
            group => !group.parts().is_empty() && group.parts().iter().all(Requirement::is_soft),
        }
    }

    /// True if an article meets the requirement. Only [soft](Self::is_soft) requirements are decided here; the result for others
    /// is false.
    pub(crate) fn holds_in(&self, article: &Contents<'_>) -> bool {
        match self {
            Requirement::Word { text, .. } | Requirement::Joined { text, .. } => article.contains(text),
            Requirement::Person { text } => article.has_person(text),
            Requirement::Not { .. } => false,
            group => {
                let mut parts = group.parts().iter().map(|part| part.holds_in(article));
                let is_any = matches!(group, Requirement::Any { .. });
                if is_any { parts.any(|holds| holds) } else { parts.len() > 0 && parts.all(|holds| holds) }
            }
        }
    }

    /// The normalised strings that unquoted text requires of the title or the body, in the order of the query.
    pub fn required(&self) -> Vec<String> {
        match self {
            Requirement::Word { text, .. } | Requirement::Joined { text, .. } => vec![text.clone()],
            // No alternative is required by itself.
            Requirement::Not { .. } | Requirement::Any { .. } => Vec::new(),
            group => group.parts().iter().flat_map(Requirement::required).collect(),
        }
    }
}

/// Prints a plan in the query language, for people.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Requirement], sign: &str| {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    f.write_str(sign)?;
                }
                if part.is_group() {
                    write!(f, "({part})")?;
                } else {
                    write!(f, "{part}")?;
                }
            }
            Ok(())
        };
        match self {
            Requirement::Word { text, scope } | Requirement::Joined { text, scope, .. } => {
                write!(f, "{}{text}", scope.prefix())
            }
            Requirement::Person { text } => write!(f, "人:{text}"),
            Requirement::Quote { text, scope } => write!(f, "{}\"{text}\"", scope.prefix()),
            Requirement::Prefix { text, scope } => write!(f, "{}{text}*", scope.prefix()),
            Requirement::Fuzzy { text, scope, .. } => write!(f, "{}{text}~", scope.prefix()),
            Requirement::Near { texts, distance_units, scope } => {
                write!(f, "{}\"{}\"~{distance_units}", scope.prefix(), texts.join(" "))
            }
            Requirement::Value { field, text } => write!(f, "{}:{text}", field.name()),
            Requirement::Own { field, condition } => write!(f, "{field}:{condition}"),
            Requirement::Pages { sheet, from, to } => {
                let number = |number: &Option<u32>| number.map_or(String::new(), |number| number.to_string());
                let range =
                    if from == to { number(from) } else { format!("{}..{}", number(from), number(to)) };
                write!(f, "{}:{sheet}{range}", ValueField::Page.name())
            }
            Requirement::Days { from, to } => {
                let day = |day: &Option<i64>| {
                    day.and_then(crate::segment::document::date_of)
                        .map_or(String::new(), |date| date.to_string())
                };
                write!(f, "日期:{}..{}", day(from), day(to))
            }
            Requirement::AddedAfter { number } => write!(f, "#>{number}"),
            Requirement::Rank { text, scope } => write!(f, "[{}{text}]", scope.prefix()),
            Requirement::Boost { inner, factor } => write!(f, "({inner})^{factor}"),
            Requirement::Not { inner } if inner.is_group() => write!(f, "-({inner})"),
            Requirement::Not { inner } => write!(f, "-{inner}"),
            Requirement::All { parts } => joined(f, parts, " "),
            Requirement::Any { parts } => joined(f, parts, " 或 "),
            Requirement::Everything => f.write_str("*"),
            Requirement::Nothing => f.write_str("()"),
        }
    }
}

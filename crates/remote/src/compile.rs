//! Compiler of plans into queries of the cluster.
//!
//! Each node of a plan becomes two queries. The **wide** query finds every article that meets the node, and possibly others. The
//! **narrow** query finds only articles that meet the node, but possibly not all. **Law**: narrow ⊆ plan ⊆ wide, for every plan and
//! article. If the cluster can decide a node, the two queries are equal.
//!
//! | node | wide | narrow |
//! |---|---|---|
//! | word, string | as written, or over signs, or with a number in another spelling | as written |
//! | quote, person, value, page, day | exact | exact |
//! | prefix | exact; in the body: in the title or the body | in the body: not in the title |
//! | spelling | every term within the edit distance | the word itself |
//! | nearness | all strings in one field | nothing |
//! | negation of x | all but narrow(x) | all but wide(x) |
//! | all, any, weight | of their parts | of their parts |
//!
//! A string becomes a phrase of units in the title or in the body. A dictionary word becomes a term query, so that it is ranked as
//! in the embedded engine.
//!
//! Input: a plan, an analyzer. Output: two queries as JSON. Cost: linear in the plan. Invariant: no request is sent here.

pub(crate) mod clauses;
pub(crate) mod string;

use jianbao_analysis::Analyzer;
use jianbao_core::{Requirement, Scope, ValueField, person_term};
use serde_json::{Value, json};

use crate::mapping::{
    BODY_UNITS, DAY, NO_SHEET, PAGE_NUMBER, PAGE_SHEET, TITLE_UNITS, TITLE_WORDS, WORDS, value_field,
};
use crate::token::{MAX_TOKEN_UNITS, token};
use clauses::{all, all_but, any, everything, filter, nothing, number_of_clauses, term};

/// Maximum number of clauses of a request: that of the cluster's default (`indices.query.bool.max_clause_count`).
const MAX_CLAUSES: usize = 1024;

/// The longest text of a value for which values that contain it are searched, in characters: the cluster builds an automaton of it.
const MAX_CONTAINED_CHARS: usize = 200;

/// The largest edit distance of the cluster.
const MAX_DISTANCE: u8 = 2;

/// A plan as queries of the cluster.
///
/// ```
/// use jianbao_analysis::Analyzer;
/// use jianbao_core::{Requirement, Scope};
/// use jianbao_remote::compile;
///
/// let analyzer = Analyzer::new();
/// let word = Requirement::Word { text: "规划".into(), scope: Scope::Anywhere };
/// let compiled = compile(&word, &analyzer)?;
/// assert!(compiled.is_exact);
/// assert_eq!(compiled.wide.to_string(), r#"{"term":{"words":{"value":"规划"}}}"#);
///
/// let string = Requirement::Joined { text: "十四五规划".into(), scope: Scope::Anywhere, apart: vec![] };
/// assert!(!compile(&string, &analyzer)?.is_exact);
/// # Ok::<(), jianbao_remote::TooManyClauses>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Compiled {
    /// The query that finds every match, and possibly other articles.
    pub wide: Value,
    /// The query that finds only matches, but possibly not all.
    pub narrow: Value,
    /// True if the two queries are equal.
    pub is_exact: bool,
}

/// Error: a plan has more clauses than the cluster allows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the query becomes {clauses} clauses of a request; a cluster takes {max}: ask for fewer words")]
pub struct TooManyClauses {
    /// The number of its clauses.
    pub clauses: usize,
    /// The maximum.
    pub max: usize,
}

/// Compiles a plan.
///
/// # Errors
/// [`TooManyClauses`].
pub fn compile(requirement: &Requirement, analyzer: &Analyzer) -> Result<Compiled, TooManyClauses> {
    let Pair { wide, narrow } = Compiler { analyzer }.pair(requirement);
    let clauses = number_of_clauses(&wide).max(narrow.as_ref().map_or(0, number_of_clauses));
    if clauses > MAX_CLAUSES {
        return Err(TooManyClauses { clauses, max: MAX_CLAUSES });
    }
    let is_exact = narrow.is_none();
    let narrow = narrow.unwrap_or_else(|| wide.clone());
    Ok(Compiled { wide, narrow, is_exact })
}

/// The two queries of a node; one if they are the same.
struct Pair {
    wide: Value,
    narrow: Option<Value>,
}

impl Pair {
    fn exact(query: Value) -> Pair {
        Pair { wide: query, narrow: None }
    }

    fn bounds(wide: Value, narrow: Value) -> Pair {
        Pair { wide, narrow: Some(narrow) }
    }

    /// Both queries, composed from those of the parts.
    fn of(parts: Vec<Pair>, together: impl Fn(Vec<Value>) -> Value) -> Pair {
        let narrow = parts.iter().any(|part| part.narrow.is_some()).then(|| {
            together(parts.iter().map(|part| part.narrow.as_ref().unwrap_or(&part.wide).clone()).collect())
        });
        Pair { wide: together(parts.into_iter().map(|part| part.wide).collect()), narrow }
    }
}

/// A clause that the documents cannot decide: they do not contain fields of one's own and the numbers of articles. The matcher then
/// refuses the plan.
fn undecided() -> Pair {
    Pair::bounds(everything(), nothing())
}

struct Compiler<'a> {
    analyzer: &'a Analyzer,
}

impl Compiler<'_> {
    fn pair(&self, requirement: &Requirement) -> Pair {
        if let Requirement::Word { scope: Scope::Own(_), .. }
        | Requirement::Joined { scope: Scope::Own(_), .. }
        | Requirement::Quote { scope: Scope::Own(_), .. }
        | Requirement::Prefix { scope: Scope::Own(_), .. }
        | Requirement::Fuzzy { scope: Scope::Own(_), .. }
        | Requirement::Near { scope: Scope::Own(_), .. } = requirement
        {
            return undecided();
        }
        match requirement {
            Requirement::Word { text, scope } | Requirement::Joined { text, scope, .. } => {
                self.unquoted(text, scope)
            }
            Requirement::Quote { text, scope } => Pair::exact(self.quote(text, scope)),
            Requirement::Person { text } => Pair::exact(term(WORDS, &token(&person_term(text)))),
            Requirement::Prefix { text, scope } => self.prefix(text, scope),
            Requirement::Fuzzy { text, distance, scope } => self.fuzzy(text, *distance, scope),
            Requirement::Near { texts, scope, .. } => Pair::bounds(
                any(fields_of(scope).iter().map(|field| self.all_in(texts, field)).collect()),
                nothing(),
            ),
            Requirement::Value { field: ValueField::Place, text } => {
                containing(value_field(ValueField::Place), text)
            }
            Requirement::Value { field, text } => Pair::exact(filter(term(value_field(*field), text))),
            Requirement::Own { .. } | Requirement::AddedAfter { .. } => undecided(),
            Requirement::Pages { sheet, from, to } => {
                let sheet = if sheet.is_empty() { NO_SHEET } else { sheet };
                let number = range(PAGE_NUMBER, from.map(i64::from), to.map(i64::from));
                Pair::exact(filter(all(vec![term(PAGE_SHEET, sheet), number], Vec::new())))
            }
            Requirement::Days { from, to } => Pair::exact(filter(range(DAY, *from, *to))),
            // Ranks only, and alone it ranks nothing.
            Requirement::Rank { .. } | Requirement::Everything => Pair::exact(everything()),
            Requirement::Boost { inner, factor } => {
                let boost = |mut parts: Vec<Value>| json!({"bool": {"must": [parts.pop()], "boost": factor.max(0.0)}});
                Pair::of(vec![self.pair(inner)], boost)
            }
            Requirement::Not { inner } => {
                let Pair { wide, narrow } = self.pair(inner);
                match narrow {
                    None => Pair::exact(all_but(wide)),
                    Some(narrow) => Pair::bounds(all_but(narrow), all_but(wide)),
                }
            }
            Requirement::All { parts } => {
                let is_rank = |part: &&Requirement| matches!(part, Requirement::Rank { .. });
                let ranking: Vec<Value> = parts.iter().filter(is_rank).map(|part| self.rank(part)).collect();
                let required =
                    parts.iter().filter(|part| !is_rank(part)).map(|part| self.pair(part)).collect();
                Pair::of(required, |parts| all(parts, ranking.clone()))
            }
            Requirement::Any { parts } => Pair::of(parts.iter().map(|part| self.pair(part)).collect(), any),
            Requirement::Nothing => Pair::exact(nothing()),
        }
    }

    /// The query that scores a function character.
    fn rank(&self, part: &Requirement) -> Value {
        match part {
            Requirement::Rank { text, scope } => self.quote(text, scope),
            _ => everything(),
        }
    }

    fn prefix(&self, text: &str, scope: &Scope) -> Pair {
        if text.encode_utf16().count() > MAX_TOKEN_UNITS {
            // No word is so long.
            return Pair::exact(nothing());
        }
        let prefix = |field: &str| json!({"prefix": {field: {"value": token(text)}}});
        match scope {
            Scope::Anywhere => Pair::exact(prefix(WORDS)),
            Scope::Title => Pair::exact(prefix(TITLE_WORDS)),
            Scope::Own(_) => undecided(),
            Scope::Body => {
                let outside_title = all(vec![prefix(WORDS), all_but(prefix(TITLE_WORDS))], Vec::new());
                Pair::bounds(prefix(WORDS), outside_title)
            }
        }
    }

    fn fuzzy(&self, text: &str, distance: u8, scope: &Scope) -> Pair {
        let field = match scope {
            Scope::Anywhere | Scope::Body => WORDS,
            Scope::Title => TITLE_WORDS,
            Scope::Own(_) => return undecided(),
        };
        let is_token = text.is_ascii() && text >= "0" && text.len() <= MAX_TOKEN_UNITS;
        if distance > MAX_DISTANCE || !is_token {
            return Pair::bounds(everything(), nothing());
        }
        // Without another rewriting the cluster takes the fifty likest words alone.
        let like = json!({"fuzzy": {field: {
            "value": token(text), "fuzziness": distance, "transpositions": true, "rewrite": "constant_score",
        }}});
        let itself = match scope {
            Scope::Anywhere | Scope::Title => term(field, &token(text)),
            // Also a word with letters of the dictionary is a term, and the embedded engine then looks at the title alone.
            Scope::Body | Scope::Own(_) => nothing(),
        };
        Pair::bounds(like, itself)
    }

    /// All strings in one field, as written.
    fn all_in(&self, texts: &[String], field: &str) -> Value {
        let strings = texts.iter().map(|text| string::sequence(&string::units_of(text), field)).collect();
        all(strings, Vec::new())
    }
}

/// The fields with the units of a scope.
fn fields_of(scope: &Scope) -> &'static [&'static str] {
    match scope {
        Scope::Anywhere => &[TITLE_UNITS, BODY_UNITS],
        Scope::Title => &[TITLE_UNITS],
        Scope::Body => &[BODY_UNITS],
        Scope::Own(_) => &[],
    }
}

/// Values that contain a text.
fn containing(field: &str, text: &str) -> Pair {
    if text.chars().count() > MAX_CONTAINED_CHARS {
        return Pair::bounds(filter(json!({"exists": {"field": field}})), nothing());
    }
    let mut pattern = String::from("*");
    for c in text.chars() {
        if matches!(c, '*' | '?' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('*');
    Pair::exact(filter(json!({"wildcard": {field: {"value": pattern}}})))
}

/// A number in a range; any number if both ends are open.
fn range(field: &str, from: Option<i64>, to: Option<i64>) -> Value {
    let mut ends = serde_json::Map::new();
    if let Some(from) = from {
        ends.insert("gte".to_owned(), from.into());
    }
    if let Some(to) = to {
        ends.insert("lte".to_owned(), to.into());
    }
    if ends.is_empty() { json!({"exists": {"field": field}}) } else { json!({"range": {field: ends}}) }
}

#[cfg(test)]
mod interpreter;
#[cfg(test)]
mod tests;

//! Interpreter of the cluster's query language over one document: the oracle of the compiler's tests. It evaluates the clauses
//! that the compiler emits by their documented meaning, and panics on any other clause.

use serde_json::{Map, Value};

use crate::token::is_java_whitespace;

/// True if a query finds a document.
pub(super) fn finds(query: &Value, document: &Map<String, Value>) -> bool {
    let (kind, about) = only(query);
    let list = |name: &str| about.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    match kind {
        "match_all" => true,
        "match_none" => false,
        "exists" => document.contains_key(about["field"].as_str().unwrap()),
        "bool" => {
            let allowed = ["must", "filter", "should", "must_not", "minimum_should_match", "boost"];
            assert!(about.as_object().unwrap().keys().all(|key| allowed.contains(&key.as_str())), "{about}");
            let should = list("should");
            let is_optional = !list("must").is_empty() || !list("filter").is_empty();
            let default = u64::from(!should.is_empty() && !is_optional);
            let least = about.get("minimum_should_match").map_or(default, |least| least.as_u64().unwrap());
            let found = should.iter().filter(|query| finds(query, document)).count() as u64;
            list("must").iter().chain(&list("filter")).all(|query| finds(query, document))
                && found >= least
                && !list("must_not").iter().any(|query| finds(query, document))
        }
        "range" => {
            let (field, ends) = only(about);
            document.get(field).is_some_and(|number| {
                let number = number.as_i64().unwrap();
                ends.get("gte").is_none_or(|from| from.as_i64().unwrap() <= number)
                    && ends.get("lte").is_none_or(|to| number <= to.as_i64().unwrap())
            })
        }
        "term" => on_tokens(about, document, |token, value| token == value),
        "prefix" => on_tokens(about, document, |token, value| token.starts_with(value)),
        "wildcard" => on_tokens(about, document, wildcard),
        "fuzzy" => {
            let (_, options) = only(about);
            let most = usize::try_from(options["fuzziness"].as_u64().unwrap()).unwrap();
            on_tokens(about, document, |token, value| distance(token, value) <= most)
        }
        "match_phrase" => {
            let (field, options) = only(about);
            let tokens = tokens(document, field);
            let phrase: Vec<&str> = options["query"]
                .as_str()
                .unwrap()
                .split(is_java_whitespace)
                .filter(|token| !token.is_empty())
                .collect();
            assert!(phrase.len() > 1 && options["slop"] == 0);
            tokens.windows(phrase.len()).any(|window| window.iter().eq(phrase.iter()))
        }
        other => panic!("the interpreter does not know {other}"),
    }
}

fn only(value: &Value) -> (&str, &Value) {
    let object = value.as_object().unwrap();
    assert_eq!(object.len(), 1, "{value}");
    object.iter().map(|(name, about)| (name.as_str(), about)).next().unwrap()
}

fn on_tokens(about: &Value, document: &Map<String, Value>, test: impl Fn(&str, &str) -> bool) -> bool {
    let (field, options) = only(about);
    let value = options["value"].as_str().unwrap();
    tokens(document, field).iter().any(|token| test(token, value))
}

/// The terms of a field: a text is split at white space, each value of a list is one term.
fn tokens(document: &Map<String, Value>, field: &str) -> Vec<String> {
    let is_text = ["words", "title_words", "title_units", "body_units"].contains(&field);
    match document.get(field) {
        None => Vec::new(),
        Some(Value::String(text)) if is_text => {
            text.split(is_java_whitespace).filter(|token| !token.is_empty()).map(str::to_owned).collect()
        }
        Some(Value::String(value)) => vec![value.clone()],
        Some(Value::Array(values)) => values.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
        Some(other) => panic!("{field} is {other}"),
    }
}

fn wildcard(token: &str, pattern: &str) -> bool {
    let inner = pattern.strip_prefix('*').unwrap().strip_suffix('*').unwrap();
    let mut text = String::new();
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        assert!(sign != '*' && sign != '?', "{pattern}");
        text.push(if sign == '\\' { signs.next().unwrap() } else { sign });
    }
    token.contains(&text)
}

/// The edit distance with swaps of neighbours, by the recursive definition.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let moved = if swap { rows[i - 2][j - 2] + 1 } else { usize::MAX };
                changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(moved)
            };
        }
    }
    rows[a.len()][b.len()]
}

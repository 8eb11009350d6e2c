//! Clauses of the cluster's query language, and their composition.

use serde_json::{Value, json};

/// A term of a field.
pub(crate) fn term(field: &str, token: &str) -> Value {
    json!({"term": {field: {"value": token}}})
}

/// Every article, unscored.
pub(crate) fn everything() -> Value {
    json!({"match_all": {"boost": 0.0}})
}

/// No article.
pub(crate) fn nothing() -> Value {
    json!({"match_none": {}})
}

/// The same articles, unscored.
pub(crate) fn filter(query: Value) -> Value {
    json!({"bool": {"filter": [query]}})
}

/// Articles that a query does not find, unscored.
pub(crate) fn all_but(query: Value) -> Value {
    json!({"bool": {"filter": [{"match_all": {}}], "must_not": [query]}})
}

/// Articles that all queries find. Others only rank them.
pub(crate) fn all(mut required: Vec<Value>, ranking: Vec<Value>) -> Value {
    if required.is_empty() {
        required.push(everything());
    }
    if ranking.is_empty() {
        if required.len() == 1 {
            return required.swap_remove(0);
        }
        return json!({"bool": {"must": required}});
    }
    json!({"bool": {"must": required, "should": ranking, "minimum_should_match": 0}})
}

/// Articles that any of the queries finds.
pub(crate) fn any(mut queries: Vec<Value>) -> Value {
    match queries.len() {
        0 => nothing(),
        1 => queries.swap_remove(0),
        _ => json!({"bool": {"should": queries, "minimum_should_match": 1}}),
    }
}

/// The number of clauses without compound ones.
pub(crate) fn number_of_clauses(query: &Value) -> usize {
    let Some(clauses) = query.get("bool").and_then(Value::as_object) else { return 1 };
    let lists = clauses.values().filter_map(Value::as_array);
    lists.flatten().map(number_of_clauses).sum()
}

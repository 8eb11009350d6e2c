//! Objects that contain articles at a deeper level: dumps of databases, responses of servers.
//!
//! `{"_index": …, "_source": {"title": …}}` is read as the article in its member, and
//! `{"code": 0, "data": {"list": [{…}]}}` as a list of articles. An object with a title or a text of its own
//! is an article, whatever else it contains.

use serde_json::{Map, Value};

use crate::field_names::{Field, FieldNames};

/// Names of members that contain a list of articles, whatever the names of their fields.
const LISTS: [&str; 11] =
    ["items", "data", "articles", "list", "rows", "news", "results", "records", "docs", "文章", "新闻"];

/// Maximum depth in an object at which articles are found.
const MAX_DEPTH: usize = 3;

/// The list of articles in an object that is not an article; the object itself if there is none.
pub(crate) fn list_in(
    mut object: Map<String, Value>,
    names: &FieldNames,
) -> Result<Vec<Value>, Map<String, Value>> {
    if !has_objects(&object) || has_text(&object, names) {
        return Err(object);
    }
    match taken_list(&mut object, names, MAX_DEPTH) {
        Some(list) => Ok(list),
        None => Err(object),
    }
}

fn taken_list(object: &mut Map<String, Value>, names: &FieldNames, depth: usize) -> Option<Vec<Value>> {
    let is_list = |value: &Value| {
        let first = value.as_array().and_then(|list| list.first());
        first.is_some_and(Value::is_object)
    };
    let is_of_articles = |value: &Value| {
        let first = value.as_array().and_then(|list| list.first()).and_then(Value::as_object);
        first.is_some_and(|first| holds_article(first, names, MAX_DEPTH))
    };
    let known = || LISTS.into_iter().find(|name| object.get(*name).is_some_and(is_list)).map(str::to_owned);
    let found = || object.iter().find(|(_, value)| is_of_articles(value)).map(|(name, _)| name.clone());
    if let Some(name) = found().or_else(known) {
        return match object.remove(&name) {
            Some(Value::Array(list)) => Some(list),
            _ => None,
        };
    }
    let members = object.values_mut().filter_map(Value::as_object_mut);
    (depth > 1).then(|| members.into_iter().find_map(|member| taken_list(member, names, depth - 1))).flatten()
}

/// The object without its wrapper: the fields of the member that is the article, and the fields around that
/// member.
pub(super) fn unwrapped(mut object: Map<String, Value>, names: &FieldNames) -> Map<String, Value> {
    for _ in 0..MAX_DEPTH {
        if !has_objects(&object) || has_text(&object, names) {
            return object;
        }
        let holds =
            |value: &Value| value.as_object().is_some_and(|inner| holds_article(inner, names, MAX_DEPTH - 1));
        let source =
            ["_source"].into_iter().find(|name| object.get(*name).is_some_and(holds)).map(str::to_owned);
        let member =
            source.or_else(|| object.iter().find(|(_, value)| holds(value)).map(|(name, _)| name.clone()));
        let Some(Value::Object(mut inner)) = member.and_then(|member| object.remove(&member)) else {
            return object;
        };
        for (mut name, value) in object {
            while inner.contains_key(&name) {
                name.push('_');
            }
            inner.insert(name, value);
        }
        object = inner;
    }
    object
}

/// True if an object contains objects or lists.
fn has_objects(object: &Map<String, Value>) -> bool {
    object.values().any(|value| match value {
        Value::Object(_) => true,
        Value::Array(values) => values.first().is_some_and(Value::is_object),
        _ => false,
    })
}

/// True if an object has a title or a text of its own.
fn has_text(object: &Map<String, Value>, names: &FieldNames) -> bool {
    object.iter().any(|(name, value)| {
        let is_text = match value {
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(values) => values.first().is_some_and(Value::is_string),
            _ => false,
        };
        is_text
            && names
                .get(name)
                .is_some_and(|known| matches!(known.field, Field::Title | Field::Body | Field::BodyHtml))
    })
}

/// True if an object is an article, or one is wrapped in it.
fn holds_article(object: &Map<String, Value>, names: &FieldNames, depth: usize) -> bool {
    has_text(object, names)
        || depth > 1
            && object
                .values()
                .filter_map(Value::as_object)
                .any(|inner| holds_article(inner, names, depth - 1))
}

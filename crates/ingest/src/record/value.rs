//! Values of JSON as the values of fields.

use std::borrow::Cow;

use jianbao_article::{Date, DayPrecision, People, people_in_field, written_date};
use serde_json::{Map, Value};

use super::markup::Markup;
use crate::warning::Expected;

/// True if there is nothing in a value.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A string or number, or a list with one; none if it is white space alone.
pub(super) fn text(value: &Value, markup: &mut Markup) -> Result<Option<String>, Expected> {
    match plain(value).as_ref() {
        Value::String(text) => Ok(markup.line(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(values) if values.len() == 1 => text(&values[0], markup),
        _ => Err(Expected::Text),
    }
}

/// A string split at its line breaks, or a list of strings, without blank ones.
pub(super) fn lines(value: &Value, markup: &mut Markup) -> Result<Vec<String>, Expected> {
    match value {
        Value::String(text) => Ok(markup.lines(text)),
        Value::Array(values) => {
            let mut lines = Vec::with_capacity(values.len());
            for value in values {
                match value {
                    Value::String(text) => markup.add_paragraph(text, &mut lines),
                    _ => lines.extend(text(value, markup).map_err(|_| Expected::Texts)?),
                }
            }
            Ok(lines)
        }
        _ => Err(Expected::Texts),
    }
}

/// People in a string, in a list of strings, or in objects with a `name`. In lists that jianbao wrote, each
/// element is one name, unchanged.
pub(super) fn people(value: &Value, markup: &mut Markup) -> Result<People, Expected> {
    let mut texts = Vec::new();
    match value {
        Value::Object(object) => texts.extend(object.get("name").and_then(Value::as_str).map(str::to_owned)),
        Value::Array(values) => {
            for value in values {
                let named = value.get("name").filter(|name| name.is_string()).unwrap_or(value);
                texts.extend(text(named, markup).map_err(|_| Expected::Texts)?);
            }
        }
        _ => texts.extend(text(value, markup).map_err(|_| Expected::Texts)?),
    }
    if texts.is_empty() && value.is_object() {
        return Err(Expected::Texts);
    }
    if !markup.is_read {
        return Ok(People { reporters: texts, ..People::default() });
    }
    let mut people = People::default();
    for text in &texts {
        let People { reporters, correspondents, photographers } = people_in_field(text);
        people.reporters.extend(reporters);
        people.correspondents.extend(correspondents);
        people.photographers.extend(photographers);
    }
    Ok(people)
}

/// A day, and whether it was complete; a month becomes its first day.
pub(super) fn date(value: &Value, markup: &mut Markup) -> Result<Option<(Date, bool)>, Expected> {
    let instant = instant(value);
    let Some(written) = text(instant.as_ref().unwrap_or(value), markup).map_err(|_| Expected::Date)? else {
        return Ok(None);
    };
    let date = written_date(&written).ok_or(Expected::Date)?;
    Ok(Some((date.day, date.precision == DayPrecision::Day)))
}

/// Plain value of an object in a database dump: `{"$oid": "5f…"}`, `{"$numberLong": "3"}`.
fn plain(value: &Value) -> Cow<'_, Value> {
    let Some((name, inner)) = only_member(value) else { return Cow::Borrowed(value) };
    match name {
        "$oid" | "$numberLong" | "$numberInt" | "$numberDouble" | "$numberDecimal" | "$symbol" => {
            Cow::Borrowed(inner)
        }
        "$date" => Cow::Owned(instant(value).unwrap_or_else(|| inner.clone())),
        _ => Cow::Borrowed(value),
    }
}

/// A timestamp of a database, in UTC. It becomes milliseconds since 1970, so it is read as other numbers are,
/// in China's time.
fn instant(value: &Value) -> Option<Value> {
    let ("$date", inner) = only_member(value)? else { return None };
    match inner {
        Value::String(text) => {
            let timestamp: jiff::Timestamp = text.parse().ok()?;
            Some(Value::String(timestamp.as_millisecond().to_string()))
        }
        Value::Number(_) | Value::Object(_) => Some(plain(inner).into_owned()),
        _ => None,
    }
}

fn only_member(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.iter().next().map(|(name, value)| (name.as_str(), value))
}

/// True if jianbao wrote the object: its texts need no cleaning.
pub(super) fn is_exported(object: &Map<String, Value>) -> bool {
    let is_kind = object.get("kind").is_some_and(Value::is_string);
    is_kind && object.get("body").is_none_or(Value::is_array)
}

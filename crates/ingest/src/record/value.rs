//! Conversion of JSON values to the values of fields.

use jianbao_article::{Clock, Date, People, WrittenDate, WrittenTime, people_in_field, written_date};
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
    match plain(value) {
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

/// A date, with its time if it has one; a month becomes its first day.
pub(super) fn date(value: &Value, markup: &mut Markup) -> Result<Option<WrittenDate>, Expected> {
    let Some(written) = text(value, markup).map_err(|_| Expected::Date)? else { return Ok(None) };
    written_date(&written).ok_or(Expected::Date).map(Some)
}

/// A time: with a day of its own, or a time of day on the given day.
pub(super) fn time(
    value: &Value,
    day: Option<Date>,
    markup: &mut Markup,
) -> Result<Option<WrittenTime>, Expected> {
    let Some(written) = text(value, markup).map_err(|_| Expected::Time)? else { return Ok(None) };
    let own = written_date(&written).map(|date| date.time);
    let time = own.unwrap_or_else(|| Some(clock(&written)?.on(day?)));
    time.ok_or(Expected::Time).map(Some)
}

/// True if a value is a time of day alone.
pub(super) fn is_clock(value: &Value) -> bool {
    matches!(value, Value::String(text) if clock(text).is_some())
}

/// A time of day that a text consists of.
fn clock(text: &str) -> Option<Clock> {
    let text = text.trim();
    Clock::at_start(text).filter(|(_, bytes)| *bytes == text.len()).map(|(clock, _)| clock)
}

/// Plain value of an object in a database dump: `{"$oid": "5f…"}`, `{"$numberLong": "3"}`, `{"$date": …}`.
fn plain(value: &Value) -> &Value {
    let Some((name, inner)) = only_member(value) else { return value };
    match name {
        "$oid" | "$numberLong" | "$numberInt" | "$numberDouble" | "$numberDecimal" | "$symbol" => inner,
        "$date" => plain(inner),
        _ => value,
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

//! YAML as the fields of an article: values built from the parser's events, within bounds.
//!
//! Values stay strings; the fields parse dates and numbers. An alias is a copy, so copies are counted: ten
//! lines of nested aliases would fill any memory.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Maximum nesting of values.
const MAX_DEPTH: usize = 32;

/// Maximum number of values in total, copies included.
const MAX_VALUES: usize = 100_000;

/// The mapping in a YAML text; none if it is something else, invalid, or beyond a bound.
pub(super) fn mapping(text: &str) -> Option<Map<String, Value>> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        builder.take(event.ok()?.0)?;
        if builder.values > MAX_VALUES {
            return None;
        }
    }
    match builder.root? {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// A value that is open.
enum Open {
    List(Vec<Value>),
    /// Its members, and the name of the next.
    Object(Map<String, Value>, Option<String>),
}

#[derive(Default)]
struct Builder {
    open: Vec<(Open, usize)>,
    anchors: HashMap<usize, Value>,
    root: Option<Value>,
    values: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if is_null { Value::Null } else { Value::String(text.trim_end().to_owned()) };
                self.put(value, anchor);
            }
            Event::SequenceStart(anchor, _) => self.open.push((Open::List(Vec::new()), anchor)),
            Event::MappingStart(anchor, _) => self.open.push((Open::Object(Map::new(), None), anchor)),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop()? {
                (Open::List(values), anchor) => self.put(unlinked(values), anchor),
                (Open::Object(members, _), anchor) => self.put(Value::Object(members), anchor),
            },
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor)?.clone();
                self.values += count(&value);
                self.put(value, 0);
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        (self.open.len() <= MAX_DEPTH).then_some(())
    }

    fn put(&mut self, value: Value, anchor: usize) {
        self.values += 1;
        if anchor > 0 {
            self.values += count(&value);
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(value)),
            Some((Open::List(values), _)) => values.push(value),
            Some((Open::Object(members, name), _)) => match name.take() {
                Some(name) => {
                    members.insert(name, value);
                }
                None => *name = Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
            },
        }
    }
}

/// A list. `[[高远]]` is a wiki link and gives its text, not a nested list.
fn unlinked(mut values: Vec<Value>) -> Value {
    match values.as_slice() {
        [Value::Array(inner)] if inner.iter().all(Value::is_string) => values.swap_remove(0),
        _ => Value::Array(values),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

//! A file of JSON: one object, one array of objects, or several values in sequence, read value by value.
//!
//! If an object is not an article but contains a list of articles, as a server's response or a JSON feed
//! does, the list is read. At a syntax error, the articles before it are kept.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::formats::text::decoded;
use crate::record::nesting::list_in;
use crate::source::Source;
use crate::warning::{Part, Severity, WarningKind};

/// True if a file begins with a JSON object or an array of objects.
pub(crate) fn begins(opening: &[u8]) -> bool {
    match opening.split_first() {
        Some((b'{', _)) => true,
        Some((b'[', rest)) => rest.trim_ascii_start().starts_with(b"{"),
        _ => false,
    }
}

/// Emits the articles of JSON in UTF-8.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    decoded(opening, stream, source, values)
}

fn values(reader: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let max_bytes = source.options().limits.record_bytes;
    let left = Cell::new(max_bytes);
    let bounded = BufReader::with_capacity(1 << 16, Bounded { reader, left: &left });
    let mut parser = serde_json::Deserializer::from_reader(bounded);
    let mut number = 0;
    while parser.end().is_err() {
        let values = Values { number: &mut number, source, left: &left, max_bytes };
        if let Err(error) = values.deserialize(&mut parser) {
            return Err(failed(error, number, source));
        }
        left.set(max_bytes);
    }
    if number == 0 {
        source.warn(None, WarningKind::Empty, Severity::Fault);
    }
    Ok(())
}

fn failed(error: serde_json::Error, read: u64, source: &Source) -> IngestError {
    let (line, column) = (error.line(), error.column());
    if !error.is_io() {
        return IngestError::NotJson { path: source.path(), line, column, read, source: error };
    }
    let error = io::Error::from(error);
    if error.get_ref().is_some_and(|error| error.is::<TooLong>()) {
        let max_bytes = source.options().limits.record_bytes;
        return IngestError::TooLong { path: source.path(), number: read + 1, max_bytes };
    }
    source.failed(error)
}

/// Emits values one by one: the elements of an array separately.
struct Values<'v, 'a, 's> {
    number: &'v mut u64,
    source: &'v mut Source<'a, 's>,
    left: &'v Cell<u64>,
    max_bytes: u64,
}

impl Values<'_, '_, '_> {
    fn value(&mut self, value: Value) {
        self.left.set(self.max_bytes);
        *self.number += 1;
        let number = *self.number;
        match value {
            Value::Object(object) => match list_in(object, &self.source.options().names) {
                Ok(values) => {
                    *self.number -= 1;
                    for value in values {
                        self.value(value);
                    }
                }
                Err(object) => self.source.object(object, None, Part::Value(number)),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.source.warn(None, WarningKind::ValueNotAnObject { number }, Severity::Loss);
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for Values<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        while let Some(value) = values.next_element()? {
            self.value(value);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let mut object = Map::new();
        while let Some((name, value)) = entries.next_entry()? {
            object.insert(name, value);
        }
        self.value(Value::Object(object));
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        self.value(Value::String(text.to_owned()));
        Ok(())
    }

    fn visit_u64<E>(mut self, number: u64) -> Result<(), E> {
        self.value(number.into());
        Ok(())
    }

    fn visit_i64<E>(mut self, number: i64) -> Result<(), E> {
        self.value(number.into());
        Ok(())
    }

    fn visit_f64<E>(mut self, number: f64) -> Result<(), E> {
        self.value(number.into());
        Ok(())
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.value(value.into());
        Ok(())
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.value(Value::Null);
        Ok(())
    }
}

/// Fails if a value is too long for memory.
struct Bounded<'b, R> {
    reader: R,
    left: &'b Cell<u64>,
}

#[derive(Debug, thiserror::Error)]
#[error("a value exceeds its size limit")]
struct TooLong;

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(out)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(TooLong)),
        }
        Ok(read)
    }
}

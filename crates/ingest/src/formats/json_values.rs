//! A file of JSON: one object, one array of objects, or several values in sequence, read value by value.
//!
//! If an object is not an article but contains a list of articles, as a server's response or a JSON feed
//! does, the list is read. At a syntax error, the articles before it are kept.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::error::{IngestError, JsonProblem};
use crate::formats::text::decoded;
use crate::record::nesting::list_in;
use crate::source::{At, Source};
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
    let line = Cell::new(1);
    let bounded = BufReader::with_capacity(1 << 16, Bounded { reader, left: &left });
    let mut parser = serde_json::Deserializer::from_reader(Lines { reader: bounded, line: &line });
    let mut number = 0;
    while parser.end().is_err() {
        let values = Values { number: &mut number, source, left: &left, line: &line, max_bytes };
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
        let problem = JsonProblem::of(&error);
        return IngestError::NotJson { path: source.path(), line, column, read, problem };
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
    /// The line that the parser has reached.
    line: &'v Cell<u64>,
    max_bytes: u64,
}

impl Values<'_, '_, '_> {
    /// Emits a value that begins on a line, if that is known.
    fn value(&mut self, value: Value, line: Option<u64>) {
        self.left.set(self.max_bytes);
        *self.number += 1;
        let number = *self.number;
        match value {
            Value::Object(object) => match list_in(object, &self.source.options().names) {
                Ok(values) => {
                    *self.number -= 1;
                    for value in values {
                        self.value(value, None);
                    }
                }
                Err(object) => {
                    let at = At { line, record: Some(number) };
                    self.source.record(object, None, Part::Value(number), at);
                }
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
        while let Some((value, line)) = values.next_element_seed(WithLine { line: self.line })? {
            self.value(value, Some(line));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let line = self.line.get();
        let mut object = Map::new();
        while let Some((name, value)) = entries.next_entry()? {
            object.insert(name, value);
        }
        self.value(Value::Object(object), Some(line));
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        self.value(Value::String(text.to_owned()), None);
        Ok(())
    }

    fn visit_u64<E>(mut self, number: u64) -> Result<(), E> {
        self.value(number.into(), None);
        Ok(())
    }

    fn visit_i64<E>(mut self, number: i64) -> Result<(), E> {
        self.value(number.into(), None);
        Ok(())
    }

    fn visit_f64<E>(mut self, number: f64) -> Result<(), E> {
        self.value(number.into(), None);
        Ok(())
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.value(value.into(), None);
        Ok(())
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.value(Value::Null, None);
        Ok(())
    }
}

/// A value, and the line that it begins on: the parser has looked at its first character, and at none behind it.
struct WithLine<'v> {
    line: &'v Cell<u64>,
}

impl<'de> DeserializeSeed<'de> for WithLine<'_> {
    type Value = (Value, u64);

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(Value, u64), D::Error> {
        let line = self.line.get();
        Ok((Value::deserialize(input)?, line))
    }
}

/// Counts the line breaks that the parser has passed. It reads byte by byte, so the count is exact.
struct Lines<'l, R> {
    reader: BufReader<R>,
    line: &'l Cell<u64>,
}

impl<R: Read> Read for Lines<'_, R> {
    #[inline]
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match (self.reader.buffer().first(), out.first_mut()) {
            (Some(&byte), Some(place)) => {
                *place = byte;
                self.reader.consume(1);
                1
            }
            _ => {
                let end = out.len().min(1);
                self.reader.read(&mut out[..end])?
            }
        };
        if read == 1 && out[0] == b'\n' {
            self.line.set(self.line.get() + 1);
        }
        Ok(read)
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

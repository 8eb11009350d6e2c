//! Tables: comma- or tab-separated values, the first row naming the columns, one article a row.
//!
//! Columns have the names of fields, as in JSON; others are kept under their own. What separates values is what
//! separates the names (`,`, tab, `;`, `|`). Values may be quoted and then hold line breaks, which are those of
//! paragraphs. A quote that is never closed would swallow the rest of the file: see [`record`].

mod record;

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::field_names::Field;
use crate::formats::text::decoded;
use crate::source::Source;
use crate::warning::{Part, Severity, WarningKind};
use record::{Quotes, Record, Records};

/// Hands over the articles of a table in UTF-8.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    decoded(opening, stream, source, rows)
}

fn rows(reader: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let mut records = Records::new(reader, source.options().limits.record_bytes);
    let mut table: Option<Table> = None;
    while let Some(record) = records.next().map_err(|error| source.failed(error))? {
        match (record, &mut table) {
            (Record::TooLong { line }, _) => {
                let max_bytes = source.options().limits.record_bytes;
                source.warn(Some(line), WarningKind::LineTooLong { max_bytes }, Severity::Loss);
            }
            (Record::Values { text, .. }, None) => {
                let head = Table::of(text, source)?;
                records.separate_by(head.delimiter);
                table = Some(head);
            }
            (Record::Values { text, line, quotes }, Some(table)) => table.row(text, line, quotes, source),
        }
    }
    if table.is_none() {
        source.warn(None, WarningKind::Empty, Severity::Fault);
    }
    Ok(())
}

/// What the first row says.
struct Table {
    columns: Vec<String>,
    delimiter: u8,
    /// Reads values that are quoted where they begin with a quote.
    quoting: Reader,
    /// Reads values as they stand.
    plain: Reader,
    values: Values,
}

impl Table {
    fn of(head: &[u8], source: &Source) -> Result<Table, IngestError> {
        let delimiter = record::delimiter(head);
        let reader = |quoting| ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
        let mut values = Values::default();
        let (mut quoting, plain) = (reader(true), reader(false));
        values.read(&mut quoting, head);
        let mut columns: Vec<String> = Vec::new();
        for (number, name) in (1..).zip(values.iter()) {
            let mut name = name.trim().to_owned();
            if name.is_empty() {
                name = column(number);
            }
            while columns.contains(&name) {
                name.push('_');
            }
            columns.push(name);
        }
        let is_text = |name: &String| {
            let field = source.options().names.get(name).map(|known| known.field);
            matches!(field, Some(Field::Title | Field::Body | Field::BodyHtml | Field::Abstract))
        };
        if !columns.iter().any(is_text) {
            return Err(IngestError::NoColumns { path: source.path(), columns });
        }
        Ok(Table { columns, delimiter, quoting, plain, values })
    }

    fn row(&mut self, text: &[u8], line: u64, quotes: Quotes, source: &mut Source) {
        let reader = match quotes {
            Quotes::Closed | Quotes::Stray => &mut self.quoting,
            Quotes::Unclosed => &mut self.plain,
        };
        self.values.read(reader, text);
        let (found, named) = (self.values.len(), self.columns.len());
        if quotes == Quotes::Unclosed {
            if found != named {
                source.warn(Some(line), WarningKind::RowLeftOut, Severity::Loss);
                return;
            }
            source.warn(Some(line), WarningKind::UnclosedQuote, Severity::Fault);
        } else if found != named {
            source.warn(Some(line), WarningKind::OtherColumns { found, named }, Severity::Fault);
        } else if quotes == Quotes::Stray {
            source.warn(Some(line), WarningKind::StrayQuote, Severity::Fault);
        }
        let mut object = Map::new();
        for (index, value) in self.values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            let name = self.columns.get(index).cloned().unwrap_or_else(|| column(index + 1));
            object.insert(name, Value::String(value.to_owned()));
        }
        source.object(object, Some(line), Part::Line);
    }
}

/// The name of a column that has none.
fn column(number: usize) -> String {
    format!("column {number}")
}

/// The values of one row.
#[derive(Default)]
struct Values {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

impl Values {
    fn read(&mut self, reader: &mut Reader, mut text: &[u8]) {
        reader.reset();
        // Taking off quotes makes no value longer.
        self.bytes.resize(text.len().max(self.bytes.len()), 0);
        let (mut written_bytes, mut written_ends) = (0, 0);
        loop {
            if written_ends == self.ends.len() {
                self.ends.resize(2 * written_ends + 16, 0);
            }
            let (result, read, written, ended) =
                reader.read_record(text, &mut self.bytes[written_bytes..], &mut self.ends[written_ends..]);
            text = &text[read..];
            written_bytes += written;
            written_ends += ended;
            match result {
                // At the end of the text the next call, with none, ends the record.
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::OutputFull => self.bytes.resize(2 * self.bytes.len() + 16, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        self.count = written_ends;
    }

    fn len(&self) -> usize {
        self.count
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ends = self.ends[..self.count].iter();
        // The text was UTF-8, and separators are ASCII.
        starts.zip(ends).map(|(start, &end)| str::from_utf8(&self.bytes[start..end]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;

//! Tables: comma- or tab-separated values with a header row, one article per row.
//!
//! Columns have the names of fields, as in JSON; others are kept under their own names. The separator is that
//! of the header (`,`, tab, `;`, `|`, or `，` `；` `｜`), or that of a line `sep=;` above it. Other lines
//! above the header are skipped ([`head`]). A quoted value may contain line breaks, which separate
//! paragraphs. An unclosed quote would swallow the rest of the file: see [`record`].
//!
//! Invariant: memory is bounded by a few times the longest row. The numbers of columns and of values in a row
//! are bounded too, since each value becomes a field of its article.

mod head;
mod record;

use std::collections::HashMap;
use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::field_names::{Field, FieldNames};
use crate::formats::text::decoded;
use crate::source::{At, Source};
use crate::warning::{Part, Severity, WarningKind};
use head::Delimiter;
pub(crate) use head::names_articles;
use record::{Quotes, Record, Records};

/// Maximum number of columns of a table, and of values of a row: ten times those of a wide export.
const MAX_COLUMNS: usize = 1_000;

/// Maximum number of columns with one name; further ones are named by their numbers. Otherwise a row would
/// cost the square of its values.
const MAX_MARKS: usize = 16;

/// Maximum length of the header, in bytes.
const MAX_HEAD_BYTES: usize = 1 << 20;

/// Emits the articles of a table in UTF-8.
pub(crate) fn read(opening: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    decoded(opening, stream, source, rows)
}

fn rows(reader: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    let mut records = Records::new(reader, source.options().limits.record_bytes);
    let mut table: Option<Table> = None;
    let mut above = Above::default();
    while let Some(record) = records.next().map_err(|error| source.failed(error))? {
        match (record, &mut table) {
            (Record::TooLong { line }, _) => {
                let max_bytes = source.options().limits.record_bytes;
                source.warn(Some(line), WarningKind::LineTooLong { max_bytes }, Severity::Loss);
            }
            (Record::Values { text, line, .. }, None) => {
                if let Some(head) = above.head(text, line, source)? {
                    records.separate_by(head.delimiter.byte);
                    table = Some(head);
                }
            }
            (Record::Values { text, line, quotes }, Some(table)) => table.row(text, line, quotes, source),
        }
    }
    match (table, above.columns) {
        (Some(_), _) => {}
        (None, Some(columns)) => return Err(IngestError::NoColumns { path: source.path(), columns }),
        (None, None) => source.warn(None, WarningKind::Empty, Severity::Fault),
    }
    Ok(())
}

/// Lines above the names of the columns.
#[derive(Default)]
struct Above {
    lines: usize,
    /// Names in the line with the most values; the first such line.
    columns: Option<Vec<String>>,
    declared: Option<Delimiter>,
}

impl Above {
    /// The table with this line as its header; none if the header may still follow.
    fn head(&mut self, text: &[u8], line: u64, source: &mut Source) -> Result<Option<Table>, IngestError> {
        if text.len() > MAX_HEAD_BYTES {
            return Err(IngestError::HeadTooLong { path: source.path(), max_bytes: MAX_HEAD_BYTES });
        }
        if self.lines == 0
            && self.declared.is_none()
            && let Some(declared) = Delimiter::declared(text)
        {
            self.declared = Some(declared);
            return Ok(None);
        }
        let table =
            Table::of(text, self.declared.unwrap_or_else(|| Delimiter::of(text)), &source.options().names);
        if names_articles(&table.columns, &source.options().names, self.lines) {
            if self.lines > 0 {
                source.warn(Some(line), WarningKind::LinesAbove { lines: self.lines }, Severity::Guess);
            }
            if table.has_more {
                let kind = WarningKind::TooManyColumns { max_columns: MAX_COLUMNS };
                source.warn(Some(line), kind, Severity::Loss);
            }
            return Ok(Some(table));
        }
        self.lines += 1;
        if self.columns.as_ref().is_none_or(|columns| columns.len() < table.columns.len()) {
            self.columns = Some(table.columns);
        }
        if self.lines > head::MAX_LINES_ABOVE {
            let columns = self.columns.take().unwrap_or_default();
            return Err(IngestError::NoColumns { path: source.path(), columns });
        }
        Ok(None)
    }
}

/// Contents of the first row.
struct Table {
    columns: Vec<String>,
    /// True if it names more columns.
    has_more: bool,
    /// Index of the column of the text.
    text_column: Option<usize>,
    delimiter: Delimiter,
    /// Reads values; those that begin with a quote are quoted.
    quoting: Reader,
    /// Reads values literally.
    plain: Reader,
    values: Values,
    /// The number of rows below the header.
    rows: u64,
}

impl Table {
    fn of(head: &[u8], delimiter: Delimiter, names: &FieldNames) -> Table {
        let head = delimiter.narrowed(head);
        let reader = |quoting| ReaderBuilder::new().delimiter(delimiter.byte).quoting(quoting).build();
        let mut values = Values::default();
        let (mut quoting, plain) = (reader(true), reader(false));
        values.read(&mut quoting, &head);
        let mut columns: Vec<String> = Vec::new();
        // Number of `_` last appended to a name: all smaller numbers are taken.
        let mut met: HashMap<String, usize> = HashMap::new();
        for (number, name) in (1..).zip(values.iter()) {
            let mut name = name.trim().to_owned();
            if name.is_empty() {
                name = column(number);
            }
            let length = name.len();
            let mut name = unmet(name, &mut met);
            if name.len() > length + MAX_MARKS {
                name = unmet(column(number), &mut met);
            }
            columns.push(name);
        }
        let has_more = values.has_more;
        let is_text = |name: &String| names.get(name).is_some_and(|known| known.field == Field::Body);
        let text_column = columns.iter().position(is_text);
        Table { columns, has_more, text_column, delimiter, quoting, plain, values, rows: 0 }
    }

    /// True if a row repeats the header, as in joined tables.
    fn is_head_again(&self) -> bool {
        self.values.len() == self.columns.len()
            && self.values.iter().zip(&self.columns).all(|(value, name)| value.trim() == name)
    }

    fn row(&mut self, text: &[u8], line: u64, quotes: Quotes, source: &mut Source) {
        let reader = match quotes {
            Quotes::Closed | Quotes::Stray => &mut self.quoting,
            Quotes::Unclosed => &mut self.plain,
        };
        self.values.read(reader, &self.delimiter.narrowed(text));
        if self.is_head_again() {
            return;
        }
        self.rows += 1;
        let (found, named) = (self.values.len(), self.columns.len());
        // If the header has too many columns, that was reported there.
        let has_more = self.values.has_more && !self.has_more;
        if quotes == Quotes::Unclosed {
            if found != named || has_more {
                source.warn(Some(line), WarningKind::RowLeftOut, Severity::Loss);
                return;
            }
            source.warn(Some(line), WarningKind::UnclosedQuote, Severity::Fault);
        } else if has_more {
            let kind = WarningKind::TooManyValues { max_values: MAX_COLUMNS };
            source.warn(Some(line), kind, Severity::Loss);
        } else if found != named {
            source.warn(Some(line), WarningKind::OtherColumns { found, named }, Severity::Fault);
        } else if quotes == Quotes::Stray {
            source.warn(Some(line), WarningKind::StrayQuote, Severity::Fault);
        }
        // A text has full-width punctuation of its own: surplus separators belong to it.
        let surplus = found.saturating_sub(named);
        let text = self.text_column.filter(|_| self.delimiter.wide.is_some() && surplus > 0);
        let mut object = Map::new();
        for (index, value) in self.values.iter().enumerate() {
            let index = match text {
                Some(text) if index > text + surplus => index - surplus,
                Some(text) if index >= text => text,
                _ => index,
            };
            if value.is_empty() && text != Some(index) {
                continue;
            }
            let name = self.columns.get(index).cloned().unwrap_or_else(|| column(index + 1));
            let value = match self.delimiter.wide {
                Some(wide) => value.replace('\u{1f}', wide.encode_utf8(&mut [0; 4])),
                None => value.to_owned(),
            };
            match object.get_mut(&name) {
                Some(Value::String(text)) => {
                    text.extend(self.delimiter.wide);
                    text.push_str(&value);
                }
                _ => {
                    object.insert(name, Value::String(value));
                }
            }
        }
        let at = At { line: Some(line), record: Some(self.rows) };
        source.record(object, Some(line), Part::Line, at);
    }
}

/// A name that no column has, made unique by appended `_`.
fn unmet(mut name: String, met: &mut HashMap<String, usize>) -> String {
    let base = name.clone();
    name.extend(std::iter::repeat_n('_', met.get(&base).copied().unwrap_or(0)));
    while met.contains_key(&name) {
        name.push('_');
    }
    met.insert(name.clone(), 0);
    met.insert(base.clone(), name.len() - base.len());
    name
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
    /// True if the row has more values than the maximum.
    has_more: bool,
}

impl Values {
    fn read(&mut self, reader: &mut Reader, mut text: &[u8]) {
        reader.reset();
        // Removing quotes makes no value longer.
        self.bytes.resize(text.len().max(self.bytes.len()), 0);
        let (mut written_bytes, mut written_ends) = (0, 0);
        loop {
            if written_ends == self.ends.len() {
                if written_ends > MAX_COLUMNS {
                    break;
                }
                self.ends.resize((2 * written_ends + 16).min(MAX_COLUMNS + 1), 0);
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
        self.has_more = written_ends > MAX_COLUMNS;
        self.count = written_ends.min(MAX_COLUMNS);
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

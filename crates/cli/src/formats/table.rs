//! Tables of articles and hits: CSV by RFC 4180, with a header row and CRLF at the end of each row.

use std::borrow::Cow;
use std::io::Write;

use anyhow::Result;
use csv::{Terminator, WriterBuilder};

use super::{Format, Mark, Record, Rows};
use crate::text::{Reader, value};

/// The columns that articles and hits have, before and after their own. They are named as in JSON; several values of a field are
/// joined by semicolons.
const FIRST_COLUMNS: [&str; 8] = ["id", "date", "source", "section", "page", "place", "reporters", "title"];
const HIT_COLUMNS: [&str; 3] = ["snippet", "missing", "score"];
const ARTICLE_COLUMNS: [&str; 1] = ["body"];
const LAST_COLUMNS: [&str; 3] = ["url", "time", "path"];

/// The byte order mark by which spreadsheets detect UTF-8; without it Excel reads a table as GBK in China.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A value that no spreadsheet takes for a formula. One that begins like a formula gets a `'` before it,
/// which marks text in spreadsheets. Excel takes full-width signs for signs in Chinese and Japanese systems.
fn guarded(mut value: String) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        value.insert(0, '\'');
    }
    value
}

fn write_cells<'a>(out: &mut impl Write, cells: impl IntoIterator<Item = Cow<'a, str>>) -> Result<()> {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    table.write_record(cells.into_iter().map(Cow::into_owned))?;
    table.flush()?;
    Ok(())
}

/// A table with columns of its own. It writes nothing in another format.
pub(crate) struct TableWriter {
    begins: Option<Vec<u8>>,
    reader: Reader,
}

impl TableWriter {
    /// Begins a table on stdout.
    pub(crate) fn new(format: Format, mark: Mark, columns: &[&str]) -> Result<TableWriter> {
        let mut begins = if mark == Mark::ByteOrder { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
        if format == Format::Csv {
            write_cells(&mut begins, columns.iter().map(|&column| column.into()))?;
        }
        Ok(TableWriter { begins: Some(begins), reader: Reader::of_stdout() })
    }

    /// Writes a row, and the header before the first one.
    pub(crate) fn write(&mut self, out: &mut impl Write, cells: &[String]) -> Result<()> {
        if let Some(begins) = self.begins.take() {
            out.write_all(&begins)?;
        }
        let cells: Vec<String> = cells.iter().cloned().map(guarded).collect();
        write_cells(out, cells.iter().map(|cell| value(cell, self.reader)))
    }
}

/// Writes the names of the columns.
pub(super) fn write_header(out: &mut impl Write, rows: Rows) -> Result<()> {
    let own: &[&str] = match rows {
        Rows::Articles => &ARTICLE_COLUMNS,
        Rows::Hits => &HIT_COLUMNS,
    };
    let columns = FIRST_COLUMNS.iter().chain(own).chain(&LAST_COLUMNS);
    write_cells(out, columns.map(|&column| column.into()))
}

/// Writes an article or a hit as a row.
pub(super) fn write_row(out: &mut impl Write, record: &Record<'_>, rows: Rows, reader: Reader) -> Result<()> {
    let article = record.article;
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut values = vec![
        record.id.to_owned(),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        of(&article.source),
        of(&article.section),
        of(&article.page),
        record.place().unwrap_or_default().to_owned(),
        article.reporters.join(";"),
        record.headline(),
    ];
    match (rows, record.hit) {
        (Rows::Hits, Some(hit)) => {
            let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
            values.extend([snippets.join(" "), hit.missing.join(";"), hit.score.to_string()]);
        }
        (Rows::Hits, None) => values.extend([String::new(), String::new(), String::new()]),
        (Rows::Articles, _) => values.push(article.body_text()),
    }
    let time = article.time.map(|time| time.to_string()).unwrap_or_default();
    values.extend([of(&article.url), time, record.path()]);
    let values: Vec<String> = values.into_iter().map(guarded).collect();
    write_cells(out, values.iter().map(|cell| value(cell, reader)))
}

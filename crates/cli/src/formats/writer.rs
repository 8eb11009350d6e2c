//! Articles in any format, written one by one.

use std::io::Write;

use anyhow::Result;
use jianbao::Date;

use super::{Format, Record, apa, bibtex, gb7714, line, markdown, ris, table, text};
use crate::file_place::Placed;
use crate::json;
use crate::text::Reader;

/// The rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Articles with their bodies.
    Articles,
    /// Hits with their snippets and scores.
    Hits,
}

/// Columns of the rule between two articles.
const RULE_COLUMNS: usize = 40;

/// A list of articles in the making.
pub(crate) struct ArticleWriter<W: Write> {
    out: W,
    format: Format,
    rows: Rows,
    reader: Reader,
    /// The day of the citation.
    cited: Date,
    /// The number of articles so far.
    count: usize,
}

impl<W: Write> ArticleWriter<W> {
    /// Begins a list. References are cited on the given day.
    pub(crate) fn new(
        out: W,
        format: Format,
        rows: Rows,
        reader: Reader,
        cited: Date,
    ) -> Result<ArticleWriter<W>> {
        let mut writer = ArticleWriter { out, format, rows, reader, cited, count: 0 };
        if format == Format::Csv {
            table::write_header(&mut writer.out, rows)?;
        }
        Ok(writer)
    }

    /// The number of the next article, from 1.
    pub(crate) fn next_number(&self) -> usize {
        self.count + 1
    }

    /// Writes an article.
    pub(crate) fn write(&mut self, record: &Record<'_>) -> Result<()> {
        let out = &mut self.out;
        let is_first = self.count == 0;
        self.count += 1;
        match self.format {
            Format::Text | Format::Html => {
                if !is_first {
                    writeln!(out, "\n{}\n", "─".repeat(RULE_COLUMNS))?;
                }
                text::write_article(out, record)?;
            }
            Format::Line => line::write(out, record, self.reader)?,
            Format::Json => {
                write!(out, "{}", if is_first { "[\n" } else { ",\n" })?;
                write_json(out, record)?;
            }
            Format::Jsonl => {
                write_json(out, record)?;
                writeln!(out)?;
            }
            Format::Csv => table::write_row(out, record, self.rows, self.reader)?,
            Format::Markdown => {
                if !is_first {
                    writeln!(out)?;
                }
                markdown::write_article(out, record)?;
            }
            Format::Gb7714 => gb7714::write(out, record, self.cited)?,
            Format::Ris => ris::write(out, record)?,
            Format::Bibtex => bibtex::write(out, record, is_first)?,
            Format::Apa => apa::write(out, record)?,
        }
        Ok(())
    }

    /// Ends the list.
    pub(crate) fn finish(mut self) -> Result<W> {
        if self.format == Format::Json {
            writeln!(self.out, "{}", if self.count == 0 { "[]" } else { "\n]" })?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

fn write_json(out: &mut impl Write, record: &Record<'_>) -> Result<()> {
    match record.hit {
        Some(hit) => json::write(out, hit),
        None => json::write(out, &Placed::new(record.article, record.file)),
    }
}

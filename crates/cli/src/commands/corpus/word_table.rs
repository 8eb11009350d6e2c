//! Lists of words with their figures, in every format of a view.

use std::io::Write;

use anyhow::Result;
use jianbao::corpus::WordClass;
use serde::Serialize;
use serde_json::Value;

use crate::choices::choices;
use crate::columns::Columns;
use crate::formats::{Format, Mark, TableWriter};
use crate::json;
use crate::numbers;
use crate::style::TITLE;
use crate::talk;
use crate::text::one_line;
use crate::texts::{choice_help, messages};

/// Rows of a list of words
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// Count words of a class that is left out by default; several classes, separated by commas
    #[arg(long, value_parser = choices(WordClass::ALL, WordClass::name, choice_help::word_class), value_name = "CLASS", value_delimiter = ',')]
    pub(super) keep: Vec<WordClass>,
    /// Maximum number of rows
    #[arg(short = 'n', long, default_value_t = 50, value_name = "N", value_parser = numbers::whole::<usize>)]
    pub(super) limit: usize,
}

impl ListArgs {
    /// Tells the classes of words that do not count.
    pub(super) fn say_left_out(&self) {
        let left_out: Vec<WordClass> =
            WordClass::ALL.iter().copied().filter(|class| !self.keep.contains(class)).collect();
        if !left_out.is_empty() {
            talk::say(&messages::left_out_words(&left_out));
        }
    }
}

/// A list of words: `N` columns for people, and the values of each row for programs.
pub(super) struct WordTable<'a, R, S, V, const N: usize> {
    /// The first line for people.
    pub(super) heading: &'a str,
    /// The columns for people.
    pub(super) header: [&'static str; N],
    /// The names of the values.
    pub(super) names: &'a [&'a str],
    pub(super) rows: &'a [R],
    /// The cells of a row for people.
    pub(super) shown: S,
    /// The values of a row, an object.
    pub(super) value: V,
}

impl<R, T, S, V, const N: usize> WordTable<'_, R, S, V, N>
where
    T: Serialize,
    S: Fn(&R) -> [String; N],
    V: Fn(&R) -> Result<T>,
{
    /// Writes the first rows, and tells if there are more.
    pub(super) fn write(
        &mut self,
        out: &mut impl Write,
        format: Format,
        mark: Mark,
        limit: usize,
    ) -> Result<()> {
        let rows = &self.rows[..self.rows.len().min(limit)];
        match format {
            Format::Jsonl => {
                for row in rows {
                    json::write(&mut *out, &(self.value)(row)?)?;
                    writeln!(out)?;
                }
            }
            Format::Csv => {
                let mut table = TableWriter::new(format, mark, self.names)?;
                for row in rows {
                    let value = serde_json::to_value((self.value)(row)?)?;
                    let cells: Vec<String> = self.names.iter().map(|name| cell(&value[*name])).collect();
                    table.write(out, &cells)?;
                }
            }
            _ => {
                writeln!(out, "{}{}{}", TITLE.render(), one_line(self.heading), TITLE.render_reset())?;
                let shown: Vec<[String; N]> = rows.iter().map(|row| (self.shown)(row)).collect();
                let columns = Columns::of(&self.header, &shown);
                if !rows.is_empty() {
                    writeln!(out, "{}", columns.line(&self.header))?;
                }
                for row in &shown {
                    writeln!(out, "{}", one_line(columns.line(row).trim_end()))?;
                }
            }
        }
        if rows.len() < self.rows.len() {
            talk::say(&messages::more_rows(rows.len(), self.rows.len()));
        }
        Ok(())
    }
}

/// A value as a cell: lists by spaces, numbers with four decimals.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(" "),
        Value::Number(number) => match number.as_f64() {
            Some(fraction) if number.is_f64() => format!("{fraction:.4}"),
            _ => number.to_string(),
        },
        Value::Bool(_) | Value::Object(_) => value.to_string(),
    }
}

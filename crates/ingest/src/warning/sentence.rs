//! Messages of warnings in English.

use std::fmt;

use super::kind::WarningKind;
use super::parts::Part;
use crate::own_report::OwnReport;

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarningKind::Empty => write!(f, "the file is empty"),
            WarningKind::Changed { change } => {
                write!(f, "{change} during reading; index it again when it is complete")
            }
            WarningKind::Encoding { encoding } => write!(f, "not UTF-8: read as {encoding}"),
            WarningKind::Undecodable { encoding, places } => {
                write!(f, "read as {encoding}: {places} invalid sequences, replaced by \u{fffd}")
            }
            WarningKind::Nul { count } => write!(f, "{count} NUL characters in the text: removed"),
            WarningKind::Page { reading } => reading.fmt(f),
            WarningKind::NoText => write!(f, "an article without title and body: skipped"),
            WarningKind::LineTooLong { max_bytes } => {
                write!(f, "a line longer than {}: skipped", shown_bytes(*max_bytes))
            }
            WarningKind::NotAnObject { column, why } => {
                write!(f, "not a JSON object (column {column}: {why}): skipped")
            }
            WarningKind::ValueNotAnObject { number } => {
                write!(f, "value {number} of the file is not an object: skipped")
            }
            WarningKind::ElementNotAnObject => {
                write!(f, "an element of the list of articles is not an object: skipped")
            }
            WarningKind::Kept { part, field } => match part {
                Part::Line => field.fmt(f),
                Part::Value(number) => write!(f, "value {number} of the file: {field}"),
                Part::FrontMatter => write!(f, "front matter: {field}"),
            },
            WarningKind::RowLeftOut => {
                write!(f, "a quotation mark opens here and is not closed: row skipped")
            }
            WarningKind::UnclosedQuote => {
                write!(f, "a quotation mark opens here and is not closed: read literally")
            }
            WarningKind::StrayQuote => write!(f, "a quotation mark inside a value is not doubled"),
            WarningKind::OtherColumns { found, named } => {
                write!(f, "{found} values; the first row names {named} columns")
            }
            WarningKind::LinesAbove { lines } => {
                write!(f, "this row names the columns; lines skipped above it: {lines}")
            }
            WarningKind::TooManyColumns { max_columns } => {
                write!(f, "the first row names more than {max_columns} columns: the rest is ignored")
            }
            WarningKind::TooManyValues { max_values } => {
                write!(f, "a row with more than {max_values} values: the rest is ignored")
            }
            WarningKind::TooManyLines { max_lines } => {
                write!(f, "more than {max_lines} lines: read in parts of so many")
            }
            WarningKind::ParagraphTooLong { max_bytes } => {
                write!(f, "a paragraph longer than {}: split", shown_bytes(*max_bytes as u64))
            }
            WarningKind::FrontMatterTooLong { max_bytes } => {
                write!(f, "front matter longer than {}: read as text", shown_bytes(*max_bytes as u64))
            }
            WarningKind::FrontMatterBroken { problem } => {
                write!(f, "invalid TOML front matter ({problem}): read as text")
            }
            WarningKind::FrontMatterRepeated { max_bytes } => write!(
                f,
                "the front matter, repeated in every article, exceeds {}: the remaining articles go without it",
                shown_bytes(*max_bytes as u64)
            ),
            WarningKind::TooManyFiles { max_files } => {
                write!(f, "an archive of more than {max_files} files: the rest is skipped; unpack it first")
            }
            WarningKind::ClimbsOut => {
                write!(f, "its path leaves the archive: skipped; unpack it yourself if you trust it")
            }
            WarningKind::NothingKnown => write!(f, "no file in the archive has a known format"),
            WarningKind::TooMuchMarkup { bound } => bound.fmt(f),
            WarningKind::NoReport => {
                write!(f, "the page contains no article text; it may be a list of links")
            }
            WarningKind::OwnReport { report: OwnReport::Clippings } => {
                write!(f, "a clippings report made by jianbao: ignored")
            }
            WarningKind::OwnReport { report: OwnReport::Measurement } => {
                write!(f, "a benchmark report made by jianbao: ignored")
            }
        }
    }
}

/// A number of bytes in a form for people.
fn shown_bytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

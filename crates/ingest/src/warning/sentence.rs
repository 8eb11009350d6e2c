//! Sentences of warnings in English.

use std::fmt;

use super::kind::WarningKind;
use super::parts::Part;
use crate::own_report::OwnReport;

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarningKind::Empty => write!(f, "the file is empty"),
            WarningKind::Changed { change } => {
                write!(f, "{change} while it was read; read it again when it is finished")
            }
            WarningKind::Encoding { encoding } => write!(f, "not UTF-8: read as {encoding}"),
            WarningKind::Undecodable { encoding, places } => {
                write!(f, "read as {encoding}, in which {places} places mean nothing: they show as \u{fffd}")
            }
            WarningKind::Nul { count } => write!(f, "{count} NUL characters stand in the text: left out"),
            WarningKind::Page { reading } => reading.fmt(f),
            WarningKind::NoText => write!(f, "an article without a title and a body: left out"),
            WarningKind::LineTooLong { max_bytes } => {
                write!(f, "a line of more than {}: left out", shown_bytes(*max_bytes))
            }
            WarningKind::NotAnObject { column, why } => {
                write!(f, "not a JSON object (column {column}: {why}): left out")
            }
            WarningKind::ValueNotAnObject { number } => {
                write!(f, "value {number} of the file is not an object: left out")
            }
            WarningKind::ElementNotAnObject => {
                write!(f, "an element of the list of articles is not an object: left out")
            }
            WarningKind::Kept { part, field } => match part {
                Part::Line => field.fmt(f),
                Part::Value(number) => write!(f, "value {number} of the file: {field}"),
                Part::FrontMatter => write!(f, "front matter: {field}"),
            },
            WarningKind::RowLeftOut => write!(f, "a quote opens here and is not closed: left out"),
            WarningKind::UnclosedQuote => {
                write!(f, "a quote opens here and is not closed: read as it stands")
            }
            WarningKind::StrayQuote => write!(f, "a quote inside a value is not doubled"),
            WarningKind::OtherColumns { found, named } => {
                write!(f, "{found} values where the first row names {named} columns")
            }
            WarningKind::LinesAbove { lines } => {
                write!(f, "this row names the columns; lines above it: {lines}, passed over")
            }
            WarningKind::TooManyColumns { max_columns } => {
                write!(f, "the first row names more than {max_columns} columns: the others are left out")
            }
            WarningKind::TooManyValues { max_values } => {
                write!(f, "a row of more than {max_values} values: the others are left out")
            }
            WarningKind::TooManyLines { max_lines } => {
                write!(f, "more than {max_lines} lines: read in parts of so many")
            }
            WarningKind::ParagraphTooLong { max_bytes } => {
                write!(f, "a paragraph of more than {}: cut", shown_bytes(*max_bytes as u64))
            }
            WarningKind::FrontMatterTooLong { max_bytes } => {
                write!(f, "front matter of more than {}: read as text", shown_bytes(*max_bytes as u64))
            }
            WarningKind::FrontMatterBroken { problem } => {
                write!(f, "front matter that is no TOML ({problem}): read as text")
            }
            WarningKind::FrontMatterRepeated { max_bytes } => write!(
                f,
                "the front matter would come to more than {} in all articles of the file: the others go without it",
                shown_bytes(*max_bytes as u64)
            ),
            WarningKind::TooManyFiles { max_files } => {
                write!(
                    f,
                    "an archive of more than {max_files} files: the others are left out; unpack it yourself"
                )
            }
            WarningKind::ClimbsOut => {
                write!(f, "its path climbs out of the archive: left out; unpack it yourself if you trust it")
            }
            WarningKind::NothingKnown => write!(f, "no file in the archive has a known format"),
            WarningKind::TooMuchMarkup { bound } => bound.fmt(f),
            WarningKind::NoReport => {
                write!(f, "no text of a report was found in the page; it may be a list of links")
            }
            WarningKind::OwnReport { report: OwnReport::Clippings } => {
                write!(f, "a report of clippings that jianbao made: passed over")
            }
            WarningKind::OwnReport { report: OwnReport::Measurement } => {
                write!(f, "a report of measurements that jianbao made: passed over")
            }
        }
    }
}

/// A number of bytes as people say it.
fn shown_bytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

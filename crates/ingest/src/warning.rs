//! What can be doubtful in a file of which the rest is read: values, of which other crates make sentences.

use std::fmt;
use std::path::PathBuf;

use jianbao_article::PageWarningKind;

use crate::own_report::OwnReport;

/// Something in a file that a reader should know of; the rest of the file was read.
///
/// `Display` is `path:line: matter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, where it is about one.
    pub line: Option<u64>,
    /// What is the matter and what was done.
    pub kind: WarningKind,
    /// What it cost.
    pub severity: Severity,
}

/// What a [`Warning`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was guessed that may be otherwise: an encoding, where an article begins.
    Guess,
    /// Something is not as it should be, and was kept as it is; or there was nothing to keep.
    Fault,
    /// Something was left out.
    Loss,
}

/// What is the matter in a file, and what was done. `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// The file is empty.
    Empty,
    /// The file did not stay as it was while it was read.
    Changed(Change),
    /// Not UTF-8; the encoding was found out.
    Encoding {
        /// As what it was read.
        encoding: &'static str,
    },
    /// Bytes that mean nothing in the encoding.
    Undecodable {
        /// As what it was read.
        encoding: &'static str,
        /// At how many places.
        places: u64,
    },
    /// NUL characters; they were left out.
    Nul {
        /// How many.
        count: usize,
    },
    /// How a line of a page was read.
    Page(PageWarningKind),
    /// An article without a title and a body; it was left out.
    NoText,
    /// A line, or a record of a table, is too long; it was left out.
    LineTooLong {
        /// How long one may be.
        max_bytes: u64,
    },
    /// A line is not an object of JSON; it was left out.
    NotAnObject {
        /// Where in the line, counted from 1.
        column: usize,
        /// Why, as the parser says it.
        why: String,
    },
    /// A value of a file of JSON is not an object; it was left out.
    ValueNotAnObject {
        /// Which value, counted from 1.
        number: u64,
    },
    /// The value of a field is not what it should be; it was kept under another name.
    Kept {
        /// Where in the file, if no line says it.
        part: Part,
        /// The field.
        field: KeptField,
    },
    /// A quote is not closed; the row was left out.
    RowLeftOut,
    /// A quote is not closed; the row was read as it stands.
    UnclosedQuote,
    /// A quote inside a value is not doubled.
    StrayQuote,
    /// A row has more or fewer values than there are columns.
    OtherColumns {
        /// How many it has.
        found: usize,
        /// How many columns the first row names.
        named: usize,
    },
    /// A path in an archive climbs out of it; the file was left out.
    ClimbsOut,
    /// No file in an archive has a known format.
    NothingKnown,
    /// Elements of a web page are nested too deep; it was read up to there.
    TooNested {
        /// How much was read.
        read_bytes: usize,
        /// How much there is.
        whole_bytes: usize,
    },
    /// A web page without the text of a report.
    NoReport,
    /// A report that jianbao wrote: what it holds came from an index. It was passed over.
    OwnReport(OwnReport),
}

/// What became of a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It went away.
    Gone,
    /// Another file took its place.
    Exchanged,
    /// It became shorter.
    Shrank,
    /// It became longer.
    Grew,
    /// It was written to, and is as long as before.
    Changed,
}

/// A part of a file that no number of a line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the line says, or the whole file.
    Line,
    /// One of the values, counted from 1.
    Value(u64),
    /// The front matter.
    FrontMatter,
}

/// A field whose value is not what it should be: the value was kept as it is, under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptField {
    /// Its name in the file.
    pub name: String,
    /// What it should be.
    pub expected: Expected,
    /// The name that it is kept under.
    pub kept: String,
}

/// What the value of a field should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// A word.
    Word,
    /// A date.
    Date,
    /// A list of objects with `heading` and `before`.
    Sections,
    /// An object with `place`, `month` and `day`.
    Dateline,
    /// Nothing: the body is there as text.
    NoHtml,
    /// Nothing: the program was built without what reads HTML.
    NoHtmlReader,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarningKind::Empty => write!(f, "the file is empty"),
            WarningKind::Changed(change) => {
                write!(f, "{change} while it was read; read it again when it is finished")
            }
            WarningKind::Encoding { encoding } => write!(f, "not UTF-8: read as {encoding}"),
            WarningKind::Undecodable { encoding, places } => {
                write!(f, "read as {encoding}, in which {places} places mean nothing: they show as \u{fffd}")
            }
            WarningKind::Nul { count } => write!(f, "{count} NUL characters stand in the text: left out"),
            WarningKind::Page(kind) => kind.fmt(f),
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
            WarningKind::Kept { part, field } => match part {
                Part::Line => field.fmt(f),
                Part::Value(number) => write!(f, "value {number} of the file: {field}"),
                Part::FrontMatter => write!(f, "front kind: {field}"),
            },
            WarningKind::RowLeftOut => write!(f, "a quote opens here and is not closed: left out"),
            WarningKind::UnclosedQuote => {
                write!(f, "a quote opens here and is not closed: read as it stands")
            }
            WarningKind::StrayQuote => write!(f, "a quote inside a value is not doubled"),
            WarningKind::OtherColumns { found, named } => {
                write!(f, "{found} values where the first row names {named} columns")
            }
            WarningKind::ClimbsOut => {
                write!(f, "its path climbs out of the archive: left out; unpack it yourself if you trust it")
            }
            WarningKind::NothingKnown => write!(f, "no file in the archive has a known format"),
            WarningKind::TooNested { read_bytes, whole_bytes } => write!(
                f,
                "elements are nested too deep: only the first {read_bytes} of {whole_bytes} bytes were read"
            ),
            WarningKind::NoReport => {
                write!(f, "no text of a report was found in the page; it may be a list of links")
            }
            WarningKind::OwnReport(OwnReport::Clippings) => {
                write!(f, "a report of clippings that jianbao made: passed over")
            }
            WarningKind::OwnReport(OwnReport::Measurement) => {
                write!(f, "a report of measurements that jianbao made: passed over")
            }
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::Gone => "it went away",
            Change::Exchanged => "another file took its place",
            Change::Shrank => "it shrank",
            Change::Grew => "it grew",
            Change::Changed => "it changed",
        })
    }
}

impl fmt::Display for KeptField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let KeptField { name, expected, kept } = self;
        write!(f, "the value of {name} is not {expected}: kept as it is, under {kept}")
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Text => "a text",
            Expected::Texts => "a text or a list of texts",
            Expected::Word => "a word",
            Expected::Date => "a date (2020-01-05, 2020年1月5日)",
            Expected::Sections => "a list of {heading, before}",
            Expected::Dateline => "an object {place, month, day}",
            Expected::NoHtml => "needed, for the body is there as text",
            Expected::NoHtmlReader => "read by this program, which was built without the feature `html`",
        })
    }
}

/// A number of bytes as people say it.
fn shown_bytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

//! Warnings: oddities and losses in a file that was otherwise read.

use std::fmt;
use std::path::PathBuf;

use jianbao_article::{Misfit, PageWarningKind};
use serde::{Serialize, Serializer};

use crate::own_report::OwnReport;

/// A warning about a file whose other content was read. `Display` is `path:line: message`.
///
/// `Display` is `path:line: matter`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, if the warning is about one.
    pub line: Option<u64>,
    /// Description of the fault and of what was done.
    pub kind: WarningKind,
    /// Severity of the fault.
    pub severity: Severity,
}

/// Severity of a [`Warning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A guess that may be wrong: an encoding, the start of an article.
    Guess,
    /// An oddity that was kept, or that had no content to lose.
    Fault,
    /// Something was left out.
    Loss,
}

/// Fault in a file, and what was done. `Display` says it in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// The file is empty.
    Empty,
    /// The file did not stay as it was while it was read.
    Changed {
        /// The change.
        change: Change,
    },
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
        /// Number of NUL characters.
        count: usize,
    },
    /// Doubtful reading of a line of a page.
    Page {
        /// The doubtful reading.
        reading: PageWarningKind,
    },
    /// An article without a title and a body; it was left out.
    NoText,
    /// A line or a table record is too long; it was skipped.
    LineTooLong {
        /// Maximum number of bytes.
        max_bytes: u64,
    },
    /// A line is not a JSON object; it was skipped.
    NotAnObject {
        /// Where in the line, counted from 1.
        column: usize,
        /// Why, as the parser says it.
        why: String,
    },
    /// A value in a JSON file is not an object; it was skipped.
    ValueNotAnObject {
        /// Number of the value, counted from 1.
        number: u64,
    },
    /// An element of a list of articles in a line is not an object; it was skipped.
    ElementNotAnObject,
    /// The value does not fit its field; it was kept under another name.
    Kept {
        /// Where in the file, if no line says it.
        part: Part,
        /// The field.
        field: KeptField,
    },
    /// The value of a field of one's own does not fit its type; it was kept as it is.
    Misfit {
        /// Where in the file, if no line says it.
        part: Part,
        /// The field.
        misfit: Misfit,
    },
    /// A quote is not closed; the row was skipped.
    RowLeftOut,
    /// A quote is not closed; the line is a row by itself, unchanged.
    UnclosedQuote,
    /// A quote inside a value is not doubled.
    StrayQuote,
    /// A row has more or fewer values than there are columns.
    OtherColumns {
        /// Number of its values.
        found: usize,
        /// Number of columns that the first row names.
        named: usize,
    },
    /// Lines above the header of a table; they were skipped.
    LinesAbove {
        /// Number of lines.
        lines: usize,
    },
    /// The header of a table has too many columns; the others were ignored.
    TooManyColumns {
        /// Maximum number of columns that are read.
        max_columns: usize,
    },
    /// A row has too many values; the others were ignored.
    TooManyValues {
        /// Maximum number of values that are read.
        max_values: usize,
    },
    /// A page or a Markdown article has too many lines; it was read in parts.
    TooManyLines {
        /// Number of lines of a part.
        max_lines: usize,
    },
    /// A paragraph is too long; it was cut.
    ParagraphTooLong {
        /// Maximum number of bytes of a paragraph.
        max_bytes: usize,
    },
    /// Front matter is too long; it was read as text.
    FrontMatterTooLong {
        /// Maximum number of bytes.
        max_bytes: usize,
    },
    /// Front matter is invalid; it was read as text.
    FrontMatterBroken {
        /// Why, as the parser says it.
        problem: String,
    },
    /// Front matter is too long to be copied to all articles of its file; only the first got it.
    FrontMatterRepeated {
        /// Maximum number of bytes of all copies together.
        max_bytes: usize,
    },
    /// A path leaves its archive; the file was skipped.
    ClimbsOut,
    /// An archive contains too many files; the others were skipped.
    TooManyFiles {
        /// Maximum number of files that are read.
        max_files: u64,
    },
    /// No file in an archive has a known format.
    NothingKnown,
    /// HTML has more markup than pages for readers have; the rest of the markup was ignored, and its text was
    /// kept.
    TooMuchMarkup {
        /// The bound that was passed.
        bound: MarkupBound,
    },
    /// A web page without the text of a report.
    NoReport,
    /// A report that jianbao wrote: what it holds came from an index. It was passed over.
    OwnReport {
        /// Kind of the report.
        report: OwnReport,
    },
}

/// A bound on the markup of HTML, without which reading it could take hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MarkupBound {
    /// Maximum depth of nested elements.
    Depth,
    /// Maximum number of attributes of an element.
    Attributes,
    /// Maximum number of open formatting elements (`b`, `font`).
    Formatting,
    /// Maximum number of times that unclosed formatting elements are reopened in another block.
    Copies,
    /// Maximum number of objects, marquees and templates.
    Objects,
}

impl MarkupBound {
    /// The maximum that the bound allows.
    pub fn most(self) -> usize {
        match self {
            // The limit of browsers.
            MarkupBound::Depth => 512,
            MarkupBound::Attributes => 256,
            MarkupBound::Formatting => 100,
            MarkupBound::Copies => 20_000,
            MarkupBound::Objects => 2_000,
        }
    }
}

/// Change of a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// It went away.
    Gone,
    /// Another file took its place.
    Exchanged,
    /// It became shorter.
    Shrank,
    /// It became longer.
    Grew,
    /// It was written to, and has the same length.
    Changed,
}

/// A part of a file that no number of a line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Part {
    /// The part given by the line, or the whole file.
    Line,
    /// One of the values, counted from 1.
    Value(u64),
    /// The front matter.
    FrontMatter,
}

/// A field whose value is not what it should be: the value was kept as it is, under another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeptField {
    /// Its name in the file.
    pub name: String,
    /// Expected kind of its value.
    pub expected: Expected,
    /// The name that it is kept under.
    pub kept: String,
}

/// Expected kind of the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Expected {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// A word.
    Word,
    /// A date.
    Date,
    /// A day: the input is a month, and its first day was taken.
    Day,
    /// A list of objects with `heading` and `before`.
    Sections,
    /// An object with `place`, `month` and `day`.
    Dateline,
    /// Nothing: the body is there as text.
    NoHtml,
    /// Nothing: the program was built without the HTML reader.
    NoHtmlReader,
}

impl WarningKind {
    /// The code: the name of the kind, as in JSON. It stays the same in later versions.
    ///
    /// ```
    /// use jianbao_ingest::WarningKind;
    ///
    /// assert_eq!(WarningKind::StrayQuote.code(), "stray-quote");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            WarningKind::Empty => "empty",
            WarningKind::Changed { .. } => "changed",
            WarningKind::Encoding { .. } => "encoding",
            WarningKind::Undecodable { .. } => "undecodable",
            WarningKind::Nul { .. } => "nul",
            WarningKind::Page { .. } => "page",
            WarningKind::NoText => "no-text",
            WarningKind::LineTooLong { .. } => "line-too-long",
            WarningKind::NotAnObject { .. } => "not-an-object",
            WarningKind::ValueNotAnObject { .. } => "value-not-an-object",
            WarningKind::ElementNotAnObject => "element-not-an-object",
            WarningKind::Kept { .. } => "kept",
            WarningKind::Misfit { .. } => "misfit",
            WarningKind::RowLeftOut => "row-left-out",
            WarningKind::UnclosedQuote => "unclosed-quote",
            WarningKind::StrayQuote => "stray-quote",
            WarningKind::OtherColumns { .. } => "other-columns",
            WarningKind::LinesAbove { .. } => "lines-above",
            WarningKind::TooManyColumns { .. } => "too-many-columns",
            WarningKind::TooManyValues { .. } => "too-many-values",
            WarningKind::TooManyLines { .. } => "too-many-lines",
            WarningKind::ParagraphTooLong { .. } => "paragraph-too-long",
            WarningKind::FrontMatterTooLong { .. } => "front-matter-too-long",
            WarningKind::FrontMatterBroken { .. } => "front-matter-broken",
            WarningKind::FrontMatterRepeated { .. } => "front-matter-repeated",
            WarningKind::ClimbsOut => "climbs-out",
            WarningKind::TooManyFiles { .. } => "too-many-files",
            WarningKind::NothingKnown => "nothing-known",
            WarningKind::TooMuchMarkup { .. } => "too-much-markup",
            WarningKind::NoReport => "no-report",
            WarningKind::OwnReport { .. } => "own-report",
        }
    }
}

/// A [`Warning`] as JSON.
#[derive(Serialize)]
struct WarningJson<'a> {
    path: &'a std::path::Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    severity: Severity,
    message: String,
    #[serde(flatten)]
    kind: &'a WarningKind,
}

impl Serialize for Warning {
    /// As `{"path", "line", "severity", "code", "message"}` and the parameters of the kind, with the sentence that `Display` of
    /// the kind gives as the message.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Warning { path, line, kind, severity } = self;
        let (line, severity, message) = (*line, *severity, kind.to_string());
        WarningJson { path, line, severity, message, kind }.serialize(serializer)
    }
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
            WarningKind::Misfit { part, misfit } => match part {
                Part::Line => misfit.fmt(f),
                Part::Value(number) => write!(f, "value {number} of the file: {misfit}"),
                Part::FrontMatter => write!(f, "front matter: {misfit}"),
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

impl fmt::Display for MarkupBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.most();
        match self {
            MarkupBound::Depth => {
                write!(f, "elements are nested more than {most} deep: deeper ones were left out")
            }
            MarkupBound::Attributes => {
                write!(f, "an element has more than {most} attributes: the others were left out")
            }
            MarkupBound::Formatting => {
                write!(
                    f,
                    "more than {most} elements of formatting are open at once: the others were left out"
                )
            }
            MarkupBound::Copies => write!(
                f,
                "elements of formatting go on in other blocks more than {most} times: formatting was left out from there"
            ),
            MarkupBound::Objects => {
                write!(f, "more than {most} objects, marquees and templates: the others were left out")
            }
        }?;
        f.write_str("; the text was kept")
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
            Expected::Day => "a day, so the first of its month was taken",
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

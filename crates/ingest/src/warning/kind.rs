//! Kinds of warnings, each with its code and its parameters.

use jianbao_article::{Misfit, PageWarningKind};
use serde::Serialize;

use super::parts::{Change, KeptField, MarkupBound, Part};
use crate::own_report::OwnReport;

/// A problem in a file, and its treatment. `Display` gives the English message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// The file is empty.
    Empty,
    /// The file changed while it was read.
    Changed {
        /// The change.
        change: Change,
    },
    /// The text is not UTF-8; its encoding was detected.
    Encoding {
        /// The encoding in which the text was read.
        encoding: &'static str,
    },
    /// Some bytes are invalid in the encoding.
    Undecodable {
        /// The encoding in which the text was read.
        encoding: &'static str,
        /// The number of places.
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
        /// The column in the line, counted from 1.
        column: usize,
        /// The message of the parser.
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
        /// The place in the file, if there is no line number.
        part: Part,
        /// The field.
        field: KeptField,
    },
    /// The value of a field of one's own does not fit its type; it was kept unchanged.
    Misfit {
        /// The part of the file, if no line number gives it.
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
        /// The message of the parser.
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
    /// HTML has more markup than a bound allows; the rest of the markup was ignored, and its text was kept.
    TooMuchMarkup {
        /// The exceeded bound.
        bound: MarkupBound,
    },
    /// A web page without the text of a report.
    NoReport,
    /// A report that jianbao wrote, whose articles came from an index. It was skipped.
    OwnReport {
        /// Kind of the report.
        report: OwnReport,
    },
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

//! Output formats: one table for all commands, and one file per format.
//!
//! A command lists the formats that fit it with [`of`], or takes [`ArticleFormatArgs`] if it prints articles. clap refuses any other
//! format and names the listed ones, and the help and the completions list them. [`ArticleWriter`] writes articles and hits one by
//! one, so memory does not grow with their number.
//!
//! Invariant: a value of an article never breaks the format. In tab-separated lines, tabs and line breaks become spaces. In tables,
//! formulas become text. In BibTeX, braces become macros. Markup characters are escaped.

mod apa;
mod bibtex;
mod citation;
mod gb7714;
mod line;
pub(crate) mod markdown;
mod record;
mod ris;
mod table;
mod text;
mod writer;

use std::io::{self, BufWriter, Write};

use anyhow::{Result, ensure};
use jianbao::Date;

use crate::choices::{Choices, choices};
use crate::file_place::Paths;
use crate::pager;
use crate::text::Reader;
use crate::texts::{choice_help, messages};

pub(crate) use record::Record;
pub(crate) use table::TableWriter;
pub(crate) use writer::{ArticleWriter, Rows};

/// A format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text for people.
    Text,
    /// One line per article: fields separated by tabs.
    Line,
    /// One JSON value.
    Json,
    /// One JSON value per article and line.
    Jsonl,
    /// A table.
    Csv,
    /// Markdown.
    Markdown,
    /// A page for a browser.
    Html,
    /// References by GB/T 7714-2015, the Chinese standard.
    Gb7714,
    /// References for programs that manage them.
    Ris,
    /// References for LaTeX.
    Bibtex,
    /// References by the APA's manual.
    Apa,
}

impl Format {
    /// The formats of articles and hits.
    pub(crate) const OF_ARTICLES: &[Format] = &[
        Format::Text,
        Format::Line,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Markdown,
        Format::Gb7714,
        Format::Ris,
        Format::Bibtex,
        Format::Apa,
    ];

    /// The formats of a report of clippings.
    pub(crate) const OF_REPORTS: &[Format] =
        &[Format::Html, Format::Markdown, Format::Gb7714, Format::Ris, Format::Bibtex, Format::Apa];

    /// The formats of a single value, such as statistics.
    pub(crate) const OF_VALUES: &[Format] = &[Format::Text, Format::Json];

    /// The name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Line => "line",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Gb7714 => "gb7714",
            Format::Ris => "ris",
            Format::Bibtex => "bibtex",
            Format::Apa => "apa",
        }
    }
}

/// The parser of `--format` for a command with these formats.
pub(crate) fn of(formats: &'static [Format]) -> Choices<Format> {
    choices(formats, Format::name, choice_help::format)
}

/// `--json`, the short form of `--format json`.
#[derive(Debug, clap::Args)]
pub(crate) struct JsonArg {
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl JsonArg {
    /// The format, where this one is given with `--format` or by default.
    pub(crate) fn or(&self, format: Format) -> Format {
        if self.json { Format::Json } else { format }
    }
}

/// Format of one value
#[derive(Debug, clap::Args)]
pub(crate) struct ValueFormatArgs {
    /// Output format
    #[arg(long, value_parser = of(Format::OF_VALUES), default_value = "text")]
    format: Format,
    #[command(flatten)]
    json: JsonArg,
}

impl ValueFormatArgs {
    /// The format.
    pub(crate) fn format(&self) -> Format {
        self.json.or(self.format)
    }
}

/// Format of articles
#[derive(Debug, clap::Args)]
pub(crate) struct ArticleFormatArgs {
    /// Output format
    #[arg(long, value_parser = of(Format::OF_ARTICLES), default_value = "text")]
    format: Format,
    #[command(flatten)]
    json: JsonArg,
    /// Start the table with a byte order mark, for Excel (with --format csv)
    #[arg(long)]
    bom: bool,
    /// Name the file of each article (with --format csv and markdown; line and JSON always do)
    #[arg(long = "paths")]
    paths_given: bool,
}

impl ArticleFormatArgs {
    /// The format.
    pub(crate) fn format(&self) -> Format {
        self.json.or(self.format)
    }

    /// The names of files in this format.
    pub(crate) fn paths(&self) -> Paths {
        Paths::in_format(self.format(), self.paths_given)
    }

    /// The beginning of a table.
    ///
    /// # Errors
    /// If a byte order mark is asked for in a format that has none.
    pub(crate) fn mark(&self) -> Result<Mark> {
        Mark::of_table(self.bom, self.format())
    }
}

/// The beginning of a table, by which programs tell its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The header row: programs take it for UTF-8.
    None,
    /// The byte order mark: Excel takes it for UTF-8.
    ByteOrder,
}

impl Mark {
    /// As `--bom` says.
    ///
    /// # Errors
    /// If the format is no table.
    pub(crate) fn of_table(is_asked_for: bool, format: Format) -> Result<Mark> {
        ensure!(!is_asked_for || format == Format::Csv, messages::bom_needs_csv());
        Ok(if is_asked_for { Mark::ByteOrder } else { Mark::None })
    }
}

/// Begins a list of articles on stdout.
pub(crate) fn on_stdout(
    format: Format,
    mark: Mark,
    rows: Rows,
    cited: Date,
) -> Result<ArticleWriter<Box<dyn Write>>> {
    pager::start();
    let mut out: Box<dyn Write> = match format {
        // Its colours depend on the reader. The other formats have none.
        Format::Text => Box::new(anstream::stdout().lock()),
        _ => Box::new(BufWriter::new(io::stdout().lock())),
    };
    if mark == Mark::ByteOrder {
        out.write_all(table::BYTE_ORDER_MARK)?;
    }
    ArticleWriter::new(out, format, rows, Reader::of_stdout(), cited)
}

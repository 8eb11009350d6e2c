//! `jianbao clip`: writes the results of a query as a report to read, print and share.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;
use jianbao::search::{Interval, Reprints};
use jianbao::{Matching, SearchRequest, Sort};

use crate::clippings::{Clippings, Grouping, page, text};
use crate::config::SelectionArgs;
use crate::file_place::Paths;
use crate::formats::{self, ArticleWriter, Format, Record, Rows};
use crate::global::Global;
use crate::numbers;
use crate::out_file::{self, Existing};
use crate::outcome::Outcome;
use crate::period::PeriodArgs;
use crate::report;
use crate::searched::{Searched, limits_for};
use crate::talk;
use crate::text::Reader;
use crate::texts::messages;
use crate::timeout::Timeout;

/// Write a report with the articles that match a query
///
/// The report is one printable file without scripts or external resources. It has
/// a table of contents, counts by month, passages, and the full texts, folded. It
/// contains the articles with every word of the query, newest first. Articles that
/// repeat the text of another article are listed below it. `--out -` is standard
/// output.
///
///   jianbao clip 图书馆 --out library.html
///   jianbao clip 台风 日期:去年 --by source --out typhoon.md
///   jianbao clip 台风 --format gb7714 --out typhoon.txt
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Query; several arguments form one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Output file: .html for a page, .md for Markdown, .ris or .bib for references
    #[arg(short, long, required = true, value_name = "FILE")]
    out: PathBuf,
    /// Output format [default: by the extension of --out]
    #[arg(long, value_parser = formats::of(Format::OF_REPORTS))]
    format: Option<Format>,
    /// Replace an existing file
    #[arg(long)]
    force: bool,
    /// Grouping of the articles
    #[arg(long, value_enum, default_value = "month", value_name = "WHICH")]
    by: GroupingArg,
    /// Search these files and folders directly, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Name the file of each article
    #[arg(long = "paths")]
    paths_given: bool,
    /// Maximum number of articles
    #[arg(short = 'n', long, default_value_t = 200, value_name = "N", value_parser = numbers::whole::<usize>)]
    limit: usize,
    #[command(flatten)]
    period: PeriodArgs,
    /// Time limit of the search, such as 500ms or 2s; a longer search is an error
    #[arg(long, value_name = "TIME")]
    timeout: Option<Timeout>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GroupingArg {
    /// One group per month, newest first
    Month,
    /// One group per source, largest first
    Source,
}

/// The format of a report by the extension of its file.
fn format_of(file: &Path) -> Option<Format> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "ris" => Some(Format::Ris),
        "bib" => Some(Format::Bibtex),
        _ if file == Path::new("-") => Some(Format::Markdown),
        _ => None,
    }
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let Some(format) = args.format.or_else(|| format_of(&args.out)) else {
        bail!(messages::unknown_report(&args.out));
    };
    let existing = Existing::by_force(args.force);
    let is_standard_output = args.out == Path::new("-");
    if !is_standard_output {
        out_file::refuse_taken(&args.out, existing)?;
    }
    let Searched { index, input } = Searched::open(&args.paths, &args.selection, global)?;
    let query = args.query.join(" ");
    let mut request = SearchRequest::new(&query)
        .matching(Matching::All)
        .sort(Sort::Newest)
        .limit(args.limit)
        .limits(limits_for(0, args.limit))
        .histogram(Interval::Month)
        .reprints(Reprints::Fold)
        .today(args.period.today.day()?);
    (request.from, request.to) = args.period.days()?;
    request.timeout_ms = args.timeout.map(|timeout| timeout.milliseconds);
    let grouping = match args.by {
        GroupingArg::Month => Grouping::Month,
        GroupingArg::Source => Grouping::Source,
    };
    let (clippings, diagnostics) =
        Clippings::collect(&index, request, grouping, Paths::by_option(args.paths_given))?;
    report::diagnostics(&query, &diagnostics);
    if clippings.shown() == 0 {
        talk::say(messages::nothing_to_clip());
        return Ok(if input == Outcome::Failed { input } else { Outcome::NothingFound });
    }
    let report = match format {
        Format::Html => page::written(&clippings, talk::today()),
        Format::Markdown => text::written(&clippings, talk::today()),
        format => references(&clippings, format)?,
    };
    if is_standard_output {
        std::io::stdout().lock().write_all(report.as_bytes())?;
    } else {
        out_file::write(&args.out, &report, existing)?;
    }
    talk::say(&messages::clipped(clippings.shown() as u64, clippings.total, &args.out));
    Ok(input)
}

/// The articles of a report as references, numbered in its order.
fn references(clippings: &Clippings, format: Format) -> Result<String> {
    let mut writer = ArticleWriter::new(Vec::new(), format, Rows::Hits, Reader::Program, talk::today())?;
    for clip in clippings.groups.iter().flat_map(|group| &group.clips) {
        writer.write(&Record::of_hit(&clip.hit, writer.next_number()))?;
    }
    Ok(String::from_utf8(writer.finish()?)?)
}

//! `jianbao corpus trend`: the frequency of expressions over time.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Result;
use jianbao::corpus::{PeriodKind, Trend, TrendPeriod, TrendRequest, trend};

use super::{OutputArgs, SourceArgs};
use crate::bars::bar_columns;
use crate::columns::Columns;
use crate::formats::{Format, TableWriter};
use crate::global::Global;
use crate::json;
use crate::out_file::{self, Existing};
use crate::outcome::Outcome;
use crate::pager;
use crate::style::{DOUBT, TITLE};
use crate::talk;
use crate::text::{display_width, one_line};
use crate::texts::messages;
use crate::trend_page;

/// Count articles and occurrences of expressions by period
///
/// Each argument is a query of its own, up to ten. Counts come with their bases: the share of the
/// articles of the period, and the occurrences in a million characters of it.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Queries
    #[arg(required = true, value_name = "QUERY")]
    queries: Vec<String>,
    #[command(flatten)]
    source: SourceArgs,
    /// Length of a period: year, quarter, month, week or day
    #[arg(long, default_value = "month", value_name = "PERIOD")]
    period: PeriodKind,
    /// Count each source by itself
    #[arg(long)]
    by_source: bool,
    #[command(flatten)]
    output: OutputArgs,
    /// Write a page with a chart to this file (HTML)
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    out: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long, requires = "out")]
    force: bool,
}

pub(super) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let existing = Existing::by_force(args.force);
    if let Some(path) = &args.out {
        out_file::refuse_taken(path, existing)?;
    }
    let mut request = TrendRequest::default().period(args.period);
    request.by_source = args.by_source;
    request.searches = args.queries.iter().map(|query| args.source.search(query)).collect::<Result<_>>()?;
    let searched = args.source.open(global)?;
    let trends = trend(searched.index.folder()?, &request)?;
    match &args.out {
        Some(path) => {
            out_file::write(path, &trend_page::written(&trends, talk::today()), existing)?;
            talk::say(&messages::trend_written(path));
        }
        None => print(args, &trends)?,
    }
    Ok(match searched.input {
        Outcome::Failed => Outcome::Failed,
        _ => Outcome::of_count(trends.iter().map(|trend| trend.articles).sum::<u64>()),
    })
}

const COLUMN_NAMES: [&str; 9] =
    ["query", "source", "period", "articles", "places", "of_articles", "share", "per_million", "is_small"];

fn print(args: &Args, trends: &[Trend]) -> Result<()> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut table = TableWriter::new(args.output.format, args.output.mark()?, &COLUMN_NAMES)?;
    for (number, trend) in trends.iter().enumerate() {
        match args.output.format {
            Format::Jsonl => {
                json::write(&mut out, trend)?;
                writeln!(out)?;
            }
            Format::Csv => {
                for period in &trend.periods {
                    table.write(&mut out, &cells(trend, period))?;
                }
            }
            _ => {
                if number > 0 {
                    writeln!(out)?;
                }
                write_text(&mut out, trend)?;
            }
        }
    }
    Ok(out.flush()?)
}

fn cells(trend: &Trend, period: &TrendPeriod) -> [String; 9] {
    [
        trend.query.clone(),
        trend.source.clone().unwrap_or_default(),
        period.period.clone(),
        period.articles.to_string(),
        period.places.to_string(),
        period.of_articles.to_string(),
        format!("{:.6}", period.share),
        format!("{:.3}", period.per_million),
        period.is_small.to_string(),
    ]
}

/// A heading, then a line for each period: counts, shares and a bar.
fn write_text(out: &mut impl Write, trend: &Trend) -> Result<()> {
    let name =
        trend.source.as_ref().map_or(trend.query.clone(), |source| format!("{} · {source}", trend.query));
    let heading = messages::trend_heading(&one_line(&name), trend.articles, trend.places);
    writeln!(out, "{}{heading}{}", TITLE.render(), TITLE.render_reset())?;
    let periods = with_matches(&trend.periods);
    let rows: Vec<[String; 5]> = periods.iter().map(row).collect();
    let names = messages::trend_columns();
    let columns = Columns::of(&names, &rows);
    writeln!(out, "{}", columns.line(&names))?;
    let most = periods.iter().map(|period| period.per_million).fold(0.0_f64, f64::max);
    let is_doubtful = |period: &&TrendPeriod| period.is_small && period.articles > 0;
    let note = if periods.iter().any(|period| is_doubtful(&period)) {
        display_width(messages::small_base()) + 1
    } else {
        0
    };
    let room = bar_columns(columns.total() + note);
    for (row, period) in rows.iter().zip(periods) {
        let mut line = columns.line(row);
        #[expect(clippy::cast_possible_truncation, reason = "a bar of forty columns at most")]
        #[expect(clippy::cast_sign_loss, reason = "a count over a count")]
        let filled = if most > 0.0 { (period.per_million / most * room as f64).ceil() as usize } else { 0 };
        line.push_str("  ");
        line.push_str(&"█".repeat(filled.min(room)));
        if is_doubtful(&period) {
            line.push_str(&format!(" {}{}{}", DOUBT.render(), messages::small_base(), DOUBT.render_reset()));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    if trend.undated_articles > 0 {
        writeln!(out, "{}", messages::undated_articles(trend.undated_articles))?;
    }
    Ok(())
}

/// The periods from the first to the last with a match.
fn with_matches(periods: &[TrendPeriod]) -> &[TrendPeriod] {
    let first = periods.iter().position(|period| period.articles > 0).unwrap_or(periods.len());
    let last = periods.iter().rposition(|period| period.articles > 0).map_or(first, |last| last + 1);
    &periods[first..last]
}

fn row(period: &TrendPeriod) -> [String; 5] {
    [
        period.period.clone(),
        period.articles.to_string(),
        period.places.to_string(),
        format!("{:.2}%", period.share * 100.0),
        format!("{:.1}", period.per_million),
    ]
}

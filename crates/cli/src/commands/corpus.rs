//! `jianbao corpus`: views over all occurrences of an expression.

mod kwic;
mod trend;

use std::path::PathBuf;

use anyhow::Result;
use jianbao::SearchRequest;

use crate::config::SelectionArgs;
use crate::formats::{self, Format, Mark};
use crate::global::Global;
use crate::outcome::Outcome;
use crate::period::PeriodArgs;
use crate::searched::Searched;

/// Study how an expression is used: every occurrence, and its course over time
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    view: View,
}

#[derive(Debug, clap::Subcommand)]
enum View {
    Kwic(kwic::Args),
    Trend(trend::Args),
}

/// Format of a view
#[derive(Debug, clap::Args)]
struct OutputArgs {
    /// Output format
    #[arg(long, value_parser = formats::of(FORMATS), default_value = "text")]
    format: Format,
    /// Start the table with a byte order mark, for Excel (with --format csv)
    #[arg(long)]
    bom: bool,
}

impl OutputArgs {
    fn mark(&self) -> Result<Mark> {
        Mark::of_table(self.bom, self.format)
    }
}

/// The formats of a view.
const FORMATS: &[Format] = &[Format::Text, Format::Jsonl, Format::Csv];

/// Articles of a view
#[derive(Debug, clap::Args)]
struct SourceArgs {
    /// Search these files and folders directly, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    period: PeriodArgs,
}

impl SourceArgs {
    fn open(&self, global: &Global) -> Result<Searched> {
        Searched::open(&self.paths, &self.selection, global)
    }

    /// The search of a query within the days.
    fn search(&self, query: &str) -> Result<SearchRequest> {
        let mut search = SearchRequest::new(query).today(self.period.today.day()?);
        (search.from, search.to) = self.period.days()?;
        Ok(search)
    }
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    match &args.view {
        View::Kwic(args) => kwic::run(args, global),
        View::Trend(args) => trend::run(args, global),
    }
}

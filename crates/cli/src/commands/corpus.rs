//! `jianbao corpus`: views over all occurrences of an expression, and over the words of the corpus.

mod beside;
mod collocates;
mod compare;
mod kwic;
mod new_words;
mod trend;
mod word_table;
mod words;

use std::path::PathBuf;

use anyhow::Result;
use jianbao::SearchRequest;

use crate::config::SelectionArgs;
use crate::formats::{self, Format, Mark};
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::period::PeriodArgs;
use crate::searchable::Searchable;
use crate::searched::Searched;

/// Study the use of words: occurrences, collocates, frequencies, trends
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    view: View,
}

#[derive(Debug, clap::Subcommand)]
enum View {
    Kwic(kwic::Args),
    Collocates(collocates::Args),
    Words(words::Args),
    Compare(compare::Args),
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
        if self.paths.is_empty() {
            // A cluster is refused before anything is asked of it.
            let index = Searchable::Folder(location::open(global)?);
            return Ok(Searched { index, input: Outcome::Found });
        }
        Searched::open(&self.paths, &self.selection, global)
    }

    /// The options that choose the same articles, for a command to copy.
    fn arguments(&self, global: &Global) -> Result<Vec<String>> {
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        let paths = self.paths.iter().flat_map(|given| ["--in".to_owned(), path(given)]);
        let mut arguments: Vec<String> = paths.collect();
        if let Some(index) = &global.index {
            arguments.extend(["--index".to_owned(), path(index)]);
        }
        let (from, to) = self.period.days()?;
        for (option, day) in [("--from", from), ("--to", to)] {
            arguments.extend(day.into_iter().flat_map(|day| [option.to_owned(), day.to_string()]));
        }
        Ok(arguments)
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
        View::Collocates(args) => collocates::run(args, global),
        View::Words(args) => words::run(args, global),
        View::Compare(args) => compare::run(args, global),
        View::Trend(args) => trend::run(args, global),
    }
}

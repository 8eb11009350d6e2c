//! `jianbao show`: prints full articles.

use std::path::PathBuf;

use anyhow::Result;

use crate::config::SelectionArgs;
use crate::formats::{ArticleFormatArgs, Format, Record, Rows, on_stdout};
use crate::global::Global;
use crate::outcome::Outcome;
use crate::searched::Searched;
use crate::talk;
use crate::texts::messages;

/// Print whole articles
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Ids of the articles, as `query` prints them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Read the articles from these files and folders, without an index
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    output: ArticleFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let Searched { index, input } = Searched::open(&args.paths, &args.selection, global)?;
    let format = match args.output.format() {
        // One value per id, whatever the number of ids.
        Format::Json => Format::Jsonl,
        format => format,
    };
    let mut writer = on_stdout(format, args.output.mark()?, Rows::Articles, talk::today())?;
    let (paths, root) = (args.output.paths(), index.root());
    let mut outcome = input;
    for id in &args.ids {
        let Some(article) = index.get(id)? else {
            talk::say(&messages::unknown_id(id));
            outcome = Outcome::NothingFound;
            continue;
        };
        let place = index.place(paths, id)?;
        writer
            .write(&Record::of_article(&article, writer.next_number()).at(place.as_ref(), root.as_deref()))?;
    }
    writer.finish()?;
    Ok(outcome)
}

//! `jianbao show`: prints full articles.

use anyhow::Result;

use crate::formats::{ArticleFormatArgs, Format, Record, Rows, on_stdout};
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;
use crate::texts::messages;

/// Print whole articles
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Ids of the articles, as `query` prints them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    output: ArticleFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let format = match args.output.format() {
        // One value per id, whatever the number of ids.
        Format::Json => Format::Jsonl,
        format => format,
    };
    let mut writer = on_stdout(format, args.output.mark()?, Rows::Articles, talk::today())?;
    let mut outcome = Outcome::Found;
    for id in &args.ids {
        let Some(article) = index.get(id)? else {
            talk::say(&messages::unknown_id(id));
            outcome = Outcome::NothingFound;
            continue;
        };
        writer.write(&Record::of_article(&article, writer.next_number()))?;
    }
    writer.finish()?;
    Ok(outcome)
}

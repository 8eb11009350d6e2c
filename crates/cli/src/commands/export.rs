//! `jianbao export`: prints every article of the index as JSON lines.

use anyhow::Result;

use crate::file_place::Paths;
use crate::formats::{self, Format, JsonArg, Mark, Record, Rows, on_stdout};
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;

/// Print every article of the index as JSON lines, in the order of ids
///
/// `index` reads the JSON lines back as the same articles.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Output format
    #[arg(long, value_parser = formats::of(Format::OF_ARTICLES), default_value = "jsonl")]
    format: Format,
    #[command(flatten)]
    json: JsonArg,
    /// Start the table with a byte order mark, for Excel (with --format csv)
    #[arg(long)]
    bom: bool,
    /// Name the file of each article (line always does)
    #[arg(long = "paths")]
    paths_given: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let format = args.json.or(args.format);
    let mark = Mark::of_table(args.bom, format)?;
    let index = location::open_any(global)?;
    let mut writer = on_stdout(format, mark, Rows::Articles, talk::today())?;
    // An export is handed on and indexed again, so its JSON has the fields of articles alone.
    let paths = Paths::by_option(args.paths_given || format == Format::Line);
    let root = index.root();
    for article in index.articles()? {
        let article = article?;
        let place = index.place(paths, article.id.as_deref().unwrap_or_default())?;
        writer
            .write(&Record::of_article(&article, writer.next_number()).at(place.as_ref(), root.as_deref()))?;
    }
    let count = writer.next_number() - 1;
    writer.finish()?;
    Ok(Outcome::of_count(count))
}

//! `jianbao export`: prints every article of the index as JSON lines.

use std::io::Write;

use anyhow::Result;

use crate::file_place::{Paths, Placed};
use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;

/// Print every article of the index as JSON lines, in the order of ids
///
/// `index` reads this output and gives the same articles.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name the file of each article
    #[arg(long = "paths")]
    paths_given: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut count = 0;
    let paths = Paths::by_option(args.paths_given);
    for article in index.articles()? {
        let article = article?;
        let place = match (paths, &article.id) {
            (Paths::Give, Some(id)) => index.place(id)?,
            _ => None,
        };
        json::write(&mut out, &Placed::new(article, place))?;
        writeln!(out)?;
        count += 1;
    }
    out.flush()?;
    Ok(Outcome::of_count(count))
}

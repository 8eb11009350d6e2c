//! `jianbao export`: prints every article of the index as JSON lines.

use std::io::Write;

use anyhow::Result;

use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;

/// Print every article of the index as JSON lines, in the order of ids
///
/// `index` reads this output and gives the same articles.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut count = 0;
    for article in index.articles()? {
        json::write(&mut out, &article?)?;
        writeln!(out)?;
        count += 1;
    }
    out.flush()?;
    Ok(Outcome::of_count(count))
}

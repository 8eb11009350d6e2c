//! `jianbao stats`: how large the index is.

use std::io::Write;

use anyhow::Result;

use crate::Global;
use crate::location;
use crate::outcome::Outcome;

/// Say how large the index is
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print one JSON value
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let stats = index.stats()?;
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &stats)?;
        writeln!(out)?;
    } else {
        let place = index.path().map_or_else(String::new, |path| path.display().to_string());
        writeln!(out, "index      {place}")?;
        writeln!(out, "articles   {}", stats.articles)?;
        writeln!(out, "files      {}, {}", stats.files, megabytes(stats.source_bytes))?;
        writeln!(out, "size       {}", megabytes(stats.index_bytes))?;
        writeln!(out, "segments   {}", stats.segments)?;
        if let (Some(oldest), Some(newest)) = (stats.oldest, stats.newest) {
            writeln!(out, "dates      {oldest} to {newest}")?;
        }
        writeln!(out, "analyzer   {}", index.analyzer().fingerprint())?;
    }
    Ok(Outcome::Found)
}

/// A size in units of 1,000,000 bytes.
pub(crate) fn megabytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a size shown to a tenth of a megabyte")]
    let megabytes = bytes as f64 / 1e6;
    format!("{megabytes:.1} MB")
}

//! `jianbao stats`: shows index statistics.

use std::io::{self, Write};

use anyhow::Result;

use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;
use crate::searchable::Searchable;
use crate::style::TITLE;
use crate::text::{padded, write_hanging};
use crate::texts::messages::{self, StatsRow, stats_row};

/// Print the size of the index
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    output: ValueFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = match location::open_any(global)? {
        Searchable::Folder(index) => index,
        #[cfg(feature = "remote")]
        Searchable::Cluster(index) => return of_cluster(args, &index),
    };
    let stats = index.stats()?;
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        json::write(&mut out, &stats)?;
        writeln!(out)?;
    } else {
        let mut row = |row: StatsRow, text: &str| write_row(&mut out, row, text);
        row(StatsRow::Index, &index.path().map_or_else(String::new, |path| path.display().to_string()))?;
        row(StatsRow::Articles, &stats.articles.to_string())?;
        row(StatsRow::Files, &format!("{} · {}", stats.files, size(stats.source_bytes)))?;
        row(StatsRow::Size, &size(stats.index_bytes))?;
        row(StatsRow::Segments, &stats.segments.to_string())?;
        if let (Some(oldest), Some(newest)) = (stats.oldest, stats.newest) {
            row(StatsRow::Dates, &messages::from_to(oldest, newest))?;
        }
        row(StatsRow::Sequence, &stats.sequence.to_string())?;
        if !stats.own_fields.is_empty() {
            let fields: Vec<String> = stats.own_fields.iter().map(ToString::to_string).collect();
            row(StatsRow::Fields, &fields.join(" · "))?;
        }
        row(StatsRow::Analyzer, &messages::analyzer(&index.analyzer().fingerprint()))?;
    }
    Ok(Outcome::Found)
}

/// The size of an index in a cluster.
#[cfg(feature = "remote")]
fn of_cluster(args: &Args, index: &jianbao::remote::RemoteIndex) -> Result<Outcome> {
    let stats = index.stats()?;
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        json::write(&mut out, &stats)?;
        writeln!(out)?;
        return Ok(Outcome::Found);
    }
    let mut row = |row: StatsRow, text: &str| write_row(&mut out, row, text);
    row(StatsRow::Index, &index.collection().client().address().to_string())?;
    row(StatsRow::Articles, &stats.articles.to_string())?;
    let sizes = messages::size_in_cluster(&size(stats.bytes), &size(stats.bytes_a_copy));
    row(StatsRow::Size, &sizes)?;
    row(StatsRow::Shards, &stats.shards.to_string())?;
    if let (Some(oldest), Some(newest)) = (stats.oldest, stats.newest) {
        row(StatsRow::Dates, &messages::from_to(oldest, newest))?;
    }
    row(StatsRow::Analyzer, &messages::analyzer(&index.collection().analyzer().fingerprint()))?;
    Ok(Outcome::Found)
}

fn write_row(out: &mut impl Write, row: StatsRow, text: &str) -> io::Result<()> {
    let name = format!("{}{}{}", TITLE.render(), padded(stats_row(row), NAME_COLUMNS), TITLE.render_reset());
    write_hanging(out, &name, text)
}

/// Columns of the names of rows.
const NAME_COLUMNS: usize = 11;

/// A size in units of 1,000 bytes, or of 1,000,000 from a million on.
pub(crate) fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a size shown to a tenth of a megabyte")]
    let megabytes = bytes as f64 / 1e6;
    if bytes < 1_000_000 { format!("{} kB", bytes.div_ceil(1_000)) } else { format!("{megabytes:.1} MB") }
}

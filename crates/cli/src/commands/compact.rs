//! `jianbao compact`: merges the segments of the index.

use anyhow::Result;
use jianbao::index::Stats;
use serde::Serialize;

use crate::commands::stats;
use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;
use crate::texts::messages;

/// Merge the segments of the index into one, which is smaller and faster to search
///
/// Deleted and replaced articles are removed from the disk. Searches continue meanwhile. Needs free disk space of the size of
/// the index.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    output: ValueFormatArgs,
}

/// The outcome as JSON.
#[derive(Serialize)]
struct Compacted {
    /// False if there was nothing to merge.
    merged: bool,
    before: Size,
    after: Size,
}

#[derive(Serialize)]
struct Size {
    segments: usize,
    bytes: u64,
}

impl Size {
    fn of(stats: &Stats) -> Size {
        Size { segments: stats.segments, bytes: stats.index_bytes }
    }
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let before = index.stats()?;
    let is_merged = index.compact()?;
    let after = index.stats()?;
    if args.output.format() == Format::Json {
        let compacted = Compacted { merged: is_merged, before: Size::of(&before), after: Size::of(&after) };
        json::write_pretty(&mut anstream::stdout().lock(), &compacted)?;
    } else if is_merged {
        let [size_before, size] = [before.index_bytes, after.index_bytes].map(stats::size);
        talk::say(&messages::compacted((before.segments, &size_before), (after.segments, &size)));
    } else {
        talk::say(messages::compact_already());
    }
    Ok(Outcome::Found)
}

//! `jianbao compact`: merges the segments of the index.

use anyhow::Result;

use crate::commands::stats;
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;
use crate::texts::messages;

/// Merge the segments of the index into one, which is smaller and faster to search
///
/// Deleted and replaced articles are removed from the disk. Searches continue meanwhile. Needs free disk space of the size of
/// the index.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let before = index.stats()?;
    if index.compact()? {
        let after = index.stats()?;
        let [size_before, size] = [before.index_bytes, after.index_bytes].map(stats::size);
        talk::say(&messages::compacted((before.segments, &size_before), (after.segments, &size)));
    } else {
        talk::say(messages::compact_already());
    }
    Ok(Outcome::Found)
}

//! `jianbao backup`: copies the index while it is in use.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::stats;
use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;
use crate::texts::messages;

/// Copy the index into a new directory, also while it is being written
///
/// The copy is an ordinary index with the state of the last commit. To restore it, use it with
/// --index, or replace the old index with it.
///
/// On the same file system the copy consists of hard links: it takes no time and hardly any space,
/// but a failing disk destroys both the index and the copy. On another file system the files are
/// copied and compared with their checksums.
///
///   jianbao backup /mnt/backup/news-2024-05-08
///   jianbao --index /mnt/backup/news-2024-05-08 verify
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The directory of the copy; new or empty
    #[arg(value_name = "DIR")]
    target: PathBuf,
    #[command(flatten)]
    output: ValueFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let snapshot = location::open(global)?.snapshot_to(&args.target)?;
    if args.output.format() == Format::Json {
        json::write_pretty(&mut anstream::stdout().lock(), &snapshot)?;
        return Ok(Outcome::Found);
    }
    let size = stats::size(snapshot.bytes);
    talk::say(&messages::backed_up(&snapshot.path, snapshot.articles, &size));
    if snapshot.linked_files > 0 {
        talk::say(messages::backup_shares_disk());
    }
    Ok(Outcome::Found)
}

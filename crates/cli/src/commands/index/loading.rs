//! `jianbao index` on a cluster: sends the articles that the cluster lacks or has in another version.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use jianbao::remote::{Address, IndexSettings, LoadOptions, load_selection};

use super::{Args, stop_on_interrupt};
use crate::cluster;
use crate::formats::Format;
use crate::global::Global;
use crate::json;
use crate::outcome::Outcome;
use crate::progress::{Progress, Reported};
use crate::talk;
use crate::texts::messages;

/// The file for articles that a cluster refuses, in the current directory.
const REFUSED: &str = "refused.jsonl";

/// Loads the files of the arguments.
pub(super) fn run(args: &Args, address: &Address, global: &Global) -> Result<Outcome> {
    let started = Instant::now();
    refuse_options(args)?;
    let selection = args.selection.selection(args.paths.iter().cloned())?;
    let usual = IndexSettings::default();
    let settings = IndexSettings {
        shards: args.shards.unwrap_or(usual.shards),
        replicas: args.replicas.unwrap_or(usual.replicas),
    };
    let index = cluster::create(address, settings, global)?;
    let mut options = LoadOptions::new(cluster::version_of_now(), PathBuf::from(REFUSED));
    options.stop = stop_on_interrupt(|| {})?;
    let progress = Progress::new(Reported::All);
    let summary = load_selection(&index, &selection, &options, &mut |event| progress.hear(&event))?;
    progress.finish();
    if args.output.format() == Format::Json {
        use std::io::Write;
        let mut out = anstream::stdout().lock();
        json::write(&mut out, &summary)?;
        writeln!(out)?;
    } else {
        talk::say(&messages::loaded(&summary, started.elapsed().as_secs_f64(), &options.dead_letters));
        talk::say(&messages::cluster_now_holds(address, index.stats()?.articles));
    }
    if summary.stopped {
        talk::say(messages::loading_stopped());
    }
    if summary.skipped + summary.refused + summary.unsettled > 0 || summary.stopped {
        return Ok(Outcome::Failed);
    }
    if summary.files == 0 {
        talk::say(messages::no_known_format());
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Found)
}

/// Refuses what only an index in a folder has.
fn refuse_options(args: &Args) -> Result<()> {
    let has_standard_input = args.paths.iter().any(|path| path == Path::new("-"));
    let has_fields = !args.fields.declared()?.is_empty();
    for (is_given, option) in [
        (args.prune, "--prune"),
        (args.reread, "--reread"),
        (args.rebuild, "--rebuild"),
        (args.words.read()?.is_some(), "--dict"),
        (has_fields, "--field"),
        (args.replace_by.is_some(), "--replace-by"),
        (has_standard_input, "-"),
    ] {
        if is_given {
            bail!(messages::option_not_on_a_cluster(option));
        }
    }
    Ok(())
}

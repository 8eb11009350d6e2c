//! `jianbao verify`: checks the index for corruption.

use std::io::Write;

use anyhow::Result;
use jianbao::index::Verification;
use jianbao_messages::Message;

use crate::commands::stats;
use crate::formats::{Format, ValueFormatArgs};
use crate::global::Global;
use crate::json;
use crate::language;
use crate::location::{self, Place};
use crate::outcome::Outcome;
use crate::style::ERROR;
use crate::text::one_line;
use crate::texts::{self, messages};

/// Verify every byte and every article of the index
///
/// Compares every file with its checksum, reads every stored article, and checks that ids are unique and counts agree.
/// Lists all corruption and names the repair. Exit status 0: intact; 2: corrupt.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    output: ValueFormatArgs,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let path = match location::existing_place(global)? {
        Place::Folder(path) => path,
        #[cfg(feature = "remote")]
        Place::Cluster(address) => return of_cluster(args, &address, global),
    };
    let found = jianbao::index::verify(path)?;
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        json::write(&mut out, &found)?;
        writeln!(out)?;
    } else {
        write_text(&mut out, &found)?;
    }
    out.flush()?;
    Ok(if found.damage.is_empty() { Outcome::Found } else { Outcome::Failed })
}

/// Compares the articles of a cluster with what was sent.
#[cfg(feature = "remote")]
fn of_cluster(args: &Args, address: &jianbao::remote::Address, global: &Global) -> Result<Outcome> {
    let found = crate::cluster::open(address, global)?.verify()?;
    let mut out = anstream::stdout().lock();
    if args.output.format() == Format::Json {
        json::write(&mut out, &found)?;
        writeln!(out)?;
    } else {
        for id in &found.damaged {
            let (word, damage) = (messages::damaged(), messages::not_as_sent(&one_line(id)));
            writeln!(out, "{}{word}{}{damage}", ERROR.render(), ERROR.render_reset())?;
        }
        writeln!(out, "{}", messages::cluster_verified(address, &found, &stats::size(found.bytes)))?;
    }
    out.flush()?;
    Ok(if found.damaged.is_empty() { Outcome::Found } else { Outcome::Failed })
}

fn write_text(out: &mut impl Write, found: &Verification) -> Result<()> {
    for damage in &found.damage {
        let damage = one_line(&damage.message(language::current()));
        let word = messages::damaged();
        writeln!(out, "{}{word}{}{damage}", ERROR.render(), ERROR.render_reset())?;
    }
    let size = stats::size(found.bytes);
    let is_sound = found.remedy.is_none();
    writeln!(out, "{}", messages::verified(&found.path, is_sound, found.articles, found.files, &size))?;
    if let Some(remedy) = found.remedy {
        writeln!(out, "{}", texts::error::repair(remedy))?;
    }
    Ok(())
}

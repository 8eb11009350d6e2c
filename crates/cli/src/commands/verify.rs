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
use crate::text::{one_line, write_hanging};
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
            let damage = messages::not_as_sent(&one_line(id));
            write_damage(&mut out, &damage)?;
        }
        write_hanging(&mut out, "", &messages::cluster_verified(address, &found, &stats::size(found.bytes)))?;
    }
    out.flush()?;
    Ok(if found.damaged.is_empty() { Outcome::Found } else { Outcome::Failed })
}

fn write_text(out: &mut impl Write, found: &Verification) -> Result<()> {
    for damage in &found.damage {
        write_damage(out, &one_line(&damage.message(language::current())))?;
    }
    let size = stats::size(found.bytes);
    let is_sound = found.remedy.is_none();
    write_hanging(out, "", &messages::verified(&found.path, is_sound, found.articles, found.files, &size))?;
    if let Some(remedy) = found.remedy {
        write_hanging(out, "", &texts::error::repair(remedy))?;
    }
    Ok(())
}

fn write_damage(out: &mut impl Write, damage: &str) -> Result<()> {
    let word = format!("{}{}{}", ERROR.render(), messages::damaged(), ERROR.render_reset());
    Ok(write_hanging(out, &word, damage)?)
}

//! The commands. Each has a file with its arguments and its implementation.

mod articles;
mod backup;
mod bench;
mod check;
mod clip;
mod compact;
mod complete;
mod corpus;
mod explain;
mod export;
mod generate;
mod index;
mod open;
mod query;
mod remove;
mod show;
mod stats;
mod tokens;
mod verify;

use anyhow::Result;

use crate::global::Global;
use crate::outcome::Outcome;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Index(index::Args),
    #[command(visible_aliases = ["search", "find"])]
    Query(query::Args),
    Clip(clip::Args),
    Check(check::Args),
    Corpus(corpus::Args),
    Show(show::Args),
    Open(open::Args),
    Articles(articles::Args),
    Tokens(tokens::Args),
    Explain(explain::Args),
    #[command(visible_alias = "rm")]
    Remove(remove::Args),
    Export(export::Args),
    Stats(stats::Args),
    Verify(verify::Args),
    Backup(backup::Args),
    Bench(bench::Args),
    Compact(compact::Args),
    Generate(generate::Args),
    Complete(complete::Args),
}

pub(crate) fn run(command: &Command, global: &Global) -> Result<Outcome> {
    match command {
        Command::Index(args) => index::run(args, global),
        Command::Query(args) => query::run(args, global),
        Command::Clip(args) => clip::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Corpus(args) => corpus::run(args, global),
        Command::Show(args) => show::run(args, global),
        Command::Open(args) => open::run(args, global),
        Command::Articles(args) => articles::run(args),
        Command::Tokens(args) => tokens::run(args),
        Command::Explain(args) => explain::run(args, global),
        Command::Remove(args) => remove::run(args, global),
        Command::Export(args) => export::run(args, global),
        Command::Stats(args) => stats::run(args, global),
        Command::Verify(args) => verify::run(args, global),
        Command::Backup(args) => backup::run(args, global),
        Command::Bench(args) => bench::run(args),
        Command::Compact(args) => compact::run(args, global),
        Command::Generate(args) => generate::run(args),
        Command::Complete(args) => complete::run(args, global),
    }
}

//! `jianbao`: the command line on the library of the same name.
//!
//! Everything here is arguments and rendering; what is rendered are values that the library returns.
//! stdout is data, stderr is talk. Exit status 0: found; 1: nothing found; 2: an error, or some input skipped.

mod commands;
mod hits;
mod location;
mod outcome;
mod report;
mod style;
mod talk;
mod text;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;
use crate::outcome::Outcome;

/// Full-text search for Chinese news: if the text contains it, you find it.
///
/// Index pages, articles and JSON lines once, then query them; or search files at once with
/// `jianbao query QUERY --in PATH`.
#[derive(Debug, Parser)]
#[command(name = "jianbao", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "\
Examples:
  jianbao index news/                          index a folder; a second run does only what changed
  jianbao query 困难职工 云南                  articles with both words, best first
  jianbao query “解困脱困” -上海 日期:2020-10  exact text, without 上海, in October 2020
  jianbao query 网球 --in page.txt             search a file without an index
  jianbao articles page.txt                    how a newspaper page falls into articles

Exit status: 0 found, 1 nothing found, 2 error or some input skipped.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// The index directory [default: $JIANBAO_INDEX, else the nearest .jianbao upwards]
    #[arg(long, global = true, value_name = "DIR")]
    index: Option<std::path::PathBuf>,
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: style::Color,
}

/// The arguments, with `-上海`, `-“上海”` and `-(…)` told from options: their minus becomes its full-width twin,
/// which means the same in a query. A Latin word is left out with `－word`, or behind `--`.
fn arguments() -> impl Iterator<Item = OsString> {
    let mut are_options = true;
    std::env::args_os().map(move |argument| {
        are_options &= argument != "--";
        let negated = argument.to_str().and_then(|text| text.strip_prefix('-')).filter(|rest| {
            are_options && rest.starts_with(|c: char| !c.is_ascii() || matches!(c, '"' | '('))
        });
        match negated {
            Some(rest) => format!("－{rest}").into(),
            None => argument,
        }
    })
}

/// The engine panics on some damaged files. The library catches that and reports the damage; the message of the panic
/// would only stand beside the report.
fn silence_panics_of_damage() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !jianbao::is_reading() {
            usual(panic);
        }
    }));
}

fn main() -> ExitCode {
    silence_panics_of_damage();
    let cli = Cli::parse_from(arguments());
    style::choose(cli.global.color);
    let result = commands::run(&cli.command, &cli.global);
    match result {
        Ok(outcome) => outcome.into(),
        Err(error) if outcome::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}jianbao:{} {error:#}", style::ERROR.render(), style::ERROR.render_reset());
            Outcome::Failed.into()
        }
    }
}

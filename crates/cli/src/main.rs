//! `jianbao`: the command line of the library of the same name.
//!
//! This crate contains arguments and rendering; the library computes the values that are rendered. Results go to stdout,
//! messages to stderr. Exit status 0: found; 1: nothing found; 2: an error, or some input skipped.

#![cfg_attr(
    not(feature = "remote"),
    expect(clippy::infallible_destructuring_match, reason = "with clusters an index has two places")
)]

mod arguments;
mod bars;
#[cfg(feature = "bench")]
mod bench_page;
#[cfg(feature = "bench")]
mod bench_table;
mod choices;
mod clippings;
#[cfg(feature = "remote")]
mod cluster;
mod columns;
mod commands;
mod completions;
mod config;
mod file_place;
mod formats;
mod global;
mod hits;
mod json;
mod language;
mod location;
mod numbers;
mod out_file;
mod outcome;
mod own_fields;
mod pager;
mod period;
mod progress;
mod report;
mod searchable;
mod searched;
mod shell_words;
mod style;
mod talk;
mod text;
mod text_input;
mod texts;
mod timeout;
mod trend_page;
mod trust;
mod user_config;
mod user_words;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::commands::Command;
use crate::global::Global;
use crate::language::Language;
use crate::outcome::Outcome;
use crate::texts::messages;

/// Full-text search for Chinese news: if the text contains it, you find it.
///
/// Index pages, articles and JSON lines once, then query them; or search files at once with
/// `jianbao query QUERY --in PATH`.
#[derive(Debug, Parser)]
#[command(
    name = "jianbao",
    version,
    max_term_width = 100,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(after_help = "\
Examples:
  jianbao index news/                          index a folder; a second run reads only changed files
  jianbao query 困难职工 云南                  articles with both words, best first
  jianbao query “解困脱困” -上海 日期:2020-10  exact text, without 上海, in October 2020
  jianbao query 网球 --in page.txt             search a file without an index
  jianbao clip 图书馆 --out library.html       a printable report of the matches
  jianbao articles page.txt                    the articles of a newspaper page

Exit status: 0 found, 1 nothing found, 2 error or some input skipped.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// The definition of the whole command line, with its help in the language of this process and in lines of at most `columns`
/// columns.
fn definition(columns: usize) -> clap::Command {
    texts::help::in_language(Cli::command(), language::current(), columns)
}

/// tantivy panics on some damaged files. The library catches that and reports the damage; the panic message would only be
/// noise.
fn silence_panics_of_damage() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !jianbao::index::is_reading() {
            usual(panic);
        }
    }));
}

fn main() -> ExitCode {
    talk::start_clock();
    silence_panics_of_damage();
    let typed: Vec<OsString> = std::env::args_os().collect();
    let language = language::choose(&typed);
    // Help in a language needs every command in full; to read arguments, clap completes the one command that is named.
    let mut bare = Cli::command();
    let arguments = arguments::read(typed, &bare);
    let cli = match parsed(&mut bare, &arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let mut definition = definition(talk::help_columns());
            let error = parsed(&mut definition, &arguments).err().unwrap_or(error);
            return refuse(error, &definition, language);
        }
    };
    style::choose(cli.global.color);
    talk::choose_columns(cli.global.width);
    pager::choose(cli.global.pager);
    file_place::choose(cli.global.hyperlink);
    let status = match commands::run(&cli.command, &cli.global) {
        Ok(outcome) => outcome.into(),
        Err(error) if outcome::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say_error(&texts::error::chained(error.as_ref()));
            Outcome::Failed.into()
        }
    };
    pager::finish();
    status
}

fn parsed(definition: &mut clap::Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&definition.try_get_matches_from_mut(arguments)?)
}

/// Prints the requested help or version, else the errors in the arguments.
fn refuse(mut error: clap::Error, definition: &clap::Command, language: Language) -> ExitCode {
    texts::usage_error::add_advice(&mut error, definition);
    let chinese = match language {
        Language::English => None,
        Language::Chinese => texts::usage_error::in_chinese(&error),
    };
    match chinese {
        Some(message) => say_error(&message),
        // A missing reader is not a failure.
        None => drop(print(&error, language)),
    }
    if error.exit_code() == 0 { ExitCode::SUCCESS } else { Outcome::Failed.into() }
}

/// Prints help on stdout, and an error as a message.
fn print(error: &clap::Error, language: Language) -> io::Result<()> {
    let mut page = error.render().ansi().to_string();
    if language == Language::Chinese {
        page = texts::help::with_full_width_colons(&page);
    }
    if error.use_stderr() {
        talk::say(&page);
        return Ok(());
    }
    write!(anstream::stdout(), "{page}")
}

fn say_error(message: &str) {
    let name = messages::program();
    talk::say(&format!("{}{name}{}{message}", style::ERROR.render(), style::ERROR.render_reset()));
}

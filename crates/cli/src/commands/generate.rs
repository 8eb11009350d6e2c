//! `jianbao generate`: makes the man page and the completions, from the definitions of the arguments.

use std::io::{self, Write};

use anyhow::Result;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::completions;
use crate::outcome::Outcome;
use crate::text::breaks_between;
use crate::texts::help::{is_everywhere, with_values_in_help};
use crate::texts::messages;

/// Print the man page, or completions for a shell
///
///   jianbao generate man > ~/.local/share/man/man1/jianbao.1
///   jianbao generate completions bash > ~/.local/share/bash-completion/completions/jianbao
///   jianbao generate completions zsh > ~/.zfunc/_jianbao        # a folder of $fpath
///   jianbao generate completions fish > ~/.config/fish/completions/jianbao.fish
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the man page, one for all commands
    Man,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// A width at which no line is broken: the reader of the page or the completions breaks them.
const UNBROKEN_COLUMNS: usize = 10_000;

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let program = crate::definition(UNBROKEN_COLUMNS);
    let mut out = Vec::new();
    match &args.what {
        What::Man => out.extend(page(program)?.into_bytes()),
        What::Completions { shell } => out.extend(completions::script(*shell, &program).into_bytes()),
    }
    io::stdout().lock().write_all(&out)?;
    Ok(Outcome::Found)
}

/// One page with every command, each as a section. It has no date, so that each version has one page.
fn page(program: Command) -> Result<String> {
    let version = program.get_version().unwrap_or_default().to_owned();
    let mut roff = Vec::new();
    let commands: Vec<Command> = program.get_subcommands().cloned().collect();
    let program = for_page(program);
    let page = Man::new(program.clone());
    page.render_name_section(&mut roff)?;
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    page.render_options_section(&mut roff)?;
    for command in commands {
        write_section(&mut roff, command)?;
    }
    page.render_extra_section(&mut roff)?;
    let roff = laid_out(&String::from_utf8(roff)?);
    Ok(format!(".TH JIANBAO 1 \"\" \"jianbao {version}\"\n{roff}"))
}

/// Writes a command and its subcommands. Global options are only at the top of the page.
fn write_section(roff: &mut Vec<u8>, command: Command) -> Result<()> {
    if command.get_name() == "help" || command.is_hide_set() {
        return Ok(());
    }
    let below: Vec<Command> = command.get_subcommands().cloned().collect();
    if below.is_empty() {
        let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
        let command = for_page(command).mut_args(|arg| {
            let is_hidden = arg.is_hide_set() || is_everywhere(&arg);
            arg.hide(is_hidden)
        });
        let has_arguments = command.get_arguments().any(|arg| !arg.is_hide_set());
        let page = Man::new(command);
        let mut section = Vec::new();
        page.render_synopsis_section(&mut section)?;
        page.render_description_section(&mut section)?;
        if has_arguments {
            page.render_options_section(&mut section)?;
        }
        let section = String::from_utf8(section)?.replace(".SH ", ".SS ");
        write!(roff, ".SH \"{name}\"\n{section}")?;
    }
    below.into_iter().try_for_each(|command| write_section(roff, command))
}

/// The definition of a command for the man page: with the usage line of the help, and values as text.
fn for_page(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    command.override_usage(usage).mut_args(with_values_in_help)
}

/// clap_mangen's headings, in the language of this process. Lines that are indented or begin with a dash are kept apart,
/// which roff would join; Chinese may be broken, which roff does only at spaces.
fn laid_out(roff: &str) -> String {
    let mut page = ".ad l\n".to_owned();
    let mut is_table = false;
    for line in roff.lines() {
        let is_row = line.starts_with("  ") || line.starts_with("\\- ");
        if is_row != is_table {
            page.push_str(if is_row { ".nf\n" } else { ".fi\n" });
            is_table = is_row;
        }
        let heading = line.strip_prefix(".SH ").or_else(|| line.strip_prefix(".SS "));
        match heading.and_then(messages::man_heading) {
            Some(heading) => page.push_str(&format!("{} \"{heading}\"", &line[..3])),
            None if line.is_empty() => page.push_str(".sp"),
            None if is_row || line.starts_with('.') => page.push_str(line),
            None => page.push_str(&breakable(line)),
        }
        page.push('\n');
    }
    page
}

/// A line with roff's marks for allowed breaks without a space.
fn breakable(line: &str) -> String {
    let mut signed = String::with_capacity(line.len());
    let mut before = None;
    for c in line.chars() {
        if before.is_some_and(|before| breaks_between(before, c) && !(before.is_ascii() && c.is_ascii())) {
            signed.push_str("\\:");
        }
        signed.push(c);
        before = Some(c);
    }
    signed
}

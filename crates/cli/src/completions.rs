//! Shell completions: clap's script for options and commands, extended by the words of a query, which depend on the index.
//!
//! For a word of a query the script runs `jianbao complete WORD`, which prints names of fields and their values. bash splits a
//! word at colons, so the part for bash joins it again. Hidden commands and options are not offered.

use clap::{Arg, Command};
use clap_complete::Shell;

/// The completion script of a shell.
pub(crate) fn script(shell: Shell, program: &Command) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut offered(program), "jianbao", &mut out);
    let script = String::from_utf8_lossy(&out).into_owned();
    match shell {
        Shell::Bash => in_bash(&script),
        Shell::Zsh => in_zsh(&script),
        Shell::Fish => script + FISH,
        _ => script,
    }
}

/// The command with the arguments and commands that its help lists.
fn offered(command: &Command) -> Command {
    // clap's names are static. The program prints one script, and ends.
    let leaked = |name: &str| -> &'static str { name.to_owned().leak() };
    let mut offered = Command::new(leaked(command.get_name()))
        // Each has the flag for it.
        .version(leaked(command.get_version().unwrap_or_default()))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .visible_aliases(command.get_visible_aliases().map(leaked).collect::<Vec<_>>())
        .args(command.get_arguments().filter(|arg| !arg.is_hide_set()).map(listed))
        .subcommands(command.get_subcommands().filter(|below| !below.is_hide_set()).map(offered));
    if let Some(about) = command.get_about() {
        offered = offered.about(about.clone());
    }
    offered
}

/// The argument, with its values if it has any.
fn listed(arg: &Arg) -> Arg {
    let takes_values = arg.get_action().takes_values();
    if takes_values { arg.clone() } else { arg.clone().hide_possible_values(false).hide_default_value(false) }
}

/// The parts of the scripts that complete words.
const BASH: &str = include_str!("completions/words.bash");
const ZSH: &str = include_str!("completions/words.zsh");
const FISH: &str = include_str!("completions/words.fish");

/// The script with our function around clap's, before it is registered.
fn in_bash(script: &str) -> String {
    let words = format!("\n{BASH}\nif [[");
    script.replace("complete -F _jianbao ", "complete -F _jianbao_words ").replacen("\nif [[", &words, 1)
}

/// The script with our function for the arguments of a query, which clap completes as files.
fn in_zsh(script: &str) -> String {
    let lines = script.lines().map(|line| {
        let is_query = line.trim_start().starts_with("'*::query -- ");
        let line = if is_query { line.replace(":_default'", ":_jianbao_words'") } else { line.to_owned() };
        line + "\n"
    });
    lines.collect::<String>().replacen("\nif [", &format!("\n{ZSH}\nif ["), 1)
}

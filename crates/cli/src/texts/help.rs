//! Puts the Chinese help into clap's definitions of the arguments.
//!
//! clap has some fixed English strings that a definition cannot replace. They are avoided in three ways. Defaults and possible
//! values are part of the help text of an argument. Every argument has an explicit heading. The usage line is rendered by clap,
//! its English words are replaced, and the result is set as an override.
//!
//! clap breaks lines only at spaces, which Chinese does not have, so long texts are broken into lines here.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

use super::chinese_help::{CommandHelp, SHARED, VALUE_NAMES, commands};
use crate::language::Language;
use crate::text::{display_width, wrapped};

/// Columns of indentation of the long help of an argument, as in clap.
const LONG_HELP_INDENT: usize = 10;

/// Columns between the end of the longest argument and its help, and the indentation before it.
const SHORT_HELP_INDENT: usize = 8;

const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Puts the help of a language into the definition of the program; lines are at most `width` columns long.
pub(crate) fn in_language(program: Command, language: Language, width: usize) -> Command {
    let mut program = program.term_width(width);
    program.build();
    match language {
        Language::English => briefly_below(program),
        Language::Chinese => in_chinese(program, "", width),
    }
}

/// The program, with the global options explained briefly below it.
fn briefly_below(program: Command) -> Command {
    program.mut_subcommands(|command| {
        briefly_below(command).mut_args(|arg| {
            let is_brief = is_everywhere(&arg);
            if is_brief { arg.hide_possible_values(true) } else { arg }
        })
    })
}

/// The help of a command, `generate man` for a subcommand. Below `help` clap repeats the commands.
fn help_of(path: &str) -> Option<&'static CommandHelp> {
    let path = match path.rsplit_once(' ') {
        Some((_, "help")) => "help".to_owned(),
        _ => path.trim_start_matches("help ").replace(" help ", " "),
    };
    commands().find(|help| help.command == path)
}

/// The text of an argument or of one of its values.
fn text_of(path: &str, key: &str) -> Option<&'static str> {
    Some(entry_of(path, key)?.1)
}

/// The name of the entries that explain arguments of several commands.
const OF_SEVERAL: &str = "*";

/// The command whose entry explains an argument, and its text. What every command has is with the program.
fn entry_of(path: &str, key: &str) -> Option<(&'static str, &'static str)> {
    let of_commands = [path, ""].into_iter().filter_map(help_of).map(|help| (help.command, help.arguments));
    of_commands.chain([(OF_SEVERAL, SHARED)]).find_map(|(command, arguments)| {
        arguments.iter().find(|(known, _)| *known == key).map(|(_, text)| (command, *text))
    })
}

/// A page of the Chinese help as it is printed. clap ends headings with a colon of its own, which is of half
/// width, and names other names of a command in English.
pub(crate) fn with_full_width_colons(page: &str) -> String {
    let page = ["命令", "参数", "选项"]
        .into_iter()
        .fold(page.to_owned(), |page, heading| page.replace(&format!("{heading}:"), &format!("{heading}：")));
    page.replace("[aliases: ", "[别名：")
}

fn in_chinese(command: Command, path: &str, width: usize) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let mut command = command.subcommand_help_heading("命令").subcommand_value_name("命令");
    if let Some(help) = help_of(path) {
        let about = wrapped_text(help.about, width);
        let short = about.split("\n\n").next().unwrap_or_default().to_owned();
        command = command.about(short).long_about(about);
        if !help.after.is_empty() {
            command = command.after_help(help.after);
        }
    }
    command = command.mut_args(named_in_chinese);
    let longest = command.get_arguments().map(|arg| display_width(&arg.to_string())).max().unwrap_or(0);
    let short_width = width.saturating_sub(longest + SHORT_HELP_INDENT).max(20);
    let long_width = width.saturating_sub(LONG_HELP_INDENT).max(20);
    command = command.mut_args(|arg| explained_in_chinese(arg, path, short_width, long_width));
    for name in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |below| in_chinese(below, &path, width));
    }
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim().replace("[OPTIONS]", "[选项]");
    command.override_usage(usage).help_template(TEMPLATE)
}

/// The argument with its values named in Chinese.
fn named_in_chinese(arg: Arg) -> Arg {
    if !matches!(arg.get_action(), ArgAction::Set | ArgAction::Append) {
        return arg;
    }
    let chinese: Option<Vec<&'static str>> = match arg.get_value_names() {
        Some(names) => names.iter().map(|name| value_name(name)).collect(),
        None => value_name(&arg.get_id().as_str().to_uppercase()).map(|name| vec![name]),
    };
    match chinese {
        Some(names) => arg.value_names(names),
        None => arg,
    }
}

fn value_name(english: &str) -> Option<&'static str> {
    VALUE_NAMES.iter().find(|(known, _)| *known == english).map(|(_, chinese)| *chinese)
}

/// The argument with its help, its values and its default in Chinese.
fn explained_in_chinese(arg: Arg, path: &str, short_width: usize, long_width: usize) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let heading = if is_everywhere(&arg) {
        "通用选项"
    } else if arg.is_positional() {
        "参数"
    } else {
        "选项"
    };
    let arg = arg.help_heading(heading);
    let Some(text) = text_of(path, &id) else { return arg };
    let mut short = text.split("\n\n").next().unwrap_or_default().to_owned();
    let mut long = wrapped_text(text, long_width);
    let values: Vec<_> = arg.get_possible_values();
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    if takes_value && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        short.push_str(&format!("（可选值：{}）", names.join("、")));
        long.push_str("\n\n可选值：");
        let widest = names.iter().map(|name| name.len()).max().unwrap_or(0);
        for name in names {
            let text = text_of(path, &format!("{id}={name}")).unwrap_or_default();
            long.push_str(format!("\n- {name:<widest$}  {text}").trim_end());
        }
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        let default = defaults.join("、");
        short.push_str(&format!("（默认：{default}）"));
        long.push_str(&format!("\n\n默认：{default}"));
    }
    if is_everywhere(&arg) && !path.is_empty() {
        long = wrapped_text(&short, long_width);
    }
    arg.help(StyledStr::from(wrapped_text(&short, short_width)))
        .long_help(StyledStr::from(long))
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// The argument with its values and their help in its own help, where clap does not lay them out.
pub(crate) fn with_values_in_help(arg: Arg) -> Arg {
    let values = arg.get_possible_values();
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    if !takes_value || values.is_empty() || arg.is_hide_possible_values_set() {
        return arg;
    }
    let mut text = arg.get_long_help().or(arg.get_help()).map(StyledStr::to_string).unwrap_or_default();
    let widest = values.iter().map(|value| value.get_name().len()).max().unwrap_or(0);
    for value in values {
        let help = value.get_help().map(StyledStr::to_string).unwrap_or_default();
        text.push_str(format!("\n- {:<widest$}  {help}", value.get_name()).trim_end());
    }
    arg.long_help(text).hide_possible_values(true)
}

/// True if every command takes the argument.
pub(crate) fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

/// A text with its lines broken. Indented lines are tables, and stay.
fn wrapped_text(text: &str, width: usize) -> String {
    let lines = text.lines().flat_map(|line| {
        if line.starts_with(' ') { vec![line.to_owned()] } else { wrapped(line, Some(width)) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The missing entries of the table for a command, and the keys that are used.
    fn walk(command: &Command, path: &str, missing: &mut Vec<String>, used: &mut Vec<(String, String)>) {
        if help_of(path).is_none_or(|help| help.about.is_empty()) {
            missing.push(format!("the command {path:?}"));
        }
        // If clap repeats a command below `help`, it leaves out the text below the arguments.
        let is_repeated = path.split(' ').rev().skip(1).any(|name| name == "help");
        let has_after = command.get_after_help().is_some();
        if !is_repeated && help_of(path).is_some_and(|help| help.after.is_empty()) == has_after {
            missing.push(format!("what stands below the arguments of {path:?}"));
        }
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let id = arg.get_id().as_str();
            let owner = if is_everywhere(arg) { "" } else { path };
            let mut keys = vec![id.to_owned()];
            if matches!(arg.get_action(), ArgAction::Set | ArgAction::Append) {
                // Values that are self-explanatory, such as the names of shells, have no help in English either.
                let explained =
                    arg.get_possible_values().into_iter().filter(|value| value.get_help().is_some());
                keys.extend(explained.map(|value| format!("{id}={}", value.get_name())));
                for name in arg.get_value_names().unwrap_or_default() {
                    if value_name(name).is_none() {
                        missing.push(format!("the value name {name:?}"));
                    }
                }
            }
            for key in keys {
                if text_of(owner, &key).is_none_or(str::is_empty) {
                    missing.push(format!("{key:?} of the command {path:?}"));
                }
                let owner = entry_of(owner, &key).map_or(owner, |(owner, _)| owner);
                used.push((owner.to_owned(), key));
            }
        }
        for below in command.get_subcommands() {
            let name = below.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path} {name}") };
            walk(below, &path, missing, used);
        }
    }

    #[test]
    fn no_command_argument_or_value_lacks_chinese_help() {
        let mut program = crate::Cli::command();
        program.build();
        let (mut missing, mut used) = (Vec::new(), Vec::new());
        walk(&program, "", &mut missing, &mut used);
        assert!(missing.is_empty(), "crates/cli/src/texts/chinese_help.rs lacks: {missing:#?}");
        let stale: Vec<String> = commands()
            .map(|help| (help.command, help.arguments))
            .chain([(OF_SEVERAL, SHARED)])
            .flat_map(|(command, arguments)| {
                arguments.iter().map(move |(key, _)| (command.to_owned(), (*key).to_owned()))
            })
            .filter(|key| !used.contains(key))
            .map(|(command, key)| format!("{key:?} of {command:?}"))
            .collect();
        assert!(
            stale.is_empty(),
            "crates/cli/src/texts/chinese_help.rs explains what is not there: {stale:#?}"
        );
    }

    #[test]
    fn chinese_help_keeps_to_the_width_and_has_no_english_words_of_claps() {
        for width in [80, 100] {
            let mut program = in_language(crate::Cli::command(), Language::Chinese, width);
            let names: Vec<String> =
                program.get_subcommands().map(|below| below.get_name().to_owned()).collect();
            let mut pages = vec![program.render_help().to_string(), program.render_long_help().to_string()];
            for name in names {
                let command = program.find_subcommand_mut(&name).unwrap();
                pages.push(command.render_help().to_string());
                pages.push(command.render_long_help().to_string());
            }
            for page in pages {
                for word in
                    ["Usage", "Options", "Arguments", "Commands", "Print", "default", "Possible", "possible"]
                {
                    assert!(!page.contains(word), "{word} in\n{page}");
                }
                // Tables keep their lines: they are meant for 100 columns.
                let set_in_table = |line: &str| line.starts_with("  ") && line.contains("jianbao ");
                for line in page.lines().filter(|line| !set_in_table(line)) {
                    assert!(display_width(line) <= width.max(92), "{width}: {line}");
                }
            }
        }
    }

    /// The formats are those of the library's table; the help names each by its first extension.
    #[test]
    fn the_help_of_index_names_every_format() {
        for language in [Language::English, Language::Chinese] {
            let mut program = in_language(crate::Cli::command(), language, 100);
            let page = program.find_subcommand_mut("index").unwrap().render_long_help().to_string();
            for format in jianbao::ingest::Format::ALL {
                let ending = format.endings().next().unwrap();
                let is_named = page.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == ending);
                assert!(is_named, "the help of index does not name {ending}: {page}");
            }
        }
    }
}

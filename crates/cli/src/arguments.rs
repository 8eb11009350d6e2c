//! Conversion of the arguments that a user types to those that the definition of the command line expects.
//!
//! - `jianbao 抗洪`: a first argument that is not a command and contains a non-ASCII character is a query.
//! - `-上海`, `-“上海”` and `-(…)` are negated clauses of a query. Their minus becomes the full-width minus, which has the same
//!   meaning in a query and is not taken for an option. The same holds for `-covid` and `-3万` in commands that take a query,
//!   since no option there has two letters after one dash. `-n5` stays an option. Arguments after `--` and values of options are
//!   unchanged.
//!
//! The cost: a one-letter option with a joined value is recognised only if the value fits the option, and one-letter options
//! cannot be joined to each other.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};

/// The command that an argument without a command is a query of.
const QUERY: &str = "query";

/// The commands with a query.
const WITH_QUERY: [&str; 3] = [QUERY, "clip", "explain"];

/// The arguments that the definition understands. The first one is the name of the program.
pub(crate) fn read(typed: impl IntoIterator<Item = OsString>, definition: &Command) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = typed.into_iter().collect();
    let reader = Reader { definition, query: definition.find_subcommand(QUERY) };
    let first = reader.first_positional(&arguments);
    let named = first.and_then(|place| Some((place, arguments[place].to_str()?)));
    let command = match named {
        Some((_, name)) if definition.find_subcommand(name).is_some() => definition.find_subcommand(name),
        Some((_, text)) if !text.is_ascii() => {
            arguments.insert(1, QUERY.into());
            reader.query
        }
        _ => None,
    };
    let with_query = command.filter(|command| WITH_QUERY.contains(&command.get_name()));
    let mut is_value = false;
    let mut are_options = true;
    for argument in arguments.iter_mut().skip(1) {
        are_options &= *argument != "--";
        let Some(text) = argument.to_str().filter(|_| are_options) else { continue };
        if std::mem::take(&mut is_value) {
            continue;
        }
        if let Some(rest) = text.strip_prefix('-').filter(|rest| is_excluded(rest, with_query)) {
            *argument = format!("－{rest}").into();
            continue;
        }
        is_value = takes_next(text, [Some(definition), command].into_iter().flatten());
    }
    arguments
}

struct Reader<'d> {
    definition: &'d Command,
    query: Option<&'d Command>,
}

impl Reader<'_> {
    /// The place of the first argument that is neither an option nor the value of one, of the program or of a query.
    fn first_positional(&self, arguments: &[OsString]) -> Option<usize> {
        let mut is_value = false;
        for (place, argument) in arguments.iter().enumerate().skip(1) {
            if std::mem::take(&mut is_value) {
                continue;
            }
            let text = argument.to_str()?;
            let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
                return Some(place);
            };
            if rest == "-" {
                return None;
            }
            if is_clause(rest) {
                return Some(place);
            }
            is_value = takes_next(text, [Some(self.definition), self.query].into_iter().flatten());
        }
        None
    }
}

/// True if an argument behind a minus is a clause in any command: no option begins so.
fn is_clause(rest: &str) -> bool {
    rest.starts_with(|c: char| !c.is_ascii() || matches!(c, '"' | '('))
}

/// True if an argument behind a minus is text to exclude.
fn is_excluded(rest: &str, with_query: Option<&Command>) -> bool {
    if is_clause(rest) {
        return true;
    }
    let Some(command) = with_query.filter(|_| !rest.starts_with('-')) else { return false };
    let mut signs = rest.chars();
    let (Some(letter), value) = (signs.next(), signs.as_str()) else { return false };
    !value.is_empty() && !option(command, letter).is_some_and(|option| fits(option, value))
}

/// The option with a value that has this letter.
fn option(command: &Command, letter: char) -> Option<&Arg> {
    command.get_arguments().find(|arg| arg.get_short() == Some(letter) && takes_value(arg))
}

/// True if a joined text is a value of the option: a number where it takes one.
fn fits(option: &Arg, value: &str) -> bool {
    let value = value.strip_prefix('=').unwrap_or(value);
    let takes_number = option.get_value_names().is_some_and(|names| names.iter().any(|name| is_number(name)));
    !takes_number || value.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for the names of values that are numbers, in both languages.
fn is_number(value_name: &str) -> bool {
    matches!(value_name, "N" | "数量")
}

/// True if an option takes the next argument as its value.
fn takes_next<'d>(text: &str, commands: impl Iterator<Item = &'d Command>) -> bool {
    let mut args = commands.flat_map(Command::get_arguments);
    if let Some(name) = text.strip_prefix("--") {
        return args.any(|arg| arg.get_long() == Some(name) && takes_value(arg));
    }
    let mut signs = text.chars().skip(1);
    let (Some(letter), None) = (signs.next(), signs.next()) else { return false };
    text.starts_with('-') && args.any(|arg| arg.get_short() == Some(letter) && takes_value(arg))
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

/// True if all arguments of a query are names of files: perhaps the shell made them of a `*`.
pub(crate) fn are_files(query: &[String]) -> bool {
    let is_there = |name: &String| std::path::Path::new(OsStr::new(name)).symlink_metadata().is_ok();
    let is_file = |name: &String| std::path::Path::new(OsStr::new(name)).is_file();
    query.iter().all(is_there) && query.iter().any(is_file)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read_line(line: &str) -> String {
        let mut definition = crate::Cli::command();
        definition.build();
        let read = read(line.split(' ').map(OsString::from), &definition);
        read.iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_not_ascii_is_searched_for() {
        for (typed, expected) in [
            ("jianbao 抗洪", "jianbao query 抗洪"),
            ("jianbao 抗洪 -n 3", "jianbao query 抗洪 -n 3"),
            ("jianbao -n 3 抗洪", "jianbao query -n 3 抗洪"),
            ("jianbao --lang zh “抗洪”", "jianbao query --lang zh “抗洪”"),
            ("jianbao --index 索引 抗洪 -上海", "jianbao query --index 索引 抗洪 －上海"),
            ("jianbao -上海", "jianbao query －上海"),
            ("jianbao --index 索引 stats", "jianbao --index 索引 stats"),
            ("jianbao --index=索引 stats", "jianbao --index=索引 stats"),
            ("jianbao covid 抗洪", "jianbao covid 抗洪"),
            ("jianbao show 编号", "jianbao show 编号"),
            ("jianbao index 新闻", "jianbao index 新闻"),
            ("jianbao help 抗洪", "jianbao help 抗洪"),
            ("jianbao", "jianbao"),
        ] {
            assert_eq!(read_line(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_dash_before_two_characters_excludes_in_a_query() {
        for (typed, expected) in [
            ("jianbao query 疫情 -covid", "jianbao query 疫情 －covid"),
            ("jianbao search 1.3万 -3万", "jianbao search 1.3万 －3万"),
            ("jianbao find 5G -4G", "jianbao find 5G －4G"),
            ("jianbao query 疫情 -n5 -n 5 -n=5", "jianbao query 疫情 -n5 -n 5 -n=5"),
            ("jianbao query 疫情 -nba -2020", "jianbao query 疫情 －nba －2020"),
            ("jianbao query 疫情 -title:甲", "jianbao query 疫情 －title:甲"),
            ("jianbao query 疫情 -h --sort date", "jianbao query 疫情 -h --sort date"),
            ("jianbao query 疫情 --source -covid", "jianbao query 疫情 --source -covid"),
            ("jianbao query 疫情 -- -covid", "jianbao query 疫情 -- -covid"),
            ("jianbao explain 疫情 -covid", "jianbao explain 疫情 －covid"),
            ("jianbao clip 疫情 -covid -oa.md", "jianbao clip 疫情 －covid -oa.md"),
            ("jianbao 疫情 -covid", "jianbao query 疫情 －covid"),
            ("jianbao show -covid", "jianbao show -covid"),
            ("jianbao articles -稿", "jianbao articles －稿"),
        ] {
            assert_eq!(read_line(typed), expected, "{typed}");
        }
    }
}

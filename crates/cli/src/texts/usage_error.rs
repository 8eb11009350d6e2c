//! Messages: errors in the arguments, in Chinese. An error that this file does not know is printed with clap's English message.

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Adds what to do to an unknown command: the nearest one is named, and it may be a query.
pub(crate) fn add_advice(error: &mut Error, definition: &Command) {
    let is_index = |usage: &StyledStr| usage.to_string().contains(" index ");
    if error.kind() == ErrorKind::MissingRequiredArgument
        && matches!(error.get(ContextKind::Usage), Some(ContextValue::StyledStr(usage)) if is_index(usage))
    {
        let advice = super::messages::index_what().to_owned();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
    }
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return };
    if error.kind() == ErrorKind::InvalidSubcommand {
        let known = definition.get_subcommands().filter(|command| !command.is_hide_set());
        let names = known.flat_map(|command| command.get_visible_aliases().chain([command.get_name()]));
        // clap has its own idea of near, and an empty one would be a tip without words.
        error.remove(ContextKind::SuggestedSubcommand);
        if let Some(near) = nearest(&name, names) {
            error.insert(ContextKind::SuggestedSubcommand, ContextValue::String(near.to_owned()));
        }
    }
    // A name with other signs would have to be quoted for the shell.
    if error.kind() == ErrorKind::InvalidSubcommand && name.chars().all(char::is_alphanumeric) {
        let advice = super::messages::search_for(&name);
        let mut advised = match error.get(ContextKind::Suggested) {
            Some(ContextValue::StyledStrs(advised)) => advised.clone(),
            _ => Vec::new(),
        };
        advised.push(advice.into());
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(advised));
    }
}

/// The name with the fewest changes from the typed one, if a third of its letters or fewer are changed.
pub(crate) fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = names.map(|name| (changes(typed, name), name)).min()?;
    (near.0 <= typed.chars().count().max(3) / 3).then_some(near.1)
}

/// The number of letters to insert, to leave out, to replace, or to swap with the next one.
fn changes(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let is_other = usize::from(from[i - 1] != to[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + is_other);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

/// The message in Chinese. None if the error is none (help and version were requested) or of a kind that these arguments
/// cannot give.
pub(crate) fn in_chinese(error: &Error) -> Option<String> {
    let argument = named(error, ContextKind::InvalidArg);
    let value = named(error, ContextKind::InvalidValue);
    let mut lines = vec![match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要有一个值"),
        ErrorKind::InvalidValue => format!("{argument} 的值“{value}”无效"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!("：{why}")).unwrap_or_default();
            format!("{argument} 的值“{value}”无效{why}")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", named(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict => {
            let other = named(error, ContextKind::PriorArg);
            if other == argument || other.is_empty() {
                format!("{argument} 只能使用一次")
            } else {
                format!("{argument} 不能与 {other} 一起使用")
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 后面的值不足"),
        ErrorKind::TooManyValues => format!("“{value}”多余：{argument} 后面不能再有值"),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8".to_owned(),
        // Help, version, and future kinds of clap.
        _ => return None,
    }];
    let choices = [(ContextKind::ValidValue, "可选值："), (ContextKind::ValidSubcommand, "可用的命令：")];
    let guesses = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    for (kind, lead) in choices {
        let names = named(error, kind);
        if !names.is_empty() {
            lines.push(format!("  {lead}{names}"));
        }
    }
    for kind in guesses {
        let names = named(error, kind);
        if !names.is_empty() {
            lines.push(format!("  是不是要写：{names}"));
        }
    }
    if let Some(ContextValue::StyledStrs(advised)) = error.get(ContextKind::Suggested) {
        // clap's own advice is in English.
        let chinese = advised.iter().map(StyledStr::to_string).filter(|advice| !advice.is_ascii());
        lines.extend(chinese.map(|advice| format!("  {advice}")));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim().replace("[OPTIONS]", "[选项]");
        lines.push(format!("\n用法：{usage}"));
    }
    lines.push("\n详情见 --help。".to_owned());
    Some(lines.join("\n"))
}

/// The values named by the error, joined; empty if it names none of the kind.
fn named(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(name)) => name.clone(),
        Some(ContextValue::Strings(names)) => names.join("、"),
        Some(ContextValue::StyledStr(name)) => name.to_string(),
        Some(ContextValue::Bool(_) | ContextValue::Number(_)) | Some(_) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_one_with_few_changes() {
        let names = || ["query", "search", "bench", "show", "stats"].into_iter();
        for (typed, expected) in [
            ("serach", Some("search")),
            ("qury", Some("query")),
            ("shwo", Some("show")),
            ("covid", None),
            ("s", None),
        ] {
            assert_eq!(nearest(typed, names()), expected, "{typed}");
        }
        assert_eq!(changes("", "abc"), 3);
    }
}

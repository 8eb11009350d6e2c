//! Messages: errors in the arguments, in Chinese. An error that this file does not know is printed with clap's English message.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

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

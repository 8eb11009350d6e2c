//! Commands that a person can copy into a shell.

/// A command line: each argument as it is, or in single quotation marks where a shell would change it.
pub(crate) fn command<S: AsRef<str>>(arguments: &[S]) -> String {
    arguments.iter().map(|argument| shell_word(argument.as_ref())).collect::<Vec<_>>().join(" ")
}

fn shell_word(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=+@%“”".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_that_a_shell_would_change_are_quoted() {
        let arguments = ["kwic", "图书馆 夜场", "it's", "“夜场”", "", "$(rm)"];
        assert_eq!(command(&arguments), r"kwic '图书馆 夜场' 'it'\''s' “夜场” '' '$(rm)'");
    }
}

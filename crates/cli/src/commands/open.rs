//! `jianbao open`: opens the file of an article in an editor, or shows the article.
//!
//! The path comes from the index, which may be untrusted. It is therefore made absolute and passed after `--`, and it must
//! lead to a regular file.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use jianbao::article::FilePlace;

use crate::file_place::{path_of, root_of};
use crate::formats::{Format, Mark, Record, Rows, on_stdout};
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::talk;
use crate::texts::messages;

/// Open an article in an editor, or show it
///
/// The file opens in $VISUAL, else in $EDITOR, at the line of the article if jianbao knows the editor's syntax for lines.
/// Without an editor, or for an article in an archive or without a file, the article is printed as by `show`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Id of the article, as `query` prints it
    #[arg(required = true, value_name = "ID")]
    id: String,
}

/// Editors that take a line as `+7` before the file.
const PLUS: [&str; 18] = [
    "vi",
    "vim",
    "nvim",
    "view",
    "gvim",
    "mvim",
    "nano",
    "pico",
    "rnano",
    "emacs",
    "emacsclient",
    "ed",
    "ex",
    "joe",
    "jed",
    "mg",
    "kak",
    "gedit",
];

/// Editors that take a line behind the file and a colon, with the option that says so.
const COLON: [(&str, &[&str]); 7] = [
    ("code", &["--goto"]),
    ("codium", &["--goto"]),
    ("cursor", &["--goto"]),
    ("subl", &[]),
    ("zed", &[]),
    ("hx", &[]),
    ("helix", &[]),
];

pub(crate) fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let index = location::open(global)?;
    let Some(article) = index.get(&args.id)? else {
        talk::say(&messages::unknown_id(&args.id));
        return Ok(Outcome::NothingFound);
    };
    let (place, root) = (index.place(&args.id)?, root_of(&index));
    let in_file = place.as_ref().filter(|place| place.member.is_none());
    if let (Some(place), Some(editor)) = (in_file, editor()) {
        edit(&editor, place, root.as_deref())?;
        return Ok(Outcome::Found);
    }
    let mut writer = on_stdout(Format::Text, Mark::None, Rows::Articles, talk::today())?;
    writer.write(&Record::of_article(&article, writer.next_number()).at(place.as_ref(), root.as_deref()))?;
    writer.finish()?;
    Ok(Outcome::Found)
}

/// The editor of the user, if one is named.
fn editor() -> Option<OsString> {
    let mut values = ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os);
    values.find(|value| !value.to_string_lossy().trim().is_empty())
}

fn edit(editor: &OsString, place: &FilePlace, root: Option<&Path>) -> Result<()> {
    let path = path_of(place, root);
    let path = std::path::absolute(&path).unwrap_or(path);
    if !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        bail!(messages::no_regular_file(&path));
    }
    let status = through_shell(editor, &arguments(editor, &path, place.line))
        .status()
        .with_context(|| messages::cannot_start(editor))?;
    if !status.success() {
        bail!(messages::editor_failed(editor));
    }
    Ok(())
}

/// The arguments of an editor for a line of a file.
fn arguments(editor: &OsString, path: &Path, line: Option<u64>) -> Vec<OsString> {
    let command = editor.to_string_lossy();
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let path = path.as_os_str().to_owned();
    let Some(line) = line else { return vec!["--".into(), path] };
    if PLUS.contains(&name) {
        return vec![format!("+{line}").into(), "--".into(), path];
    }
    if let Some((_, options)) = COLON.iter().find(|(known, _)| *known == name) {
        let mut path = path;
        path.push(format!(":{line}"));
        return options.iter().map(OsString::from).chain(["--".into(), path]).collect();
    }
    vec!["--".into(), path]
}

/// A command of the user with further arguments. Its own options and quotes are those of the shell, as for git.
#[cfg(unix)]
fn through_shell(command: &OsString, arguments: &[OsString]) -> Command {
    let mut line = command.clone();
    line.push(" \"$@\"");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).arg(command).args(arguments);
    shell
}

/// A command of the user with further arguments. Its own options are separated by spaces.
#[cfg(not(unix))]
fn through_shell(command: &OsString, arguments: &[OsString]) -> Command {
    let command = command.to_string_lossy().into_owned();
    let mut words = command.split_whitespace();
    let mut program = Command::new(words.next().unwrap_or_default());
    program.args(words).args(arguments);
    program
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_gets_the_line_in_its_own_way_and_the_path_behind_two_dashes() {
        let of = |editor: &str, line: Option<u64>| {
            let arguments = arguments(&editor.into(), Path::new("/n/-a.txt"), line);
            arguments
                .iter()
                .map(|argument| argument.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(of("vim", Some(7)), "+7 -- /n/-a.txt");
        assert_eq!(of("/usr/bin/nano -l", Some(7)), "+7 -- /n/-a.txt");
        assert_eq!(of("code --wait", Some(7)), "--goto -- /n/-a.txt:7");
        assert_eq!(of("hx", Some(7)), "-- /n/-a.txt:7");
        assert_eq!(of("other", Some(7)), "-- /n/-a.txt");
        assert_eq!(of("vim", None), "-- /n/-a.txt");
    }
}

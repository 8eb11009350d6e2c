//! Terminal in which a test runs the program.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the program with a line of arguments on a terminal of its own, made by `script` of util-linux, and types an answer. Returns its
/// output and its exit status; none without such a `script`.
pub(crate) fn on_terminal(
    folder: &Path,
    columns: usize,
    variables: &[(&str, &str)],
    line: &str,
    answer: &str,
) -> Option<(String, i32)> {
    let version = Command::new("script").arg("--version").output().ok()?;
    if !String::from_utf8_lossy(&version.stdout).contains("util-linux") {
        return None;
    }
    let program = assert_cmd::cargo::cargo_bin("jianbao");
    let line = format!("stty cols {columns} rows 24; '{}' {line}", program.display());
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(folder)
        .env_remove("JIANBAO_INDEX")
        .env_remove("JIANBAO_PAGER")
        .env_remove("NO_COLOR")
        .env("PAGER", "cat")
        .env("TERM", "xterm")
        .env("LC_ALL", "C")
        .env("SHELL", "/bin/sh")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some((String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().unwrap_or(-1)))
}

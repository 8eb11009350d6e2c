//! Man page and completions, checked by the programs that read them.

use std::path::Path;
use std::process::Command;

use super::skipping::skip;
use super::{jianbao, stdout};

/// Runs a program on a file. `None` if the program is not installed: the test is skipped.
fn read_by(program: &str, arguments: &[&str], file: &Path) -> Option<std::process::Output> {
    match Command::new(program).args(arguments).arg(file).output() {
        Ok(output) => Some(output),
        Err(_) => {
            skip("programs", format_args!("{program} is not installed"));
            None
        }
    }
}

#[test]
fn shells_read_the_completions() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        for language in ["en", "zh"] {
            let arguments = ["--lang", language, "generate", "completions", shell];
            let script = stdout(&jianbao(folder.path(), &arguments).success());
            for word in ["query", "articles", "histogram", "generate"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
            let file = folder.path().join(format!("jianbao.{shell}"));
            std::fs::write(&file, script).unwrap();
            if let Some(output) = read_by(shell, &["-n"], &file) {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success() && said.is_empty(), "{shell} {language}: {said}");
            }
        }
    }
}

#[test]
fn man_reads_the_page_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (language, heading) in [("en", ".SH \"EXAMPLES\""), ("zh", ".SH \"示例\"")] {
        let page = stdout(&jianbao(folder.path(), &["--lang", language, "generate", "man"]).success());
        for expected in
            [heading, ".SH \"JIANBAO QUERY\"", ".SH \"JIANBAO GENERATE COMPLETIONS\"", "date\\-asc"]
        {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        let file = folder.path().join("jianbao.1");
        std::fs::write(&file, page).unwrap();
        if let Some(output) = read_by("man", &["--warnings", "-E", "UTF-8", "-l"], &file) {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "man {language}: {said}");
        }
        if let Some(output) = read_by("mandoc", &["-T", "lint", "-W", "warning"], &file) {
            // The page has no date, so that each version has one page.
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let said: Vec<&str> = said.lines().filter(|line| !line.contains("missing date")).collect();
            assert!(said.is_empty(), "mandoc {language}: {said:#?}");
        }
    }
}

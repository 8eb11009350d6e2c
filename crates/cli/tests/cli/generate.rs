//! Man page and completions, checked by the programs that read them.

use std::path::Path;
use std::process::Command;

use super::skipping::skip;
use super::{indexed, jianbao, stderr, stdout};

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
fn hidden_options_and_commands_are_not_completed() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&jianbao(folder.path(), &["generate", "completions", shell]).success());
        assert!(!script.contains("peak-of"), "{shell}");
        assert!(
            script.contains("jianbao_words") || script.contains("jianbao complete -- (commandline -ct)"),
            "{shell}"
        );
        assert!(script.contains("gold"), "{shell}");
    }
    let page = stdout(&jianbao(folder.path(), &["generate", "man"]).success());
    assert!(!page.contains("peak\\-of") && !page.contains("JIANBAO COMPLETE"), "{page}");
}

#[test]
fn words_of_a_query_are_completed_from_the_index() {
    let folder = indexed();
    let run = |word: &str| {
        let printed = stdout(&jianbao(folder.path(), &["complete", "--", word]));
        printed.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(run("来"), ["来源:"]);
    assert_eq!(run("sou"), ["source:"]);
    assert_eq!(run("-来"), ["-来源:"]);
    let sources = run("来源:");
    assert!(sources.contains(&"来源:江城日报".to_owned()) && sources.len() > 1, "{sources:?}");
    assert_eq!(run("source：江城日"), ["source：江城日报"]);
    assert!(run("记者:方").contains(&"记者:方晓棠".to_owned()));
    assert_eq!(run("日期:去"), ["日期:去年"]);
    assert!(run("标题:").is_empty() && run("10:3").is_empty());
    // Without an index there are names, and no error.
    let empty = tempfile::tempdir().unwrap();
    let without = jianbao(empty.path(), &["complete", "--", "来源:"]).code(1);
    assert!(stdout(&without).is_empty() && stderr(&without).is_empty());
}

/// Presses Tab in bash, as readline hands a line over: words are taken apart at colons.
#[test]
fn bash_completes_the_words_of_a_query() {
    let folder = indexed();
    let script = stdout(&jianbao(folder.path(), &["generate", "completions", "bash"]).success());
    let program = assert_cmd::cargo::cargo_bin("jianbao");
    let path =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    for (words, line, expected) in [
        ("jianbao query 来", "jianbao query 来", "来源:"),
        ("jianbao query 来源 : 江城日", "jianbao query 来源:江城日", "江城日报"),
        ("jianbao --lang zh search 台风 记者 : 方", "jianbao --lang zh search 台风 记者:方", "方晓棠"),
        ("jianbao query 台风 --sor", "jianbao query 台风 --sor", "--sort"),
        ("jianbao query 台风 --sort d", "jianbao query 台风 --sort d", "date date-asc"),
        ("jianbao show 来", "jianbao show 来", ""),
        ("jianbao sta", "jianbao sta", "stats"),
    ] {
        let test = format!(
            "{script}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\nCOMP_LINE='{line}'\nCOMP_POINT=${{#COMP_LINE}}\n\
             _jianbao_words jianbao \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\necho \"${{COMPREPLY[*]}}\"\n"
        );
        let run = Command::new("bash")
            .args(["--norc", "-c", &test])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("JIANBAO_INDEX")
            .output();
        let Ok(run) = run else {
            skip("programs", "bash is not installed");
            return;
        };
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(String::from_utf8_lossy(&run.stdout).trim_end(), expected, "{line}: {said}");
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

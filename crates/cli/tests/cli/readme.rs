//! Commands of both READMEs, run on the sample news. Their output is compared with the README, in its language.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The blocks of a README that begin with three backquotes and this word.
fn blocks(readme: &str, kind: &str) -> Vec<String> {
    let opening = format!("```{kind}\n");
    readme.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

/// Both READMEs, with the locale of their language.
const READMES: [(&str, &str); 2] = [("README.md", "C"), ("README.zh-CN.md", "zh_CN.UTF-8")];

/// The pages that show commands with their output.
const PAGES: [(&str, &str); 2] = [("docs/corpus.md", "C"), ("docs/zh/corpus.md", "zh_CN.UTF-8")];

/// Runs a line as a shell does, with `jianbao` in the path, in a locale.
fn run(line: &str, folder: &Path, locale: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin("jianbao");
    let path =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", locale)
        .env_remove("JIANBAO_INDEX")
        .output()
        .unwrap()
}

/// A folder with a copy of the examples.
fn clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("examples/news");
    std::fs::create_dir_all(&news).unwrap();
    for entry in std::fs::read_dir(root().join("examples/news")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), news.join(entry.file_name())).unwrap();
    }
    std::fs::copy(root().join("examples/words.txt"), folder.path().join("examples/words.txt")).unwrap();
    folder
}

#[test]
fn every_command_of_the_readmes_runs() {
    for (name, locale) in READMES {
        let readme = std::fs::read_to_string(root().join(name)).unwrap();
        let folder = clone();
        let lines: Vec<String> = blocks(&readme, "sh")
            .iter()
            .flat_map(|block| block.lines())
            .filter(|line| line.starts_with("jianbao "))
            .map(str::to_owned)
            .collect();
        assert!(lines.len() > 10, "{name}: {lines:?}");
        for line in lines {
            let output = run(&line, folder.path(), locale);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {line}: {said}");
        }
    }
}

#[test]
fn what_the_readmes_show_is_what_is_printed() {
    for (name, locale) in READMES {
        let readme = std::fs::read_to_string(root().join(name)).unwrap();
        let folder = clone();
        let cargo = blocks(&readme, "sh").into_iter().find(|block| block.starts_with("cargo run")).unwrap();
        let arguments = cargo.trim().split_once(" -- ").unwrap().1;
        let mut shown = blocks(&readme, "text").into_iter();
        let first = shown.next().unwrap();
        let mut pairs = vec![(format!("jianbao {arguments}"), first)];
        pairs.extend(shown.filter_map(|block| shown_command(&block)));
        assert!(pairs.len() > 3, "{name}: {pairs:?}");
        assert_printed(name, locale, folder.path(), pairs);
    }
    for (name, locale) in PAGES {
        let page = std::fs::read_to_string(root().join(name)).unwrap();
        let pairs: Vec<_> = blocks(&page, "text").iter().filter_map(|block| shown_command(block)).collect();
        assert!(pairs.len() > 3, "{name}: {pairs:?}");
        assert_printed(name, locale, clone().path(), pairs);
    }
}

/// A command of a block and the output below it.
fn shown_command(block: &str) -> Option<(String, String)> {
    let (line, printed) = block.strip_prefix("$ ")?.split_once('\n')?;
    Some((line.to_owned(), printed.to_owned()))
}

/// Runs commands, and compares what they print.
fn assert_printed(name: &str, locale: &str, folder: &Path, pairs: Vec<(String, String)>) {
    for (line, printed) in pairs {
        let output = run(&line, folder, locale);
        let output = String::from_utf8(output.stdout).unwrap();
        match printed.trim_end().strip_suffix('…') {
            Some(beginning) => {
                assert!(output.starts_with(beginning.trim_end()), "{name}: {line}\n{output}")
            }
            None => assert_eq!(output.trim_end(), printed.trim_end(), "{name}: {line}"),
        }
    }
}

//! Failing commands leave no files behind. A command that can complete a part of its work does so.

use std::fs;
use std::path::Path;

use super::{indexed, jianbao, stderr, stdout};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_command_that_fails_leaves_nothing_behind() {
    let other = indexed();
    let other_index = other.path().join(".jianbao");
    let other_index = other_index.to_str().unwrap();
    for arguments in [
        &["index", "/no/such"][..],
        &["index", "/no/such", "nor/this", "--prune"],
        &["index", "/no/such", "--reread"],
        &["index", other_index],
        &["index", ".", "--encoding", "klingon"],
        &["index", ".", "--map", "title"],
        &["index", ".", "--exclude", "[草稿"],
        &["index", ".", "--dict", "no-such-dict"],
        &["index", ".", "--dict", "words.txt", "--strict-dict"],
        &["index", ".", "--commit-bytes", "many"],
        &["index", "--reread"],
        &["index", "--rebuild"],
        &["--index", "elsewhere/index", "index", "/no/such"],
        &["remove", "1"],
        &["compact"],
        &["backup", "copy"],
        &["verify"],
        &["export"],
        &["query", "雨后", "--in", "/no/such"],
        &["clip", "雨后", "--in", "/no/such", "--out", "report.html"],
        &["clip", "雨后", "--in", "words.txt", "--out", "report.pdf"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("words.txt"), "一 二 三 四\n").unwrap();
        let run = jianbao(folder.path(), arguments).code(2);
        assert_eq!(names(folder.path()), ["words.txt"], "{arguments:?}: {}", stderr(&run));
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("jianbao.toml"), "excludes = []\n").unwrap();
    jianbao(folder.path(), &["index", "."]).code(2);
    assert_eq!(names(folder.path()), ["jianbao.toml"]);
}

#[test]
fn paths_that_are_all_missing_are_named_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let run = jianbao(folder.path(), &["index", "nor", "this", "--format", "json"]).code(2);
    for said in ["skipped: nor: no such file", "skipped: this: no such file", "no index was made"] {
        assert!(stderr(&run).contains(said), "{}", stderr(&run));
    }
    let summary: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!((&summary["skipped"], &summary["files"]), (&2.into(), &0.into()));
    let run = jianbao(folder.path(), &["index", "nor", "--lang", "zh"]).code(2);
    assert!(stderr(&run).contains("未建立索引"), "{}", stderr(&run));
}

#[test]
fn an_index_is_made_where_one_path_is_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"title\": \"雨后\"}\n").unwrap();
    let run = jianbao(folder.path(), &["index", "/no/such", "a.jsonl"]).code(2);
    assert!(stderr(&run).contains("/no/such: no such file"), "{}", stderr(&run));
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "雨后", "--count"]).success()), "1\n");
    // With an index, a set of missing paths changes nothing.
    jianbao(folder.path(), &["index", "/no/such"]).code(2);
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "雨后", "--count"]).success()), "1\n");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    jianbao(folder.path(), &["index", "/no/such", "empty"]).code(2);
    assert_eq!(names(folder.path()), [".jianbao", "empty"]);
}

#[test]
fn what_was_removed_comes_back_when_its_file_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"id\": \"1\", \"title\": \"雨后\"}\n").unwrap();
    jianbao(folder.path(), &["index", "a.jsonl"]).success();
    jianbao(folder.path(), &["remove", "1"]).success();
    jianbao(folder.path(), &["index", "a.jsonl"]).success();
    jianbao(folder.path(), &["show", "1"]).code(1);
    jianbao(folder.path(), &["index", "--reread", "a.jsonl"]).success();
    jianbao(folder.path(), &["show", "1"]).success();
}

#[cfg(unix)]
#[test]
fn a_pipe_is_named_and_neither_waited_for_nor_followed_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.txt")).status().unwrap();
    assert!(made.success());
    for command in
        [&["index", "pipe.txt"][..], &["articles", "pipe.txt"], &["query", "雨后", "--in", "pipe.txt"]]
    {
        let run = jianbao(folder.path(), command).code(2);
        assert!(stderr(&run).contains("pipe.txt: is a pipe (FIFO), not a regular file"), "{}", stderr(&run));
    }
    assert_eq!(names(folder.path()), ["pipe.txt"]);
}

//! Untrusted folders and texts: indexes of other users, and control characters in the output.

use std::fs;
use std::path::Path;

use super::{jianbao, stderr, stdout};

/// An id, a title and a text that control a terminal.
const HOSTILE: &str = "甲\u{1b}]0;x\u{7}\u{9b}2J\u{202e}乙";

fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let line = serde_json::json!({"id": HOSTILE, "title": HOSTILE, "body": format!("雨后{HOSTILE}的街上")});
    fs::write(folder.path().join("a.jsonl"), format!("{line}\n")).unwrap();
    jianbao(folder.path(), &["index", "a.jsonl"]).success();
    folder
}

#[test]
fn in_a_pipe_an_id_is_the_one_that_show_takes() {
    let folder = hostile();
    let ids = stdout(&jianbao(folder.path(), &["query", "雨后", "--ids"]).success());
    assert_eq!(ids, format!("{HOSTILE}\n"));
    let shown = stdout(&jianbao(folder.path(), &["show", ids.trim_end_matches('\n'), "--json"]).success());
    assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap()["id"], HOSTILE);
    let table = stdout(&jianbao(folder.path(), &["query", "雨后", "--format", "csv"]).success());
    assert!(table.contains(HOSTILE), "{table:?}");
}

#[test]
fn json_holds_the_values_and_nothing_that_steers() {
    let folder = hostile();
    let exported = stdout(&jianbao(folder.path(), &["export"]).success());
    let queries = ["json", "jsonl"]
        .map(|format| stdout(&jianbao(folder.path(), &["query", "雨后", "--format", format]).success()));
    for printed in queries.iter().chain([&exported]) {
        let steers = |c: char| c != '\n' && (c < ' ' || matches!(c, '\u{7f}'..='\u{9f}' | '\u{202e}'));
        assert!(!printed.contains(steers), "{printed:?}");
    }
    assert_eq!(serde_json::from_str::<serde_json::Value>(&exported).unwrap()["id"], HOSTILE);
}

#[test]
fn what_is_said_shows_what_steers_as_symbols() {
    let folder = tempfile::tempdir().unwrap();
    jianbao(folder.path(), &["index", "-"]).success();
    let said = stderr(&jianbao(folder.path(), &["show", HOSTILE]).failure());
    assert!(said.contains("甲") && !said.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{said:?}");
}

#[cfg(unix)]
#[test]
fn an_index_and_a_configuration_of_somebody_else_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::write(folder.path().join("a.txt"), "雨后\n\n街上的人又出来了。\n").unwrap();
    jianbao(folder.path(), &["index", "a.txt"]).success();
    fs::write(folder.path().join("jianbao.toml"), "source = \"江城晚报\"\n").unwrap();
    let give = |name: &str| std::os::unix::fs::chown(folder.path().join(name), Some(65_534), None);
    if give(".jianbao").is_err() {
        super::skipping::skip("privileges", "this user may not give files away");
        return;
    }
    let config = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("jianbao").unwrap();
        command.current_dir(&inside).env_remove("JIANBAO_INDEX").env("LC_ALL", "C");
        command.env("XDG_CONFIG_HOME", config.path()).args(arguments).assert()
    };
    for arguments in [&["query", "雨后"][..], &["index", "../a.txt"], &["stats"]] {
        let refused = run(arguments).code(2);
        let said = stderr(&refused);
        assert!(said.contains(".jianbao belongs to another user") && said.contains("[trust]"), "{said}");
    }
    // A named index is used.
    run(&["query", "雨后", "--index", "../.jianbao"]).success();
    let trusting = |folder: &Path| {
        fs::create_dir_all(config.path().join("jianbao")).unwrap();
        let folders = format!("[trust]\nfolders = [{:?}]\n", folder.display().to_string());
        fs::write(config.path().join("jianbao/config.toml"), folders).unwrap();
    };
    trusting(&inside);
    run(&["query", "雨后"]).code(2);
    trusting(folder.path());
    run(&["query", "雨后"]).success();
    // The configuration of the folder likewise.
    trusting(&inside);
    give("jianbao.toml").unwrap();
    let refused = run(&["articles", "../a.txt"]).code(2);
    assert!(stderr(&refused).contains("jianbao.toml belongs to another user"), "{}", stderr(&refused));
    trusting(folder.path());
    run(&["articles", "../a.txt"]).success();
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    fs::write(folder.path().join("news/a.jsonl"), "{\"title\": \"甲\"}\n").unwrap();
    fs::write(folder.path().join("secret.jsonl"), "{\"title\": \"乙\"}\n").unwrap();
    std::os::unix::fs::symlink("../secret.jsonl", folder.path().join("news/b.jsonl")).unwrap();
    let run = jianbao(folder.path(), &["index", "news"]).code(2);
    assert!(stderr(&run).contains("news/b.jsonl: is a link that leaves the directory"), "{}", stderr(&run));
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "甲 或 乙", "--count"])), "1\n");
    jianbao(folder.path(), &["index", "news", "--follow-links"]).success();
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "甲 或 乙", "--count"])), "2\n");
}

//! Files of no known format in a folder: their number by kind, in both languages and in JSON.

use std::path::Path;

use assert_cmd::Command;

use super::{jianbao, stderr, stdout};

/// A folder with one article and files that are not read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join("news").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("a.txt", "雨后\n\n本报讯（记者方晓棠）昨夜一场雨，街上的树都洗净了。\n");
    for name in ["b.pdf", "more/c.PDF", "d.docx", "e", ".hidden.pdf", ".git/f.pdf"] {
        write(name, "\0");
    }
    folder
}

#[test]
fn index_articles_and_a_search_of_files_tell_it() {
    let folder = folder();
    let expected = "passed over: 2 pdf, 1 without an ending, 1 docx";
    for arguments in [&["index", "news"][..], &["articles", "news"], &["query", "街上", "--in", "news"]] {
        let said = stderr(&jianbao(folder.path(), arguments).success());
        assert!(said.lines().any(|line| line == expected), "{arguments:?}: {said}");
    }
    let run = jianbao(folder.path(), &["index", "news", "--format", "json"]).success();
    let summary: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(summary["passed_over"], serde_json::json!({"": 1, "docx": 1, "pdf": 2}));
    // A file that is named, and a folder without such files, say nothing.
    let said = stderr(&jianbao(folder.path(), &["articles", "news/a.txt"]).success());
    assert!(!said.contains("passed over"), "{said}");
}

#[test]
fn it_is_said_in_chinese_too_and_many_kinds_are_summed_up() {
    let folder = folder();
    for kind in 0..12 {
        std::fs::write(folder.path().join(format!("news/{kind}.k{kind}")), "").unwrap();
    }
    let said = in_chinese(folder.path(), &["articles", "news"]);
    let expected = "未读取的文件：pdf 2 个，无扩展名 1 个，docx 1 个，k0 1 个，k1 1 个，k10 1 个，k11 1 个，k2 1 个，其他 7 个";
    assert!(said.lines().any(|line| line == expected), "{said}");
}

fn in_chinese(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("jianbao").unwrap();
    command.current_dir(folder).env_remove("JIANBAO_INDEX").env("LC_ALL", "zh_CN.UTF-8");
    stderr(&command.args(arguments).assert().success())
}

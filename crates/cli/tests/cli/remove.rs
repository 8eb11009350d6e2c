//! Removal of articles: dry runs, questions for confirmation, and queries that remove nothing.

use std::path::Path;
use std::process::{Command, Stdio};

use super::skipping::skip;
use super::terminal::on_terminal;
use super::{indexed, jianbao, stderr, stdout};

/// A query that every article of the sample news matches.
const ALL: &str = "*";

/// The number of articles in an index.
fn count(folder: &Path) -> usize {
    stdout(&jianbao(folder, &["query", ALL, "--count"])).trim().parse().unwrap()
}

/// Every file of an index with its bytes.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.join(".jianbao"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn articles_are_taken_out_by_id_and_by_query() {
    let folder = indexed();
    jianbao(folder.path(), &["remove", "jc-20240320-07"]).success();
    jianbao(folder.path(), &["show", "jc-20240320-07"]).code(1);
    jianbao(folder.path(), &["remove", "--query", "台风"]).success();
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "台风", "--count"]).code(1)), "0\n");
    jianbao(folder.path(), &["remove", "no-such-id"]).code(1);
    jianbao(folder.path(), &["remove", "--query", "台风"]).code(1);
}

#[test]
fn ids_are_never_asked_about_however_many() {
    let folder = indexed();
    let ids = stdout(&jianbao(folder.path(), &["query", ALL, "--ids", "-n", "20"]).success());
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids.len(), 20);
    // An article given twice is one article.
    let run = jianbao(folder.path(), &[&["remove", ids[0]], &ids[..]].concat()).success();
    assert_eq!(stderr(&run), "20 articles removed\n");
    assert_eq!(count(folder.path()), 13);
}

#[test]
fn a_dry_run_lists_and_changes_nothing() {
    let folder = indexed();
    let before = bytes(folder.path());
    let run = jianbao(folder.path(), &["remove", "--query", "台风", "--dry-run"]).success();
    let listed = stdout(&run);
    let ids = stdout(&jianbao(folder.path(), &["query", "台风", "--ids", "--match", "all"]).success());
    let listed_ids: Vec<&str> = listed.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(listed_ids, ids.lines().collect::<Vec<_>>());
    assert_eq!(stderr(&run), format!("dry run: {} articles would be removed\n", listed_ids.len()));
    // However many match, for nothing is removed.
    let run = jianbao(folder.path(), &["remove", "--query", ALL, "--dry-run", "--yes"]).success();
    assert_eq!(stdout(&run).lines().count(), 33);
    let run = jianbao(folder.path(), &["remove", "--dry-run", "jc-20240320-07", "no-such-id"]).success();
    let line = stdout(&run);
    let fields: Vec<&str> = line.trim_end().split('\t').collect();
    assert_eq!((fields[0], fields[2], fields.len()), ("jc-20240320-07", "2024-03-20", 3));
    assert!(fields[1].contains("春茶开采"), "{line}");
    assert!(stderr(&run).contains("no article has the id no-such-id"), "{}", stderr(&run));
    jianbao(folder.path(), &["remove", "--dry-run", "no-such-id"]).code(1);
    jianbao(folder.path(), &["remove", "--dry-run", "--query", "没有的词"]).code(1);
    assert!(before == bytes(folder.path()));
}

#[test]
fn a_dry_run_on_a_terminal_reads_like_hits() {
    let folder = indexed();
    let line = "remove --query 技能大赛 --dry-run --color never --pager never";
    let Some((screen, status)) = on_terminal(folder.path(), 40, &[], line, "") else {
        return skip("programs", "script of util-linux is not installed");
    };
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("全省职工技能大赛，江城夺得七金\r\n    2024-11-02 · 江城日报"), "{screen}");
    assert!(screen.contains("[jc-20241102-06]"), "{screen}");
    assert!(!screen.contains('\t'), "{screen}");
}

#[test]
fn a_dry_run_does_not_wait_for_the_writer() {
    let folder = indexed();
    let mut writer = Command::new(assert_cmd::cargo::cargo_bin("jianbao"))
        .args(["index", "-"])
        .current_dir(folder.path())
        .env_remove("JIANBAO_INDEX")
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let holder = writer.id().to_string();
    let lock = folder.path().join(".jianbao/.tantivy-writer.lock");
    for _ in 0..500 {
        if std::fs::read_to_string(&lock).is_ok_and(|held_by| held_by.trim() == holder) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let refused = jianbao(folder.path(), &["remove", "--query", "台风"]).code(2);
    assert!(stderr(&refused).contains(&holder), "{}", stderr(&refused));
    jianbao(folder.path(), &["remove", "--query", "台风", "--dry-run"]).success();
    drop(writer.stdin.take());
    writer.wait().unwrap();
}

#[test]
fn many_articles_need_a_word_where_nobody_can_be_asked() {
    let folder = indexed();
    let before = bytes(folder.path());
    let refused = jianbao(folder.path(), &["remove", "--query", ALL]).code(2);
    for expected in ["33 articles match", "--yes", "--dry-run"] {
        assert!(stderr(&refused).contains(expected), "{}", stderr(&refused));
    }
    let refused = jianbao(folder.path(), &["remove", "--query", ALL, "--lang", "zh"]).code(2);
    assert!(stderr(&refused).contains("命中 33 篇"), "{}", stderr(&refused));
    assert!(before == bytes(folder.path()));
    let run = jianbao(folder.path(), &["remove", "--query", ALL, "--yes"]).success();
    assert_eq!(stderr(&run), "33 articles removed\n");
    assert_eq!(count(folder.path()), 0);
}

#[test]
fn up_to_ten_articles_are_not_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let line = |number: usize| format!("{{\"id\": \"{number}\", \"title\": \"雨后第{number}天\"}}\n");
    for (articles, code) in [(10, 0), (11, 2)] {
        std::fs::write(folder.path().join("a.jsonl"), (0..articles).map(line).collect::<String>()).unwrap();
        jianbao(folder.path(), &["index", "a.jsonl"]).success();
        jianbao(folder.path(), &["remove", "--query", "雨后"]).code(code);
        assert_eq!(count(folder.path()), if code == 0 { 0 } else { articles });
    }
}

/// If a clause is left out, more articles match than intended: 33 here, where the rest is `*`.
#[test]
fn a_query_that_is_not_understood_whole_takes_nothing_out_whatever_is_said() {
    let folder = indexed();
    let before = bytes(folder.path());
    for query in [
        "",
        " ",
        "，。！",
        "“”",
        "()",
        "* 日期:2024-13-40",
        "* 日期:",
        "* 或",
        "* 且 （）",
        "台风 日期:2月30日",
        "* -",
        "* 非",
        "(*",
        "* “”",
        "* 记者:()",
        "()",
        "* ……",
        "台风 😀",
    ] {
        for more in [&["--yes"][..], &[], &["--dry-run"]] {
            let run = jianbao(folder.path(), &[&["remove", "--query", query], more].concat()).code(2);
            let said = stderr(&run);
            assert!(said.contains("note: ") && said.contains("not fully understood"), "{query}: {said}");
            assert_eq!(stdout(&run), "");
        }
    }
    // Some parts of a query give no diagnostic and still have a meaning.
    jianbao(folder.path(), &["remove", "--query", "的的的的的", "--yes"]).code(1);
    assert!(before == bytes(folder.path()));
}

#[test]
fn on_a_terminal_many_articles_are_asked_about() {
    let folder = indexed();
    let line = "remove --query '*'";
    for answer in ["n\n", "\n", "yess\n", ""] {
        let Some((printed, code)) = on_terminal(folder.path(), 80, &[], line, answer) else {
            skip("programs", "script of util-linux is not installed");
            return;
        };
        assert!(printed.contains("33 articles match: remove them from the index? [y/N]"), "{printed}");
        assert!(printed.contains("0 articles removed"), "{printed}");
        assert_eq!((code, count(folder.path())), (1, 33), "{answer:?}: {printed}");
    }
    // Ids, few articles, and --yes: no question.
    let (printed, code) = on_terminal(folder.path(), 80, &[], "remove jc-20240320-07", "").unwrap();
    assert!(!printed.contains("[y/N]") && printed.contains("1 article removed"), "{printed}");
    assert_eq!(code, 0);
    let (printed, code) = on_terminal(folder.path(), 80, &[], "remove --query '*' --dry-run", "").unwrap();
    assert!(!printed.contains("[y/N]"), "{printed}");
    assert_eq!((code, count(folder.path())), (0, 32));
    let (printed, code) = on_terminal(folder.path(), 80, &[], "--lang zh remove --query '*'", "y\n").unwrap();
    assert!(printed.contains("命中 32 篇：从索引中移除吗？[y/N]"), "{printed}");
    assert_eq!((code, count(folder.path())), (0, 0), "{printed}");
}

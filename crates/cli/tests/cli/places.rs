//! Places of articles in the output, and the opening of their files.

use std::fs;
use std::path::Path;

use super::{jianbao, stderr, stdout};

/// A folder with an index of two files.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    let lines = "\n{\"id\": \"a-1\", \"title\": \"夜市亮灯\", \"date\": \"2024-05-08 10:30\", \"热度\": 7}\n";
    fs::write(folder.path().join("news/a.jsonl"), lines).unwrap();
    fs::write(folder.path().join("news/b.csv"), "id,标题,日期\nb-1,夜市收摊,2024-05-09\n").unwrap();
    jianbao(folder.path(), &["index", "news"]).success();
    folder
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text.lines().next().unwrap()).unwrap()
}

#[test]
fn every_json_answer_has_the_place() {
    let folder = folder();
    let place = serde_json::json!({"path": "news/a.jsonl", "line": 2});
    let query = stdout(&jianbao(folder.path(), &["query", "夜市亮灯", "--format", "jsonl"]).success());
    assert_eq!(json(&query)["file"], place);
    let whole = stdout(&jianbao(folder.path(), &["query", "夜市亮灯", "--format", "json"]).success());
    let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(
        (&whole["hits"][0]["file"], &whole["hits"][0]["time"]),
        (&place, &"2024-05-08T10:30:00".into())
    );
    let shown = stdout(&jianbao(folder.path(), &["show", "a-1", "--json"]).success());
    assert_eq!(json(&shown)["file"], place);
    let articles = stdout(&jianbao(folder.path(), &["articles", "news", "--format", "jsonl"]).success());
    assert_eq!(json(&articles)["file"], place);
    let articles = stdout(&jianbao(folder.path(), &["articles", "news/b.csv", "--format", "json"]).success());
    let articles: serde_json::Value = serde_json::from_str(&articles).unwrap();
    assert_eq!(articles[0]["file"], serde_json::json!({"path": "news/b.csv", "line": 2, "record": 1}));
}

#[test]
fn what_is_handed_on_names_no_file_unless_asked() {
    let folder = folder();
    let run = |arguments: &[&str]| stdout(&jianbao(folder.path(), arguments).success());
    for arguments in
        [&["query", "夜市", "--format", "csv"][..], &["query", "夜市", "--format", "markdown"], &["export"]]
    {
        assert!(!run(arguments).contains("news/"), "{arguments:?}");
        let given = run(&[arguments, &["--paths"]].concat());
        assert!(given.contains("news/a.jsonl") && given.contains("news/b.csv"), "{arguments:?}: {given}");
    }
    for report in ["a.html", "a.md"] {
        let read = |arguments: &[&str]| {
            run(&[&["clip", "夜市", "--out", report], arguments].concat());
            fs::read_to_string(folder.path().join(report)).unwrap()
        };
        assert!(!read(&[]).contains("news/"));
        assert!(read(&["--force", "--paths"]).contains("news/a.jsonl:2"));
    }
    // Lines are for programs on this machine.
    for arguments in
        [&["query", "夜市亮灯"][..], &["show", "a-1"], &["articles", "news/a.jsonl"], &["export"]]
    {
        let lines = run(&[arguments, &["--format", "line"]].concat());
        let line = lines.lines().next().unwrap();
        assert_eq!(line, "2024-05-08\t\t夜市亮灯\ta-1\tnews/a.jsonl", "{arguments:?}");
    }
    // An export gives the same articles again, and no file of before.
    let exported = run(&["export"]);
    fs::write(folder.path().join("all.jsonl"), &exported).unwrap();
    run(&["index", "all.jsonl", "--index", "again"]);
    assert_eq!(run(&["export", "--index", "again"]), exported);
}

#[test]
fn text_shows_the_time_behind_the_date() {
    let folder = folder();
    let text = stdout(&jianbao(folder.path(), &["query", "夜市", "--sort", "date"]).success());
    assert!(
        text.contains("    2024-05-08 10:30 · [a-1]\n") && text.contains("    2024-05-09 · [b-1]\n"),
        "{text}"
    );
    let text = stdout(&jianbao(folder.path(), &["show", "a-1"]).success());
    assert!(text.contains("2024-05-08 10:30"), "{text}");
    let table = stdout(&jianbao(folder.path(), &["query", "夜市亮灯", "--format", "csv"]).success());
    assert!(table.lines().nth(1).is_some_and(|row| row.ends_with(",2024-05-08T10:30:00,")), "{table}");
}

#[test]
fn show_looks_in_files_without_an_index() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    let shown = jianbao(elsewhere.path(), &["show", "b-1", "--in", news.to_str().unwrap()]).success();
    assert!(stdout(&shown).contains("夜市收摊"));
    let missing = jianbao(elsewhere.path(), &["show", "c-1", "--in", news.to_str().unwrap()]).code(1);
    assert!(stderr(&missing).contains("c-1"));
}

/// `jianbao open` with an editor that writes its arguments into a file.
#[cfg(unix)]
fn opened(folder: &Path, id: &str, editor: Option<&str>) -> assert_cmd::assert::Assert {
    let mut command = assert_cmd::Command::cargo_bin("jianbao").unwrap();
    command.current_dir(folder).env("LC_ALL", "C").env_remove("JIANBAO_INDEX").env_remove("VISUAL");
    match editor {
        Some(editor) => command.env("EDITOR", editor),
        None => command.env_remove("EDITOR"),
    };
    command.args(["open", id]).assert()
}

#[cfg(unix)]
#[test]
fn an_article_opens_in_the_editor_at_its_line() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    let editor = folder.path().join("vim");
    fs::write(&editor, "#!/bin/sh\nfor argument in \"$@\"; do echo \"<$argument>\"; done > seen\n").unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("'{}' -n", editor.display());
    // The name of the editor is read without its quotes.
    let command = command.replace('\'', "");
    opened(folder.path(), "a-1", Some(&command)).success();
    let seen = fs::read_to_string(folder.path().join("seen")).unwrap();
    let path = folder.path().join("news/a.jsonl").canonicalize().unwrap();
    assert_eq!(seen, format!("<-n>\n<+2>\n<-->\n<{}>\n", path.display()));
    opened(folder.path(), "c-1", Some(&command)).code(1);
    fs::remove_file(folder.path().join("news/a.jsonl")).unwrap();
    let refused = opened(folder.path(), "a-1", Some(&command)).code(2);
    assert!(stderr(&refused).contains("is no regular file now"), "{}", stderr(&refused));
    fs::create_dir(folder.path().join("news/a.jsonl")).unwrap();
    opened(folder.path(), "a-1", Some(&command)).code(2);
    let failed = opened(folder.path(), "b-1", Some("false")).code(2);
    assert!(stderr(&failed).contains("the editor false"), "{}", stderr(&failed));
}

#[cfg(unix)]
#[test]
fn an_article_is_printed_without_an_editor() {
    let folder = folder();
    let printed = opened(folder.path(), "a-1", None).success();
    assert!(stdout(&printed).starts_with("夜市亮灯\n"), "{}", stdout(&printed));
}

#[test]
fn the_path_of_a_line_opens_from_where_it_is_asked() {
    let folder = folder();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let path_from = |here: &str| {
        let run = jianbao(&folder.path().join(here), &["query", "夜市亮灯", "-n", "1", "--format", "line"]);
        let line = stdout(&run.success());
        let path = line.trim_end().rsplit('\t').next().unwrap().to_owned();
        assert!(folder.path().join(here).join(&path).is_file(), "{here}: {path}");
        path
    };
    assert_eq!(path_from(""), "news/a.jsonl");
    assert_eq!(path_from("news"), "a.jsonl");
    assert!(Path::new(&path_from("elsewhere")).is_absolute());
}

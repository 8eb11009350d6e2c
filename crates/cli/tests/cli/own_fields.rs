//! Fields of one's own: declarations, filters, order, counts, and the messages about them.

use std::path::Path;

use super::{jianbao, stderr, stdout};

const ROWS: &str = r#"{"id":"a","title":"夜市亮灯","浏览":"1.2万","标签":["快讯","文化"],"抓取":"2025-04-09T22:30:00+08:00"}
{"id":"b","title":"夜市扩建","views":800,"标签":"快讯","抓取":"2025-04-10T08:15:00Z"}
{"id":"c","title":"夜市停电","浏览":"很多","标签":["文化"],"category":"社会"}
{"id":"d","title":"夜市重开"}
"#;

const FIELDS: [&str; 6] =
    ["--field", "浏览,views:integer", "--field", "标签:keyword", "--field", "抓取:time"];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("news.jsonl"), ROWS).unwrap();
    folder
}

fn ids(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let all = [&["query", "--ids"], arguments].concat();
    stdout(&jianbao(folder, &all)).lines().map(str::to_owned).collect()
}

#[test]
fn declared_fields_filter_sort_count_and_group() {
    let folder = folder();
    let run = jianbao(folder.path(), &[&["index", "news.jsonl"], &FIELDS[..]].concat()).success();
    let told = stderr(&run);
    assert!(told.contains("news.jsonl:3: the value of 浏览 is not an integer"), "{told}");
    let ids = |arguments: &[&str]| ids(folder.path(), arguments);
    assert_eq!(ids(&["夜市", "浏览:>1万"]), ["a"]);
    assert_eq!(ids(&["夜市", "VIEWS:..1000"]), ["b"]);
    assert_eq!(ids(&["标签:文化", "-标签:快讯"]), ["c"]);
    assert_eq!(ids(&["夜市", "--sort", "浏览-asc"])[..2], ["b", "a"]);
    assert_eq!(ids(&["夜市", "--sort", "抓取"])[..2], ["b", "a"]);
    assert_eq!(ids(&["夜市", "--collapse", "标签", "--sort", "浏览"]), ["a", "c", "d"]);
    let counts =
        ["query", "夜市", "-n", "0", "--facet", "标签", "--histogram", "浏览:1万", "--histogram", "抓取:day"];
    let text = stdout(&jianbao(folder.path(), &[&counts[..], &["--summary", "浏览"]].concat()).success());
    insta::assert_snapshot!("own_fields_counts", text);
    let hits = stdout(&jianbao(
        folder.path(),
        &["query", "夜市", "--collapse", "标签", "--sort", "浏览", "-n", "1"],
    ));
    assert!(hits.contains("1 more with 快讯"), "{hits}");
    let chinese =
        stdout(&jianbao(folder.path(), &["--lang", "zh", "query", "夜市", "-n", "0", "--summary", "浏览"]));
    assert!(chinese.contains("平均"), "{chinese}");
}

#[test]
fn a_rebuild_adds_changes_and_drops_fields() {
    let folder = folder();
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    run(&["index", "news.jsonl"]).success();
    let refused = stderr(&run(&["query", "夜市", "--sort", "浏览"]).code(2));
    assert!(refused.contains("jianbao index --rebuild --field"), "{refused}");
    let refused = stderr(&run(&["index", "news.jsonl", "--field", "浏览:integer"]).code(2));
    assert!(refused.contains("has no field 浏览:integer") && refused.contains("--rebuild"), "{refused}");
    run(&["index", "--rebuild", "--field", "浏览,views:integer", "--field", "标签:keyword"]).success();
    assert_eq!(ids(folder.path(), &["浏览:<1万"]), ["b"]);
    // The same declaration again is no change.
    run(&["index", "news.jsonl", "--field", "浏览,views:integer"]).success();
    run(&["index", "--rebuild", "--drop-field", "浏览"]).success();
    assert!(stderr(&run(&["query", "夜市", "--summary", "浏览"]).code(2)).contains("it has 标签"));
    let bad = stderr(&run(&["index", "news.jsonl", "--field", "标题:keyword"]).code(2));
    assert!(bad.contains("the name 标题 is in use"), "{bad}");
    let bad = stderr(&run(&["--lang", "zh", "index", "news.jsonl", "--field", "浏览:int"]).code(2));
    assert!(bad.contains("没有“int”这种类型"), "{bad}");
    let bad = stderr(&run(&["query", "夜市", "--histogram", "周"]).code(2));
    assert!(bad.contains("NAME:STEP"), "{bad}");
}

#[test]
fn text_fields_are_searched_by_name_and_their_passages_shown() {
    let folder = tempfile::tempdir().unwrap();
    let rows = r#"{"id":"a","title":"夜市亮灯","摘要":"圖書館開放夜場"}
{"id":"b","title":"夜市扩建","summary":["会场设在图书","馆内"],"评论":"读者都说图书馆好"}
{"id":"c","title":"夜市停电","摘要":12}
"#;
    std::fs::write(folder.path().join("news.jsonl"), rows).unwrap();
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    let index = ["index", "news.jsonl", "--field", "摘要,summary:text", "--field", "评论:text+"];
    let told = stderr(&run(&index).success());
    assert!(told.contains("news.jsonl:3: the value of 摘要 is not a text"), "{told}");
    let ids = |arguments: &[&str]| ids(folder.path(), arguments);
    assert_eq!(ids(&["摘要:图书馆"]), ["a"]);
    assert_eq!(ids(&["图书馆"]), ["b"]);
    let shown = stdout(&run(&["query", "摘要:图书馆"]).success());
    assert!(shown.contains("摘要: 【圖書館】開放夜場"), "{shown}");
    let shown = stdout(&run(&["--lang", "zh", "query", "图书馆", "--format", "markdown"]).success());
    assert!(shown.contains("> 评论：读者都说<mark>图书馆</mark>好"), "{shown}");
    let refused = stderr(&run(&["query", "夜市", "--sort", "摘要"]).code(2));
    assert!(refused.contains("摘要 is of type text, and a sort needs"), "{refused}");
    let refused = stderr(&run(&["--lang", "zh", "query", "夜市", "--facet", "摘要"]).code(2));
    assert!(refused.contains("这个字段可以检索文字，如 摘要:春茶"), "{refused}");
    assert!(stdout(&run(&["stats"]).success()).contains("摘要,summary:text · 评论:text+"));
}

#[test]
fn articles_are_replaced_by_their_address_or_by_a_field() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, rows: &str| std::fs::write(folder.path().join(name), rows).unwrap();
    write("a.jsonl", r#"{"id":"a","title":"夜市亮灯","稿号":["Ａ1","A2"],"url":"u/1"}"#);
    write("b.jsonl", r#"{"id":"b","title":"夜市扩建","稿号":"a2","url":"u/1"}"#);
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    let refused = stderr(&run(&["index", "a.jsonl", "--replace-by", "稿号"]).code(2));
    assert!(refused.contains("稿号") && refused.contains("--field"), "{refused}");
    assert!(!folder.path().join(".jianbao").exists());
    let refused = stderr(&run(&["index", "a.jsonl", "--field", "稿号:text", "--replace-by", "稿号"]).code(2));
    assert!(refused.contains("needs a field of type keyword"), "{refused}");
    run(&["index", "a.jsonl", "--field", "稿号:keyword"]).success();
    let told = stderr(&run(&["index", "b.jsonl", "--replace-by", "稿号"]).success());
    assert!(told.contains("replaces the one from"), "{told}");
    assert_eq!(ids(folder.path(), &["夜市"]), ["b"]);
    run(&["index", "a.jsonl", "--reread", "--replace-by", "url"]).success();
    assert_eq!(ids(folder.path(), &["夜市"]), ["a"]);
}

#[test]
fn the_configuration_declares_fields_for_new_indexes_and_for_files() {
    let folder = folder();
    let config =
        "[fields]\ncategory = \"keyword\"\n\"浏览\" = { type = \"integer\", aliases = [\"views\"] }\n";
    std::fs::write(folder.path().join("jianbao.toml"), config).unwrap();
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    assert_eq!(ids(folder.path(), &["浏览:800", "--in", "news.jsonl"]), ["b"]);
    let articles = run(&["articles", "news.jsonl", "--format", "jsonl"]);
    assert!(stdout(&articles).contains(r#""category":"社会""#), "{}", stdout(&articles));
    run(&["index", "news.jsonl"]).success();
    assert_eq!(ids(folder.path(), &["category:社会"]), ["c"]);
    std::fs::write(folder.path().join("jianbao.toml"), config.to_owned() + "\"热度\" = \"number\"\n")
        .unwrap();
    let told = stderr(&run(&["index", "news.jsonl"]).success());
    assert!(told.contains("has no field 热度:number"), "{told}");
    std::fs::write(folder.path().join("jianbao.toml"), "[fields]\n\"热度\" = \"float\"\n").unwrap();
    let refused = stderr(&run(&["index", "news.jsonl"]).code(2));
    assert!(refused.contains("jianbao.toml") && refused.contains("\"float\""), "{refused}");
}

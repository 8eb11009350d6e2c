//! Tests of the command line as a process: they cover the wiring. The behaviour of the library is tested in the library.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]

/// Arguments as people type them: queries without a command, exclusions, dates, values in Chinese.
mod arguments;
/// Copies of an index, and places that are refused.
mod backup;
/// The measurement of tokenizers, and the message of a build without it.
mod bench;
/// Words and punctuation of Chinese texts.
mod chinese;
/// The report of clippings, in HTML and Markdown.
mod clip;
/// Indexes in clusters, named by addresses.
mod clusters;
/// Corpus views: concordance, trend, verdicts on sentences.
mod corpus;
/// Runs interrupted by a signal: kept articles, and the file that is skipped afterwards.
mod cut_short;
/// Output formats of every command: lines, tables, references.
mod formats;
/// The man page and the completions, checked by the programs that read them.
mod generate;
/// The whole help in both languages, and the messages of wrong arguments.
mod help;
/// Leftovers of a command that fails: none.
mod left_behind;
/// Output for people, aligned.
mod looks;
/// Fields of one's own: declarations, filters, order, counts.
mod own_fields;
/// The pager, and the footer of a page of hits.
mod paging;
/// Files that a walk passes over, counted by kind.
mod passed_over;
/// Places of articles in the output, and the opening of their files.
mod places;
/// Every command of both READMEs, run.
mod readme;
/// Removing articles: questions, and queries that remove nothing.
mod remove;
/// Needs that a machine may lack: a test is skipped, or fails if they are required.
#[path = "../../../../tests/skipping.rs"]
mod skipping;
/// Untrusted folders and texts: indexes of other users, and control characters in the output.
mod strangers;
/// A terminal for a run of the program.
mod terminal;
/// The environment variables.
mod variables;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;

/// The sample news that the project ships.
fn sample_news() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/news").canonicalize().unwrap()
}

/// `jianbao` in a folder, independent of the environment.
fn jianbao(folder: &Path, arguments: &[&str]) -> Assert {
    let mut command = Command::cargo_bin("jianbao").unwrap();
    command.current_dir(folder).env_remove("JIANBAO_INDEX").env_remove("NO_COLOR");
    command.env("LC_ALL", "C").env_remove("COLUMNS").args(arguments).assert()
}

fn stdout(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

/// A folder with an index of the sample news.
fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    jianbao(folder.path(), &["index", sample_news().to_str().unwrap()]).success();
    folder
}

#[test]
fn a_second_run_changes_nothing_and_a_changed_file_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.jsonl");
    std::fs::write(&file, "{\"id\": \"1\", \"title\": \"雨后\"}\n{\"title\": \"街上\"}\n").unwrap();
    let first = jianbao(folder.path(), &["index", "a.jsonl", "--format", "json"]).success();
    let summary: serde_json::Value = serde_json::from_str(&stdout(&first)).unwrap();
    assert_eq!((&summary["articles"], &summary["unchanged"]), (&2.into(), &0.into()));
    let second = jianbao(folder.path(), &["index", "."]).success();
    assert!(stderr(&second).contains("0 articles from 0 files"), "{}", stderr(&second));
    assert!(stderr(&second).contains("1 file unchanged"));
    std::fs::write(&file, "{\"id\": \"1\", \"title\": \"晴天\"}\n").unwrap();
    jianbao(folder.path(), &["index", "a.jsonl"]).success();
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "雨后", "--count"]).code(1)), "0\n");
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "街上", "--count"]).code(1)), "0\n");
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "晴天", "--ids"]).success()), "1\n");
}

#[test]
fn query_prints_hits_with_marks_and_obeys_its_options() {
    let folder = indexed();
    let run = |arguments: &[&str]| jianbao(folder.path(), arguments);
    let text = stdout(&run(&["query", "职工技能大赛", "-n", "2"]).success());
    assert!(text.contains("【职工技能大赛】"), "{text}");
    assert!(text.contains("1.  ") && text.contains("2.  ") && !text.contains("3.  "));
    assert!(
        stdout(&run(&["query", "职工技能大赛", "--color", "always"]).success())
            .contains("\u{1b}[1m\u{1b}[31m")
    );
    let ids = stdout(&run(&["query", "图书馆", "--match", "all", "--ids"]).success());
    let all: Vec<&str> = ids.lines().collect();
    let rest = stdout(&run(&["query", "图书馆", "--match", "all", "--ids", "--offset", "1"]).success());
    assert_eq!(rest.lines().collect::<Vec<_>>(), all[1..]);
    let json = stdout(&run(&["query", "图书馆", "--format", "json", "-n", "1"]).success());
    let response: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(response["total"], all.len());
    assert_eq!(response["hits"][0]["id"], all[0]);
    assert!(response["hits"][0]["snippets"][0]["highlights"][0][0].is_u64());
    let lines = stdout(&run(&["query", "图书馆", "--format", "jsonl", "--match", "all"]).success());
    assert_eq!(lines.lines().count(), all.len());
    let oldest = stdout(&run(&["query", "台风", "--sort", "date-asc", "--ids", "--match", "all"]).success());
    assert_eq!(oldest.lines().next(), Some("jc-20240726-11"));
    let newest = stdout(&run(&["query", "台风", "--sort", "date", "--ids", "--match", "all"]).success());
    assert_eq!(newest.lines().next(), Some("gd-20241215-02"));
}

#[test]
fn negation_and_chinese_signs_need_no_quoting() {
    let folder = indexed();
    let count = |arguments: &[&str]| {
        let all = [&["query", "--count"], arguments].concat();
        let mut command = Command::cargo_bin("jianbao").unwrap();
        let output =
            command.current_dir(folder.path()).env_remove("JIANBAO_INDEX").args(all).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse::<usize>().unwrap()
    };
    let all = count(&["图书馆"]);
    assert_eq!(count(&["图书馆", "-夜场"]) + count(&["图书馆", "“夜场”"]), all);
    assert_eq!(count(&["图书馆", "非", "夜场"]), count(&["图书馆", "-夜场"]));
    assert_eq!(count(&["（高铁", "或", "台风）", "－青川"]), count(&["(高铁 OR 台风) -青川"]));
    assert_eq!(count(&["標題：圖書館"]), count(&["标题:图书馆"]));
    assert_eq!(count(&["记者:苏禾"]), count(&["reporter:“苏　禾”"]));
    assert_eq!(count(&["日期:2024-07"]), 2);
    assert_eq!(count(&["--from", "2024-07-01", "--to", "2024-07-31", "台风"]), 2);
    assert_eq!(count(&["--", "-夜场"]), 33 - count(&["“夜场”"]));
}

#[test]
fn files_are_searched_without_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    let found =
        jianbao(folder.path(), &["query", "古籍修复", "--in", news.to_str().unwrap(), "--ids"]).success();
    assert!(stdout(&found).contains("jc-20240508-03"));
    assert!(!folder.path().join(".jianbao").exists());
}

#[test]
fn the_index_is_found_upwards_and_by_name() {
    let folder = indexed();
    let below = folder.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    jianbao(&below, &["query", "台风", "--count"]).success();
    let index = folder.path().join(".jianbao");
    let elsewhere = tempfile::tempdir().unwrap();
    jianbao(elsewhere.path(), &["--index", index.to_str().unwrap(), "stats"]).success();
    let none = jianbao(elsewhere.path(), &["query", "台风"]).code(2);
    assert!(stderr(&none).contains("there is no index in this or a parent folder"), "{}", stderr(&none));
}

#[test]
fn show_articles_tokens_and_stats_print_what_they_promise() {
    let folder = indexed();
    let shown = stdout(&jianbao(folder.path(), &["show", "jc-20240320-07"]).success());
    assert!(shown.contains("春茶开采") && shown.contains("采茶工从邻县请来"));
    let json = stdout(&jianbao(folder.path(), &["show", "jc-20241118-14", "--json"]).success());
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["热度"], 412);
    jianbao(folder.path(), &["show", "no-such-id"]).code(1);
    let page = sample_news().join("江城工报-2024-05-08-第3版.txt");
    let articles =
        stdout(&jianbao(folder.path(), &["articles", page.to_str().unwrap(), "--format", "jsonl"]).success());
    assert_eq!(articles.lines().count(), 8);
    let tokens = stdout(&jianbao(folder.path(), &["tokens", "國際論壇５Ｇ", "--json"]).success());
    let tokens: serde_json::Value = serde_json::from_str(&tokens).unwrap();
    assert_eq!(tokens["normalized"], "国际论坛5g");
    assert_eq!(
        tokens["tokens"][2],
        serde_json::json!({"text": "5g", "start_byte": 12, "end_byte": 18, "position": 4})
    );
    let stats = stdout(&jianbao(folder.path(), &["stats", "--json"]).success());
    assert_eq!(serde_json::from_str::<serde_json::Value>(&stats).unwrap()["articles"], 33);
}

#[test]
fn explain_says_what_is_required_and_what_an_article_lacks() {
    let folder = indexed();
    let json = stdout(&jianbao(folder.path(), &["explain", "5G的车间 -台风", "--json"]).success());
    let explanation: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(explanation["required"], serde_json::json!(["5g", "车间"]));
    let text = stdout(&jianbao(folder.path(), &["explain", "春茶 高铁", "--id", "jc-20240320-07"]).code(1));
    assert!(text.contains("does not match") && text.contains(" missing  高铁"), "{text}");
}

#[test]
fn what_is_exported_can_be_indexed_again() {
    let folder = indexed();
    let exported = stdout(&jianbao(folder.path(), &["export"]).success());
    assert_eq!(exported.lines().count(), 33);
    let again = tempfile::tempdir().unwrap();
    std::fs::write(again.path().join("all.jsonl"), &exported).unwrap();
    jianbao(again.path(), &["index", "all.jsonl"]).success();
    assert_eq!(stdout(&jianbao(again.path(), &["export"]).success()), exported);
}

#[test]
fn bad_input_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("good.jsonl", "{\"title\": \"雨后\"}\nnot json\n{\"title\": \"街上\"}\n".as_bytes());
    write("binary.txt", b"abc\0def");
    let run = jianbao(folder.path(), &["index", "missing.txt", "good.jsonl", "binary.txt"]).code(2);
    let said = stderr(&run);
    for expected in ["missing.txt: no such file", "good.jsonl:2: not a JSON object", "binary.txt: not text"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "街上", "--count"]).success()), "1\n");
}

#[test]
fn a_folder_without_news_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let run = jianbao(folder.path(), &["index", "empty"]).code(1);
    assert!(stderr(&run).contains("no file there has a known format"), "{}", stderr(&run));
}

#[test]
fn a_directory_that_is_no_index_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let run = jianbao(folder.path(), &["--index", ".", "query", "雨后"]).code(2);
    assert!(stderr(&run).contains("is not a jianbao index"), "{}", stderr(&run));
    let index = indexed();
    let settings = index.path().join(".jianbao/jianbao.json");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("\"normalizer\": \"2\"", "\"normalizer\": \"0\"")).unwrap();
    let run = jianbao(index.path(), &["query", "台风"]).code(2);
    assert!(stderr(&run).contains("normalizer: 0 in the index, 2 in this program"), "{}", stderr(&run));
}

#[test]
fn a_query_of_punctuation_alone_is_answered_with_what_to_do() {
    let folder = indexed();
    let run = jianbao(folder.path(), &["query", "，。！"]).code(1);
    assert!(stderr(&run).contains("the query has no search terms"), "{}", stderr(&run));
}

#[test]
fn json_lines_come_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("jianbao").unwrap();
    let run = command.current_dir(folder.path()).env_remove("JIANBAO_INDEX").args(["index", "-"]);
    run.write_stdin("{\"标题\": \"雨后\", \"正文\": \"街上。\"}\n").assert().success();
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "标题:雨后", "--count"]).success()), "1\n");
}

#[test]
fn words_of_a_user_need_a_rebuild_once_the_index_stands() {
    let folder = indexed();
    std::fs::write(folder.path().join("words.txt"), "江城工匠 500\n江城工匠 五百\n").unwrap();
    let refused = jianbao(folder.path(), &["index", "--dict", "words.txt", "words.txt"]).code(2);
    assert!(stderr(&refused).contains("words.txt: line 2"), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("add --rebuild"), "{}", stderr(&refused));
    jianbao(folder.path(), &["index", "--dict", "words.txt", "--rebuild"]).success();
    let json = stdout(&jianbao(folder.path(), &["explain", "江城工匠", "--json"]).success());
    let explanation: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(explanation["required"], serde_json::json!(["江城工匠"]));
    let tokens = stdout(&jianbao(folder.path(), &["tokens", "江城工匠", "--dict", "words.txt"]).success());
    assert_eq!(tokens, "江城工匠\n");
}

#[test]
fn words_of_a_user_may_be_in_any_encoding_and_bad_ones_may_be_refused() {
    let folder = tempfile::tempdir().unwrap();
    // 江城工匠 500, and a line of four columns, in GB18030.
    let words = b"\xbd\xad\xb3\xc7\xb9\xa4\xbd\xb3 500\n\xd2\xbb \xb6\xfe \xc8\xfd \xcb\xc4\n";
    std::fs::write(folder.path().join("words.txt"), words).unwrap();
    let run = |more: &[&str]| {
        let arguments = [&["tokens", "江城工匠", "--dict", "words.txt"], more].concat();
        jianbao(folder.path(), &arguments)
    };
    let taken = run(&[]).success();
    assert_eq!(stdout(&taken), "江城工匠\n");
    assert!(stderr(&taken).contains("words.txt: line 2: `一 二 三 四`"), "{}", stderr(&taken));
    let refused = run(&["--strict-dict"]).code(2);
    assert!(stderr(&refused).contains("1 of its lines add no word"), "{}", stderr(&refused));
    let in_chinese = run(&["--lang", "zh"]).success();
    assert!(stderr(&in_chinese).contains("words.txt：第 2 行“一 二 三 四”不是"), "{}", stderr(&in_chinese));
}

#[test]
fn a_search_that_takes_longer_than_it_may_is_an_error() {
    let folder = indexed();
    for arguments in [
        &["query", "台风", "--timeout", "0s"][..],
        &["query", "台风", "--ids", "--timeout", "0ms"],
        &["clip", "台风", "--out", "report.md", "--timeout", "0ms"],
    ] {
        let run = jianbao(folder.path(), arguments).code(2);
        assert!(stderr(&run).contains("the search exceeded its limit of 0 ms"), "{}", stderr(&run));
        assert_eq!(stdout(&run), "");
    }
    assert!(!folder.path().join("report.md").exists());
    let in_time = jianbao(folder.path(), &["query", "台风", "--count", "--timeout", "1h"]).success();
    let free = jianbao(folder.path(), &["query", "台风", "--count"]).success();
    assert_eq!(stdout(&in_time), stdout(&free));
    let run = jianbao(folder.path(), &["query", "台风", "--timeout", "soon"]).code(2);
    assert!(stderr(&run).contains("a time has a number and a unit"), "{}", stderr(&run));
}

#[test]
fn a_damaged_index_is_told_as_damaged_and_verify_lists_it() {
    let folder = indexed();
    let sound = jianbao(folder.path(), &["verify"]).success();
    assert!(stdout(&sound).contains("sound; 33 articles"), "{}", stdout(&sound));
    jianbao(folder.path(), &["query", "台风", "--check", "--count"]).success();
    for kind in ["idx", "term", "pos"] {
        for entry in std::fs::read_dir(folder.path().join(".jianbao")).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|extension| extension == kind) {
                let mut bytes = std::fs::read(&file).unwrap();
                let cut = bytes.len() / 2;
                bytes[cut..].fill(0xff);
                std::fs::write(&file, bytes).unwrap();
            }
        }
        let run = jianbao(folder.path(), &["query", "“台风”"]).code(2);
        let said = stderr(&run);
        assert!(said.contains(".jianbao is corrupt") && said.contains("jianbao verify"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        jianbao(folder.path(), &["query", "台风", "--check"]).code(2);
        let run = jianbao(folder.path(), &["verify"]).code(2);
        assert!(stdout(&run).contains("jianbao index --rebuild"), "{}", stdout(&run));
        let run = jianbao(folder.path(), &["verify", "--format", "json"]).code(2);
        let found: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
        assert_eq!((&found["remedy"], &found["articles"]), (&"rebuild".into(), &33.into()));
    }
    jianbao(folder.path(), &["index", "--rebuild"]).success();
    jianbao(folder.path(), &["verify"]).success();
    jianbao(folder.path(), &["query", "台风", "--count"]).success();
}

#[test]
fn what_the_library_says_is_said_in_chinese_too() {
    let folder = indexed();
    std::fs::write(folder.path().join("faulty.jsonl"), "{\"title\": \"雨后\", \"date\": \"某日\"}\n[]\n{}\n")
        .unwrap();
    for (arguments, said) in [
        (&["articles", "faulty.jsonl"][..], "faulty.jsonl:1：date 的值应为日期"),
        (&["articles", "faulty.jsonl"], "faulty.jsonl:2：不是 JSON 对象"),
        (&["articles", "faulty.jsonl"], "faulty.jsonl:3：一篇文章既无标题也无正文"),
        (&["query", "春茶)"], "右括号没有对应的左括号"),
        (&["query", "春茶", "日期:13月40日"], "不是日期"),
        (&["query", "春茶 and 高铁"], "运算符要大写：AND"),
        (&["query", "，"], "没有可搜索的内容"),
        (&["query", "--index", "elsewhere", "春茶"], "不是 jianbao 的索引"),
        (&["index", "nowhere.txt"], "没有这个文件或目录"),
        (&["index", ".", "--encoding", "klingon"], "没有名为 klingon 的编码"),
        (&["articles", "nowhere.txt"], "没有这个文件或目录"),
        (&["show", "nothing", "--index", "elsewhere"], "不是 jianbao 的索引"),
    ] {
        let english = jianbao(folder.path(), arguments);
        assert!(!stderr(&english).contains(said), "{arguments:?}");
        let arguments = [&["--lang", "zh"], arguments].concat();
        let chinese = stderr(&jianbao(folder.path(), &arguments));
        assert!(chinese.contains(said), "{arguments:?}: {chinese}");
    }
    std::fs::write(folder.path().join(".jianbao/meta.json"), "{}").unwrap();
    let damage = stdout(&jianbao(folder.path(), &["--lang", "zh", "verify"]).code(2));
    assert!(damage.contains("损坏：meta.json：校验和不符") && damage.contains("保存的文章完好"), "{damage}");
    let query = stderr(&jianbao(folder.path(), &["--lang", "zh", "query", "春茶"]).code(2));
    assert!(query.contains("已损坏：") && query.contains("运行 `jianbao verify`"), "{query}");
}

//! Output formats: the formats of each command, the escaping of whole files, and lines for selection programs.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{indexed, jianbao, sample_news, stderr, stdout};

/// The formats of articles.
const OF_ARTICLES: [&str; 10] =
    ["text", "line", "json", "jsonl", "csv", "markdown", "gb7714", "ris", "bibtex", "apa"];

/// Articles whose values have the signs of every format.
const HOSTILE: &str = r##"{"id":"a\tb","title":"=1+1\t\"引号\", 逗号\n第二行 {x} \\y 50% & #1","source":"＝报\r\nTY  - BOOK","body":["第一段图书馆。","@media | <b>"],"reporters":["甲","乙"],"date":"2024-11-02","url":"https://example.org/?a={1}&b=2"}
{"id":"二","title":"@图书馆","body":["\u001b[31m图书馆"]}
"##;

fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("hostile.jsonl"), HOSTILE).unwrap();
    folder
}

#[test]
fn every_command_that_prints_has_formats_and_refuses_others_by_naming_them() {
    let folder = indexed();
    let page = sample_news().join("江城工报-2024-05-08-第3版.txt");
    let page = page.to_str().unwrap();
    let of_articles: [&[&str]; 5] = [
        &["query", "台风"],
        &["show", "jc-20240320-07", "jc-20240412-01"],
        &["articles", page],
        &["export"],
        &["remove", "--dry-run", "jc-20240320-07"],
    ];
    for arguments in of_articles {
        for format in OF_ARTICLES {
            let run = jianbao(folder.path(), &[arguments, &["--format", format]].concat()).success();
            assert!(!stdout(&run).is_empty(), "{arguments:?} {format}");
        }
        let refused = stderr(&jianbao(folder.path(), &[arguments, &["--format", "html"]].concat()).code(2));
        for format in OF_ARTICLES {
            assert!(refused.contains(format), "{arguments:?}: {format}: {refused}");
        }
    }
    for arguments in
        [&["stats"][..], &["verify"], &["explain", "台风"], &["tokens", "台风"], &["index", page]]
    {
        for format in ["text", "json"] {
            jianbao(folder.path(), &[arguments, &["--format", format]].concat()).success();
        }
        let refused = stderr(&jianbao(folder.path(), &[arguments, &["--format", "csv"]].concat()).code(2));
        assert!(refused.contains("[possible values: text, json]"), "{refused}");
        let json = stdout(&jianbao(folder.path(), &[arguments, &["--format", "json"]].concat()).success());
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
    }
    let refused = ["--lang", "zh", "stats", "--format", "csv"];
    assert!(stderr(&jianbao(folder.path(), &refused).code(2)).contains("可选值：text、json"));
}

#[test]
fn json_is_the_same_as_format_json() {
    let folder = indexed();
    for arguments in [
        &["show", "jc-20240320-07", "jc-20240412-01"][..],
        &["export"],
        &["stats"],
        &["tokens", "台风"],
        &["explain", "台风"],
    ] {
        let short = stdout(&jianbao(folder.path(), &[arguments, &["--json"]].concat()).success());
        let long = stdout(&jianbao(folder.path(), &[arguments, &["--format", "json"]].concat()).success());
        assert_eq!(short, long, "{arguments:?}");
    }
    jianbao(folder.path(), &["stats", "--json", "--format", "text"]).code(2);
    let array = stdout(&jianbao(folder.path(), &["export", "--json"]).success());
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&array).unwrap().len(), 33);
    let empty = tempfile::tempdir().unwrap();
    std::fs::write(empty.path().join("a.jsonl"), "").unwrap();
    assert_eq!(stdout(&jianbao(empty.path(), &["articles", "a.jsonl", "--json"]).code(1)), "[]\n");
}

#[test]
fn lines_have_five_fields_whatever_the_values_hold() {
    let folder = hostile();
    let run = |arguments: &[&str]| {
        let lines = stdout(&jianbao(folder.path(), &[arguments, &["--format", "line"]].concat()).success());
        lines.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect::<Vec<Vec<String>>>()
    };
    for lines in [run(&["articles", "hostile.jsonl"]), run(&["query", "图书馆", "--in", "hostile.jsonl"])]
    {
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().all(|fields| fields.len() == 5), "{lines:?}");
        let first = lines.iter().find(|fields| fields[0] == "2024-11-02").unwrap();
        assert_eq!(first[1], "＝报  TY  - BOOK");
        assert_eq!(first[3], "a b");
    }
}

#[test]
fn tables_are_read_back_as_rfc_4180_has_them_and_hold_no_formula() {
    let folder = hostile();
    for arguments in [&["articles", "hostile.jsonl"][..], &["query", "图书馆", "--in", "hostile.jsonl"]] {
        let table = stdout(&jianbao(folder.path(), &[arguments, &["--format", "csv"]].concat()).success());
        assert!(table.ends_with("\r\n"), "{table:?}");
        let rows = read_csv(&table);
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert_eq!((rows[0][0].as_str(), rows[0].last().unwrap().as_str()), ("id", "path"));
        for row in &rows {
            assert_eq!(row.len(), rows[0].len());
            let is_formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!row.iter().any(is_formula), "{row:?}");
        }
        let first = rows.iter().find(|row| row[0] == "a\tb").unwrap();
        assert!(first.iter().any(|cell| cell.starts_with("'=1+1\t\"引号\", 逗号")), "{first:?}");
    }
}

/// The rows of a table, by the grammar of RFC 4180.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut signs = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = signs.next() {
        match c {
            '"' if is_quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(signs.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !is_quoted => panic!("a line feed alone ends a row: {text:?}"),
            c => cell.push(c),
        }
    }
    assert!(!is_quoted && row.is_empty() && cell.is_empty());
    rows
}

#[test]
fn references_of_hits_articles_and_reports_are_the_same_but_for_their_order() {
    let folder = indexed();
    let run = |arguments: &[&str]| stdout(&jianbao(folder.path(), arguments).success());
    for (format, expected) in [
        ("gb7714", "[1] 方晓棠, 林小满. 全省职工技能大赛，江城夺得七金[N]. 江城日报, 2024-11-02(1).\n"),
        ("apa", "方晓棠, & 林小满. (2024, November 2). 全省职工技能大赛，江城夺得七金. 江城日报, 1.\n"),
    ] {
        assert_eq!(run(&["show", "jc-20241102-06", "--format", format]), expected);
        assert!(run(&["query", "技能大赛", "--format", format]).starts_with(expected));
        let out = format!("{format}.txt");
        jianbao(folder.path(), &["clip", "技能大赛", "--format", format, "--out", &out]).success();
        let report = std::fs::read_to_string(folder.path().join(out)).unwrap();
        assert!(report.contains(expected.trim_start_matches("[1] ").trim_end()), "{report}");
    }
    // The numbers of a second page go on.
    let second = run(&["query", "技能大赛", "--format", "gb7714", "--offset", "1"]);
    assert!(second.starts_with("[2] "), "{second}");
    for (ending, begins) in [("ris", "TY  - NEWS\r\n"), ("bib", "@article{")] {
        let out = format!("a.{ending}");
        jianbao(folder.path(), &["clip", "技能大赛", "--out", &out]).success();
        let report = std::fs::read_to_string(folder.path().join(out)).unwrap();
        assert!(report.starts_with(begins), "{report}");
    }
    let hostile = hostile();
    let dated =
        stdout(&jianbao(hostile.path(), &["articles", "hostile.jsonl", "--format", "gb7714"]).success());
    let today = dated.split("2024-11-02[").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    assert!(today.parse::<jiff::civil::Date>().is_ok() && dated.contains("[N/OL]"), "{dated}");
}

/// The lines of the documentation that hand hits to fzf.
fn picking_lines() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages =
        ["docs/output.md", "docs/zh/output.md"].map(|page| std::fs::read_to_string(root.join(page)).unwrap());
    let lines = pages.iter().flat_map(|page| page.lines()).filter(|line| line.contains("| fzf "));
    lines.map(str::to_owned).collect()
}

/// The documented lines for fzf, with a stand-in that previews and picks the second line.
#[cfg(unix)]
#[test]
fn a_hit_is_picked_previewed_and_shown() {
    use std::os::unix::fs::PermissionsExt;

    let folder = indexed();
    let tools = tempfile::tempdir().unwrap();
    let fzf = tools.path().join("fzf");
    // As fzf does: {4} is the fourth field in quotes.
    let script = r#"#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --preview) preview=$2; shift ;;
    --delimiter|--with-nth) shift ;;
    *) exit 3 ;;
  esac
  shift
done
line=$(sed -n 2p)
id=$(printf '%s' "$line" | cut -f 4)
sh -c "$(printf '%s' "$preview" | sed "s/{4}/'$id'/")" > preview.txt || exit 4
printf '%s\n' "$line"
"#;
    std::fs::write(&fzf, script).unwrap();
    std::fs::set_permissions(&fzf, std::fs::Permissions::from_mode(0o755)).unwrap();
    let ids = stdout(&jianbao(folder.path(), &["query", "台风", "--ids"]).success());
    let second = ids.lines().nth(1).unwrap();
    let expected = stdout(&jianbao(folder.path(), &["show", second]).success());
    let lines = picking_lines();
    assert_eq!(lines.len(), 2);
    for line in lines {
        let program = assert_cmd::cargo::cargo_bin("jianbao");
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{}:{path}", tools.path().display(), program.parent().unwrap().display());
        let run = Command::new("sh")
            .args(["-c", &line])
            .current_dir(folder.path())
            .env("PATH", path)
            .env("LC_ALL", "C")
            .env_remove("JIANBAO_INDEX")
            .output()
            .unwrap();
        assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(String::from_utf8(run.stdout).unwrap(), expected, "{line}");
        assert_eq!(std::fs::read_to_string(folder.path().join("preview.txt")).unwrap(), expected);
    }
}

#[test]
fn a_later_search_finds_the_articles_added_since() {
    let folder = indexed();
    let sequence = || {
        let stats: Value =
            serde_json::from_str(&stdout(&jianbao(folder.path(), &["stats", "--json"]).success())).unwrap();
        stats["sequence"].to_string()
    };
    let seen = sequence();
    let found = |number: &str| {
        let query = ["query", "夜场 或 台风", "--added-after", number, "--ids"];
        stdout(&jianbao(folder.path(), &query))
    };
    assert_eq!(found(&seen), "");
    std::fs::write(folder.path().join("new.jsonl"), "{\"id\": \"new-1\", \"title\": \"台风过后\"}\n")
        .unwrap();
    jianbao(folder.path(), &["index", "new.jsonl"]).success();
    assert_eq!(found(&seen), "new-1\n");
    assert_eq!(found(&sequence()), "");
    assert!(found("0").lines().count() > 1);
    let text = stdout(&jianbao(folder.path(), &["stats"]).success());
    assert!(text.contains(&format!("last added {}\n", sequence())), "{text}");
}

#[test]
fn the_outcome_of_a_copy_or_a_merge_is_a_value_too() {
    let folder = indexed();
    let value = |arguments: &[&str]| -> Value {
        serde_json::from_str(&stdout(&jianbao(folder.path(), arguments).success())).unwrap()
    };
    let backup = value(&["backup", "copy", "--json"]);
    assert_eq!(backup["articles"], 33);
    assert!(backup["path"].as_str().unwrap().ends_with("copy"), "{backup}");
    jianbao(folder.path(), &["remove", "--query", "台风"]).success();
    let compacted = value(&["compact", "--format", "json"]);
    assert_eq!((&compacted["merged"], &compacted["after"]["segments"]), (&true.into(), &1.into()));
    let again = value(&["compact", "--format", "json"]);
    assert_eq!((&again["merged"], &again["before"]), (&false.into(), &again["after"]));
}

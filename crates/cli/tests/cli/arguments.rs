//! Arguments as people type them.

use std::path::Path;

use super::{indexed, jianbao, stderr, stdout};

/// A folder with an index of a few articles about numbers and Latin words.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = [
        ("1", "疫情与covid", "2023-12-30"),
        ("2", "疫情过后", "2024-01-02"),
        ("3", "1.3万人与3万人", "2024-02-03"),
        ("4", "1.3万人", "2024-02-04"),
        ("5", "5G与4G", "2024-03-05"),
        ("6", "5G基站", "2025-01-06"),
    ]
    .iter()
    .map(|(id, title, date)| format!("{{\"id\":\"{id}\",\"title\":\"{title}\",\"date\":\"{date}\"}}\n"))
    .collect();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    jianbao(folder.path(), &["index", "a.jsonl"]).success();
    folder
}

fn ids(folder: &Path, arguments: &[&str]) -> String {
    let printed =
        stdout(&jianbao(folder, &[arguments, &["--ids", "--match", "all", "--sort", "date-asc"]].concat()));
    printed.lines().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_not_ascii_is_searched_for_without_a_command() {
    let folder = folder();
    let found = ids(folder.path(), &["query", "疫情"]);
    assert_eq!(found, "1 2");
    for command in
        [&["疫情"][..], &["search", "疫情"], &["find", "疫情"], &["“疫情”"], &["--lang", "zh", "疫情"]]
    {
        assert_eq!(ids(folder.path(), command), found, "{command:?}");
    }
    assert_eq!(ids(folder.path(), &["疫情", "-covid"]), "2");
    jianbao(folder.path(), &["rm", "1", "--dry-run"]).success();
}

#[test]
fn an_unknown_command_is_an_error_with_the_nearest_one_and_the_query_that_may_be_meant() {
    let folder = folder();
    for (typed, english, chinese) in [
        ("serach", "'search'", "search"),
        ("quer", "'query'", "是不是要写：query"),
        ("covid", "to search for it, run `jianbao query covid`", "要搜索它，运行 `jianbao query covid`"),
    ] {
        let said = stderr(&jianbao(folder.path(), &[typed, "雨后"]).code(2));
        assert!(said.contains(english) && !said.contains("'bench'"), "{said}");
        let said = stderr(&jianbao(folder.path(), &["--lang", "zh", typed, "雨后"]).code(2));
        assert!(said.contains(chinese), "{said}");
    }
}

#[test]
fn a_dash_before_letters_and_digits_excludes() {
    let folder = folder();
    for (arguments, expected) in [
        (&["query", "疫情", "-covid"][..], "2"),
        (&["query", "1.3万", "-3万"], "4"),
        (&["query", "5G", "-4G"], "6"),
        (&["query", "疫情", "-n1"], "1"),
        (&["query", "疫情", "-n", "1"], "1"),
    ] {
        assert_eq!(ids(folder.path(), arguments), expected, "{arguments:?}");
    }
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "--ids", "疫情", "--", "-covid"]).success()), "2\n");
    let said = stderr(&jianbao(folder.path(), &["query", "疫情", "-x"]).code(2));
    assert!(said.contains("'-x'"), "{said}");
}

#[test]
fn an_empty_query_and_one_of_file_names_are_told() {
    let folder = folder();
    for query in ["", "  "] {
        let said = stderr(&jianbao(folder.path(), &["query", query]).code(2));
        assert!(said.contains("the query is empty"), "{said}");
    }
    let said = stderr(&jianbao(folder.path(), &["query", "a.jsonl"]).code(1));
    assert!(said.contains("names of files here"), "{said}");
    let said = stderr(&jianbao(folder.path(), &["query", "疫情", "a.jsonl"]));
    assert!(!said.contains("names of files"), "{said}");
}

#[test]
fn a_folder_with_an_index_in_it_names_the_index() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().unwrap();
    let named = folder.path().to_str().unwrap();
    for index in [named.to_owned(), format!("{named}/.jianbao")] {
        let counted = jianbao(elsewhere.path(), &["--index", &index, "query", "疫情", "--count"]).success();
        assert_eq!(stdout(&counted), "2\n");
    }
    std::fs::write(folder.path().join("b.jsonl"), "{\"title\": \"雨后\"}\n").unwrap();
    jianbao(folder.path(), &["--index", named, "index", "b.jsonl"]).success();
    assert_eq!(stdout(&jianbao(folder.path(), &["query", "雨后", "--count"]).success()), "1\n");
}

#[test]
fn days_are_written_as_in_a_query() {
    let folder = folder();
    for (arguments, expected) in [
        (&["--from", "2024-02"][..], "3 4 5 6"),
        (&["--from", "2024年2月", "--to", "2024"], "3 4 5"),
        (&["--to", "2023"], "1"),
        (&["--from", "去年", "--to", "去年", "--today", "2025-05-01"], "2 3 4 5"),
        (&["日期:今年", "--today", "2025-05-01"], "6"),
        (&["日期:近7天", "--today", "2024-02-05"], "3 4"),
    ] {
        let all = [&["query", "*"], arguments].concat();
        let all = if arguments[0].starts_with('日') { [&["query"], arguments].concat() } else { all };
        assert_eq!(ids(folder.path(), &all), expected, "{arguments:?}");
    }
    let turned = ["query", "*", "--from", "2024-03", "--to", "2024-02"];
    assert_eq!(ids(folder.path(), &turned), "3 4 5");
    let said = stderr(&jianbao(folder.path(), &turned).success());
    assert!(said.contains("--from is later than --to: read as 2024-02-01 to 2024-03-31"), "{said}");
    let clipped = ["clip", "*", "--from", "2025", "--out", "a.md"];
    assert!(stderr(&jianbao(folder.path(), &clipped).success()).contains("1 article clipped"));
    let removed = ["remove", "--query", "日期:今年", "--today", "2025-05-01", "--dry-run"];
    assert!(stdout(&jianbao(folder.path(), &removed).success()).starts_with("6\t"));
    let explained = ["explain", "日期:今年", "--today", "2025-05-01", "--json"];
    let explained = stdout(&jianbao(folder.path(), &explained).success());
    assert_eq!(serde_json::from_str::<serde_json::Value>(&explained).unwrap()["total"], 1);
}

#[test]
fn values_are_refused_in_both_languages() {
    let folder = folder();
    for (arguments, english, chinese) in [
        (&["--limit", "abc"][..], "not a whole number", "要写非负整数"),
        (&["--limit", "99999999999999999999999"], "the number is too large", "数值过大"),
        (&["--recency", "0"], "it must be 1 or more", "至少为 1"),
        (&["--from", "2020-13-01"], "not a date", "不是日期"),
        (&["--today", "2020"], "--today 2020: not one day", "--today 2020：不是某一天"),
        (&["--facet", "天气"], "the index has no field 天气 of its own", "索引没有自定义字段“天气”"),
        (&["--facet", "sorce"], "did you mean source?", "是不是 source？"),
        (
            &["--sort", "dat"],
            "dat is none of relevance, date, date-asc",
            "不是 relevance、date、date-asc 之一",
        ),
        (&["--timeout", "soon"], "a time has a number and a unit", "时限要写数字和单位"),
        (&["--width", "x"], "not a whole number", "要写非负整数"),
    ] {
        for (language, expected) in [("en", english), ("zh", chinese)] {
            let all = [&["--lang", language, "query", "疫情"], arguments].concat();
            let said = stderr(&jianbao(folder.path(), &all).code(2));
            assert!(said.contains(expected), "{arguments:?}: {said}");
            let is_english = said.contains("invalid digit") || said.contains("not in");
            assert!(!is_english, "{said}");
        }
    }
}

#[test]
fn facets_have_names_in_chinese_an_order_in_time_and_counts_beside_the_count() {
    let folder = folder();
    let run = |more: &[&str]| stdout(&jianbao(folder.path(), &[&["query", "*"], more].concat()).success());
    let years = run(&["-n", "0", "--facet", "年"]);
    assert_eq!(years, run(&["-n", "0", "--facet", "year"]));
    let names: Vec<&str> = years.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["2023", "2024", "2025"]);
    let months = run(&["-n", "0", "--facet", "月", "--facet-values", "2"]);
    assert!(
        months.contains("… 3 more") && months.contains("2025-01") && !months.contains("2023-12"),
        "{months}"
    );
    let counted = run(&["--count", "--facet", "来源", "--facet", "year"]);
    assert!(counted.starts_with("6\n\nsource\n    none\n\nyear\n    2023  1  "), "{counted}");
    assert_eq!(run(&["--count", "--histogram", "年"]).lines().count(), 5);
    let json = run(&["--format", "json", "--facet", "month"]);
    let response: serde_json::Value = serde_json::from_str(&json).unwrap();
    let months: Vec<&str> = response["facets"][0]["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["value"].as_str().unwrap())
        .collect();
    assert_eq!(months, ["2023-12", "2024-01", "2024-02", "2024-03", "2025-01"]);
}

#[test]
fn numbers_of_one_are_singular() {
    let folder = indexed();
    std::fs::write(folder.path().join("one.jsonl"), "{\"title\": \"雨后\"}\n").unwrap();
    let said = stderr(&jianbao(folder.path(), &["index", "one.jsonl"]).success());
    assert!(said.contains("1 article from 1 file,"), "{said}");
    let said = stderr(&jianbao(folder.path(), &["remove", "jc-20240320-07"]).success());
    assert!(said.contains("1 article removed"), "{said}");
}

#[test]
fn index_without_a_path_says_what_it_takes_and_a_rebuild_what_it_did() {
    let folder = folder();
    let said = stderr(&jianbao(folder.path(), &["index"]).code(2));
    assert!(said.contains("`jianbao index .` indexes this folder") && said.contains("--prune"), "{said}");
    let said = stderr(&jianbao(folder.path(), &["--lang", "zh", "index"]).code(2));
    assert!(said.contains("`jianbao index .` 为当前目录建索引"), "{said}");
    let said = stderr(&jianbao(folder.path(), &["index", "--rebuild"]).success());
    assert!(said.contains("rebuilt from 6 articles in the index") && !said.contains("0 articles"), "{said}");
}

#[test]
fn a_broken_list_of_json_is_told_without_contradiction() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), "[1,2").unwrap();
    let said = stderr(&jianbao(folder.path(), &["articles", "a.json"]).code(2));
    assert!(said.contains("line 1, column 4, behind 2 values: the file ends inside a value"), "{said}");
    let said = stderr(&jianbao(folder.path(), &["--lang", "zh", "articles", "a.json"]).code(2));
    assert!(
        said.contains("第 1 行第 4 列不是 JSON（之前有 2 个值）：文件没有写完") && !said.contains("EOF"),
        "{said}"
    );
}

#[test]
fn notes_of_one_kind_are_one_line_with_their_number() {
    let folder = folder();
    std::fs::copy(folder.path().join("a.jsonl"), folder.path().join("b.jsonl")).unwrap();
    let said = stderr(&jianbao(folder.path(), &["index", "b.jsonl"]).success());
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("the one from")).collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].contains("the article 1 replaces the one from a.jsonl"), "{said}");
    assert!(lines[1].contains("5 more like this: "), "{said}");
    // Of another kind, and of another file: lines of their own.
    for name in ["c.jsonl", "d.jsonl"] {
        std::fs::write(folder.path().join(name), "{\"title\":\"雨后\",\"date\":\"某日\"}\n".repeat(3))
            .unwrap();
    }
    let said = stderr(&jianbao(folder.path(), &["index", "c.jsonl", "d.jsonl"]).success());
    for name in ["c.jsonl", "d.jsonl"] {
        assert!(said.contains(&format!("2 more like this: {name}:1: ")), "{said}");
    }
}

#[test]
fn a_mistyped_field_is_told_with_the_one_that_may_be_meant() {
    let folder = folder();
    for (query, english, chinese) in [
        ("标提:疫情", "标提 is no field, 标题 is", "没有“标提”这个字段"),
        ("titel:疫情", "titel is no field, title is", "没有“titel”这个字段"),
    ] {
        let said = stderr(&jianbao(folder.path(), &["query", query]));
        assert!(said.contains(english), "{said}");
        let said = stderr(&jianbao(folder.path(), &["--lang", "zh", "query", query]));
        assert!(said.contains(chinese), "{said}");
    }
    for query in ["标题:疫情", "http://example.org", "10:30"] {
        let said = stderr(&jianbao(folder.path(), &["query", query]));
        assert!(!said.contains("is no field"), "{said}");
    }
    assert_eq!(ids(folder.path(), &["query", "日期:2024上半年"]), "2 3 4 5");
}

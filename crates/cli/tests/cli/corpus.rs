//! Corpus views: their lines compared with a count in the files, their formats, and the page of a trend.

use super::{jianbao, sample_news, stderr, stdout};

fn run(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let news = sample_news();
    jianbao(&std::env::temp_dir(), &[arguments, &["--in", news.to_str().unwrap()]].concat())
}

#[test]
fn a_concordance_has_a_line_for_each_place_in_every_format() {
    let lines = stdout(&run(&["corpus", "kwic", "“夜场”"]).success());
    let text: String = ["reports.jsonl", "江城工报-2024-05-08-第3版.txt"]
        .map(|name| std::fs::read_to_string(sample_news().join(name)).unwrap())
        .concat();
    assert_eq!(lines.lines().count(), text.matches("夜场").count());
    assert!(lines.lines().all(|line| line.contains("【夜场】")), "{lines}");
    let json = stdout(&run(&["corpus", "kwic", "“夜场”", "--format", "jsonl"]).success());
    for line in json.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["key"], "夜场");
        assert!(line["id"].is_string() && line["paragraph"].is_u64() && line["offset"].is_u64());
    }
    let table = stdout(&run(&["corpus", "kwic", "“夜场”", "--format", "csv", "--sort", "date"]).success());
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.unwrap()).collect();
    assert!(rows.iter().map(|row| row[1].to_owned()).is_sorted(), "{table}");
    assert!(rows.len() == lines.lines().count() && rows.iter().all(|row| &row[7] == "夜场"), "{table}");
    let groups = stdout(&run(&["corpus", "kwic", "“夜场”", "--group", "left1"]).success());
    let counted: usize =
        groups.lines().map(|line| line.split_whitespace().next().unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(counted, lines.lines().count());
    assert_eq!(stdout(&run(&["corpus", "kwic", "“夜场”", "--sample", "2"]).success()).lines().count(), 2);
    run(&["corpus", "kwic", "“没有这句话”"]).code(1);
    let refused = run(&["corpus", "kwic", "日期:2024"]).code(2);
    assert!(stderr(&refused).contains("no text whose places"), "{}", stderr(&refused));
    let refused = run(&["corpus", "kwic", "夜场", "--sort", "middle"]).code(2);
    assert!(stderr(&refused).contains("left1"), "{}", stderr(&refused));
}

/// The lines of a command as JSON values.
fn json_lines(arguments: &[&str]) -> Vec<serde_json::Value> {
    let printed = stdout(&run(&[arguments, &["--format", "jsonl"]].concat()).success());
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A table, its header first.
fn table(arguments: &[&str]) -> Vec<csv::StringRecord> {
    let printed = stdout(&run(&[arguments, &["--format", "csv"]].concat()).success());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(printed.as_bytes());
    reader.records().map(|row| row.unwrap()).collect()
}

#[test]
fn each_collocate_has_the_command_that_shows_its_lines() {
    for span in [&["-C", "6"][..], &["--within", "sentence"], &["--within", "article"]] {
        let arguments = [&["corpus", "collocates", "图书馆", "--min-count", "2"], span].concat();
        let rows = json_lines(&arguments);
        assert!(!rows.is_empty());
        for row in &rows {
            let command = row["lines"].as_str().unwrap();
            let words: Vec<&str> = command.split(' ').skip(1).collect();
            let lines = stdout(&jianbao(&std::env::temp_dir(), &words).success());
            let word = row["word"].as_str().unwrap();
            let articles = stdout(
                &jianbao(&std::env::temp_dir(), &[&words[..], &["--format", "csv"]].concat()).success(),
            );
            let ids: std::collections::BTreeSet<&str> =
                articles.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
            assert!(ids.len() as u64 >= row["articles"].as_u64().unwrap(), "{word}: {command}: {lines}");
        }
        let table = table(&arguments);
        assert_eq!(&table[0][0], "word");
        assert_eq!(table.len(), rows.len() + 1);
        let said = stdout(&run(&arguments).success());
        assert_eq!(said.lines().count(), rows.len() + 3, "heading, names, rows, command: {said}");
    }
    let news = sample_news();
    let negated = ["--in", news.to_str().unwrap(), "--format", "csv", "--", "-春茶 图书馆"];
    let printed = stdout(
        &jianbao(&std::env::temp_dir(), &[&["corpus", "collocates"], &negated[..]].concat()).success(),
    );
    assert!(printed.lines().nth(1).unwrap().ends_with(" -- '-春茶 图书馆'"), "{printed}");
    let said = stderr(&run(&["corpus", "collocates", "图书馆", "--keep", "numbers"]));
    assert!(said.contains("left out: stop words, punctuation"), "{said}");
    let refused = run(&["corpus", "collocates", "日期:2024"]).code(2);
    assert!(stderr(&refused).contains("no text whose places"), "{}", stderr(&refused));
}

#[test]
fn frequency_lists_count_words_sequences_and_classes_that_are_asked_for() {
    let rows = json_lines(&["corpus", "words", "-n", "100000"]);
    let of = |text: &str| rows.iter().find(|row| row["text"] == text).cloned();
    let lines = stdout(&run(&["corpus", "kwic", "“图书馆”"]).success());
    assert_eq!(of("图书馆").unwrap()["count"], lines.lines().count() as u64);
    assert!(of("的").is_none() && of("2024").is_none());
    let all = table(&["corpus", "words", "--keep", "stop-words,numbers,signs", "-n", "100000"]);
    assert_eq!(all[0], ["text", "words", "count", "per_million", "articles", "share"][..]);
    assert!(["的", ","].iter().all(|text| all.iter().any(|row| &row[0] == *text)));
    let pairs = table(&["corpus", "words", "图书馆", "--ngram", "2..3", "--sort", "articles"]);
    assert!(pairs[1..].iter().all(|row| (2..=3).contains(&row[1].split(' ').count())), "{pairs:?}");
    let articles: Vec<u64> = pairs[1..].iter().map(|row| row[4].parse().unwrap()).collect();
    assert!(articles.is_sorted_by(|a, b| a >= b) && !articles.is_empty());
    let said = stderr(&run(&["corpus", "words", "-n", "3"]).success());
    assert!(said.contains("3 of "), "{said}");
    for (lengths, expected) in
        [("7", "the lengths are 1 to 6"), ("3..2", "the lengths are 1 to 6"), ("甲", "2..6")]
    {
        let refused = run(&["corpus", "words", "--ngram", lengths]).code(2);
        assert!(stderr(&refused).contains(expected), "{}", stderr(&refused));
    }
    run(&["corpus", "words", "没有这个词的文章"]).code(1);
}

#[test]
fn new_words_are_a_dictionary_that_index_takes() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    let at = |arguments: &[&str]| jianbao(folder.path(), arguments);
    at(&["index", news.to_str().unwrap()]).success();
    let new = ["corpus", "words", "--new", "--min-count", "3", "--min-articles", "2"];
    let printed = stdout(&at(&[&new[..], &["--format", "jsonl"]].concat()).success());
    let rows: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| {
        let of_kind = rows.iter().filter(|row| row["kind"] == kind);
        of_kind.map(|row| row["word"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(
        of("word").contains(&"充电桩".to_owned()) && of("name").contains(&"陆知行".to_owned()),
        "{printed}"
    );
    for row in &rows {
        let word = row["word"].as_str().unwrap();
        let lines = row["lines"].as_array().unwrap();
        assert_eq!(lines.len() as u64, row["articles"].as_u64().unwrap().min(3), "{row}");
        assert!(lines.iter().all(|line| line.as_str().unwrap().contains(&format!("【{word}】"))), "{row}");
    }
    at(&[&new[..], &["--as-dict", "words.txt"]].concat()).success();
    let words = std::fs::read_to_string(folder.path().join("words.txt")).unwrap();
    assert!(words.contains("充电桩\n") && words.contains("陆知行 nr\n"), "{words}");
    at(&[&new[..], &["--as-dict", "words.txt"]].concat()).code(2);
    at(&[&new[..], &["--as-dict", "words.txt", "--force"]].concat()).success();
    at(&["index", news.to_str().unwrap(), "--dict", "words.txt", "--strict-dict", "--rebuild"]).success();
    // They are words now, so none is new, and each is counted.
    at(&new).code(1);
    let list = stdout(&at(&["corpus", "words", "-n", "100000", "--format", "csv"]).success());
    for row in &rows {
        let row = format!("{0},{0},{1},", row["word"].as_str().unwrap(), row["count"]);
        assert!(list.contains(&row), "{row}: {list}");
    }
}

#[test]
fn keywords_of_one_part_are_the_lesser_words_of_the_other() {
    let arguments = [
        "corpus",
        "compare",
        "来源:江城日报",
        "--with",
        "来源:江城工报",
        "--min-count",
        "2",
        "--min-articles",
        "1",
    ];
    let more = table(&arguments);
    let less = table(
        &[&["corpus", "compare", "来源:江城工报", "--with", "来源:江城日报", "--less"], &arguments[5..]]
            .concat(),
    );
    let words =
        |rows: &[csv::StringRecord]| rows[1..].iter().map(|row| row[0].to_owned()).collect::<Vec<_>>();
    assert_eq!(words(&more), words(&less));
    assert!(more.len() > 2, "{more:?}");
    let rest = json_lines(&["corpus", "compare", "图书馆", "--rest"]);
    assert_eq!(rest[0]["word"], "图书馆");
    assert_eq!(rest[0]["other_count"], 0);
    let said = stderr(&run(&["corpus", "compare", "图书馆", "--with", "夜场"]));
    assert!(said.contains("of both parts counted in the first only"), "{said}");
    run(&["corpus", "compare", "图书馆"]).code(2);
}

#[test]
fn a_trend_is_printed_and_drawn_without_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let news = sample_news();
    let run = |more: &[&str]| {
        let arguments = ["corpus", "trend", "图书馆", "<b>职工</b>", "--in", news.to_str().unwrap()];
        jianbao(folder.path(), &[&arguments, more].concat())
    };
    let table = stdout(&run(&["--format", "csv", "--period", "year"]).success());
    let year = table.lines().find(|line| line.starts_with("图书馆,,2024,")).unwrap();
    assert!(year.starts_with("图书馆,,2024,5,12,"), "{table}");
    run(&["--out", "trend.html"]).success();
    let page = std::fs::read_to_string(folder.path().join("trend.html")).unwrap();
    assert_eq!(page.matches("<polyline").count(), 2);
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("&lt;b&gt;"), "{page}");
    run(&["--out", "trend.html"]).code(2);
    run(&["--out", "trend.html", "--force"]).success();
    let many = vec!["夜场"; 11];
    let refused =
        jianbao(folder.path(), &[&["corpus", "trend", "--in", news.to_str().unwrap()][..], &many].concat());
    assert!(stderr(&refused.code(2)).contains("the maximum is 10"));
}

#[test]
fn a_sentence_is_checked_and_the_closest_passage_is_shown() {
    let stands = "从本周五起，江城市图书馆试行“图书馆夜场”";
    let said = stdout(&run(&["check", stands]).success());
    assert!(said.starts_with("in 1 article\n"), "{said}");
    let said = stdout(&run(&["check", "从本周六起，江城市图书馆试行“图书馆夜场”"]).code(1));
    assert!(
        said.contains("not in the index") && said.contains("本周[五]起") && said.contains("本周[六]起"),
        "{said}"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("claims.txt"), format!("{stands}。没有这句话。\n")).unwrap();
    let claims = folder.path().join("claims.txt");
    let json = stdout(&run(&["check", "--file", claims.to_str().unwrap(), "--format", "jsonl"]).code(1));
    let verdicts: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), 2);
    assert_eq!(verdicts[1]["articles"], 0);
}

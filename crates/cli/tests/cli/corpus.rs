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

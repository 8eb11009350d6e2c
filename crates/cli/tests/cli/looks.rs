//! Output for people, at forty, eighty and a hundred and twenty columns: columns stay aligned with Chinese text and figures.

use unicode_width::UnicodeWidthStr;

use super::{indexed, jianbao, stderr, stdout};

/// The output of a command at a number of columns, without the index's own place and times.
fn capture(arguments: &[&str], columns: usize) -> String {
    let folder = indexed();
    let width = columns.to_string();
    let printed = stdout(&jianbao(folder.path(), &[arguments, &["--width", &width]].concat()));
    for line in printed.lines() {
        assert!(line.width() <= columns, "{columns} columns: {line}");
    }
    printed
}

/// The column at which the last run of digits or bars of each line begins or ends.
fn columns_of(printed: &str, find: impl Fn(&str) -> Option<usize>) -> Vec<usize> {
    printed.lines().filter_map(|line| find(line).map(|at_byte| line[..at_byte].width())).collect()
}

#[test]
fn hits_at_80_columns() {
    insta::assert_snapshot!(capture(&["query", "职工 技能大赛", "-n", "4"], 80));
}

#[test]
fn hits_at_120_columns() {
    insta::assert_snapshot!(capture(&["query", "职工 技能大赛", "-n", "4"], 120));
}

#[test]
fn counts_stand_in_columns_whatever_the_width_of_their_names() {
    for columns in [80, 120] {
        let arguments = ["query", "图书馆 或 台风", "-n", "0", "--facet", "reporter", "--facet", "source"];
        let printed = capture(&arguments, columns);
        let bars = columns_of(&printed, |line| line.find('█'));
        assert!(bars.len() > 4, "{printed}");
        let by_facet: Vec<Vec<usize>> =
            printed.split("\n\n").map(|facet| columns_of(facet, |line| line.find('█'))).collect();
        for bars in by_facet {
            assert!(bars.windows(2).all(|pair| pair[0] == pair[1]), "{bars:?}: {printed}");
        }
        insta::assert_snapshot!(format!("facets_at_{columns}_columns"), printed);
    }
}

#[test]
fn a_histogram_shows_the_months_between() {
    for columns in [80, 120] {
        let printed =
            capture(&["query", "图书馆 或 台风 或 职工", "-n", "0", "--histogram", "month"], columns);
        let bars = columns_of(&printed, |line| line.find('█'));
        assert!(bars.windows(2).all(|pair| pair[0] == pair[1]), "{bars:?}: {printed}");
        insta::assert_snapshot!(format!("histogram_at_{columns}_columns"), printed);
    }
}

#[test]
fn explanations_in_both_languages() {
    for columns in [80, 120] {
        let arguments = ["explain", "图书馆 夜场 -台风", "--id", "jc-20240412-01"];
        insta::assert_snapshot!(format!("explain_at_{columns}_columns"), capture(&arguments, columns));
        let chinese = [&arguments[..], &["--lang", "zh"]].concat();
        insta::assert_snapshot!(
            format!("explain_at_{columns}_columns_in_chinese"),
            capture(&chinese, columns)
        );
    }
}

#[test]
fn no_line_of_a_narrow_screen_is_longer_than_the_screen() {
    let moved = "全省职工技能大赛在省城开幕，江城代表队拿下9枚金牌";
    for language in ["en", "zh"] {
        for arguments in [
            &["tokens", moved][..],
            &["check", moved],
            &["check", "江城代表队拿下7枚金牌，列团体第二"],
            &["explain", "1.3万人 “技能大赛” 记者:方晓棠 来源:江城日报", "--id", "jc-20241102-06"],
            &["query", "量子力学 技能大赛"],
            &["query", "职工", "--facet", "source", "--histogram", "month", "--paths"],
            &["show", "jc-20241102-06"],
        ] {
            capture(&[arguments, &["--lang", language]].concat(), 40);
        }
    }
}

#[test]
fn explanations_of_a_page_fit_the_width_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let page = "城东新添三座充电站\n\n可同时为60辆车充电\n\n本报讯（记者林小满 通讯员高远）昨天，城东三座充电站投入使用。\n\n\
                老街的灯\n\n本报记者 沈一舟\n\n傍晚六点，老街亮灯，四十个摊位摆到桥头，卖的多是本地吃食。\n";
    let html = "<html><head><title>老街的灯_江城新闻网</title><meta property=\"og:title\" content=\"老街的灯\">\
                <meta name=\"author\" content=\"沈一舟\"></head><body><h1>老街的灯</h1><p>2024-05-08 来源：江城晚报</p>\
                <p>傍晚六点，老街亮灯，四十个摊位摆到桥头，卖的多是本地吃食，街坊们等了半年。</p></body></html>";
    std::fs::write(folder.path().join("page.txt"), page).unwrap();
    std::fs::write(folder.path().join("page.html"), html).unwrap();
    for columns in ["40", "80", "120"] {
        for language in ["en", "zh"] {
            for file in ["page.txt", "page.html"] {
                let arguments = ["articles", "--explain", file, "--width", columns, "--lang", language];
                let printed = stdout(&jianbao(folder.path(), &arguments).success());
                assert!(printed.contains("沈一舟"), "{printed}");
                for line in printed.lines() {
                    assert!(line.width() <= columns.parse().unwrap(), "{columns}: {line}\n{printed}");
                }
            }
        }
    }
}

#[test]
fn a_query_that_finds_nothing_says_how_it_was_read_and_what_each_part_finds() {
    let folder = indexed();
    let run = jianbao(folder.path(), &["query", "图书馆 量子力学", "--match", "all"]).code(1);
    let said = stderr(&run);
    assert!(said.contains("read as: 图书馆 量子力学"), "{said}");
    assert!(said.contains("  6  图书馆") && said.contains("  0  量子力学"), "{said}");
}

#[test]
fn hits_as_markdown_and_as_a_table_hold_what_text_holds() {
    let folder = indexed();
    let run = |format: &str| {
        stdout(&jianbao(folder.path(), &["query", "图书馆 夜场", "-n", "2", "--format", format]).success())
    };
    let markdown = run("markdown");
    assert!(markdown.starts_with("1. **<mark>图书馆夜场</mark>"), "{markdown}");
    assert!(markdown.contains("\n2. **"), "{markdown}");
    let table = run("csv");
    let mut rows = table.lines();
    assert_eq!(
        rows.next(),
        Some("id,date,source,section,page,place,reporters,title,snippet,missing,score,url,time,path")
    );
    assert!(rows.next().is_some_and(|row| row.starts_with("jc-20240412-01,2024-04-12,江城日报,")), "{table}");
}

#[test]
fn a_table_holds_no_formulas_and_says_that_it_is_utf_8_where_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = ["=1+1", "+SUM(1)", "-2+3", "@x", "\\t=1", "雨后"]
        .iter()
        .map(|value| format!("{{\"id\":\"{value}\",\"title\":\"{value} 图书馆\",\"source\":\"{value}\"}}\n"))
        .collect();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let query =
        |more: &[&str]| jianbao(folder.path(), &[&["query", "图书馆", "--in", "a.jsonl"][..], more].concat());
    let run = query(&["--format", "csv", "--bom"]).success();
    let table = stdout(&run);
    let rows = table.strip_prefix('\u{feff}').unwrap().lines().skip(1).collect::<Vec<_>>();
    assert_eq!(rows.len(), 6);
    let begins_formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t']);
    assert!(!rows.iter().any(|row| row.split(',').any(begins_formula)), "{table}");
    assert!(rows.iter().any(|row| row.starts_with("'=1+1,")), "{table}");
    assert!(rows.iter().any(|row| row.starts_with("雨后,")), "{table}");
    assert!(!stdout(&query(&["--format", "csv"]).success()).starts_with('\u{feff}'));
    let refused = query(&["--bom"]).code(2);
    assert!(stderr(&refused).contains("--bom goes with --format csv"), "{}", stderr(&refused));
}

#[test]
fn limits_beside_the_data_are_lowered_and_not_raised() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jianbao.toml");
    std::fs::write(folder.path().join("a.txt"), "雨后\n街上的人又多了起来。\n").unwrap();
    std::fs::write(&file, "[limits]\nunpacked_ratio = 1000000000\nlayers = 3\n").unwrap();
    let run = jianbao(folder.path(), &["articles", "a.txt"]).success();
    assert!(
        stderr(&run).contains("unpacked_ratio can only be lowered there; 200 applies"),
        "{}",
        stderr(&run)
    );
    assert!(!stderr(&run).contains("layers"), "{}", stderr(&run));
}

//! The pager, and the footer of a page of hits.

use super::skipping::skip;
use super::terminal::on_terminal;
use super::{indexed, jianbao, stderr, stdout};

#[test]
fn the_footer_names_the_next_page_and_its_end() {
    let folder = indexed();
    let run = |more: &[&str]| stderr(&jianbao(folder.path(), &[&["query", "*"], more].concat()));
    assert!(run(&[]).contains("33 articles") && run(&[]).contains("next page: --offset 10"), "{}", run(&[]));
    assert!(run(&["--offset", "10"]).contains("--offset 20"));
    let last = run(&["--offset", "30"]);
    assert!(last.contains("33 articles") && !last.contains("--offset"), "{last}");
    let behind = run(&["--offset", "1000"]);
    assert!(behind.contains("none from number 1001 on"), "{behind}");
    assert!(!run(&["-n", "0"]).contains("--offset"));
    let chinese = run(&["--lang", "zh"]);
    assert!(chinese.contains("下一页：--offset 10"), "{chinese}");
    assert!(run(&["--lang", "zh", "--offset", "1000"]).contains("从第 1001 篇起没有更多结果"));
}

#[test]
fn where_nothing_holds_all_each_word_is_counted() {
    let folder = indexed();
    // Articles with some of the words fill the page.
    let run = jianbao(folder.path(), &["query", "图书馆 量子力学"]).success();
    assert!(!stdout(&run).is_empty());
    let said = stderr(&run);
    for expected in ["no article has all of it", "  6  图书馆", "  0  量子力学"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn messages_are_written_in_whole_lines() {
    let folder = indexed();
    let program = assert_cmd::cargo::cargo_bin("jianbao");
    let line = format!("'{}' query 台风 2>&1 | cat", program.display());
    let run = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder.path())
        .env_remove("JIANBAO_INDEX")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let printed = String::from_utf8(run.stdout).unwrap();
    let footer = printed.lines().find(|line| line.contains(" articles")).unwrap();
    assert!(footer.starts_with(|c: char| c.is_ascii_digit()) && footer.ends_with(" ms"), "{footer}");
    assert_eq!(printed.lines().next_back(), Some(footer));
}

#[test]
fn results_go_through_the_pager_on_a_terminal() {
    let folder = indexed();
    let run = |variables: &[(&str, &str)], line: &str| on_terminal(folder.path(), 80, variables, line, "");
    let marked = "sed 's/^/P /'";
    let Some((paged, code)) = run(&[("PAGER", marked)], "query 台风 --color never") else {
        skip("programs", "script of util-linux is not installed");
        return;
    };
    assert_eq!(code, 0);
    assert!(paged.contains("P 1.  ") && paged.lines().all(|line| line.starts_with("P ")), "{paged}");
    // The footer too, which would be written over the pager's screen otherwise.
    assert!(paged.lines().any(|line| line.contains(" articles")), "{paged}");
    let (nothing, code) = run(&[("PAGER", marked)], "query 没有的词 --match all").unwrap();
    assert!(nothing.contains("P no article has all of it"), "{nothing}");
    assert_eq!(code, 1);
    let own = run(&[("PAGER", "false"), ("JIANBAO_PAGER", marked)], "show jc-20240320-07").unwrap().0;
    assert!(own.lines().all(|line| line.starts_with("P ")), "{own}");
    for (variables, line) in [
        (&[("PAGER", marked)][..], "query 台风 --pager never"),
        (&[("PAGER", marked)], "query 台风 --count"),
        (&[("PAGER", marked)], "stats"),
        (&[("PAGER", marked), ("TERM", "dumb")], "query 台风"),
        (&[("PAGER", "cat")], "query 台风"),
        (&[("PAGER", "")], "query 台风"),
    ] {
        let printed = run(variables, line).unwrap().0;
        assert!(!printed.contains("P ") && !printed.is_empty(), "{line}: {printed}");
    }
    let (missing, code) = run(&[("PAGER", "no-such-pager")], "query 台风 --color never").unwrap();
    assert!(missing.contains("there is no pager no-such-pager") && missing.contains("1.  "), "{missing}");
    assert_eq!(code, 0);
    // A pager that is left early is no failure.
    let (left, code) = run(&[("PAGER", "sed 1q")], "export").unwrap();
    assert_eq!((left.lines().count(), code), (1, 0), "{left}");
    // Elsewhere there is none, whatever the variables say.
    assert!(!stdout(&jianbao(folder.path(), &["query", "台风"]).success()).contains("P "));
}

#[test]
fn less_keeps_colours_and_ends_by_itself_where_all_fits() {
    let folder = indexed();
    if std::process::Command::new("less").arg("--version").output().is_err() {
        skip("programs", "less is not installed");
        return;
    }
    let Some((printed, code)) = on_terminal(folder.path(), 80, &[("PAGER", "less")], "query 台风 -n 1", "")
    else {
        skip("programs", "script of util-linux is not installed");
        return;
    };
    assert_eq!(code, 0);
    assert!(
        printed.contains("\u{1b}[1m") && printed.contains("台风") && printed.contains(" articles"),
        "{printed}"
    );
}

#[test]
fn a_bold_headline_stays_bold_behind_a_match_and_a_terminal_has_colours_in_place_of_brackets() {
    let folder = indexed();
    let printed =
        stdout(&jianbao(folder.path(), &["query", "职工技能大赛", "-n", "1", "--color", "always"]).success());
    let headline = printed.lines().next().unwrap();
    let after = headline.rsplit("职工技能大赛").next().unwrap();
    assert!(after.starts_with("\u{1b}[0m\u{1b}[1m"), "{headline:?}");
}

#[test]
fn brackets_of_a_headline_are_told_from_those_around_a_match() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"id\":\"1\",\"title\":\"【新闻特写】图书馆开放夜场\",\"body\":\"图书馆里。\"}\n\
                 {\"id\":\"2\",\"title\":\"【〖图书馆〗】\"}\n";
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let printed = stdout(&jianbao(folder.path(), &["query", "图书馆", "--in", "a.jsonl"]).success());
    for expected in ["【新闻特写】〖图书馆〗开放夜场", "【图书馆】里。", "【〖⟦图书馆⟧〗】"]
    {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
}

#[test]
fn messages_end_at_the_width_of_the_terminal_and_long_queries_are_cut() {
    let folder = indexed();
    let long = format!("{}(春茶", "图书馆 ".repeat(300));
    let said = stderr(&jianbao(folder.path(), &["query", &long, "--count", "--width", "60"]));
    let note: Vec<&str> = said.lines().collect();
    assert!(note.len() >= 3 && said.contains("^"), "{said}");
    for line in note {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 60, "{line}");
    }
    let lines: Vec<&str> = said.lines().collect();
    let place = lines.iter().position(|line| line.trim() == "^").unwrap();
    let (echoed, carets) = (lines[place - 1], lines[place]);
    let at_column = carets.find('^').unwrap();
    let before: String = echoed.chars().take_while(|&c| c != '(').collect();
    assert_eq!(unicode_width::UnicodeWidthStr::width(before.as_str()), at_column, "{said}");
    let without_terminal = stderr(&jianbao(folder.path(), &["query", &long, "--count"]));
    assert!(without_terminal.lines().all(|line| line.chars().count() <= 240), "{without_terminal}");
}

#[test]
fn the_time_of_a_search_in_files_is_that_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..20_000)
        .map(|n| format!("{{\"title\":\"第{n}期图书馆夜场\",\"body\":\"图书馆里的灯亮到晚上十点半，读者说下班后有了去处。\"}}\n"))
        .collect();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let began = std::time::Instant::now();
    let arguments = ["query", "图书馆", "--in", "a.jsonl", "-n", "1", "--reprints", "show"];
    let said = stderr(&jianbao(folder.path(), &arguments).success());
    let took = began.elapsed().as_secs_f64();
    let time = said.split("20000 articles, ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    let (number, unit) = time.trim().split_once(' ').unwrap();
    let told = number.parse::<f64>().unwrap() * if unit == "ms" { 0.001 } else { 1.0 };
    // Starting and ending the process is not in it; the search alone takes a few milliseconds.
    assert!(told <= took + 0.1 && told > took / 4.0, "{told} of {took}: {said}");
}

#[test]
fn progress_names_the_phase_the_articles_and_the_time_left() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..60_000)
        .map(|n| format!("{{\"title\":\"第{n}期图书馆夜场\",\"body\":\"图书馆里的灯亮到晚上十点半，读者说下班后有了去处。\"}}\n"))
        .collect();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    for (line, phase) in [("index a.jsonl", "merging"), ("query 图书馆 --in a.jsonl -n 1", "reading")] {
        for columns in [40, 80] {
            let Some((printed, code)) = on_terminal(folder.path(), columns, &[], line, "") else {
                skip("programs", "script of util-linux is not installed");
                return;
            };
            assert_eq!(code, 0, "{printed}");
            assert!(printed.contains("MB"), "{printed}");
            if columns == 80 {
                for expected in [phase, "left, ", "MB/s, ", " articles, "] {
                    assert!(printed.contains(expected), "{line}: {expected}: {printed}");
                }
            }
            std::fs::remove_dir_all(folder.path().join(".jianbao")).ok();
        }
    }
}

#[test]
fn the_count_and_the_next_page_stand_below_lines_on_a_terminal_only() {
    let folder = indexed();
    let line = "query 图书馆 -n 2 --format line --pager never";
    let Some((screen, _)) = on_terminal(folder.path(), 120, &[], line, "") else {
        return skip("programs", "script of util-linux is not installed");
    };
    assert!(screen.contains("--offset 2"), "{screen}");
    let piped = jianbao(folder.path(), &["query", "图书馆", "-n", "2", "--format", "line"]).success();
    assert_eq!(stderr(&piped), "");
}

#[test]
fn a_wrong_argument_is_reported_in_lines_of_the_terminal() {
    let folder = indexed();
    for language in ["en", "zh"] {
        let line = format!("query 职工 --from 2025-13 --lang {language}");
        let Some((screen, status)) = on_terminal(folder.path(), 40, &[], &line, "") else {
            return skip("programs", "script of util-linux is not installed");
        };
        assert_eq!(status, 2, "{screen}");
        for line in screen.lines() {
            let line = anstream::adapter::strip_str(line).to_string();
            assert!(unicode_width::UnicodeWidthStr::width(line.as_str()) <= 40, "{line}: {screen}");
        }
    }
}

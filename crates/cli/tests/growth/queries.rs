//! Every part of the query language, on an index of a few hundred articles.

use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::case::{Case, Prepared};
use crate::dictionaries::han;

/// Articles in the index.
const ARTICLES: usize = 300;

/// An index of invented articles with many common characters, made once for all cases.
fn index() -> &'static Path {
    static INDEX: OnceLock<TempDir> = OnceLock::new();
    let folder = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let lines: String = (0..ARTICLES)
            .map(|number| {
                let body = "茶农的春茶是在雨前采下的，一到江城的市场，人们就来了。".repeat(8);
                format!("{{\"id\":\"{number}\",\"title\":\"春茶{0}\",\"body\":\"{body}第{number}批{0}a{number}\",\"date\":\"2024-05-08\",\"views\":{number}}}\n", han(number))
            })
            .collect();
        std::fs::write(folder.path().join("a.jsonl"), lines).expect("the folder takes it");
        make_index(folder.path(), &["index", "a.jsonl", "--field", "views:integer"]);
        folder
    });
    folder.path()
}

fn make_index(folder: &Path, arguments: &[&str]) {
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(arguments)
        .current_dir(folder)
        .stderr(std::process::Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the index of the cases is made");
}

fn of(name: &'static str, n: usize, max_n: usize, query: fn(usize) -> String) -> Case {
    with_options(name, n, max_n, query, |_| Vec::new())
}

fn with_options(
    name: &'static str,
    n: usize,
    max_n: usize,
    query: fn(usize) -> String,
    options: fn(usize) -> Vec<String>,
) -> Case {
    Case {
        name,
        n,
        max_n,
        memory_ratio: 4_000,
        prepare: Box::new(move |_, n| {
            let query = query(n);
            let bytes = query.len() as u64;
            let index = index().join(".jianbao");
            let mut arguments = vec!["query".to_owned(), "--index".to_owned(), index.display().to_string()];
            arguments.extend(options(n));
            arguments.extend(["--".to_owned(), query]);
            Prepared { arguments, bytes }
        }),
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        // A query has brackets 64 deep at most.
        of("query: brackets around function characters", 4, 16, |n| {
            format!("{}的 OR 是{}", "(".repeat(n), " 在 OR 了)".repeat(n))
        }),
        of("query: words", 50, 250, |n| (0..n).map(han).collect::<Vec<_>>().join(" ")),
        of("query: alternatives", 50, 250, |n| (0..n).map(han).collect::<Vec<_>>().join(" 或 ")),
        of("query: repeated word", 50, 250, |n| vec!["春茶"; n].join(" 或 ")),
        of("query: repeated beginning", 50, 250, |n| vec!["a*"; n].join(" 或 ")),
        of("query: numbers", 50, 250, |n| {
            (0..n).map(|number| format!("{}人", 10_000 + number)).collect::<Vec<_>>().join(" ")
        }),
        of("query: one string of numbers", 5, 40, |n| {
            (0..n).map(|number| format!("{}年", 1_990 + number)).collect()
        }),
        of("query: lone characters between words", 50, 250, |n| {
            (0..n).map(|number| format!("春茶{}", han(number))).collect()
        }),
        of("query: names over signs", 50, 250, |n| {
            (0..n).map(|number| format!("{}·茶农", han(number))).collect::<Vec<_>>().join(" ")
        }),
        of("query: stretches, in order or not", 4, 16, |n| {
            let stretches = ["江城人们", "春茶雨前", "茶农市场", "市场春茶"];
            stretches.iter().cycle().take(n).copied().collect::<Vec<_>>().join(" ")
        }),
        of("query: quotes", 50, 250, |n| {
            (0..n).map(|number| format!("“{}批”", han(number))).collect::<Vec<_>>().join(" 或 ")
        }),
        of("query: one string near itself", 2, 100, |n| format!("\"{}\"~1000", vec!["的"; n].join(" "))),
        // From here on the bound on the steps is reached.
        of("query: overlapping strings near", 16, 16, |n| {
            let strings = ["春茶", "茶", "春", "茶是", "春茶是", "是在", "在雨", "雨前"];
            format!("\"{}\"~100", strings.iter().cycle().take(n).copied().collect::<Vec<_>>().join(" "))
        }),
        of("query: negations", 50, 250, |n| {
            (0..n).map(|number| format!("-{}", han(number))).collect::<Vec<_>>().join(" ")
        }),
        of("query: long text", 100, 400, |n| "茶农的春茶是在雨前采下的，".repeat(n)),
        of("query: spellings", 10, 100, |n| {
            (0..n).map(|number| format!("abcd{number}~")).collect::<Vec<_>>().join(" 或 ")
        }),
        of("query: dates", 50, 250, |n| {
            (0..n).map(|number| format!("日期:{}", 1800 + number)).collect::<Vec<_>>().join(" 或 ")
        }),
        of("query: ranges of a field of one's own", 50, 250, |n| {
            (0..n).map(|number| format!("views:{number}..{}", number + 9)).collect::<Vec<_>>().join(" 或 ")
        }),
        with_options(
            "query: the same facet again",
            50,
            1_000,
            |_| "春茶".to_owned(),
            |n| std::iter::repeat_n(["--facet".to_owned(), "month".to_owned()], n).flatten().collect(),
        ),
        with_options(
            "query: an offset past the end",
            1_000_000,
            100_000_000,
            |_| "*".to_owned(),
            |n| vec!["--offset".to_owned(), n.to_string()],
        ),
        Case {
            name: "query: all articles, sorted, counted and collapsed by fields of one's own",
            n: 4_000,
            max_n: 4_000,
            memory_ratio: 60,
            prepare: Box::new(|folder, n| {
                let name = format!("{n}");
                let lines: String = (0..n)
                    .map(|number| {
                        let body: String = (0..12).map(|place| han(number * 31 + place * 7919)).collect();
                        let (views, tag) = (number * 7919 % n, number % (n / 4));
                        format!(
                            "{{\"id\":\"{number}\",\"title\":\"春茶\",\"body\":\"{body}\",\"views\":{views},\"tags\":[\"签{tag}\",\"尾{views}\"]}}\n"
                        )
                    })
                    .collect();
                let bytes = lines.len() as u64;
                std::fs::write(folder.join("a.jsonl"), lines).expect("the folder takes it");
                let fields = ["--field", "views:integer", "--field", "tags:keyword"];
                make_index(folder, &[&["--index", &name, "index", "a.jsonl"], &fields[..]].concat());
                let query = ["--index", &name, "query", "春茶", "--sort", "tags-asc", "--collapse", "tags"];
                let counts =
                    ["--facet", "tags", "--summary", "views", "--histogram", "views:10", "-n", "1000000"];
                let all = [&query[..], &counts[..], &["--format", "jsonl"]].concat();
                Prepared { arguments: all.into_iter().map(str::to_owned).collect(), bytes }
            }),
        },
        Case {
            name: "query: a list of all articles, folded",
            n: 4_000,
            max_n: 4_000,
            memory_ratio: 60,
            prepare: Box::new(|folder, n| {
                let name = format!("{n}");
                let lines: String = (0..n)
                    .map(|number| {
                        let body: String = (0..12).map(|place| han(number * 31 + place * 7919)).collect();
                        format!(
                            "{{\"id\":\"{number}\",\"title\":\"春茶{0}\",\"body\":\"{body}{0}\"}}\n",
                            han(number)
                        )
                    })
                    .collect();
                let bytes = lines.len() as u64;
                std::fs::write(folder.join("a.jsonl"), lines).expect("the folder takes it");
                make_index(folder, &["--index", &name, "index", "a.jsonl"]);
                let query =
                    ["--index", &name, "query", "--reprints", "fold", "--ids", "-n", "100000000", "*"];
                Prepared { arguments: query.map(str::to_owned).to_vec(), bytes }
            }),
        },
    ]
}

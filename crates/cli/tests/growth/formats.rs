//! Output formats: many articles, and one article with long values of characters that a format escapes.

use std::path::Path;

use crate::case::{Case, Prepared};

/// Maximum memory of writing for each byte of a file. A long value is held a few times, each sign of it as a macro.
const MEMORY_RATIO: u64 = 80;

const FORMATS: [(&str, &str, &str); 9] = [
    ("format text: articles", "format text: long values", "text"),
    ("format line: articles", "format line: long values", "line"),
    ("format json: articles", "format json: long values", "json"),
    ("format csv: articles", "format csv: long values", "csv"),
    ("format markdown: articles", "format markdown: long values", "markdown"),
    ("format gb7714: articles", "format gb7714: long values", "gb7714"),
    ("format ris: articles", "format ris: long values", "ris"),
    ("format bibtex: articles", "format bibtex: long values", "bibtex"),
    ("format apa: articles", "format apa: long values", "apa"),
];

pub(crate) fn cases() -> Vec<Case> {
    let of =
        |name: &'static str, format: &'static str, n: usize, max_n: usize, text: fn(usize) -> String| Case {
            name,
            n,
            max_n,
            memory_ratio: MEMORY_RATIO,
            prepare: Box::new(move |folder, n| written(folder, &text(n), format)),
        };
    FORMATS
        .iter()
        .flat_map(|&(articles, values, format)| {
            [of(articles, format, 2_000, 64_000, many), of(values, format, 20_000, 400_000, long)]
        })
        .collect()
}

fn written(folder: &Path, lines: &str, format: &str) -> Prepared {
    std::fs::write(folder.join("a.jsonl"), lines).expect("the folder takes it");
    let arguments = ["articles", "a.jsonl", "--format", format].map(str::to_owned).to_vec();
    Prepared { arguments, bytes: lines.len() as u64 }
}

fn many(n: usize) -> String {
    let article = |number: usize| {
        format!(
            "{{\"id\":\"{number}\",\"title\":\"春茶{{{number}}}\",\"body\":\"茶农赶在雨前采下第{number}批春茶。\",\"source\":\"江城日报\",\
             \"reporters\":[\"甲\",\"乙\"],\"date\":\"2024-05-08\",\"url\":\"https://example.org/{number}\"}}\n"
        )
    };
    (0..n).map(article).collect()
}

fn long(n: usize) -> String {
    let names: Vec<String> = (0..n / 20).map(|number| format!("\"甲{number}\"")).collect();
    let (title, body) = ("{\\\\}_=,".repeat(n / 10), "*[_]<|\\\\n".repeat(n / 10));
    format!(
        "{{\"id\":\"a\",\"title\":\"{title}\",\"body\":\"{body}\",\"reporters\":[{}]}}\n",
        names.join(",")
    )
}

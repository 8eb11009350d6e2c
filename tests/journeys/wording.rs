//! Wording of file openings, doc comments and documentation pages.

use std::fs;
use std::path::{Path, PathBuf};

/// Interrogatives, which open a question and not a description.
const OPENINGS: [&str; 4] = ["What", "Which", "Whether", "How"];

/// Phrases with a plainer word: "maximum", "number of".
const PHRASES: [&str; 1] = ["so many"];

/// Dated records, and the page about style itself.
const RECORDS: [&str; 3] = ["benches/record", "CHANGELOG.md", "CONTRIBUTING.md"];

/// The Rust files and Markdown pages of the workspace, by their paths below the root.
fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut waiting, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(path) = waiting.pop() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let below = path.strip_prefix(root).unwrap().to_owned();
        let is_record = RECORDS.iter().any(|record| below == Path::new(record));
        let is_foreign = path != root && (name.starts_with('.') || name == "target" || path.is_symlink());
        if is_record || is_foreign {
            continue;
        }
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            files.push((below, fs::read_to_string(&path).unwrap()));
        }
    }
    files
}

fn is_bad_opening(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    OPENINGS.contains(&first)
}

fn has_bad_phrase(text: &str) -> bool {
    let text = text.to_lowercase();
    PHRASES.iter().any(|phrase| text.contains(phrase))
}

/// The badly worded lines of Rust code, by number. With `exempts_help` the help is left out.
fn bad_comments(code: &str) -> Vec<usize> {
    let lines: Vec<&str> = code.lines().map(str::trim_start).collect();
    let is_comment = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("//"));
    let mark = |at: usize| ["//!", "///"].into_iter().find(|mark| lines[at].starts_with(mark));
    let is_bad = |at: &usize| {
        let opens = mark(*at).is_some_and(|mark| *at == 0 || !lines[at - 1].starts_with(mark));
        let text = lines[*at].trim_start_matches(['/', '!']).trim_start();
        is_comment(*at) && (has_bad_phrase(text) || opens && is_bad_opening(text))
    };
    (0..lines.len()).filter(is_bad).map(|at| at + 1).collect()
}

/// The badly worded lines of a page, by number. Openings are the headings and the first line below each.
fn bad_lines(page: &str) -> Vec<usize> {
    let (mut is_first, mut is_code, mut bad) = (true, false, Vec::new());
    for (number, line) in (1..).zip(page.lines()) {
        is_code ^= line.starts_with("```");
        let is_heading = !is_code && line.starts_with('#');
        let opens = is_heading || is_first && !is_code;
        if has_bad_phrase(line) || opens && is_bad_opening(line.trim_start_matches(['#', ' ', '*', '-'])) {
            bad.push(number);
        }
        is_first = is_heading || is_first && line.is_empty();
    }
    bad
}

#[test]
fn files_open_with_a_noun_and_numbers_are_named_plainly() {
    let files = files();
    let count =
        |extension: &str| files.iter().filter(|(path, _)| path.extension().unwrap() == extension).count();
    assert!(count("rs") > 150 && count("md") > 15, "{} files and {} pages", count("rs"), count("md"));
    let mut found = Vec::new();
    for (path, text) in &files {
        let is_page = path.extension().unwrap() == "md";
        let numbers = if is_page { bad_lines(text) } else { bad_comments(text) };
        let lines: Vec<&str> = text.lines().collect();
        found.extend(numbers.into_iter().map(|at| format!("{}:{at}: {}", path.display(), lines[at - 1])));
    }
    found.sort();
    assert!(found.is_empty(), "openings need a noun, numbers a plain word: {found:#?}");
}

#[test]
fn bad_wording_is_found() {
    let code = [
        "//! What a file is.",
        "//! How it is read.",
        "",
        "struct A {",
        "    /// Whether it is.",
        "    a: bool,",
        "}",
        "/// Whichever comes first.",
        "fn b() {} // so many",
        "// At most so many.",
        "fn c() {}",
        "    /// How to print",
        "    #[arg(long)]",
    ]
    .join("\n");
    assert_eq!(bad_comments(&code), [1, 5, 10, 12]);
    let page = "# Reading\n\nWhat is read.\nHow it is.\n\n## How it is\n\nText. Of so many.\n\n```text\n# What\n```\n";
    assert_eq!(bad_lines(page), [3, 6, 8]);
}

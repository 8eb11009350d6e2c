//! The public API as a recorded list, so that every change is seen and accepted explicitly.
//!
//! The list is read from the sources: every `pub` item, field, variant and method with its signature and attributes, and the
//! traits of public types. The lint `unreachable_pub` ensures that an item is `pub` only where it is exported. The layout of
//! the sources is that of rustfmt, which `.ci/run` checks first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The sources of the published libraries.
const SOURCES: [&str; 9] = [
    "crates/jianbao",
    "crates/messages/src",
    "crates/article/src",
    "crates/analysis/src",
    "crates/query/src",
    "crates/ingest/src",
    "crates/core/src",
    "crates/corpus/src",
    "crates/remote/src",
];

/// Attributes that belong to the API.
const ATTRIBUTES: [&str; 6] = ["derive", "non_exhaustive", "must_use", "serde", "cfg(feature", "doc(hidden)"];

/// The Rust files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// True if a signature that begins in these lines is complete.
fn is_complete(text: &str) -> bool {
    let count = |signs: &[char]| text.matches(signs).count();
    count(&['(', '[', '<']) <= count(&[')', ']', '>']) && text.ends_with(['{', ';', ',', '}'])
}

/// The lines of a file without comments and tests.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let (code, _) = text.split_once("#[cfg(test)]\nmod ").unwrap_or((&text, ""));
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

/// One signature from the lines, on one line, without what is behind its brace; and the number of its lines.
fn signature(lines: &[String]) -> (String, usize) {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        if !text.is_empty() && !text.ends_with(['(', '<', '[']) {
            text.push(' ');
        }
        text.push_str(line.trim());
        // `->` and `=>` are no brackets.
        if is_complete(&text.replace("->", "").replace("=>", "")) {
            let text = text
                .trim_end_matches(['{', ';', ',', ' '])
                .replace(", )", ")")
                .replace(",>", ">")
                .replace(", }", "}");
            return (text, number + 1);
        }
    }
    (text, lines.len())
}

/// The name of the type of an `impl` line, without its parameters.
fn implemented(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("impl")?;
    let rest = rest.rsplit(" for ").next()?.trim_start_matches(|c: char| c == '<' || c.is_whitespace());
    let rest = rest.split_once("> ").filter(|(head, _)| !head.contains('{')).map_or(rest, |(_, rest)| rest);
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| !word.is_empty())
}

/// The names of the public types of a file.
fn public_types(lines: &[String]) -> BTreeSet<String> {
    let kinds = ["pub struct ", "pub enum ", "pub trait "];
    let names =
        lines.iter().filter_map(|line| kinds.iter().find_map(|kind| line.trim_start().strip_prefix(kind)));
    names.map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect()
}

/// The API of a crate.
fn api_of(folder: &Path) -> Vec<String> {
    let files: Vec<Vec<String>> = files(folder).iter().map(|path| code(path)).collect();
    let types: BTreeSet<String> = files.iter().flat_map(|lines| public_types(lines)).collect();
    let mut api = Vec::new();
    for lines in &files {
        let (mut attributes, mut owner) = (String::new(), String::new());
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at].as_str();
            let trimmed = line.trim_start();
            if trimmed.starts_with("#[") {
                let (text, count) = signature_of_attribute(&lines[at..]);
                if ATTRIBUTES.iter().any(|attribute| text[2..].starts_with(attribute)) {
                    attributes.push_str(&text);
                    attributes.push(' ');
                }
                at += count;
                continue;
            }
            let before = std::mem::take(&mut attributes);
            if line.starts_with("impl") {
                let (text, count) = signature(&lines[at..]);
                let of = implemented(&text).unwrap_or_default().to_owned();
                if types.contains(&of) && text.contains(" for ") {
                    api.push(text);
                }
                owner = of;
                at += count;
                continue;
            }
            if trimmed.starts_with("pub ") && !trimmed.starts_with("pub use") {
                let (text, count) = signature(&lines[at..]);
                let is_inside = indent(line) > 0;
                if let Some(name) =
                    text.strip_prefix("pub struct ").or_else(|| text.strip_prefix("pub enum "))
                {
                    owner = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
                }
                let of = if is_inside { format!("{owner}: ") } else { String::new() };
                api.push(format!("{of}{before}{text}"));
                let has_body = lines[at + count - 1].trim_end().ends_with('{');
                let is_listed = text.starts_with("pub enum") || text.starts_with("pub trait");
                at += count;
                // Variants, and the functions of a trait, are public without a word.
                while is_listed && has_body && at < lines.len() && indent(&lines[at]) > indent(line) {
                    let depth = " ".repeat(indent(&lines[at]));
                    let is_attribute = lines[at].trim_start().starts_with("#[");
                    let read = if is_attribute { signature_of_attribute } else { signature };
                    let (text, count) = read(&lines[at..]);
                    if text.len() > 1 && !text.starts_with("#[error") {
                        api.push(format!("{depth}{text}"));
                    }
                    at += count;
                }
                continue;
            }
            // The exports of the façade; those of the other crates are the items themselves.
            if line.starts_with("pub use ") && folder.ends_with("crates/jianbao") {
                let rest = lines[at..].join(" ");
                let text = rest.split(';').next().unwrap_or_default();
                api.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            if trimmed.starts_with("named!(") {
                let (text, count) = signature(&lines[at..]);
                api.push(text);
                at += count;
                continue;
            }
            at += 1;
        }
    }
    api
}

/// An attribute on one line, and the number of its lines.
fn signature_of_attribute(lines: &[String]) -> (String, usize) {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        text.push_str(line.trim());
        if text.ends_with(']') {
            return (text, number + 1);
        }
    }
    (text, lines.len())
}

/// The API of all libraries, with what the façade exports.
fn api() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in SOURCES {
        text.push_str(&format!("# {folder}\n\n"));
        for line in api_of(&root.join(folder)) {
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_api_is_the_recorded_one() {
    let api = api();
    // The list has a method, a field, a trait and a variant.
    for part in [
        "pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse>",
        "SearchResponse: pub total: u64",
        "impl std::error::Error for EngineError",
        "    NotAnIndex\n        path: PathBuf\n",
    ] {
        assert!(api.contains(part), "{part}");
    }
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/api.txt");
    if std::env::var_os("JIANBAO_API").is_some_and(|value| value == "accept") {
        fs::write(&recorded, &api).unwrap();
        return;
    }
    let before = fs::read_to_string(&recorded).unwrap_or_default();
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), api.lines().collect());
    let lost: Vec<_> = old.difference(&new).collect();
    let come: Vec<_> = new.difference(&old).collect();
    assert!(
        before == api,
        "the public API has changed. Gone: {lost:#?}\nNew: {come:#?}\n\
         If that is meant, see docs/api.md, note it in CHANGELOG.md, and accept it: \
         JIANBAO_API=accept cargo test --workspace --features bench,remote --test journeys -- api"
    );
}

//! CONTRIBUTING.md and its neighbours: the files and tests that they name exist, and they name every test program, variable
//! and kind of requirement.

use std::path::{Path, PathBuf};

const PAGES: [&str; 3] = ["CONTRIBUTING.md", "RELEASE.md", "SECURITY.md"];

/// Folders with code of ours, below the root.
const CODE: [&str; 4] = ["benches", "crates", "fuzz/targets", "tests"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The pieces between backquotes in a page, outside its blocks of code.
fn quoted(page: &str) -> Vec<&str> {
    page.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

/// The files in and below a folder whose names have an ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = entries.flat_map(|path| if path.is_dir() { files(&path, ending) } else { vec![path] });
    below.filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

fn code() -> Vec<(PathBuf, String)> {
    let all = CODE.iter().flat_map(|folder| files(&root().join(folder), ".rs"));
    all.map(|path| (path.clone(), read(path))).collect()
}

#[test]
fn every_file_that_the_pages_name_is_there() {
    let mut found = 0;
    for page in PAGES {
        let text = read(page);
        for name in quoted(&text) {
            let (first, rest) = name.split_once('/').unwrap_or_default();
            let is_path = !rest.is_empty()
                && first != ".."
                && root().join(first).is_dir()
                && !name.contains([' ', '*', '…']);
            // The examples have no files yet; `N` stands for a number.
            if is_path && !name.contains("foo") && !name.contains("-N/") {
                assert!(root().join(name).exists(), "{page} names {name}");
                found += 1;
            }
        }
    }
    assert!(found > 60, "{found}");
}

#[test]
fn every_test_that_the_page_names_is_there() {
    let page = read("CONTRIBUTING.md");
    let code: String = code().into_iter().map(|(_, text)| text).collect();
    let is_test = |name: &&str| {
        name.matches('_').count() > 3 && name.chars().all(|c| c == '_' || c.is_ascii_lowercase())
    };
    let named: Vec<&str> = quoted(&page).into_iter().filter(is_test).collect();
    // A name that only shows how names are made.
    for name in named.iter().filter(|name| **name != "full_width_digits_match_half_width") {
        assert!(code.contains(&format!("fn {name}(")), "CONTRIBUTING.md names {name}");
    }
    assert!(named.len() > 5, "{named:?}");
}

#[test]
fn the_page_names_every_test_program_variable_and_need() {
    let page = read("CONTRIBUTING.md");
    let pages = format!("{page}{}", read("docs/configuration.md"));
    let mut programs = 0;
    for (path, text) in code() {
        let below: Vec<&str> =
            path.strip_prefix(root()).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        let program = match below[..] {
            ["tests", name, "main.rs"] | ["crates", _, "tests", name, "main.rs"] => Some(name),
            ["crates", _, "tests", file] => file.strip_suffix(".rs"),
            _ => None,
        };
        if let Some(program) = program {
            assert!(page.contains(&format!("| `{program}` |")), "CONTRIBUTING.md lacks {program}");
            programs += 1;
        }
        let is_variable = |text: &&str| {
            text.strip_prefix("JIANBAO_")
                .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        };
        for literal in text.split('"').filter(is_variable) {
            let name = literal.split(|c: char| c != '_' && !c.is_ascii_uppercase()).next().unwrap();
            assert!(pages.contains(&format!("`{name}`")), "CONTRIBUTING.md lacks {name}");
        }
    }
    assert!(programs >= 8, "{programs}");
    for kind in crate::skipping::KINDS {
        assert!(page.contains(&format!("| `{kind}` |")), "CONTRIBUTING.md lacks the need {kind}");
    }
}

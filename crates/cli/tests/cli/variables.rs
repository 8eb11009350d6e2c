//! Environment variables, and their documentation.

use std::fs;
use std::path::{Path, PathBuf};

fn code(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { code(&path) } else { vec![path] }).collect()
}

#[test]
fn the_documentation_names_every_variable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["docs/configuration.md", "docs/zh/configuration.md"]
        .map(|page| (page, fs::read_to_string(root.join("../..").join(page)).unwrap()));
    let mut names = Vec::new();
    for file in code(&root.join("src"))
        .iter()
        .filter(|file| !file.components().any(|part| part.as_os_str() == "texts"))
    {
        let text = fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = text
            .lines()
            .map(str::trim_start)
            .filter(|line| !line.starts_with("#[") && !line.starts_with("//"));
        // Nothing else in the code is in capital letters between quotation marks.
        let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        let is_name = |text: &&str| {
            text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        };
        names.extend(literals.filter(is_name).map(str::to_owned));
    }
    for known in ["JIANBAO_INDEX", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"] {
        assert!(names.iter().any(|name| name == known), "{known} is no longer read; found {names:?}");
    }
    for (page, text) in &pages {
        for name in &names {
            assert!(text.contains(&format!("`{name}`")), "{page} lacks {name}");
        }
    }
}

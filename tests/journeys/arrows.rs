//! The picture of the crates, read from their manifests.

use std::collections::BTreeMap;
use std::path::Path;

/// For each crate, the crates of the workspace that it may use.
const ARROWS: [(&str, &str, &[&str]); 8] = [
    ("jianbao-article", "crates/article", &[]),
    ("jianbao-analysis", "crates/analysis", &[]),
    ("jianbao-query", "crates/query", &[]),
    ("jianbao-ingest", "crates/ingest", &["jianbao-article"]),
    ("jianbao-core", "crates/core", &["jianbao-article", "jianbao-analysis", "jianbao-query"]),
    (
        "jianbao",
        ".",
        &["jianbao-article", "jianbao-analysis", "jianbao-query", "jianbao-ingest", "jianbao-core"],
    ),
    ("jianbao-tokenizer-bench", "crates/tokenizer-bench", &["jianbao-analysis"]),
    ("jianbao-cli", "crates/cli", &["jianbao", "jianbao-tokenizer-bench"]),
];

/// The names in the `[dependencies]` table of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn manifests() -> BTreeMap<&'static str, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str| std::fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
    ARROWS.iter().map(|(name, folder, _)| (*name, dependencies(&read(folder)))).collect()
}

#[test]
fn arrows_between_the_crates_go_down_only() {
    let manifests = manifests();
    for (name, _, allowed) in ARROWS {
        for dependency in manifests[name].iter().filter(|dependency| dependency.starts_with("jianbao")) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not use {dependency}");
        }
    }
}

#[test]
fn only_core_uses_the_engine_and_only_the_command_line_the_terminal() {
    for (name, dependencies) in manifests() {
        let uses = |dependency: &str| dependencies.iter().any(|used| used == dependency);
        assert_eq!(uses("tantivy"), name == "jianbao-core", "{name}");
        for terminal in ["clap", "anyhow", "anstream", "indicatif"] {
            assert!(!uses(terminal) || name == "jianbao-cli", "{name} uses {terminal}");
        }
    }
}

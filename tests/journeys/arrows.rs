//! The picture of the crates, read from their manifests.

use std::collections::{BTreeMap, BTreeSet};
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

/// The modules of core that each module of core names, its own parts and tests left out.
fn modules_of_core() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/core/src");
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut waiting = vec![folder.clone()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let below = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        let Some(module) = below.split('/').next().filter(|_| below.ends_with(".rs")) else { continue };
        let module = module.trim_end_matches(".rs").to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let names = lines.flat_map(|line| line.split("crate::").skip(1));
        let name =
            |rest: &str| rest.split(|c: char| c != '_' && !c.is_ascii_lowercase()).next().map(str::to_owned);
        let named = names.filter_map(name).filter(|name| *name != module);
        modules.entry(module.clone()).or_default().extend(named);
    }
    let own: BTreeSet<String> = modules.keys().cloned().collect();
    for named in modules.values_mut() {
        named.retain(|name| own.contains(name));
    }
    modules.remove("lib");
    modules
}

#[test]
fn no_module_of_core_stands_in_a_circle() {
    let mut modules = modules_of_core();
    assert!(modules.len() > 8, "{modules:?}");
    // Whoever names nobody that is left can be taken away; who cannot stands in a circle, or above one.
    while let Some(bottom) = modules.iter().find(|(_, named)| named.is_empty()).map(|(name, _)| name.clone())
    {
        modules.remove(&bottom);
        for named in modules.values_mut() {
            named.remove(&bottom);
        }
    }
    assert!(modules.is_empty(), "{modules:#?}");
}

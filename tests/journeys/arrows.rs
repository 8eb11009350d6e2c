//! Dependencies between the crates, read from their manifests, and between the modules of core.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// For each crate, the crates of the workspace that it may use.
const ARROWS: [(&str, &str, &[&str]); 14] = [
    ("jianbao-article", "crates/article", &[]),
    ("jianbao-analysis", "crates/analysis", &[]),
    ("jianbao-query", "crates/query", &[]),
    ("jianbao-ingest", "crates/ingest", &["jianbao-article"]),
    ("jianbao-core", "crates/core", &["jianbao-article", "jianbao-analysis", "jianbao-query"]),
    ("jianbao-remote", "crates/remote", &["jianbao-article", "jianbao-analysis", "jianbao-core"]),
    ("jianbao-corpus", "crates/corpus", &["jianbao-article", "jianbao-analysis", "jianbao-core"]),
    (
        "jianbao",
        ".",
        &[
            "jianbao-article",
            "jianbao-analysis",
            "jianbao-query",
            "jianbao-ingest",
            "jianbao-core",
            "jianbao-corpus",
            "jianbao-remote",
        ],
    ),
    ("jianbao-messages", "crates/messages", &["jianbao"]),
    ("jianbao-tokenizer-bench", "crates/tokenizer-bench", &["jianbao-analysis"]),
    ("jianbao-cli", "crates/cli", &["jianbao", "jianbao-messages", "jianbao-tokenizer-bench"]),
    ("jianbao-tables", "crates/tables", &[]),
    ("jianbao-page-training", "crates/page-training", &["jianbao-article"]),
    ("jianbao-peers", "benches/peers", &["jianbao", "jianbao-analysis", "jianbao-tokenizer-bench"]),
];

/// The packages that are programs, or contain some: these may use a terminal.
const PROGRAMS: [&str; 4] = ["jianbao-cli", "jianbao-tables", "jianbao-page-training", "jianbao-peers"];

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
fn only_core_uses_tantivy_and_only_programs_the_terminal() {
    for (name, dependencies) in manifests() {
        let uses = |dependency: &str| dependencies.iter().any(|used| used == dependency);
        assert!(!uses("tantivy") || ["jianbao-core", "jianbao-peers"].contains(&name), "{name}");
        for terminal in ["clap", "anyhow", "anstream", "indicatif"] {
            assert!(!uses(terminal) || PROGRAMS.contains(&name), "{name} uses {terminal}");
        }
    }
}

/// The rooms of core, the lowest first, and the rooms that each may use. The files beside them, for errors, requests and
/// diagnostics, are open to all of them.
const ROOMS: [(&str, &[&str]); 6] = [
    ("text", &[]),
    ("storage", &[]),
    ("segment", &["text", "storage"]),
    ("index", &["storage", "segment"]),
    ("query", &["text", "segment", "index"]),
    ("search", &["text", "segment", "index", "query"]),
];

/// A module by its path below the root of core, its submodules counted to it: `text::terms`, or `error`.
fn module_of(path: &[&str]) -> Option<String> {
    match *path {
        [room, ..] if !ROOMS.iter().any(|(name, _)| *name == room) => Some(room.to_owned()),
        [room, module, ..] => Some(format!("{room}::{module}")),
        _ => None,
    }
}

/// The modules of core that each module of core names, without tests.
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
        let Some(below) = below.strip_suffix(".rs") else { continue };
        let Some(module) = module_of(&below.split('/').collect::<Vec<_>>()) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod ").unwrap_or((&text, ""));
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let paths = lines.flat_map(|line| line.split("crate::").skip(1));
        let named = paths.filter_map(|rest| {
            let end = rest.find(|c: char| !matches!(c, 'a'..='z' | '_' | ':')).unwrap_or(rest.len());
            module_of(&rest[..end].split("::").collect::<Vec<_>>())
        });
        let others = named.filter(|name| *name != module);
        modules.entry(module.clone()).or_default().extend(others);
    }
    modules.remove("lib");
    let own: BTreeSet<String> = modules.keys().cloned().collect();
    for named in modules.values_mut() {
        named.retain(|name| own.contains(name));
    }
    modules
}

#[test]
fn no_module_of_core_stands_in_a_circle() {
    let mut modules = modules_of_core();
    assert!(modules.len() > 40, "{modules:?}");
    // A module that names no remaining one can be removed; the others are in a cycle, or above one.
    while let Some(bottom) = modules.iter().find(|(_, named)| named.is_empty()).map(|(name, _)| name.clone())
    {
        modules.remove(&bottom);
        for named in modules.values_mut() {
            named.remove(&bottom);
        }
    }
    assert!(modules.is_empty(), "{modules:#?}");
}

#[test]
fn the_rooms_of_core_use_the_rooms_below_them_only() {
    let room_of = |module: &str| module.split_once("::").map(|(room, _)| room.to_owned());
    let mut arrows = BTreeSet::new();
    for (module, named) in modules_of_core() {
        for used in named {
            match (room_of(&module), room_of(&used)) {
                (Some(room), Some(other)) if room != other => {
                    arrows.insert((room, other, format!("{module} names {used}")));
                }
                (None, Some(_)) => panic!("{module} stands below the rooms and names {used}"),
                _ => {}
            }
        }
    }
    for (room, other, arrow) in &arrows {
        let (_, allowed) = ROOMS.iter().find(|(name, _)| name == room).unwrap();
        assert!(allowed.contains(&other.as_str()), "{arrow}");
    }
    // An unused permission would only hide a later mistake.
    for (room, allowed) in ROOMS {
        for other in allowed {
            assert!(
                arrows.iter().any(|(from, to, _)| from == room && to == other),
                "{room} never uses {other}"
            );
        }
    }
}

/// The words that the code of each room must not have.
const ABSENT: [(&str, &[&str]); 6] = [
    ("text", &["tantivy", "Article", "Path"]),
    ("storage", &["jianbao_article", "jianbao_query", "NormalizedArticle"]),
    ("segment", &["jianbao_query", "Requirement", "SearchRequest", "Writer"]),
    ("index", &["jianbao_query", "Requirement", "SearchRequest", "SearchResponse"]),
    ("query", &["SearchResponse", "Snippet", "Hit"]),
    ("search", &["IndexDirectory", "File", "fs", "IndexWriter"]),
];

#[test]
fn the_rooms_of_core_are_without_what_their_essays_say() {
    for (room, absent) in ABSENT {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/core/src").join(room);
        let mut waiting = vec![folder];
        let mut files = 0;
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            files += 1;
            if path.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let (code, _) = text.split_once("#[cfg(test)]\nmod ").unwrap_or((&text, ""));
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let mut words = line.split(|c: char| c != '_' && !c.is_alphanumeric());
                assert!(!words.any(|word| absent.contains(&word)), "{}: {line}", path.display());
            }
        }
        assert!(files > 4, "{room}");
    }
}

#[test]
fn the_picture_has_every_package_of_the_workspace() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let members = workspace.split("members = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let members: BTreeSet<&str> = members.split('"').skip(1).step_by(2).collect();
    let drawn: BTreeSet<&str> = ARROWS.iter().map(|(_, folder, _)| *folder).collect();
    assert_eq!(members, drawn);
}

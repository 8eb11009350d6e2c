//! The tours of the façade and of its modules link every exported name.

use std::collections::BTreeSet;
use std::path::Path;

/// Maximum number of names at the root, re-exported crates included.
const ROOT_NAMES: usize = 18;

/// The documentation at the head of a file of the façade, and the names that it exports.
fn tour(file: &str) -> (String, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/jianbao").join(file);
    let source = std::fs::read_to_string(path).unwrap();
    let docs: String = source.lines().filter(|line| line.starts_with("//!")).collect();
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut names = Vec::new();
    for exported in code.split("pub use ").skip(1) {
        let exported = exported.split(';').next().unwrap();
        let list = exported
            .split_once('{')
            .map_or_else(|| exported.rsplit("::").next().unwrap(), |(_, list)| list.trim_end_matches('}'));
        let listed = list.split(',').map(str::trim).filter(|name| !name.is_empty());
        // A name may be given anew.
        names.extend(listed.map(|name| name.rsplit(" as ").next().unwrap().to_owned()));
    }
    (docs, names)
}

/// The public modules of the façade.
fn modules() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/jianbao/lib.rs");
    let source = std::fs::read_to_string(path).unwrap();
    let modules = source.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

#[test]
fn each_tour_links_every_name_that_its_module_gives() {
    let (root_docs, root_names) = tour("lib.rs");
    assert!((10..=ROOT_NAMES).contains(&root_names.len()), "{root_names:?}");
    let modules = modules();
    assert!(modules.len() > 5, "{modules:?}");
    let mut known = BTreeSet::new();
    let mut missing = Vec::new();
    let tours = modules.iter().map(|module| (module.as_str(), tour(&format!("{module}.rs"))));
    for (module, (docs, names)) in [("lib", (root_docs.clone(), root_names))].into_iter().chain(tours) {
        // A function of an optional feature can be named, not linked.
        let is_told = |name: &str| {
            ["[`{}`]", "[`{}()`]", "`{}`"].iter().any(|link| docs.contains(&link.replace("{}", name)))
        };
        missing.extend(names.iter().filter(|name| !is_told(name)).map(|name| format!("{module}: {name}")));
        for name in names {
            assert!(known.insert(name.clone()), "{name} is exported twice");
        }
    }
    // So can its module.
    missing.extend(modules.iter().filter(|module| !root_docs.contains(&format!("`{module}`"))).cloned());
    assert!(missing.is_empty(), "crates/jianbao: the tours lack {missing:?}");
    assert!(known.len() > 100, "{}", known.len());
}

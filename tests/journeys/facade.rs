//! The façade's tour links every exported name.

use std::path::Path;

#[test]
fn the_tour_links_every_name_that_the_facade_gives() {
    let source =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/jianbao/lib.rs")).unwrap();
    let docs: String = source.lines().filter(|line| line.starts_with("//!")).collect();
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut names = Vec::new();
    for exported in code.split("pub use ").skip(1) {
        let exported = exported.split(';').next().unwrap();
        let list = exported
            .split_once('{')
            .map_or_else(|| exported.rsplit("::").next().unwrap(), |(_, list)| list.trim_end_matches('}'));
        names.extend(list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
    }
    assert!(names.len() > 60, "{names:?}");
    // A function of an optional feature can be named, not linked.
    let is_told = |name: &str| {
        ["[`{}`]", "[`{}()`]", "`{}`"].iter().any(|link| docs.contains(&link.replace("{}", name)))
    };
    let missing: Vec<&String> = names.iter().filter(|name| !is_told(name)).collect();
    assert!(missing.is_empty(), "crates/jianbao/lib.rs: the tour lacks {missing:?}");
}

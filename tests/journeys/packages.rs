//! Packages as they are published: each contains the files that its crate, its documentation and its licences need, and no
//! others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::skipping::skip;

/// The packages that are published, with their folders.
const PACKAGES: [(&str, &str); 11] = [
    ("jianbao-article", "crates/article"),
    ("jianbao-analysis", "crates/analysis"),
    ("jianbao-query", "crates/query"),
    ("jianbao-ingest", "crates/ingest"),
    ("jianbao-core", "crates/core"),
    ("jianbao-remote", "crates/remote"),
    ("jianbao-corpus", "crates/corpus"),
    ("jianbao-tokenizer-bench", "crates/tokenizer-bench"),
    ("jianbao", "."),
    ("jianbao-messages", "crates/messages"),
    ("jianbao-cli", "crates/cli"),
];

/// Files that cargo adds to a package.
const ADDED: [&str; 3] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig"];

/// A package of more bytes is refused when it is published; ours are compressed to a third.
const MAX_BYTES: u64 = 10 << 20;

/// The paths of the files in a package, from its folder.
fn files_of(package: &str) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["package", "--list", "--allow-dirty", "--offline", "-p", package])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).unwrap();
    listed.lines().map(|line| line.replace('\\', "/")).collect()
}

/// The files that a source includes when it is compiled, its own path given.
fn included(source: &str, path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for start in ["include_bytes!(\"", "include_str!(\""] {
        for rest in source.split(start).skip(1) {
            let name = rest.split('"').next().unwrap();
            let mut parts: Vec<&str> =
                path.parent().unwrap().iter().map(|part| part.to_str().unwrap()).collect();
            for part in name.split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    part => parts.push(part),
                }
            }
            found.push(parts.iter().collect());
        }
    }
    found
}

#[test]
fn every_package_has_its_licences_its_readme_and_what_is_compiled_in() {
    for (package, folder) in PACKAGES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = files_of(package);
        for needed in ["Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(files.contains(needed), "{package} has no {needed}");
        }
        let mut bytes = 0;
        let mut data = 0;
        for file in files.iter().filter(|file| !ADDED.contains(&file.as_str())) {
            let path = folder.join(file);
            bytes += path.metadata().unwrap_or_else(|error| panic!("{package}: {file}: {error}")).len();
            // What a test or a bench includes may lie elsewhere: neither is compiled from a package.
            let is_compiled = file.starts_with("src/") || file.starts_with("crates/jianbao/");
            if is_compiled && file.ends_with(".rs") && !file.ends_with("/tests.rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let outside_tests = text.split("#[cfg(test)]").next().unwrap();
                for included in included(outside_tests, Path::new(file)) {
                    let included = included.to_str().unwrap().replace('\\', "/");
                    assert!(files.contains(&included), "{package}: {file} includes {included}");
                    data += 1;
                }
            }
        }
        assert!(bytes < MAX_BYTES, "{package} has {bytes} bytes");
        assert!(data > 0 || !["jianbao-analysis", "jianbao-article"].contains(&package), "{package}");
    }
    // The example of `index_paths` reads them.
    assert!(files_of("jianbao").iter().any(|file| file.starts_with("examples/news/")));
}

#[test]
fn every_manifest_says_what_a_registry_shows() {
    for (package, folder) in PACKAGES {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("Cargo.toml");
        let text = std::fs::read_to_string(manifest).unwrap();
        let own = text.split("\n[package]\n").last().unwrap_or(&text);
        let own = own.strip_prefix("[package]\n").unwrap_or(own);
        let documentation = format!("documentation = \"https://docs.rs/{package}\"");
        for needed in [
            "description = ",
            "license.workspace",
            "rust-version.workspace",
            "keywords.workspace",
            &documentation,
        ] {
            assert!(own.contains(needed), "{package}: {needed}");
        }
        // docs.rs builds the default features only, unless it is told.
        assert_eq!(
            own.contains("\n[features]\n"),
            own.contains("\n[package.metadata.docs.rs]\nall-features = true\n"),
            "{package}"
        );
    }
}

/// The crates without files, clocks and threads compile for the web.
#[test]
fn the_pure_crates_compile_for_the_web_where_its_target_is_installed() {
    const TARGET: &str = "wasm32-unknown-unknown";
    let tool = |name: &str| std::env::var_os(name.to_uppercase()).unwrap_or_else(|| name.into());
    let printed = Command::new(tool("rustc")).args(["--print", "target-libdir", "--target", TARGET]).output();
    let libraries = String::from_utf8(printed.unwrap().stdout).unwrap();
    if !Path::new(libraries.trim()).is_dir() {
        return skip("programs", format!("the target {TARGET} is not installed: rustup target add {TARGET}"));
    }
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(tool("cargo"))
        .args(["check", "--offline", "--target", TARGET, "-p", "jianbao-analysis", "-p", "jianbao-query"])
        .arg("--target-dir")
        .arg(folder.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

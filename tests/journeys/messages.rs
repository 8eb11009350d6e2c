//! Messages of errors, diagnostics and warnings: every one exists in Chinese, and none names a command of the program.
//!
//! The enums of kinds are `non_exhaustive`, so the compiler does not report a missing message. The test reads the sources
//! instead.

use std::path::Path;

/// The kinds with sentences, and the files that define them.
const KINDS: [(&str, &str); 24] = [
    ("Error", "crates/core/src/error.rs"),
    ("Error", "crates/corpus/src/error.rs"),
    ("FileAction", "crates/core/src/error.rs"),
    ("Remedy", "crates/core/src/remedy.rs"),
    ("DiagnosticKind", "crates/core/src/diagnostic.rs"),
    ("SyntaxDiagnosticKind", "crates/query/src/diagnostic.rs"),
    ("CorruptionKind", "crates/core/src/corruption.rs"),
    ("Repair", "crates/core/src/index/verify.rs"),
    ("Loss", "crates/core/src/index/salvage.rs"),
    ("IngestError", "crates/ingest/src/error.rs"),
    ("IngestRemedy", "crates/ingest/src/error.rs"),
    ("SpecialFile", "crates/ingest/src/error.rs"),
    ("OptionError", "crates/ingest/src/options.rs"),
    ("ForeignFormat", "crates/ingest/src/formats/foreign.rs"),
    ("UnreadEncoding", "crates/ingest/src/encoding/unread.rs"),
    ("WarningKind", "crates/ingest/src/warning/kind.rs"),
    ("MarkupBound", "crates/ingest/src/warning/parts.rs"),
    ("Expected", "crates/ingest/src/warning/parts.rs"),
    ("PageWarningKind", "crates/article/src/page.rs"),
    ("FieldError", "crates/article/src/own_fields/name.rs"),
    ("FieldType", "crates/article/src/own_fields/field_type.rs"),
    ("FieldPurpose", "crates/core/src/request/own.rs"),
    ("Error", "crates/remote/src/error.rs"),
    ("AddressError", "crates/remote/src/address.rs"),
];

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The variants of an enum in a source.
fn variants(source: &str, kind: &str) -> Vec<String> {
    let (_, body) = source.split_once(&format!("pub enum {kind} {{\n")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    names.map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned()).collect()
}

/// The code of the crate with the sentences, comments left out.
fn sentences() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/messages/src");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
    let lines =
        |text: String| text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<String>();
    texts.map(lines).collect()
}

#[test]
fn every_kind_has_a_chinese_sentence() {
    let sentences = sentences();
    let mut missing = Vec::new();
    for (kind, file) in KINDS {
        let variants = variants(&read(file), kind);
        assert!(variants.len() > 2, "{kind}: {variants:?}");
        // A kind of a later version has only the sentence that it came with; a syntax diagnostic is a kind of its own.
        let own = variants.iter().filter(|name| !["Later", "Syntax"].contains(&name.as_str()));
        let names = own.map(|variant| format!("{kind}::{variant}"));
        let is_missing = |name: &String| {
            let rest = sentences.match_indices(name.as_str()).map(|(at, _)| &sentences[at + name.len()..]);
            !rest.into_iter().any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        missing.extend(names.filter(is_missing));
    }
    assert!(missing.is_empty(), "crates/messages has no Chinese for {missing:?}");
}

#[test]
fn the_library_names_no_command_of_the_program() {
    let commands = [
        " index PATH",
        "--rebuild",
        "jianbao verify",
        "jianbao query",
        "--follow-links",
        "--encoding",
        "--map ",
    ];
    for (_, file) in KINDS {
        let source = read(file);
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            assert!(!commands.iter().any(|command| line.contains(command)), "{file}: {line}");
        }
    }
    let sentences = sentences();
    assert!(!commands.iter().any(|command| sentences.contains(command)));
}

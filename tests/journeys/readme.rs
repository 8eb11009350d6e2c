//! Pages in both languages contain the same commands, and only commands that the program has.

use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The lines of the shell blocks, without their comments.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .flat_map(str::lines)
        .map(|line| line.split(" # ").next().unwrap_or_default().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn both_readmes_hold_the_same_commands() {
    let english = commands(&read("README.md"));
    assert_eq!(english, commands(&read("README.zh-CN.md")));
    assert!(english.len() > 8);
}

/// The commands of a Chinese page are those of the English one; the comments after them are Chinese.
#[test]
fn pages_in_both_languages_hold_the_same_commands() {
    for page in ["search-syntax.md", "ingest.md", "output.md", "corpus.md", "configuration.md", "scale.md"] {
        let english = commands(&read(&format!("docs/{page}")));
        assert_eq!(english, commands(&read(&format!("docs/zh/{page}"))), "{page}");
    }
    assert!(commands(&read("docs/zh/ingest.md")).len() > 6);
}

#[test]
fn the_first_two_cargo_lines_run_the_main_job_and_the_tests() {
    let commands = commands(&read("README.md"));
    let mut cargo = commands.iter().filter(|command| command.starts_with("cargo"));
    assert!(cargo.next().unwrap().starts_with("cargo run --release -- query"));
    assert_eq!(cargo.next().unwrap(), "cargo test --workspace --features bench,remote");
    // The release profile takes as long as all the other checks, so the longer run builds it.
    assert!(read(".ci/full").contains(&commands[0]) && read(".ci/run").contains(&commands[1]));
}

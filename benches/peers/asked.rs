//! Arguments of a bench: `[FILE [ROUNDS]]`.

use std::path::Path;
use std::{env, fs};

use jianbao_tokenizer_bench::Sample;

/// The text of FILE, else 2 MB of the shared corpus or the sample news; and the number of rounds, 11 by default.
///
/// # Panics
///
/// If the file cannot be read or the number is invalid: a bench has no other way to report it.
pub fn sample_and_rounds() -> (Sample, usize) {
    // `cargo bench` adds a flag of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let sample = match arguments.first() {
        Some(file) => {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
            Sample::of_text(file, &text)
        }
        None => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            Sample::beside(&root, 2_000_000).expect("the project brings sample news")
        }
    };
    let rounds = arguments.get(1).map_or(11, |rounds| rounds.parse().expect("a number of rounds"));
    (sample, rounds)
}

//! Fault injection into the real program, one fault after another. Acknowledged articles (printed as
//! committed) are always kept, nothing is duplicated, the articles of a file are complete or absent, `verify`
//! finds the index intact, and the same command continues from there.
//!
//! ```sh
//! cargo test --workspace --test faults                    # a short run, as one of the tests
//! cargo test --workspace --test faults -- --trials 60     # the table of docs/reliability.md
//! cargo test --workspace --test faults -- --trials 60 --fault 3    # one row of it
//! ```
//!
//! A fault that this machine cannot inject (no strace, no right to mount) is skipped, and the table reports this. If
//! `JIANBAO_REQUIRE` names the missing need (`programs`, `privileges`), the test fails instead.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

mod bytes;
mod changing;
mod company;
mod desk;
mod disk;
mod ending;
mod foreign;
mod kills;
#[expect(dead_code, reason = "what is skipped stands in the table")]
#[path = "../../../../tests/skipping.rs"]
mod skipping;
#[path = "../../src/texts/told.rs"]
mod told;

use std::process::ExitCode;

/// The number of trials of each fault by default.
const FEW_TRIALS: usize = 4;

/// The result of one fault.
struct Row {
    fault: &'static str,
    trials: usize,
    outcome: String,
}

type Fault = fn(usize) -> Result<Row, String>;

/// The reason why a fault is left out, or, if its need is required, why it fails.
fn left_out(kind: &str, reason: &str) -> String {
    let word = if skipping::is_required(kind) { "required" } else { "left out" };
    format!("{word}: {reason}")
}

const FAULTS: [Fault; 18] = [
    kills::kill_while_indexing,
    kills::kill_while_making_anew,
    kills::kill_while_backing_up,
    kills::interrupt,
    disk::full_disk,
    disk::failing_rename,
    disk::failing_sync,
    disk::read_only_disk,
    changing::changing_files,
    company::second_writer,
    company::readers_of_a_writer,
    company::readers_of_a_rebuild,
    company::index_removed_under_a_reader,
    company::index_replaced_under_a_reader,
    bytes::flipped_bytes,
    foreign::foreign_files,
    foreign::nothing_is_left_of_killed_runs,
    ending::file_that_ends_runs,
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Called for one test by name, or for a list of them, like every test program.
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let is_asked = arguments.iter().any(|argument| argument == "--trials");
    if !is_asked && arguments.iter().any(|argument| !argument.starts_with('-') && argument != "faults") {
        return ExitCode::SUCCESS;
    }
    let number_behind = |option: &str| -> Option<usize> {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let trials = number_behind("--trials").unwrap_or(FEW_TRIALS);
    let only = number_behind("--fault");
    println!("| fault | trials | outcome |\n|---|---|---|");
    let mut is_sound = true;
    for (_, fault) in (1..).zip(FAULTS).filter(|(number, _)| only.is_none_or(|only| only == *number)) {
        match fault(trials) {
            Ok(Row { fault, trials, outcome }) => println!("| {fault} | {trials} | {outcome} |"),
            Err(problem) => {
                println!("left out or failed: {problem}");
                is_sound &= problem.starts_with("left out");
            }
        }
    }
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! Linear cost of all untrusted input: files of every format, output in every format, queries, dictionaries.
//!
//! Each case makes an input of n, 2n and 4n and runs the real program on it. A case fails if 4n takes more than six times the
//! processor time of n in two of three tries, or if peak memory exceeds the allowance per byte. This is the only test that
//! reads a clock. It compares the program only with itself, a few moments apart.
//!
//! ```sh
//! cargo test --workspace --test growth                          # small sizes, as one of the tests
//! cargo test --workspace --test growth -- --large               # ten times the sizes
//! cargo test --workspace --test growth -- --case 'csv: columns' # one case
//! ```

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

mod case;
mod dictionaries;
mod files;
mod formats;
mod measure;
mod queries;

use std::process::ExitCode;

use case::Case;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(command) = measure::asked(&arguments) {
        return measure::measured(command);
    }
    // Called for one test by name, or for a list of them, like every test program.
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let behind = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)
    };
    let times = if arguments.iter().any(|argument| argument == "--large") { 10 } else { 1 };
    let only = behind("--case");
    let is_other = |argument: &String| !argument.starts_with('-') && argument != "growth";
    if only.is_none() && arguments.iter().any(is_other) {
        return ExitCode::SUCCESS;
    }
    if !measure::is_possible() {
        println!("left out: the system does not say what a process took");
        return ExitCode::SUCCESS;
    }
    println!("| input | n | user s at n, 2n, 4n | ratio | peak MB at 4n |\n|---|---:|---|---:|---:|");
    let (mut cases, mut failed) = (0, 0);
    let all = files::cases().into_iter().chain(formats::cases()).chain(queries::cases());
    let all = all.chain(dictionaries::cases());
    for case in all.filter(|case| only.is_none_or(|only| case.name == only)) {
        cases += 1;
        failed += usize::from(!held(&case, times));
    }
    println!("\n{cases} cases, {} whose cost grows with their size, {failed} failed", cases - failed);
    if failed == 0 && cases > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// True if a case at this multiple of its sizes keeps to its bounds; prints its row.
fn held(case: &Case, times: usize) -> bool {
    match case.grown(times) {
        Ok(growth) => {
            println!("{growth}");
            growth.is_bounded(case)
        }
        Err(problem) => {
            println!("| {} | | {problem} | | |", case.name);
            false
        }
    }
}

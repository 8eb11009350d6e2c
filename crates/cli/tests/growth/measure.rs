//! Resources of a process: processor time and peak memory, as the system counts them after its end.
//!
//! The system reports one peak for all children of a process. A separate process of this program therefore runs each command.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The argument that makes this program run a command and print its cost.
const MEASURE: &str = "--measure-command";

/// Maximum duration of a command.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// The resources of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Processor time of the program itself.
    pub(crate) seconds: f64,
    /// Peak memory.
    pub(crate) peak_bytes: u64,
}

/// The command that this program has to measure.
pub(crate) fn asked(arguments: &[String]) -> Option<&[String]> {
    let (first, command) = arguments.split_first()?;
    (first == MEASURE).then_some(command)
}

/// True if the system reports the cost of a process.
pub(crate) fn is_possible() -> bool {
    cfg!(unix)
}

/// The cost of `jianbao` with these arguments, in a folder.
pub(crate) fn cost_of(folder: &Path, arguments: &[String]) -> Result<Cost, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg(MEASURE)
        .args(arguments)
        .current_dir(folder)
        .env_remove("JIANBAO_INDEX")
        .output()
        .map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut values = printed.split_whitespace();
    let cost = (|| {
        let seconds = values.next()?.parse().ok()?;
        Some(Cost { seconds, peak_bytes: values.next()?.parse().ok()? })
    })();
    cost.ok_or_else(|| printed.trim().to_owned())
}

/// Runs a command and prints its cost, or the reason why it did not end well. Exit status 0, 1 and 2 are ends; a signal is
/// not.
#[cfg(unix)]
#[expect(clippy::print_stdout, reason = "the cost goes to the process that asked")]
pub(crate) fn measured(command: &[String]) -> ExitCode {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let child = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(command)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            println!("does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let begin = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if begin.elapsed() > MAX_WAIT => {
                // It has failed already; a failure to end it changes nothing.
                let _ = child.kill();
                println!("takes more than {} s", MAX_WAIT.as_secs());
                return ExitCode::FAILURE;
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(error) => {
                println!("cannot be waited for: {error}");
                return ExitCode::FAILURE;
            }
        }
    };
    if status.code().is_none() {
        println!("ended by a signal: {status}");
        return ExitCode::FAILURE;
    }
    match getrusage(UsageWho::RUSAGE_CHILDREN) {
        Ok(usage) => {
            let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
            // Linux counts in units of 1,024 bytes.
            println!("{} {}", microseconds as f64 / 1e6, usage.max_rss() * 1024);
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("its cost is not told: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(unix))]
pub(crate) fn measured(_: &[String]) -> ExitCode {
    ExitCode::FAILURE
}

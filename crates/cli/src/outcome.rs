//! Outcome of a command, and its exit status.

use std::io;
use std::process::ExitCode;

/// The outcome of a command that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, and something was found if something was searched.
    Found,
    /// Done, and nothing was found.
    NothingFound,
    /// Not done, or some of the input was skipped.
    Failed,
}

impl Outcome {
    /// `Found`, if there is anything. A count of any width.
    pub(crate) fn of_count<N: Default + PartialEq>(count: N) -> Outcome {
        if count != N::default() { Outcome::Found } else { Outcome::NothingFound }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Found => 0,
            Outcome::NothingFound => 1,
            Outcome::Failed => 2,
        })
    }
}

/// True if the reader of our output went away (`jianbao query … | head -1`), which is not a failure.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

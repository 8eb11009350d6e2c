//! Pager: shows results on a terminal through a program that scrolls, like git and man.
//!
//! The pager is `$JIANBAO_PAGER`, else `$PAGER`, else `less` with the options `FRX`, which exits at once if all output fits on the
//! screen. Once it runs, stdout is a pipe to it. So is stderr if it is the terminal, because messages would otherwise overwrite the
//! screen of the pager. Width and colours stay those of the terminal. jianbao waits for the pager before it ends.
//!
//! Invariant: without a terminal, no pager is started. If the pager is missing, the output is printed without it, with a note.

/// The use of a pager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum PagerArg {
    /// If stdout is a terminal
    Auto,
    /// Never
    Never,
}

#[cfg(unix)]
pub(crate) use running::{choose, finish, is_running, start};

#[cfg(unix)]
mod running {
    use std::env;
    use std::fs::File;
    use std::io::{self, IsTerminal, Write};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, PoisonError};

    use anstream::{AutoStream, ColorChoice};
    use nix::unistd::{dup2_stderr, dup2_stdout};

    use super::PagerArg;
    use crate::report;
    use crate::talk;
    use crate::texts::messages;

    /// True if the user allows a pager.
    static IS_ALLOWED: AtomicBool = AtomicBool::new(false);

    /// The running pager.
    static PAGER: Mutex<Option<Child>> = Mutex::new(None);

    /// True from the start of a pager on.
    static IS_RUNNING: AtomicBool = AtomicBool::new(false);

    /// Sets the use of a pager for the whole process.
    pub(crate) fn choose(pager: PagerArg) {
        IS_ALLOWED.store(pager == PagerArg::Auto, Ordering::Relaxed);
    }

    /// True if stdout goes to a pager.
    pub(crate) fn is_running() -> bool {
        IS_RUNNING.load(Ordering::Relaxed)
    }

    /// Starts the pager, if stdout is a terminal and none runs yet. Results are printed after this.
    pub(crate) fn start() {
        let is_dumb = env::var_os("TERM").is_none_or(|kind| kind == "dumb");
        if !IS_ALLOWED.load(Ordering::Relaxed) || is_running() || is_dumb || !io::stdout().is_terminal() {
            return;
        }
        let named = |name: &str| env::var(name).ok();
        let chosen = named("JIANBAO_PAGER").or_else(|| named("PAGER"));
        let command = chosen.as_deref().unwrap_or("less").trim();
        if command.is_empty() || command == "cat" {
            return;
        }
        if !is_installed(command) {
            if chosen.is_some() {
                report::note(&messages::no_pager(command));
            }
            return;
        }
        // What depends on the terminal is decided before it is out of sight.
        talk::choose_columns(talk::columns());
        match AutoStream::choice(&io::stdout()) {
            ColorChoice::Never => ColorChoice::Never,
            _ => ColorChoice::Always,
        }
        .write_global();
        if let Ok(child) = spawned(command) {
            *PAGER.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
            IS_RUNNING.store(true, Ordering::Relaxed);
            // Ctrl-C is a key of the pager. It ends this program where the pager ends.
            let _ = ctrlc::set_handler(|| {});
        }
    }

    /// The pager with our streams to it.
    fn spawned(command: &str) -> io::Result<Child> {
        let mut pager = Command::new("sh");
        pager.args(["-c", command]).stdin(Stdio::piped());
        for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8"), ("LV", "-c")] {
            if env::var_os(name).is_none() {
                pager.env(name, value);
            }
        }
        // Without R, less prints colours and links as codes.
        if let Some(flags) = env::var("LESS").ok().filter(|flags| !flags.contains(['R', 'r'])) {
            pager.env("LESS", format!("{flags} -R"));
        }
        let mut child = pager.spawn()?;
        if let Some(input) = child.stdin.take() {
            if io::stderr().is_terminal() {
                dup2_stderr(&input)?;
            }
            dup2_stdout(&input)?;
        }
        Ok(child)
    }

    /// True if the program of a command is there. What only a shell understands is left to it.
    fn is_installed(command: &str) -> bool {
        let program = command.split_whitespace().next().unwrap_or_default();
        if program.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '+')) {
            return !program.starts_with('/') || Path::new(program).is_file();
        }
        let path = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&path).any(|folder| folder.join(program).is_file())
    }

    /// Ends the output, and waits for the pager.
    pub(crate) fn finish() {
        let Some(mut child) = PAGER.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let _ = io::stdout().flush();
        // Without a writer the pager sees the end.
        if let Ok(nowhere) = File::options().write(true).open("/dev/null") {
            let _ = dup2_stdout(&nowhere);
            let _ = dup2_stderr(&nowhere);
        }
        let _ = child.wait();
    }
}

#[cfg(not(unix))]
pub(crate) use absent::{choose, finish, is_running, start};

/// Without the streams of Unix there is no pager.
#[cfg(not(unix))]
mod absent {
    use super::PagerArg;

    pub(crate) fn choose(_: PagerArg) {}

    pub(crate) fn is_running() -> bool {
        false
    }

    pub(crate) fn start() {}

    pub(crate) fn finish() {}
}

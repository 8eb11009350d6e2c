//! Messages on stderr, and properties of the terminal.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anstream::ColorChoice;
use jianbao::Date;

use crate::pager;
use crate::text::{only_coloured, wrapped};

/// Indentation of the second and later lines of a message.
const INDENT: &str = "  ";

/// Prints a message on stderr, in lines that fit a terminal. A missing reader is not an error.
pub(crate) fn say(message: &str) {
    use std::io::Write;
    let mut text = String::with_capacity(message.len() + 1);
    for line in only_coloured(message).lines() {
        for (number, part) in fitting(line).iter().enumerate() {
            text.push_str(if number == 0 { "" } else { INDENT });
            text.push_str(part);
            text.push('\n');
        }
    }
    // In one piece, so that it does not mix with the lines of another stream.
    if anstream::AutoStream::choice(&std::io::stderr()) == ColorChoice::Never {
        text = anstream::adapter::strip_str(&text).to_string();
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The lines of one line of a message, the later ones shorter by the indentation.
fn fitting(line: &str) -> Vec<String> {
    let Some(columns) = message_columns() else { return vec![line.to_owned()] };
    let space = line.len() - line.trim_start_matches(' ').len();
    let mut lines =
        wrapped(&line[space..], Some(columns.saturating_sub(INDENT.len() + space).max(MIN_COLUMNS / 2)));
    for line in &mut lines {
        line.insert_str(0, &" ".repeat(space));
    }
    lines
}

/// Maximum line width of messages: the requested columns, else those of stderr's terminal.
pub(crate) fn message_columns() -> Option<usize> {
    COLUMNS.get().copied().or_else(|| {
        let width = std::io::stderr().is_terminal().then(terminal_size::terminal_size)??.0.0;
        Some(usize::from(width).max(MIN_COLUMNS))
    })
}

/// The time since the program began.
static STARTED: OnceLock<Instant> = OnceLock::new();

/// Begins to count the time of the program.
pub(crate) fn start_clock() {
    STARTED.get_or_init(Instant::now);
}

/// The time since the program began.
pub(crate) fn elapsed() -> Duration {
    STARTED.get_or_init(Instant::now).elapsed()
}

/// The requested columns, for the whole process.
static COLUMNS: OnceLock<usize> = OnceLock::new();

/// Minimum line width.
const MIN_COLUMNS: usize = 20;

/// Sets the line width for the whole process; `None` leaves it to the terminal.
pub(crate) fn choose_columns(columns: Option<usize>) {
    if let Some(columns) = columns {
        COLUMNS.get_or_init(|| columns.max(MIN_COLUMNS));
    }
}

/// Maximum line width: the requested columns, else the terminal's; no limit if stdout is not a terminal.
pub(crate) fn columns() -> Option<usize> {
    if let Some(columns) = COLUMNS.get() {
        return Some(*columns);
    }
    if !is_on_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).max(MIN_COLUMNS))
}

/// True if a person reads stdout, on a terminal or through the pager.
pub(crate) fn is_on_terminal() -> bool {
    pager::is_running() || std::io::stdout().is_terminal()
}

/// Maximum width of the help: the terminal's columns up to a hundred, else `COLUMNS`, else a hundred.
pub(crate) fn help_columns() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let named = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.or_else(named).unwrap_or(HELP_COLUMNS).clamp(40, HELP_COLUMNS)
}

/// Maximum width of the help: longer lines are hard to read.
const HELP_COLUMNS: usize = 100;

/// The day by the clock of this machine, in its time zone.
pub(crate) fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

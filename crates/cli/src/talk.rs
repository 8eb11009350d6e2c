//! Messages on stderr, and properties of the terminal.

use std::io::IsTerminal;
use std::sync::OnceLock;

use jianbao::Date;

use crate::text::only_coloured;

/// Prints a line on stderr. A missing reader is not an error.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr(), "{}", only_coloured(line));
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
    if !std::io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).max(MIN_COLUMNS))
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

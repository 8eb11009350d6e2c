//! What is said beside the data, on stderr, and what is asked of the surroundings.

use std::io::IsTerminal;

use jianbao::Date;

/// Says something on stderr. That nobody listens is no error.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// How wide lines may be: the terminal's columns, or no limit where stdout is none.
pub(crate) fn columns() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).max(20))
}

/// How wide the help may be: the terminal's columns up to a hundred, else `COLUMNS`, else a hundred.
pub(crate) fn help_columns() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let named = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.or_else(named).unwrap_or(HELP_COLUMNS).clamp(40, HELP_COLUMNS)
}

/// The most columns of the help: longer lines are hard to read.
const HELP_COLUMNS: usize = 100;

/// The day by the clock of this machine, in its time zone.
pub(crate) fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

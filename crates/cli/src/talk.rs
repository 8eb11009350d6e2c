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

/// The day by the clock of this machine, in its time zone.
pub(crate) fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

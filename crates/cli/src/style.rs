//! Colours of the output, and the decision whether to use them.

use anstyle::{AnsiColor, Style};

/// The use of colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Matches.
pub(crate) const MATCH: Style = AnsiColor::Red.on_default().bold();
/// A headline.
pub(crate) const TITLE: Style = Style::new().bold();
/// Text beside the article: dates, sources, ids.
pub(crate) const ASIDE: Style = AnsiColor::Cyan.on_default();
/// The place of an article in its file.
pub(crate) const PLACE: Style = Style::new().dimmed();
/// Missing or doubtful parts.
pub(crate) const DOUBT: Style = AnsiColor::Yellow.on_default();
/// Errors.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Sets the use of colour for the whole process.
pub(crate) fn choose(color: Color) {
    match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// True if stdout is coloured, so that matches show without brackets.
pub(crate) fn is_coloured() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

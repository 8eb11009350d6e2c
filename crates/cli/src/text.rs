//! Text for a terminal: removal of control characters, display width, line breaks.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::Style;
use jianbao::Snippet;
use unicode_width::UnicodeWidthChar;

use crate::style;
use crate::talk;

/// True if a character is invisible and has an effect: control characters, those that begin an escape sequence included, and
/// characters that change the direction of text.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// A character made safe for a terminal: an invisible one is shown as a symbol.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// A value for programs: unchanged, except on a terminal, where only line breaks remain of invisible characters.
pub(crate) fn value(text: &str, reader: Reader) -> Cow<'_, str> {
    let steers = |c: char| c != '\n' && is_hidden(c);
    match reader {
        Reader::Terminal if text.contains(steers) => {
            text.chars().map(|c| if c == '\n' { c } else { shown(c) }).collect()
        }
        Reader::Terminal | Reader::Program => Cow::Borrowed(text),
    }
}

/// The reader of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A person.
    Terminal,
    /// A pipe or a file.
    Program,
}

impl Reader {
    /// The reader of stdout.
    pub(crate) fn of_stdout() -> Reader {
        if talk::is_on_terminal() { Reader::Terminal } else { Reader::Program }
    }
}

/// A line for a terminal: keeps colours, and no other control sequence.
pub(crate) fn only_coloured(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let colour = if c == '\u{1b}' { colour_bytes(rest) } else { 0 };
        if colour > 0 {
            safe.push_str(&rest[..colour]);
            rest = &rest[colour..];
        } else {
            safe.push(if c == '\n' { c } else { shown(c) });
            rest = &rest[c.len_utf8()..];
        }
    }
    safe
}

/// The length of the colour sequence at the beginning of a text; 0 without one.
fn colour_bytes(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = parameters.find(|c: char| !(c.is_ascii_digit() || c == ';'));
    end.filter(|&end| parameters[end..].starts_with('m')).map_or(0, |end| "\u{1b}[".len() + end + 1)
}

/// A text made safe for a terminal, on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { ' ' } else { shown(c) }).collect()
}

/// Brackets around matches without colour: the first pair that the text itself does not have.
const BRACKETS: [[&str; 2]; 4] = [["【", "】"], ["〖", "〗"], ["⟦", "⟧"], ["⟪", "⟫"]];

/// A snippet on one line: matches in colour, or in brackets without colour. The text around them has a style, which begins and
/// ends outside of this line.
pub(crate) fn marked(snippet: &Snippet, around: Style) -> String {
    let (open, close) = if style::is_coloured() {
        let close = format!("{}{}", style::MATCH.render_reset(), around.render());
        (style::MATCH.render().to_string(), close)
    } else {
        let is_free = |pair: &&[&str; 2]| !pair.iter().any(|bracket| snippet.text.contains(bracket));
        let [open, close] = BRACKETS.iter().find(is_free).unwrap_or(&BRACKETS[0]);
        ((*open).to_owned(), (*close).to_owned())
    };
    let mut line = String::with_capacity(snippet.text.len() + 16);
    let mut at_byte = 0;
    for &[start, end] in &snippet.highlights {
        line.push_str(&one_line(&snippet.text[at_byte..start]));
        line.push_str(&open);
        line.push_str(&one_line(&snippet.text[start..end]));
        line.push_str(&close);
        at_byte = end;
    }
    line.push_str(&one_line(&snippet.text[at_byte..]));
    line
}

/// Breaks a line into lines of at most `width` columns. Chinese breaks between any two characters, but no line begins with a
/// stop or ends with an opening bracket; Latin words and numbers stay whole if they fit. Escape sequences have no width, and
/// no line ends with a space. A style ends with its line and begins again with the next: pagers show each line by itself. `None`
/// leaves the line whole.
pub(crate) fn wrapped(line: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else { return vec![line.to_owned()] };
    let mut lines = Vec::new();
    let mut current = String::new();
    // The styles that hold behind the pieces so far.
    let mut styles = String::new();
    let mut columns = 0;
    for piece in pieces(line) {
        let piece_columns = display_width(piece);
        if columns > 0 && columns + piece_columns > width {
            let line = std::mem::replace(&mut current, styles.clone());
            let end = if styles.is_empty() { "" } else { RESET };
            lines.push(format!("{}{end}", line.trim_end_matches(' ')));
            columns = 0;
            if piece == " " {
                continue;
            }
        }
        current.push_str(piece);
        add_styles(piece, &mut styles);
        columns += piece_columns;
    }
    if !current.is_empty() || lines.is_empty() {
        lines.push(current);
    }
    lines
}

/// Writes a text behind a lead, in lines that fit the terminal. The later lines are indented by the columns of the lead.
pub(crate) fn write_hanging(out: &mut impl Write, lead: &str, text: &str) -> io::Result<()> {
    let indent = display_width(lead);
    let width = talk::columns().map(|columns| columns.saturating_sub(indent).max(MIN_TEXT_COLUMNS));
    for (index, line) in wrapped(text, width).iter().enumerate() {
        match index {
            0 => writeln!(out, "{lead}{line}")?,
            _ => writeln!(out, "{:indent$}{line}", "")?,
        }
    }
    Ok(())
}

/// Minimum width of a text behind a lead, in columns: narrower ones are not read.
const MIN_TEXT_COLUMNS: usize = 12;

/// The end of all styles.
const RESET: &str = "\u{1b}[0m";

/// Adds the styles that begin in a text; none are left behind a reset.
fn add_styles(text: &str, styles: &mut String) {
    for (at, _) in text.match_indices('\u{1b}') {
        match &text[at..at + colour_bytes(&text[at..])] {
            RESET | "\u{1b}[m" => styles.clear(),
            style => styles.push_str(style),
        }
    }
}

/// The width of a text in columns; escape sequences have none.
pub(crate) fn display_width(text: &str) -> usize {
    let mut columns = 0;
    let mut in_escape = false;
    for c in text.chars() {
        if in_escape {
            in_escape = c != 'm';
        } else if c == '\u{1b}' {
            in_escape = true;
        } else {
            columns += c.width().unwrap_or(0);
        }
    }
    columns
}

/// A text padded with spaces to a number of columns.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}

/// A text cut to a number of columns, with … at the cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        if display_width(&shown) + c.width().unwrap_or(0) >= columns {
            break;
        }
        shown.push(c);
    }
    shown + "…"
}

/// The end of a text in a number of columns, with … at the cut.
pub(crate) fn cut_before(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut free = columns.saturating_sub(1);
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        let width = c.width().unwrap_or(0);
        if width > free {
            break;
        }
        free -= width;
        start = at;
    }
    format!("…{}", &text[start..])
}

/// The unbreakable pieces of a line: a word, or a character with the stops after it and the opening brackets before it.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut in_escape = false;
        let mut before: Option<char> = None;
        let mut end = rest.len();
        for (index, c) in rest.char_indices() {
            if in_escape {
                in_escape = c != 'm';
                continue;
            }
            if c == '\u{1b}' {
                in_escape = true;
                continue;
            }
            if before.is_some_and(|before| breaks_between(before, c)) {
                end = index;
                break;
            }
            before = Some(c);
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// True if a line may be broken between two characters.
pub(crate) fn breaks_between(before: char, after: char) -> bool {
    let is_wordy = |c: char| c.is_ascii_graphic();
    let closes = |c: char| "，。、；：！？”’）》」』】〗⟧⟫…,.;:!?)".contains(c);
    let opens = |c: char| "“‘（《「『【〖⟦⟪(".contains(c);
    !(is_wordy(before) && is_wordy(after) || closes(after) || opens(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_ends_with_its_line_and_begins_again() {
        let line = "\u{1b}[1m江城\u{1b}[31m图书馆开\u{1b}[0m\u{1b}[1m放夜场\u{1b}[0m，人多";
        assert_eq!(
            wrapped(line, Some(8)),
            [
                "\u{1b}[1m江城\u{1b}[31m图书\u{1b}[0m",
                "\u{1b}[1m\u{1b}[31m馆开\u{1b}[0m\u{1b}[1m放夜\u{1b}[0m",
                "\u{1b}[1m场\u{1b}[0m，人多",
            ]
        );
    }

    #[test]
    fn escape_sequences_of_articles_become_symbols() {
        assert_eq!(one_line("a\u{1b}[31m红\u{7}\u{202e}"), "a␛[31m红␇\u{fffd}");
    }

    #[test]
    fn a_line_keeps_its_colours_and_loses_what_else_steers_a_terminal() {
        assert_eq!(only_coloured("\u{1b}[1;31m红\u{1b}[0m\n"), "\u{1b}[1;31m红\u{1b}[0m\n");
        assert_eq!(only_coloured("\u{1b}]0;a\u{7}\u{1b}[2J\u{1b}[\u{1b}\u{9b}3"), "␛]0;a␇␛[2J␛[␛\u{fffd}3");
    }

    #[test]
    fn a_program_gets_the_value_that_an_article_has() {
        let id = "a\u{1b}[31m\u{9b}\n";
        assert_eq!(value(id, Reader::Program), id);
        assert_eq!(value(id, Reader::Terminal), "a␛[31m\u{fffd}\n");
    }

    #[test]
    fn lines_break_by_display_width_and_never_begin_with_a_stop() {
        assert_eq!(
            wrapped("工人们把新采的春茶，装进木箱。", Some(18)),
            ["工人们把新采的春", "茶，装进木箱。"]
        );
        assert_eq!(wrapped("覆盖 5G network 信号", Some(10)), ["覆盖 5G", "network 信", "号"]);
        assert_eq!(wrapped("", Some(10)), [""]);
    }

    #[test]
    fn colours_take_no_room() {
        assert_eq!(display_width("\u{1b}[1m红\u{1b}[0m"), 2);
    }
}

//! Text on a terminal: what may be printed, how wide it is, where a line breaks.

use jianbao::Snippet;
use unicode_width::UnicodeWidthChar;

use crate::style;

/// A character as it may reach a terminal: control characters, escape sequences among them, and signs that
/// turn the direction of text are shown as symbols.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
            '\u{fffd}'
        }
        c => c,
    }
}

/// A text as it may reach a terminal, on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { ' ' } else { shown(c) }).collect()
}

/// A snippet on one line: what matched in colour, or in 【】 where there is no colour.
pub(crate) fn marked(snippet: &Snippet) -> String {
    let (open, close) = if style::is_coloured() {
        (style::MATCH.render().to_string(), style::MATCH.render_reset().to_string())
    } else {
        ("【".to_owned(), "】".to_owned())
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

/// Breaks a line into lines of at most `width` columns. Chinese breaks between any two characters, but no
/// line begins with a stop or ends with an opening bracket; Latin words and numbers stay whole where they
/// fit. Escape sequences take no room, and no line ends with a space. `None` leaves the line whole.
pub(crate) fn wrapped(line: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else { return vec![line.to_owned()] };
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut columns = 0;
    for piece in pieces(line) {
        let piece_columns = display_width(piece);
        if columns > 0 && columns + piece_columns > width {
            let line = std::mem::take(&mut current);
            lines.push(line.trim_end_matches(' ').to_owned());
            columns = 0;
            if piece == " " {
                continue;
            }
        }
        current.push_str(piece);
        columns += piece_columns;
    }
    if !current.is_empty() || lines.is_empty() {
        lines.push(current);
    }
    lines
}

/// How many columns a text takes; escape sequences take none.
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

/// A text with spaces behind it up to so many columns.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}

/// A text of at most so many columns, with … where it is cut.
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

/// The pieces of a line that do not break inside: a word, or a character with the stops that follow it and
/// the opening brackets that precede it.
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

/// Whether a line may be broken between two characters.
pub(crate) fn breaks_between(before: char, after: char) -> bool {
    let is_wordy = |c: char| c.is_ascii_graphic();
    let closes = |c: char| "，。、；：！？”’）》」』】…,.;:!?)".contains(c);
    let opens = |c: char| "“‘（《「『【(".contains(c);
    !(is_wordy(before) && is_wordy(after) || closes(after) || opens(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_of_articles_become_symbols() {
        assert_eq!(one_line("a\u{1b}[31m红\u{7}\u{202e}"), "a␛[31m红␇\u{fffd}");
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

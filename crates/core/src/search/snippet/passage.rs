//! Boundaries of a passage in a text.

use std::ops::Range;

use super::OVERRUN_CHARS;

/// A stretch of the text, cut at ends of sentences or clauses if that fits.
pub(super) struct Passage {
    pub(super) start_byte: usize,
    pub(super) end_byte: usize,
    /// True if a sentence is cut at its start.
    pub(super) is_cut_before: bool,
    /// True if a sentence is cut at its end.
    pub(super) is_cut_after: bool,
}

impl Passage {
    /// Extends `core` to about `max_chars` characters: back to the start of its sentence first, then on to the last sentence end
    /// that fits.
    pub(super) fn around(text: &str, core: Range<usize>, max_chars: usize) -> Passage {
        let core_chars = text[core.clone()].chars().count();
        let spare_chars = max_chars.saturating_sub(core_chars);
        // Two thirds before the match: the words before it are more informative than those after it.
        let before = extend_back(text, core.start, spare_chars * 2 / 3);
        let after = extend_on(text, core.end, spare_chars - before.chars.min(spare_chars));
        let inside = &text[before.at_byte..after.at_byte];
        let start_byte = before.at_byte + (inside.len() - inside.trim_start().len());
        let end_byte = before.at_byte + inside.trim_end().len();
        Passage {
            start_byte,
            end_byte: end_byte.max(start_byte),
            is_cut_before: before.is_cut,
            is_cut_after: after.is_cut,
        }
    }

    /// For the start and the end of the passage: true if it cuts a run of the text.
    pub(super) fn cuts_run(&self, text: &str) -> (bool, bool) {
        let cuts =
            |at_byte: usize| joins_run(text[..at_byte].chars().next_back(), text[at_byte..].chars().next());
        (cuts(self.start_byte), cuts(self.end_byte))
    }

    pub(super) fn is_apart_from(&self, other: &Passage) -> bool {
        self.end_byte <= other.start_byte || other.end_byte <= self.start_byte
    }
}

/// True if the two characters may belong to one run.
fn joins_run(before: Option<char>, after: Option<char>) -> bool {
    let may_belong = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
    };
    before.is_some_and(may_belong) && after.is_some_and(may_belong)
}

#[derive(Clone, Copy)]
struct Edge {
    at_byte: usize,
    /// The number of characters between the edge and the start of the search for it.
    chars: usize,
    /// True if a sentence is cut there.
    is_cut: bool,
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '…' | '\n' | '｡')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '：' | ':' | ' ' | '\u{3000}' | '—' | '·')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '"' | '＂')
}

/// The start of the sentence with `from`, or of the earliest clause within `max_chars`.
fn extend_back(text: &str, from: usize, max_chars: usize) -> Edge {
    let mut clause: Option<Edge> = None;
    let mut cut_here = None;
    let mut at_byte = from;
    let mut before = text[..from].char_indices().rev().peekable();
    let mut chars = 0;
    while let Some((index, c)) = before.next() {
        let ends_quoted = closes(c) && before.peek().is_some_and(|&(_, earlier)| ends_sentence(earlier));
        if ends_sentence(c) || ends_quoted {
            return Edge { at_byte, chars, is_cut: false };
        }
        if ends_clause(c) {
            clause = Some(Edge { at_byte, chars, is_cut: true });
        }
        if chars >= max_chars {
            if clause.is_some() {
                return clause.unwrap_or(Edge { at_byte, chars, is_cut: true });
            }
            // Numbers and Latin words stay whole if that costs a few characters.
            if cut_here.is_none() && !joins_run(Some(c), text[at_byte..].chars().next()) {
                cut_here = Some(at_byte);
            }
            if chars == max_chars + OVERRUN_CHARS {
                return Edge { at_byte: cut_here.unwrap_or(at_byte), chars: max_chars, is_cut: true };
            }
        }
        at_byte = index;
        chars += 1;
    }
    Edge { at_byte: 0, chars, is_cut: false }
}

/// The last end of a sentence within `max_chars` of `from`, else of a clause; a line ends there too.
fn extend_on(text: &str, from: usize, max_chars: usize) -> Edge {
    let mut sentence: Option<Edge> = None;
    let mut clause: Option<Edge> = None;
    let mut cut_here: Option<Edge> = None;
    let mut rest = text[from..].char_indices().peekable();
    let mut chars = 0;
    while let Some((index, c)) = rest.next() {
        let at_byte = from + index;
        if c == '\n' {
            return Edge { at_byte, chars, is_cut: false };
        }
        // A stop right after the last character that fits still belongs to it.
        let is_past_room = chars > max_chars || chars == max_chars && !ends_sentence(c);
        if is_past_room {
            if let Some(edge) = sentence.or(clause) {
                return edge;
            }
            sentence = None;
            clause = None;
            // Numbers and Latin words stay whole if that costs a few characters.
            if cut_here.is_none() && !joins_run(text[..at_byte].chars().next_back(), Some(c)) {
                cut_here = Some(Edge { at_byte, chars, is_cut: true });
            }
            if chars >= max_chars + OVERRUN_CHARS {
                return cut_here.unwrap_or(Edge { at_byte, chars, is_cut: true });
            }
        }
        chars += 1;
        let mut end_byte = at_byte + c.len_utf8();
        if ends_sentence(c) {
            while let Some((index, closing)) = rest.next_if(|&(_, next)| closes(next) || next == '…') {
                end_byte = from + index + closing.len_utf8();
                chars += 1;
            }
            sentence = Some(Edge { at_byte: end_byte, chars, is_cut: false });
        } else if ends_clause(c) {
            clause = Some(Edge { at_byte: end_byte, chars, is_cut: true });
        }
    }
    Edge { at_byte: text.len(), chars, is_cut: false }
}

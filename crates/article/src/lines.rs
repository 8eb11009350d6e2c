//! The lines of a page, each with the properties that follow from its own text.

/// A line of a page that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'p> {
    /// The line, without white space around it.
    pub(crate) text: &'p str,
    /// Its number on the page, counted from 1, including blank lines.
    pub(crate) number: usize,
    /// Number of characters of the line.
    pub(crate) chars: usize,
    /// Number of blank lines above it.
    pub(crate) blanks_above: usize,
    /// Width of its indent, in halves of a Chinese character.
    pub(crate) indent_halves: usize,
}

/// The lines that are not blank, in order.
pub(crate) fn lines(page: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut blanks_above = 0;
    for (index, raw) in page.lines().enumerate() {
        let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            blanks_above += 1;
            continue;
        }
        let indent = &raw[..raw.len() - raw.trim_start().len()];
        let indent_halves = indent.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        lines.push(Line {
            text,
            number: index + 1,
            chars: text.chars().count(),
            blanks_above,
            indent_halves,
        });
        blanks_above = 0;
    }
    lines
}

/// True if a line ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '》', '】', '"']);
    let is_quoted = bare.len() < text.len();
    bare.ends_with(['。', '！', '？', '…', '；', '!', '?', ';']) || bare.ends_with('：') && !is_quoted
}

/// True if a line begins with punctuation that begins no sentence and no headline: `，读者可以`.
pub(crate) fn begins_inside(text: &str) -> bool {
    text.starts_with([
        '，', '。', '、', '；', '：', '！', '？', '）', '”', '’', '》', '】', '」', '』', ',', ';',
    ])
}

/// A Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

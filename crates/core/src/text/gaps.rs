//! Gaps: the places of a text with signs that unquoted text may match over.

/// A place with reading signs between two letters, digits or Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The first byte of the signs.
    pub(crate) start: usize,
    /// The byte after them.
    pub(crate) end: usize,
    /// The character before them.
    pub(crate) before: char,
    /// The character after them.
    pub(crate) after: char,
    /// The kind of the signs.
    pub(crate) kind: GapKind,
}

/// The kinds of signs. One place has signs of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GapKind {
    /// `"` 《 》 〈 〉, one or several.
    Quotes,
    /// A single `·`.
    Dot,
    /// A single `-`.
    Dash,
    /// A single space.
    Space,
}

/// True for the characters over which text may match, at any place.
pub(crate) fn is_reading_sign(c: char) -> bool {
    matches!(c, '"' | '《' | '》' | '〈' | '〉' | '·' | '-' | ' ')
}

/// The gaps of a normalised text, in order.
pub(crate) fn gaps(text: &str) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut before: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if !is_reading_sign(c) {
            before = Some(c);
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, sign)) = characters.next_if(|(_, next)| is_reading_sign(*next)) {
            end = at + sign.len_utf8();
        }
        if let (Some(before), Some(&(_, after))) = (before, characters.peek())
            && before.is_alphanumeric()
            && after.is_alphanumeric()
            && let Some(kind) = kind(&text[start..end], &text[..start], before, &text[end..])
        {
            gaps.push(Gap { start, end, before, after, kind });
        }
        before = None;
    }
    gaps
}

/// The kind of signs between a text, which ends with `before`, and the text after them; none if text does not match over them.
fn kind(signs: &str, head: &str, before: char, behind: &str) -> Option<GapKind> {
    let after = behind.chars().next()?;
    let is_between_digits = before.is_ascii_digit() && after.is_ascii_digit();
    match signs {
        "·" if !is_between_digits => Some(GapKind::Dot),
        "-" if after.is_ascii_alphanumeric()
            && !is_between_digits
            && !is_below_zero(behind)
            && !is_of_range(head, after) =>
        {
            Some(GapKind::Dash)
        }
        " " => {
            let is_one_digit = before.is_ascii_digit() != after.is_ascii_digit();
            let is_latin = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
            (is_one_digit && is_latin).then_some(GapKind::Space)
        }
        _ => is_of_quotes(signs).then_some(GapKind::Quotes),
    }
}

/// True if a text begins with a number that a sign of degrees or shares follows: its minus is not read over.
fn is_below_zero(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    behind.len() < text.len() && behind.starts_with(['℃', '°', '度', '%', '‰'])
}

/// True if a numeral with one character behind it ends a text, and a digit follows the dash: 1月-4月, 5日-7日.
fn is_of_range(head: &str, after: char) -> bool {
    let mut before = head.chars().rev();
    let is_measured = before.next().is_some_and(|c| !c.is_ascii());
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿".contains(c);
    after.is_ascii_digit() && is_measured && before.next().is_some_and(is_numeral)
}

/// True for quotes and brackets in which no closing one is directly followed by an opening one.
fn is_of_quotes(signs: &str) -> bool {
    let may_close = |c: char| matches!(c, '"' | '》' | '〉');
    let may_open = |c: char| matches!(c, '"' | '《' | '〈');
    let is_back_to_back =
        || signs.chars().zip(signs.chars().skip(1)).any(|(a, b)| may_close(a) && may_open(b));
    signs.chars().all(|c| may_close(c) || may_open(c)) && !is_back_to_back()
}

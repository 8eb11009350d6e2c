//! Attributes of a page, counted before the tokenizer sees them.
//!
//! A standard tokenizer compares every attribute of a tag with all earlier ones, so a tag with a million
//! attributes would take hours. They must be removed before the tokenizer; after it, the time is already
//! spent.

use std::ops::Range;

use crate::warning::MarkupBound;

/// Markup at a `<`, outside of raw text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markup<'t> {
    Tag(Tag<'t>),
    /// A comment, a doctype or a bogus comment: its number of bytes.
    Comment(usize),
    /// `<![CDATA[`, which is a comment in HTML and text in SVG.
    CharacterData,
    /// The character `<` itself.
    Text,
}

/// A start tag or an end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    /// Its bytes.
    pub(super) len: usize,
    /// Range of the superfluous attributes in it.
    pub(super) surplus: Option<Range<usize>>,
}

impl Markup<'_> {
    /// Markup at the beginning of a text. Its first character is `<`.
    pub(super) fn at(text: &str) -> Markup<'_> {
        let bytes = text.as_bytes();
        match (bytes.get(1), bytes.get(2)) {
            (Some(first), _) if first.is_ascii_alphabetic() => Markup::Tag(tag(text, 1)),
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => Markup::Tag(tag(text, 2)),
            (Some(b'!'), _) if text.starts_with("<!--") => Markup::Comment(comment(text)),
            (Some(b'!'), _) if text.starts_with("<![CDATA[") => Markup::CharacterData,
            (Some(b'!' | b'?' | b'/'), _) => Markup::Comment(to_end_of(text, ">")),
            _ => Markup::Text,
        }
    }
}

/// Number of bytes to the end of the first `sign`, or of the text.
pub(super) fn to_end_of(text: &str, sign: &str) -> usize {
    text.find(sign).map_or(text.len(), |at| at + sign.len())
}

/// Offset of the end tag of a raw-text element.
pub(super) fn end_tag(text: &str, name: &str) -> Option<usize> {
    let is_end = |at: usize| {
        let behind = text.as_bytes().get(at + 2..).unwrap_or_default();
        behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && behind.get(name.len()).is_some_and(|&byte| ends_name(byte))
    };
    text.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at))
}

/// Number of bytes of a comment. `<!-->` and `<!--->` are complete.
fn comment(text: &str) -> usize {
    const OPENING: usize = "<!--".len();
    let inside = &text[OPENING..];
    for whole in [">", "->"] {
        if inside.starts_with(whole) {
            return OPENING + whole.len();
        }
    }
    let mut at = 0;
    while let Some(dashes) = inside[at..].find("--") {
        let behind = at + dashes + 2;
        for end in [">", "!>"] {
            if inside[behind..].starts_with(end) {
                return OPENING + behind + end.len();
            }
        }
        // Of three dashes the last two may end it.
        at = behind - 1;
    }
    text.len()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// The tag at the beginning of a text, whose name begins at a byte.
fn tag(text: &str, name_start: usize) -> Tag<'_> {
    let bytes = text.as_bytes();
    let skip = |from: usize, is_part: &dyn Fn(u8) -> bool| {
        bytes[from..].iter().position(|&byte| !is_part(byte)).map_or(bytes.len(), |len| from + len)
    };
    let mut at = skip(name_start, &|byte| !ends_name(byte));
    let name = &text[name_start..at];
    let mut attributes = 0;
    let mut surplus_start = None;
    loop {
        at = skip(at, &|byte| is_space(byte) || byte == b'/');
        if bytes.get(at).is_none_or(|&byte| byte == b'>') {
            let surplus = surplus_start.map(|start| start..at);
            return Tag { name, len: bytes.len().min(at + 1), surplus };
        }
        attributes += 1;
        if attributes > MarkupBound::Attributes.most() {
            surplus_start = surplus_start.or(Some(at));
        }
        // The first character always belongs to the name.
        at = skip(at + 1, &|byte| !ends_name(byte) && byte != b'=');
        let sign = skip(at, &is_space);
        if bytes.get(sign) != Some(&b'=') {
            continue;
        }
        at = skip(sign + 1, &is_space);
        at = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => bytes.len().min(skip(at + 1, &|byte| byte != quote) + 1),
            _ => skip(at, &|byte| !is_space(byte) && byte != b'>'),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_ends_where_the_standard_ends_it() {
        for (text, len) in [
            ("<!-->x", 5),
            ("<!--->x", 6),
            ("<!---->x", 7),
            ("<!--a--!>x", 9),
            ("<!--a--->x", 9),
            ("<!--a->x", 8),
            ("<!doctype html>x", 15),
            ("<?xml?>x", 7),
            ("</>x", 3),
            ("</ a>x", 5),
        ] {
            assert_eq!(Markup::at(text), Markup::Comment(len), "{text}");
        }
        for (text, name, len) in [
            ("<p>x", "p", 3),
            ("</p a='>'>x", "p", 10),
            ("<a b=\"'>\"c>x", "a", 11),
            ("<a b = '>' c>x", "a", 13),
            ("<a =>x", "a", 5),
            ("<a b='>", "a", 7),
            ("<a b=c/>x", "a", 8),
            ("<a/b=/ =>'>'>x", "a", 9),
        ] {
            assert_eq!(Markup::at(text), Markup::Tag(Tag { name, len, surplus: None }), "{text}");
        }
        assert_eq!(Markup::at("<![CDATA[x]]>"), Markup::CharacterData);
        assert_eq!(Markup::at("< 2"), Markup::Text);
        assert_eq!(end_tag("a</b></scripts></SCRIPT >", "script"), Some(15));
    }

    #[test]
    fn attributes_past_the_bound_are_marked() {
        let most = MarkupBound::Attributes.most();
        let within = format!("<p{}>", " a='>'".repeat(most));
        assert!(matches!(Markup::at(&within), Markup::Tag(Tag { surplus: None, .. })));
        let past = format!("<p{} b=c d/>雨", " a='>'".repeat(most));
        let Markup::Tag(tag) = Markup::at(&past) else { panic!() };
        assert_eq!((&past[..tag.len], &past[tag.surplus.unwrap()]), (&past[..past.len() - 3], "b=c d/"));
    }
}

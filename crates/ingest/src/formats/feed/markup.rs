//! A `<` in a feed that opens no tag: `收入<100元`, `《<江城>》`, `a < b`.
//!
//! Many feeds escape nothing. XML does not allow such a `<`: a parser reads up to the next `>` and loses the
//! end of the element. The character is therefore escaped before the parser sees it.

use std::borrow::Cow;

/// The text with every `<` escaped that opens no tag, comment or declaration. Linear in its length: the
/// lookahead ends at the next `<`.
pub(super) fn with_bare_signs_escaped(text: &str) -> Cow<'_, str> {
    let mut escaped = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        at += next;
        let rest = &text[at..];
        at += match kind(rest) {
            Sign::Tag => 1,
            Sign::Whole(bytes) => bytes,
            Sign::Bare => {
                escaped.push_str(&text[done..at]);
                // A text that is later parsed as HTML would contain `<b` as a tag again.
                let is_tag_there =
                    rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
                escaped.push_str(if is_tag_there { "&amp;lt;" } else { "&lt;" });
                done = at + 1;
                1
            }
        };
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    escaped.push_str(&text[done..]);
    Cow::Owned(escaped)
}

/// Kind of markup that a `<` opens.
enum Sign {
    Tag,
    /// Length of markup that is skipped as a whole, in bytes.
    Whole(usize),
    /// Nothing.
    Bare,
}

fn kind(rest: &str) -> Sign {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = rest.strip_prefix(open) {
            return Sign::Whole(inside.find(close).map_or(rest.len(), |at| open.len() + at + close.len()));
        }
    }
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if rest.starts_with("<!") && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Sign::Tag;
    }
    // A tag ends before the next begins.
    let ends = rest[1..].find(['<', '>']).is_some_and(|at| rest.as_bytes()[1 + at] == b'>');
    let name_end =
        name.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.:".contains(c))).unwrap_or(name.len());
    let is_tag = name[name_end..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    if is_name && ends && is_tag { Sign::Tag } else { Sign::Bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_open_nothing_are_escaped() {
        for (text, expect) in [
            ("<a>收入<100元</a>", "<a>收入&lt;100元</a>"),
            ("<a>x < y</a>", "<a>x &lt; y</a>"),
            ("<a>《<江城>》</a>", "<a>《&lt;江城>》</a>"),
            ("<a>b<c</a>", "<a>b&amp;lt;c</a>"),
            ("<a>b<</a>", "<a>b&lt;</a>"),
            ("<a b='c'><dc:d/></a>", "<a b='c'><dc:d/></a>"),
            ("<!-- < --><![CDATA[ < ]]><?x < ?>", "<!-- < --><![CDATA[ < ]]><?x < ?>"),
            ("<!DOCTYPE rss>", "<!DOCTYPE rss>"),
            ("<", "&lt;"),
            ("a<b@c.example>", "a&amp;lt;b@c.example>"),
        ] {
            assert_eq!(with_bare_signs_escaped(text), expect, "{text}");
        }
    }
}

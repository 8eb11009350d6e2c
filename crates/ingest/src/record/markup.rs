//! HTML and entities in text fields, as crawlers store them.
//!
//! A text is HTML if it contains a tag that pages use (`<p>`, `<br/>`, `</b>`). Block elements then separate
//! lines; if `br` is the only tag, newlines in the text do too. Entities are decoded even without tags, and also if
//! they were escaped twice (`&amp;nbsp;`). Everything else is unchanged: `收入<100元`, `a && b`.
//!
//! Articles exported by jianbao are exempt: their text is plain text.

use std::collections::BTreeSet;

use crate::warning::MarkupBound;

/// Parser for the markup in the texts of one object.
pub(super) struct Markup<'p> {
    /// True if markup is parsed.
    pub(super) is_read: bool,
    /// The bounds that were exceeded.
    #[cfg_attr(
        not(feature = "html"),
        expect(dead_code, reason = "there is no HTML whose bounds could be passed")
    )]
    pub(super) passed: &'p mut BTreeSet<MarkupBound>,
}

impl Markup<'_> {
    /// A text on one line; none if it is white space alone.
    pub(super) fn line(&mut self, text: &str) -> Option<String> {
        let line = match self.marked_lines(text) {
            Some(lines) => lines.join(" "),
            None => text.to_owned(),
        };
        (!line.trim().is_empty()).then_some(line)
    }

    /// The lines of a text that are not blank.
    pub(super) fn lines(&mut self, text: &str) -> Vec<String> {
        match self.marked_lines(text) {
            Some(lines) => lines,
            None => text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        }
    }

    /// Adds a text: one paragraph, unless its markup divides it.
    pub(super) fn add_paragraph(&mut self, text: &str, lines: &mut Vec<String>) {
        match self.marked_lines(text) {
            Some(more) => lines.extend(more),
            None if text.trim().is_empty() => {}
            None => lines.push(text.to_owned()),
        }
    }

    /// The lines of a text with markup; none if it has no markup.
    #[cfg(feature = "html")]
    fn marked_lines(&mut self, text: &str) -> Option<Vec<String>> {
        use crate::formats::html::{lines_of_fragment, without_entities};

        // Most texts have neither, and the check is cheap.
        if !self.is_read || !(text.contains('<') || text.contains('&')) {
            return None;
        }
        let mut tags = Tags::of(text);
        if tags == Tags::None && !has_entity(text) {
            return None;
        }
        let mut text = std::borrow::Cow::Borrowed(text);
        for _ in 0..MAX_ESCAPES {
            if tags == Tags::None && has_entity(&text) {
                text = without_entities(&text).into();
                tags = Tags::of(&text);
            }
        }
        let lines = match tags {
            Tags::None => text.lines().map(|line| line.trim_end().to_owned()).collect(),
            Tags::Inline => text.lines().flat_map(|line| lines_of_fragment(line, self.passed)).collect(),
            Tags::Breaks => lines_of_fragment(&text.replace('\n', "<br>"), self.passed),
            Tags::Blocks => lines_of_fragment(&text, self.passed),
        };
        let plain = |line: String| if has_entity(&line) { without_entities(&line) } else { line };
        Some(lines.into_iter().map(plain).filter(|line| !line.trim().is_empty()).collect())
    }

    #[cfg(not(feature = "html"))]
    fn marked_lines(&mut self, _: &str) -> Option<Vec<String>> {
        None
    }
}

/// Maximum number of levels of escaping.
#[cfg(feature = "html")]
const MAX_ESCAPES: usize = 2;

/// The HTML tags in a text.
#[cfg(feature = "html")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tags {
    None,
    /// Only tags that separate no lines: `<b>`, `<a href=…>`.
    Inline,
    /// Also `<br>`.
    Breaks,
    /// Also other tags that separate lines.
    Blocks,
}

#[cfg(feature = "html")]
impl Tags {
    fn of(text: &str) -> Tags {
        const INLINE: [&str; 20] = [
            "a", "abbr", "b", "code", "em", "font", "i", "img", "ins", "label", "mark", "small", "span",
            "strike", "strong", "sub", "sup", "u", "video", "audio",
        ];
        const BLOCKS: [&str; 36] = [
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "html",
            "iframe",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "script",
            "section",
            "style",
            "table",
            "tbody",
            "td",
            "th",
            "tr",
            "ul",
        ];
        let mut tags = Tags::None;
        for (at, _) in text.match_indices('<') {
            let name = &text.as_bytes()[at + 1..];
            let name = name.strip_prefix(b"/").unwrap_or(name);
            let length = name.iter().take(11).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let (name, behind) = name.split_at(length);
            if !matches!(behind.first(), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')) {
                continue;
            }
            let is = |known: &&str| name.eq_ignore_ascii_case(known.as_bytes());
            let found = if is(&"br") || is(&"hr") {
                Tags::Breaks
            } else if BLOCKS.iter().any(&is) {
                return Tags::Blocks;
            } else if INLINE.iter().any(is) {
                Tags::Inline
            } else {
                Tags::None
            };
            tags = tags.max(found);
        }
        tags
    }
}

/// True if a text contains a possible entity: `&nbsp;`, `&#20070;`.
#[cfg(feature = "html")]
fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| crate::formats::html::entity_bytes(&text[at..]).is_some())
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        Markup { is_read: true, passed: &mut BTreeSet::new() }.lines(text)
    }

    #[test]
    fn markup_is_read_and_what_only_looks_like_it_stays() {
        for (text, expect) in [
            ("<p>雨后</p><p>街<b>上</b>&nbsp;无人</p>", vec!["雨后", "街上 无人"]),
            ("&lt;p&gt;雨后&lt;/p&gt;&lt;p&gt;街上&lt;/p&gt;", vec!["雨后", "街上"]),
            ("雨后<br>街上<br/>\n无人", vec!["雨后", "街上", "无人"]),
            ("雨后<b>街上</b>\n无人", vec!["雨后街上", "无人"]),
            ("&ldquo;雨&#21518;&rdquo; &amp;nbsp;街上\n无人", vec!["“雨后” \u{a0}街上", "无人"]),
            ("<div>雨后\n街上</div>", vec!["雨后 街上"]),
            ("<P CLASS='a'>雨后</P>", vec!["雨后"]),
            ("<p>雨后<script>var a;</script></p>", vec!["雨后"]),
            ("收入<100元，a && b，R&D，x<y>z", vec!["收入<100元，a && b，R&D，x<y>z"]),
            ("见 http://a.example/?a=1&copy=2", vec!["见 http://a.example/?a=1&copy=2"]),
            ("见 http://a.example/?a=1&copy=2&nbsp;雨", vec!["见 http://a.example/?a=1&copy=2\u{a0}雨"]),
            ("《<人>》雨后\n\n街上", vec!["《<人>》雨后", "街上"]),
        ] {
            assert_eq!(lines(text), expect, "{text}");
        }
    }

    #[test]
    fn a_title_is_one_line() {
        let mut passed = BTreeSet::new();
        let mut markup = Markup { is_read: true, passed: &mut passed };
        assert_eq!(markup.line("&ldquo;雨后&rdquo;<br>街上").as_deref(), Some("“雨后” 街上"));
        assert_eq!(markup.line("<p> </p>"), None);
        markup.is_read = false;
        assert_eq!(markup.line("<b>雨</b>").as_deref(), Some("<b>雨</b>"));
    }
}

//! Text and snippets as safe HTML: everything from an article is escaped, and the only tag in the output is `<mark>`.

use jianbao_core::Snippet;

/// A snippet as HTML, with matches in `<mark>`.
///
/// The output is safe between tags. Highlights outside the text (a snippet may come from any source) are skipped; the text
/// itself is always complete.
///
/// ```
/// use jianbao::{Snippet, html};
///
/// let snippet = Snippet { text: "<b>春茶</b>上市".into(), highlights: vec![[3, 9]], field: None };
/// assert_eq!(html::marked(&snippet), "&lt;b&gt;<mark>春茶</mark>&lt;/b&gt;上市");
/// ```
pub fn marked(snippet: &Snippet) -> String {
    let text = snippet.text.as_str();
    let mut html = String::with_capacity(text.len() + 16 * snippet.highlights.len());
    let mut at_byte = 0;
    for &[start, end] in &snippet.highlights {
        let fits = at_byte <= start && start < end;
        let (true, Some(before), Some(inside)) = (fits, text.get(at_byte..start), text.get(start..end))
        else {
            continue;
        };
        push_escaped(&mut html, before);
        html.push_str("<mark>");
        push_escaped(&mut html, inside);
        html.push_str("</mark>");
        at_byte = end;
    }
    push_escaped(&mut html, &text[at_byte..]);
    html
}

/// A text as HTML: safe between tags and inside a quoted attribute.
///
/// Control characters, which HTML does not allow, become U+FFFD; so do bidirectional controls, which could make one text look
/// like another.
///
/// ```
/// assert_eq!(jianbao::html::escaped("\"甲\" & 'b' < 丙"), "&quot;甲&quot; &amp; &#39;b&#39; &lt; 丙");
/// ```
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(&mut html, text);
    html
}

fn push_escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\t' | '\n' => html.push(c),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                html.push('\u{fffd}');
            }
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// HTML back to text, as a browser reads it; none if it contains a tag other than `<mark>`.
    fn read_back(html: &str) -> Option<String> {
        let text = html.replace("<mark>", "").replace("</mark>", "");
        if text.contains(['<', '>', '"', '\'']) {
            return None;
        }
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        Some(entities.into_iter().fold(text, |text, (entity, c)| text.replace(entity, c)))
    }

    proptest! {
        #[test]
        fn nothing_but_marks_comes_out_and_the_text_reads_back(
            text in "([<>&\"'甲乙 /a-z;#]|mark|&lt;){0,30}",
            highlights in prop::collection::vec([0_usize..60, 0_usize..60], 0..5),
        ) {
            let html = marked(&Snippet { text: text.clone(), highlights, field: None });
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
            prop_assert_eq!(read_back(&html), Some(text));
        }
    }

    #[test]
    fn control_characters_do_not_reach_a_page() {
        assert_eq!(escaped("a\0b\u{1b}\u{202e}\n"), "a\u{fffd}b\u{fffd}\u{fffd}\n");
    }
}

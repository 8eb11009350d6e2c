//! How deep a page nests its elements, told without parsing it.
//!
//! A parser that follows the standard looks through all open elements at every paragraph, so a page of a million
//! open elements would take hours. No page that was made for readers comes near the bound.

/// So many elements may be open at once.
const MAX_DEPTH: usize = 2_000;

/// Elements that have no end tag, or need none because the next one ends them.
const ENDLESS: [&str; 35] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "td", "tr", "th", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup", "html",
    "head", "body", "colgroup", "rp", "rt", "frame", "keygen", "basefont",
];

/// The page up to where it nests too deep: all of it, for every page that was made for readers.
pub(super) fn shallow(html: &str) -> &str {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let tag_start = at + found;
        let tag = &html[tag_start + 1..];
        at = tag_start + 1;
        if let Some(comment) = tag.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| at + 3 + end + 3);
            continue;
        }
        let is_end = tag.starts_with('/');
        let name = &tag[usize::from(is_end)..];
        let name_len = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        let name = &name[..name_len];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || ENDLESS.iter().any(|one| name.eq_ignore_ascii_case(one))
        {
            continue;
        }
        if is_end {
            depth = depth.saturating_sub(1);
            continue;
        }
        if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
            // What stands inside is no markup, whatever it looks like.
            at = tag.find("</").map_or(html.len(), |end| at + end);
            depth += 1;
            while at < html.len() && !ends(&html[at..], name) {
                at = html[at + 2..].find("</").map_or(html.len(), |end| at + 2 + end);
            }
            continue;
        }
        depth += 1;
        if depth > MAX_DEPTH {
            return &html[..tag_start];
        }
    }
    html
}

/// Whether a text begins with the end tag of this name.
fn ends(text: &str, name: &str) -> bool {
    text.get(2..2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_nested_too_deep_is_cut() {
        let scripts = "<script>document.write('<div><div>')</script><!-- <div> -->".repeat(3_000);
        let siblings = "<div><p>雨后<br><img></div>".repeat(5_000);
        for page in [scripts.as_str(), &siblings, "", "<", "</", "<!--", "<script>", "1 < 2"] {
            assert_eq!(shallow(page), page);
        }
        let deep = "<div>".repeat(3_000);
        assert_eq!(shallow(&deep).len(), MAX_DEPTH * "<div>".len());
    }
}

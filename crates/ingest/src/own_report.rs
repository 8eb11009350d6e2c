//! Reports written by jianbao itself. Their articles are in an index already, so reports are recognised by a
//! mark and skipped.
//!
//! The mark names the program, and readers of a report do not see it: in HTML it is the `generator` among the
//! first `meta` elements of the head, in Markdown a comment in the first line. Only these places and this
//! wording count, so a page about jianbao is an ordinary page.

/// A kind of report that jianbao writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OwnReport {
    /// Clippings: articles that a query found.
    Clippings,
    /// A measurement of tokenizers.
    Measurement,
}

/// Every kind.
const KINDS: [OwnReport; 2] = [OwnReport::Clippings, OwnReport::Measurement];

/// Number of bytes at the beginning of a file that contain the mark, with room for additions of a browser
/// that saves the page.
const HEAD_BYTES: usize = 8192;

impl OwnReport {
    /// Name of the `generator` in the head of a page.
    ///
    /// ```
    /// use jianbao_ingest::OwnReport;
    ///
    /// let page = format!("<!DOCTYPE html><meta name=\"generator\" content=\"{}\">", OwnReport::Clippings.generator());
    /// assert_eq!(OwnReport::sniff(page.as_bytes()), Some(OwnReport::Clippings));
    /// assert_eq!(OwnReport::sniff(b"<!DOCTYPE html><p>jianbao clippings"), None);
    /// ```
    pub fn generator(self) -> &'static str {
        match self {
            OwnReport::Clippings => "jianbao clippings",
            OwnReport::Measurement => "jianbao measurement",
        }
    }

    /// The first line of a Markdown report, without its end.
    pub fn markdown_mark(self) -> String {
        format!("<!-- {} -->", self.generator())
    }

    /// Recognises a report by the first bytes of a file.
    pub fn sniff(opening: &[u8]) -> Option<OwnReport> {
        let opening = opening.strip_prefix(b"\xef\xbb\xbf").unwrap_or(opening).trim_ascii_start();
        if opening.first() != Some(&b'<') {
            return None;
        }
        let opening = String::from_utf8_lossy(&opening[..opening.len().min(HEAD_BYTES)]);
        let first_line = opening.lines().next().unwrap_or_default().trim_end();
        let in_markdown = KINDS.into_iter().find(|kind| first_line == kind.markdown_mark());
        in_markdown.or_else(|| in_head(&opening))
    }

    fn meta(self) -> String {
        format!("<meta name=\"generator\" content=\"{}\">", self.generator())
    }
}

/// By the first elements of the head, before its title. Comments, which a browser adds, are ignored.
fn in_head(page: &str) -> Option<OwnReport> {
    const BEFORE: [&str; 4] = ["<!doctype", "<html", "<head", "<meta"];
    let mut rest = page;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let (tag, behind) = rest.split_at(tag_bytes(rest)?);
        if let Some(kind) = KINDS.into_iter().find(|kind| tag == kind.meta()) {
            return Some(kind);
        }
        let name = tag.split([' ', '\t', '\n', '\r', '>', '/']).next().unwrap_or_default();
        if !BEFORE.iter().any(|before| name.eq_ignore_ascii_case(before)) {
            return None;
        }
        rest = behind;
    }
}

/// Number of bytes of the tag at the start of a text; a `>` in quotes does not end it.
fn tag_bytes(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "<meta name=\"generator\" content=\"jianbao clippings\">";

    #[test]
    fn a_report_is_known_by_its_mark_in_its_place() {
        for text in [
            format!("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">{META}<title>剪报"),
            format!("\u{feff}<!DOCTYPE html><html lang=\"en\"><head>{META}"),
            // As browsers save it.
            format!(
                "<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->\n<html lang=\"en\"><head>\n\
                 <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n{META}\n<title>"
            ),
            "<!-- jianbao clippings -->\n# 剪报：图书馆\n".to_owned(),
            "<!-- jianbao clippings -->\r\n".to_owned(),
        ] {
            assert_eq!(OwnReport::sniff(text.as_bytes()), Some(OwnReport::Clippings), "{text}");
        }
        let page = "<!DOCTYPE html><meta name=\"generator\" content=\"jianbao measurement\">";
        assert_eq!(OwnReport::sniff(page.as_bytes()), Some(OwnReport::Measurement));
    }

    #[test]
    fn what_speaks_of_jianbao_is_no_report() {
        for text in [
            format!("<!DOCTYPE html><html><head><title>剪报</title>{META}"),
            format!("<!DOCTYPE html><html><head></head><body>{META}"),
            format!("<!DOCTYPE html><!-- {META} --><title>"),
            format!("<meta name='description' content='>{META}'><title>"),
            format!("<p>{META}"),
            META.replace("clippings", "clippings 2"),
            META.replace("generator", "description"),
            META.replace("jianbao clippings", "hugo"),
            META.trim_end_matches('>').to_owned(),
            "# 剪报\n<!-- jianbao clippings -->\n".to_owned(),
            "<!-- jianbao clippings --> 一\n".to_owned(),
            "<!-- 用 jianbao clippings 做的 -->\n# 剪报".to_owned(),
            "jianbao clippings\n".to_owned(),
            "{\"title\": \"<!-- jianbao clippings -->\"}".to_owned(),
            String::new(),
        ] {
            assert_eq!(OwnReport::sniff(text.as_bytes()), None, "{text}");
        }
    }
}

//! The plain text of a newspaper page or of one article. The metadata of an article copied from a web page is
//! removed ([`copied`]).
//!
//! Invariant: memory is bounded. A short line costs some hundred times its bytes, so a page with too many
//! lines is read in parts.

use std::io::BufRead;

use jianbao_article::parse_page;

use crate::error::IngestError;
use crate::formats::copied;
use crate::formats::text::{Declared, whole};
use crate::source::{PageText, Pages, Source};
use crate::warning::{Severity, WarningKind};

/// Maximum number of lines of a page, beyond which it is read in parts: hundreds of times those of a printed
/// page.
const MAX_LINES: usize = 100_000;

/// Reads the articles of a page.
pub(crate) fn read(_: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    whole(stream, source, Declared::No, |text, source| {
        articles(text, source);
        Ok(())
    })
}

fn articles(text: &str, source: &mut Source) {
    if let Pages::Whole(take) = &mut source.session.pages {
        take(source.path, PageText::Plain(text));
        return;
    }
    if let Some((article, line)) = copied::article(text) {
        source.article(article, Some(line as u64));
        return;
    }
    let mut lines_above: u64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (part, below) = rest.split_at(part_bytes(rest));
        let page = parse_page(part);
        for warning in page.warnings {
            let line = lines_above + warning.line as u64;
            source.warn(Some(line), WarningKind::Page { reading: warning.kind }, Severity::Guess);
        }
        for (article, line) in page.articles.into_iter().zip(page.first_lines) {
            source.article(article, Some(lines_above + line as u64));
        }
        if lines_above == 0 && !below.is_empty() {
            let kind = WarningKind::TooManyLines { max_lines: MAX_LINES };
            source.warn(None, kind, Severity::Guess);
        }
        lines_above += part.matches('\n').count() as u64;
        rest = below;
    }
}

/// Number of bytes of a text up to the first line beyond the maximum; blank lines do not count.
fn part_bytes(text: &str) -> usize {
    let mut bytes = 0;
    let mut lines = 0;
    for line in text.split_inclusive('\n') {
        lines += usize::from(!line.trim().is_empty());
        if lines > MAX_LINES {
            break;
        }
        bytes += line.len();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read::tests::read;

    #[test]
    fn a_page_of_too_many_lines_is_read_in_parts_and_told() {
        // The shape alone decides credits, so those lines are cheap.
        let credit = "王伟 摄\n";
        let page = |lines: usize| format!("雨后\n\n街上无人。\n{}", credit.repeat(lines - 2));
        assert_eq!(read("a.txt", page(MAX_LINES).as_bytes()).unwrap().first().unwrap(), "雨后");
        let text = format!("{}街上\n\n本报讯（记者王伟）昨天放晴，街上有人。\n", page(4 * MAX_LINES));
        let seen = read("a.txt", text.as_bytes()).unwrap();
        let told = format!("/a.txt: more than {MAX_LINES} lines: read in parts of so many");
        assert_eq!(seen.iter().filter(|seen| **seen == told).count(), 1);
        assert_eq!((seen[0].as_str(), seen.last().unwrap().as_str()), ("雨后", "街上"));
    }

    #[test]
    fn lines_of_later_parts_are_counted_on_the_page() {
        let text = format!("{}{}", "王伟 摄\n\n".repeat(MAX_LINES), "街上\n\n昨天放晴。\n".repeat(20));
        let seen = read("a.txt", text.as_bytes()).unwrap();
        let first_line = 2 * MAX_LINES + 1;
        let lines =
            seen.iter().filter_map(|seen| seen.strip_prefix("/a.txt:")?.split(':').next()?.parse().ok());
        let lines: Vec<usize> = lines.filter(|line| *line > MAX_LINES).collect();
        assert!(lines.iter().all(|line| *line >= first_line && *line < first_line + 60), "{lines:?}");
    }
}

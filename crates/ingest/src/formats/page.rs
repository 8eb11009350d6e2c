//! The plain text of a newspaper page, or of one article.

use std::io::BufRead;

use jianbao_article::parse_page;

use crate::error::IngestError;
use crate::formats::text::{Declared, whole};
use crate::source::{Pages, Source};
use crate::warning::{Severity, WarningKind};

/// Reads the articles of a page.
pub(crate) fn read(_: &[u8], stream: &mut dyn BufRead, source: &mut Source) -> Result<(), IngestError> {
    whole(stream, source, Declared::No, |text, source| {
        articles(text, source);
        Ok(())
    })
}

fn articles(text: &str, source: &mut Source) {
    if let Pages::Whole(take) = &mut source.session.pages {
        take(source.path, text);
        return;
    }
    let page = parse_page(text);
    for warning in page.warnings {
        source.warn(Some(warning.line as u64), WarningKind::Page(warning.kind), Severity::Guess);
    }
    for article in page.articles {
        source.article(article, None);
    }
}

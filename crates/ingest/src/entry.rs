//! What comes out of a file, and the count of it.

use std::path::Path;

use jianbao_article::Article;

use crate::error::{Severity, Warning};

/// What comes out of a file, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// An article.
    Article(Box<Article>),
    /// Something that a reader should know of.
    Warning(Warning),
}

/// Counts what goes to the sink.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) articles: u64,
    pub(crate) warnings: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    pub(crate) fn emit(&mut self, entry: Entry, sink: &mut dyn FnMut(Entry)) {
        match &entry {
            Entry::Article(_) => self.articles += 1,
            Entry::Warning(warning) => {
                self.warnings += 1;
                self.skipped += u64::from(warning.severity == Severity::Loss);
            }
        }
        sink(entry);
    }

    /// Hands over an article, unless there is nothing in it to find.
    pub(crate) fn article(
        &mut self,
        article: Article,
        path: &Path,
        line: Option<u64>,
        sink: &mut dyn FnMut(Entry),
    ) {
        if article.title_text().trim().is_empty() && article.body_text().trim().is_empty() {
            let message = "an article without a title and a body: left out".to_owned();
            self.emit(
                Entry::Warning(Warning { path: path.to_owned(), line, message, severity: Severity::Loss }),
                sink,
            );
            return;
        }
        self.emit(Entry::Article(Box::new(article)), sink);
    }
}

//! Counts of the changes since the last commit, which decide when a commit is due.

use std::time::Instant;

use crate::index::writer_options::WriterOptions;

/// The changes since the last commit.
#[derive(Debug, Default)]
pub(crate) struct Uncommitted {
    articles: u64,
    bytes: u64,
    since: Option<Instant>,
}

impl Uncommitted {
    /// True if nothing has changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.articles == 0
    }

    pub(crate) fn count(&mut self, bytes: usize) {
        self.articles += 1;
        self.bytes += bytes as u64;
        self.since.get_or_insert_with(Instant::now);
    }

    pub(crate) fn is_due(&self, options: &WriterOptions) -> bool {
        let age = self.since.map(|since| since.elapsed());
        options.commit_articles.is_some_and(|articles| self.articles > 0 && self.articles >= articles)
            || options.commit_bytes.is_some_and(|bytes| self.articles > 0 && self.bytes >= bytes)
            || options.commit_interval.zip(age).is_some_and(|(interval, age)| age >= interval)
    }
}

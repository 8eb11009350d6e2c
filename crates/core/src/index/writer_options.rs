//! Options of a writer: memory, threads, and automatic commits.

use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::index::key_field::KeyField;

/// The least memory of one indexing thread, in bytes; tantivy refuses less.
const MIN_THREAD_BYTES: usize = 15_000_000;

/// The most memory of one indexing thread, in bytes; tantivy refuses more.
const MAX_THREAD_BYTES: usize = 4_000_000_000;

/// The memory of a writer by default, in bytes.
const DEFAULT_BYTES: usize = 100_000_000;

/// Options of a [`Writer`](crate::Writer).
///
/// ```
/// use std::time::Duration;
///
/// use jianbao_article::Article;
/// use jianbao_core::{Index, WriterOptions};
///
/// let options = WriterOptions::default().memory_bytes(30_000_000).commit_articles(2);
/// let options = options.commit_interval(Duration::from_secs(5));
/// let index = Index::in_memory()?;
/// let mut writer = index.writer_with(options)?;
/// for title in ["雨后", "街上"] {
///     writer.add(Article { title: Some(title.into()), ..Article::default() })?;
/// }
/// assert_eq!(index.len(), 2, "the second article completed a commit");
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[must_use = "options are the input of Index::writer_with"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriterOptions {
    /// The memory, in bytes and for all threads together, for articles that are not yet written as a segment. The default is 100
    /// MB, the minimum 15 MB; smaller values are raised to the minimum. More memory means fewer segments to merge. Memory is
    /// allocated as articles arrive; a writer without articles uses none. In addition, up to 16 MB of articles wait for the
    /// threads, and each merge maps its segments.
    pub memory_bytes: usize,
    /// The number of indexing threads. `None`: one for each processor, but at most as many as can have 15 MB each.
    pub threads: Option<NonZero<usize>>,
    /// Commits once this number of articles was added or removed.
    pub commit_articles: Option<u64>,
    /// Commits once the added articles have this number of bytes.
    pub commit_bytes: Option<u64>,
    /// Commits a change that is this old. No thread does this in the background: the age is checked by each
    /// [`add`](crate::Writer::add), [`remove`](crate::Writer::remove) and [`commit_if_due`](crate::Writer::commit_if_due).
    pub commit_interval: Option<Duration>,
    /// The field by which an article replaces earlier ones, in addition to the id. `None`: only the id.
    pub replace_by: Option<KeyField>,
}

impl Default for WriterOptions {
    /// 100 MB, a thread for each processor, and only explicit commits.
    fn default() -> WriterOptions {
        WriterOptions {
            memory_bytes: DEFAULT_BYTES,
            threads: None,
            commit_articles: None,
            commit_bytes: None,
            commit_interval: None,
            replace_by: None,
        }
    }
}

impl WriterOptions {
    /// Sets the memory, in bytes, all threads together.
    pub fn memory_bytes(mut self, bytes: usize) -> WriterOptions {
        self.memory_bytes = bytes;
        self
    }

    /// Sets the number of indexing threads; 0 counts as 1.
    pub fn threads(mut self, threads: usize) -> WriterOptions {
        self.threads = Some(NonZero::new(threads).unwrap_or(NonZero::<usize>::MIN));
        self
    }

    /// Commits once this number of articles was added or removed.
    pub fn commit_articles(mut self, articles: u64) -> WriterOptions {
        self.commit_articles = Some(articles);
        self
    }

    /// Commits once the added articles have this number of bytes.
    pub fn commit_bytes(mut self, bytes: u64) -> WriterOptions {
        self.commit_bytes = Some(bytes);
        self
    }

    /// Commits a change that is this old.
    pub fn commit_interval(mut self, interval: Duration) -> WriterOptions {
        self.commit_interval = Some(interval);
        self
    }

    /// Lets an article replace earlier articles with the same value of a field, in addition to the one with the same id. An
    /// article with several values replaces the articles with any of them. An article without an id takes the id of the replaced
    /// article; if there are several, of one with its first value. [`Index::writer_with`](crate::Index::writer_with) fails if the
    /// index does not have the field of one's own, or if the field is not a keyword. Cost: the lookup of a term for each value.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::{Index, KeyField, WriterOptions};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer_with(WriterOptions::default().replace_by(KeyField::Url))?;
    /// let url = Some("https://news.example.cn/7.html".to_owned());
    /// let first = writer.add(Article { url: url.clone(), title: Some("雨后".into()), ..Article::default() })?;
    /// let second = writer.add(Article { url, title: Some("雨后（更新）".into()), ..Article::default() })?;
    /// assert_eq!(second.id, first.id);
    /// assert!(second.replaced.is_some());
    /// writer.finish()?;
    /// assert_eq!(index.len(), 1);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn replace_by(mut self, field: KeyField) -> WriterOptions {
        self.replace_by = Some(field);
        self
    }

    /// The number of threads, each with enough memory.
    pub(crate) fn thread_count(&self) -> usize {
        let wanted = self.threads.or_else(|| available_parallelism().ok()).map_or(1, NonZero::get);
        wanted.min(self.memory_bytes / MIN_THREAD_BYTES).max(1)
    }

    /// The memory of each thread, in bytes.
    pub(crate) fn thread_bytes(&self) -> usize {
        (self.memory_bytes / self.thread_count()).clamp(MIN_THREAD_BYTES, MAX_THREAD_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thread_has_enough_memory_and_all_have_no_more_than_asked() {
        for (memory_bytes, threads, expect) in [
            (100_000_000, 2, (2, 50_000_000)),
            (100_000_000, 64, (6, 16_666_666)),
            (20_000_000, 4, (1, 20_000_000)),
            (0, 0, (1, MIN_THREAD_BYTES)),
            (usize::MAX, 1, (1, MAX_THREAD_BYTES)),
        ] {
            let options = WriterOptions::default().memory_bytes(memory_bytes).threads(threads);
            assert_eq!((options.thread_count(), options.thread_bytes()), expect);
        }
    }
}

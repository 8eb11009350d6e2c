//! Names of input fields that jianbao does not know.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use crate::error::{Error, Result};
use crate::index::index::Index;

/// Maximum number of names that are counted, the first in byte order.
const MAX_NAMES: usize = 1 << 16;

/// A name among the [extra fields](jianbao_article::Article::extra) of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KeptKey {
    /// The name, as in the articles.
    pub key: String,
    /// The number of articles that have it.
    pub articles: u64,
}

impl Index {
    /// The names of input fields that jianbao does not know, the most frequent first. Limits: the first 64 names of an article,
    /// names of up to 256 bytes, and the first 65,536 names of an index. Cost: reading the names of each segment, and the
    /// postings of each name in segments with deleted articles.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::Index;
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let mut article = Article { title: Some("夜市亮灯".into()), ..Article::default() };
    /// article.extra.insert("热度".into(), 7.into());
    /// writer.add(article)?;
    /// writer.finish()?;
    /// let keys = index.kept_keys()?;
    /// assert_eq!((keys[0].key.as_str(), keys[0].articles), ("热度", 1));
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn kept_keys(&self) -> Result<Vec<KeptKey>> {
        let read = || -> tantivy::Result<BTreeMap<String, u64>> {
            let mut counts = BTreeMap::new();
            for segment in self.reader().searcher.segment_readers() {
                let postings = segment.inverted_index(self.fields().kept_key)?;
                let alive = segment.alive_bitset();
                let mut names = postings.terms().stream()?;
                while let Some((name, info)) = names.next() {
                    let mut articles = u64::from(info.doc_freq);
                    if let Some(alive) = alive {
                        let mut documents =
                            postings.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                        articles = 0;
                        while documents.doc() != TERMINATED {
                            articles += u64::from(alive.is_alive(documents.doc()));
                            documents.advance();
                        }
                    }
                    if articles > 0 {
                        *counts.entry(String::from_utf8_lossy(name).into_owned()).or_default() += articles;
                        if counts.len() > MAX_NAMES {
                            counts.pop_last();
                        }
                    }
                }
            }
            Ok(counts)
        };
        let counts = self.reading(|| read().map_err(Error::engine("read the names of kept fields")))?;
        let mut keys: Vec<KeptKey> =
            counts.into_iter().map(|(key, articles)| KeptKey { key, articles }).collect();
        keys.sort_by_key(|key| Reverse(key.articles));
        Ok(keys)
    }
}

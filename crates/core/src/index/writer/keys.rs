//! Keys: an article replaces the earlier ones with the same value of a field.
//!
//! Articles of the last commit are found by the term of their key. Those that were added since are in a map, which a commit
//! empties.

use std::collections::HashMap;

use jianbao_article::Article;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::ids::hash_of;
use super::{Error, Replaced, Result, Writer};
use crate::index::key_field::KeyField;

/// The keys of articles that were added since the last commit.
#[derive(Default)]
pub(super) struct Keys {
    /// The last article with a key, by the hash of the key.
    holders: HashMap<u128, String>,
    /// The hash of the last key of an article, by the hash of its id.
    of_articles: HashMap<u128, u128>,
}

impl Keys {
    /// Records the key of an article that was added.
    pub(super) fn note(&mut self, field: Option<KeyField>, article: &Article, id: &str) {
        let Some(field) = field else { return };
        match field.key_of(article) {
            Some(key) => {
                self.of_articles.insert(hash_of(id), hash_of(&key));
                self.holders.insert(hash_of(&key), id.to_owned());
            }
            None => {
                self.of_articles.remove(&hash_of(id));
            }
        }
    }

    /// The article with this key that was added last, as far as it still has it.
    fn holder(&self, key: &str) -> Option<&String> {
        let id = self.holders.get(&hash_of(key))?;
        (self.of_articles.get(&hash_of(id)) == Some(&hash_of(key))).then_some(id)
    }
}

impl Writer {
    /// The articles with the key of this article, whose id is given; none if the writer replaces by id alone.
    pub(super) fn holders_of_key(&self, article: &Article, id: Option<&str>) -> Result<Vec<Replaced>> {
        let Some(field) = self.options.replace_by else { return Ok(Vec::new()) };
        let Some(key) = field.key_of(article) else { return Ok(Vec::new()) };
        let mut holders: Vec<String> = self.keys.holder(&key).cloned().into_iter().collect();
        let committed = self.index.reading(|| {
            let term = Term::from_field_text(field.field(self.index.fields()), &key);
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            let found = self.before.searcher.search(&query, &DocSetCollector);
            let mut found: Vec<DocAddress> =
                found.map_err(Error::engine("look up a key"))?.into_iter().collect();
            found.sort_unstable();
            self.before.columns.ids(found.into_iter()).map_err(Error::engine("read the ids"))
        })?;
        // One that was replaced since has the key that it was given then.
        holders.extend(committed.into_iter().filter(|id| !self.is_fresh(id)));
        holders.retain(|holder| Some(holder.as_str()) != id);
        let mut replaced = Vec::new();
        for holder in holders {
            replaced.extend(self.held(&holder)?.owner);
        }
        Ok(replaced)
    }
}

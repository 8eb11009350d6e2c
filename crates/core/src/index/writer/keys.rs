//! Keys: an article replaces the earlier articles that share a value of a field with it.
//!
//! Articles of the last commit are found by the term of their key. Those that were added since are in a map, which a commit
//! empties.

use std::borrow::Cow;
use std::collections::HashMap;

use jianbao_analysis::normalize;
use jianbao_article::{Article, OwnValue};
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Term};

use super::ids::hash_of;
use super::{Error, Replaced, Result, Writer};
use crate::index::index::Index;
use crate::index::key_field::KeyField;
use crate::request::FieldPurpose;
use crate::segment::document::url_term;
use crate::segment::own_columns::is_findable;

/// The terms of keys in an index.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyTerms {
    /// The field of the terms.
    pub(super) field: Field,
    /// The number of a field of one's own; none for the address.
    own: Option<usize>,
}

impl KeyTerms {
    /// The terms of a field.
    ///
    /// # Errors
    /// If the index has no such field, or one of another type.
    pub(super) fn of(field: &KeyField, index: &Index) -> Result<KeyTerms> {
        Ok(match field {
            KeyField::Url => KeyTerms { field: index.fields().url, own: None },
            KeyField::Own(name) => {
                let field = index.own_column(name, FieldPurpose::Replace)?.field;
                KeyTerms { field, own: index.own_fields().number(name) }
            }
        })
    }

    /// The keys of an article, each once, in its order.
    pub(super) fn keys_of(self, article: &Article, index: &Index) -> Vec<String> {
        let Some(number) = self.own else {
            let url = article.url.as_deref().map(url_term).filter(|key| !key.is_empty());
            return url.into_iter().map(Cow::into_owned).collect();
        };
        let mut keys: Vec<String> = Vec::new();
        for (field, value) in index.own_fields().values(&article.extra).0 {
            let OwnValue::Keywords(texts) = value else { continue };
            for text in texts.iter().filter(|text| field == number && is_findable(text)) {
                let key = normalize(text);
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }
}

/// The keys of articles that were added since the last commit.
#[derive(Default)]
pub(super) struct Keys {
    /// The last article with a key, by the hash of the key.
    holders: HashMap<u128, String>,
    /// The hashes of the last keys of an article, by the hash of its id.
    of_articles: HashMap<u128, Vec<u128>>,
}

impl Keys {
    /// Records the keys of an article that was added.
    pub(super) fn note(&mut self, keys: &[String], id: &str) {
        if keys.is_empty() {
            self.of_articles.remove(&hash_of(id));
            return;
        }
        let hashes: Vec<u128> = keys.iter().map(|key| hash_of(key)).collect();
        self.holders.extend(hashes.iter().map(|hash| (*hash, id.to_owned())));
        self.of_articles.insert(hash_of(id), hashes);
    }

    /// The article with this key that was added last, as far as it still has it.
    fn holder(&self, key: &str) -> Option<&String> {
        let id = self.holders.get(&hash_of(key))?;
        let keys = self.of_articles.get(&hash_of(id))?;
        keys.contains(&hash_of(key)).then_some(id)
    }
}

impl Writer {
    /// The keys of an article; none if the writer replaces by id alone.
    pub(super) fn keys_of(&self, article: &Article) -> Vec<String> {
        self.key_terms.map_or_else(Vec::new, |terms| terms.keys_of(article, &self.index))
    }

    /// The articles with one of these keys, of the article whose id is given; those of its first key first.
    pub(super) fn holders_of_keys(&self, keys: &[String], id: Option<&str>) -> Result<Vec<Replaced>> {
        let Some(KeyTerms { field, .. }) = self.key_terms else { return Ok(Vec::new()) };
        let mut holders: Vec<String> = Vec::new();
        for key in keys {
            let committed = self.index.reading(|| {
                let query = TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic);
                let found = self.before.searcher.search(&query, &DocSetCollector);
                let mut found: Vec<DocAddress> =
                    found.map_err(Error::engine("look up a key"))?.into_iter().collect();
                found.sort_unstable();
                self.before.columns.ids(found.into_iter()).map_err(Error::engine("read the ids"))
            })?;
            // One that was replaced since has the keys that it was given then.
            let committed = committed.into_iter().filter(|id| !self.is_fresh(id));
            holders.extend(self.keys.holder(key).cloned().into_iter().chain(committed));
        }
        let mut replaced: Vec<Replaced> = Vec::new();
        for holder in holders.iter().filter(|holder| Some(holder.as_str()) != id) {
            if replaced.iter().all(|known| known.id != *holder) {
                replaced.extend(self.held(holder)?.owner);
            }
        }
        Ok(replaced)
    }
}

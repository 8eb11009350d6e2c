//! Ids: the current article of an id, and ids for articles without one.

use super::{Error, Replaced, Result, Writer};

/// An id, as it was before an article is added.
#[derive(Default)]
pub(super) struct Held {
    /// Its present owner: a live article of the last commit, or one added since.
    pub(super) owner: Option<Replaced>,
    /// The number of the article that had it last: a newer version keeps it.
    pub(super) number: Option<u64>,
}

impl Writer {
    /// True if the article with this id was added since the last commit.
    pub(super) fn is_fresh(&self, id: &str) -> bool {
        self.added.get(&hash_of(id)).is_some_and(|&(file, _)| file >= self.first_fresh)
    }

    /// The present owner of this id, and the number of the article that had it last.
    pub(super) fn held(&self, id: &str) -> Result<Held> {
        let replaced = |file| Replaced { id: id.to_owned(), file };
        let hash = hash_of(id);
        if let Some(&(file, number)) = self.added.get(&hash) {
            let file = self.file_names.get(file as usize).cloned().flatten();
            return Ok(Held { owner: Some(replaced(file)), number: Some(number) });
        }
        if self.knows_all || self.removed.contains(&hash) {
            return Ok(Held::default());
        }
        let stored = self.index.reading(|| {
            let Some(address) = self.index.address_of(&self.before.searcher, id)? else { return Ok(None) };
            let columns = self.before.columns.of_segment(address.segment_ord);
            let file = columns.file(address.doc_id).map_err(Error::engine("read the file of an article"))?;
            Ok(Some((file, columns.number(address.doc_id))))
        })?;
        let Some((file, number)) = stored else { return Ok(Held::default()) };
        let is_gone = file.as_ref().is_some_and(|file| self.replaced_files.contains(file));
        Ok(Held { owner: (!is_gone).then(|| replaced(file)), number })
    }

    /// The hash of a text, or that with the first suffix that no other article has.
    pub(super) fn free_id(&mut self, text_hash: &str) -> Result<(String, Held)> {
        let key = hash_of(text_hash);
        let mut repeat = self.repeats.get(&key).map_or(1, |met| met + 1);
        loop {
            let id = if repeat == 1 { text_hash.to_owned() } else { format!("{text_hash}-{repeat}") };
            let held = self.held(&id)?;
            if held.owner.is_none() {
                self.repeats.insert(key, repeat);
                return Ok((id, held));
            }
            repeat += 1;
        }
    }
}

/// Ids are kept as hashes, so that a run over millions of articles needs 20 bytes for each.
pub(super) fn hash_of(id: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(id.as_bytes())
}

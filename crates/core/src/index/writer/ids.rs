//! Ids: their present owners, and ids of articles that came without one.

use super::{Error, Replaced, Result, Writer};

impl Writer {
    /// The present owner of this id: a live article of the last commit, or one added since.
    pub(super) fn holder_of(&self, id: &str) -> Result<Option<Replaced>> {
        let hash = hash_of(id);
        if let Some(&number) = self.added.get(&hash) {
            return Ok(Some(Replaced { file: self.file_names.get(number as usize).cloned().flatten() }));
        }
        if self.knows_all || self.removed.contains(&hash) {
            return Ok(None);
        }
        let stored = self.index.reading(|| {
            let Some(address) = self.index.address_of(&self.before.searcher, id)? else { return Ok(None) };
            let columns = self.before.columns.of_segment(address.segment_ord);
            columns.file(address.doc_id).map_err(Error::engine("read the file of an article")).map(Some)
        })?;
        let Some(file) = stored else { return Ok(None) };
        match file {
            Some(file) if self.replaced_files.contains(&file) => Ok(None),
            file => Ok(Some(Replaced { file })),
        }
    }

    /// The hash of a text, or that with the first suffix that no other article has.
    pub(super) fn free_id(&mut self, text_hash: &str) -> Result<String> {
        let key = hash_of(text_hash);
        let mut repeat = self.repeats.get(&key).map_or(1, |met| met + 1);
        loop {
            let id = if repeat == 1 { text_hash.to_owned() } else { format!("{text_hash}-{repeat}") };
            if self.holder_of(&id)?.is_none() {
                self.repeats.insert(key, repeat);
                return Ok(id);
            }
            repeat += 1;
        }
    }
}

/// Ids are kept as hashes, so that a run over millions of articles needs 20 bytes for each.
pub(super) fn hash_of(id: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(id.as_bytes())
}

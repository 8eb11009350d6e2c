//! Compaction: merges all segments of an index into one.
//!
//! Each commit creates segments, and tantivy merges them when there are several of similar size. A search reads every segment,
//! and deleted articles stay on the disk until their segment is merged. An index that no longer changes is therefore smallest
//! and fastest with one segment.

use tantivy::indexer::NoMergePolicy;

use crate::error::{Error, Result};
use crate::index::index::Index;

impl Index {
    /// Merges the segments of the index into one, without deleted articles. Searches continue meanwhile, with the same answers.
    /// A run that is killed leaves the index unchanged. Cost: reading and writing the whole index, and disk space for the old
    /// and the new segments meanwhile. Returns true if there was anything to merge.
    ///
    /// # Errors
    /// [`Error::Locked`] if there is another writer; [`Error::Corrupt`] if a file is corrupt; if the merged segment cannot be
    /// written.
    pub fn compact(&self) -> Result<bool> {
        let mut writer = self.writer()?;
        let engine = writer.engine_mut()?;
        // Nothing else may merge the same segments meanwhile.
        engine.set_merge_policy(Box::new(NoMergePolicy));
        let merged = self.reading(|| {
            let metas = self.engine().load_metas().map_err(Error::engine("read the last commit"))?;
            let is_compact = metas.segments.len() <= 1 && metas.segments.iter().all(|one| !one.has_deletes());
            if is_compact {
                return Ok(false);
            }
            let ids: Vec<_> = metas.segments.iter().map(tantivy::SegmentMeta::id).collect();
            // tantivy keeps the files of segments as long as someone has their list.
            drop(metas);
            engine.merge(&ids).wait().map_err(Error::engine("merge the segments"))?;
            engine.garbage_collect_files().wait().map_err(Error::engine("remove the old segments"))?;
            Ok(true)
        });
        match merged {
            Ok(is_merged) => self.reload().map(|_| is_merged),
            Err(Error::Engine { source }) => Err(writer.failed(source)),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use super::*;

    #[test]
    fn one_segment_is_left_and_nothing_of_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(folder.path().join("clippings")).unwrap();
        let mut writer = index.writer().unwrap();
        for id in ["a", "b", "c"] {
            writer.add(Article { id: Some(id.to_owned()), ..Article::default() }).unwrap();
            writer.commit().unwrap();
        }
        writer.finish().unwrap();
        let stores = || {
            let files = std::fs::read_dir(index.path().unwrap()).unwrap();
            files
                .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|it| it == "store"))
                .count()
        };
        assert_eq!(stores(), 3);
        assert!(index.compact().unwrap());
        assert_eq!((index.stats().unwrap().segments, stores()), (1, 1));
        assert!(!index.compact().unwrap());
        assert_eq!(index.len(), 3);
    }
}

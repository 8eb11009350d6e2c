//! The segments of an index made one.
//!
//! Each commit makes segments, and the engine merges them as they grow. A search reads each, and what was taken out of
//! one stays on the disk until it is merged. An index that is done with is smallest and fastest as one segment.

use tantivy::indexer::NoMergePolicy;

use crate::error::{Error, Result};
use crate::index::index::Index;

impl Index {
    /// Merges the segments of the index into one, without the articles that were taken out. Searches go on meanwhile, and
    /// answer as before; a run that is killed leaves the index as it was. Costs the reading and writing of the whole index,
    /// and for that time the room of both. Says whether there was anything to do.
    ///
    /// # Errors
    /// [`Error::Locked`] when there is another writer; [`Error::Corrupt`] where a file is not as it was written; when the
    /// merged segment cannot be written.
    pub fn compact(&self) -> Result<bool> {
        let mut writer = self.writer()?;
        let engine = writer.engine_mut();
        // Nothing else may merge the same segments meanwhile.
        engine.set_merge_policy(Box::new(NoMergePolicy));
        let merged = self.reading(|| {
            let metas = self.engine().load_metas().map_err(Error::engine("read the last commit"))?;
            let is_compact = metas.segments.len() <= 1 && metas.segments.iter().all(|one| !one.has_deletes());
            if is_compact {
                return Ok(false);
            }
            let ids: Vec<_> = metas.segments.iter().map(tantivy::SegmentMeta::id).collect();
            // The engine keeps the files of segments that somebody has the list of.
            drop(metas);
            engine.merge(&ids).wait().map_err(Error::engine("merge the segments"))?;
            engine.garbage_collect_files().wait().map_err(Error::engine("remove the old segments"))?;
            Ok(true)
        });
        match merged {
            Ok(is_merged) => self.reload().map(|()| is_merged),
            Err(Error::Engine { action, source }) => Err(writer.failed(action, source)),
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

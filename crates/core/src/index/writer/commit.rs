//! Commits and rollbacks of a writer.

use std::collections::{HashMap, HashSet};

use super::engine::set_up;
use super::{Error, FileAction, Keys, Result, Uncommitted, Writer};
use crate::error::EngineError;
use crate::storage::layout::TABLE_PREFIX;

/// Maximum number of ids that a writer of an empty index keeps, some 40 MB, instead of looking each up in its own commits.
const MAX_KNOWN: usize = 1 << 20;

impl Writer {
    /// Makes all changes so far durable and visible, in one step.
    ///
    /// # Errors
    /// If the commit cannot be written; the index then stays at the previous one.
    pub fn commit(&mut self) -> Result<()> {
        let index = self.index.clone();
        let (Some(path), Some(directory)) = (index.path(), index.directory()) else {
            let added = self.files.added().to_string();
            let engine = self.engine()?;
            // An index in memory has no table of files to keep the number in.
            let committed = engine.prepare_commit().and_then(|mut prepared| {
                prepared.set_payload(&added);
                prepared.commit()
            });
            committed.map_err(Error::engine("commit"))?;
            return self.begin_anew();
        };
        let bytes = self.files.to_bytes()?;
        let engine = self.engine()?;
        let committed = index.reading(|| {
            let mut prepared = engine.prepare_commit().map_err(Error::engine("prepare the commit"))?;
            let beginning = format!("{TABLE_PREFIX}{}", prepared.opstamp());
            let written = directory.write_claimed(&beginning, ".json", &bytes);
            let name =
                written.map_err(Error::io(FileAction::Write, path.join(format!("{beginning}.json"))))?;
            prepared.set_payload(&name);
            prepared.commit().map_err(Error::engine("commit"))?;
            Ok(name)
        });
        match committed {
            Ok(name) => directory.remove_other_tables(&name),
            Err(Error::Engine { source }) => return Err(self.failed(source)),
            // A refusal of the disk is not corruption, whatever tantivy makes of it.
            Err(error) => return Err(self.refused().unwrap_or(error)),
        }
        self.begin_anew()
    }

    /// Reads the new commit, so that a writer open for weeks needs no more memory than one open for a minute: it keeps neither
    /// its earlier changes nor the files of merged segments.
    fn begin_anew(&mut self) -> Result<()> {
        self.index.reload()?;
        self.before = self.index.reader();
        self.removed.clear();
        self.keys = Keys::default();
        self.replaced_files.clear();
        self.knows_all &= self.added.len() <= MAX_KNOWN;
        if !self.knows_all {
            self.added = HashMap::new();
            self.begun_files = HashSet::new();
            self.repeats = HashMap::new();
            self.file_names = vec![self.current_file.clone()];
            self.first_fresh = 0;
        } else if !self.uncommitted.is_empty() {
            // What was added before has a lower number.
            self.file_names.push(self.current_file.clone());
            self.first_fresh = u32::try_from(self.file_names.len() - 1).unwrap_or(u32::MAX);
        }
        self.uncommitted = Uncommitted::default();
        Ok(())
    }

    /// The cause of a tantivy failure: the first error of the system since the writer was opened, if there was one. tantivy
    /// writes in its own threads, and then reports only that one of them ended.
    pub(crate) fn failed(&self, source: EngineError) -> Error {
        self.refused().unwrap_or(Error::Engine { source })
    }

    /// The first refusal of the system since the writer was opened. Clears it.
    fn refused(&self) -> Option<Error> {
        let (path, source) = self.index.directory()?.written().take_failure()?;
        Some(Error::Io { action: FileAction::Write, path, source })
    }

    /// Commits, waits for the merges, and closes the writer.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        let Writer { engine, index, .. } = self;
        if let Some(engine) = engine {
            index.reading(|| engine.wait_merging_threads().map_err(Error::engine("merge the segments")))?;
        }
        index.reload().map(drop)
    }

    /// Commits if the [options](crate::WriterOptions) require it by now, and no file is open. Returns true if it did.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_if_due(&mut self) -> Result<bool> {
        let is_due = self.current_file.is_none() && self.uncommitted.is_due(&self.options);
        if is_due {
            self.commit()?;
        }
        Ok(is_due)
    }

    /// Discards every change since the last commit, and continues from there. Cost: up to a tenth of a second, because the
    /// threads are restarted.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::Index;
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { title: Some("雨后".into()), ..Article::default() })?;
    /// writer.rollback()?;
    /// writer.finish()?;
    /// assert!(index.is_empty());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If tantivy fails. The writer must then be dropped.
    pub fn rollback(&mut self) -> Result<()> {
        if let Some(engine) = &mut self.engine {
            let index = &self.index;
            index.reading(|| engine.rollback().map_err(Error::engine("roll back")))?;
            set_up(engine)?;
        }
        self.current_file = None;
        self.files = self.index.table()?;
        self.knows_all = false;
        self.begin_anew()?;
        self.knows_all = self.before.searcher.num_docs() == 0;
        Ok(())
    }
}

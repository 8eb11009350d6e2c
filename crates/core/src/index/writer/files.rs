//! Files whose articles a writer adds, replaces and moves.

use std::sync::Arc;

use tantivy::Term;

use super::{Error, Result, Writer};
use crate::segment::doc_store;
use crate::storage::file_table::{FileState, FileTable};

impl Writer {
    /// The files with articles in the index, including this writer's changes.
    pub fn files(&self) -> &FileTable {
        &self.files
    }

    /// Deletes every article of this file, and assigns the following articles to it, until [`Writer::finish_file`].
    ///
    /// Returns true if the index had articles of the file. Until the file is finished, it is not in the table of files. If the run
    /// ends before that, the next run reads the whole file again. [`Writer::file`] does the same with a guard.
    ///
    /// # Errors
    /// If the index cannot be read.
    #[doc(hidden)]
    pub fn begin_file(&mut self, file: &str) -> Result<bool> {
        let was_there = self.remove_file(file)?;
        self.begun_files.insert(file.to_owned());
        self.current_file = Some(file.to_owned());
        self.file_names.push(Some(file.to_owned()));
        Ok(was_there)
    }

    /// Records the state of the file whose articles were added since [`Writer::begin_file`]. Without a state, because the file
    /// could not be read to its end, its articles stay, and the next run reads the file again.
    #[doc(hidden)]
    pub fn finish_file(&mut self, state: Option<FileState>) {
        if let (Some(file), Some(state)) = (self.current_file.take(), state) {
            self.files.insert(file, state);
        }
        self.file_names.push(None);
    }

    /// Deletes every article of this file. Returns true if there may have been any.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn remove_file(&mut self, file: &str) -> Result<bool> {
        self.files.remove(file);
        let was_begun = self.begun_files.contains(file);
        if was_begun {
            let file_names = &self.file_names;
            self.added.retain(|_, (name, _)| file_names[*name as usize].as_deref() != Some(file));
        }
        // A killed run may have left articles of a file that is in no table.
        let is_there = |writer: &Writer| {
            writer.index.reading(|| Ok(writer.index.count_of_file(&writer.before.searcher, file)? > 0))
        };
        let was_there = was_begun || is_there(self)?;
        if was_there {
            let term = Term::from_field_text(self.index.fields().file, file);
            self.engine()?.delete_term(term);
            self.uncommitted.count(0);
            self.replaced_files.insert(file.to_owned());
        }
        Ok(was_there)
    }

    /// Renames a file and records its new state. Its articles keep their ids and their stored form. Only articles of the last
    /// commit are moved, so call this before the file is begun. Returns the number of articles.
    ///
    /// # Errors
    /// If the index cannot be read, or tantivy fails.
    pub fn move_file(&mut self, from: &str, to: &str, state: FileState) -> Result<u64> {
        let index = self.index.clone();
        let before = self.before.searcher.clone();
        let addresses = index.reading(|| index.addresses_of_file(&before, from))?;
        self.remove_file(from)?;
        self.begin_file(to)?;
        let mut moved = 0;
        let columns = Arc::clone(&self.before);
        for address in addresses {
            let article = index.reading(|| doc_store::stored_article(&before, index.fields(), address))?;
            let place = index.reading(|| {
                let place = columns.columns.of_segment(address.segment_ord).place(address.doc_id);
                place.map_err(Error::engine("read the place of an article"))
            })?;
            self.add_at(article, &place.unwrap_or_default())?;
            moved += 1;
        }
        self.finish_file(Some(state));
        Ok(moved)
    }

    /// Records that a file was touched but has the same content, so that the next run need not read it.
    pub fn note_file(&mut self, file: &str, state: FileState) {
        self.files.insert(file.to_owned(), state);
    }
}

//! Writer of one file's articles: a guard that marks the file as incomplete unless it is finished.

use jianbao_article::{Article, FilePlace};

use crate::error::Result;
use crate::index::added::Added;
use crate::index::writer::Writer;
use crate::storage::file_table::FileState;

/// Adds the articles of one file to the index.
///
/// [`Writer::file`] deletes the earlier articles of the file. If the writer is dropped without [`finish`](FileWriter::finish),
/// the file counts as incomplete: the articles added so far stay, and a later run reads the file again.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::{FileState, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let mut file = writer.file("news/a.jsonl")?;
/// assert!(!file.was_there());
/// file.add(Article { title: Some("雨后".into()), ..Article::default() })?;
/// file.finish(FileState { articles: 1, ..FileState::default() })?;
/// assert!(writer.files().get("news/a.jsonl").is_some());
/// writer.finish()?;
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[must_use = "a file that is dropped at once only loses its former articles"]
#[derive(Debug)]
pub struct FileWriter<'w> {
    writer: &'w mut Writer,
    was_there: bool,
}

impl Writer {
    /// Deletes all articles of this file, and returns a writer for its new ones.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn file(&mut self, file: &str) -> Result<FileWriter<'_>> {
        let was_there = self.begin_file(file)?;
        Ok(FileWriter { writer: self, was_there })
    }
}

impl FileWriter<'_> {
    /// True if the index had articles of the file.
    pub fn was_there(&self) -> bool {
        self.was_there
    }

    /// Adds an article of the file, as [`Writer::add`].
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn add(&mut self, article: Article) -> Result<Added> {
        self.writer.add(article)
    }

    /// Adds an article of the file, with its place in it. The path of the place is that of the file.
    ///
    /// ```
    /// use jianbao_article::{Article, FilePlace};
    /// use jianbao_core::{FileState, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let mut file = writer.file("news/a.jsonl")?;
    /// let article = Article { id: Some("a-1".into()), title: Some("雨后".into()), ..Article::default() };
    /// file.add_at(article, &FilePlace { line: Some(3), ..FilePlace::default() })?;
    /// file.finish(FileState::default())?;
    /// writer.finish()?;
    /// assert_eq!(index.place("a-1")?.unwrap().to_string(), "news/a.jsonl:3");
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn add_at(&mut self, article: Article, place: &FilePlace) -> Result<Added> {
        self.writer.add_at(article, place)
    }

    /// Records the state of the file after it was read to its end.
    ///
    /// # Errors
    /// If a commit is [due](crate::WriterOptions), as [`Writer::commit`].
    pub fn finish(self, state: FileState) -> Result<()> {
        self.writer.finish_file(Some(state));
        self.writer.commit_if_due().map(drop)
    }
}

impl Drop for FileWriter<'_> {
    fn drop(&mut self) {
        // Nothing is recorded twice: a finished file is no longer the current one.
        self.writer.finish_file(None);
    }
}

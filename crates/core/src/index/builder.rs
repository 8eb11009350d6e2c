//! Options for an index that is created or opened.

use std::path::Path;

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::verify;

/// Options for an index, and the calls that create or open it with them.
///
/// ```
/// use jianbao_core::Index;
///
/// let index = Index::builder().user_dictionary("江城工匠 500\n").in_memory()?;
/// assert_eq!(index.user_dictionary(), "江城工匠 500\n");
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[must_use = "options do nothing until an index is created or opened"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexBuilder {
    user_dictionary: String,
    checks: Checks,
}

/// The checks before an index is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Checks {
    /// Those of the small files.
    #[default]
    Usual,
    /// Those of every byte.
    All,
}

impl Index {
    /// Options for an index that is created or opened: a user dictionary, a check of every byte.
    pub fn builder() -> IndexBuilder {
        IndexBuilder::default()
    }

    /// Creates an empty index in memory.
    ///
    /// # Errors
    /// If tantivy fails.
    pub fn in_memory() -> Result<Index> {
        Index::builder().in_memory()
    }

    /// Creates an empty index in a directory, which is created if necessary.
    ///
    /// # Errors
    /// [`Error::AlreadyAnIndex`]; [`Error::NotEmpty`] if the directory contains anything else; if it cannot be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Index> {
        Index::builder().create(path)
    }

    /// Opens the index in a directory, or creates one.
    ///
    /// # Errors
    /// As [`Index::open`] and [`Index::create`].
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Index> {
        Index::builder().open_or_create(path)
    }
}

impl IndexBuilder {
    /// Sets the user dictionary of an index that is created, in jieba's format: `word [frequency] [tag]`, one a line. The words are
    /// stored in the index, so queries and later updates use them too. Lines that add no word are skipped;
    /// [`UserDictionary`](jianbao_analysis::UserDictionary) and
    /// [`Analyzer::with_user_dictionary`](jianbao_analysis::Analyzer::with_user_dictionary) report them.
    ///
    /// The effect of a word: unquoted text that contains it is searched with the word whole, and ranked by its rarity. The
    /// articles that a *quote* finds do not depend on any dictionary.
    pub fn user_dictionary(mut self, words: impl Into<String>) -> IndexBuilder {
        self.user_dictionary = words.into();
        self
    }

    /// Compares every byte with the checksums before an index is opened. Cost: reading the whole index, at some gigabytes a
    /// second.
    pub fn checked(mut self) -> IndexBuilder {
        self.checks = Checks::All;
        self
    }

    /// Creates an empty index in memory.
    ///
    /// # Errors
    /// If tantivy fails.
    pub fn in_memory(&self) -> Result<Index> {
        Index::in_memory_with_words(&self.user_dictionary)
    }

    /// Creates an empty index in a directory, which is created if necessary.
    ///
    /// # Errors
    /// [`Error::AlreadyAnIndex`]; [`Error::NotEmpty`] if the directory contains anything else; if it cannot be written.
    pub fn create(&self, path: impl AsRef<Path>) -> Result<Index> {
        Index::create_with_words(path.as_ref(), &self.user_dictionary)
    }

    /// Opens the index in a directory, which may be read-only. It has the user dictionary that it was created with.
    ///
    /// # Errors
    /// As [`Index::open`]; [`Error::Corrupt`] with the first corruption found, if every byte is checked.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Index> {
        match self.checks {
            Checks::Usual => Index::open(path),
            Checks::All => verify::open_checked(path.as_ref()),
        }
    }

    /// Opens the index in a directory, or creates one.
    ///
    /// # Errors
    /// As [`open`](IndexBuilder::open) and [`create`](IndexBuilder::create).
    pub fn open_or_create(&self, path: impl AsRef<Path>) -> Result<Index> {
        match self.open(&path) {
            Err(Error::NotAnIndex { .. }) => match self.create(&path) {
                Err(Error::AlreadyAnIndex { .. }) => self.open(path),
                made_or_failed => made_or_failed,
            },
            opened_or_failed => opened_or_failed,
        }
    }
}

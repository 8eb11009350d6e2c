//! Builder: options for an index that is created or opened.

use std::path::Path;

use jianbao_article::{FieldDeclaration, OwnFields};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::rebuild::{self, Rebuilt};
use crate::index::verify;
use crate::storage::settings::Settings;

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
    user_dictionary: Option<String>,
    fields: Vec<FieldDeclaration>,
    /// Names of fields that a rebuild removes.
    removed_fields: Vec<String>,
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
    /// A word has this effect: unquoted text that contains the word is searched for the whole word, and ranked by its rarity. The
    /// articles that a *quote* finds do not depend on any dictionary.
    pub fn user_dictionary(mut self, words: impl Into<String>) -> IndexBuilder {
        self.user_dictionary = Some(words.into());
        self
    }

    /// Declares a field of one's own. It has the values of the articles' kept keys ([`Article::extra`]) with its name or an alias.
    /// Queries can then filter by the field (`浏览:>1万`), and requests can sort, count and sum by it.
    ///
    /// [`Article::extra`]: jianbao_article::Article::extra
    ///
    /// ```
    /// use jianbao_article::{Article, FieldDeclaration, FieldType};
    /// use jianbao_core::{Index, SearchRequest};
    ///
    /// let index = Index::builder().field(FieldDeclaration::new("浏览", FieldType::Integer).alias("views")).in_memory()?;
    /// let mut writer = index.writer()?;
    /// let mut article = Article { title: Some("夜市亮灯".into()), ..Article::default() };
    /// article.extra.insert("views".into(), 12_000.into());
    /// writer.add(article)?;
    /// writer.finish()?;
    /// assert_eq!(index.search(&SearchRequest::new("夜市 浏览:>1万"))?.total, 1);
    /// assert_eq!(index.search(&SearchRequest::new("夜市 浏览:<1万"))?.total, 0);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn field(mut self, declaration: FieldDeclaration) -> IndexBuilder {
        self.fields.push(declaration);
        self
    }

    /// Removes a field of one's own in a [rebuild](IndexBuilder::rebuild), by its name or an alias. The articles keep their
    /// keys.
    pub fn without_field(mut self, name: impl Into<String>) -> IndexBuilder {
        self.removed_fields.push(name.into());
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
    /// [`Error::BadField`]; if tantivy fails.
    pub fn in_memory(&self) -> Result<Index> {
        Index::in_memory_with(self.settings()?)
    }

    /// Creates an empty index in a directory, which is created if necessary.
    ///
    /// # Errors
    /// [`Error::BadField`]; [`Error::AlreadyAnIndex`]; [`Error::NotEmpty`] if the directory contains anything else; if it cannot
    /// be written.
    pub fn create(&self, path: impl AsRef<Path>) -> Result<Index> {
        Index::create_with(path.as_ref(), self.settings()?)
    }

    /// Opens the index in a directory, which may be read-only. It has the user dictionary and the fields that it was created with.
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

    /// Rebuilds an index from its stored articles, like [`Index::rebuild`]. The new index has the user dictionary of these options,
    /// or that of the old index if they have none. It keeps the fields of one's own, except those that the options remove. A field
    /// that the options declare is added, or replaces the one with its name.
    ///
    /// ```
    /// use jianbao_core::Index;
    ///
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("clippings");
    /// Index::create(&path)?;
    /// let rebuilt = Index::builder().field("浏览,views:integer".parse()?).rebuild(&path)?;
    /// assert_eq!(rebuilt.index.own_fields().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::BadField`]; as [`Index::rebuild`].
    pub fn rebuild(&self, path: impl AsRef<Path>) -> Result<Rebuilt> {
        rebuild::rebuild(path.as_ref(), self.user_dictionary.as_deref(), |fields| self.change(fields))
    }

    /// The settings of a new index.
    fn settings(&self) -> Result<Settings> {
        let mut fields = OwnFields::default();
        for declaration in &self.fields {
            fields.add(declaration.clone()).map_err(Error::bad_field)?;
        }
        Ok(Settings::new(self.user_dictionary.as_deref().unwrap_or_default(), &fields))
    }

    /// Removes and puts the fields of these options.
    fn change(&self, fields: &mut OwnFields) -> Result<()> {
        for name in &self.removed_fields {
            fields.remove(name);
        }
        self.fields.iter().try_for_each(|field| fields.put(field.clone()).map_err(Error::bad_field))
    }
}

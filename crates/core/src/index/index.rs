//! The handle of an index: creates, opens, reads.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jianbao_analysis::Analyzer;
use jianbao_article::OwnFields;
use tantivy::store::Compressor;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy};

use crate::corruption::CorruptionKind;
use crate::error::{Error, FileAction, Result};
use crate::index::reader::Reader;
use crate::request::FieldPurpose;
use crate::segment::forward_index::ForwardIndexPlugin;
use crate::segment::own_columns::{OwnColumn, OwnColumns};
use crate::segment::schema::{self, Fields};
use crate::segment::text_field::{CHARACTERS_TOKENIZER, WORDS_TOKENIZER};
use crate::segment::tokenizers::{CharacterTerms, ValueTerm, WordTerms};
use crate::segment::value_field::VALUE_TOKENIZER;
use crate::storage::directory::{IndexDirectory, open_directory};
use crate::storage::layout::{MANAGED_FILE, SEGMENTS_FILE, SETTINGS_FILE, small_file};
use crate::storage::lock::take_lock;
use crate::storage::owned::{self, Owned};
use crate::storage::panic_guard::reading;
use crate::storage::settings::Settings;

/// The size of the compressed blocks in which articles are stored, in bytes. A hit's article costs the
/// reading of one block, so small blocks make snippets fast and the store somewhat larger.
const STORE_BLOCK_BYTES: usize = 4096;

/// Maximum number of attempts to open an index that another one replaces meanwhile.
const OPEN_ATTEMPTS: usize = 8;

/// An index of articles, in a directory or in memory.
///
/// Cheap to clone; clones share everything, and may search from several threads while a
/// [`Writer`](crate::Writer) adds articles. A search sees the last commit that this process made or
/// [loaded](Index::reload).
///
/// ```
/// use jianbao_article::{Article, OwnFields};
/// use jianbao_core::{Index, SearchRequest};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(Article { title: Some("图书馆开放夜场".into()), ..Article::default() })?;
/// writer.finish()?;
/// assert_eq!(index.search(&SearchRequest::new("夜场"))?.total, 1);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Index {
    shared: Arc<Shared>,
}

struct Shared {
    engine: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    own: OwnColumns,
    analyzer: Analyzer,
    settings: Settings,
    /// The commit that searches use.
    loaded: RwLock<Arc<Reader>>,
    /// Held while a commit is loaded, so that none replaces a later one.
    loading: Mutex<()>,
    /// `None` for an index in memory.
    directory: Option<IndexDirectory>,
    /// `None` for an index in memory.
    path: Option<PathBuf>,
    /// True while an index in memory has a writer.
    is_writing: Arc<AtomicBool>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

impl Index {
    /// Creates an empty index in memory.
    pub(super) fn in_memory_with(settings: Settings) -> Result<Index> {
        let (schema, fields, own) = schema::build(settings.own_fields());
        let engine = tantivy::Index::builder()
            .schema(schema)
            .settings(engine_settings())
            .register_plugin(texts(fields))
            .create_in_ram()
            .map_err(Error::engine("make an index in memory"))?;
        Index::assemble(engine, (fields, own), settings.analyzer(), settings, None, None)
    }

    /// Creates an empty index in a directory.
    pub(super) fn create_with(path: &Path, settings: Settings) -> Result<Index> {
        check_no_index(path)?;
        std::fs::create_dir_all(path).map_err(Error::io(FileAction::MakeDirectory, path))?;
        if !owned::is_free(path).map_err(Error::io(FileAction::List, path))? {
            return Err(Error::NotEmpty { path: path.to_owned(), free: free_place(path) });
        }
        let owned = match Owned::read(path) {
            // A run was killed while it created an index here.
            Some(owned) => owned,
            None => Owned::create(path, std::iter::empty()).map_err(Error::io(FileAction::Write, path))?,
        };
        let (schema, fields, own) = schema::build(settings.own_fields());
        let directory = IndexDirectory::create(path, owned, &settings)
            .map_err(|error| Error::corrupt(path, CorruptionKind::Invalid { why: error.to_string() }))?;
        let no_writer = take_lock(&directory, path)?;
        // Another process may have created one meanwhile.
        check_no_index(path)?;
        for file in [SEGMENTS_FILE, MANAGED_FILE] {
            // Leftovers of the killed run: the list of own files names them.
            let _ = std::fs::remove_file(path.join(file));
        }
        let engine = tantivy::Index::builder()
            .schema(schema)
            .settings(engine_settings())
            .register_plugin(texts(fields))
            .open_or_create(directory.clone())
            .map_err(Error::engine("make the index"))?;
        // Written last: without it the directory is not an index, and the next run completes one whose creation was killed.
        let written = directory.replace(SETTINGS_FILE, &settings.to_bytes()?);
        written.map_err(Error::io(FileAction::Write, path.join(SETTINGS_FILE)))?;
        drop(no_writer);
        let analyzer = settings.analyzer();
        Index::assemble(engine, (fields, own), analyzer, settings, Some(directory), Some(path.to_owned()))
    }

    /// Opens the index in a directory, which may be read-only. Costs well under a millisecond.
    ///
    /// # Errors
    /// If there is no index, if it was made by another version or with another analyzer, or if its files are damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        for _ in 1..OPEN_ATTEMPTS {
            let before = small_file(&path.join(SEGMENTS_FILE)).ok();
            match Index::open_once(path) {
                // Another index replaced it while it was read.
                Err(Error::Corrupt { .. }) if small_file(&path.join(SEGMENTS_FILE)).ok() != before => {}
                opened_or_failed => return opened_or_failed,
            }
        }
        Index::open_once(path)
    }

    fn open_once(path: &Path) -> Result<Index> {
        let settings = Settings::read(path)?;
        let analyzer = settings.analyzer();
        settings.check(path, &analyzer)?;
        let (schema, fields, own) = schema::build(settings.own_fields());
        let directory = open_directory(path, settings.seals())?;
        directory.check_lengths(path)?;
        reading(Some(path), || {
            let mut engine =
                tantivy::Index::open(directory.clone()).map_err(Error::engine("open the index"))?;
            engine.register_plugin(texts(fields));
            if engine.schema() != schema {
                let why = "its fields are not those of its format".to_owned();
                return Err(Error::corrupt(path, CorruptionKind::Contradiction { why }));
            }
            Index::assemble(engine, (fields, own), analyzer, settings, Some(directory), Some(path.to_owned()))
        })
    }

    fn assemble(
        engine: tantivy::Index,
        (fields, own): (Fields, OwnColumns),
        analyzer: Analyzer,
        settings: Settings,
        directory: Option<IndexDirectory>,
        path: Option<PathBuf>,
    ) -> Result<Index> {
        let tokenizers = engine.tokenizers();
        tokenizers.register(WORDS_TOKENIZER, TextAnalyzer::from(WordTerms(analyzer.clone())));
        tokenizers.register(CHARACTERS_TOKENIZER, TextAnalyzer::from(CharacterTerms::default()));
        tokenizers.register(VALUE_TOKENIZER, TextAnalyzer::from(ValueTerm));
        // Commits of this process reload explicitly; watching the directory would cost a thread.
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(Error::engine("read the index"))?;
        let loaded = Reader::last_of(&reader).map_err(Error::engine("load the last commit"))?;
        let loaded = RwLock::new(Arc::new(loaded));
        let shared = Shared {
            engine,
            reader,
            fields,
            own,
            analyzer,
            settings,
            loaded,
            loading: Mutex::default(),
            directory,
            path,
            is_writing: Arc::default(),
        };
        Ok(Index { shared: Arc::new(shared) })
    }

    /// The directory of the index; `None` for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.shared.path.as_deref()
    }

    /// The analyzer of documents, queries and highlights.
    pub fn analyzer(&self) -> &Analyzer {
        &self.shared.analyzer
    }

    /// The user dictionary with which the index was created, unchanged; empty if there is none.
    pub fn user_dictionary(&self) -> &str {
        self.shared.settings.user_dictionary()
    }

    /// The declared fields of one's own. They are set when the index is created; only a [rebuild](crate::IndexBuilder::rebuild)
    /// changes them.
    pub fn own_fields(&self) -> &OwnFields {
        self.shared.settings.own_fields()
    }

    /// Loads the last commit of any process; later searches of this index see it. Returns true if the commit has changed. Cost:
    /// reading a small file, and opening new segments.
    ///
    /// # Errors
    /// [`Error::Exchanged`] if the directory now contains another index, or none; if the files cannot be read.
    pub fn reload(&self) -> Result<bool> {
        if let Some(path) = self.path() {
            match Settings::read(path) {
                Ok(settings) if settings == self.shared.settings => {}
                Ok(_) | Err(Error::NotAnIndex { .. } | Error::NewerFormat { .. }) => {
                    return Err(Error::Exchanged { path: path.to_owned() });
                }
                Err(error) => return Err(error),
            }
        }
        // The value is replaced in one assignment, so a poisoned lock still contains a valid one.
        let _loading = self.shared.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = self.reading(|| {
            let reloaded = self.shared.reader.reload().and_then(|()| Reader::last_of(&self.shared.reader));
            reloaded.map_err(Error::engine("load the last commit"))
        })?;
        let mut before = self.shared.loaded.write().unwrap_or_else(PoisonError::into_inner);
        let is_another = before.stamp() != loaded.stamp();
        *before = Arc::new(loaded);
        Ok(is_another)
    }

    /// Reads from the index; corruption becomes [`Error::Corrupt`].
    pub(crate) fn reading<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        reading(self.path(), read)
    }

    /// The directory of the index; `None` for one in memory.
    pub(crate) fn directory(&self) -> Option<&IndexDirectory> {
        self.shared.directory.as_ref()
    }

    /// The lock of the writer of an index in memory.
    pub(crate) fn memory_lock(&self) -> &Arc<AtomicBool> {
        &self.shared.is_writing
    }

    /// The settings that the index was created with.
    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn engine(&self) -> &tantivy::Index {
        &self.shared.engine
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.shared.fields
    }

    /// The columns of the fields of one's own.
    pub(crate) fn own(&self) -> &OwnColumns {
        &self.shared.own
    }

    /// The column of the field of one's own with a name or alias, if its type fits a purpose.
    pub(crate) fn own_column(&self, name: &str, purpose: FieldPurpose) -> Result<&OwnColumn> {
        let column = self.own().get(name).ok_or_else(|| Error::UnknownField {
            name: name.to_owned(),
            known: self.own_fields().iter().map(|field| field.name().to_owned()).collect(),
        })?;
        let field_type = column.field_type;
        if purpose.types().contains(&field_type) {
            return Ok(column);
        }
        Err(Error::FieldMisuse { field: column.name.clone(), field_type, purpose })
    }

    /// The commit that searches use.
    pub(crate) fn reader(&self) -> Arc<Reader> {
        Arc::clone(&self.shared.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Refuses a directory that contains an index, or one that lost its settings.
fn check_no_index(path: &Path) -> Result<()> {
    match Settings::read(path) {
        Err(Error::NotAnIndex { .. }) => Ok(()),
        Ok(_) => Err(Error::AlreadyAnIndex { path: path.to_owned() }),
        Err(error) => Err(error),
    }
}

/// A free place near a non-empty directory: a folder in it, or one beside it.
fn free_place(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = (2..).map(|number| path.with_file_name(format!("{name}-{number}")));
    let mut places = std::iter::once(path.join(".jianbao")).chain(beside);
    places.find(|place| place.symlink_metadata().is_err()).unwrap_or_default()
}

/// The plugin that writes and merges the forward index.
fn texts(fields: Fields) -> Arc<ForwardIndexPlugin> {
    Arc::new(ForwardIndexPlugin { field: fields.text.unwrap_or(fields.all_chars) })
}

fn engine_settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    }
}

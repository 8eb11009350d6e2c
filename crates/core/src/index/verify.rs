//! Verification: finds corruption in an index, and names the repair.
//!
//! There are three layers. Each is checked even if the layer before it is damaged, so that all corruption is listed:
//!
//! 1. The small files match their [seals](crate::storage::seal): the settings, which must be those of this index, the list of
//!    segments, the lists of files that may be deleted, the table of files.
//! 2. Every large file has the length and the hash that were recorded when it was written
//!    ([checksums](crate::storage::checksums)). This finds any changed byte, even one that tantivy would read without noticing.
//! 3. Every stored article can be read and has a unique id, and the numbers of documents and of files agree.
//!
//! The check works on an index that can no longer be opened, and while another process writes to it. If the list of segments
//! changes during a check, the check is repeated.

mod files;
mod stored;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::corruption::CorruptionKind;
use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::storage::directory::open_directory;
use crate::storage::layout::{SEGMENTS_FILE, SETTINGS_FILE, small_file};
use crate::storage::owned::Owned;
use crate::storage::panic_guard::reading;
use crate::storage::seal::Seals;
use crate::storage::settings::Settings;
use crate::storage::spare;
use files::Files;
use stored::Stored;

/// Maximum number of attempts while a writer changes the index.
const ATTEMPTS: usize = 8;

/// The result of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Verification {
    /// The index.
    pub path: PathBuf,
    /// The number of articles read completely from the store.
    pub articles: u64,
    /// The number of files checked byte by byte.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// All corruption, file by file. Empty for an intact index.
    pub damage: Vec<Corruption>,
    /// The repair; none for an intact index.
    pub remedy: Option<Repair>,
}

/// One corrupt file.
///
/// In JSON it is `{"file", "code", "message"}` and the parameters of the kind, with the sentence that `Display` of the kind
/// gives as the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "CorruptionJson", into = "CorruptionJson")]
#[non_exhaustive]
pub struct Corruption {
    /// The name of the file in the index directory.
    pub file: String,
    /// The problem.
    pub kind: CorruptionKind,
}

/// A [`Corruption`] as JSON.
#[derive(Serialize, Deserialize)]
struct CorruptionJson {
    file: String,
    #[serde(default)]
    message: String,
    #[serde(flatten)]
    kind: CorruptionKind,
}

impl From<CorruptionJson> for Corruption {
    fn from(CorruptionJson { file, kind, .. }: CorruptionJson) -> Corruption {
        Corruption { file, kind }
    }
}

impl From<Corruption> for CorruptionJson {
    fn from(Corruption { file, kind }: Corruption) -> CorruptionJson {
        CorruptionJson { file, message: kind.to_string(), kind }
    }
}

/// The repairs of an index, the lightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Repair {
    /// The stored articles are intact: [`Index::rebuild`] makes the rest from them.
    Rebuild,
    /// Like `Rebuild`, but the user dictionary must be given again.
    RebuildWithWords,
    /// Stored articles are damaged too. [`Index::rebuild`] keeps the intact ones; only the sources can restore the rest.
    Sources,
}

impl fmt::Display for Corruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.kind)
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Repair::Rebuild => {
                "the stored articles are intact: rebuild the index"
            }
            Repair::RebuildWithWords => {
                "the stored articles are intact, the user dictionary is corrupt: rebuild the index with the dictionary given \
                 again (an empty one if it had none)"
            }
            Repair::Sources => {
                "stored articles are corrupt too: a rebuild keeps the intact ones and lists the others; then index their \
                 files again"
            }
        })
    }
}

impl Corruption {
    fn new(file: impl Into<String>, kind: CorruptionKind) -> Corruption {
        Corruption { file: file.into(), kind }
    }

    /// The repair of this corruption in the index in a directory.
    pub(crate) fn remedy(&self, path: &Path) -> Repair {
        let has_copy = match self.file.as_str() {
            SETTINGS_FILE => return Repair::RebuildWithWords,
            SEGMENTS_FILE => Owned::read(path).is_some_and(|owned| owned.commit().is_some()),
            file if file.ends_with(".store") => false,
            file if file.ends_with(".del") => spare::copy_of(&path.join(file)).is_some(),
            // Everything else is made again from the stored articles.
            _ => true,
        };
        if has_copy { Repair::Rebuild } else { Repair::Sources }
    }
}

impl Repair {
    /// The repair of all of this; none if there is nothing to repair.
    pub(crate) fn of(path: &Path, damage: &[Corruption]) -> Option<Repair> {
        damage.iter().map(|damage| damage.remedy(path)).max()
    }
}

/// Checks the whole index in a directory: every byte, and the consistency of the stored data. The index may be too damaged to be
/// opened, may be read-only, and may be written meanwhile. Cost: reading the index and every article.
///
/// ```
/// use jianbao_core::{Index, verify};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("clippings");
/// Index::create(&path)?.writer()?.finish()?;
/// assert!(verify(&path)?.damage.is_empty());
/// std::fs::write(path.join("meta.json"), "{}")?;
/// assert_eq!(verify(&path)?.damage[0].file, "meta.json");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::NotAnIndex`], [`Error::OlderFormat`] and [`Error::NewerFormat`] if it is not an index of this version; if the system
/// denies reading it.
pub fn verify(path: impl AsRef<Path>) -> Result<Verification> {
    let path = path.as_ref();
    let mut found = Verification::default();
    for _ in 0..ATTEMPTS {
        let before = segments_bytes(path);
        refuse_others(path)?;
        found = verify_once(path)?;
        if found.damage.is_empty() || segments_bytes(path) == before {
            break;
        }
    }
    Ok(found)
}

/// Opens the index in a directory after comparing every byte with the checksums.
pub(super) fn open_checked(path: &Path) -> Result<Index> {
    let index = Index::open(path)?;
    match damage_of_files(path)?.first() {
        None => Ok(index),
        Some(damage) => Err(Error::corrupt(path.join(&damage.file), damage.kind.clone())),
    }
}

/// Refuses an index that is not for this version: of an earlier format, or with another tokenizer. That is not corruption, but
/// it cannot be searched either.
fn refuse_others(path: &Path) -> Result<()> {
    match Settings::read(path) {
        Ok(settings) if settings.is_whole() && settings.is_of_index() => {
            settings.check(path, &settings.analyzer())
        }
        Ok(settings) => settings.check_format(path),
        // Missing and unreadable files are reported with the rest.
        Err(_) => Ok(()),
    }
}

/// The corruption in the files of an index of any sealed format, without examining their content.
pub(crate) fn damage_of_files(path: &Path) -> Result<Vec<Corruption>> {
    let mut damage = Vec::new();
    for _ in 0..ATTEMPTS {
        let before = segments_bytes(path);
        damage = Files::check(path)?.damage;
        if damage.is_empty() || segments_bytes(path) == before {
            break;
        }
    }
    Ok(damage)
}

/// The corrupt files with stored data in an index from before our checksums: by the checksums that tantivy writes at the end of
/// its files.
pub(crate) fn damaged_by_the_engines_sums(path: &Path) -> Result<BTreeSet<String>> {
    reading(Some(path), || {
        let engine = tantivy::Index::open(open_directory(path, Seals::Absent)?)
            .map_err(Error::engine("open the index"))?;
        let segments = engine.searchable_segment_metas().map_err(Error::engine("read the last commit"))?;
        let mut damaged = BTreeSet::new();
        for segment in segments {
            use tantivy::index::SegmentComponent::{Delete, FastFields, Store};
            for component in [Store, FastFields, Delete] {
                if component == Delete && !segment.has_deletes() {
                    continue;
                }
                let file = segment.relative_path(component);
                if !engine.directory().validate_checksum(&file).unwrap_or(false) {
                    damaged.insert(file.display().to_string());
                }
            }
        }
        Ok(damaged)
    })
}

fn segments_bytes(path: &Path) -> Option<Vec<u8>> {
    small_file(&path.join(SEGMENTS_FILE)).ok()
}

fn verify_once(path: &Path) -> Result<Verification> {
    let Files { mut damage, segments, checked, bytes } = Files::check(path)?;
    let mut stored = Stored::default();
    if let Some((commit, segments)) = &segments {
        let is_damaged = |file: &str| damage.iter().any(|one| one.file == file);
        stored.check(path, commit, segments, &is_damaged);
        damage.append(&mut stored.damage);
    }
    if damage.is_empty() {
        // Anything that the checks above missed would show here.
        if let Err(error) = Index::open(path) {
            match error {
                Error::Corrupt { problem, .. } => damage.push(Corruption::new(SEGMENTS_FILE, problem)),
                error => return Err(error),
            }
        }
    }
    let remedy = Repair::of(path, &damage);
    Ok(Verification {
        path: path.to_owned(),
        articles: stored.articles,
        files: checked,
        bytes,
        damage,
        remedy,
    })
}

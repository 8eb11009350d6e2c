//! An index made anew from the articles stored in it, in the place of the old one.
//!
//! The new index is made beside the old one (`NAME.rebuilding`), the old one is put away (`NAME.retired`), the new one
//! takes its place, the old one goes. A run that is killed before the last two renames leaves the old index as it was;
//! one that is killed between them leaves no index under the name, and whoever opens it next puts the old one back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tantivy::Directory;
use tantivy::directory::error::LockError;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK};

use crate::damage::reading;
use crate::directory::{IndexDirectory, Seals, writing_process};
use crate::error::{Error, FileAction, Result};
use crate::index::{Index, open_directory};
use crate::settings::{SETTINGS_FILE, Settings};
use crate::stored::StoredArticles;
use crate::verify::{self, Remedy};

/// How long, and how often, an opener waits for a rebuild that is between its two renames.
const WAIT: Duration = Duration::from_millis(10);
const WAITS: usize = 100;

impl Index {
    /// Makes an index anew from the articles stored in it, without the files they came from: with another user's
    /// dictionary, or, where that is `None`, with its own. This mends damage to everything but what is stored, and brings
    /// an index of an earlier version up to date, or one whose text is now cut otherwise.
    ///
    /// What is stored is checked first, as [`verify`](crate::verify) does. The new index is made beside the old one
    /// (`NAME.rebuilding`) and then takes its place, so a run that is killed leaves the old one or the new one.
    ///
    /// # Errors
    /// When there is no index, when another writer has it open, when the new one cannot be written;
    /// [`Error::StoreDamaged`] where what is stored is damaged; [`Error::WordsDamaged`] where the user's dictionary is,
    /// and none is given.
    pub fn rebuild(path: impl AsRef<Path>, user_dictionary: Option<&str>) -> Result<Index> {
        let path = path.as_ref();
        put_back(path)?;
        let settings = readable_settings(path, user_dictionary)?;
        // A name of its own, so that there is one to put others beside.
        let path = &path.canonicalize().map_err(Error::io(FileAction::Find, path))?;
        // Held until the old index is put away, so that nothing is written to it meanwhile.
        let _no_writer = lock(path)?;
        let (fresh_path, retired_path) = (beside(path, ".rebuilding"), retired(path));
        for leftover in [&fresh_path, &retired_path] {
            remove(leftover)?;
        }
        check_store(path, &settings)?;
        let fresh =
            Index::create_with_words(&fresh_path, user_dictionary.unwrap_or(settings.user_dictionary()))?;
        copy(path, &fresh)?;
        drop(fresh);
        std::fs::rename(path, &retired_path).map_err(Error::io(FileAction::PutAway, path))?;
        std::fs::rename(&fresh_path, path).map_err(Error::io(FileAction::PutInPlace, &fresh_path))?;
        remove(&retired_path)?;
        Index::open(path)
    }
}

/// The settings of an index as far as a rebuild needs them. Where they cannot be read, words that are given will do.
fn readable_settings(path: &Path, user_dictionary: Option<&str>) -> Result<Settings> {
    match Settings::read(path) {
        Ok(settings) if settings.is_whole() || user_dictionary.is_some() => Ok(settings),
        // The dictionary's hash stands in the analyzer's fingerprint.
        Ok(settings) if settings.tells_its_words() => Ok(settings),
        Ok(_) | Err(Error::Damaged { .. }) if user_dictionary.is_none() => {
            Err(Error::WordsDamaged { path: path.to_owned() })
        }
        Err(Error::Damaged { .. }) => Ok(Settings::with_user_dictionary("")),
        settings => settings,
    }
}

/// Refuses to take over what is stored where it is not as it was written.
fn check_store(path: &Path, settings: &Settings) -> Result<()> {
    let damaged = |problem| Error::StoreDamaged { path: path.to_owned(), problem };
    match settings.seals() {
        Seals::Required => {
            let damage = verify::damage_of_files(path)?;
            match Remedy::of(&damage) {
                Some(Remedy::Sources) => {
                    let first = damage.iter().find(|one| one.remedy() == Remedy::Sources);
                    Err(damaged(first.map_or_else(String::new, ToString::to_string)))
                }
                Some(Remedy::Rebuild | Remedy::RebuildWithWords) | None => Ok(()),
            }
        }
        Seals::Absent => match verify::damage_by_the_engines_sums(path)? {
            Some(problem) => Err(damaged(problem)),
            None => Ok(()),
        },
    }
}

/// Adds every article of the index in a directory to another one, with the files they came from. What is read was
/// checked before.
fn copy(path: &Path, fresh: &Index) -> Result<()> {
    reading(Some(path), || {
        let directory = open_directory(path, Seals::Absent)?;
        let old = tantivy::Index::open(directory).map_err(Error::engine("open the index"))?;
        let mut writer = fresh.writer()?;
        for segment in old.searchable_segments().map_err(Error::engine("read the last commit"))? {
            let stored = StoredArticles::open(&segment)?;
            for doc in stored.documents() {
                writer.add_of_file(stored.article(doc)?, stored.file(doc)?)?;
            }
        }
        writer.take_files(crate::index::files_of(&old, path, Seals::Absent)?);
        writer.finish()
    })
}

/// Takes the lock of the index's writer.
fn lock(path: &Path) -> Result<DirectoryLock> {
    let directory = IndexDirectory::open(path, Seals::Required)
        .map_err(|error| Error::Damaged { path: path.to_owned(), problem: error.to_string() })?;
    directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| match error {
        LockError::LockBusy => Error::Locked { path: path.to_owned(), holder: writing_process(path) },
        LockError::IoError(error) => {
            Error::io(FileAction::Lock, path)(std::io::Error::new(error.kind(), error.to_string()))
        }
    })
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

fn retired(path: &Path) -> PathBuf {
    beside(path, ".retired")
}

/// Removes what an earlier rebuild left: a directory, or a link, which is not followed.
fn remove(leftover: &Path) -> Result<()> {
    match std::fs::symlink_metadata(leftover) {
        Err(_) => Ok(()),
        Ok(metadata) if metadata.is_dir() => {
            std::fs::remove_dir_all(leftover).map_err(Error::io(FileAction::Remove, leftover))
        }
        Ok(_) => std::fs::remove_file(leftover).map_err(Error::io(FileAction::Remove, leftover)),
    }
}

/// Removes the old index that a rebuild put away and did not come to remove, now that the new one stands.
pub(crate) fn clear_retired(path: &Path) {
    if let Ok(path) = path.canonicalize() {
        // One that cannot be removed is removed by the next writer.
        let _ = remove(&retired(&path));
    }
}

/// Whether an index was put away, and none is in its place, or was not a moment ago.
pub(crate) fn is_put_away(path: &Path) -> bool {
    path.join(SETTINGS_FILE).exists() || retired(path).join(SETTINGS_FILE).exists()
}

/// Puts the index back that a rebuild put away, where the rebuild was killed before the new one was in its place.
pub(crate) fn put_back(path: &Path) -> Result<()> {
    for _ in 0..WAITS {
        let retired = retired(path);
        if path.exists() || !retired.join(SETTINGS_FILE).exists() {
            return Ok(());
        }
        match lock(&retired) {
            Ok(_no_writer) => {
                return std::fs::rename(&retired, path).map_err(Error::io(FileAction::PutBack, &retired));
            }
            // The rebuild is at work: the new index will stand there in a moment.
            Err(Error::Locked { .. }) => std::thread::sleep(WAIT),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_one_article(path: &Path) {
        let mut writer = Index::create(path).unwrap().writer().unwrap();
        let article =
            jianbao_article::Article { title: Some("雨后".into()), ..jianbao_article::Article::default() };
        writer.add(article).unwrap();
        writer.finish().unwrap();
    }

    #[test]
    fn an_index_that_was_put_away_by_a_killed_rebuild_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        with_one_article(&path);
        std::fs::rename(&path, folder.path().join("index.retired")).unwrap();
        assert_eq!(Index::open(&path).unwrap().len(), 1);
        assert!(!folder.path().join("index.retired").exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_that_stand_in_the_way_of_a_rebuild_are_removed_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        with_one_article(&path);
        let outside = folder.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("mine"), b"mine").unwrap();
        for name in ["index.rebuilding", "index.retired"] {
            std::os::unix::fs::symlink(&outside, folder.path().join(name)).unwrap();
        }
        assert_eq!(Index::rebuild(&path, None).unwrap().len(), 1);
        assert!(outside.join("mine").exists());
    }
}

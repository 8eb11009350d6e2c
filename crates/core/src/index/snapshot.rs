//! Snapshots: a copy of the last commit in another directory, made while a writer continues.
//!
//! The files of a segment never change after they are written. If the file system supports hard links, the snapshot links them: no
//! bytes are read, and no space is needed until a merge replaces the segments in the index. Otherwise the files are copied, and
//! compared with their recorded checksums.
//!
//! A writer deletes the files of merged segments. If a file disappears before it is copied, the list of segments is read again.
//! Files that are already copied are kept, so each attempt has less to copy than the one before.
//!
//! The copy is made in a hidden folder beside the target, which is renamed at the end. A killed run leaves this folder, and the
//! next run with the same target removes it. An incomplete folder is not an index.
//!
//! The copy gets its own lists of jianbao's files and of tantivy's files. Locks, the list of files in progress and foreign files
//! are not copied.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::corruption::CorruptionKind;
use crate::error::{Error, FileAction, Result};
use crate::index::index::Index;
use crate::storage::copied_file::{self, CopiedFiles};
use crate::storage::directory::IndexDirectory;
use crate::storage::layout::{MANAGED_FILE, SEGMENTS_FILE, SETTINGS_FILE, is_engines_name, small_file};
use crate::storage::lock::lock;
use crate::storage::owned::{Owned, remove_index_folder};
use crate::storage::seal::{self, Sync};
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::settings::Settings;
use crate::storage::spare;

/// Maximum number of attempts to take all files of a commit that a writer deletes meanwhile.
const ATTEMPTS: usize = 64;

/// A copy of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Snapshot {
    /// Its directory.
    pub path: PathBuf,
    /// The number of its articles.
    pub articles: u64,
    /// The number of its large files.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// The number of large files that are hard links, whose bytes on the disk the index and the copy share.
    pub linked_files: u64,
}

impl Index {
    /// Copies the last commit into a directory, which is then a complete index: to restore a backup, open it. A writer in this or
    /// another process may continue meanwhile. The directory must not exist or must be empty; it is created.
    ///
    /// On the same file system, the copy consists of hard links. It takes milliseconds and hardly any space, and shares its bytes
    /// with the index. Changes to one do not affect the other, but a failing disk destroys both. On another file system, the files
    /// are copied, and compared with their checksums.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// # use jianbao_core::Index;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let (clippings, backup) = (folder.path().join("clippings"), folder.path().join("backup"));
    /// let index = Index::create(clippings)?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { title: Some("雨后".into()), ..Article::default() })?;
    /// writer.commit()?;
    /// let snapshot = index.snapshot_to(&backup)?;
    /// assert_eq!(snapshot.articles, 1);
    /// assert_eq!(Index::open(backup)?.len(), 1);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::InMemory`] for an index in memory; [`Error::NotEmpty`], [`Error::AlreadyAnIndex`] and [`Error::InsideIndex`] for a
    /// directory that cannot become the copy; [`Error::Corrupt`] if a file of the index is damaged; [`Error::Exchanged`] if
    /// another index has replaced it meanwhile; [`Error::Locked`] if another snapshot is being made there; if the disk cannot be
    /// written.
    pub fn snapshot_to(&self, target: impl AsRef<Path>) -> Result<Snapshot> {
        let (Some(path), Some(directory)) = (self.path(), self.directory()) else {
            return Err(Error::InMemory);
        };
        let place = Place::of(target.as_ref(), path)?;
        let mut owned = place.prepare()?;
        let copied = lock(&place.fresh).and_then(|no_other| {
            let commit = Commit::take(self, directory, path, &mut owned)?;
            let articles = commit.seal(&mut owned, path)?;
            drop(no_other);
            place.settle()?;
            let mut snapshot =
                Snapshot { path: place.target.clone(), articles, files: 0, bytes: 0, linked_files: 0 };
            for copied in files_of(&commit.list).filter_map(|name| commit.copied.get(&name)) {
                snapshot.files += 1;
                snapshot.bytes += copied.bytes;
                snapshot.linked_files += u64::from(copied.is_linked);
            }
            Ok(snapshot)
        });
        if !matches!(copied, Ok(_) | Err(Error::Locked { .. })) {
            // The next run to this place removes it else.
            let _ = remove_index_folder(&place.fresh);
        }
        copied
    }
}

/// The place of a copy.
struct Place {
    target: PathBuf,
    /// The folder in which it is made.
    fresh: PathBuf,
}

impl Place {
    /// The place of a copy of an index; an error if it cannot be made there.
    fn of(target: &Path, index_path: &Path) -> Result<Place> {
        let index_path = index_path.canonicalize().map_err(Error::io(FileAction::Find, index_path))?;
        let absolute = std::path::absolute(target).map_err(Error::io(FileAction::Find, target))?;
        let there = absolute.ancestors().find_map(|path| path.canonicalize().ok());
        if there.is_some_and(|there| there.starts_with(&index_path)) {
            let free = beside(&index_path);
            return Err(Error::InsideIndex { path: target.to_owned(), index: index_path, free });
        }
        let not_empty = || Error::NotEmpty { path: target.to_owned(), free: beside(&absolute) };
        let target = match absolute.canonicalize() {
            Ok(there) => {
                match Settings::read(&there) {
                    Err(Error::NotAnIndex { .. }) => {}
                    Ok(_) | Err(Error::Corrupt { .. } | Error::NewerFormat { .. }) => {
                        return Err(Error::AlreadyAnIndex { path: target.to_owned() });
                    }
                    Err(error) => return Err(error),
                }
                let is_empty = fs::read_dir(&there).map(|mut entries| entries.next().is_none());
                match is_empty {
                    Ok(true) => there,
                    Ok(false) => return Err(not_empty()),
                    Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(not_empty()),
                    Err(error) => return Err(Error::io(FileAction::List, target)(error)),
                }
            }
            // A link to nowhere is something too.
            Err(_) if absolute.symlink_metadata().is_ok() => return Err(not_empty()),
            Err(_) => absolute.clone(),
        };
        let Some(name) = target.file_name() else { return Err(not_empty()) };
        let mut fresh = OsString::from(".");
        fresh.push(name);
        fresh.push(".part");
        Ok(Place { fresh: target.with_file_name(fresh), target })
    }

    /// Makes the folder for the copy, with a list of own files. What an earlier run left there is removed.
    fn prepare(&self) -> Result<Owned> {
        let fresh = &self.fresh;
        let parent = self.target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(Error::io(FileAction::MakeDirectory, parent))?;
        if fresh.symlink_metadata().is_ok() {
            if Owned::read(fresh).is_some() {
                // Another run may be at work there.
                drop(lock(fresh)?);
            }
            let is_gone = remove_index_folder(fresh).map_err(Error::io(FileAction::Remove, fresh))?;
            if !is_gone {
                return Err(Error::NotEmpty { path: fresh.clone(), free: beside(&self.target) });
            }
        }
        fs::create_dir(fresh).map_err(Error::io(FileAction::MakeDirectory, fresh))?;
        Owned::create(fresh, std::iter::empty()).map_err(Error::io(FileAction::Write, fresh))
    }

    /// Moves the finished copy to its place.
    fn settle(&self) -> Result<()> {
        // It may exist, but only empty.
        match fs::remove_dir(&self.target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
        .and_then(|()| fs::rename(&self.fresh, &self.target))
        .and_then(|()| copied_file::sync_folder(self.target.parent().unwrap_or(Path::new("."))))
        .map_err(Error::io(FileAction::PutInPlace, &self.target))
    }
}

/// A commit, as far as it was taken into the folder of a copy.
struct Commit {
    /// The list of segments as it was read.
    bytes: Vec<u8>,
    list: SegmentList,
    copied: CopiedFiles,
}

impl Commit {
    /// Takes all files of the last commit.
    fn take(index: &Index, directory: &IndexDirectory, path: &Path, owned: &mut Owned) -> Result<Commit> {
        let mut copied = CopiedFiles::default();
        for _ in 0..ATTEMPTS {
            let bytes = directory.segments(path)?;
            let list: SegmentList = serde_json::from_slice(&bytes).map_err(|error| {
                Error::corrupt(path.join(SEGMENTS_FILE), CorruptionKind::Invalid { why: error.to_string() })
            })?;
            if list.manifest.settings.as_deref() != Some(index.settings().hash()) {
                return Err(Error::Exchanged { path: path.to_owned() });
            }
            if take_files(&list, path, owned, &mut copied)? {
                return Ok(Commit { bytes, list, copied });
            }
        }
        let why = "the files of the index are replaced faster than they can be read";
        Err(Error::io(FileAction::Read, path)(io::Error::other(why)))
    }

    /// Makes the folder an index, and opens it. Returns the number of its articles.
    fn seal(&self, owned: &mut Owned, path: &Path) -> Result<u64> {
        let folder = owned.folder().to_owned();
        let settings = small_file(&path.join(SETTINGS_FILE));
        let settings = settings.map_err(Error::io(FileAction::Read, path.join(SETTINGS_FILE)))?;
        if self.list.manifest.settings.as_ref() != Some(&Settings::hash_of(&settings)) {
            return Err(Error::Exchanged { path: path.to_owned() });
        }
        let write = |owned: &mut Owned| {
            let wanted: BTreeSet<String> = files_of(&self.list).collect();
            for entry in fs::read_dir(&folder)? {
                let name = entry?.file_name();
                let is_engines = |name: &str| is_engines_name(Path::new(name));
                if name.to_str().is_some_and(|name| is_engines(name) && !wanted.contains(name)) {
                    // Of a segment that was merged away between two attempts.
                    fs::remove_file(folder.join(name))?;
                }
            }
            let engines = self.list.segments.iter().flat_map(SegmentEntry::files);
            let engines: BTreeSet<String> = engines.chain([SEGMENTS_FILE.to_owned()]).collect();
            owned.replace(MANAGED_FILE, &seal::list(&serde_json::to_string(&engines)?), Sync::Wait)?;
            let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&self.bytes)?;
            fields.remove("seal");
            fields.insert("owned".to_owned(), owned.file().into());
            let commit = seal::object(&serde_json::to_string_pretty(&fields)?);
            owned.replace(SEGMENTS_FILE, &commit, Sync::Wait)?;
            owned.keep_commit(&commit)?;
            owned.replace(SETTINGS_FILE, &settings, Sync::Wait)?;
            copied_file::sync_folder(&folder)
        };
        write(owned).map_err(Error::io(FileAction::Write, &folder))?;
        Ok(Index::open(&folder)?.len())
    }
}

/// Copies the files of a commit into a folder. Returns false if one of them is gone.
fn take_files(list: &SegmentList, path: &Path, owned: &mut Owned, copied: &mut CopiedFiles) -> Result<bool> {
    let folder = owned.folder().to_owned();
    let failed = |error| Error::io(FileAction::Write, &folder)(error);
    // Every name is in a list before its file exists.
    let mut engines: BTreeSet<String> = owned.engines_files();
    engines.extend(list.segments.iter().flat_map(SegmentEntry::files));
    owned
        .replace(
            MANAGED_FILE,
            &seal::list(&serde_json::to_string(&engines).map_err(|error| failed(error.into()))?),
            Sync::Later,
        )
        .map_err(failed)?;
    if let Some(table) = list.table() {
        owned.note(table).map_err(failed)?;
    }
    for name in files_of(list) {
        let sum = list.manifest.files.get(&name);
        let is_table = list.table() == Some(&name);
        if !is_table && sum.is_none() {
            // A companion that could not be written.
            continue;
        }
        if !copied.take(&name, path, &folder, sum)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The large files of a commit: tantivy's, their companions, and the table of files.
fn files_of(list: &SegmentList) -> impl Iterator<Item = String> {
    let engines = list.segments.iter().flat_map(SegmentEntry::files);
    let engines = engines.flat_map(|file| [spare::names_beside(&file), Some(file)].into_iter().flatten());
    engines.chain(list.table().map(str::to_owned))
}

/// A free place beside a folder.
fn beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut places = (2..).map(|number| folder.with_file_name(format!("{name}-{number}")));
    places.find(|place| place.symlink_metadata().is_err()).unwrap_or_default()
}

#[cfg(test)]
mod tests;

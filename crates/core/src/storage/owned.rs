//! List of the files that jianbao itself created in an index directory, beside tantivy's.
//!
//! A file's name does not prove who created it. jianbao therefore adds each file and folder to a sealed list before it creates
//! it. It deletes and replaces only files that are in this list, in tantivy's list of its own files (`.managed.json`) or in the
//! last commit. All other files in the directory belong to the user and stay.
//!
//! The list is `owned.json`; if the user has a file of that name, `owned-2.json` and so on. The last commit contains its name.
//! An index that is older than the list gets one from its first writer, with only the files of the commit.
//!
//! The list also contains a copy of the list of segments, from which a lost `meta.json` can be restored.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK};

use crate::storage::layout::{MANAGED_FILE, OWNED_FILE, SEGMENTS_FILE, SETTINGS_FILE, small_file};
use crate::storage::seal::{self, Seals, Sync};
use crate::storage::segment_list::SegmentList;
use crate::storage::spare;

/// The number of names under which the list is searched. More are occupied only on purpose.
const MAX_NAMES: usize = 9;

/// The suffix of a small file that is being written.
const FRESH_SUFFIX: &str = ".new";

/// The files and folders made in an index directory, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    /// Part of the names of temporary files, so that they are unique.
    token: String,
    /// Files and folders that were made, or are about to be.
    owned: BTreeSet<String>,
    /// The list of segments as last written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
}

/// The list of an index directory, as on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Owned {
    folder: PathBuf,
    file: String,
    list: List,
}

impl Owned {
    /// The list of an index directory; none if there is none, or none that matches its seal.
    pub(crate) fn read(folder: &Path) -> Option<Owned> {
        names(OWNED_FILE).find_map(|file| {
            let bytes = small_file(&folder.join(&file)).ok()?;
            let list = seal::is_sealed_object(&bytes).then(|| serde_json::from_slice(&bytes).ok())??;
            Some(Owned { folder: folder.to_owned(), file, list })
        })
    }

    /// Makes the list of a directory that has no intact one, under an unused name. It contains the parts of every index, and the
    /// given names.
    pub(crate) fn create(folder: &Path, others: impl Iterator<Item = String>) -> io::Result<Owned> {
        let always = [SETTINGS_FILE, SEGMENTS_FILE, MANAGED_FILE].map(str::to_owned);
        let locks = [&*INDEX_WRITER_LOCK, &*META_LOCK].map(|lock| lock.filepath.display().to_string());
        let mut owned: BTreeSet<String> = always.into_iter().chain(locks).chain(others).collect();
        let token = format!("{:08x}", RandomState::new().build_hasher().finish() & 0xffff_ffff);
        for file in names(OWNED_FILE) {
            let mut opened = match OpenOptions::new().write(true).create_new(true).open(folder.join(&file)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            owned.insert(file.clone());
            let list = List { token, owned, commit: None };
            // Not by way of another file, for which there is no list yet. A run that is killed here leaves an empty file.
            opened.write_all(&sealed(&list)?)?;
            opened.sync_all()?;
            return Ok(Owned { folder: folder.to_owned(), file, list });
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{OWNED_FILE} is the name of another file")))
    }

    /// The index directory.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// True if articles were committed, according to the copy of the list of segments.
    pub(crate) fn tells_of_articles(&self) -> bool {
        let list = self.commit().and_then(|commit| serde_json::from_slice::<SegmentList>(commit).ok());
        list.is_some_and(|list| !list.segments.is_empty())
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// True if a name is one of jianbao's own, according to this list.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.list.owned.contains(name) || self.replaced_by(name).is_some()
    }

    /// The names of the list with this prefix.
    pub(crate) fn beginning_with(&self, prefix: &str) -> Vec<String> {
        self.list.owned.iter().filter(|name| name.starts_with(prefix)).cloned().collect()
    }

    /// The temporary name of a file until it is complete.
    pub(crate) fn fresh_name(&self, name: &str) -> String {
        // Hidden, so that tantivy does not take it for one of its own.
        format!(".{}.{}{FRESH_SUFFIX}", name.trim_start_matches('.'), self.list.token)
    }

    /// The own file that a file being written will replace; none if the name is not of such a file.
    pub(crate) fn replaced_by(&self, fresh_name: &str) -> Option<&str> {
        let is_fresh_name = |name: &&String| self.fresh_name(name) == fresh_name;
        self.list.owned.iter().find(is_fresh_name).map(String::as_str)
    }

    /// The list of segments as last written.
    pub(crate) fn commit(&self) -> Option<&[u8]> {
        self.list.commit.as_deref().map(str::as_bytes)
    }

    /// Reserves a name for a new file or folder: `BEGINNINGend`, or, if that is taken, `BEGINNING-2end` and so on. It is in the
    /// list when this returns.
    pub(crate) fn claim(&mut self, beginning: &str, end: &str, sync: Sync) -> io::Result<String> {
        let is_free = |name: &String| self.folder.join(name).symlink_metadata().is_err();
        let free = numbered(beginning, end).find(is_free).unwrap_or_default();
        if !self.list.owned.contains(&free) {
            let mut list = self.list.clone();
            list.owned.insert(free.clone());
            self.write(list, sync)?;
        }
        Ok(free)
    }

    /// Removes the names of deleted files from the list.
    pub(crate) fn forget(&mut self, gone: &[String]) -> io::Result<()> {
        if gone.is_empty() {
            return Ok(());
        }
        let mut list = self.list.clone();
        list.owned.retain(|name| !gone.contains(name));
        self.write(list, Sync::Later)
    }

    /// Keeps a copy of the list of segments.
    pub(crate) fn keep_commit(&mut self, commit: &[u8]) -> io::Result<()> {
        if self.commit() == Some(commit) {
            return Ok(());
        }
        let list = List { commit: Some(String::from_utf8_lossy(commit).into_owned()), ..self.list.clone() };
        self.write(list, Sync::Later)
    }

    /// Replaces a file in the list in one step: a reader, or a killed run, has the old one or the new one.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8], sync: Sync) -> io::Result<()> {
        seal::replace(&self.folder.join(name), &self.folder.join(self.fresh_name(name)), bytes, sync)
    }

    fn write(&mut self, list: List, sync: Sync) -> io::Result<()> {
        self.replace(&self.file.clone(), &sealed(&list)?, sync)?;
        self.list = list;
        Ok(())
    }
}

fn sealed(list: &List) -> io::Result<Vec<u8>> {
    Ok(seal::object(&serde_json::to_string_pretty(list)?))
}

/// `owned.json`, `owned-2.json` and so on.
fn names(file: &str) -> impl Iterator<Item = String> {
    let (beginning, end) = file.split_at(file.find('.').unwrap_or(file.len()));
    numbered(beginning, end).take(MAX_NAMES)
}

fn numbered(beginning: &str, end: &str) -> impl Iterator<Item = String> {
    let further = (2_u64..).map(move |number| format!("{beginning}-{number}{end}"));
    std::iter::once(format!("{beginning}{end}")).chain(further)
}

fn is_empty_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
}

/// All known names of jianbao's own files in a directory.
pub(crate) struct Known {
    owned: Option<Owned>,
    /// tantivy's files, and those that the last commit names.
    others: BTreeSet<String>,
}

impl Known {
    /// The names in the lists of a directory. A list that does not match its seal names nothing.
    pub(crate) fn of(folder: &Path) -> Known {
        let owned = Owned::read(folder);
        let mut others = BTreeSet::new();
        if let Some(managed) =
            small_file(&folder.join(MANAGED_FILE)).ok().and_then(|b| seal::unsealed_list(&b))
        {
            others.extend(serde_json::from_slice::<Vec<String>>(&managed).unwrap_or_default());
        }
        let last = small_file(&folder.join(SEGMENTS_FILE)).ok();
        for commit in last.as_deref().into_iter().chain(owned.as_ref().and_then(Owned::commit)) {
            if let Ok(list) = serde_json::from_slice::<SegmentList>(commit) {
                others.extend(list.files());
            }
        }
        Known { owned, others }
    }

    /// True if a name is one of jianbao's own.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.others.contains(name)
            || spare::beside(name).is_some_and(|file| self.others.contains(file))
            || self.owned.as_ref().is_some_and(|owned| owned.knows(name))
    }
}

/// The files of the user in a directory. The lists are read last: a file that another process makes is in them before it exists.
fn foreign_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    let known = Known::of(folder);
    let is_foreign = |entry: &fs::DirEntry| !entry.file_name().to_str().is_some_and(|name| known.knows(name));
    Ok(entries.iter().filter(|entry| is_foreign(entry)).map(fs::DirEntry::path).collect())
}

/// The list of segments in use, with its bytes: the one on the disk, or its copy; if neither is intact, the one on the disk as
/// far as it can be read. Else the problem.
pub(crate) fn last_segments(path: &Path, seals: Seals) -> Result<(Vec<u8>, SegmentList), String> {
    let there = small_file(&path.join(SEGMENTS_FILE));
    let copy = Owned::read(path).and_then(|owned| owned.commit().map(<[u8]>::to_vec));
    let is_whole = |bytes: &Vec<u8>| seals == Seals::Absent || seal::is_sealed_object(bytes);
    let whole = there.as_ref().ok().filter(|bytes| is_whole(bytes)).cloned();
    let mut problem = String::new();
    for bytes in [whole, copy.filter(is_whole), there.as_ref().ok().cloned()].into_iter().flatten() {
        match serde_json::from_slice::<SegmentList>(&bytes) {
            Ok(list) => match list.problem(path) {
                None => return Ok((bytes, list)),
                Some(wrong) => problem = wrong,
            },
            Err(error) => problem = error.to_string(),
        }
    }
    Err(there.err().map_or(problem, |error| error.to_string()))
}

/// True if an index may be made in a directory: it is empty, or contains only the leftovers of a run that was killed while it
/// made one.
pub(crate) fn is_free(folder: &Path) -> io::Result<bool> {
    let foreign = foreign_in(folder)?;
    Ok(foreign.iter().all(|path| *path == folder.join(OWNED_FILE) && is_empty_file(path)))
}

/// Deletes a folder in which an index was made, with the files in its lists. If there are other files, they and the folder
/// stay. Returns true if the folder is gone. A link is not followed.
pub(crate) fn remove_index_folder(folder: &Path) -> io::Result<bool> {
    match folder.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(metadata) if !metadata.is_dir() => return Ok(false),
        Ok(_) => {}
    }
    let known = Known::of(folder);
    // The lists go last, so that the next run can finish a removal that was killed.
    let lists = [SEGMENTS_FILE, MANAGED_FILE, known.owned.as_ref().map_or(OWNED_FILE, |owned| &owned.file)];
    let mut last = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let is_ours = known.knows(name) || (name == OWNED_FILE && is_empty_file(&entry.path()));
        if !is_ours || entry.file_type()?.is_dir() {
            continue;
        }
        if lists.contains(&name) { last.push(entry.path()) } else { fs::remove_file(entry.path())? }
    }
    last.sort_by_key(|path| lists.iter().position(|list| path.ends_with(list)));
    if fs::read_dir(folder)?.count() > last.len() {
        return Ok(false);
    }
    for path in last {
        fs::remove_file(path)?;
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        removed => removed.map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_in(folder: &Path) -> Owned {
        Owned::create(folder, std::iter::empty()).unwrap()
    }

    #[test]
    fn a_name_stands_in_the_list_on_the_disk_when_it_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let mut owned = list_in(folder.path());
        let name = owned.claim("files-7", ".json", Sync::Wait).unwrap();
        assert_eq!(name, "files-7.json");
        assert!(Owned::read(folder.path()).unwrap().knows(&name));
        owned.forget(std::slice::from_ref(&name)).unwrap();
        assert!(!Owned::read(folder.path()).unwrap().knows(&name));
    }

    #[test]
    fn a_name_that_somebody_has_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("files-7.json"), "mine").unwrap();
        fs::write(folder.path().join(OWNED_FILE), "mine too").unwrap();
        let mut owned = list_in(folder.path());
        assert_eq!(owned.file(), "owned-2.json");
        assert_eq!(owned.claim("files-7", ".json", Sync::Wait).unwrap(), "files-7-2.json");
        assert_eq!(fs::read(folder.path().join("files-7.json")).unwrap(), b"mine");
        assert_eq!(Owned::read(folder.path()).unwrap().file(), "owned-2.json");
    }

    #[test]
    fn a_list_with_a_flipped_bit_names_nothing() {
        let folder = tempfile::tempdir().unwrap();
        list_in(folder.path());
        let path = folder.path().join(OWNED_FILE);
        let mut bytes = fs::read(&path).unwrap();
        bytes[20] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(Owned::read(folder.path()).is_none());
        assert_eq!(foreign_in(folder.path()).unwrap(), [path]);
    }

    #[test]
    fn a_file_being_written_is_known_by_its_token_alone() {
        let folder = tempfile::tempdir().unwrap();
        let owned = list_in(folder.path());
        assert_eq!(owned.replaced_by(&owned.fresh_name(SETTINGS_FILE)), Some(SETTINGS_FILE));
        for name in [".meta.json.1234.new", ".vimrc.new", ".new"] {
            assert!(!owned.knows(name), "{name}");
        }
    }

    #[test]
    fn a_folder_with_something_of_the_users_stays_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made");
        fs::create_dir(&path).unwrap();
        list_in(&path);
        fs::write(path.join("diary.txt"), "mine").unwrap();
        assert!(!is_free(&path).unwrap());
        assert!(!remove_index_folder(&path).unwrap());
        assert_eq!(fs::read(path.join("diary.txt")).unwrap(), b"mine");
        fs::remove_file(path.join("diary.txt")).unwrap();
        assert!(is_free(&path).unwrap());
        assert!(remove_index_folder(&path).unwrap());
        assert!(!path.exists());
    }
}

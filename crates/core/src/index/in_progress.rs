//! The list of files in progress, which identifies a file that makes runs crash.
//!
//! A file can end the program that reads it, through a bug or because memory runs out. The ended program can no longer report
//! the file, and every further run would end at the same place. The name of a file is therefore written to a list in the index
//! directory (`reading.json`, sealed) before the file is read, and removed afterwards. If a later run finds a name there, an
//! earlier run ended while it read that file.
//!
//! The list survives the end of the program, but not a power cut: it is replaced atomically, and not fsynced. It is one of
//! jianbao's own files ([`owned`](crate::storage::owned)); if the user has a file of that name, the list gets another name. If
//! it cannot be written, indexing continues without it: the commit will report that the directory cannot be written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::index::index::Index;
use crate::index::writer::Writer;
use crate::storage::directory::IndexDirectory;
use crate::storage::layout::small_file;
use crate::storage::owned::Owned;
use crate::storage::seal::{self, Sync};

/// The default name of the list in the index directory: `reading.json`.
const BEGINNING: &str = "reading";
const END: &str = ".json";

/// The files that a run is reading, and those that earlier runs were reading when they ended.
///
/// Files are named by their [`file_key`](crate::file_key). The list may be used by several threads.
///
/// ```no_run
/// use jianbao_core::Index;
///
/// let index = Index::open("clippings")?;
/// let writer = index.writer()?;
/// let list = writer.files_in_progress();
/// if list.ended_runs("news/a.html", 1024, 1_700_000_000_000_000_000) < 2 {
///     list.begin([("news/a.html", 1024, 1_700_000_000_000_000_000)]);
///     // Read it.
///     list.end("news/a.html");
/// }
/// list.settle();
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Debug)]
pub struct FilesInProgress {
    /// `None` for an index in memory.
    directory: Option<IndexDirectory>,
    lists: Mutex<Lists>,
}

#[derive(Debug, Default)]
struct Lists {
    now: List,
    /// The name of the file; `None` without a file.
    file: Option<String>,
    /// The list on disk; `None` without a file.
    written: Option<List>,
}

/// The content of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    reading: BTreeMap<String, Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Listed {
    size_bytes: u64,
    modified_ns: u64,
    /// The number of runs that ended while it was read.
    ended_runs: u32,
    /// True while it is read.
    is_reading: bool,
}

impl Writer {
    /// The files that earlier runs were reading when they ended. Reads a small file.
    pub fn files_in_progress(&self) -> FilesInProgress {
        // There is one writer, so the runs in the list have ended.
        FilesInProgress::left(self.index().directory())
    }
}

impl Index {
    /// Removes the files that this process is reading from the list, so that its end is not attributed to them. For a program
    /// that exits on purpose without waiting for its [`Writer`].
    pub fn forget_files_in_progress(&self) {
        FilesInProgress::open(self.directory()).settle();
    }
}

impl FilesInProgress {
    fn open(directory: Option<&IndexDirectory>) -> FilesInProgress {
        let found =
            directory.and_then(|directory| directory.with_owned(|owned| Ok(read(owned))).ok().flatten());
        let (file, written) = found.map_or((None, None), |(file, list)| (Some(file), list));
        let now = written.clone().unwrap_or_default();
        let lists = Mutex::new(Lists { now, file, written });
        FilesInProgress { directory: directory.cloned(), lists }
    }

    /// The list that an ended run left.
    fn left(directory: Option<&IndexDirectory>) -> FilesInProgress {
        let list = FilesInProgress::open(directory);
        list.with(|lists| {
            for file in lists.now.reading.values_mut().filter(|file| file.is_reading) {
                *file = Listed {
                    ended_runs: file.ended_runs.saturating_add(1),
                    is_reading: false,
                    ..file.clone()
                };
            }
        });
        list
    }

    /// The number of runs that ended while this file was read. A file whose size or time has changed counts as another.
    pub fn ended_runs(&self, file: &str, size_bytes: u64, modified_ns: u64) -> u32 {
        self.with(|lists| {
            let known = lists.now.reading.get(file).cloned();
            match known {
                Some(known) if (known.size_bytes, known.modified_ns) == (size_bytes, modified_ns) => {
                    known.ended_runs
                }
                Some(_) => {
                    lists.now.reading.remove(file);
                    0
                }
                None => 0,
            }
        })
    }

    /// Records that files, each with its size in bytes and its time, are about to be read. Writes one small file for all of
    /// them before it returns.
    pub fn begin<'f>(&self, files: impl IntoIterator<Item = (&'f str, u64, u64)>) {
        self.with(|lists| {
            for (file, size_bytes, modified_ns) in files {
                let ended_runs = lists.now.reading.get(file).map_or(0, |known| known.ended_runs);
                let listed = Listed { size_bytes, modified_ns, ended_runs, is_reading: true };
                lists.now.reading.insert(file.to_owned(), listed);
            }
        });
        self.write();
    }

    /// Records that a file was read to its end, or need not be read. The record is written with the next change.
    pub fn end(&self, file: &str) {
        self.with(|lists| lists.now.reading.remove(file));
    }

    /// Keeps only the files of which this is true.
    pub fn retain(&self, mut is_kept: impl FnMut(&str) -> bool) {
        self.with(|lists| lists.now.reading.retain(|file, _| is_kept(file)));
    }

    /// Records that the run ends normally and no longer reads any file, complete or not. The number of earlier runs that ended
    /// in a file is kept.
    pub fn settle(&self) {
        self.with(|lists| {
            lists.now.reading.retain(|_, file| file.ended_runs > 0);
            for file in lists.now.reading.values_mut() {
                file.is_reading = false;
            }
        });
        self.write();
    }

    /// Writes the changes since the list was last written, if there are any.
    pub fn write(&self) {
        let Some(directory) = &self.directory else { return };
        self.with(|lists| {
            let is_written = match &lists.written {
                None => lists.now.reading.is_empty() && lists.file.is_none(),
                Some(written) => *written == lists.now,
            };
            if is_written {
                return;
            }
            let Ok(json) = serde_json::to_string(&lists.now) else { return };
            let written = directory.with_owned(|owned| {
                let file = match lists.file.clone() {
                    Some(file) => file,
                    None => owned.claim(BEGINNING, END, Sync::Later)?,
                };
                if lists.now.reading.is_empty() {
                    fs::remove_file(owned.folder().join(&file))?;
                    owned.forget(&[file])?;
                    return Ok(None);
                }
                owned.replace(&file, &seal::object(&json), Sync::Later)?;
                Ok(Some(file))
            });
            if let Ok(file) = written {
                lists.written = file.is_some().then(|| lists.now.clone());
                lists.file = file;
            }
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Lists) -> T) -> T {
        // Each change is one step, so the value is valid even after a thread panicked.
        change(&mut self.lists.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The list among the index's own files, with its name and content; none if it does not match its seal.
fn read(owned: &Owned) -> Option<(String, Option<List>)> {
    let is_there = |file: &String| owned.folder().join(file).symlink_metadata().is_ok();
    let file = owned.beginning_with(BEGINNING).into_iter().find(is_there)?;
    let list = read_list(&owned.folder().join(&file));
    Some((file, list))
}

fn read_list(path: &Path) -> Option<List> {
    let bytes = small_file(path).ok().filter(|bytes| seal::is_sealed_object(bytes))?;
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: u64 = 3;
    const TIME: u64 = 1 << 60;

    /// The list as the next writer finds it.
    fn left(folder: &Path) -> FilesInProgress {
        let path = folder.join("index");
        Index::open_or_create(path).unwrap().writer().unwrap().files_in_progress()
    }

    fn is_written(folder: &Path) -> bool {
        folder.join("index/reading.json").exists()
    }

    fn ended_runs(list: &FilesInProgress, file: &str) -> u32 {
        list.ended_runs(file, SIZE, TIME)
    }

    #[test]
    fn runs_that_end_in_a_file_are_counted_until_it_is_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        for run in 0..3 {
            let list = left(folder.path());
            assert_eq!((ended_runs(&list, "a"), ended_runs(&list, "b")), (run, 0));
            list.begin([("a", SIZE, TIME), ("b", SIZE, TIME)]);
            list.end("b");
            list.write();
        }
        let list = left(folder.path());
        list.begin([("a", SIZE, TIME)]);
        list.end("a");
        list.settle();
        assert!(!is_written(folder.path()));
        assert_eq!(ended_runs(&left(folder.path()), "a"), 0);
    }

    #[test]
    fn a_run_that_settles_blames_nobody_and_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        left(folder.path()).begin([("a", SIZE, TIME)]);
        let list = left(folder.path());
        list.begin([("a", SIZE, TIME), ("b", SIZE, TIME)]);
        list.settle();
        // A run that was killed before it read anything blames no file either.
        drop(left(folder.path()));
        let list = left(folder.path());
        assert_eq!((ended_runs(&list, "a"), ended_runs(&list, "b")), (1, 0));
    }

    #[test]
    fn a_file_that_has_changed_is_another_one() {
        let folder = tempfile::tempdir().unwrap();
        left(folder.path()).begin([("a", SIZE, TIME), ("gone", SIZE, TIME)]);
        let list = left(folder.path());
        assert_eq!(list.ended_runs("a", SIZE, TIME + 1), 0);
        list.retain(|file| file != "gone");
        list.settle();
        assert!(!is_written(folder.path()));
    }

    #[test]
    fn what_is_no_list_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        drop(left(folder.path()));
        let path = folder.path().join("index/reading.json");
        let sealed = seal::object("{\"reading\": {}}");
        for foreign in [b"my reading".as_slice(), b"", &sealed] {
            fs::write(&path, foreign).unwrap();
            left(folder.path()).begin([("a", SIZE, TIME)]);
            let list = left(folder.path());
            assert_eq!(ended_runs(&list, "a"), 1);
            list.end("a");
            list.settle();
            assert_eq!(fs::read(&path).unwrap(), foreign);
        }
    }

    #[test]
    fn a_list_that_does_not_fit_its_seal_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        left(folder.path()).begin([("a", SIZE, TIME)]);
        fs::write(folder.path().join("index/reading.json"), "{").unwrap();
        let list = left(folder.path());
        assert_eq!(ended_runs(&list, "a"), 0);
        list.settle();
        assert!(!is_written(folder.path()));
    }

    #[test]
    fn an_index_in_memory_has_no_list() {
        let index = Index::in_memory().unwrap();
        let list = index.writer().unwrap().files_in_progress();
        list.begin([("a", SIZE, TIME)]);
        list.settle();
        index.forget_files_in_progress();
    }
}

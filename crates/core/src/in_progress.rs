//! The files that a run is reading, so that one that ends runs is known by name.
//!
//! A file can end the program that reads it, by a fault of the program or for want of memory; then nothing that the
//! program could still do tells which one it was, and every further run ends in the same place. So the name of a file is
//! written to a list in the index directory (`reading.json`, sealed) before the file is read, and struck out when
//! reading is done. Whoever finds names there that were not struck out knows that a run ended in one of those files.
//!
//! The list guards against the end of the program, not of the power: it is replaced in one step, and not synced. What
//! stands there under its name and is no list of ours is left alone, and then there is no list. Where the list cannot be
//! written it guards nothing, and indexing goes on: that the directory cannot be written the commit will tell.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::index::Index;
use crate::seal;
use crate::writer::Writer;

/// The name of the list in the index directory.
const LIST_FILE: &str = "reading.json";

/// No list of ours comes near this many bytes.
const MAX_LIST_BYTES: u64 = 64 << 20;

/// The files that a run is reading, and those that runs before it were reading when they ended.
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
    /// None where there is no list: of an index in memory, or where something else stands in its place.
    path: Option<PathBuf>,
    lists: Mutex<Lists>,
}

#[derive(Debug, Default)]
struct Lists {
    now: List,
    /// What is on the disk; none where no file is.
    written: Option<List>,
}

/// What the file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    reading: BTreeMap<String, Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Listed {
    size_bytes: u64,
    modified_ns: u64,
    /// So many runs ended while it was read.
    ended_runs: u32,
    /// Whether it is being read.
    is_reading: bool,
}

impl Writer {
    /// The files that runs before this one were reading when they ended. Reads a small file.
    pub fn files_in_progress(&self) -> FilesInProgress {
        // There is one writer, so whoever was reading has ended.
        FilesInProgress::left(self.index().path())
    }
}

impl Index {
    /// Says of the files that this process is reading that they do not end it: for a program that is about to end, on
    /// purpose and without waiting for its [`Writer`].
    pub fn forget_files_in_progress(&self) {
        FilesInProgress::open(self.path()).settle();
    }
}

impl FilesInProgress {
    fn open(index: Option<&Path>) -> FilesInProgress {
        let path = index.map(|index| index.join(LIST_FILE));
        let (path, written) = match path.as_deref().map(read) {
            Some(Found::Nothing) => (path, None),
            Some(Found::List(list)) => (path, Some(list)),
            Some(Found::SomethingElse) | None => (None, None),
        };
        let now = written.clone().unwrap_or_default();
        FilesInProgress { path, lists: Mutex::new(Lists { now, written }) }
    }

    /// The list that a run left which is no more.
    fn left(index: Option<&Path>) -> FilesInProgress {
        let list = FilesInProgress::open(index);
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

    /// How many runs ended while a file was read. One that has another size or time than then is another file.
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

    /// Says of files, each with its size in bytes and its time, that they are about to be read. Returns once that is written:
    /// one small file for all of them.
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

    /// Says that a file was read to its end, or need not be read. That is written with what is written next.
    pub fn end(&self, file: &str) {
        self.with(|lists| lists.now.reading.remove(file));
    }

    /// Keeps only the files of which this is true.
    pub fn retain(&self, mut is_kept: impl FnMut(&str) -> bool) {
        self.with(|lists| lists.now.reading.retain(|file, _| is_kept(file)));
    }

    /// Says that no file is being read any more, whether or not it was read to its end: the run ends, and no file ended
    /// it. How many runs a file ended before stays known.
    pub fn settle(&self) {
        self.with(|lists| {
            lists.now.reading.retain(|_, file| file.ended_runs > 0);
            for file in lists.now.reading.values_mut() {
                file.is_reading = false;
            }
        });
        self.write();
    }

    /// Writes what was said since the list was last written, if anything was.
    pub fn write(&self) {
        let Some(path) = &self.path else { return };
        self.with(|lists| {
            let is_written = match &lists.written {
                None => lists.now.reading.is_empty(),
                Some(written) => *written == lists.now,
            };
            if is_written {
                return;
            }
            if lists.now.reading.is_empty() {
                if fs::remove_file(path).is_ok() {
                    lists.written = None;
                }
                return;
            }
            let Ok(json) = serde_json::to_string(&lists.now) else { return };
            if replace(path, &seal::object(&json)).is_ok() {
                lists.written = Some(lists.now.clone());
            }
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Lists) -> T) -> T {
        // Each change is one step, so what a thread that panicked left behind is whole.
        change(&mut self.lists.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes the list anew in one step, as [`seal::replace`] does, but without waiting for the disk. Several threads may.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    // A name that the next writer clears away, if this one is killed.
    let fresh = path.with_file_name(format!(".{LIST_FILE}.{}-{number}.new", std::process::id()));
    let _ = fs::remove_file(&fresh);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&fresh)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// What stands under the name of the list.
enum Found {
    Nothing,
    List(List),
    SomethingElse,
}

fn read(path: &Path) -> Found {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Nothing,
        Ok(metadata) if metadata.is_file() && metadata.len() <= MAX_LIST_BYTES => {}
        Ok(_) | Err(_) => return Found::SomethingElse,
    }
    let list = fs::read(path).ok().filter(|bytes| seal::is_sealed_object(bytes));
    list.and_then(|bytes| serde_json::from_slice(&bytes).ok()).map_or(Found::SomethingElse, Found::List)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: u64 = 3;
    const TIME: u64 = 1 << 60;

    fn left(folder: &Path) -> FilesInProgress {
        FilesInProgress::left(Some(folder))
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
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(ended_runs(&left(folder.path()), "a"), 0);
    }

    #[test]
    fn a_run_that_settles_blames_nobody_and_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        left(folder.path()).begin([("a", SIZE, TIME)]);
        let list = left(folder.path());
        list.begin([("a", SIZE, TIME), ("b", SIZE, TIME)]);
        list.settle();
        // A run that was killed before it read anything blames nobody either.
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
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_list_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LIST_FILE);
        let sealed = seal::object("{\"notes\": {}}");
        for foreign in [b"my reading".as_slice(), b"", b"{\"reading\": {}}", &sealed] {
            fs::write(&path, foreign).unwrap();
            let list = left(folder.path());
            list.begin([("a", SIZE, TIME)]);
            list.settle();
            assert_eq!(fs::read(&path).unwrap(), foreign);
        }
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        left(folder.path()).begin([("a", SIZE, TIME)]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
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

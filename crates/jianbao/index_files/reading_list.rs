//! The times at which files are entered in the list of files in progress, and removed from it.
//!
//! Each change of the list writes and renames one small file. Many small files are therefore listed together before they are
//! read. Any other file is listed alone, from before it is read until it is complete. So is every suspect, a file during which
//! an earlier run ended; suspects are also read one after another. If a run ends while several files are listed together, all
//! of them become suspects, but only the file that ends another run too is skipped.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jianbao_core::FilesInProgress;
use jianbao_ingest::{FileReport, FoundFile, IngestError};

/// The number of runs that ended in a file after which it is skipped.
pub(super) const MAX_ENDED_RUNS: u32 = 2;

/// Maximum size of a file that is listed with others, in bytes.
const SMALL_BYTES: u64 = 64 << 10;

/// Maximum number of files, and of bytes together, in one listing.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: u64 = 256 << 10;

/// A file to be read.
pub(super) struct ToRead {
    /// Its name in the index.
    pub(super) name: String,
    pub(super) file: FoundFile,
    /// True if a run ended while it was read.
    pub(super) is_suspect: bool,
    /// True if it may be skipped when the run is to stop.
    pub(super) may_leave: bool,
}

/// The files to be read, and the list in which they are recorded while they are read. A thread may still be reading a file
/// after the end of the run; nothing is recorded then.
pub(super) struct ReadingList {
    list: FilesInProgress,
    to_read: Vec<ToRead>,
    noted: Mutex<Noted>,
}

#[derive(Default)]
struct Noted {
    /// All small files before this one have been listed.
    small: usize,
    is_over: bool,
}

impl ReadingList {
    pub(super) fn new(list: FilesInProgress, to_read: Vec<ToRead>) -> ReadingList {
        ReadingList { list, to_read, noted: Mutex::default() }
    }

    /// A file, by its number.
    pub(super) fn file(&self, number: usize) -> &ToRead {
        &self.to_read[number]
    }

    /// Records that the run ended normally, so that no file is suspected.
    pub(super) fn settle(&self) {
        self.noted().is_over = true;
        self.list.settle();
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files in groups: the files of a group may be read at the same time. A suspect is a group of its own.
    pub(super) fn stretches(&self) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for (number, to_read) in self.to_read.iter().enumerate() {
            match stretches.last_mut() {
                Some(last) if !to_read.is_suspect && !self.to_read[last.start].is_suspect => {
                    last.end = number + 1;
                }
                _ => stretches.push(number..number + 1),
            }
        }
        stretches
    }

    /// Records that a file is about to be read.
    pub(super) fn begin(&self, number: usize) {
        let mut noted = self.noted();
        if noted.is_over || self.is_small(number) && number < noted.small {
            return;
        }
        if !self.is_small(number) {
            self.list.begin([self.listed(number)]);
            return;
        }
        let mut bytes = 0;
        let ahead = (number..self.to_read.len())
            .take_while(|&number| !self.to_read[number].is_suspect)
            .take(BATCH_FILES)
            .take_while(|&number| {
                let is_room = bytes < BATCH_BYTES;
                bytes += if self.is_small(number) { self.to_read[number].file.size_bytes } else { 0 };
                is_room
            });
        let end = ahead.last().map_or(number, |last| last) + 1;
        self.list
            .begin((number..end).filter(|&number| self.is_small(number)).map(|number| self.listed(number)));
        noted.small = end;
    }

    /// Records that the reading of a file ended, with its outcome.
    pub(super) fn end(&self, number: usize, report: &Result<FileReport, IngestError>) {
        // If the run is to stop, nothing is known of the file.
        let noted = self.noted();
        if noted.is_over || matches!(report, Err(IngestError::Stopped { .. })) {
            return;
        }
        self.list.end(&self.to_read[number].name);
        if !self.is_small(number) {
            self.list.write();
        }
    }

    fn is_small(&self, number: usize) -> bool {
        !self.to_read[number].is_suspect && self.to_read[number].file.size_bytes <= SMALL_BYTES
    }

    fn listed(&self, number: usize) -> (&str, u64, u64) {
        let ToRead { name, file, .. } = &self.to_read[number];
        (name, file.size_bytes, file.modified_ns)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jianbao_core::{Index, Writer};

    use super::*;

    const SMALL: u64 = 100;
    const LARGE: u64 = 1 << 20;

    fn files(sizes: &[u64]) -> Vec<FoundFile> {
        let found = |(number, size_bytes): (usize, &u64)| {
            let path = PathBuf::from(format!("{number:03}"));
            FoundFile { absolute: path.clone(), path, size_bytes: *size_bytes, modified_ns: 1 }
        };
        sizes.iter().enumerate().map(found).collect()
    }

    fn to_read(list: &FilesInProgress, files: &[FoundFile]) -> Vec<ToRead> {
        let to_read = files.iter().map(|file| {
            let name = file.path.to_str().unwrap().to_owned();
            let is_suspect = list.ended_runs(&name, file.size_bytes, file.modified_ns) > 0;
            ToRead { name, file: file.clone(), is_suspect, may_leave: false }
        });
        to_read.collect()
    }

    /// A run that ends while it reads a file, after it has read others. Returns the files that it blames more than before.
    fn run_ends_in(writer: &Writer, files: &[FoundFile], culprit: usize) -> Vec<usize> {
        let list = writer.files_in_progress();
        let to_read = to_read(&list, files);
        let count = |list: &FilesInProgress| -> Vec<u32> {
            let runs = |file: &FoundFile| {
                list.ended_runs(file.path.to_str().unwrap(), file.size_bytes, file.modified_ns)
            };
            files.iter().map(runs).collect()
        };
        let before = count(&list);
        let reading = ReadingList::new(list, to_read);
        let stopped = Err(IngestError::Missing { path: PathBuf::new() });
        for number in 0..culprit {
            reading.begin(number);
            reading.end(number, &stopped);
        }
        reading.begin(culprit);
        let after = count(&writer.files_in_progress());
        (0..files.len()).filter(|&number| after[number] > before[number]).collect()
    }

    #[test]
    fn of_small_files_that_were_listed_together_one_is_blamed_twice() {
        let folder = tempfile::tempdir().unwrap();
        let writer = Index::create(folder.path().join("index")).unwrap().writer().unwrap();
        let files = files(&[SMALL; 10]);
        assert_eq!(run_ends_in(&writer, &files, 7), (0..10).collect::<Vec<_>>());
        assert_eq!(run_ends_in(&writer, &files, 7), [7]);
        let list = writer.files_in_progress();
        assert_eq!(list.ended_runs("007", SMALL, 1), MAX_ENDED_RUNS);
        assert!((0..7).all(|number| list.ended_runs(&format!("{number:03}"), SMALL, 1) == 0));
    }

    #[test]
    fn large_files_are_listed_alone_and_small_ones_a_batch_ahead() {
        let folder = tempfile::tempdir().unwrap();
        let writer = Index::create(folder.path().join("index")).unwrap().writer().unwrap();
        let files = files(&[&[SMALL, LARGE, SMALL, LARGE][..], &[SMALL; 200]].concat());
        let blamed = run_ends_in(&writer, &files, 0);
        assert!(blamed.starts_with(&[0, 2, 4]) && !blamed.contains(&3), "{blamed:?}");
        assert!(blamed.len() <= BATCH_FILES, "{blamed:?}");
    }

    #[test]
    fn a_suspect_is_read_alone() {
        let files = files(&[SMALL; 6]);
        let list = Index::in_memory().unwrap().writer().unwrap().files_in_progress();
        let mut to_read = to_read(&list, &files);
        for suspect in [0, 3, 4] {
            to_read[suspect].is_suspect = true;
        }
        let stretches = ReadingList::new(list, to_read).stretches();
        assert_eq!(stretches, [0..1, 1..3, 3..4, 4..5, 5..6]);
    }
}

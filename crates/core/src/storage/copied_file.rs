//! Copies of single files: hard links where the file system has them, else bytes that are compared with their checksum.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::corruption::CorruptionKind;
use crate::error::{Error, FileAction, Result};
use crate::storage::file_sum::FileSum;

/// The files that were copied from one folder to another, by name.
#[derive(Debug, Default)]
pub(crate) struct CopiedFiles(BTreeMap<String, CopiedFile>);

/// A copied file.
#[derive(Debug)]
pub(crate) struct CopiedFile {
    pub(crate) bytes: u64,
    pub(crate) is_linked: bool,
    sum: Option<FileSum>,
}

impl CopiedFiles {
    /// A file that was copied.
    pub(crate) fn get(&self, name: &str) -> Option<&CopiedFile> {
        self.0.get(name)
    }

    /// Copies a file, which has this checksum if it has one. A copy with the same checksum stays. Returns false if the file is
    /// gone.
    pub(crate) fn take(&mut self, name: &str, from: &Path, to: &Path, sum: Option<&FileSum>) -> Result<bool> {
        if sum.is_some() && self.get(name).is_some_and(|copied| copied.sum.as_ref() == sum) {
            return Ok(true);
        }
        let (from, to) = (from.join(name), to.join(name));
        let failed = |error| Error::io(FileAction::Write, &to)(error);
        let there = match from.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            there => there.map_err(Error::io(FileAction::Read, &from))?,
        };
        // A set of deletions can have been written anew under its name.
        match fs::remove_file(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
        .map_err(failed)?;
        // A link to a link would lead nowhere.
        let is_linked = there.is_file() && fs::hard_link(&from, &to).is_ok();
        if !is_linked {
            match fs::copy(&from, &to) {
                Err(_) if from.symlink_metadata().is_err() => return Ok(false),
                copied => copied.and_then(|_| File::open(&to)?.sync_all()).map_err(failed)?,
            }
        }
        let found = to.metadata().map_err(failed)?.len();
        if let Some(sum) = sum {
            if sum.bytes != found {
                let problem = CorruptionKind::OtherLength { found, written: sum.bytes };
                return Err(Error::corrupt(from, problem));
            }
            if !is_linked && FileSum::of(&to).map_err(failed)? != *sum {
                return Err(Error::corrupt(from, CorruptionKind::OtherBytes));
            }
        }
        let copied = CopiedFile { bytes: found, is_linked, sum: sum.cloned() };
        self.0.insert(name.to_owned(), copied);
        Ok(true)
    }
}

/// Waits until the created and renamed files of a folder are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_linked_or_copied_and_a_changed_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir(&from).unwrap();
        fs::create_dir(&to).unwrap();
        fs::write(from.join("a"), "文章").unwrap();
        let sum = FileSum::of(&from.join("a")).unwrap();
        let mut copied = CopiedFiles::default();
        assert!(copied.take("a", &from, &to, Some(&sum)).unwrap());
        assert_eq!(copied.get("a").map(|copied| copied.bytes), Some(6));
        // Copied, not linked: the bytes are compared.
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(from.join("a"), from.join("link")).unwrap();
            assert!(copied.take("link", &from, &to, Some(&sum)).unwrap());
            let is_linked = |name: &str| copied.get(name).map(|copied| copied.is_linked);
            assert_eq!((is_linked("a"), is_linked("link")), (Some(true), Some(false)));
            fs::remove_file(from.join("a")).unwrap();
            fs::write(from.join("a"), "文字").unwrap();
            let refused = CopiedFiles::default().take("link", &from, &to, Some(&sum)).unwrap_err();
            assert!(matches!(refused, Error::Corrupt { problem: CorruptionKind::OtherBytes, .. }));
        }
        fs::remove_file(from.join("a")).unwrap();
        assert!(copied.take("a", &from, &to, Some(&sum)).unwrap(), "it was taken");
        assert_eq!(fs::read(to.join("a")).unwrap(), "文章".as_bytes());
        assert!(!copied.take("a", &from, &to, Some(&FileSum::of_bytes(b"other"))).unwrap(), "it is gone");
        fs::write(from.join("a"), "文").unwrap();
        let refused = CopiedFiles::default().take("a", &from, &to, Some(&sum)).unwrap_err();
        assert!(matches!(refused, Error::Corrupt { problem: CorruptionKind::OtherLength { .. }, .. }));
    }
}

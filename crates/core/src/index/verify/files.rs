//! Verification of the files of an index by their seals and checksums.

use std::io;
use std::path::Path;

use super::{Corruption, CorruptionKind};
use crate::error::{Error, FileAction, Result};
use crate::storage::file_sum::FileSum;
use crate::storage::layout::{MANAGED_FILE, SEGMENTS_FILE, SETTINGS_FILE, is_plain, small_file};
use crate::storage::owned;
use crate::storage::seal::{self, Seals};
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::settings::Settings;
use crate::storage::spare;

/// The files of an index, checked byte by byte.
#[derive(Default)]
pub(super) struct Files {
    pub(super) damage: Vec<Corruption>,
    /// The list in use, with its bytes: its copy if it is damaged. `None` if neither can be read.
    pub(super) segments: Option<(Vec<u8>, SegmentList)>,
    pub(super) checked: u64,
    pub(super) bytes: u64,
}

impl Files {
    pub(super) fn check(path: &Path) -> Result<Files> {
        let mut files = Files::default();
        files.check_settings(path)?;
        files.check_sealed(path, MANAGED_FILE, |bytes| seal::unsealed_list(bytes).is_some())?;
        files.check_sealed(path, SEGMENTS_FILE, seal::is_sealed_object)?;
        let (commit, segments) = match owned::last_segments(path, Seals::Required) {
            Ok(last) => last,
            Err(problem) => {
                if files.damage.iter().all(|damage| damage.file != SEGMENTS_FILE) {
                    files
                        .damage
                        .push(Corruption::new(SEGMENTS_FILE, CorruptionKind::Invalid { why: problem }));
                }
                return Ok(files);
            }
        };
        for file in segments.segments.iter().flat_map(SegmentEntry::files) {
            files.check_sum(path, &file, segments.manifest.files.get(&file))?;
            let spare = spare::names_beside(&file).and_then(|it| segments.manifest.files.get_key_value(&it));
            if let Some((spare, written)) = spare {
                files.check_sum(path, spare, Some(written))?;
            }
        }
        for sealed in segments.table().into_iter().chain(segments.manifest.owned.as_deref()) {
            if is_plain(sealed) {
                files.check_sealed(path, sealed, seal::is_sealed_object)?;
            } else {
                files
                    .damage
                    .push(Corruption::new(SEGMENTS_FILE, CorruptionKind::NoName { name: sealed.to_owned() }));
            }
        }
        files.segments = Some((commit, segments));
        Ok(files)
    }

    fn check_settings(&mut self, path: &Path) -> Result<()> {
        let has_segments = path.join(SEGMENTS_FILE).exists();
        let settings = match Settings::read(path) {
            Ok(settings) => settings,
            Err(Error::NotAnIndex { .. }) if has_segments => {
                self.damage.push(Corruption::new(SETTINGS_FILE, CorruptionKind::Missing));
                return Ok(());
            }
            Err(Error::Corrupt { problem, .. }) => {
                self.damage.push(Corruption::new(SETTINGS_FILE, problem));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        self.checked += 1;
        if !settings.is_whole() {
            self.damage.push(Corruption::new(SETTINGS_FILE, CorruptionKind::BrokenSeal));
        } else if !settings.is_of_index() {
            self.damage.push(Corruption::new(SETTINGS_FILE, CorruptionKind::OfAnotherIndex));
        }
        Ok(())
    }

    /// Checks a small file.
    fn check_sealed(&mut self, path: &Path, file: &str, is_sealed: impl Fn(&[u8]) -> bool) -> Result<()> {
        match small_file(&path.join(file)) {
            Ok(bytes) => {
                self.checked += 1;
                self.bytes += bytes.len() as u64;
                if !is_sealed(&bytes) {
                    self.damage.push(Corruption::new(file, CorruptionKind::BrokenSeal));
                }
                Ok(())
            }
            Err(error) => self.unreadable(path, file, error),
        }
    }

    /// Checks a large file against its recorded length and checksum.
    fn check_sum(&mut self, path: &Path, file: &str, written: Option<&FileSum>) -> Result<()> {
        let found = match FileSum::of(&path.join(file)) {
            Ok(found) => found,
            Err(error) => return self.unreadable(path, file, error),
        };
        self.checked += 1;
        self.bytes += found.bytes;
        let problem = match written {
            None => CorruptionKind::Unknown,
            Some(written) if written.bytes != found.bytes => {
                CorruptionKind::OtherLength { found: found.bytes, written: written.bytes }
            }
            Some(written) if written != &found => CorruptionKind::OtherBytes,
            Some(_) => return Ok(()),
        };
        self.damage.push(Corruption::new(file, problem));
        Ok(())
    }

    /// A file that is missing, or that the disk does not return, is corruption; one that may not be read is not.
    fn unreadable(&mut self, path: &Path, file: &str, error: io::Error) -> Result<()> {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => CorruptionKind::Missing,
            io::ErrorKind::PermissionDenied => {
                return Err(Error::io(FileAction::Read, path.join(file))(error));
            }
            _ => CorruptionKind::Unreadable { why: error.to_string() },
        };
        self.damage.push(Corruption::new(file, problem));
        Ok(())
    }
}

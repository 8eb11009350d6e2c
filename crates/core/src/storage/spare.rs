//! Spare data beside tantivy's files, which limits the loss from damage.
//!
//! The checksum of a file shows that it is damaged, but not where. Two kinds of file contain data that is nowhere else in the
//! index. Each has a small companion file, which is deleted with it:
//!
//! - `X.store.sums`, for the stored articles, has a hash of every 4 KiB of the file. A block of the store is closed
//!   once it exceeds 4 KiB before compression. One damaged byte therefore costs the articles of the few blocks that overlap its
//!   4 KiB, and all others are known to be intact. The hashes take 0.2% of the store.
//! - `X.N.del.copy`, for the set of deleted documents, is a second copy, with one bit for each document.
//!
//! Both end with a hash of all preceding bytes. Only `verify` and `index --rebuild` read them.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};
use xxhash_rust::xxh3::xxh3_64;

use crate::storage::file_sum::FileSum;
use crate::storage::layout::{regular_file_bytes, small_file};

/// The size of a piece with a hash of its own.
const PIECE_BYTES: usize = 4096;

const HASH_BYTES: usize = size_of::<u64>();

const SUMS_SUFFIX: &str = ".sums";
const COPY_SUFFIX: &str = ".copy";

/// The companion of a file while it is written.
pub(crate) enum SpareWriter {
    Nothing,
    /// The hashes of the pieces, and the bytes so far of the next one.
    Sums {
        sums: Vec<u8>,
        piece: Vec<u8>,
    },
    Copy(Vec<u8>),
}

impl SpareWriter {
    /// The companion of the file of this name.
    pub(crate) fn of(name: &Path) -> SpareWriter {
        match name.extension().and_then(|extension| extension.to_str()) {
            Some("store") => SpareWriter::Sums { sums: Vec::new(), piece: Vec::with_capacity(PIECE_BYTES) },
            Some("del") => SpareWriter::Copy(Vec::new()),
            _ => SpareWriter::Nothing,
        }
    }

    /// Takes the bytes that were written to the file.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) {
        match self {
            SpareWriter::Nothing => {}
            SpareWriter::Copy(copy) => copy.extend_from_slice(bytes),
            SpareWriter::Sums { sums, piece } => {
                while !bytes.is_empty() {
                    let (taken, rest) = bytes.split_at(bytes.len().min(PIECE_BYTES - piece.len()));
                    piece.extend_from_slice(taken);
                    bytes = rest;
                    if piece.len() == PIECE_BYTES {
                        sums.extend_from_slice(&xxh3_64(piece).to_le_bytes());
                        piece.clear();
                    }
                }
            }
        }
    }

    /// Writes the companion of a finished file. Returns its name and checksum, if there is one.
    pub(crate) fn finish(&mut self, file: &Path) -> io::Result<Option<(PathBuf, FileSum)>> {
        let (suffix, mut bytes) = match std::mem::replace(self, SpareWriter::Nothing) {
            SpareWriter::Nothing => return Ok(None),
            SpareWriter::Copy(copy) => (COPY_SUFFIX, copy),
            SpareWriter::Sums { mut sums, piece } => {
                if !piece.is_empty() {
                    sums.extend_from_slice(&xxh3_64(&piece).to_le_bytes());
                }
                (SUMS_SUFFIX, sums)
            }
        };
        bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
        let path = with_suffix(file, suffix);
        let mut spare = OpenOptions::new().write(true).create_new(true).open(&path)?;
        spare.write_all(&bytes)?;
        spare.sync_all()?;
        Ok(Some((path, FileSum::of_bytes(&bytes))))
    }
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The file that a companion belongs to; none if a name is not of a companion.
pub(crate) fn beside(name: &str) -> Option<&str> {
    let of_store = name.strip_suffix(SUMS_SUFFIX).filter(|file| file.ends_with(".store"));
    of_store.or_else(|| name.strip_suffix(COPY_SUFFIX).filter(|file| file.ends_with(".del")))
}

/// The names of the possible companions of a file.
pub(crate) fn names_beside(file: &str) -> Option<String> {
    match file.rsplit('.').next() {
        Some("store") => Some(format!("{file}{SUMS_SUFFIX}")),
        Some("del") => Some(format!("{file}{COPY_SUFFIX}")),
        _ => None,
    }
}

/// The bytes of a companion without its last hash; none if it is corrupt.
fn sound(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = small_file(path).ok()?;
    let end = bytes.len().checked_sub(HASH_BYTES)?;
    let is_sound = xxh3_64(&bytes[..end]).to_le_bytes() == bytes[end..];
    bytes.truncate(end);
    is_sound.then_some(bytes)
}

/// The copy of a file, if there is an intact one.
pub(crate) fn copy_of(file: &Path) -> Option<Vec<u8>> {
    sound(&with_suffix(file, COPY_SUFFIX))
}

/// The intact pieces of a file; none if they cannot be determined.
pub(crate) fn sound_pieces(file: &Path) -> Option<SoundPieces> {
    let sums = sound(&with_suffix(file, SUMS_SUFFIX))?;
    regular_file_bytes(file).ok()?;
    let mut read = File::open(file).ok()?;
    let mut are_sound = Vec::with_capacity(sums.len() / HASH_BYTES);
    let mut piece = Vec::with_capacity(PIECE_BYTES);
    for sum in sums.chunks_exact(HASH_BYTES) {
        piece.clear();
        // A piece that the disk does not return is not intact.
        let is_read = Read::by_ref(&mut read).take(PIECE_BYTES as u64).read_to_end(&mut piece).is_ok();
        are_sound.push(is_read && xxh3_64(&piece).to_le_bytes() == sum);
    }
    Some(SoundPieces { are_sound: are_sound.into() })
}

/// The intact pieces of a file.
#[derive(Clone, Debug)]
pub(crate) struct SoundPieces {
    are_sound: Arc<[bool]>,
}

/// A file of which only intact pieces can be read.
#[derive(Debug)]
pub(crate) struct SoundFile {
    file: Arc<dyn FileHandle>,
    /// The bytes that were written; later bytes are not part of the file.
    bytes: usize,
    pieces: SoundPieces,
}

impl SoundFile {
    pub(crate) fn new(file: Arc<dyn FileHandle>, written_bytes: usize, pieces: SoundPieces) -> SoundFile {
        let bytes = written_bytes.min(file.len());
        SoundFile { file, bytes, pieces }
    }
}

impl HasLen for SoundFile {
    fn len(&self) -> usize {
        self.bytes
    }
}

impl FileHandle for SoundFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let pieces = range.start / PIECE_BYTES..range.end.div_ceil(PIECE_BYTES);
        let is_sound = range.end <= self.bytes
            && self.pieces.are_sound.get(pieces).is_some_and(|pieces| pieces.iter().all(|sound| *sound));
        if is_sound {
            return self.file.read_bytes(range);
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "the bytes are not those that were written"))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_beside_a_file_is_told_by_its_name() {
        for file in ["ab.store", "ab.12.del"] {
            assert_eq!(beside(&names_beside(file).unwrap()), Some(file));
        }
        assert_eq!((beside("diary.copy"), beside("ab.store"), names_beside("ab.idx")), (None, None, None));
    }

    #[test]
    fn a_damaged_piece_cannot_be_read_and_every_other_can() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ab.store");
        let bytes: Vec<u8> = (0..PIECE_BYTES * 3 + 5).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let mut spare = SpareWriter::of(Path::new("ab.store"));
        // In pieces other than those of the checksums.
        bytes.chunks(1000).for_each(|chunk| spare.push(chunk));
        spare.finish(&path).unwrap();
        let mut damaged = bytes.clone();
        damaged[PIECE_BYTES + 7] ^= 1;
        fs::write(&path, damaged).unwrap();
        let handle: Arc<dyn FileHandle> = Arc::new(OwnedBytes::new(bytes.clone()));
        let file = SoundFile::new(handle, bytes.len(), sound_pieces(&path).unwrap());
        for (range, is_read) in [
            (0..PIECE_BYTES, true),
            (0..PIECE_BYTES + 1, false),
            (PIECE_BYTES * 2 - 1..PIECE_BYTES * 2, false),
            (PIECE_BYTES * 2..bytes.len(), true),
            (bytes.len() - 1..bytes.len() + 1, false),
        ] {
            assert_eq!(file.read_bytes(range.clone()).is_ok(), is_read, "{range:?}");
        }
    }

    #[test]
    fn a_copy_with_a_flipped_bit_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ab.12.del");
        let mut spare = SpareWriter::of(&path);
        spare.push(&[7; 40]);
        let (beside, _) = spare.finish(&path).unwrap().unwrap();
        assert_eq!(copy_of(&path), Some(vec![7; 40]));
        let mut bytes = fs::read(&beside).unwrap();
        bytes[3] ^= 1;
        fs::write(beside, bytes).unwrap();
        assert_eq!(copy_of(&path), None);
    }
}

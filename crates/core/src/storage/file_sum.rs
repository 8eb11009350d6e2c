//! Checksum of a file: its length and hash.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::storage::layout::regular_file_bytes;

/// The length and hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileSum {
    pub(crate) bytes: u64,
    pub(crate) hash: String,
}

impl FileSum {
    /// The checksum of a file with these bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> FileSum {
        FileSum { bytes: bytes.len() as u64, hash: format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes)) }
    }

    /// The checksum of a file on the disk. Reads it whole, in pieces.
    pub(crate) fn of(path: &Path) -> io::Result<FileSum> {
        regular_file_bytes(path)?;
        let mut file = File::open(path)?;
        let mut hasher = Xxh3::new();
        let mut bytes = 0;
        let mut piece = vec![0; 1 << 18];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(FileSum { bytes, hash: format!("{:016x}", hasher.digest()) }),
                Ok(read) => {
                    hasher.update(&piece[..read]);
                    bytes += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

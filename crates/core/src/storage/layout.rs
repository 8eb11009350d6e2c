//! Layout of an index directory: the names of its files, and the reading of small ones.
//!
//! | name | content |
//! |---|---|
//! | `owned.json` | the list of jianbao's own files (see [`owned`](crate::storage::owned)) |
//! | `files-N.json` | the table of files of commit N |
//! | `reading.json` | the files that are being read (see `index/in_progress.rs`) |
//! | `rebuilding` | the folder in which `index --rebuild` makes the new index |
//! | `.NAME.TOKEN.new` | a small file that is being written; it is then renamed to `NAME`, which is in the list of own files |
//! | `X.store.sums`, `X.N.del.copy` | checksums of one of tantivy's files, and a copy of another (see [`spare`](crate::storage::spare)) |
//! | `jianbao.json`, `meta.json`, `.managed.json`, two locks | part of every index |
//!
//! tantivy's own files are named by their segment and their content.

use std::fs;
use std::io;
use std::path::Path;

/// The settings that an index was created with.
pub(crate) const SETTINGS_FILE: &str = "jianbao.json";

/// The list of segments, which defines a commit.
pub(crate) const SEGMENTS_FILE: &str = "meta.json";

/// The list of files that tantivy made and may delete.
pub(crate) const MANAGED_FILE: &str = ".managed.json";

/// The list of jianbao's own files, if that name is free.
pub(crate) const OWNED_FILE: &str = "owned.json";

/// The prefix of the tables of files; the number is that of the commit.
pub(crate) const TABLE_PREFIX: &str = "files-";

/// The prefix of the folder in which a new index is made from an old one.
pub(crate) const REBUILDING_PREFIX: &str = "rebuilding";

/// The extension of the forward index of a segment.
pub(crate) const TEXT_EXTENSION: &str = "text";

/// The maximum size of a small file of an index, in bytes.
const MAX_SMALL_BYTES: u64 = 64 << 20;

/// The maximum size of the table of files, in bytes. That of a million files has some 150 MB.
const MAX_TABLE_BYTES: u64 = 1 << 30;

/// The bytes of a small file of an index, which must be a regular file.
pub(crate) fn small_file(path: &Path) -> io::Result<Vec<u8>> {
    regular_file(path, MAX_SMALL_BYTES)
}

/// The bytes of a table of files, which must be a regular file.
pub(crate) fn table_file(path: &Path) -> io::Result<Vec<u8>> {
    regular_file(path, MAX_TABLE_BYTES)
}

fn regular_file(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let bytes = regular_file_bytes(path)?;
    if bytes <= max_bytes { fs::read(path) } else { Err(invalid("the file is too long")) }
}

/// The length of a regular file in bytes; an error for anything else. Opening a pipe waits for a writer, and a device has no
/// end.
pub(crate) fn regular_file_bytes(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(invalid("it is not a regular file")) }
}

fn invalid(problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

/// True if a name is that of a file in the directory itself.
pub(crate) fn is_plain(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0'])
}

/// True if a path is a name that tantivy gives to its files, in the directory itself: the id of a segment and an extension.
pub(crate) fn is_engines_name(path: &Path) -> bool {
    let (segment, kind) = path.to_str().and_then(|name| name.split_once('.')).unwrap_or_default();
    let is_kind = |c: char| c.is_ascii_alphanumeric() || c == '.';
    segment.len() == SEGMENT_NAME_CHARS
        && segment.chars().all(|c| c.is_ascii_hexdigit())
        && !kind.is_empty()
        && kind.chars().all(is_kind)
}

/// The number of digits in the id of a segment.
const SEGMENT_NAME_CHARS: usize = 32;

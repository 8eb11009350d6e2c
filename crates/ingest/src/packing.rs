//! Compression and archive format of a file, by its first bytes and by its extension.

use std::path::{Path, PathBuf};

/// Compression or archive format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Nothing.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// xz.
    Xz,
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
}

/// The first bytes of packed files, and their offsets. What is not unpacked is among the
/// [formats that are not read](crate::formats::foreign).
const SIGNS: [(usize, &[u8], Compression); 6] = [
    (0, &[0x1f, 0x8b], Compression::Gzip),
    (0, &[0x28, 0xb5, 0x2f, 0xfd], Compression::Zstd),
    (0, b"\xfd7zXZ\0", Compression::Xz),
    (257, b"ustar", Compression::Tar),
    (0, b"PK\x03\x04", Compression::Zip),
    // An empty one.
    (0, b"PK\x05\x06", Compression::Zip),
];

impl Compression {
    /// Detection by the first bytes of a file; for a tar archive, by the first 262.
    pub fn sniff(opening: &[u8]) -> Compression {
        let is_there = |at: usize, sign: &[u8]| opening.get(at..).is_some_and(|rest| rest.starts_with(sign));
        SIGNS
            .into_iter()
            .find(|(at, sign, _)| is_there(*at, sign))
            .map_or(Compression::None, |(.., packing)| packing)
    }
}

/// Extensions of compressed files, and the extensions that their contents then have: none, or that of an
/// archive.
const COMPRESSED: [(&str, &str); 6] =
    [("gz", ""), ("zst", ""), ("xz", ""), ("tgz", "tar"), ("tzst", "tar"), ("txz", "tar")];

/// Endings of the names of archives.
const ARCHIVES: [&str; 2] = ["tar", "zip"];

/// Every extension of a compressed file.
#[cfg(test)]
pub(crate) fn endings() -> impl Iterator<Item = &'static str> {
    COMPRESSED.into_iter().map(|(ending, _)| ending).chain(ARCHIVES)
}

/// The name of the contents of a compressed file: without the extension of the compression.
pub(crate) fn without_packing(path: &Path) -> PathBuf {
    let ending = ending(path).unwrap_or_default();
    let content = COMPRESSED.into_iter().find(|(compressed, _)| *compressed == ending);
    content.map_or_else(|| path.to_owned(), |(_, content)| path.with_extension(content))
}

/// True if a name is that of an archive, compressed or not.
pub(crate) fn is_archive(path: &Path) -> bool {
    ending(&without_packing(path)).is_some_and(|ending| ARCHIVES.contains(&ending.as_str()))
}

/// The extension of a name, in lower case.
pub(crate) fn ending(path: &Path) -> Option<String> {
    path.extension()?.to_str().map(str::to_ascii_lowercase)
}

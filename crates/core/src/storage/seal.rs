//! Seals: hashes at the end of small files, by which changes are detected.
//!
//! tantivy trusts its list of segments: one changed digit there can bring deleted articles back. Every small JSON file of an
//! index therefore ends with a hash of all bytes before it: the list of segments, the two lists of files that may be deleted,
//! the settings, the table of files, and the list of files in progress. A file whose seal does not match is damaged. Sealed
//! files are still JSON, and are replaced atomically together with their seal.
//!
//! A seal detects accidents, not manipulation: anyone who can write the file can compute a new seal.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

/// The digits of a seal.
const SEAL_CHARS: usize = 16;

/// The text after the seal of an object.
const OBJECT_CLOSING: &str = "\"\n}\n";

/// The text before and after the seal in a list of names: it is the last name of the list.
const LIST_OPENING: &str = "\".seal.";
const LIST_CLOSING: &str = "\"]\n";

/// A JSON object of at least one field, with the seal as its last field.
pub(crate) fn object(json: &str) -> Vec<u8> {
    let json = json.trim_end();
    let fields = json.strip_suffix('}').unwrap_or(json).trim_end();
    sealed(&format!("{fields},\n  \"seal\": \""), OBJECT_CLOSING)
}

/// True if these bytes are exactly a sealed object.
pub(crate) fn is_sealed_object(bytes: &[u8]) -> bool {
    opening(bytes, OBJECT_CLOSING).is_some()
}

/// A JSON list of strings, with the seal as its last string.
pub(crate) fn list(json: &str) -> Vec<u8> {
    let json = json.trim_end();
    let names = json.strip_suffix(']').unwrap_or(json).trim_end();
    let separator = if names == "[" { "" } else { "," };
    sealed(&format!("{names}{separator}{LIST_OPENING}"), LIST_CLOSING)
}

/// The list that was sealed; none if these are not the bytes of a sealed list.
pub(crate) fn unsealed_list(bytes: &[u8]) -> Option<Vec<u8>> {
    let names = opening(bytes, LIST_CLOSING)?.strip_suffix(LIST_OPENING.as_bytes())?;
    let names = names.strip_suffix(b",").unwrap_or(names);
    Some([names, b"]"].concat())
}

/// Appends the seal and the closing text to the opening of a file.
fn sealed(opening: &str, closing: &str) -> Vec<u8> {
    format!("{opening}{:016x}{closing}", xxh3_64(opening.as_bytes())).into_bytes()
}

/// The opening of a file whose seal matches; else none.
fn opening<'b>(bytes: &'b [u8], closing: &str) -> Option<&'b [u8]> {
    let sealed = bytes.strip_suffix(closing.as_bytes())?;
    let (opening, seal) = sealed.split_at_checked(sealed.len().checked_sub(SEAL_CHARS)?)?;
    (seal == format!("{:016x}", xxh3_64(opening)).as_bytes()).then_some(opening)
}

/// The state of tantivy's lists of files: sealed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seals {
    /// Sealed: a list whose seal does not match is refused.
    Required,
    /// Not sealed, or checked already: the list is read as far as possible. Nothing is written.
    Absent,
}

/// Durability of a small file: on the disk before it takes its place, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sync {
    /// On the disk first: it survives a power cut.
    Wait,
    /// Not necessarily on the disk: it survives the end of the process, and its content can be recovered
    /// otherwise.
    Later,
}

/// Replaces a file in one step, by way of a unique temporary name beside it: a reader, or a killed run, has the old one or the
/// new one. The file gets the default permissions of new files. A link in its place is replaced, not followed.
pub(crate) fn replace(path: &Path, fresh: &Path, bytes: &[u8], sync: Sync) -> io::Result<()> {
    let written = write_new(fresh, bytes, sync).and_then(|()| fs::rename(fresh, path));
    if written.is_err() {
        let _ = fs::remove_file(fresh);
    }
    written
}

/// Writes a file under one of our names, at which only a killed run may have left one.
pub(crate) fn write_new(fresh: &Path, bytes: &[u8], sync: Sync) -> io::Result<()> {
    let _ = fs::remove_file(fresh);
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(fresh)?;
    file.write_all(bytes)?;
    if sync == Sync::Wait { file.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_anywhere_in_a_sealed_file_is_found() {
        let whole = |bytes: &[u8]| is_sealed_object(bytes) || unsealed_list(bytes).is_some();
        for sound in [object("{\n  \"opstamp\": 12\n}\n"), list("[\"a.idx\",\"b.idx\"]\n")] {
            assert!(whole(&sound));
            for position in 0..sound.len() {
                for bit in 0..8 {
                    let mut damaged = sound.clone();
                    damaged[position] ^= 1 << bit;
                    assert!(!whole(&damaged), "bit {bit} of byte {position}");
                }
            }
            for length in 0..sound.len() {
                assert!(!whole(&sound[..length]), "cut to {length} bytes");
            }
        }
    }

    #[test]
    fn a_sealed_file_is_still_json() {
        let value: serde_json::Value = serde_json::from_slice(&object("{\"opstamp\": {}}")).unwrap();
        assert_eq!(value["opstamp"], serde_json::json!({}));
        for names in ["[]", "[\"a\",\"b\"]"] {
            let sealed = list(names);
            assert!(serde_json::from_slice::<Vec<String>>(&sealed).is_ok());
            assert_eq!(unsealed_list(&sealed).unwrap(), names.as_bytes());
        }
    }

    #[test]
    fn replacing_leaves_nothing_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meta.json");
        let fresh = folder.path().join(".meta.json.1.new");
        for (bytes, sync) in [(b"before", Sync::Wait), (b"after ", Sync::Later)] {
            replace(&path, &fresh, bytes, sync).unwrap();
        }
        assert_eq!(fs::read(&path).unwrap(), b"after ");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = folder.path().join("no/such/folder");
        assert!(replace(&nowhere, &nowhere.with_extension("new"), b"", Sync::Wait).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_what_it_leads_to_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().join("outside");
        fs::write(&outside, b"mine").unwrap();
        let path = folder.path().join("meta.json");
        std::os::unix::fs::symlink(&outside, &path).unwrap();
        replace(&path, &folder.path().join("fresh"), b"after", Sync::Wait).unwrap();
        assert_eq!(fs::read(&outside).unwrap(), b"mine");
        assert_eq!(fs::read(&path).unwrap(), b"after");
    }
}

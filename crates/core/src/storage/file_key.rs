//! File keys: strings that identify files by their paths.
//!
//! A path is a sequence of bytes, and an index stores text. A path that is valid UTF-8, as nearly all are, is its own key. In
//! any other path, each byte that is not UTF-8 is written as U+0000 and two hexadecimal digits. No path contains a NUL, so
//! nothing else needs escaping: different paths have different keys, and [`path_of_key`] returns the path.
//!
//! Keys are for lookup. [`shown_key`] gives the form for display, in which such bytes are U+FFFD, so that different paths may
//! look the same.
//!
//! On systems whose paths are not bytes (Windows), invalid Unicode is U+FFFD in the key too.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The prefix of the two digits of a byte that is not UTF-8.
#[cfg(unix)]
const MARK: char = '\0';

/// The key of a path: the path itself if it is UTF-8, and on Unix different for each path.
///
/// ```
/// use jianbao_core::{file_key, path_of_key};
///
/// let path = std::path::Path::new("news/雨后.txt");
/// assert_eq!(file_key(path), "news/雨后.txt");
/// assert_eq!(path_of_key(&file_key(path)), path);
/// ```
#[cfg(unix)]
pub fn file_key(path: &Path) -> String {
    use std::fmt::Write;
    use std::os::unix::ffi::OsStrExt;

    let bytes = path.as_os_str().as_bytes();
    let mut key = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        key.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(key, "{MARK}{byte:02x}");
        }
    }
    key
}

/// The key of a path: the path itself if it is Unicode.
#[cfg(not(unix))]
pub fn file_key(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The path that has this key.
#[cfg(unix)]
pub fn path_of_key(key: &str) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let mut parts = key.split(MARK);
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match digits {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            // Not a key of ours: the rest is not an existing path.
            None => bytes.extend_from_slice(part.as_bytes()),
        }
    }
    OsString::from_vec(bytes).into()
}

/// The path that has this key.
#[cfg(not(unix))]
pub fn path_of_key(key: &str) -> PathBuf {
    key.into()
}

/// A key for display: the path, with U+FFFD for bytes that are not UTF-8. Not usable for lookup.
///
/// ```
/// assert_eq!(jianbao_core::shown_key("news/雨后.txt"), "news/雨后.txt");
/// # #[cfg(unix)]
/// assert_eq!(jianbao_core::shown_key("news/\0ff.txt"), "news/\u{fffd}.txt");
/// ```
pub fn shown_key(key: &str) -> Cow<'_, str> {
    if key.contains('\0') {
        Cow::Owned(path_of_key(key).to_string_lossy().into_owned())
    } else {
        Cow::Borrowed(key)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use proptest::prelude::*;

    use super::*;

    fn path(bytes: &[u8]) -> &Path {
        Path::new(OsStr::from_bytes(bytes))
    }

    /// Paths of few different bytes, so that many of them are nearly the same: letters, digits, halves of characters.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop::sample::select(b"af0/.\xff\xfe\xe9\x9b\xa8\xc0\xed".to_vec());
        prop_oneof![prop::collection::vec(byte, 0..8), prop::collection::vec(1_u8..=255, 0..40)]
    }

    #[test]
    fn bytes_that_are_not_utf8_stay_apart() {
        assert_eq!(file_key(path(b"nu/\xff.jsonl")), "nu/\0ff.jsonl");
        assert_eq!(file_key(path(b"nu/\xfe.jsonl")), "nu/\0fe.jsonl");
        assert_eq!(shown_key("nu/\0fe.jsonl"), "nu/\u{fffd}.jsonl");
        // A displayed key is not the key of that file.
        assert_ne!(file_key(path("nu/\u{fffd}.jsonl".as_bytes())), "nu/\0fe.jsonl");
    }

    proptest! {
        #[test]
        fn a_key_gives_its_path_back(bytes in bytes()) {
            prop_assert_eq!(path_of_key(&file_key(path(&bytes))), path(&bytes));
        }

        #[test]
        fn different_paths_have_different_keys(one in bytes(), other in bytes()) {
            prop_assert_eq!(one == other, file_key(path(&one)) == file_key(path(&other)));
        }

        #[test]
        fn a_path_that_is_utf8_is_its_own_key(text in "[^\0]{0,20}") {
            prop_assert_eq!(file_key(Path::new(&text)), text.clone());
            prop_assert_eq!(shown_key(&text), text.as_str());
        }

        #[test]
        fn any_text_is_taken_for_a_key(text in "[\0a-f0-9雨]{0,12}") {
            path_of_key(&text);
            prop_assert!(!shown_key(&text).contains('\0') || path_of_key(&text).as_os_str().as_bytes().contains(&0));
        }

        #[test]
        fn what_is_shown_is_what_a_path_shows(bytes in bytes()) {
            let path = path(&bytes);
            prop_assert_eq!(shown_key(&file_key(path)).into_owned(), path.display().to_string());
        }
    }
}

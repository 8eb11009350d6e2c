//! Output files of `--out`: an existing file is kept unless `--force` is given.
//!
//! A new file is created in exclusive mode, which fails if the name exists, even as a link. A file that another program
//! creates in the meantime is therefore not overwritten. Replacing a file is atomic: the new file is written beside the old
//! one, and renamed when it is complete. If writing fails, the old file is unchanged.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::texts::messages;

/// The treatment of an existing file of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and writing is refused.
    Keep,
    /// The new file replaces it.
    Replace,
}

impl Existing {
    /// As `--force` says.
    pub(crate) fn by_force(is_forced: bool) -> Existing {
        if is_forced { Existing::Replace } else { Existing::Keep }
    }
}

/// Refuses an existing name, so that a command need not do its work first. [`write`] checks again.
///
/// # Errors
/// If there is a file that must stay.
pub(crate) fn refuse_taken(path: &Path, existing: Existing) -> Result<()> {
    match existing {
        Existing::Keep if path.symlink_metadata().is_ok() => Err(anyhow!(messages::name_taken(path))),
        Existing::Keep | Existing::Replace => Ok(()),
    }
}

/// Writes a file, whole or not at all.
///
/// # Errors
/// If there is a file that must stay, and if it cannot be written.
pub(crate) fn write(path: &Path, text: &str, existing: Existing) -> Result<()> {
    match existing {
        Existing::Keep => match written_anew(path, text) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(anyhow!(messages::name_taken(path)))
            }
            written => written.with_context(|| messages::unwritable(path)),
        },
        Existing::Replace => replace(path, text).with_context(|| messages::unwritable(path)),
    }
}

/// Creates a file if nothing is there.
fn written_anew(path: &Path, text: &str) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    filled(file, text).inspect_err(|_| {
        // It is the file made above; the message is that it could not be filled.
        let _ = fs::remove_file(path);
    })
}

fn filled(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Replaces a file, or creates one. A link stays, and its target is replaced; a pipe or a terminal is written to.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A dangling link is replaced itself.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let permissions = match place.metadata() {
        Ok(old) if old.is_file() => Some(old.permissions()),
        Ok(_) => return OpenOptions::new().write(true).open(&place)?.write_all(text.as_bytes()),
        Err(_) => None,
    };
    let (fresh, file) = fresh_beside(&place)?;
    let written = permissions
        .map_or(Ok(()), |permissions| file.set_permissions(permissions))
        .and_then(|()| filled(file, text))
        .and_then(|()| fs::rename(&fresh, &place));
    written.inspect_err(|_| {
        let _ = fs::remove_file(&fresh);
    })
}

/// A new hidden file in the folder of another one, under an unused name.
fn fresh_beside(place: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0_u32;
    loop {
        let fresh = place.with_file_name(format!(".jianbao-{}-{number}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&fresh) {
            // A killed run left it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            made_or_failed => return made_or_failed.map(|file| (fresh, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in a folder.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_there_stays_unless_it_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        write(&path, "一", Existing::Keep).unwrap();
        let refused = write(&path, "二", Existing::Keep).unwrap_err().to_string();
        assert!(refused.contains("a.html") && refused.contains("--force"), "{refused}");
        assert!(
            refuse_taken(&path, Existing::Keep).is_err() && refuse_taken(&path, Existing::Replace).is_ok()
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "一");
        write(&path, "三", Existing::Replace).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "三");
        write(&folder.path().join("b.html"), "四", Existing::Replace).unwrap();
        assert_eq!(names(folder.path()), ["a.html", "b.html"]);
    }

    #[test]
    fn a_failure_leaves_what_was_there_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("folder.html");
        fs::create_dir(&taken).unwrap();
        assert!(write(&taken, "一", Existing::Keep).is_err());
        assert!(write(&taken, "一", Existing::Replace).is_err());
        assert!(write(&folder.path().join("nowhere/a.html"), "一", Existing::Replace).is_err());
        assert_eq!(names(folder.path()), ["folder.html"]);
    }

    #[test]
    fn a_file_that_a_killed_run_left_beside_it_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(format!(".jianbao-{}-0.part", std::process::id()));
        fs::write(&left, "半").unwrap();
        write(&folder.path().join("a.html"), "一", Existing::Replace).unwrap();
        assert_eq!(fs::read_to_string(&left).unwrap(), "半");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_so_do_permissions() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.html"), folder.path().join("link.html"));
        symlink("a.html", &link).unwrap();
        // A dangling link exists too.
        assert!(refuse_taken(&link, Existing::Keep).is_err());
        assert!(write(&link, "一", Existing::Keep).is_err());
        fs::write(&path, "一").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(write(&link, "二", Existing::Keep).is_err());
        write(&link, "二", Existing::Replace).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "二");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_file_is_written_to_and_stays_what_it_is() {
        assert!(write(Path::new("/dev/null"), "一", Existing::Keep).is_err());
        write(Path::new("/dev/null"), "一", Existing::Replace).unwrap();
        assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    }

    /// A full disk, as the system has one for tests.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        assert!(write(Path::new("/dev/full"), "一", Existing::Replace).is_err());
    }
}

//! Trust in an index or a configuration file that was found in a folder, decided by its owner.
//!
//! `.jianbao` and `jianbao.toml` are searched for in the current directory and its parents. On a shared machine another user
//! may have put them there. Articles would then be added to that user's index, and queries answered from it. A file of another
//! user is therefore refused, unless it was named explicitly, or is in a folder that the user's own configuration trusts.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::texts::messages;
use crate::user_config::UserConfig;

/// Refuses a found file that belongs neither to this user nor to the system.
pub(crate) fn check(found: &Path) -> Result<()> {
    if !is_of_somebody_else(found) {
        return Ok(());
    }
    let config = UserConfig::read()?;
    if is_trusted(found, &config.trust.folders) {
        return Ok(());
    }
    bail!(messages::of_somebody_else(found, &UserConfig::place()));
}

fn is_trusted(found: &Path, folders: &[PathBuf]) -> bool {
    let found = found.canonicalize().unwrap_or_else(|_| found.to_owned());
    folders.iter().filter_map(|folder| folder.canonicalize().ok()).any(|folder| found.starts_with(folder))
}

/// True if a file, or the link that leads to it, has an owner other than this user and the system. A file that cannot be
/// examined is refused when it is opened.
#[cfg(unix)]
fn is_of_somebody_else(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owners = [path.symlink_metadata(), path.metadata()];
    let me = nix::unistd::geteuid().as_raw();
    owners.into_iter().flatten().any(|metadata| !is_own(metadata.uid(), me))
}

#[cfg(unix)]
fn is_own(owner: u32, me: u32) -> bool {
    owner == 0 || owner == me
}

/// Other systems do not distinguish owners.
#[cfg(not(unix))]
fn is_of_somebody_else(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_mine_or_the_systems_is_own() {
        assert!(is_own(1000, 1000) && is_own(0, 1000));
        assert!(!is_own(1001, 1000) && !is_own(1000, 0));
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_of_somebody_else(folder.path()));
    }

    #[test]
    fn a_folder_that_is_trusted_holds_what_is_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let index = folder.path().join("shared/.jianbao");
        std::fs::create_dir_all(&index).unwrap();
        assert!(is_trusted(&index, &[folder.path().join("shared")]));
        assert!(is_trusted(&index, &[PathBuf::from("no/such"), index.clone()]));
        assert!(!is_trusted(&index, &[folder.path().join("sha"), index.join("inside")]));
        assert!(!is_trusted(&index, &[]));
    }
}

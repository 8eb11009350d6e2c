//! Location of an index, and the names of files in it.

use std::io;
use std::path::{Path, PathBuf};

use jianbao_core::{Index, file_key, path_of_key};

/// The location of the index, which determines the names of files in it.
pub(super) struct Place {
    root: Option<PathBuf>,
}

impl Place {
    pub(super) fn of(index: &Index) -> Place {
        let path = index.path().and_then(|path| path.canonicalize().ok());
        Place { root: path.and_then(|path| path.parent().map(Path::to_owned)) }
    }

    /// The name of a file in the index, which is the key of its path: the same for any working directory.
    pub(super) fn name_of(&self, absolute: &Path) -> String {
        let below = self.root.as_deref().and_then(|root| absolute.strip_prefix(root).ok());
        file_key(below.unwrap_or(absolute))
    }

    /// The path of the file with this name.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        let path = path_of_key(name);
        match &self.root {
            Some(root) => root.join(path),
            None => path,
        }
    }
}

/// True if there is certainly nothing at a path; false if it cannot be examined.
pub(super) fn is_gone(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

//! Location of the index.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jianbao::Index;

use crate::global::Global;
use crate::texts::messages;
use crate::trust;

/// The name of an index directory, for the search in this and the parent folders.
pub(crate) const FOLDER: &str = ".jianbao";

/// The environment variable that names the index.
const VARIABLE: &str = "JIANBAO_INDEX";

/// The named index directory, or the nearest one in this or a parent folder, as git finds its own.
fn named_or_found(global: &Global) -> Result<Option<PathBuf>> {
    if let Some(named) = &global.index {
        return Ok(Some(in_folder(named.clone())));
    }
    if let Some(named) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        return Ok(Some(in_folder(named.into())));
    }
    let here = env::current_dir().context(messages::no_current_directory())?;
    let found = here.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| folder.is_dir());
    if let Some(found) = &found {
        trust::check(found)?;
    }
    Ok(found)
}

/// The index of a named directory: the one in it, if it has one, else itself.
fn in_folder(named: PathBuf) -> PathBuf {
    let inside = named.join(FOLDER);
    if inside.is_dir() { inside } else { named }
}

/// Opens the index for reading.
pub(crate) fn open(global: &Global) -> Result<Index> {
    Ok(Index::open(existing(global)?)?)
}

/// The location of an index that must exist.
pub(crate) fn existing(global: &Global) -> Result<PathBuf> {
    match named_or_found(global)? {
        Some(path) => Ok(path),
        None => bail!(messages::no_index()),
    }
}

/// The location of the index to write to: the one found, or a new one in the current directory.
pub(crate) fn for_writing(global: &Global) -> Result<PathBuf> {
    Ok(named_or_found(global)?.unwrap_or_else(|| Path::new(FOLDER).to_owned()))
}

//! Location of the index.
//!
//! A name that begins like an address (`opensearch+http://…`) is never a folder. An unknown scheme, or an address in a build
//! without support for clusters, is an error, and nothing is created.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jianbao::Index;

#[cfg(feature = "remote")]
use crate::cluster;
use crate::global::Global;
use crate::searchable::Searchable;
use crate::texts::messages;
use crate::trust;

/// The name of an index directory, for the search in this and the parent folders.
pub(crate) const FOLDER: &str = ".jianbao";

/// The environment variable that names the index.
const VARIABLE: &str = "JIANBAO_INDEX";

/// The place of an index.
pub(crate) enum Place {
    /// A folder.
    Folder(PathBuf),
    /// A cluster.
    #[cfg(feature = "remote")]
    Cluster(jianbao::remote::Address),
}

/// The named index, or the nearest one in this or a parent folder, as git finds its own.
fn named_or_found(global: &Global) -> Result<Option<Place>> {
    let named = global.index.clone().map(PathBuf::into_os_string);
    let named = named.or_else(|| env::var_os(VARIABLE).filter(|value| !value.is_empty()));
    if let Some(named) = named {
        return place(named, global).map(Some);
    }
    let here = env::current_dir().context(messages::no_current_directory())?;
    let found = here.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| folder.is_dir());
    if let Some(found) = &found {
        trust::check(found)?;
    }
    Ok(found.map(Place::Folder))
}

/// The place that a name means: a folder, unless it is an address.
fn place(named: OsString, global: &Global) -> Result<Place> {
    let Some(scheme) = scheme(&named) else {
        if global.ca_file.is_some() {
            bail!(messages::certificates_without_cluster());
        }
        return Ok(Place::Folder(in_folder(named.into())));
    };
    if !CLUSTERS.contains(&scheme) {
        bail!(messages::unknown_scheme(scheme));
    }
    #[cfg(feature = "remote")]
    return Ok(Place::Cluster(named.to_string_lossy().parse()?));
    #[cfg(not(feature = "remote"))]
    bail!(messages::clusters_not_built_in(scheme));
}

/// The schemes of clusters.
const CLUSTERS: [&str; 4] = ["opensearch+http", "opensearch+https", "es+http", "es+https"];

/// The scheme of an address; none for a folder. One letter would be a drive.
fn scheme(named: &OsStr) -> Option<&str> {
    // An address has no other bytes.
    let (scheme, _) = named.to_str()?.split_once("://")?;
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(is_sign);
    is_scheme.then_some(scheme)
}

/// The index of a named directory: the one in it, if it has one, else itself.
fn in_folder(named: PathBuf) -> PathBuf {
    let inside = named.join(FOLDER);
    if inside.is_dir() { inside } else { named }
}

/// Opens the index for reading, wherever it is.
pub(crate) fn open_any(global: &Global) -> Result<Searchable> {
    match existing_place(global)? {
        Place::Folder(path) => Ok(Searchable::Folder(Index::open(path)?)),
        #[cfg(feature = "remote")]
        Place::Cluster(address) => Ok(Searchable::Cluster(Box::new(cluster::open(&address, global)?))),
    }
}

/// Opens the index for reading; it has to be in a folder.
pub(crate) fn open(global: &Global) -> Result<Index> {
    Ok(Index::open(existing(global)?)?)
}

/// The folder of an index that must exist.
pub(crate) fn existing(global: &Global) -> Result<PathBuf> {
    folder(existing_place(global)?)
}

/// The place of an index that must exist.
pub(crate) fn existing_place(global: &Global) -> Result<Place> {
    match named_or_found(global)? {
        Some(place) => Ok(place),
        None => bail!(messages::no_index()),
    }
}

/// The place of the index to write to: the one found, or a new one in the current directory.
pub(crate) fn for_writing(global: &Global) -> Result<Place> {
    Ok(named_or_found(global)?.unwrap_or_else(|| Place::Folder(Path::new(FOLDER).to_owned())))
}

/// The folder of a place, for what a cluster does not do.
pub(crate) fn folder(place: Place) -> Result<PathBuf> {
    match place {
        Place::Folder(path) => Ok(path),
        #[cfg(feature = "remote")]
        Place::Cluster(_) => bail!(messages::not_on_a_cluster()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_folder_none() {
        for (named, expect) in [
            ("opensearch+http://one/news", Some("opensearch+http")),
            ("http://one", Some("http")),
            ("a.b-c+1://", Some("a.b-c+1")),
            ("clippings", None),
            ("c://clippings", None),
            ("http:/one", None),
            ("新闻://one", None),
            ("./a://b", None),
            ("://b", None),
        ] {
            assert_eq!(scheme(OsStr::new(named)), expect, "{named}");
        }
    }
}

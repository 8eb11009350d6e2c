//! Leftovers of killed runs in an index directory, deleted by the next writer.
//!
//! Only files in the list of jianbao's own files ([`owned`](crate::storage::owned)) and in tantivy's list are considered. A
//! link is deleted, its target is not.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::storage::layout::{
    MANAGED_FILE, REBUILDING_PREFIX, SETTINGS_FILE, TABLE_PREFIX, is_engines_name, small_file,
};
use crate::storage::owned::{Owned, remove_index_folder};
use crate::storage::seal;
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::settings::Settings;
use crate::storage::spare;

/// Removes files that an index does not need: half-written files, the tables of other commits, folders of
/// unfinished indexes. Completes the replacement of the settings by a killed rebuild.
pub(crate) fn clear(folder: &Path, owned: &mut Owned, commit: &SegmentList) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(replaced) = name.to_str().and_then(|name| owned.replaced_by(name)) else { continue };
        let is_awaited = replaced == SETTINGS_FILE
            && commit.manifest.settings.as_deref().is_some_and(|written| {
                Settings::hash_at(&entry.path()).as_deref() == Some(written)
                    && Settings::hash_at(&folder.join(SETTINGS_FILE)).as_deref() != Some(written)
            });
        if is_awaited {
            fs::rename(entry.path(), folder.join(SETTINGS_FILE))?;
        } else {
            // The next writer removes those that cannot be removed now.
            let _ = fs::remove_file(entry.path());
        }
    }
    for name in owned.beginning_with(REBUILDING_PREFIX) {
        if remove_index_folder(&folder.join(&name)).is_ok_and(|is_gone| is_gone) {
            owned.forget(&[name])?;
        }
    }
    remove_tables(folder, owned, commit.table())
}

/// Removes the tantivy files that its list names and the commit does not. tantivy does so too, after its next commit; but the
/// name of a set of deletions contains the commit that it was made for, and a run that repeats a failed one needs that name.
/// Only for an intact list of segments.
pub(crate) fn remove_engines_files(folder: &Path, commit: &SegmentList) {
    let listed = small_file(&folder.join(MANAGED_FILE)).ok().and_then(|bytes| seal::unsealed_list(&bytes));
    let listed: Vec<String> = listed.and_then(|list| serde_json::from_slice(&list).ok()).unwrap_or_default();
    let living: BTreeSet<String> = commit.segments.iter().flat_map(SegmentEntry::files).collect();
    for file in listed.iter().filter(|file| is_engines_name(Path::new(file)) && !living.contains(*file)) {
        let spare = spare::names_beside(file);
        for name in [Some(file), spare.as_ref()].into_iter().flatten() {
            // The next writer removes those that cannot be removed now.
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

/// Removes every table of files but one.
pub(crate) fn remove_tables(folder: &Path, owned: &mut Owned, keep: Option<&str>) -> io::Result<()> {
    let mut gone = owned.beginning_with(TABLE_PREFIX);
    gone.retain(|name| Some(&**name) != keep && remove_file(&folder.join(name)));
    owned.forget(&gone)
}

/// True if a file is gone, after it was removed.
fn remove_file(path: &Path) -> bool {
    match fs::remove_file(path) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

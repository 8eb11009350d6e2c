//! Rebuild: creates a new index from the stored articles, in the place of the old one.
//!
//! The new index is created in a folder inside the old one; the list of own files names the folder
//! ([`owned`](crate::storage::owned)). Its files are then moved to the old index directory under unused names. Finally its list
//! of segments replaces the old list: in this one step the old index becomes the new one. The settings are replaced after that.
//! Until then, old and new settings are both in the directory, and the hash in the list of segments shows which are valid. A
//! killed run therefore leaves either the old or the new index, readers continue, and no other file in the directory is
//! touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use jianbao_article::OwnFields;

use crate::error::{Error, FileAction, Result};
use crate::index::index::Index;
use crate::index::salvage::{Loss, Salvage};
use crate::storage::copied_file::sync_folder;
use crate::storage::layout::{
    MANAGED_FILE, REBUILDING_PREFIX, SEGMENTS_FILE, SETTINGS_FILE, TABLE_PREFIX, is_engines_name, small_file,
};
use crate::storage::leftovers;
use crate::storage::lock::lock;
use crate::storage::owned::{Owned, remove_index_folder};
use crate::storage::seal::{self, Sync};
use crate::storage::segment_list::{SegmentEntry, SegmentList};
use crate::storage::settings::Settings;
use crate::storage::spare;

/// A rebuilt index.
#[derive(Debug)]
pub struct Rebuilt {
    /// The index.
    pub index: Index,
    /// The losses of a damaged index; empty if nothing is lost.
    pub losses: Vec<Loss>,
}

impl Index {
    /// Rebuilds an index from its stored articles, without their source files, with another user dictionary or, if that is
    /// `None`, with its own. This repairs corruption. It also upgrades an index of an earlier version, or one whose tokenizer
    /// has changed.
    ///
    /// Every byte is checked first. Damaged articles are left out and named; the next run over their files reads them again. A
    /// killed run leaves either the old or the new index. Files of the user in the directory stay. Cost: reading the index and
    /// indexing its articles, and room for both.
    ///
    /// # Errors
    /// If there is no index, if another writer has it open, or if the new one cannot be written; [`Error::StoreCorrupt`] if no
    /// article can be kept; [`Error::WordsCorrupt`] if the user dictionary is lost, and none is given.
    pub fn rebuild(path: impl AsRef<Path>, user_dictionary: Option<&str>) -> Result<Rebuilt> {
        rebuild(path.as_ref(), user_dictionary, |_| Ok(()))
    }
}

/// Rebuilds an index, with changes of its fields of one's own.
pub(super) fn rebuild(
    path: &Path,
    user_dictionary: Option<&str>,
    change: impl FnOnce(&mut OwnFields) -> Result<()>,
) -> Result<Rebuilt> {
    let settings = readable_settings(path, user_dictionary)?;
    // A damaged declaration might name another field.
    let are_fields_whole = settings.is_whole() && settings.is_of_index();
    let mut fields = if are_fields_whole { settings.own_fields().clone() } else { OwnFields::default() };
    change(&mut fields)?;
    let path = &path.canonicalize().map_err(Error::io(FileAction::Find, path))?;
    // Held to the end, so that no other process writes meanwhile.
    let _no_writer = lock(path)?;
    let mut salvage = Salvage::of(path, settings.seals())?;
    if !are_fields_whole && fields.is_empty() && salvage.has_own_columns() {
        salvage.losses.push(Loss::Fields { listed_in: SETTINGS_FILE.to_owned() });
    }
    let mut owned = list_of(path, &salvage.list).map_err(Error::io(FileAction::Write, path))?;
    let fresh = owned.claim(REBUILDING_PREFIX, "", Sync::Wait).map_err(Error::io(FileAction::Write, path))?;
    let fresh_path = path.join(&fresh);
    let words = user_dictionary.unwrap_or(settings.user_dictionary());
    let made = copy(&mut salvage, &fresh_path, Settings::new(words, &fields)).and_then(|()| {
        put_in_place(path, &fresh_path, &mut owned, &salvage.list)
            .map_err(Error::io(FileAction::PutInPlace, path))
    });
    // Moved or removed meanwhile: not corrupt, whatever the failure was.
    let is_there = path.join(SETTINGS_FILE).exists();
    let made =
        made.map_err(|error| if is_there { error } else { Error::Exchanged { path: path.to_owned() } });
    // The next writer removes files that cannot be removed now.
    if remove_index_folder(&fresh_path).is_ok_and(|is_gone| is_gone) {
        let _ = owned.forget(&[fresh]);
    }
    made?;
    Ok(Rebuilt { index: Index::open(path)?, losses: salvage.losses })
}

/// The settings of an index, as far as a rebuild needs them. If they cannot be read, a user dictionary must be given.
fn readable_settings(path: &Path, user_dictionary: Option<&str>) -> Result<Settings> {
    match Settings::read(path) {
        Ok(settings) if user_dictionary.is_some() => Ok(settings),
        Ok(settings) if settings.is_whole() && settings.is_of_index() => Ok(settings),
        // The dictionary's hash is in the analyzer's fingerprint.
        Ok(settings) if !settings.is_whole() && settings.tells_its_words() => Ok(settings),
        Ok(_) => Err(Error::WordsCorrupt { path: path.to_owned() }),
        Err(Error::Corrupt { .. }) if user_dictionary.is_none() => {
            Err(Error::WordsCorrupt { path: path.to_owned() })
        }
        Err(Error::Corrupt { .. }) => Ok(Settings::new("", &OwnFields::default())),
        Err(error) => Err(error),
    }
}

/// The list of own files in a directory that no other process writes to, without the leftovers of killed runs.
fn list_of(path: &Path, commit: &SegmentList) -> io::Result<Owned> {
    let mut owned = match Owned::read(path) {
        Some(owned) => owned,
        None => {
            let table = commit.table().map(str::to_owned);
            Owned::create(path, table.into_iter())?
        }
    };
    leftovers::clear(path, &mut owned, commit)?;
    Ok(owned)
}

/// Makes a new index of every readable article.
fn copy(salvage: &mut Salvage, fresh_path: &Path, settings: Settings) -> Result<()> {
    let fresh = Index::create_with(fresh_path, settings)?;
    let mut writer = fresh.writer()?;
    writer.number_above(salvage.highest_number());
    salvage.read(&mut |article, origin| writer.add_of_origin(article, origin).map(drop))?;
    if salvage.saved == 0 && salvage.lost() > 0 {
        let path = fresh_path.parent().unwrap_or(fresh_path).to_owned();
        return Err(Error::StoreCorrupt { path, file: salvage.first_damaged() });
    }
    writer.take_files(salvage.files());
    writer.finish()
}

/// Moves the files of the new index over, and replaces the old list of segments by the new one.
fn put_in_place(path: &Path, fresh_path: &Path, owned: &mut Owned, old: &SegmentList) -> io::Result<()> {
    let commit = small_file(&fresh_path.join(SEGMENTS_FILE))?;
    let new: SegmentList = serde_json::from_slice(&commit)?;
    let moving: Vec<String> = engines_files(&new).filter(|file| fresh_path.join(file).exists()).collect();
    // Every name is in a list before its file exists.
    let mut engines: BTreeSet<String> = old.segments.iter().flat_map(SegmentEntry::files).collect();
    engines.retain(|file| path.join(file).exists());
    let listed = small_file(&path.join(MANAGED_FILE)).ok().and_then(|bytes| seal::unsealed_list(&bytes));
    engines.extend(
        listed.and_then(|list| serde_json::from_slice::<Vec<String>>(&list).ok()).unwrap_or_default(),
    );
    engines.extend(moving.iter().filter(|file| spare::beside(file).is_none()).cloned());
    engines.insert(SEGMENTS_FILE.to_owned());
    owned.replace(MANAGED_FILE, &seal::list(&serde_json::to_string(&engines)?), Sync::Wait)?;
    let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&commit)?;
    let stamp = fields.get("opstamp").and_then(serde_json::Value::as_u64).unwrap_or_default();
    let table = owned.claim(&format!("{TABLE_PREFIX}{stamp}"), ".json", Sync::Wait)?;
    for file in &moving {
        fs::rename(fresh_path.join(file), path.join(file))?;
    }
    if let Some(fresh_table) = new.table() {
        fs::rename(fresh_path.join(fresh_table), path.join(&table))?;
    }
    let settings = small_file(&fresh_path.join(SETTINGS_FILE))?;
    let fresh_settings = path.join(owned.fresh_name(SETTINGS_FILE));
    seal::write_new(&fresh_settings, &settings, Sync::Wait)?;
    sync_folder(path)?;
    fields.remove("seal");
    fields.insert("payload".to_owned(), table.clone().into());
    fields.insert("owned".to_owned(), owned.file().into());
    let commit = seal::object(&serde_json::to_string_pretty(&fields)?);
    owned.replace(SEGMENTS_FILE, &commit, Sync::Wait)?;
    owned.keep_commit(&commit)?;
    sync_folder(path)?;
    fs::rename(&fresh_settings, path.join(SETTINGS_FILE))?;
    sync_folder(path)?;
    remove_old(path, owned, &engines, &new)?;
    leftovers::remove_tables(path, owned, Some(&table))
}

/// Removes the tantivy files that the new list of segments does not name. A file that cannot be removed stays in tantivy's list,
/// and a later writer removes it.
fn remove_old(path: &Path, owned: &Owned, engines: &BTreeSet<String>, new: &SegmentList) -> io::Result<()> {
    let living: BTreeSet<String> = engines_files(new).collect();
    let mut left = BTreeSet::from([SEGMENTS_FILE.to_owned()]);
    for file in engines {
        let is_old = !living.contains(file) && is_engines_name(Path::new(file));
        if let Some(spare) = spare::names_beside(file).filter(|_| is_old) {
            let _ = fs::remove_file(path.join(spare));
        }
        if !is_old
            || fs::remove_file(path.join(file)).is_err_and(|error| error.kind() != io::ErrorKind::NotFound)
        {
            left.insert(file.clone());
        }
    }
    owned.replace(MANAGED_FILE, &seal::list(&serde_json::to_string(&left)?), Sync::Wait)
}

/// The tantivy files that a list of segments names, with their companions.
fn engines_files(list: &SegmentList) -> impl Iterator<Item = String> {
    let files = list.segments.iter().flat_map(SegmentEntry::files);
    files.flat_map(|file| [spare::names_beside(&file), Some(file)].into_iter().flatten())
}

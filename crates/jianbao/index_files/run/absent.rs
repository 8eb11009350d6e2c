//! Files of the index that are no longer at their paths: renamed and deleted ones.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use jianbao_core::{FileState, shown_key};
use jianbao_ingest::{FoundFile, hash_file_while};

use super::Run;
use crate::index_files::event::IndexEvent;
use crate::index_files::options::IndexOptions;
use crate::index_files::place::is_gone;

impl Run<'_> {
    /// The files of the index that are not among those found, with their states.
    fn not_found(&self, found: &[(String, FoundFile)]) -> Vec<(String, FileState)> {
        let present: HashSet<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let known = self.writer.files().iter();
        let absent = known.filter(|(name, _)| !present.contains(name));
        absent.map(|(name, state)| (name.to_owned(), state.clone())).collect()
    }

    /// Moves the articles of renamed files: a new file has the content of a missing one.
    pub(super) fn move_files(
        &mut self,
        found: &[(String, FoundFile)],
        options: &IndexOptions,
    ) -> jianbao_core::Result<()> {
        let mut gone: HashMap<u64, Vec<(String, FileState)>> = HashMap::new();
        for (name, state) in self.not_found(found) {
            if !state.content_hash.is_empty() && is_gone(&self.place.path_of(&name)) {
                gone.entry(state.size_bytes).or_default().push((name, state));
            }
        }
        for (name, file) in found {
            let Some(candidates) = gone.get_mut(&file.size_bytes).filter(|candidates| !candidates.is_empty())
            else {
                continue;
            };
            if self.writer.files().get(name).is_some() {
                continue;
            }
            let Ok(hash) = hash_file_while(&file.path, &|| !options.is_stopped()) else { continue };
            let Some(at) = candidates.iter().position(|(_, state)| state.content_hash == hash) else {
                continue;
            };
            let (from, state) = candidates.remove(at);
            self.writer.move_file(&from, name, FileState { modified_ns: file.modified_ns, ..state })?;
            self.moved.insert(name.clone());
            self.summary.moved += 1;
            (self.listen)(IndexEvent::Moved { path: &file.path, from: &shown_key(&from) });
        }
        Ok(())
    }

    /// Moves the articles of files whose names are not UTF-8, and which an earlier version recorded by their displayed names.
    /// It is unknown whether they have changed, so they are read again, and their earlier articles are then deleted.
    pub(super) fn rename_shown_keys(&mut self, found: &[(String, FoundFile)]) -> jianbao_core::Result<()> {
        for (name, _) in found {
            let shown = shown_key(name);
            if shown == name.as_str() || self.writer.files().get(name).is_some() {
                continue;
            }
            let Some(state) = self.writer.files().get(&shown).cloned() else { continue };
            if is_gone(&self.place.path_of(&shown)) {
                let unread = FileState { content_hash: String::new(), ..state };
                self.writer.move_file(&shown, name, unread)?;
            }
        }
        Ok(())
    }

    /// Deletes the articles of missing files below the walked folders. A file that exists but was not found is skipped now,
    /// if everything could be walked.
    pub(super) fn remove_gone(
        &mut self,
        found: &[(String, FoundFile)],
        paths: &[PathBuf],
        is_all_found: bool,
    ) -> jianbao_core::Result<()> {
        let roots: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        for (name, state) in self.not_found(found) {
            let path = self.place.path_of(&name);
            let is_below = paths.is_empty() || roots.iter().any(|root| path.starts_with(root));
            let is_passed_over = is_all_found && !paths.is_empty();
            if is_below && (is_passed_over || is_gone(&path)) {
                self.writer.remove_file(&name)?;
                self.summary.removed += 1;
                self.summary.removed_articles += state.articles;
                (self.listen)(IndexEvent::Removed { file: &shown_key(&name), articles: state.articles });
            }
        }
        Ok(())
    }
}

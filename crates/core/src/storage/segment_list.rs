//! The list of segments (`meta.json`), as far as it names the files of an index and their content.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use crate::storage::checksums::ChecksumManifest;
use crate::storage::layout::{TEXT_EXTENSION, is_plain, regular_file_bytes};

/// The extensions of the files of every segment.
const SEGMENT_EXTENSIONS: [&str; 7] = ["idx", "pos", "term", "store", "fast", "fieldnorm", TEXT_EXTENSION];

/// The size of the end of a text in the forward index.
const TEXT_END_BYTES: u64 = 8;

/// The list of segments, as far as it is read here.
#[derive(Deserialize)]
pub(crate) struct SegmentList {
    pub(crate) segments: Vec<SegmentEntry>,
    #[serde(default)]
    pub(crate) payload: Option<String>,
    #[serde(flatten)]
    pub(crate) manifest: ChecksumManifest,
}

#[derive(Deserialize)]
pub(crate) struct SegmentEntry {
    segment_id: String,
    pub(crate) max_doc: u32,
    pub(crate) deletes: Option<DeletesEntry>,
}

#[derive(Deserialize)]
pub(crate) struct DeletesEntry {
    pub(crate) num_deleted_docs: u32,
    opstamp: u64,
}

/// Maximum number of segments that is accepted. Merging keeps an index at some tens.
const MAX_SEGMENTS: usize = 10_000;

impl SegmentList {
    /// The problem of the list, if any. The seal does not prove its origin: a crafted list may be meant to
    /// block a reader or to fill its memory. The files of its segments are in a folder.
    pub(crate) fn problem(&self, folder: &Path) -> Option<String> {
        if self.segments.len() > MAX_SEGMENTS {
            return Some(format!("it names {} segments; {MAX_SEGMENTS} are the most", self.segments.len()));
        }
        let mut names = HashSet::new();
        if let Some(twice) = self.segments.iter().find(|entry| !names.insert(entry.name())) {
            return Some(format!("it names the segment {} twice", twice.name()));
        }
        let named = |entry: &SegmentEntry| Some((entry.name(), entry.max_doc, entry.holdable(folder)?));
        let (name, documents, holdable) = (self.segments.iter())
            .filter_map(named)
            .find(|(_, documents, holdable)| u64::from(*documents) > *holdable)?;
        Some(format!(
            "it says that the segment {name} holds {documents} documents; its files have room for {holdable}"
        ))
    }

    /// Every file in the list: those of the segments, the table of files, the list of own files.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = self.segments.iter().flat_map(SegmentEntry::files).collect();
        files.extend(self.table().map(str::to_owned));
        files.extend(self.manifest.owned.clone());
        files.retain(|file| is_plain(file));
        files
    }

    /// The table of files.
    pub(crate) fn table(&self) -> Option<&str> {
        self.payload.as_deref().filter(|table| !table.is_empty())
    }
}

impl SegmentEntry {
    pub(crate) fn name(&self) -> String {
        self.segment_id.replace('-', "")
    }

    /// The maximum number of documents in a segment, by the lengths of the files with an entry for each: some may be truncated.
    /// `None` without such a file.
    fn holdable(&self, folder: &Path) -> Option<u64> {
        let length = |extension: &str| regular_file_bytes(&folder.join(self.file(extension))).ok();
        // A byte for each document and field; the end of each text; the stored article.
        let texts = length(TEXT_EXTENSION).map(|bytes| bytes / TEXT_END_BYTES);
        [length("fieldnorm"), texts, length("store")].into_iter().flatten().max()
    }

    /// The articles that were not deleted.
    pub(crate) fn articles(&self) -> u64 {
        let taken_out = self.deletes.as_ref().map_or(0, |deletes| deletes.num_deleted_docs);
        u64::from(self.max_doc.saturating_sub(taken_out))
    }

    /// The file with an extension.
    pub(crate) fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.name())
    }

    /// The set of deleted documents, if there is one.
    pub(crate) fn deletes_file(&self) -> Option<String> {
        self.deletes.as_ref().map(|deletes| format!("{}.{}.del", self.name(), deletes.opstamp))
    }

    /// The files that are needed to read the stored articles.
    pub(crate) fn stored_files(&self) -> impl Iterator<Item = String> {
        ["store", "fast"].map(|extension| self.file(extension)).into_iter().chain(self.deletes_file())
    }

    pub(crate) fn files(&self) -> Vec<String> {
        let files = SEGMENT_EXTENSIONS.iter().map(|extension| self.file(extension));
        files.chain(self.deletes_file()).collect()
    }
}

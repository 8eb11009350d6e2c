//! The list of segments (`meta.json`), as far as it tells which files an index has and what should be in them.

use serde::Deserialize;

use crate::storage::checksums::ChecksumManifest;
use crate::storage::layout::{TEXT_EXTENSION, is_plain};

/// The files of every segment, by what follows the segment's name.
const SEGMENT_EXTENSIONS: [&str; 7] = ["idx", "pos", "term", "store", "fast", "fieldnorm", TEXT_EXTENSION];

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

impl SegmentList {
    /// Every file that the list names: those of the segments, the table of files, the list of what is jianbao's own.
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

    /// The articles that were not taken out.
    pub(crate) fn articles(&self) -> u64 {
        let taken_out = self.deletes.as_ref().map_or(0, |deletes| deletes.num_deleted_docs);
        u64::from(self.max_doc.saturating_sub(taken_out))
    }

    /// The file of a kind, by what follows the segment's name.
    pub(crate) fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.name())
    }

    /// The set of documents that were taken out, where some were.
    pub(crate) fn deletes_file(&self) -> Option<String> {
        self.deletes.as_ref().map(|deletes| format!("{}.{}.del", self.name(), deletes.opstamp))
    }

    /// The files that are read to read what is stored.
    pub(crate) fn stored_files(&self) -> impl Iterator<Item = String> {
        ["store", "fast"].map(|extension| self.file(extension)).into_iter().chain(self.deletes_file())
    }

    pub(crate) fn files(&self) -> Vec<String> {
        let files = SEGMENT_EXTENSIONS.iter().map(|extension| self.file(extension));
        files.chain(self.deletes_file()).collect()
    }
}

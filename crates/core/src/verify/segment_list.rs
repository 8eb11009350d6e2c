//! The list of segments, as far as it tells which files an index has and what should be in them.

use serde::Deserialize;

use crate::inventory::Inventory;
use crate::text_column::TEXT_EXTENSION;

/// The files of every segment, by what follows the segment's name.
const SEGMENT_EXTENSIONS: [&str; 7] = ["idx", "pos", "term", "store", "fast", "fieldnorm", TEXT_EXTENSION];

/// The list of segments, as far as it is checked here.
#[derive(Deserialize)]
pub(super) struct SegmentList {
    pub(super) segments: Vec<SegmentEntry>,
    #[serde(default)]
    pub(super) payload: Option<String>,
    #[serde(flatten)]
    pub(super) inventory: Inventory,
}

#[derive(Deserialize)]
pub(super) struct SegmentEntry {
    segment_id: String,
    pub(super) max_doc: u32,
    pub(super) deletes: Option<DeletesEntry>,
}

#[derive(Deserialize)]
pub(super) struct DeletesEntry {
    pub(super) num_deleted_docs: u32,
    opstamp: u64,
}

impl SegmentEntry {
    pub(super) fn name(&self) -> String {
        self.segment_id.replace('-', "")
    }

    /// The files that are read to read what is stored.
    pub(super) fn stored_files(&self) -> impl Iterator<Item = String> {
        let is_stored = |file: &String| ["store", "fast", "del"].iter().any(|kind| file.ends_with(kind));
        self.files().into_iter().filter(is_stored)
    }

    pub(super) fn files(&self) -> Vec<String> {
        let name = self.name();
        let mut files: Vec<String> =
            SEGMENT_EXTENSIONS.iter().map(|extension| format!("{name}.{extension}")).collect();
        files.extend(self.deletes.as_ref().map(|deletes| format!("{name}.{}.del", deletes.opstamp)));
        files
    }
}

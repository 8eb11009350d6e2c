//! Summary of an indexing run: counts of files by outcome.

use std::collections::BTreeMap;

use serde::Serialize;

/// Counts of files by outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IndexSummary {
    /// Articles added, those that replaced others included.
    pub articles: u64,
    /// Articles that took the place of another one with their id.
    pub replaced: u64,
    /// Files read: those that were added, and those that were updated.
    pub files: u64,
    /// Files that were not in the index.
    pub added: u64,
    /// Files that had changed, or had not been read to their end.
    pub updated: u64,
    /// Files that have another name than before.
    pub moved: u64,
    /// Files that are gone, whose articles were taken out.
    pub removed: u64,
    /// Articles of those files.
    pub removed_articles: u64,
    /// Files that were indexed before and hold what they held.
    pub unchanged: u64,
    /// Bytes of the files that were read, as they lie on the disk.
    pub bytes: u64,
    /// Warnings given.
    pub warnings: u64,
    /// Files that could not be read to their end, paths that are missing, lines and articles that were left out.
    pub skipped: u64,
    /// True if the run was stopped before it had seen every file.
    pub stopped: bool,
    /// The number of texts in each encoding.
    pub encodings: BTreeMap<String, u64>,
}

impl IndexSummary {
    /// Counts what another run did too.
    pub fn add(&mut self, other: &IndexSummary) {
        let IndexSummary {
            articles,
            replaced,
            files,
            added,
            updated,
            moved,
            removed,
            removed_articles,
            unchanged,
            bytes,
            warnings,
            skipped,
            stopped,
            encodings,
        } = other;
        self.articles += articles;
        self.replaced += replaced;
        self.files += files;
        self.added += added;
        self.updated += updated;
        self.moved += moved;
        self.removed += removed;
        self.removed_articles += removed_articles;
        self.unchanged += unchanged;
        self.bytes += bytes;
        self.warnings += warnings;
        self.skipped += skipped;
        self.stopped |= stopped;
        for (encoding, count) in encodings {
            *self.encodings.entry(encoding.clone()).or_default() += count;
        }
    }
}

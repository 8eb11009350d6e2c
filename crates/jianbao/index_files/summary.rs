//! Summary of an indexing run: counts of files by outcome.

use std::collections::BTreeMap;

use serde::Serialize;

/// Counts of files by outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct IndexSummary {
    /// Articles added, replacements included.
    pub articles: u64,
    /// Articles that replaced another one with their id or key.
    pub replaced: u64,
    /// Files read: the added and the updated ones.
    pub files: u64,
    /// New files.
    pub added: u64,
    /// Changed files, and files that had not been read to their end.
    pub updated: u64,
    /// Renamed files.
    pub moved: u64,
    /// Missing files, whose articles were deleted.
    pub removed: u64,
    /// Articles of those files.
    pub removed_articles: u64,
    /// Unchanged files.
    pub unchanged: u64,
    /// Unchanged files that were read again because an earlier version of the readers had read them. They are also counted as
    /// updated.
    pub older_reader: u64,
    /// Total size on the disk of the files that were read.
    pub bytes: u64,
    /// Warnings given.
    pub warnings: u64,
    /// The number of files that could not be read to their end, missing paths, skipped lines and skipped articles.
    pub skipped: u64,
    /// Files in folders that were passed over because no format has their extension: their number by extension,
    /// in lower case, or by the empty string without one. Hidden and excluded files are not counted.
    pub passed_over: BTreeMap<String, u64>,
    /// True if the run was stopped before it had seen every file.
    pub stopped: bool,
    /// The number of texts in each encoding.
    pub encodings: BTreeMap<String, u64>,
}

impl IndexSummary {
    /// Adds the counts of another run.
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
            older_reader,
            bytes,
            warnings,
            skipped,
            passed_over,
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
        self.older_reader += older_reader;
        self.bytes += bytes;
        self.warnings += warnings;
        self.skipped += skipped;
        for (ending, count) in passed_over {
            *self.passed_over.entry(ending.clone()).or_default() += count;
        }
        self.stopped |= stopped;
        for (encoding, count) in encodings {
            *self.encodings.entry(encoding.clone()).or_default() += count;
        }
    }
}

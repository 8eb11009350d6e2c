//! Maintenance of an index: source files, statistics, verification, repair.
//!
//! - [`IndexBuilder`] creates or opens an index with options.
//! - A [`Writer`](crate::Writer), opened with [`WriterOptions`], adds and removes articles ([`Added`], [`Replaced`]). With a
//!   [`KeyField`], an article replaces earlier ones with the same value of that field. An index has at most one writer at a time.
//! - [`FileTable`] has a [`FileState`] for each source file, under the [`file_key`] of its path ([`path_of_key`],
//!   [`shown_key`]). A [`FileWriter`] is a guard while the articles of one file are added. [`FilesInProgress`] lists the files
//!   that are being read, so that a file that crashes the program does not end every run.
//! - [`Stats`] gives the size of an index. A [`KeptKey`] is a field of articles that jianbao does not know. A [`Snapshot`] is a
//!   copy, which may be made while a writer works.
//! - [`verify`] checks every byte and returns a [`Verification`], with each [`Corruption`] (a [`CorruptionKind`] and a file)
//!   and the [`Repair`]. [`Index::rebuild`](crate::Index::rebuild) repairs the index, and returns a [`Rebuilt`] that lists each
//!   [`Loss`].
//! - [`is_reading`] lets a panic hook recognise a panic that will be reported as corruption.
//! - An [`Error`](crate::Error) may contain a [`Remedy`], an [`AnalyzerDifference`], the [`FileAction`] that the system
//!   refused, or an [`EngineError`].

pub use jianbao_core::{
    Added, AnalyzerDifference, Corruption, CorruptionKind, EngineError, FileAction, FileState, FileTable,
    FileWriter, FilesInProgress, IndexBuilder, KeptKey, KeyField, Loss, Rebuilt, Remedy, Repair, Replaced,
    Snapshot, Stats, Verification, WriterOptions, file_key, is_reading, path_of_key, shown_key, verify,
};

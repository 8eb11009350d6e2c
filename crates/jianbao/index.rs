//! Upkeep of an index: files it came from, statistics, verification, repair.
//!
//! An [`IndexBuilder`] creates or opens an index with options. One [`Writer`](crate::Writer) at a time, opened with [`WriterOptions`], adds and removes articles ([`Added`], [`Replaced`]) and
//! records the files they came from ([`FileTable`], [`FileState`]; a [`FileWriter`] is the guard of one file) by the [`file_key`] of
//! their paths ([`path_of_key`], [`shown_key`]). Its [`FilesInProgress`] record the files being read, so that one file does not end
//! every run. [`Stats`] give the size, a [`KeptKey`] a field
//! of articles that jianbao does not know.
//!
//! [`verify`] checks every byte and returns a [`Verification`]: each [`Corruption`] (a [`CorruptionKind`] and a file) and the
//! [`Repair`]. [`Index::rebuild`](crate::Index::rebuild) repairs it, and lists each [`Loss`] in a [`Rebuilt`]. [`is_reading`]
//! tells a panic hook that a panic will be reported as corruption. An [`Error`](crate::Error) may have a [`Remedy`], an
//! [`AnalyzerDifference`], the [`FileAction`] that the system refused, or an [`EngineError`].

pub use jianbao_core::{
    Added, AnalyzerDifference, Corruption, CorruptionKind, EngineError, FileAction, FileState, FileTable,
    FileWriter, FilesInProgress, IndexBuilder, KeptKey, Loss, Rebuilt, Remedy, Repair, Replaced, Stats,
    Verification, WriterOptions, file_key, is_reading, path_of_key, shown_key, verify,
};

//! Files into an index: where reading foreign bytes and searching meet.

mod event;
mod options;
mod place;
mod reading_list;
mod run;
mod summary;

use std::io::Read;
use std::path::{Path, PathBuf};

use jianbao_core::Index;
use jianbao_ingest::{ReadOptions, Selection};

pub use event::IndexEvent;
pub use options::{Gone, IndexOptions};
pub use summary::IndexSummary;

use run::Run;

/// Brings an index up to date with files and folders: reads those that are new or have changed, replaces what
/// they held before, and commits. What cannot be read is told to `listen`, counted, and passed over.
///
/// A file is known by its place below the folder that holds the index, else by its absolute path.
///
/// ```
/// use jianbao::{Index, index_paths};
///
/// let index = Index::in_memory()?;
/// let summary = index_paths(&index, &["examples/news".into()], &mut |_| {})?;
/// assert_eq!(index.len(), summary.articles - summary.replaced);
/// # Ok::<(), jianbao::Error>(())
/// ```
///
/// # Errors
/// When the index cannot be written. What was committed before stays.
pub fn index_paths(
    index: &Index,
    paths: &[PathBuf],
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    index_selection(index, &Selection::new(paths), &IndexOptions::default(), listen)
}

/// Brings an index up to date with a selection of files, as [`index_paths`] does. A file that was indexed under another
/// name, which is gone, keeps its articles.
///
/// A file during which two runs ended, because the program crashed or was killed, is passed over and told until it
/// changes or [`IndexOptions::reread`] is set. The list of files being read lies in the directory of the index.
///
/// Files are read on two threads; articles, ids and replacements are those of reading one after another.
///
/// # Errors
/// When the index cannot be written. What was committed before stays.
pub fn index_selection(
    index: &Index,
    selection: &Selection,
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    Run::new(index, listen)?.over_selection(selection, options)
}

/// Adds articles that come as JSON lines from anywhere, and commits. They belong to no file, so they stay until
/// they are replaced by id or removed. Of the options [`IndexOptions::stop`] counts: it ends the run though the reader waits
/// for more; the thread that reads then waits on, until it does.
///
/// # Errors
/// When the index cannot be written.
pub fn index_json_lines(
    index: &Index,
    reader: impl Read + Send + 'static,
    name: &Path,
    read_options: &ReadOptions,
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    Run::new(index, listen)?.over_json_lines(reader, name, read_options, options)
}

//! Indexing of files: reads them with `ingest`, and passes their articles to the index.

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
pub use options::{IndexOptions, MissingFiles};
pub use summary::IndexSummary;

use run::Run;

/// Updates an index from files and folders: reads new and changed files, replaces their earlier articles, and commits. Files that
/// cannot be read are reported to `listen`, counted, and skipped.
///
/// Keys with the names of the index's fields of one's own are kept, and values that do not fit are reported. A file is identified
/// by its path relative to the folder that contains the index. A file outside that folder is identified by its absolute path.
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
/// If the index cannot be written. Earlier commits stay.
pub fn index_paths(
    index: &Index,
    paths: &[PathBuf],
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    index_selection(index, &Selection::new(paths), &IndexOptions::default(), listen)
}

/// Updates an index from a selection of files, as [`index_paths`] does. A file that was renamed since it was indexed keeps its
/// articles.
///
/// A file during which two runs ended, because the program crashed or was killed, is skipped and reported until it changes or
/// [`IndexOptions::reread`] is set. The list of files in progress is in the directory of the index.
///
/// Files are read on two threads; articles, ids and replacements are the same as in sequential reading.
///
/// # Errors
/// If the index cannot be written. Earlier commits stay.
pub fn index_selection(
    index: &Index,
    selection: &Selection,
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let selection = selection.clone().own_fields(index.own_fields());
    Run::new(index, options, listen)?.over_selection(&selection, options)
}

/// Adds articles from JSON lines of any source, and commits. They belong to no file, so they stay until they are replaced by id or
/// removed. Only the options [`IndexOptions::stop`] and [`IndexOptions::replace_by`] are used. The stop signal ends the run even
/// while the reader waits for input; the reading thread then waits until input arrives.
///
/// # Errors
/// If the index cannot be written.
pub fn index_json_lines(
    index: &Index,
    reader: impl Read + Send + 'static,
    name: &Path,
    read_options: &ReadOptions,
    options: &IndexOptions,
    listen: &mut dyn FnMut(IndexEvent<'_>),
) -> jianbao_core::Result<IndexSummary> {
    let read_options = read_options.clone().own_fields(index.own_fields().clone());
    Run::new(index, options, listen)?.over_json_lines(reader, name, &read_options, options)
}

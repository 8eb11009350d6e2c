//! Source of a search: the index, or files that are indexed in memory for this search.

use std::path::PathBuf;

use anyhow::Result;
use jianbao::Index;
use jianbao::ingest::IndexOptions;
use jianbao::search::SearchLimits;

use crate::config::{self, SelectionArgs};
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::progress::{Progress, Reported};
use crate::searchable::Searchable;
use crate::talk;
use crate::texts::messages;

/// An index to search, and whether it is complete.
pub(crate) struct Searched {
    /// The index.
    pub(crate) index: Searchable,
    /// `Failed` if some of the files could not be read.
    pub(crate) input: Outcome,
}

impl Searched {
    /// Opens the index, or indexes `paths` in memory if any are given.
    pub(crate) fn open(paths: &[PathBuf], reading: &SelectionArgs, global: &Global) -> Result<Searched> {
        if paths.is_empty() {
            return Ok(Searched { index: location::open_any(global)?, input: Outcome::Found });
        }
        let fields = config::own_fields()?;
        let builder = fields.iter().fold(Index::builder(), |builder, field| builder.field(field.clone()));
        let index = builder.in_memory()?;
        let selection = reading.selection(paths.iter().cloned())?;
        let progress = Progress::new(Reported::Losses);
        let summary =
            jianbao::ingest::index_selection(&index, &selection, &IndexOptions::default(), &mut |event| {
                progress.hear(&event);
            })?;
        progress.finish();
        if let Some(passed_over) = messages::passed_over_kinds(&summary.passed_over) {
            talk::say(&passed_over);
        }
        let input = if summary.skipped > 0 { Outcome::Failed } else { Outcome::Found };
        Ok(Searched { index: Searchable::Folder(index), input })
    }
}

/// The limits of a search for this number of hits: an explicit number raises the limit.
pub(crate) fn limits_for(offset: usize, limit: usize) -> SearchLimits {
    let limits = SearchLimits::default();
    let hits = limits.hits.max(offset.saturating_add(limit));
    limits.hits(hits)
}

//! Source of a search: the index, or files that are indexed in memory for it.

use std::path::PathBuf;

use anyhow::Result;
use jianbao::{Index, IndexEvent, IndexOptions, SearchLimits, Severity, Warning, WarningKind};

use crate::config::SelectionArgs;
use crate::global::Global;
use crate::location;
use crate::outcome::Outcome;
use crate::report;

/// An index to search, and whether all that should be in it is.
pub(crate) struct Searched {
    /// The index.
    pub(crate) index: Index,
    /// Failed, where some of the files could not be read.
    pub(crate) input: Outcome,
}

impl Searched {
    /// Opens the index, or indexes `paths` in memory where any are given.
    pub(crate) fn open(paths: &[PathBuf], reading: &SelectionArgs, global: &Global) -> Result<Searched> {
        if paths.is_empty() {
            return Ok(Searched { index: location::open(global)?, input: Outcome::Found });
        }
        let index = Index::in_memory()?;
        let selection = reading.selection(paths.iter().cloned())?;
        let summary = jianbao::index_selection(&index, &selection, &IndexOptions::default(), &mut |event| {
            // What was guessed or kept as it is matters to whoever indexes; here it would only be in the way. That a
            // whole file is not searched matters here too.
            let is_passed_over = |warning: &Warning| matches!(warning.kind, WarningKind::OwnReport(_));
            let is_minor = matches!(&event, IndexEvent::Warning(warning)
                if warning.severity < Severity::Loss && !is_passed_over(warning));
            if !is_minor {
                report::problem(&event);
            }
        })?;
        let input = if summary.skipped > 0 { Outcome::Failed } else { Outcome::Found };
        Ok(Searched { index, input })
    }
}

/// The bounds of a search for so many hits: who says a number means it.
pub(crate) fn limits_for(offset: usize, limit: usize) -> SearchLimits {
    let limits = SearchLimits::default();
    let hits = limits.hits.max(offset.saturating_add(limit));
    limits.hits(hits)
}

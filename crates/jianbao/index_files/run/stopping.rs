//! Stop of a run before its last file: decides which articles are kept.

use std::path::{Path, PathBuf};

use jianbao_ingest::FoundFile;

use super::{OpenFile, Run};
use crate::index_files::event::IndexEvent;
use crate::index_files::summary::IndexSummary;

/// The reason why reading ended before the last file.
pub(super) enum Ended {
    /// A stop, in this file if one was being read. The finished files are to be committed.
    Stopped { inside: Option<PathBuf> },
    /// A stop in a file that would have to be finished before any change since the last commit can be kept.
    Abandoned { inside: PathBuf },
    /// The index cannot be written.
    Failed(jianbao_core::Error),
}

impl From<jianbao_core::Error> for Ended {
    fn from(error: jianbao_core::Error) -> Ended {
        Ended::Failed(error)
    }
}

impl Run<'_> {
    /// Leaves the current file because the run is to stop, and deletes its new articles. Articles that it replaced, from its
    /// earlier version or from other files, cannot be restored one by one. If there are any, the run is rolled back to the
    /// last commit.
    pub(super) fn leave(&mut self, name: &str, file: &FoundFile) -> jianbao_core::Result<Ended> {
        let inside = file.path.clone();
        let Some(OpenFile { is_known, before, .. }) = self.open.take() else {
            return Ok(Ended::Stopped { inside: Some(inside) });
        };
        if is_known || self.summary.replaced > before.replaced {
            return Ok(Ended::Abandoned { inside });
        }
        self.writer.finish_file(None);
        self.writer.remove_file(name)?;
        self.summary = before;
        Ok(Ended::Stopped { inside: Some(inside) })
    }

    /// Ends the run early, with the work done so far.
    pub(super) fn stop(mut self, inside: Option<&Path>) -> jianbao_core::Result<IndexSummary> {
        let IndexSummary { articles, files, .. } = self.summary;
        self.summary.stopped = true;
        let Run { writer, summary, committed, listen, .. } = self;
        writer.finish()?;
        if summary != (IndexSummary { stopped: true, ..committed }) {
            listen(IndexEvent::Committed { articles, files });
        }
        listen(IndexEvent::Stopped { inside, articles, files, given_up: 0 });
        Ok(summary)
    }

    /// Ends the run with the work of the last commit: the writer is dropped, so the index stays at that commit.
    pub(super) fn abandon(self, inside: &Path) -> IndexSummary {
        let IndexSummary { articles, files, .. } = self.committed;
        let given_up = self.summary.files - files;
        (self.listen)(IndexEvent::Stopped { inside: Some(inside), articles, files, given_up });
        IndexSummary { stopped: true, ..self.committed }
    }
}

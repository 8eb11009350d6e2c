//! Dead letters: a file of JSON lines with the changes that a cluster refused for good, and the reason of each.
//!
//! A line contains `id`, `version`, `status`, `error` and `reason`; for an article also `article`, unchanged. A corrected article
//! can be loaded again from this file.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::bulk::change::{Action, Change};
use crate::bulk::verdict::Refusal;
use crate::error::Error;

/// A file of refused changes. It is created with the first one.
///
/// ```no_run
/// use jianbao_analysis::Analyzer;
/// use jianbao_remote::{Access, BulkOptions, Change, Collection, DeadLetters, Verdict};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let collection = Collection::open(&address, &Access::default(), &Analyzer::new())?;
/// let mut letters = DeadLetters::new("refused.jsonl");
/// let mut failed = None;
/// let mut bulk = collection.bulk(BulkOptions::default(), |change: &Change, verdict: &Verdict| {
///     if let Verdict::Refused(refusal) = verdict {
///         failed = letters.write(change, refusal).err();
///     }
/// });
/// bulk.push(Change::delete("a-1", 7));
/// bulk.finish();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct DeadLetters {
    path: PathBuf,
    file: Option<File>,
    count: u64,
}

impl DeadLetters {
    /// Sets the path of the file. If the file exists, lines are appended.
    pub fn new(path: impl Into<PathBuf>) -> DeadLetters {
        DeadLetters { path: path.into(), file: None, count: 0 }
    }

    /// The number of lines written.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one refused change, and syncs the file.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn write(&mut self, change: &Change, refusal: &Refusal) -> Result<(), Error> {
        let article = match &change.action {
            Action::Put(document) => document.article(),
            Action::Delete => serde_json::Value::Null,
        };
        let mut line = json!({
            "id": change.id,
            "version": change.version,
            "status": refusal.status,
            "error": refusal.error.kind,
            "reason": refusal.error.reason,
            "article": article,
        })
        .to_string();
        line.push('\n');
        let failed = |source| Error::File { path: self.path.clone(), source };
        if self.file.is_none() {
            let file = OpenOptions::new().create(true).append(true).open(&self.path).map_err(failed)?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            let failed = |source| Error::File { path: self.path.clone(), source };
            file.write_all(line.as_bytes()).and_then(|()| file.sync_data()).map_err(failed)?;
        }
        self.count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::ServerError;
    use crate::document::Document;

    #[test]
    fn a_refused_change_is_a_line_with_its_reason_and_its_article() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refused.jsonl");
        let error = ServerError::of(&json!({"type": "mapper_parsing_exception", "reason": "no\nday"}));
        let refusal = Refusal { status: 400, error };
        let document = Document::of_line("a", r#"{"article":"{\"id\":\"a\",\"title\":\"雨后\"}"}"#);
        for _ in 0..2 {
            let mut letters = DeadLetters::new(&path);
            assert_eq!(letters.count(), 0);
            letters.write(&Change::put(document.clone(), 3), &refusal).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 2);
        let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!((&line["id"], &line["version"], &line["status"]), (&json!("a"), &json!(3), &json!(400)));
        assert_eq!(line["reason"], "no\nday");
        assert_eq!(line["article"]["title"], "雨后");
        let mut letters = DeadLetters::new(folder.path());
        assert!(matches!(letters.write(&Change::delete("a", 1), &refusal), Err(Error::File { .. })));
    }
}

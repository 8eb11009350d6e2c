//! Set: documents, and queries with the ids of the documents that are relevant.

use std::path::Path;

use anyhow::{Context, Result};
use jianbao::Article;
use serde::Deserialize;

/// A query and its relevant documents.
#[derive(Clone, Deserialize)]
pub(crate) struct Question {
    pub(crate) query: String,
    pub(crate) relevant: Vec<String>,
}

/// Documents, and queries to them.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) articles: Vec<Article>,
    pub(crate) questions: Vec<Question>,
}

impl Set {
    /// Reads a folder with `docs.jsonl` and `queries.jsonl`.
    pub(crate) fn read(folder: &Path) -> Result<Set> {
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let articles = lines(&folder.join("docs.jsonl"))?;
        Ok(Set { name, articles, questions: lines(&folder.join("queries.jsonl"))? })
    }
}

/// The objects of a JSON Lines file.
pub(crate) fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(index, line)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), index + 1))
        })
        .collect()
}

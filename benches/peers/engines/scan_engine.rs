//! Scan without an index: a substring search (SIMD memmem, as in ripgrep) through all text in memory.

use std::path::Path;

use anyhow::{Context, Result};
use memchr::memmem::{Finder, FinderRev};

use crate::document::{self, Document};
use crate::engine::{Engine, PAGE, Searcher};
use crate::queries::Query;

pub(crate) struct ScanEngine;

const FILE: &str = "text.jsonl";

/// The number of bytes on either side of a match in a snippet.
const CONTEXT_BYTES: usize = 120;

impl Engine for ScanEngine {
    fn index(&self, documents: Vec<Document>, folder: &Path) -> Result<()> {
        document::write(&folder.join(FILE), &documents)
    }

    fn open(&self, folder: &Path) -> Result<Box<dyn Searcher>> {
        let documents = document::read(&folder.join(FILE))?;
        let texts = documents.into_iter().map(|d| (d.id, format!("{}\n{}", d.title, d.body))).collect();
        Ok(Box::new(Scan { texts }))
    }
}

struct Scan {
    texts: Vec<(String, String)>,
}

impl Scan {
    /// The documents with every string of the query, in their order.
    fn matches<'a>(&'a self, query: &'a Query) -> impl Iterator<Item = &'a (String, String)> + 'a {
        let finders: Vec<Finder<'a>> = query.strings().map(Finder::new).collect();
        self.texts
            .iter()
            .filter(move |(_, text)| finders.iter().all(|finder| finder.find(text.as_bytes()).is_some()))
    }
}

impl Searcher for Scan {
    fn top(&self, query: &Query) -> Result<usize> {
        Ok(self.matches(query).take(PAGE).count())
    }

    fn snippets(&self, query: &Query) -> Result<usize> {
        let first = query.strings().next().context("a query without a string")?;
        let finder = FinderRev::new(first);
        let passage = |text: &String| {
            let at = finder.rfind(text.as_bytes()).unwrap_or(0);
            let is_boundary = |byte: &usize| text.is_char_boundary(*byte);
            let start = (0..=at.saturating_sub(CONTEXT_BYTES)).rev().find(is_boundary).unwrap_or(0);
            let reach = (at + first.len() + CONTEXT_BYTES).min(text.len());
            let end = (reach..=text.len()).find(is_boundary).unwrap_or(text.len());
            text[start..end].to_owned()
        };
        let passages: Vec<String> = self.matches(query).take(PAGE).map(|(_, text)| passage(text)).collect();
        Ok(passages.iter().map(String::len).sum())
    }

    fn all(&self, query: &Query) -> Result<Vec<String>> {
        Ok(self.matches(query).map(|(id, _)| id.clone()).collect())
    }
}

//! Engine jianbao, called through its library.

use std::path::Path;

use anyhow::Result;
use jianbao::search::SearchLimits;
use jianbao::{Article, Index, Matching, SearchRequest};

use crate::document::Document;
use crate::engine::{Engine, PAGE, Searcher};
use crate::queries::Query;

pub(crate) struct JianbaoEngine;

impl Engine for JianbaoEngine {
    fn index(&self, documents: Vec<Document>, folder: &Path) -> Result<()> {
        let index = Index::create(folder)?;
        let mut writer = index.writer()?;
        for document in documents {
            let body = document.body.lines().map(str::to_owned).collect();
            writer.add(Article {
                id: Some(document.id),
                title: Some(document.title),
                body,
                ..Article::default()
            })?;
        }
        Ok(writer.finish()?)
    }

    fn open(&self, folder: &Path) -> Result<Box<dyn Searcher>> {
        Ok(Box::new(Opened(Index::open(folder)?)))
    }
}

struct Opened(Index);

fn request(query: &Query) -> SearchRequest {
    let text = if query.class.is_quoted() { format!("\"{}\"", query.text) } else { query.text.clone() };
    SearchRequest::new(text).matching(Matching::All).limit(PAGE)
}

impl Searcher for Opened {
    fn top(&self, query: &Query) -> Result<usize> {
        Ok(self.0.ids(&request(query))?.len())
    }

    fn snippets(&self, query: &Query) -> Result<usize> {
        let hits = self.0.search(&request(query))?.hits;
        Ok(hits.iter().flat_map(|hit| &hit.snippets).map(|snippet| snippet.text.len()).sum())
    }

    fn all(&self, query: &Query) -> Result<Vec<String>> {
        let all = SearchLimits::default().hits(usize::MAX);
        Ok(self.0.ids(&request(query).limit(usize::MAX).limits(all))?)
    }
}

//! Articles that contain a stretch of the query as typed.
//!
//! A stretch is unquoted text without separators. It is often segmented into several words, which an article may contain at
//! different places. Most often the user meant the whole stretch. Articles that contain it therefore come first when hits are
//! sorted by relevance, and the response gives their number.

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::{BooleanQuery, Occur, Query};

use super::{First, Search};
use crate::error::Result;
use crate::index::searcher::Searcher;
use crate::query::plan::Requirement;
use crate::query::translate::Translator;
use crate::query::verified_query::VerifiedQuery;
use crate::response::StretchCount;

/// The full matches that contain a stretch as typed.
pub(super) struct AsTyped {
    articles: VerifiedQuery,
    pub(super) counts: Vec<StretchCount>,
}

impl AsTyped {
    /// The articles among the matches of a query, for the stretches of its plan; none without stretches.
    pub(super) fn of(
        searcher: &Searcher,
        translator: &Translator<'_>,
        full: &dyn Query,
        stretches: &[Requirement],
    ) -> Result<Option<AsTyped>> {
        if stretches.is_empty() {
            return Ok(None);
        }
        let action = "look for a stretch as typed";
        let mut alternatives: Vec<Box<dyn Query>> = Vec::new();
        for stretch in stretches {
            alternatives.push(translator.query(stretch)?);
        }
        let any: Box<dyn Query> = match alternatives.as_slice() {
            [one] => one.box_clone(),
            several => Box::new(BooleanQuery::union(several.iter().map(|query| query.box_clone()).collect())),
        };
        let both = BooleanQuery::intersection(vec![full.box_clone(), any]);
        let articles = VerifiedQuery::of(searcher, searcher.search(&both, DocSetCollector, action)?);
        let mut counts = Vec::new();
        for (stretch, query) in stretches.iter().zip(&alternatives) {
            let of_it = match stretches {
                [_] => articles.len(),
                _ => {
                    let both =
                        BooleanQuery::intersection(vec![Box::new(articles.clone()), query.box_clone()]);
                    searcher.search(&both, Count, action)?
                }
            };
            counts.push(StretchCount { stretch: stretch.to_string(), articles: of_it as u64 });
        }
        Ok(Some(AsTyped { articles, counts }))
    }
}

impl Search<'_> {
    /// The full matches from an offset on, up to an end: by relevance, those with a stretch as typed before the others.
    pub(super) fn full_matches(&self, offset: usize, end: usize) -> Result<First> {
        let full = self.full.as_ref();
        let typed = self.as_typed.as_ref().filter(|_| self.request.sort == crate::request::Sort::Relevance);
        let Some(AsTyped { articles, .. }) = typed.filter(|typed| typed.articles.len() > 0) else {
            return self.first_behind(full, offset, end);
        };
        let count = articles.len();
        let with = |occur: Occur| {
            BooleanQuery::new(vec![
                (Occur::Must, full.box_clone()),
                (occur, Box::new(articles.clone()) as Box<dyn Query>),
            ])
        };
        let mut documents = Vec::new();
        if offset < count {
            documents = self.first_behind(&with(Occur::Must), offset, end.min(count))?.documents;
        }
        let mut total = None;
        if end > count {
            let others =
                self.first_behind(&with(Occur::MustNot), offset.saturating_sub(count), end - count)?;
            documents.extend(others.documents);
            total = others.total.map(|others| count + others);
        }
        Ok(First { documents, total })
    }
}

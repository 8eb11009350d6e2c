//! Order by relevance of the articles with every word: those that contain a stretch of the query as typed come first.
//!
//! A stretch is unquoted text without separators. It is often segmented into several words, which an article may contain at
//! different places. Most often the user meant the whole stretch, and next its words [in order](crate::segment::words_in_order).
//! The order by relevance therefore has three tiers of articles with every word:
//!
//! 1. articles that contain one of the stretches as typed; the response gives their number;
//! 2. the others that have the words of one of them in order;
//! 3. the rest.
//!
//! Within a tier, the order is that of a separate search. Tiers change the order, but no counts. A tier is searched only if the
//! tiers before it do not fill the page.

use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, Query};

use super::{First, Search};
use crate::error::Result;
use crate::index::searcher::Searcher;
use crate::query::addresses::Addresses;
use crate::query::in_order_query::{InOrderQuery, Keep};
use crate::query::plan::Stretch;
use crate::query::translate::Translator;
use crate::query::verified_query::VerifiedQuery;
use crate::request::Sort;
use crate::response::StretchCount;
use crate::segment::words_in_order::WordsInOrder;
use crate::text::sections::Sections;

/// The stretches of a query, and the full matches that contain one as typed.
pub(super) struct AsTyped {
    articles: VerifiedQuery,
    pub(super) counts: Vec<StretchCount>,
    in_order: Arc<[WordsInOrder]>,
    /// The sections that are searched without a field.
    sections: Sections,
}

impl AsTyped {
    /// The articles among the matches of a query, for the stretches of its plan; none without stretches.
    pub(super) fn of(
        searcher: &Searcher,
        translator: &Translator<'_>,
        full: &dyn Query,
        stretches: &[Stretch],
    ) -> Result<Option<AsTyped>> {
        if stretches.is_empty() {
            return Ok(None);
        }
        let action = "look for a stretch as typed";
        let mut alternatives: Vec<Box<dyn Query>> = Vec::new();
        for stretch in stretches {
            alternatives.push(translator.query(&stretch.whole)?);
        }
        let any: Box<dyn Query> = match alternatives.as_slice() {
            [one] => one.box_clone(),
            several => Box::new(BooleanQuery::union(several.iter().map(|query| query.box_clone()).collect())),
        };
        let both = BooleanQuery::intersection(vec![full.box_clone(), any]);
        let articles = VerifiedQuery::of(searcher, &searcher.search(&both, Addresses, action)?);
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
            counts.push(StretchCount { stretch: stretch.whole.to_string(), articles: of_it as u64 });
        }
        let in_order = stretches.iter().map(|stretch| WordsInOrder::new(&stretch.words)).collect();
        let sections = translator.own.texts().sections_anywhere();
        Ok(Some(AsTyped { articles, counts, in_order, sections }))
    }

    /// The tiers of the matches of a query, the first one first.
    fn tiers(&self, searcher: &Searcher, full: &dyn Query) -> Vec<Box<dyn Query>> {
        let mut tiers: Vec<Box<dyn Query>> = Vec::new();
        let mut others = full.box_clone();
        if self.articles.len() > 0 {
            let with = |occur: Occur| -> Box<dyn Query> {
                let typed: Box<dyn Query> = Box::new(self.articles.clone());
                Box::new(BooleanQuery::new(vec![(Occur::Must, full.box_clone()), (occur, typed)]))
            };
            tiers.push(with(Occur::Must));
            others = with(Occur::MustNot);
        }
        for keep in [Keep::InOrder, Keep::Others] {
            let (inner, stretches) = (others.box_clone(), &self.in_order);
            tiers.push(Box::new(InOrderQuery::new(searcher, inner, stretches, keep, self.sections)));
        }
        tiers
    }
}

impl Search<'_> {
    /// The full matches from an offset on, up to an end: by relevance, tier by tier.
    pub(super) fn full_matches(&self, offset: usize, end: usize) -> Result<First> {
        let full = self.full.as_ref();
        let typed = self.as_typed.as_ref().filter(|_| self.request.sort == Sort::Relevance);
        let Some(typed) = typed else { return self.first_behind(full, offset, end) };
        let mut documents = Vec::new();
        let mut before = 0;
        for tier in typed.tiers(&self.searcher, full) {
            let of_tier = self.first_behind(tier.as_ref(), offset.saturating_sub(before), end - before)?;
            documents.extend(of_tier.documents);
            // A tier that was not visited whole fills the page.
            let Some(articles) = of_tier.total.filter(|articles| before + articles < end) else {
                return Ok(First { documents, total: None });
            };
            before += articles;
        }
        Ok(First { documents, total: Some(before) })
    }
}

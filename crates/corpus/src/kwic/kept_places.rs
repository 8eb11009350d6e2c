//! The places of an article that become lines: the first ones, and those that have a word beside them.

use std::ops::Range;

use jianbao_analysis::normalize;
use jianbao_article::Article;
use jianbao_core::Matches;

use super::{KwicRequest, places};
use crate::part::ArticlePart;
use crate::span::{Beside, CollocationSpan, occurrences};
use crate::units_of_part::PartUnits;

/// The places of an article that become lines.
#[derive(Clone, Debug)]
pub(super) struct KeptPlaces {
    per_article: usize,
    beside: Option<Beside>,
}

impl KeptPlaces {
    pub(super) fn of(request: &KwicRequest) -> KeptPlaces {
        let per_article = request.per_article.unwrap_or(usize::MAX);
        KeptPlaces { per_article, beside: request.beside.clone() }
    }

    /// The parts of an article with their places; parts without one are left out.
    pub(super) fn in_article(
        &self,
        matches: &Matches,
        article: &Article,
    ) -> impl Iterator<Item = (ArticlePart, PartUnits, Vec<Range<usize>>)> {
        let parts = [ArticlePart::Title, ArticlePart::Body].map(|part| (part, part.text(article)));
        let in_article = self.beside.as_ref().filter(|beside| beside.span == CollocationSpan::Article);
        let word = in_article.map(|beside| normalize(&beside.word)).unwrap_or_default();
        let holds = [&parts[1].1, &parts[0].1].map(|other| !occurrences(other, &word).is_empty());
        let mut left = self.per_article;
        parts.into_iter().zip(holds).filter_map(move |((part, text), elsewhere)| {
            let mut places = places(matches, part, &text);
            if places.is_empty() || left == 0 {
                return None;
            }
            let units = PartUnits::of(text);
            if let Some(beside) = &self.beside {
                beside.retain(&units, &mut places, elsewhere);
            }
            places.truncate(left);
            left -= places.len();
            Some((part, units, places))
        })
    }
}

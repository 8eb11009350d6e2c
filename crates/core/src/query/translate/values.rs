//! Queries for numbers by value: the articles that contain a string with its numbers in another spelling.

use std::ops::Range;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur};

use super::{EngineQuery, Translator, excluded, union};
use crate::error::Result;
use crate::query::plan::Scope;
use crate::query::verified_query::{VerifiedQuery, verified};
use crate::text::numerals::ValuePattern;
use crate::text::terms::FIELD_BOUNDARY;

impl Translator<'_> {
    /// The articles of a query for a string as typed, or with its numbers in another spelling. An article with another spelling
    /// alone has a fixed score: that of a string as rare.
    ///
    /// Candidates have one spelling of each number between its neighbours; the text decides. Articles with the string as typed
    /// need no second look.
    pub(super) fn or_other_spellings(
        &self,
        typed: EngineQuery,
        pattern: &ValuePattern,
        scope: Scope,
        weight: f32,
    ) -> Result<EngineQuery> {
        let mut numbers: Vec<(Occur, EngineQuery)> = Vec::new();
        let parts = pattern.required_parts();
        let is_only_number = parts.len() == 1;
        for spelled in &parts {
            let others = spelled.iter().filter(|spelling| !(is_only_number && *spelling == pattern.string()));
            let mut queries = Vec::new();
            for spelling in others {
                if self.may_occur(spelling, scope)? {
                    queries.push(self.string(spelling, scope, 1.0));
                }
            }
            if queries.is_empty() {
                return Ok(typed);
            }
            numbers.push((Occur::Must, union(queries)));
        }
        numbers.push((Occur::MustNot, excluded(typed.box_clone())));
        let found = self.with_pattern(&BooleanQuery::new(numbers), pattern, scope)?;
        let articles = found.len() as u64;
        if articles == 0 {
            return Ok(typed);
        }
        let others = ConstScoreQuery::new(Box::new(found), weight * self.rarity(articles));
        Ok(union(vec![typed, Box::new(others)]))
    }

    /// The candidates whose text has an occurrence of a pattern in a scope.
    fn with_pattern(
        &self,
        candidates: &BooleanQuery,
        pattern: &ValuePattern,
        scope: Scope,
    ) -> Result<VerifiedQuery> {
        verified(self.searcher, candidates, |text| {
            let boundary = text.find(FIELD_BOUNDARY).unwrap_or(text.len());
            let searched: Range<usize> = match scope {
                Scope::Anywhere => 0..text.len(),
                Scope::Title => 0..boundary,
                Scope::Body => boundary..text.len(),
            };
            !pattern.occurrences(&text[searched]).is_empty()
        })
    }
}

//! Queries for strings that are near one another.

use tantivy::query::{BooleanQuery, EmptyQuery, Occur};

use super::{EngineQuery, STRING_WEIGHT, Translator};
use crate::error::Result;
use crate::index::verdicts::Verdicts;
use crate::query::plan::Scope;
use crate::query::verified_query::verified;
use crate::segment::needle::Needle;
use crate::text::coded_units::unit_spans;
use crate::text::proximity::are_near;

impl Translator<'_> {
    /// The articles in which strings are near in one value of a scope. Candidates may contain each of them; the text decides, and
    /// each string adds its score.
    pub(super) fn near(&self, texts: &[String], distance_units: usize, scope: &Scope) -> Result<EngineQuery> {
        let Some(searched) = self.searched(scope) else { return Ok(Box::new(EmptyQuery)) };
        let strings = texts.iter().map(|text| (Occur::Must, self.string(text, scope, STRING_WEIGHT)));
        let candidates =
            BooleanQuery::intersection(texts.iter().map(|text| self.candidates(text, searched)).collect());
        let needles: Vec<Needle> = texts.iter().map(|text| Needle::new(text)).collect();
        let check = |text: &[u8]| {
            let mut values = searched.sections.coded_values(text);
            values.any(|value| are_near_in(value, &needles, distance_units))
        };
        let checked: EngineQuery =
            Box::new(verified(self.searcher, &candidates, Verdicts::default(), check)?);
        Ok(Box::new(BooleanQuery::new(strings.chain([(Occur::Must, checked)]).collect())))
    }
}

/// True if strings are near in an encoded value. Units are counted from the first occurrence of a string to the last.
fn are_near_in(value: &[u8], strings: &[Needle], distance_units: usize) -> bool {
    let mut places = Vec::with_capacity(strings.len());
    for string in strings {
        let of_string: Vec<_> =
            string.places_from(value, 0).map(|start| start..start + string.bytes()).collect();
        if of_string.is_empty() {
            return false;
        }
        places.push(of_string);
    }
    are_near(&unit_spans(value, &places), distance_units)
}

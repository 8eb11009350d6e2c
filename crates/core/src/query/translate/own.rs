//! Queries for the values of fields of one's own. None of them scores.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, EmptyQuery, ExistsQuery, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::clauses::unscored;
use super::expansion::Expansion;
use super::{EngineQuery, Translator};
use crate::error::Result;
use crate::query::plan::OwnCondition;
use crate::segment::own_columns::TextFields;
use crate::text::terms::FIELD_BOUNDARY;

impl Translator<'_> {
    /// The articles whose value of a field meets a condition.
    pub(super) fn own(&self, name: &str, condition: &OwnCondition) -> Result<EngineQuery> {
        let Some(column) = self.own.get(name) else { return Ok(Box::new(EmptyQuery)) };
        let field = column.field;
        Ok(unscored(match condition {
            OwnCondition::Present => match self.own.texts().place(name) {
                Some(place) => self.with_text(place),
                None => Box::new(ExistsQuery::new(column.column.clone(), false)),
            },
            OwnCondition::Keyword { text } => {
                Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
            }
            OwnCondition::Beginning { text } => self.any_of(field, Expansion::Beginning { text })?,
            OwnCondition::Integers { from, to } | OwnCondition::Times { from, to } => {
                within(field, *from, *to, Term::from_field_i64)
            }
            OwnCondition::Numbers { from, to } => within(field, *from, *to, Term::from_field_f64),
            OwnCondition::Flag { value } => {
                let value = Some(i64::from(*value));
                within(field, value, value, Term::from_field_i64)
            }
        }))
    }
}

impl Translator<'_> {
    /// The articles with a value in the text field with a place: those with the boundary before it.
    fn with_text(&self, place: usize) -> EngineQuery {
        let Some(&TextFields { characters, .. }) = self.own.text_fields().get(place) else {
            return Box::new(EmptyQuery);
        };
        let boundary = Term::from_field_text(characters, FIELD_BOUNDARY.encode_utf8(&mut [0; 4]));
        Box::new(TermQuery::new(boundary, IndexRecordOption::Basic))
    }
}

/// The articles with a value in a range.
fn within<T: Copy + PartialOrd>(
    field: Field,
    from: Option<T>,
    to: Option<T>,
    term: impl Fn(Field, T) -> Term,
) -> EngineQuery {
    let bound = |end: Option<T>| end.map_or(Bound::Unbounded, |end| Bound::Included(term(field, end)));
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (Some(from), Some(to)) if from > to => Box::new(EmptyQuery),
        _ => Box::new(RangeQuery::new(bound(from), bound(to))),
    }
}

//! Compilation of strings: phrases of units, and queries for the candidates of unquoted text.

use jianbao_analysis::units;
use jianbao_core::{Scope, StringPart, StringTerms};
use serde_json::{Value, json};

use super::clauses::{all, any, filter, nothing, term};
use super::{Compiler, Pair, fields_of};
use crate::mapping::{BODY_UNITS, TITLE_UNITS, TITLE_WORDS, WORDS};
use crate::token::{field_text, token};

impl Compiler<'_> {
    /// A quote.
    pub(super) fn quote(&self, text: &str, scope: &Scope) -> Value {
        as_it_stands(&StringTerms::of_quote(text, self.analyzer), scope)
    }

    /// A word or string of unquoted text.
    pub(super) fn unquoted(&self, text: &str, scope: &Scope) -> Pair {
        let terms = StringTerms::of_unquoted(text, self.analyzer);
        let narrow = as_it_stands(&terms, scope);
        let mut wide = vec![narrow.clone()];
        if terms.parts.iter().any(|part| part.over_signs.is_some()) {
            wide.push(filter(all(
                terms.parts.iter().map(|part| either_form(part, scope)).collect(),
                Vec::new(),
            )));
        }
        if !terms.spellings.is_empty() {
            let of_number = |spellings: &Vec<String>| {
                any(spellings.iter().map(|spelling| in_fields(&units_of(spelling), scope)).collect())
            };
            wide.push(filter(all(terms.spellings.iter().map(of_number).collect(), Vec::new())));
        }
        match wide.len() {
            1 => Pair::exact(narrow),
            _ => Pair::bounds(any(wide), narrow),
        }
    }
}

/// The units of a normalised text.
pub(crate) fn units_of(text: &str) -> Vec<String> {
    units(text).map(|unit| text[unit.bytes()].to_owned()).collect()
}

/// A string as written. A single word becomes a term, which is ranked as in the embedded engine.
fn as_it_stands(terms: &StringTerms, scope: &Scope) -> Value {
    if !terms.is_word {
        return in_fields(&terms.units, scope);
    }
    let Some(word) = terms.parts.first() else { return nothing() };
    let ranked = |field: &str| term(field, &token(&word.term));
    match scope {
        Scope::Anywhere => ranked(WORDS),
        Scope::Title => ranked(TITLE_WORDS),
        Scope::Own(_) => nothing(),
        // Every word is also one of the words, which rank; the sequence tells the place.
        Scope::Body => {
            json!({"bool": {"must": [ranked(WORDS)], "filter": [in_fields(&terms.units, scope)]}})
        }
    }
}

/// A part of a string, as written or over signs, in the fields of a scope.
fn either_form(part: &StringPart, scope: &Scope) -> Value {
    if !part.is_word {
        return in_fields(&units_of(&part.term), scope);
    }
    let field = match scope {
        Scope::Anywhere | Scope::Body => WORDS,
        Scope::Title => TITLE_WORDS,
        Scope::Own(_) => return nothing(),
    };
    any(std::iter::once(&part.term).chain(&part.over_signs).map(|form| term(field, &token(form))).collect())
}

/// A sequence of units in any field of a scope.
fn in_fields(units: &[String], scope: &Scope) -> Value {
    if let ([unit], Scope::Anywhere) = (units, scope) {
        // The embedded engine counts it in the title as often as in the body; the cluster would score one that is rare in titles far
        // above all others.
        let unit = token(unit);
        return any(vec![filter(term(TITLE_UNITS, &unit)), term(BODY_UNITS, &unit)]);
    }
    any(fields_of(scope).iter().map(|field| sequence(units, field)).collect())
}

/// A sequence of units in a field.
pub(super) fn sequence(units: &[String], field: &str) -> Value {
    match units {
        [] => nothing(),
        [unit] => term(field, &token(unit)),
        _ => json!({"match_phrase": {field: {"query": field_text(units), "slop": 0}}}),
    }
}

//! Suggestions: alternatives to a clause that no article matches.
//!
//! - For a string: strings in the index that differ in one unit (解困脱贫 for 解困脱平), found in texts that contain the other units;
//!   and the longest parts of the string that occur.
//! - For a quote: its text without the quotation marks.
//! - For a Latin word: words within an edit distance of two.
//! - For the value of a field: values that contain it, or that differ in one character.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jianbao_analysis::units;
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use crate::error::{Error, Result};
use crate::query::plan::{self, OwnCondition, Requirement, Scope, ValueField};
use crate::query::translate::{Expansion, Translator};
use crate::request::SearchRequest;
use crate::response::{Alternative, Suggestion};
use crate::search::highlight::pieces;
use crate::segment::needle::Needle;
use crate::text::encoding::decode;
use crate::text::surroundings::surroundings;

/// Maximum number of clauses that are examined.
const MAX_CLAUSES: usize = 4;

/// Maximum number of alternatives for one clause.
const MAX_INSTEAD: usize = 4;

/// Maximum number of spellings and values that are counted.
const MAX_COUNTED: usize = 64;

/// Limits for each unit of a string that may be replaced: the number of examined articles with the other units, and the number
/// of articles that gave an alternative.
const MAX_LOOKED_THROUGH: usize = 1000;
const MAX_HOLDING: usize = 12;

/// Maximum length of a run in place of one unit.
const MAX_OTHER_CHARS: usize = 16;

/// The lengths, in units, of strings that may differ in one: two units are too few, long strings are quotations.
const DIFFERING_UNITS: std::ops::RangeInclusive<usize> = 3..=12;

/// Alternatives to the clauses of a plan that no article matches.
pub(crate) fn suggestions(translator: &Translator<'_>, requirement: &Requirement) -> Result<Vec<Suggestion>> {
    let mut clauses = Vec::new();
    requirement.each_clause(&mut |clause| clauses.push(clause));
    clauses.retain(|clause| can_be_replaced(clause));
    let mut suggestions = Vec::new();
    for clause in clauses {
        if suggestions.len() == MAX_CLAUSES {
            break;
        }
        if translator.matches_any(translator.query(clause)?.as_ref())? {
            continue;
        }
        let suggestion = Suggestion { clause: clause.to_string(), instead: instead(translator, clause)? };
        if !suggestions.contains(&suggestion) {
            suggestions.push(suggestion);
        }
    }
    Ok(suggestions)
}

/// True if a clause can have alternatives.
fn can_be_replaced(clause: &Requirement) -> bool {
    matches!(
        clause,
        Requirement::Word { .. }
            | Requirement::Joined { .. }
            | Requirement::Quote { .. }
            | Requirement::Prefix { .. }
            | Requirement::Fuzzy { .. }
            | Requirement::Value { .. }
            | Requirement::Own { condition: OwnCondition::Keyword { .. }, .. }
    )
}

fn count(translator: &Translator<'_>, requirement: &Requirement) -> Result<u64> {
    let query = translator.query(requirement)?;
    translator.searcher.count(query.as_ref())
}

fn instead(translator: &Translator<'_>, clause: &Requirement) -> Result<Vec<Alternative>> {
    let (near, parts): (Vec<Requirement>, Vec<Requirement>) = match clause {
        Requirement::Word { text, scope }
        | Requirement::Joined { text, scope, .. }
        | Requirement::Quote { text, scope } => {
            let quote = |text: &str| Requirement::Quote { text: text.to_owned(), scope: scope.clone() };
            let is_run = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if is_run {
                (like_spellings(translator, text, scope)?, Vec::new())
            } else {
                let is_there = |piece: &str| {
                    let query = translator.query(&quote(piece));
                    query.and_then(|query| translator.matches_any(query.as_ref())).is_ok_and(|any| any)
                };
                let near = one_unit_off(translator, text, scope)?;
                (
                    near.iter().map(|text| quote(text)).collect(),
                    pieces(text, is_there).into_iter().map(quote).collect(),
                )
            }
        }
        Requirement::Prefix { text, scope } | Requirement::Fuzzy { text, scope, .. } => {
            (like_spellings(translator, text, scope)?, Vec::new())
        }
        Requirement::Value { field, text } => (like_values(translator, *field, text)?, Vec::new()),
        Requirement::Own { field, condition: OwnCondition::Keyword { text } } => {
            (like_own_values(translator, field, text)?, Vec::new())
        }
        _ => (Vec::new(), Vec::new()),
    };
    let mut all = without_marks(translator, clause)?;
    all.extend(counted(translator, near)?);
    all.extend(counted(translator, parts)?);
    all.truncate(MAX_INSTEAD);
    Ok(all)
}

/// For a quote: its text without the marks, if any article has its words.
fn without_marks(translator: &Translator<'_>, clause: &Requirement) -> Result<Vec<Alternative>> {
    let Requirement::Quote { text, scope: Scope::Anywhere } = clause else { return Ok(Vec::new()) };
    let request = SearchRequest::new(text.as_str());
    let requirement = plan::plan(&request, translator.analyzer, translator)?.requirement;
    let articles = count(translator, &requirement)?;
    Ok((articles > 0).then(|| Alternative { clause: text.clone(), articles }).into_iter().collect())
}

/// The clauses with the number of articles that match each, the most frequent first, without those that match none.
fn counted(translator: &Translator<'_>, clauses: Vec<Requirement>) -> Result<Vec<Alternative>> {
    let mut counted = clauses
        .iter()
        .map(|clause| Ok(Alternative { clause: clause.to_string(), articles: count(translator, clause)? }))
        .collect::<Result<Vec<_>>>()?;
    counted.retain(|instead| instead.articles > 0);
    counted.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.clause.cmp(&b.clause)));
    counted.truncate(MAX_INSTEAD);
    Ok(counted)
}

/// The strings of the index that differ from a text in one unit. For each unit, the longer part of the string beside it is
/// searched in the encoded texts, and the [surroundings] of each occurrence are examined.
fn one_unit_off(translator: &Translator<'_>, text: &str, scope: &Scope) -> Result<BTreeSet<String>> {
    let wanted: Vec<&str> = units(text).map(|unit| &text[unit.bytes()]).collect();
    let mut found = BTreeSet::new();
    if !DIFFERING_UNITS.contains(&wanted.len()) {
        return Ok(found);
    }
    let is_other = |unit: &str| unit.len() <= MAX_OTHER_CHARS && unit.chars().all(char::is_alphanumeric);
    let reach_chars = text.chars().count() + MAX_OTHER_CHARS;
    let Some(sections) = scope.sections(translator.own.texts()) else { return Ok(found) };
    for other in 0..wanted.len() {
        let sides = [wanted[..other].concat(), wanted[other + 1..].concat()];
        let needle = Needle::new(sides.iter().max_by_key(|side| side.len()).map_or("", String::as_str));
        let sides = sides.iter().filter(|side| !side.is_empty());
        let query =
            BooleanQuery::intersection(sides.map(|side| translator.string(side, scope, 1.0)).collect());
        let mut holding = 0;
        for address in translator.first_matches(&query, MAX_LOOKED_THROUGH)? {
            translator.searcher.deadline().check()?;
            let columns = translator.searcher.columns.of_segment(address.segment_ord);
            let coded = columns.coded_text(address.doc_id).map_err(Error::engine("read a text"))?;
            let coded = sections.of_coded(coded);
            let places: Vec<_> =
                needle.places_from(coded, 0).map(|start| start..start + needle.bytes()).collect();
            let before = found.len();
            for part in surroundings(coded, &places, reach_chars) {
                // A text that cannot be decoded contains nothing; `verify` reports it.
                let Some(text) = decode(&coded[part]) else { continue };
                let held: Vec<&str> = units(&text).map(|unit| &text[unit.bytes()]).collect();
                for window in held.windows(wanted.len()) {
                    let is_like = (window.iter().zip(&wanted).enumerate())
                        .all(|(ordinal, (held, wanted))| ordinal == other || held == wanted);
                    if is_like && is_other(window[other]) {
                        found.insert(window.concat());
                    }
                }
            }
            holding += usize::from(found.len() > before);
            if holding == MAX_HOLDING {
                break;
            }
        }
    }
    Ok(found)
}

/// The Latin words and numbers of the index that begin with the same letter and have a similar spelling.
fn like_spellings(translator: &Translator<'_>, text: &str, scope: &Scope) -> Result<Vec<Requirement>> {
    // One letter of a short word, two of one of eight letters or more, as in the query language.
    let most = if text.len() < 4 {
        0
    } else if text.len() < 8 {
        1
    } else {
        2
    };
    let Some(words) = translator.words_of(scope) else { return Ok(Vec::new()) };
    let texts = commonest(translator, words, Expansion::LikeFromFirst { text, distance: most })?;
    Ok(texts.into_iter().map(|text| Requirement::Word { text, scope: scope.clone() }).collect())
}

/// The values of a field that contain a text or differ from it in one character.
fn like_values(translator: &Translator<'_>, field: ValueField, text: &str) -> Result<Vec<Requirement>> {
    let texts = commonest(translator, translator.value_field(field), Expansion::Resembling { text })?;
    Ok(texts.into_iter().map(|text| Requirement::Value { field, text }).collect())
}

/// The same of a field of one's own.
fn like_own_values(translator: &Translator<'_>, field: &str, text: &str) -> Result<Vec<Requirement>> {
    let Some(column) = translator.own.get(field) else { return Ok(Vec::new()) };
    let texts = commonest(translator, column.field, Expansion::Resembling { text })?;
    let keyword =
        |text| Requirement::Own { field: field.to_owned(), condition: OwnCondition::Keyword { text } };
    Ok(texts.into_iter().map(keyword).collect())
}

/// The terms of an expansion that most articles have, at most as many as are counted exactly.
fn commonest(translator: &Translator<'_>, field: Field, expansion: Expansion<'_>) -> Result<Vec<String>> {
    let mut terms = Vec::new();
    for term in translator.expanded(field, expansion)?.iter() {
        translator.searcher.deadline().check()?;
        let text = term.value().as_str().unwrap_or_default().to_owned();
        terms.push((Reverse(translator.searcher.holding(term)?), text));
    }
    terms.sort_unstable();
    terms.truncate(MAX_COUNTED);
    Ok(terms.into_iter().map(|(_, text)| text).collect())
}

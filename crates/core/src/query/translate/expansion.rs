//! Expansion of clauses into terms of the index: prefixes, spellings, values, pages.

use std::sync::Arc;

use jianbao_query::PageRange;
use tantivy::Term;
use tantivy::query::TermSetQuery;
use tantivy::schema::Field;

use super::{EngineQuery, Translator};
use crate::error::Result;
use crate::text::edit_distance::edit_distance;

/// The terms of a field that a clause expands to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expansion<'a> {
    /// Terms with a prefix.
    Beginning { text: &'a str },
    /// Latin words and numbers within an edit distance of a text.
    Like { text: &'a str, distance: u8 },
    /// Those of them that begin with the same letter.
    LikeFromFirst { text: &'a str, distance: u8 },
    /// Values that contain a text.
    Containing { text: &'a str },
    /// Values that contain a text, or differ from it in one character.
    Resembling { text: &'a str },
    /// Pages of a range.
    Pages { range: &'a PageRange },
}

impl Expansion<'_> {
    /// The first term in byte order.
    fn first(&self) -> &str {
        match self {
            Expansion::Beginning { text } => text,
            // A letter or a digit.
            Expansion::Like { .. } => "0",
            Expansion::LikeFromFirst { text, .. } => text.get(..1).unwrap_or("0"),
            Expansion::Containing { .. } | Expansion::Resembling { .. } | Expansion::Pages { .. } => "",
        }
    }

    /// True if this term or a later one may match.
    fn goes_on(&self, term: &str) -> bool {
        match self {
            Expansion::Beginning { text } => term.starts_with(text),
            // All words that begin with a letter or a digit sort before Han words.
            Expansion::Like { .. } => term.as_bytes().first().is_some_and(u8::is_ascii),
            Expansion::LikeFromFirst { .. } => term.starts_with(self.first()),
            Expansion::Containing { .. } | Expansion::Resembling { .. } | Expansion::Pages { .. } => true,
        }
    }

    /// True if a term is one of them.
    fn holds(&self, term: &str) -> bool {
        match self {
            Expansion::Beginning { text } => term.starts_with(text),
            Expansion::Like { text, distance } | Expansion::LikeFromFirst { text, distance } => {
                let longest = text.len() + usize::from(*distance);
                term.is_ascii() && term.len() <= longest && edit_distance(term, text) <= *distance
            }
            Expansion::Containing { text } => term.contains(text),
            Expansion::Resembling { text } => term.contains(text) || differs_in_one_character(term, text),
            Expansion::Pages { range } => range.holds(term),
        }
    }
}

impl Translator<'_> {
    /// The terms that an expansion gives in a field, in byte order.
    pub(crate) fn expanded(&self, field: Field, expansion: Expansion<'_>) -> Result<Arc<[Term]>> {
        self.searcher.expansion(
            field,
            &format!("{expansion:?}"),
            expansion.first(),
            |term| expansion.goes_on(term),
            |term| expansion.holds(term),
        )
    }

    /// A query for any of these terms.
    pub(super) fn any_of(&self, field: Field, expansion: Expansion<'_>) -> Result<EngineQuery> {
        Ok(Box::new(TermSetQuery::new(self.expanded(field, expansion)?.iter().cloned())))
    }
}

fn differs_in_one_character(a: &str, b: &str) -> bool {
    let differing = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    let (a_chars, b_chars) = (a.chars().count(), b.chars().count());
    a_chars == b_chars && b_chars > 1 && differing == 1
}

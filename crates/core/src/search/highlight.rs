//! Highlighting: the strings that a query marks in headlines and in bodies.

use std::ops::Range;

use jianbao_analysis::{Analyzer, units};
use jianbao_article::{Article, FieldType};
use tantivy::Term;

use crate::error::Result;
use crate::index::index::Index;
use crate::index::searcher::{Deadline, Searcher};
use crate::query::plan::{self, Requirement, Scope};
use crate::request::SearchRequest;
use crate::response::Snippet;
use crate::search::snippet::{Needles, Pattern};
use crate::segment::own_texts::OwnTexts;
use crate::text::containment::Haystack;

/// The weight in snippets of a string of unknown frequency: about that of a rare word.
const STRING_WEIGHT: f32 = 6.0;

/// Minimum length, in units, of the highlighted pieces of a string that an article does not contain whole.
const MIN_PIECE_UNITS: usize = 2;

/// Maximum number of units of a longer string in which pieces are searched.
const MAX_PIECED_UNITS: usize = 64;

/// Highlights the words, quotes and strings of a query in any text, on the original characters. Clauses for the title are
/// highlighted in headlines only, those for the body in bodies only, and those for a text field of one's own in its values only.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::{Index, SearchRequest};
///
/// let index = Index::in_memory()?;
/// let highlighter = index.highlighter(&SearchRequest::new("国际论坛 标题:开幕"))?;
/// let snippet = highlighter.mark_body("昨日，國際論壇開幕。".into());
/// let [start, end] = snippet.highlights[0];
/// assert_eq!(&snippet.text[start..end], "國際論壇");
/// assert_eq!(snippet.highlights.len(), 1);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    title: Needles,
    body: Needles,
    /// One for each text field of one's own.
    own: Vec<OwnNeedles>,
}

/// The strings to mark in the values of a text field of one's own.
#[derive(Clone, Debug)]
struct OwnNeedles {
    /// The declared name of the field.
    name: String,
    /// True for a field that is found without its name too.
    is_anywhere: bool,
    needles: Needles,
}

impl Index {
    /// The highlighter of a request. Words are weighted by their rarity in this index.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn highlighter(&self, request: &SearchRequest) -> Result<Highlighter> {
        self.reading(|| {
            let deadline = Deadline::new(request.timeout_ms, None);
            self.highlighter_by(&Searcher::of(self, deadline, request.limits.expanded_terms)?, request)
        })
    }

    pub(super) fn highlighter_by(&self, searcher: &Searcher, request: &SearchRequest) -> Result<Highlighter> {
        let planned = plan::plan(request, self.analyzer(), &self.translator(searcher))?;
        Ok(self.highlighter_of(searcher, &planned.requirement))
    }

    pub(crate) fn highlighter_of(&self, searcher: &Searcher, requirement: &Requirement) -> Highlighter {
        let own = self.own().texts().fields().map(|field| OwnNeedles {
            name: field.name().to_owned(),
            is_anywhere: field.field_type() == FieldType::TextAnywhere,
            needles: Needles::default(),
        });
        let mut highlighter = Highlighter { own: own.collect(), ..Highlighter::default() };
        let rarity = |word: &str| self.rarity(searcher, word);
        requirement.each_clause(&mut |clause| highlighter.add(clause, &rarity, self.analyzer()));
        highlighter
    }

    /// ln(N / df), the inverse document frequency of a word; at least slightly above 0.
    fn rarity(&self, searcher: &Searcher, word: &str) -> f32 {
        let term = Term::from_field_text(self.fields().all_words, word);
        // Without a frequency only the choice of the snippet is worse.
        let holding = searcher.holding(&term).unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more precision")]
        let ratio = searcher.findable() as f32 / (1.0 + holding as f32);
        ratio.ln().max(0.1)
    }
}

impl Highlighter {
    /// The complete headline as one snippet, with every match highlighted.
    pub fn mark_title(&self, headline: String) -> Snippet {
        self.title.mark(headline)
    }

    /// The complete text as one snippet, with every match highlighted.
    pub fn mark_body(&self, text: String) -> Snippet {
        self.body.mark(text)
    }

    /// True if the query has no text that could be marked in a headline or a body: it consists of fields, dates and negations.
    pub fn is_empty(&self) -> bool {
        self.title.is_empty() && self.body.is_empty()
    }

    /// The bytes of a headline at which it contains a word, quote or string of the query, in order. They may overlap; each occurs
    /// once. Unlike highlights, they are not merged.
    ///
    /// ```
    /// # use jianbao_core::{Index, SearchRequest};
    /// let highlighter = Index::in_memory()?.highlighter(&SearchRequest::new("“人人”"))?;
    /// assert_eq!(highlighter.places_in_title("人人人"), [0..6, 3..9]);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn places_in_title(&self, headline: &str) -> Vec<Range<usize>> {
        self.title.places(headline)
    }

    /// Like [`places_in_title`](Self::places_in_title), for a body.
    pub fn places_in_body(&self, text: &str) -> Vec<Range<usize>> {
        self.body.places(text)
    }

    /// The passages that cover most of the query, in the order of the text: at most `max_snippets` (at most 64), of about
    /// `max_chars` characters, without overlap. The beginning of the text if nothing matches; none for an empty text.
    pub fn snippets(&self, body: &str, max_snippets: usize, max_chars: usize) -> Vec<Snippet> {
        self.body.snippets(body, max_snippets, max_chars)
    }

    /// Adds the needles of a clause, except merely ranking ones.
    fn add(&mut self, clause: &Requirement, rarity: &impl Fn(&str) -> f32, analyzer: &Analyzer) {
        match clause {
            Requirement::Word { text, scope } => self.push_unquoted(text, scope, rarity(text), analyzer),
            Requirement::Joined { text, scope, .. } => {
                self.push_unquoted(text, scope, STRING_WEIGHT, analyzer);
            }
            Requirement::Person { text } => {
                self.push(Pattern::Text(text.clone()), &Scope::Anywhere, STRING_WEIGHT);
            }
            Requirement::Quote { text, scope } => {
                self.push(Pattern::Text(text.clone()), scope, STRING_WEIGHT);
            }
            Requirement::Prefix { text, scope } => {
                self.push(Pattern::Prefix(text.clone()), scope, STRING_WEIGHT);
            }
            Requirement::Fuzzy { text, distance, scope } => {
                let pattern = Pattern::Fuzzy { text: text.clone(), distance: *distance };
                self.push(pattern, scope, STRING_WEIGHT);
            }
            Requirement::Near { texts, distance_units, scope } => {
                for needles in self.needles_of(scope) {
                    needles.push_near(texts, *distance_units, STRING_WEIGHT);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, pattern: Pattern, scope: &Scope, weight: f32) {
        for needles in self.needles_of(scope) {
            needles.push(pattern.clone(), weight);
        }
    }

    fn push_unquoted(&mut self, text: &str, scope: &Scope, weight: f32, analyzer: &Analyzer) {
        for needles in self.needles_of(scope) {
            needles.push_unquoted(text, weight, analyzer);
        }
    }

    fn needles_of(&mut self, scope: &Scope) -> impl Iterator<Item = &mut Needles> {
        let title = matches!(scope, Scope::Anywhere | Scope::Title).then_some(&mut self.title);
        let body = matches!(scope, Scope::Anywhere | Scope::Body).then_some(&mut self.body);
        let own = self.own.iter_mut().filter(move |own| match scope {
            Scope::Anywhere => own.is_anywhere,
            Scope::Own(name) => own.name == *name,
            Scope::Title | Scope::Body => false,
        });
        title.into_iter().chain(body).chain(own.map(|own| &mut own.needles))
    }

    /// The passages of an article: of its body, then of its text fields that match. The lead of the body if nothing matches.
    pub(crate) fn snippets_of(
        &self,
        article: &Article,
        own: &OwnTexts,
        max_snippets: usize,
        max_chars: usize,
    ) -> Vec<Snippet> {
        let mut snippets = self.snippets(&article.body_text(), max_snippets, max_chars);
        let is_lead = snippets.iter().all(|snippet| snippet.highlights.is_empty());
        let room = if is_lead { max_snippets } else { max_snippets.saturating_sub(snippets.len()) };
        let in_fields = self.snippets_of_fields(article, own, room, max_chars);
        if is_lead && !in_fields.is_empty() {
            snippets.clear();
        }
        snippets.extend(in_fields);
        snippets
    }

    /// The passages of the text fields of an article that match, value by value.
    pub(crate) fn snippets_of_fields(
        &self,
        article: &Article,
        own: &OwnTexts,
        max_snippets: usize,
        max_chars: usize,
    ) -> Vec<Snippet> {
        let mut snippets = Vec::new();
        if self.own.iter().all(|own| own.needles.is_empty()) {
            return snippets;
        }
        let mut fields: Vec<_> = own.numbers().zip(&self.own).zip(own.values(article)).collect();
        // In the order of the declarations, not of the sections.
        fields.sort_by_key(|((number, _), _)| *number);
        for ((_, OwnNeedles { name, needles, .. }), values) in fields {
            for value in &values {
                let room = max_snippets - snippets.len();
                let matching = needles.snippets(value, room, max_chars).into_iter();
                let matching = matching.filter(|snippet| !snippet.highlights.is_empty());
                snippets.extend(matching.map(|snippet| Snippet { field: Some(name.clone()), ..snippet }));
            }
        }
        snippets
    }

    /// The same highlighter, with the longest pieces in an article of the strings that it does not contain whole.
    pub(crate) fn with_pieces(&self, lacking: &[&Requirement], article: &Haystack<'_>) -> Highlighter {
        let mut highlighter = self.clone();
        for requirement in lacking {
            requirement.each_clause(&mut |clause| {
                // Pieces of a field's text are looked for in the field.
                let scope = clause.scope().filter(|scope| matches!(scope, Scope::Own(_)));
                let scope = scope.unwrap_or(&Scope::Anywhere);
                for text in clause.strings() {
                    for piece in pieces(text, |piece| article.contains(piece)) {
                        highlighter.push(Pattern::Text(piece.to_owned()), scope, STRING_WEIGHT / 2.0);
                    }
                }
            });
        }
        highlighter
    }
}

/// The longest pieces of a text, from the left, of two units or more, that are contained somewhere. A text with a piece contains
/// every prefix of the piece.
pub(crate) fn pieces(text: &str, holds: impl Fn(&str) -> bool) -> Vec<&str> {
    let ends: Vec<usize> = units(text).take(MAX_PIECED_UNITS).map(|unit| unit.end_byte).collect();
    let start_of = |unit: usize| if unit == 0 { 0 } else { ends[unit - 1] };
    let mut pieces = Vec::new();
    let mut first = 0;
    while first + MIN_PIECE_UNITS <= ends.len() {
        let piece = |end: usize| &text[start_of(first)..ends[end - 1]];
        match (first + MIN_PIECE_UNITS..=ends.len()).take_while(|end| holds(piece(*end))).last() {
            Some(end) => {
                pieces.push(piece(end));
                first = end;
            }
            None => first += 1,
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pieces_are_taken_from_the_left() {
        for (text, article, expect) in [
            ("甪棓埴写过吗", "雾溪镇的甪棓埴烧陶", &["甪棓埴"][..]),
            ("甲乙丙丁", "丙丁在甲乙之后", &["甲乙", "丙丁"]),
            ("甲乙丙丁", "甲丙", &[]),
            ("10月26日", "26日在10月", &["10月", "26日"]),
            ("", "甲", &[]),
        ] {
            let article = Haystack::new(article);
            assert_eq!(pieces(text, |piece| article.contains(piece)), expect, "{text}");
        }
    }
}

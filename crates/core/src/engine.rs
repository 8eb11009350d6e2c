//! A plan in the engine's own terms.
//!
//! Ranking is BM25 (tantivy's, k1 1.2 and b 0.75) of words over title and body together, with the title's
//! words counted again. Whatever only filters (fields, dates, what was checked by hand) scores 0.

mod clauses;
mod halves;

use std::ops::{Bound, Range};

use jianbao_query::PageRange;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use clauses::{Alternatives, Clauses, excluded, unscored};
use halves::Halves;
pub(crate) use halves::is_number;

use crate::containment::Haystack;
use crate::document::NormalizedArticle;
use crate::error::{Error, Result};
use crate::nearness;
use crate::plan::{Requirement, Scope, ValueField};
use crate::schema::Fields;
use crate::snapshot::Snapshot;
use crate::terms;
use crate::verified::{VerifiedQuery, verified_by_place, verified_by_text};

/// How much more a word of the title counts than one of the body. Of 1, 1.5 and 2 the last ranked best on
/// the prototype's two sets (13,537 news documents with 650 queries, 1,104 paragraphs with 4,221).
const TITLE_WEIGHT: f32 = 2.0;

/// How much more a string of unquoted text counts than a word as rare as its rarest term: it is rarer than that. Of 1,
/// 1.5 and (as the sum of all its terms' rarities would have it) 2 to 5, this ranked best on events, and within .002 of
/// the best on cmrc2018.
const JOINED_WEIGHT: f32 = 1.5;

/// The parts of a query up to which a half of such a string counts as a word does, where a page is filled; in a longer
/// query it counts less, as there are more words to go by. Figures: [`Halves`].
const SHORT_QUERY_PARTS: u16 = 10;

/// Turns plans into queries of one commit.
pub(crate) struct Translator<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) fields: &'a Fields,
}

type EngineQuery = Box<dyn Query>;

impl Translator<'_> {
    /// The query that matches what the requirement says, scored.
    pub(crate) fn query(&self, requirement: &Requirement) -> Result<EngineQuery> {
        let mut clauses = Clauses { ranks_titles_only: true, ..Clauses::default() };
        self.add(requirement, &mut clauses)?;
        Ok(clauses.into_query())
    }

    /// Articles that meet every one of `hard`, and at least one of `soft` or a half of a string of it, and not `except`;
    /// scored by all of these.
    pub(crate) fn filling_query(
        &self,
        hard: &[&Requirement],
        soft: &[&Requirement],
        except: EngineQuery,
    ) -> Result<EngineQuery> {
        let mut some = Alternatives::default();
        for requirement in soft {
            self.add_alternative(requirement, &mut some)?;
        }
        let halves = Halves::of(soft);
        let parts = u16::try_from(hard.len() + soft.len()).unwrap_or(u16::MAX);
        let weight = f32::from(SHORT_QUERY_PARTS) / f32::from(parts.max(SHORT_QUERY_PARTS));
        for pair in &halves.pairs {
            some.any.push(self.string(pair, weight)?);
        }
        some.any.extend(halves.runs.iter().map(|run| self.term(self.fields.all_words, run)));
        let mut clauses = vec![(Occur::Must, some.into_query()), (Occur::MustNot, excluded(except))];
        for requirement in hard {
            clauses.push(match requirement {
                Requirement::Not { inner } => (Occur::MustNot, excluded(self.query(inner)?)),
                Requirement::Rank { .. } => (Occur::Should, self.query(requirement)?),
                _ => (Occur::Must, self.query(requirement)?),
            });
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn add(&self, requirement: &Requirement, clauses: &mut Clauses) -> Result<()> {
        match requirement {
            Requirement::All { parts } => {
                for part in parts {
                    self.add(part, clauses)?;
                }
            }
            Requirement::Not { inner } => clauses.must_not.push(excluded(self.query(inner)?)),
            Requirement::Rank { text, scope } => {
                clauses.ranks_titles_only = false;
                clauses.should.push(self.phrase(text, *scope)?);
            }
            Requirement::Word { text, scope: Scope::Anywhere } => {
                clauses.must.push(self.term(self.fields.all_words, text));
                clauses.should.push(self.title_bonus(text));
            }
            _ => clauses.must.push(self.leaf(requirement)?),
        }
        Ok(())
    }

    /// Adds the parts of a disjunction.
    fn add_alternative(&self, requirement: &Requirement, alternatives: &mut Alternatives) -> Result<()> {
        match requirement {
            Requirement::Any { parts } => {
                for part in parts {
                    self.add_alternative(part, alternatives)?;
                }
            }
            Requirement::Word { text, scope: Scope::Anywhere } => {
                alternatives.any.push(self.term(self.fields.all_words, text));
                alternatives.titles.push(self.title_bonus(text));
            }
            _ => alternatives.any.push(self.query(requirement)?),
        }
        Ok(())
    }

    /// The query of a requirement that is one clause.
    fn leaf(&self, requirement: &Requirement) -> Result<EngineQuery> {
        match requirement {
            Requirement::All { .. } | Requirement::Not { .. } => self.query(requirement),
            Requirement::Any { parts } => {
                let mut alternatives = Alternatives::default();
                for part in parts {
                    self.add_alternative(part, &mut alternatives)?;
                }
                Ok(alternatives.into_query())
            }
            Requirement::Word { text, scope } => match scope {
                Scope::Anywhere => self.query(requirement),
                Scope::Title => Ok(self.term(self.fields.title_words, text)),
                Scope::Body => self.in_body(
                    text,
                    self.term(self.fields.all_words, text),
                    self.term(self.fields.title_words, text),
                ),
            },
            Requirement::Joined { text, scope: Scope::Anywhere } => self.string(text, JOINED_WEIGHT),
            Requirement::Joined { text, scope }
            | Requirement::Quote { text, scope }
            | Requirement::Rank { text, scope } => self.phrase(text, *scope),
            Requirement::Prefix { text, scope } => {
                let of = |field, text: &String| -> Result<EngineQuery> {
                    let terms = self.terms_of(field, text, |term| term.starts_with(text.as_str()))?;
                    Ok(Box::new(TermSetQuery::new(terms)))
                };
                self.run_like(|field| of(field, text), *scope, |run| run.starts_with(text.as_str()))
            }
            Requirement::Fuzzy { text, distance, scope } => {
                let of = |field| -> Result<EngineQuery> {
                    Ok(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, text), *distance, true)))
                };
                self.run_like(of, *scope, |run| nearness::edit_distance(run, text) <= *distance)
            }
            Requirement::Near { texts, distance_units, scope } => self.near(texts, *distance_units, *scope),
            Requirement::Value { field, text } => self.value(*field, text),
            Requirement::Pages { sheet, from, to } => {
                let range = PageRange { sheet: sheet.clone(), from: *from, to: *to };
                let pages = self.terms_of(self.fields.page, "", |page| range.holds(page))?;
                Ok(unscored(Box::new(TermSetQuery::new(pages))))
            }
            Requirement::Days { from, to } => {
                let bound = |day: Option<i64>| {
                    day.map_or(Bound::Unbounded, |day| {
                        Bound::Included(Term::from_field_i64(self.fields.day, day))
                    })
                };
                let range = match (from, to) {
                    // The engine has no range without ends; every dated article lies above the lowest day.
                    (None, None) => RangeQuery::new(
                        Bound::Included(Term::from_field_i64(self.fields.day, i64::MIN)),
                        Bound::Unbounded,
                    ),
                    _ => RangeQuery::new(bound(*from), bound(*to)),
                };
                Ok(unscored(Box::new(range)))
            }
            Requirement::Boost { inner, factor } => {
                Ok(Box::new(BoostQuery::new(self.query(inner)?, *factor)))
            }
            Requirement::Everything => Ok(unscored(Box::new(AllQuery))),
            Requirement::Nothing => Ok(Box::new(EmptyQuery)),
        }
    }

    fn term(&self, field: Field, text: &str) -> EngineQuery {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
    }

    fn title_bonus(&self, text: &str) -> EngineQuery {
        Box::new(BoostQuery::new(self.term(self.fields.title_words, text), TITLE_WEIGHT - 1.0))
    }

    /// The units of a normalised text side by side, in title or body, scored as a word that is as rare as the rarest of
    /// its terms, times a weight. (The engine would add up the rarities of all terms, as if they stood together by chance.)
    pub(crate) fn string(&self, text: &str, weight: f32) -> Result<EngineQuery> {
        let mut rarest: f32 = 0.0;
        let mut sum: f32 = 0.0;
        for (_, term) in terms::cover(text) {
            let term = Term::from_field_text(self.fields.all_chars, term);
            let rarity = self.rarity(&term)?;
            rarest = rarest.max(rarity);
            sum += rarity;
        }
        let share = if sum > 0.0 { rarest / sum } else { 1.0 };
        Ok(Box::new(BoostQuery::new(covering(self.fields.all_chars, text), weight * share)))
    }

    /// The units of a normalised text side by side, in title or body, unscored.
    pub(crate) fn unscored_string(&self, text: &str) -> EngineQuery {
        unscored(covering(self.fields.all_chars, text))
    }

    /// BM25's inverse document frequency as the engine computes it: ln(1 + (N - n + 0.5) / (n + 0.5)).
    fn rarity(&self, term: &Term) -> Result<f32> {
        let (holding, all) = (self.snapshot.holding(term)?, self.snapshot.all());
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more precision")]
        let (holding, all) = (holding as f32, all as f32);
        Ok((1.0 + (all - holding + 0.5) / (holding + 0.5)).ln())
    }

    /// The units of a normalised text side by side.
    fn phrase(&self, text: &str, scope: Scope) -> Result<EngineQuery> {
        match scope {
            Scope::Anywhere => Ok(covering(self.fields.all_chars, text)),
            Scope::Title => Ok(covering(self.fields.title_chars, text)),
            Scope::Body => self.in_body(
                text,
                covering(self.fields.all_chars, text),
                covering(self.fields.title_chars, text),
            ),
        }
    }

    /// What holds a text somewhere, and in the body.
    fn in_body(&self, text: &str, anywhere: EngineQuery, title: EngineQuery) -> Result<EngineQuery> {
        let in_body = |spans: &[Vec<Range<u32>>], boundary: u32| {
            spans.iter().flatten().any(|span| span.start > boundary)
        };
        self.outside_title(anywhere, title, |both| {
            verified_by_place(self.snapshot, self.fields, both, &[text], in_body)
        })
    }

    /// What holds a run that passes a test, in a scope. `of` gives the query of a field of words. Of the body, what has
    /// such a run in the title too is read from the store.
    fn run_like(
        &self,
        of: impl Fn(Field) -> Result<EngineQuery>,
        scope: Scope,
        passes: impl Fn(&str) -> bool,
    ) -> Result<EngineQuery> {
        match scope {
            Scope::Anywhere => of(self.fields.all_words),
            Scope::Title => of(self.fields.title_words),
            Scope::Body => {
                let in_body =
                    |article: &NormalizedArticle| Haystack::new(article.body()).run_texts().any(&passes);
                self.outside_title(of(self.fields.all_words)?, of(self.fields.title_words)?, |both| {
                    verified_by_text(self.snapshot, self.fields, both, in_body)
                })
            }
        }
    }

    /// What `anywhere` matches where it is outside the title: where the title does not match, it is; where it does, the
    /// check decides.
    fn outside_title(
        &self,
        anywhere: EngineQuery,
        title: EngineQuery,
        check: impl FnOnce(&dyn Query) -> Result<VerifiedQuery>,
    ) -> Result<EngineQuery> {
        let both =
            BooleanQuery::new(vec![(Occur::Must, anywhere.box_clone()), (Occur::Must, title.box_clone())]);
        let checked = check(&both)?;
        let outside =
            BooleanQuery::new(vec![(Occur::Must, anywhere.box_clone()), (Occur::MustNot, excluded(title))]);
        let place = BooleanQuery::union(vec![Box::new(outside), Box::new(checked)]);
        Ok(Box::new(BooleanQuery::new(vec![
            (Occur::Must, anywhere),
            (Occur::Must, unscored(Box::new(place))),
        ])))
    }

    fn near(&self, texts: &[String], distance_units: usize, scope: Scope) -> Result<EngineQuery> {
        let mut parts: Vec<(Occur, EngineQuery)> = Vec::with_capacity(texts.len() + 1);
        for text in texts {
            let field = match scope {
                Scope::Anywhere | Scope::Body => self.fields.all_chars,
                Scope::Title => self.fields.title_chars,
            };
            parts.push((Occur::Must, covering(field, text)));
        }
        let candidates = BooleanQuery::new(parts.iter().map(|(occur, q)| (*occur, q.box_clone())).collect());
        let strings: Vec<&str> = texts.iter().map(String::as_str).collect();
        let check = |spans: &[Vec<Range<u32>>], boundary: u32| {
            let near_where = |is_there: &dyn Fn(&Range<u32>) -> bool| {
                let there = |spans: &Vec<_>| spans.iter().filter(|span| is_there(span)).cloned().collect();
                nearness::are_near(&spans.iter().map(there).collect::<Vec<_>>(), distance_units)
            };
            let near_in_title = || near_where(&|span| span.start < boundary);
            let near_in_body = || near_where(&|span| span.start > boundary);
            match scope {
                Scope::Anywhere => near_in_title() || near_in_body(),
                Scope::Title => near_in_title(),
                Scope::Body => near_in_body(),
            }
        };
        let checked = verified_by_place(self.snapshot, self.fields, &candidates, &strings, check)?;
        parts.push((Occur::Must, Box::new(checked)));
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    fn value(&self, field: ValueField, text: &str) -> Result<EngineQuery> {
        let in_field = self.value_field(field);
        let query: EngineQuery = match field {
            ValueField::Place => {
                Box::new(TermSetQuery::new(self.terms_of(in_field, "", |place| place.contains(text))?))
            }
            ValueField::Source
            | ValueField::Section
            | ValueField::Page
            | ValueField::Reporter
            | ValueField::Correspondent
            | ValueField::Photographer => {
                Box::new(TermQuery::new(Term::from_field_text(in_field, text), IndexRecordOption::Basic))
            }
        };
        Ok(unscored(query))
    }

    /// The field of the index that holds the values of one.
    pub(crate) fn value_field(&self, field: ValueField) -> Field {
        match field {
            ValueField::Source => self.fields.source,
            ValueField::Section => self.fields.section,
            ValueField::Page => self.fields.page,
            ValueField::Reporter => self.fields.reporter,
            ValueField::Correspondent => self.fields.correspondent,
            ValueField::Photographer => self.fields.photographer,
            ValueField::Place => self.fields.place,
        }
    }

    /// The terms of a field that begin with `prefix` and pass a test.
    pub(crate) fn terms_of(
        &self,
        field: Field,
        prefix: &str,
        pass: impl Fn(&str) -> bool,
    ) -> Result<Vec<Term>> {
        let failed = || Error::engine("read the terms of a field");
        let mut found = std::collections::BTreeSet::new();
        for reader in self.snapshot.searcher.segment_readers() {
            self.snapshot.deadline().check()?;
            let inverted = reader.inverted_index(field).map_err(failed())?;
            let mut terms = inverted
                .terms()
                .range()
                .ge(prefix.as_bytes())
                .into_stream()
                .map_err(|error| failed()(error.into()))?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                if !term.starts_with(prefix) {
                    break;
                }
                if pass(term) {
                    found.insert(term.to_owned());
                }
            }
        }
        Ok(found.into_iter().map(|term| Term::from_field_text(field, &term)).collect())
    }
}

/// The phrase over the cover of a normalised text. (A phrase of one term makes tantivy panic.)
fn covering(field: Field, text: &str) -> EngineQuery {
    let mut terms: Vec<(usize, Term)> = terms::cover(text)
        .into_iter()
        .map(|(ordinal, term)| (ordinal, Term::from_field_text(field, term)))
        .collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => {
            let (_, term) = terms.swap_remove(0);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        }
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    }
}

//! Compiler of plans into tantivy queries.
//!
//! The score is tantivy's BM25 (k1 1.2, b 0.75) of words in title and body together. The title's words are counted several
//! times. Clauses that only filter score 0: values of fields, dates, and documents that are post-filtered against their text.

mod bigram_backoff;
mod clauses;
mod expansion;
mod first_matches;
mod knowledge;
mod near;
mod own;
mod searched;
mod values;

use std::collections::HashMap;
use std::ops::Bound;
use std::sync::Arc;

use jianbao_analysis::Analyzer;
use jianbao_query::PageRange;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

pub(crate) use bigram_backoff::{BigramBackoff, is_number};
use clauses::{Clauses, excluded, union, unscored};
pub(crate) use expansion::Expansion;
use searched::Searched;

use crate::error::Result;
use crate::index::index::Index;
use crate::index::searcher::Searcher;
use crate::index::verdicts::Verdicts;
use crate::query::interruptible_query::{InterruptibleQuery, WIDE_PARTS};
use crate::query::plan::{Requirement, Scope, ValueField};
use crate::query::presence_query::PresenceQuery;
use crate::query::string_query::{PartTerms, StringQuery};
use crate::query::verified_query::verified;
use crate::segment::needle::Needle;
use crate::segment::own_columns::OwnColumns;
use crate::segment::schema::Fields;
use crate::text::containment::Haystack;
use crate::text::edit_distance::edit_distance;
use crate::text::encoding::decode;
use crate::text::reading::{ReadingNeedle, read_term};
use crate::text::terms::{self, PartTerm};
use crate::text::unquoted::ValueNeedle;

/// The weight of a string relative to a word with the document frequency of its rarest term. The string itself is rarer. With
/// 1, 1.25, 1.5 and 2, nDCG@10 on events is .9846, .9845, .9845 and .9845, on cmrc2018 .9861, .9865, .9863 and .9858.
const STRING_WEIGHT: f32 = 1.5;

/// The weight of a bound string beside its parts, when a page is filled up: that of adjacent words (`search::rescore`).
const BOUND_WEIGHT: f32 = 0.6;

/// The weight of the presence of an optional part, as a part of its inverse document frequency: a rare word that an article has
/// once counts more than a common one that it repeats. `search::second_reading` has the figures.
const PRESENCE_WEIGHT: f32 = 0.3;

/// Up to this number of parts in a query, a bigram of such a string counts like a word when a page is filled up. In a
/// longer query it counts less, since there are more words. [`BigramBackoff`] has the figures.
const SHORT_QUERY_PARTS: u16 = 10;

/// Compiles plans into queries of one commit.
pub(crate) struct Translator<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) fields: &'a Fields,
    pub(crate) own: &'a OwnColumns,
    pub(crate) analyzer: &'a Analyzer,
}

type EngineQuery = Box<dyn Query>;

impl Index {
    /// The translator of plans into tantivy queries, for a commit of this index.
    pub(crate) fn translator<'a>(&'a self, searcher: &'a Searcher) -> Translator<'a> {
        Translator { searcher, fields: self.fields(), own: self.own(), analyzer: self.analyzer() }
    }
}

impl Translator<'_> {
    /// The query that matches the articles that fulfil the requirement, scored.
    pub(crate) fn query(&self, requirement: &Requirement) -> Result<EngineQuery> {
        let mut clauses = Clauses::default();
        self.add(requirement, 1, &mut clauses)?;
        Ok(clauses.into_query())
    }

    /// Articles that match all of `hard`, and at least one of `soft` or a bigram of a string of it, and not `except`; scored by
    /// all of these. If `hard` contains a quote, none of `soft` is needed.
    pub(crate) fn filling_query(
        &self,
        hard: &[&Requirement],
        soft: &[&Requirement],
        except: EngineQuery,
    ) -> Result<EngineQuery> {
        let mut some = Vec::new();
        for (requirement, times) in counted(soft.iter().copied()) {
            match requirement {
                // Its parts count by themselves; together they count as adjacent words do.
                Requirement::Joined { text, scope, apart } if !apart.is_empty() => {
                    let bound = self.unquoted(text, scope, BOUND_WEIGHT)?;
                    some.push(boosted(self.with_presence(text, bound)?, times));
                }
                _ => self.add_optional(requirement, times, &mut some)?,
            }
        }
        let pieces = in_pieces(soft);
        for (piece, times) in counted(pieces.iter().copied().filter(|piece| !soft.contains(piece))) {
            self.add_optional(piece, times, &mut some)?;
        }
        let backoff = BigramBackoff::of(&pieces);
        let parts = u16::try_from(hard.len() + soft.len()).unwrap_or(u16::MAX);
        let weight = f32::from(SHORT_QUERY_PARTS) / f32::from(parts.max(SHORT_QUERY_PARTS));
        for bigram in &backoff.bigrams {
            some.push(self.string(bigram, &Scope::Anywhere, weight));
        }
        some.extend(backoff.runs.iter().map(|run| self.term(self.fields.all_words, run)));
        // A quote is reason enough for an article that has none of the words.
        let has_quote = hard.iter().any(|part| part.is_quote());
        let occur = if has_quote { Occur::Should } else { Occur::Must };
        let mut clauses = vec![(occur, self.union(some)), (Occur::MustNot, excluded(except))];
        for requirement in hard {
            clauses.push(match requirement {
                Requirement::Not { inner } => (Occur::MustNot, excluded(self.query(inner)?)),
                Requirement::Rank { .. } => (Occur::Should, self.query(requirement)?),
                _ => (Occur::Must, self.query(requirement)?),
            });
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Adds the parts of a conjunction, each with its multiplicity.
    fn add(&self, requirement: &Requirement, times: u16, clauses: &mut Clauses) -> Result<()> {
        match requirement {
            Requirement::All { parts } => {
                for (part, repeated) in counted(parts) {
                    self.add(part, times.saturating_mul(repeated), clauses)?;
                }
            }
            Requirement::Not { inner } => clauses.must_not.push(excluded(self.query(inner)?)),
            Requirement::Rank { text, scope } => {
                clauses.should.push(boosted(self.string(text, scope, 1.0), times));
            }
            _ => clauses.must.push(boosted(self.leaf(requirement)?, times)),
        }
        Ok(())
    }

    /// Adds the parts of a disjunction, each with its multiplicity.
    fn add_alternative(
        &self,
        requirement: &Requirement,
        times: u16,
        alternatives: &mut Vec<EngineQuery>,
    ) -> Result<()> {
        match requirement {
            Requirement::Any { parts } => {
                for (part, repeated) in counted(parts) {
                    self.add_alternative(part, times.saturating_mul(repeated), alternatives)?;
                }
            }
            _ => alternatives.push(boosted(self.query(requirement)?, times)),
        }
        Ok(())
    }

    /// Adds an optional part. That an article has it counts by itself.
    fn add_optional(
        &self,
        requirement: &Requirement,
        times: u16,
        alternatives: &mut Vec<EngineQuery>,
    ) -> Result<()> {
        match requirement {
            Requirement::Word { text, .. } | Requirement::Joined { text, .. } => {
                let part = self.with_presence(text, self.leaf(requirement)?)?;
                alternatives.push(boosted(part, times));
                Ok(())
            }
            Requirement::Boost { inner, factor } => {
                let mut inside = Vec::new();
                self.add_optional(inner, 1, &mut inside)?;
                let weighed = Box::new(BoostQuery::new(self.union(inside), *factor));
                alternatives.push(boosted(weighed, times));
                Ok(())
            }
            _ => self.add_alternative(requirement, times, alternatives),
        }
    }

    /// A query for a text that scores its presence too.
    fn with_presence(&self, text: &str, inner: EngineQuery) -> Result<EngineQuery> {
        let Some(searched) = self.searched(&Scope::Anywhere) else { return Ok(inner) };
        let all = self.searcher.all();
        let mut rarest = all;
        for part in self.plain_parts(text, &searched) {
            rarest = rarest.min(self.searcher.holding(&part.plain)?);
        }
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more precision")]
        let [without, with] = [all - rarest, rarest].map(|articles| articles as f32 + 0.5);
        Ok(Box::new(PresenceQuery { inner, score: PRESENCE_WEIGHT * (without / with).ln_1p() }))
    }

    /// The query of a requirement that is one clause.
    fn leaf(&self, requirement: &Requirement) -> Result<EngineQuery> {
        self.searcher.deadline().check()?;
        match requirement {
            Requirement::All { .. } | Requirement::Not { .. } => self.query(requirement),
            Requirement::Any { .. } => {
                let mut alternatives = Vec::new();
                self.add_alternative(requirement, 1, &mut alternatives)?;
                Ok(self.union(alternatives))
            }
            Requirement::Word { text, scope } => self.unquoted(text, scope, 1.0),
            Requirement::Joined { text, scope, .. } => self.unquoted(text, scope, STRING_WEIGHT),
            Requirement::Person { text } => Ok(self.person(text)),
            Requirement::Rank { text, scope } => Ok(self.string(text, scope, 1.0)),
            Requirement::Quote { text, scope } => Ok(self.string(text, scope, STRING_WEIGHT)),
            Requirement::Prefix { text, scope } => {
                let of = |field| self.any_of(field, Expansion::Beginning { text });
                self.run_like(of, scope, |run| run.starts_with(text.as_str()))
            }
            Requirement::Fuzzy { text, distance, scope } => {
                let of = |field| self.spelt_like(field, text, *distance);
                self.run_like(of, scope, |run| edit_distance(run, text) <= *distance)
            }
            Requirement::Near { texts, distance_units, scope } => self.near(texts, *distance_units, scope),
            Requirement::Value { field, text } => self.value(*field, text),
            Requirement::Own { field, condition } => self.own(field, condition),
            Requirement::Pages { sheet, from, to } => {
                let range = PageRange { sheet: sheet.clone(), from: *from, to: *to };
                Ok(unscored(self.any_of(self.fields.page, Expansion::Pages { range: &range })?))
            }
            Requirement::Days { from, to } => {
                let bound = |day: Option<i64>| {
                    day.map_or(Bound::Unbounded, |day| {
                        Bound::Included(Term::from_field_i64(self.fields.day, day))
                    })
                };
                let range = match (from, to) {
                    // tantivy has no range without ends; the day of every dated article is above the lowest day.
                    (None, None) => RangeQuery::new(
                        Bound::Included(Term::from_field_i64(self.fields.day, i64::MIN)),
                        Bound::Unbounded,
                    ),
                    _ => RangeQuery::new(bound(*from), bound(*to)),
                };
                Ok(unscored(Box::new(range)))
            }
            Requirement::AddedAfter { number } => {
                let above = Bound::Excluded(Term::from_field_u64(self.fields.added, *number));
                Ok(unscored(Box::new(RangeQuery::new(above, Bound::Unbounded))))
            }
            Requirement::Boost { inner, factor } => {
                Ok(Box::new(BoostQuery::new(self.query(inner)?, *factor)))
            }
            Requirement::Everything => Ok(unscored(Box::new(AllQuery))),
            Requirement::Nothing => Ok(Box::new(EmptyQuery)),
        }
    }

    /// A query that matches any of several. With a time limit a wide one checks the clock.
    fn union(&self, alternatives: Vec<EngineQuery>) -> EngineQuery {
        let deadline = self.searcher.deadline();
        let is_wide = alternatives.len() > WIDE_PARTS;
        let inner = union(alternatives);
        if is_wide && deadline.is_set() {
            Box::new(InterruptibleQuery { inner, deadline: deadline.clone() })
        } else {
            inner
        }
    }

    fn term(&self, field: Field, text: &str) -> EngineQuery {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
    }

    /// A query for a normalised text in a scope, its units adjacent, scored as a word as rare as the rarest of its terms, times
    /// a weight.
    pub(crate) fn string(&self, text: &str, scope: &Scope, weight: f32) -> EngineQuery {
        let Some(searched) = self.searched(scope) else { return Box::new(EmptyQuery) };
        self.query_of_parts(text, searched, weight, self.plain_parts(text, &searched), None)
    }

    /// The terms that every article with a normalised text in a scope has.
    fn plain_parts(&self, text: &str, searched: &Searched) -> Vec<PartTerms> {
        let parts = terms::parts(self.analyzer, text);
        parts.iter().map(|part| PartTerms { plain: searched.term_of(part), read: None }).collect()
    }

    /// A query for a word or string of [unquoted text](crate::text::unquoted): the same, over signs and by value too.
    fn unquoted(&self, text: &str, scope: &Scope, weight: f32) -> Result<EngineQuery> {
        let typed = self.over_signs(text, scope, weight)?;
        match ValueNeedle::new(text, self.analyzer) {
            Some(needle) => self.or_other_spellings(typed, &needle, scope, weight),
            None => Ok(typed),
        }
    }

    /// A query for a string as written or over signs.
    fn over_signs(&self, text: &str, scope: &Scope, weight: f32) -> Result<EngineQuery> {
        let Some(reading) = ReadingNeedle::new(text, self.analyzer) else {
            return Ok(self.string(text, scope, weight));
        };
        let Some(searched) = self.searched(scope) else { return Ok(Box::new(EmptyQuery)) };
        let mut parts = Vec::new();
        for part in &terms::parts(self.analyzer, text) {
            let read = match part {
                PartTerm::Word(word) => Some(Term::from_field_text(searched.words, &read_term(word))),
                PartTerm::Character(_) => None,
            };
            let is_read = read.as_ref().map_or(Ok(0), |read| self.searcher.holding(read))? > 0;
            parts.push(PartTerms { plain: searched.term_of(part), read: read.filter(|_| is_read) });
        }
        Ok(self.query_of_parts(text, searched, weight, parts, Some(reading)))
    }

    /// The query for a string with these parts.
    fn query_of_parts(
        &self,
        text: &str,
        searched: Searched,
        weight: f32,
        parts: Vec<PartTerms>,
        reading: Option<ReadingNeedle>,
    ) -> EngineQuery {
        // If the term of the only part occurs, so does the text.
        let is_part = match parts.as_slice() {
            [] => return Box::new(EmptyQuery),
            [part] => part.plain.value().as_str() == Some(text) && searched.is_its_own(part.plain.field()),
            _ => false,
        };
        if let ([part], true) = (parts.as_slice(), is_part)
            && part.read.is_none()
        {
            let query: EngineQuery =
                Box::new(TermQuery::new(part.plain.clone(), IndexRecordOption::WithFreqs));
            return if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) };
        }
        let verdicts =
            self.searcher.verdicts(format!("{:?} {} {text}", searched.sections, reading.is_some()));
        Box::new(StringQuery { is_part, reading, weight, verdicts, ..self.filter(text, searched, parts) })
    }

    /// The articles that may contain a normalised text in a scope, unscored: those with its terms and its bigrams. No text is read.
    fn candidates(&self, text: &str, searched: Searched) -> EngineQuery {
        match self.plain_parts(text, &searched) {
            parts if parts.is_empty() => Box::new(EmptyQuery),
            parts => {
                unscored(Box::new(StringQuery { is_filter: true, ..self.filter(text, searched, parts) }))
            }
        }
    }

    fn filter(&self, text: &str, searched: Searched, parts: Vec<PartTerms>) -> StringQuery {
        let Searched { sections, characters, lengths, .. } = searched;
        StringQuery {
            string: Needle::new(text),
            reading: None,
            sections,
            parts,
            is_part: false,
            is_filter: false,
            words: lengths,
            characters,
            weight: 1.0,
            columns: Arc::clone(&self.searcher.columns),
            verdicts: Verdicts::default(),
            deadline: self.searcher.deadline().clone(),
        }
    }

    /// A query for a normalised text in any field, unscored.
    pub(crate) fn unscored_string(&self, text: &str) -> EngineQuery {
        unscored(self.string(text, &Scope::Anywhere, 1.0))
    }

    /// A query for runs that pass a test, in a scope. `of` gives the query of a field of words. Whether the body has such a run
    /// is decided by the text where a title or another field may be the one that has it.
    fn run_like(
        &self,
        of: impl Fn(Field) -> Result<EngineQuery>,
        scope: &Scope,
        passes: impl Fn(&str) -> bool,
    ) -> Result<EngineQuery> {
        let Some(Searched { words, sections, are_words_its_own, .. }) = self.searched(scope) else {
            return Ok(Box::new(EmptyQuery));
        };
        let found = of(words)?;
        if are_words_its_own {
            return Ok(found);
        }
        let title = of(self.fields.title_words)?;
        self.outside_title(found, title, |text| Haystack::new(sections.of(text)).run_texts().any(&passes))
    }

    /// The matches of `anywhere` in the body. Without a match in the title, and in an index without fields of one's own beside the
    /// body, they all are; otherwise the check of the text decides.
    fn outside_title(
        &self,
        anywhere: EngineQuery,
        title: EngineQuery,
        check: impl Fn(&str) -> bool,
    ) -> Result<EngineQuery> {
        let must = |query: EngineQuery| (Occur::Must, query);
        let check = |coded: &[u8]| decode(coded).is_some_and(|text| check(&text));
        if self.own.texts().anywhere() > 0 {
            let checked = verified(self.searcher, anywhere.as_ref(), Verdicts::default(), check)?;
            return Ok(Box::new(BooleanQuery::new(vec![must(anywhere), must(Box::new(checked))])));
        }
        let both = BooleanQuery::new(vec![must(anywhere.box_clone()), must(title.box_clone())]);
        let checked = verified(self.searcher, &both, Verdicts::default(), check)?;
        let outside = BooleanQuery::new(vec![must(anywhere.box_clone()), (Occur::MustNot, excluded(title))]);
        let place = BooleanQuery::union(vec![Box::new(outside), Box::new(checked)]);
        Ok(Box::new(BooleanQuery::new(vec![must(anywhere), must(unscored(Box::new(place)))])))
    }

    fn value(&self, field: ValueField, text: &str) -> Result<EngineQuery> {
        let in_field = self.value_field(field);
        let query: EngineQuery = match field {
            ValueField::Place => self.any_of(in_field, Expansion::Containing { text })?,
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

    /// The field of the index with the values of a value field.
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

    /// A query for runs within an edit distance of a text. The commoner spelling ranks first, and of two as common the nearer:
    /// `covd~` means covid, not cold.
    fn spelt_like(&self, field: Field, text: &str, distance: u8) -> Result<EngineQuery> {
        let mut queries = Vec::new();
        for term in self.expanded(field, Expansion::Like { text, distance })?.iter().cloned() {
            self.searcher.deadline().check()?;
            let letters = edit_distance(term.value().as_str().unwrap_or_default(), text);
            #[expect(clippy::cast_precision_loss, reason = "a weight needs no more precision")]
            let commonness = 1.0 + (self.searcher.holding(&term)?.max(1) as f32).ln();
            let query = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            let weight = commonness / (1.0 + f32::from(letters));
            queries.push(Box::new(ConstScoreQuery::new(query, weight)) as EngineQuery);
        }
        Ok(self.union(queries))
    }
}

/// The parts, with those of a bound string in place of the string.
pub(crate) fn in_pieces<'r>(soft: &[&'r Requirement]) -> Vec<&'r Requirement> {
    let is_required = |piece: &&Requirement| !matches!(piece, Requirement::Rank { .. });
    let mut pieces: Vec<&Requirement> = Vec::new();
    for requirement in soft {
        match requirement {
            Requirement::Joined { apart, .. } if !apart.is_empty() => {
                pieces.extend(apart.iter().filter(is_required));
            }
            other => pieces.push(other),
        }
    }
    pieces
}

/// Each distinct part once, with its multiplicity. A repeated part is searched once, and weighs as much as if it were searched
/// each time.
fn counted<'r>(parts: impl IntoIterator<Item = &'r Requirement>) -> Vec<(&'r Requirement, u16)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut counted: Vec<(&'r Requirement, u16)> = Vec::new();
    for part in parts {
        let place = *places.entry(format!("{part:?}")).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => counted.push((part, 1)),
        }
    }
    counted
}

fn boosted(query: EngineQuery, times: u16) -> EngineQuery {
    if times == 1 { query } else { Box::new(BoostQuery::new(query, f32::from(times))) }
}

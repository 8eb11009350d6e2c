//! Matcher: a plan decided for one article, without an index.
//!
//! An engine elsewhere can only narrow some requirements down: a string over signs, a number in another spelling, nearness. The
//! matcher decides them by the text, with the functions by which our own index decides. **Law**: an article matches exactly if
//! [`Index::search`](crate::Index::search) finds it, the limits of the request aside.
//!
//! Input: a plan, an analyzer; then articles. Output: a `bool` for each. Cost: the needles of a plan are made once; an article costs
//! its normalisation, and a pass over its text for each requirement.

use std::cell::OnceCell;

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_query::PageRange;
use memchr::memmem::Finder;

use crate::error::{Error, Result};
use crate::query::article_terms::{ArticleTerms, ArticleValue};
use crate::query::plan::{Requirement, Scope, ValueField};
use crate::segment::normalized_article::NormalizedArticle;
use crate::text::containment::Haystack;
use crate::text::edit_distance::edit_distance;
use crate::text::occurrences::occurrences;
use crate::text::proximity;
use crate::text::string_terms::person_term;
use crate::text::terms::FIELD_BOUNDARY;
use crate::text::unquoted::UnquotedNeedle;

/// A plan that is ready to be decided for articles.
///
/// ```
/// use jianbao_article::Article;
/// use jianbao_core::{Index, Matcher, SearchRequest};
///
/// let index = Index::in_memory()?;
/// let plan = index.explain(&SearchRequest::new("十四五规划 -高铁"), None)?.requirement;
/// let matcher = Matcher::new(&plan, index.analyzer());
/// let article = |body: &str| Article { body: vec![body.into()], ..Article::default() };
/// assert!(matcher.matches(&article("“十四五”规划发布"))?);
/// assert!(!matcher.matches(&article("“十四五”规划发布，高铁开通"))?);
/// # Ok::<(), jianbao_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Matcher {
    check: Check,
    analyzer: Analyzer,
}

/// A requirement with its needles.
#[derive(Clone, Debug)]
enum Check {
    Unquoted(Box<UnquotedNeedle>, Scope),
    Quote(Box<Finder<'static>>, Scope),
    Person(String),
    Run(RunTest, Scope),
    Near {
        strings: Vec<Finder<'static>>,
        distance_units: usize,
        scope: Scope,
    },
    Value {
        field: ValueField,
        text: String,
    },
    Pages(PageRange),
    Days {
        from: Option<i64>,
        to: Option<i64>,
    },
    /// A field whose values or declaration only an index has.
    OfIndex(String),
    Not(Box<Check>),
    All(Vec<Check>),
    Any(Vec<Check>),
    Everything,
    Nothing,
}

/// A test of Latin words and numbers.
#[derive(Clone, Debug)]
enum RunTest {
    Prefix(String),
    Like { text: String, distance: u8 },
}

impl RunTest {
    /// True if a run of a text passes.
    fn passes(&self, run: &str) -> bool {
        match self {
            RunTest::Prefix(prefix) => run.starts_with(prefix.as_str()),
            RunTest::Like { text, distance } => edit_distance(run, text) <= *distance,
        }
    }

    /// True if a term of an article passes: those that begin with a mark never do.
    fn takes(&self, term: &str) -> bool {
        match self {
            RunTest::Prefix(prefix) => term.starts_with(prefix.as_str()),
            RunTest::Like { text, distance } => {
                term.is_ascii() && term >= "0" && edit_distance(term, text) <= *distance
            }
        }
    }
}

/// An article with the facts that were asked for so far.
struct Asked<'a> {
    article: &'a Article,
    normalized: NormalizedArticle,
    analyzer: &'a Analyzer,
    terms: OnceCell<ArticleTerms>,
}

impl Asked<'_> {
    fn terms(&self) -> Result<&ArticleTerms> {
        if let Some(terms) = self.terms.get() {
            return Ok(terms);
        }
        // An id decides nothing here, and may be too long for an index.
        let article = Article { id: None, ..self.article.clone() };
        let terms = ArticleTerms::of(article, self.analyzer)?;
        Ok(self.terms.get_or_init(|| terms))
    }

    fn has_value(&self, field: ValueField, test: impl Fn(&str) -> bool) -> Result<bool> {
        let of_field = |value: &&ArticleValue| value.field == field;
        Ok(self.terms()?.values.iter().filter(of_field).any(|value| value.term.as_deref().is_some_and(&test)))
    }
}

impl Matcher {
    /// Makes the needles of a plan.
    pub fn new(requirement: &Requirement, analyzer: &Analyzer) -> Matcher {
        Matcher { check: check_of(requirement, analyzer), analyzer: analyzer.clone() }
    }

    /// True if an article meets the plan.
    ///
    /// # Errors
    /// If the terms of the article cannot be made; [`Error::UnknownField`] for a plan with a field of one's own or the number
    /// of an article, which only an index has.
    pub fn matches(&self, article: &Article) -> Result<bool> {
        let normalized = NormalizedArticle::of(article);
        let asked = Asked { article, normalized, analyzer: &self.analyzer, terms: OnceCell::new() };
        let haystack = Haystack::new(asked.normalized.all());
        self.check.holds(&asked, &haystack)
    }
}

fn check_of(requirement: &Requirement, analyzer: &Analyzer) -> Check {
    let checks =
        |parts: &[Requirement]| parts.iter().map(|part| check_of(part, analyzer)).collect::<Vec<_>>();
    let finder = |text: &String| Finder::new(text.as_bytes()).into_owned();
    match requirement {
        Requirement::Word { text, scope } | Requirement::Joined { text, scope, .. } => {
            Check::Unquoted(Box::new(UnquotedNeedle::new(text, analyzer)), *scope)
        }
        Requirement::Quote { text, scope } => Check::Quote(Box::new(finder(text)), *scope),
        Requirement::Person { text } => Check::Person(person_term(text)),
        Requirement::Prefix { text, scope } => Check::Run(RunTest::Prefix(text.clone()), *scope),
        Requirement::Fuzzy { text, distance, scope } => {
            Check::Run(RunTest::Like { text: text.clone(), distance: *distance }, *scope)
        }
        Requirement::Near { texts, distance_units, scope } => Check::Near {
            strings: texts.iter().map(finder).collect(),
            distance_units: *distance_units,
            scope: *scope,
        },
        Requirement::Value { field, text } => Check::Value { field: *field, text: text.clone() },
        Requirement::Own { field, .. } => Check::OfIndex(field.clone()),
        Requirement::AddedAfter { .. } => Check::OfIndex("added".to_owned()),
        Requirement::Pages { sheet, from, to } => {
            Check::Pages(PageRange { sheet: sheet.clone(), from: *from, to: *to })
        }
        Requirement::Days { from, to } => Check::Days { from: *from, to: *to },
        Requirement::Boost { inner, .. } => check_of(inner, analyzer),
        Requirement::Not { inner } => Check::Not(Box::new(check_of(inner, analyzer))),
        Requirement::All { parts } => Check::All(checks(parts)),
        Requirement::Any { parts } => Check::Any(checks(parts)),
        // Ranks only.
        Requirement::Rank { .. } | Requirement::Everything => Check::Everything,
        Requirement::Nothing => Check::Nothing,
    }
}

impl Check {
    fn holds(&self, asked: &Asked<'_>, haystack: &Haystack<'_>) -> Result<bool> {
        let title_bytes = asked.normalized.title.len();
        let is_in = |scope: Scope, start: usize| match scope {
            Scope::Anywhere => true,
            Scope::Title => start < title_bytes,
            Scope::Body => start > title_bytes,
        };
        Ok(match self {
            Check::Unquoted(needle, Scope::Anywhere) => needle.is_contained_in(haystack),
            Check::Unquoted(needle, scope) => {
                needle.occurrences(haystack).iter().any(|place| is_in(*scope, place.start))
            }
            Check::Quote(needle, scope) => {
                haystack.occurrences(needle).any(|place| is_in(*scope, place.start))
            }
            Check::Person(term) => asked.terms()?.words.contains(term),
            Check::Run(test, scope) => {
                let terms = asked.terms()?;
                let is_among = |terms: &[String]| terms.iter().any(|term| test.takes(term));
                match scope {
                    Scope::Anywhere => is_among(&terms.words),
                    Scope::Title => is_among(&terms.title_words),
                    Scope::Body => {
                        let body = || Haystack::new(asked.normalized.body());
                        is_among(&terms.words)
                            && (!is_among(&terms.title_words)
                                || body().run_texts().any(|run| test.passes(run)))
                    }
                }
            }
            Check::Near { strings, distance_units, scope } => {
                are_near_in(haystack.text(), strings, *distance_units, *scope)
            }
            Check::Value { field: ValueField::Place, text } => {
                asked.has_value(ValueField::Place, |value| value.contains(text.as_str()))?
            }
            Check::Value { field, text } => asked.has_value(*field, |value| value == text)?,
            Check::OfIndex(name) => {
                return Err(Error::UnknownField { name: name.clone(), known: Vec::new() });
            }
            Check::Pages(range) => asked.has_value(ValueField::Page, |value| range.holds(value))?,
            Check::Days { from, to } => asked
                .terms()?
                .day
                .is_some_and(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)),
            Check::Not(inner) => !inner.holds(asked, haystack)?,
            Check::All(parts) => {
                for part in parts {
                    if !part.holds(asked, haystack)? {
                        return Ok(false);
                    }
                }
                true
            }
            Check::Any(parts) => {
                for part in parts {
                    if part.holds(asked, haystack)? {
                        return Ok(true);
                    }
                }
                false
            }
            Check::Everything => true,
            Check::Nothing => false,
        })
    }
}

/// True if strings are near in the title, or in the body, of a text of title, boundary and body.
pub(crate) fn are_near_in(text: &str, strings: &[Finder<'_>], distance_units: usize, scope: Scope) -> bool {
    debug_assert!(text.contains(FIELD_BOUNDARY), "the text of an article has a boundary");
    let (spans, boundary) = occurrences(text, strings);
    let near_where = |is_there: &dyn Fn(u32) -> bool| {
        let there = |spans: &Vec<std::ops::Range<u32>>| {
            spans.iter().filter(|span| is_there(span.start)).cloned().collect()
        };
        proximity::are_near(&spans.iter().map(there).collect::<Vec<_>>(), distance_units)
    };
    let near_in_title = || near_where(&|start| start < boundary);
    let near_in_body = || near_where(&|start| start > boundary);
    match scope {
        Scope::Anywhere => near_in_title() || near_in_body(),
        Scope::Title => near_in_title(),
        Scope::Body => near_in_body(),
    }
}

#[cfg(test)]
mod tests;

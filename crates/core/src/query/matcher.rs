//! Matcher: decides whether an article matches a plan, without an index.
//!
//! Another search engine can find only candidates for some requirements: a string over signs, a number in another spelling,
//! proximity. The matcher decides them by the text, with the same functions as our own index. **Law**: an article matches exactly
//! if [`Index::search`](crate::Index::search) finds it, apart from the limits of the request.
//!
//! Input: a plan and an analyzer, then articles. Output: a `bool` for each article. Cost: the search strings of the plan are
//! prepared once. Each article is normalised, and its text is searched once for each requirement.

use std::cell::OnceCell;

use jianbao_analysis::Analyzer;
use jianbao_article::{Article, OwnFields};
use jianbao_query::PageRange;
use memchr::memmem::Finder;

use crate::error::{Error, Result};
use crate::query::article_terms::{ArticleTerms, ArticleValue};
use crate::query::plan::{Requirement, Scope, ValueField};
use crate::segment::normalized_article::NormalizedArticle;
use crate::segment::own_texts::OwnTexts;
use crate::text::containment::Haystack;
use crate::text::edit_distance::edit_distance;
use crate::text::occurrences::occurrences;
use crate::text::proximity;
use crate::text::sections::{Sections, values};
use crate::text::string_terms::person_term;
use crate::text::unquoted::UnquotedNeedle;

/// A plan, prepared for the test of articles.
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
    own: OwnTexts,
}

/// A requirement with its prepared search strings.
#[derive(Clone, Debug)]
enum Check {
    Unquoted(Box<UnquotedNeedle>, Sections),
    Quote(Box<Finder<'static>>, Sections),
    Person(String),
    Run(RunTest, Scope, Sections),
    Near {
        strings: Vec<Finder<'static>>,
        distance_units: usize,
        sections: Sections,
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

    /// True if a word of an article passes.
    fn takes(&self, word: &str) -> bool {
        match self {
            RunTest::Prefix(prefix) => word.starts_with(prefix.as_str()),
            RunTest::Like { text, distance } => {
                word.is_ascii() && word >= "0" && edit_distance(word, text) <= *distance
            }
        }
    }
}

/// An article with the data that were computed from it so far.
struct Asked<'a> {
    article: &'a Article,
    normalized: NormalizedArticle,
    analyzer: &'a Analyzer,
    own: &'a OwnTexts,
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

    /// True if a word of a part of the text passes a test.
    fn has_word(&self, part: &str, test: &RunTest) -> bool {
        let mut has_word = false;
        self.analyzer.each_full_word(part, |word| has_word |= test.takes(&part[word]));
        has_word
    }

    fn has_value(&self, field: ValueField, test: impl Fn(&str) -> bool) -> Result<bool> {
        let of_field = |value: &&ArticleValue| value.field == field;
        Ok(self.terms()?.values.iter().filter(of_field).any(|value| value.term.as_deref().is_some_and(&test)))
    }
}

impl Matcher {
    /// Prepares a plan of an index without text fields of one's own.
    pub fn new(requirement: &Requirement, analyzer: &Analyzer) -> Matcher {
        Matcher::with_fields(requirement, analyzer, &OwnFields::default())
    }

    /// Prepares a plan of an index with these fields of one's own. The matcher decides those of type `text` and `text+`;
    /// [`matches`](Self::matches) fails for a plan with any other type.
    ///
    /// ```
    /// use jianbao_article::Article;
    /// use jianbao_core::{Index, Matcher, SearchRequest};
    ///
    /// let index = Index::builder().field("摘要:text".parse()?).in_memory()?;
    /// let plan = index.explain(&SearchRequest::new("摘要:夜场"), None)?.requirement;
    /// let matcher = Matcher::with_fields(&plan, index.analyzer(), index.own_fields());
    /// let mut article = Article::default();
    /// assert!(!matcher.matches(&article)?);
    /// article.extra.insert("摘要".into(), "图书馆开放夜场".into());
    /// assert!(matcher.matches(&article)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_fields(requirement: &Requirement, analyzer: &Analyzer, fields: &OwnFields) -> Matcher {
        let own = OwnTexts::of(fields);
        Matcher { check: check_of(requirement, analyzer, &own), analyzer: analyzer.clone(), own }
    }

    /// True if an article meets the plan.
    ///
    /// # Errors
    /// If the terms of the article cannot be made. [`Error::UnknownField`] for a plan with values of a field of one's own, with a
    /// text field that is not [declared](Self::with_fields), or with the number of an article, which only an index has.
    pub fn matches(&self, article: &Article) -> Result<bool> {
        let normalized = NormalizedArticle::of(article, &self.own);
        let (analyzer, own) = (&self.analyzer, &self.own);
        let asked = Asked { article, normalized, analyzer, own, terms: OnceCell::new() };
        let haystack = Haystack::new(asked.normalized.text());
        self.check.holds(&asked, &haystack)
    }
}

fn check_of(requirement: &Requirement, analyzer: &Analyzer, own: &OwnTexts) -> Check {
    let checks =
        |parts: &[Requirement]| parts.iter().map(|part| check_of(part, analyzer, own)).collect::<Vec<_>>();
    let finder = |text: &String| Finder::new(text.as_bytes()).into_owned();
    let scoped = |scope: &Scope, check: &dyn Fn(Sections) -> Check| match (scope.sections(own), scope) {
        (Some(sections), _) => check(sections),
        (None, Scope::Own(name)) => Check::OfIndex(name.clone()),
        // Every article has the others.
        (None, Scope::Anywhere | Scope::Title | Scope::Body) => Check::Nothing,
    };
    match requirement {
        Requirement::Word { text, scope } | Requirement::Joined { text, scope, .. } => {
            scoped(scope, &|sections| {
                Check::Unquoted(Box::new(UnquotedNeedle::new(text, analyzer)), sections)
            })
        }
        Requirement::Quote { text, scope } => {
            scoped(scope, &|sections| Check::Quote(Box::new(finder(text)), sections))
        }
        Requirement::Person { text } => Check::Person(person_term(text)),
        Requirement::Prefix { text, scope } => {
            scoped(scope, &|sections| Check::Run(RunTest::Prefix(text.clone()), scope.clone(), sections))
        }
        Requirement::Fuzzy { text, distance, scope } => scoped(scope, &|sections| {
            let like = RunTest::Like { text: text.clone(), distance: *distance };
            Check::Run(like, scope.clone(), sections)
        }),
        Requirement::Near { texts, distance_units, scope } => scoped(scope, &|sections| Check::Near {
            strings: texts.iter().map(finder).collect(),
            distance_units: *distance_units,
            sections,
        }),
        Requirement::Value { field, text } => Check::Value { field: *field, text: text.clone() },
        Requirement::Own { field, .. } => Check::OfIndex(field.clone()),
        Requirement::AddedAfter { .. } => Check::OfIndex("added".to_owned()),
        Requirement::Pages { sheet, from, to } => {
            Check::Pages(PageRange { sheet: sheet.clone(), from: *from, to: *to })
        }
        Requirement::Days { from, to } => Check::Days { from: *from, to: *to },
        Requirement::Boost { inner, .. } => check_of(inner, analyzer, own),
        Requirement::Not { inner } => Check::Not(Box::new(check_of(inner, analyzer, own))),
        Requirement::All { parts } => Check::All(checks(parts)),
        Requirement::Any { parts } => Check::Any(checks(parts)),
        // Ranks only.
        Requirement::Rank { .. } | Requirement::Everything => Check::Everything,
        Requirement::Nothing => Check::Nothing,
    }
}

impl Check {
    fn holds(&self, asked: &Asked<'_>, haystack: &Haystack<'_>) -> Result<bool> {
        Ok(match self {
            Check::Unquoted(needle, sections) => {
                let searched = sections.bytes_in(haystack.text());
                if searched.len() == haystack.text().len() {
                    needle.is_contained_in(haystack)
                } else {
                    needle.occurrences(haystack).iter().any(|place| searched.contains(&place.start))
                }
            }
            Check::Quote(needle, sections) => {
                let searched = sections.bytes_in(haystack.text());
                haystack.occurrences(needle).any(|place| searched.contains(&place.start))
            }
            Check::Person(term) => asked.terms()?.words.contains(term),
            Check::Run(test, scope, sections) => {
                let text = haystack.text();
                let searched = sections.of(text);
                match scope {
                    Scope::Anywhere | Scope::Title | Scope::Own(_) => asked.has_word(searched, test),
                    Scope::Body => {
                        let may_be_elsewhere =
                            asked.own.anywhere() > 0 || asked.has_word(Sections::TITLE.of(text), test);
                        asked.has_word(asked.own.sections_anywhere().of(text), test)
                            && (!may_be_elsewhere
                                || Haystack::new(searched).run_texts().any(|run| test.passes(run)))
                    }
                }
            }
            Check::Near { strings, distance_units, sections } => {
                are_near_in(sections.of(haystack.text()), strings, *distance_units)
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

/// True if strings are near in one value of the sections of a text: in a title, in a body, or in one text of a field of one's
/// own.
fn are_near_in(text: &str, strings: &[Finder<'_>], distance_units: usize) -> bool {
    values(text).any(|value| proximity::are_near(&occurrences(value, strings), distance_units))
}

#[cfg(test)]
mod tests;

//! How a query was read and planned, and why an article matches it or not.

use serde::Serialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use crate::engine::Translator;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::plan::{self, Requirement};
use crate::request::{Diagnostic, SearchRequest};

/// How a query was read and planned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The query as it was given.
    pub query: String,
    /// The query as it was read, in the signs of the query language.
    pub ast: String,
    /// The plan in the same signs; `[的]` ranks and is not required.
    pub plan: String,
    /// The plan as a tree.
    pub requirement: Requirement,
    /// The normalised strings that unquoted text requires of the title or the body, in the order of the query.
    pub required: Vec<String>,
    /// For each part of the plan, how many articles hold it.
    pub clauses: Vec<ClauseCount>,
    /// How many articles hold all of it.
    pub total: usize,
    /// What was not understood as it may have been meant.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the article that was asked about matches, and what decides; none where none was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Verdict>,
}

/// How many articles hold a part of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseCount {
    /// The part, as the plan prints it.
    pub clause: String,
    /// How many articles hold it.
    pub articles: usize,
}

/// Whether one article matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The article's id.
    pub id: String,
    /// Whether there is such an article.
    pub is_known: bool,
    /// Whether it matches.
    pub matches: bool,
    /// Its score; none where it does not match.
    pub score: Option<f32>,
    /// For each part of the plan, whether the article holds it and what it adds to the score.
    pub clauses: Vec<ClauseVerdict>,
}

/// Whether one article holds a part of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClauseVerdict {
    /// The part, as the plan prints it.
    pub clause: String,
    /// Whether the article holds it.
    pub holds: bool,
    /// What it adds to the score by itself; none where it does not hold.
    pub score: Option<f32>,
}

impl Index {
    /// Says how a request is read and planned, and, for one article, why it matches or which part fails.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn explain(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation> {
        self.reading(|| self.explained(request, id))
    }

    fn explained(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation> {
        let searcher = self.searcher();
        let planned = plan::plan(request, self.analyzer());
        let translator = Translator { searcher: &searcher, fields: self.fields() };
        let parts: Vec<&Requirement> = match &planned.requirement {
            Requirement::All { parts } => parts.iter().collect(),
            one => vec![one],
        };
        let count = |requirement: &Requirement| -> Result<usize> {
            let query = translator.query(requirement)?;
            searcher.search(query.as_ref(), &Count).map_err(Error::engine("count the matches"))
        };
        let clauses = parts
            .iter()
            .map(|part| Ok(ClauseCount { clause: part.to_string(), articles: count(part)? }))
            .collect::<Result<Vec<_>>>()?;
        let article = match id {
            None => None,
            Some(id) => Some(Verdict {
                id: id.to_owned(),
                is_known: self.address_of(&searcher, id)?.is_some(),
                matches: self.score_of(&searcher, &translator, &planned.requirement, id)?.is_some(),
                score: self.score_of(&searcher, &translator, &planned.requirement, id)?,
                clauses: parts
                    .iter()
                    .map(|part| {
                        let score = self.score_of(&searcher, &translator, part, id)?;
                        Ok(ClauseVerdict { clause: part.to_string(), holds: score.is_some(), score })
                    })
                    .collect::<Result<Vec<_>>>()?,
            }),
        };
        Ok(Explanation {
            query: request.query.clone(),
            ast: jianbao_query::parse(&request.query).ast.to_string(),
            plan: planned.requirement.to_string(),
            required: planned.requirement.required(),
            clauses,
            total: count(&planned.requirement)?,
            requirement: planned.requirement,
            diagnostics: planned.diagnostics,
            article,
        })
    }

    /// The score that an article gets; none where it does not match.
    fn score_of(
        &self,
        searcher: &Searcher,
        translator: &Translator<'_>,
        requirement: &Requirement,
        id: &str,
    ) -> Result<Option<f32>> {
        let term = Term::from_field_text(self.fields().id, id);
        let this_one: Box<dyn Query> =
            Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0));
        let both =
            BooleanQuery::new(vec![(Occur::Must, this_one), (Occur::Must, translator.query(requirement)?)]);
        let found = searcher
            .search(&both, &TopDocs::with_limit(1).order_by_score())
            .map_err(Error::engine("score an article"))?;
        Ok(found.first().map(|(score, _)| *score))
    }
}

//! Explanation: the reading and the plan of a query, and why an article matches or not.

use std::borrow::Cow;

use jianbao_analysis::{WordKind, normalize};
use jianbao_article::{Article, OwnFields};
use jianbao_query::Node;
use serde::Serialize;
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::error::Result;
use crate::index::index::Index;
use crate::index::searcher::{Deadline, Searcher};
use crate::query::plan::{self, Requirement, ValueField};
use crate::query::translate::Translator;
use crate::request::SearchRequest;
use crate::response::{Snippet, Suggestion};
use crate::search::suggest;
use crate::segment::doc_store;
use crate::segment::normalized_article::NormalizedArticle;
use crate::text::containment::Haystack;
use crate::text::unquoted::{Form, UnquotedNeedle};

/// The length of the passages that come closest, in characters.
const CLOSEST_CHARS: usize = 40;

/// The reading and the plan of a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The query as given.
    pub query: String,
    /// The query as it was read, in the query language.
    pub ast: String,
    /// Each unquoted text of the query and its words.
    pub segmentation: Vec<Segmented>,
    /// The plan in the query language; `[的]` ranks and is not required.
    pub plan: String,
    /// The plan as a tree.
    pub requirement: Requirement,
    /// The normalised strings that unquoted text requires of the title or the body, in the order of the query.
    pub required: Vec<String>,
    /// The number of articles that match each part of the plan alone, in preorder.
    pub clauses: Vec<ClauseCount>,
    /// The number of articles that match all of it.
    pub total: u64,
    /// The parts of the query that may have been misread.
    pub diagnostics: Vec<Diagnostic>,
    /// Alternatives to parts that no article matches.
    pub suggestions: Vec<Suggestion>,
    /// The verdict on the article of the request; none without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Verdict>,
}

impl Explanation {
    /// The parts of the plan, each as a requirement by itself, in the order of [`clauses`](Self::clauses).
    ///
    /// ```
    /// use jianbao_core::{Index, SearchRequest};
    ///
    /// let explanation = Index::in_memory()?.explain(&SearchRequest::new("网球 -滑雪"), None)?;
    /// assert_eq!(explanation.parts().len(), explanation.clauses.len());
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    pub fn parts(&self) -> Vec<Requirement> {
        parts_of(&self.requirement).into_iter().map(|(_, part)| required(part).into_owned()).collect()
    }
}

/// An unquoted text and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Segmented {
    /// The text, normalised.
    pub text: String,
    /// Its words, runs and characters, in order; punctuation is left out.
    pub words: Vec<String>,
}

/// The number of articles that match a part of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClauseCount {
    /// The part, as the plan prints it.
    pub clause: String,
    /// The depth: 0 for a part of the whole, 1 for a part of that.
    pub depth: usize,
    /// The number of articles that match it.
    pub articles: u64,
}

/// The verdict on one article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The article's id.
    pub id: String,
    /// True if there is such an article.
    pub is_known: bool,
    /// True if it matches.
    pub matches: bool,
    /// Its score, without the second reading of the first articles of a page, and without the decay by age; none without a match.
    pub score: Option<f32>,
    /// The verdict on each part of the plan, in the order of [`Explanation::clauses`].
    pub clauses: Vec<ClauseVerdict>,
}

/// The rule by which an article contains unquoted text other than as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContainedBy {
    /// Over signs: “三农”问题 for 三农问题.
    Signs,
    /// With a number in another spelling: 1.3万人 for 13000人.
    Value,
    /// A reporter, correspondent or photographer has the name.
    Person,
}

/// The verdict on one part of a plan for one article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClauseVerdict {
    /// The part, as the plan prints it.
    pub clause: String,
    /// The depth: 0 for a part of the whole, 1 for a part of that.
    pub depth: usize,
    /// True if the article matches it.
    pub holds: bool,
    /// Its own contribution to the score; none without a match.
    pub score: Option<f32>,
    /// The rule by which unquoted text matches other than as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<ContainedBy>,
    /// For a missing text, the passage with its longest pieces, highlighted. For a text that must not occur, the passage that
    /// contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closest: Option<Snippet>,
    /// The values of the field as printed, if none of them matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

impl Index {
    /// Explains the reading and the plan of a request. For one article, also explains why it matches, or which part fails.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn explain(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation> {
        self.reading(|| {
            let deadline = Deadline::new(request.timeout_ms, None);
            self.explanation(&Searcher::of(self, deadline, request.limits.expanded_terms)?, request, id)
        })
    }

    pub(super) fn explanation(
        &self,
        searcher: &Searcher,
        request: &SearchRequest,
        id: Option<&str>,
    ) -> Result<Explanation> {
        let translator = self.translator(searcher);
        let mut planned = plan::plan(request, self.analyzer(), &translator)?;
        let parts = parts_of(&planned.requirement);
        let count = |requirement: &Requirement| -> Result<u64> {
            let requirement = &required(requirement);
            let query = translator.query(requirement)?;
            searcher.count(query.as_ref())
        };
        let clauses = parts
            .iter()
            .map(|&(depth, part)| Ok(ClauseCount { clause: part.to_string(), depth, articles: count(part)? }))
            .collect::<Result<Vec<_>>>()?;
        let article = match id {
            None => None,
            Some(id) => Some(self.verdict(&translator, &planned.requirement, &parts, id)?),
        };
        let total = count(&planned.requirement)?;
        planned.diagnostics.extend(cut_expansions(searcher, request));
        let ast = jianbao_query::parse_with(&request.query, &plan::own_names(self.own_fields())).ast;
        let mut segmentation = Vec::new();
        self.segment(&ast, &mut segmentation);
        Ok(Explanation {
            query: request.query.clone(),
            ast: ast.to_string(),
            segmentation,
            plan: planned.requirement.to_string(),
            required: planned.requirement.required(),
            clauses,
            total,
            suggestions: if request.suggestions {
                suggest::suggestions(&translator, &planned.requirement)?
            } else {
                Vec::new()
            },
            requirement: planned.requirement,
            diagnostics: planned.diagnostics,
            article,
        })
    }

    /// The words of every unquoted text, in the order of the query.
    fn segment(&self, node: &Node, segmentation: &mut Vec<Segmented>) {
        match node {
            Node::Text { text, .. } => {
                let text = normalize(text);
                let words = (self.analyzer().exact(&text).iter())
                    .filter(|word| word.kind != WordKind::Sign)
                    .map(|word| text[word.bytes()].to_owned())
                    .collect();
                segmentation.push(Segmented { text, words });
            }
            // Negated text is searched exactly, not by words; a value is compared as a whole.
            Node::Not { .. } => {}
            Node::In { field, .. } if !plan::is_text(*field) => {}
            Node::Own { name, .. } if !self.own().get(name).is_some_and(|own| own.field_type.is_text()) => {}
            Node::In { .. }
            | Node::Own { .. }
            | Node::Boost { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Empty
            | Node::Everything { .. }
            | Node::Quote { .. }
            | Node::Near { .. }
            | Node::Prefix { .. }
            | Node::Fuzzy { .. }
            | Node::Date { .. } => {
                node.children().iter().for_each(|child| self.segment(child, segmentation));
            }
        }
    }

    fn verdict(
        &self,
        translator: &Translator<'_>,
        requirement: &Requirement,
        parts: &[(usize, &Requirement)],
        id: &str,
    ) -> Result<Verdict> {
        let searcher = translator.searcher;
        let address = self.address_of(&searcher.commit, id)?;
        let article = match address {
            None => None,
            Some(address) => Some(doc_store::stored_article(&searcher.commit, self.fields(), address)?),
        };
        let score = self.score_of(translator, requirement, id)?;
        let clauses = parts
            .iter()
            .map(|&(depth, part)| {
                let score = self.score_of(translator, part, id)?;
                let (mut by, mut closest, mut values) = (None, None, None);
                if let (Some(_), Some(article)) = (score, &article) {
                    by = self.law_of(part, article);
                }
                if let (None, Some(article)) = (score, &article) {
                    closest = self.closest(searcher, part, article);
                    values = values_of(part, article, self.own_fields());
                }
                let clause = part.to_string();
                Ok(ClauseVerdict { clause, depth, holds: score.is_some(), score, by, closest, values })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Verdict {
            id: id.to_owned(),
            is_known: article.is_some(),
            matches: score.is_some(),
            score,
            clauses,
        })
    }

    /// The law by which an article contains a part of unquoted text; none for a part that it contains as typed.
    fn law_of(&self, part: &Requirement, article: &Article) -> Option<ContainedBy> {
        let (text, scope) = match part {
            Requirement::Word { text, scope } | Requirement::Joined { text, scope, .. } => (text, scope),
            Requirement::Person { .. } => return Some(ContainedBy::Person),
            _ => return None,
        };
        let own = self.own().texts();
        let normalized = NormalizedArticle::of(article, own);
        let searched = scope.sections(own)?.of(normalized.text());
        match UnquotedNeedle::new(text, self.analyzer()).form_in(&Haystack::new(searched))? {
            Form::AsTyped => None,
            Form::OverSigns => Some(ContainedBy::Signs),
            Form::ByValue => Some(ContainedBy::Value),
        }
    }

    /// The passage of an article that comes closest to a part that it lacks; none if nothing is close.
    fn closest(&self, searcher: &Searcher, part: &Requirement, article: &Article) -> Option<Snippet> {
        let looked_for = match part {
            Requirement::Not { inner } => inner,
            // Their parts give it.
            group if group.is_group() => return None,
            part => part,
        };
        let own = self.own().texts();
        let normalized = NormalizedArticle::of(article, own);
        let haystack = Haystack::new(normalized.text());
        let highlighter = self.highlighter_of(searcher, looked_for).with_pieces(&[looked_for], &haystack);
        let in_fields = highlighter.snippets_of_fields(article, own, usize::MAX, CLOSEST_CHARS);
        let body = highlighter.snippets(&article.body_text(), 1, CLOSEST_CHARS).pop();
        let title = highlighter.mark_title(article.headline(CLOSEST_CHARS));
        let marked_chars = |snippet: &Snippet| -> usize {
            let texts = snippet.highlights.iter().filter_map(|&[start, end]| snippet.text.get(start..end));
            texts.map(|text| text.chars().count()).max().unwrap_or(0)
        };
        body.into_iter()
            .chain([title])
            .chain(in_fields)
            .filter(|snippet| !snippet.highlights.is_empty())
            .reduce(|best, next| if marked_chars(&next) > marked_chars(&best) { next } else { best })
    }

    /// The score of an article; none without a match.
    fn score_of(
        &self,
        translator: &Translator<'_>,
        requirement: &Requirement,
        id: &str,
    ) -> Result<Option<f32>> {
        let term = Term::from_field_text(self.fields().id, id);
        let this_one: Box<dyn Query> =
            Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0));
        let requirement = required(requirement);
        let both =
            BooleanQuery::new(vec![(Occur::Must, this_one), (Occur::Must, translator.query(&requirement)?)]);
        let best = TopDocs::with_limit(1).order_by_score();
        let found = translator.searcher.search(&both, best, "score an article")?;
        Ok(found.first().map(|(score, _)| *score))
    }
}

/// The diagnostic for prefixes and spellings that expand to more words than the request allows.
pub(super) fn cut_expansions(searcher: &Searcher, request: &SearchRequest) -> Option<Diagnostic> {
    let kind = DiagnosticKind::TooManyTerms { max_terms: request.limits.expanded_terms };
    searcher.is_expansion_cut().then_some(Diagnostic { kind, span: 0..request.query.len() })
}

/// A part by itself: a merely ranking part becomes required.
fn required(part: &Requirement) -> Cow<'_, Requirement> {
    if let Requirement::Rank { text, scope } = part {
        return Cow::Owned(Requirement::Joined {
            text: text.clone(),
            scope: scope.clone(),
            apart: Vec::new(),
        });
    }
    Cow::Borrowed(part)
}

/// The parts of a plan with the depth of each, in preorder.
fn parts_of(requirement: &Requirement) -> Vec<(usize, &Requirement)> {
    fn add<'r>(requirement: &'r Requirement, depth: usize, parts: &mut Vec<(usize, &'r Requirement)>) {
        parts.push((depth, requirement));
        // A single clause means the same without its operator or weight.
        let inner = requirement.parts().iter().filter(|part| requirement.is_group() || part.is_group());
        inner.for_each(|part| add(part, depth + 1, parts));
    }
    let mut parts = Vec::new();
    match requirement {
        Requirement::All { parts: inner } => inner.iter().for_each(|part| add(part, 0, &mut parts)),
        one => add(one, 0, &mut parts),
    }
    parts
}

/// The values of an article in the field of a part; none if the part has no field.
fn values_of(part: &Requirement, article: &Article, own: &OwnFields) -> Option<Vec<String>> {
    let listed = |values: &[String]| Some(values.to_vec());
    let one = |value: Option<String>| Some(value.into_iter().collect());
    match part {
        Requirement::Pages { .. } => one(article.page.clone()),
        Requirement::Days { .. } => one(article.date.map(|date| date.to_string())),
        Requirement::Value { field, .. } => match field {
            ValueField::Source => one(article.source.clone()),
            ValueField::Section => one(article.section.clone()),
            ValueField::Place => one(article.dateline.as_ref().and_then(|dateline| dateline.place.clone())),
            ValueField::Page => one(article.page.clone()),
            ValueField::Reporter => listed(&article.reporters),
            ValueField::Correspondent => listed(&article.correspondents),
            ValueField::Photographer => listed(&article.photographers),
        },
        Requirement::Own { field, .. } => Some(own.kept(field, &article.extra)),
        Requirement::Not { inner } => values_of(inner, article, own),
        _ => None,
    }
}

//! The search pipeline: parse, plan, query tantivy, order, fetch, cut snippets.

mod as_typed;
mod collapse;
mod fold;

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Query};

use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::searcher::{Deadline, Searcher};
use crate::query::filling::fillable;
use crate::query::plan::{self, Planned, Requirement, Scope};
use crate::query::translate::Translator;
use crate::request::{Bodies, Matching, Reprints, SearchRequest, Sort};
use crate::response::{Collapsed, Hit, SearchResponse};
use crate::search::explain::cut_expansions;
use crate::search::facets::{self, Counts};
use crate::search::highlight::Highlighter;
use crate::search::own_counts::{OwnCounting, OwnCounts};
use crate::search::own_order::OwnOrder;
use crate::search::rescore::{self, ProximityBoost};
use crate::search::second_reading::SecondReading;
use crate::search::suggest;
use crate::search::top_docs::{Recency, ScoredDoc, TopDocs, in_page_order, sort_and_count_first};
use crate::search::word_boundaries;
use crate::segment::doc_store;
use crate::segment::document;
use crate::segment::normalized_article::{Contents, NormalizedArticle};
use crate::stop_signal::StopSignal;
use as_typed::AsTyped;
use collapse::{GroupCounts, Groups};

/// Maximum number of characters of the body in place of a missing headline.
const HEADLINE_CHARS: usize = 30;

impl Index {
    /// Answers a request over the last commit. Any query string is valid; diagnostics report the parts that may have been
    /// misread.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        self.reading(|| Search::new(self, request, None)?.answer())
    }

    /// Answers a request, unless a signal from another thread stops the search first, because the answer is no longer needed.
    /// The signal is checked as often as the clock, so the search ends within some milliseconds of the signal.
    ///
    /// ```
    /// # use jianbao_core::{Error, Index, SearchRequest, StopSignal};
    /// let index = Index::in_memory()?;
    /// let stop = StopSignal::new();
    /// assert!(index.search_until(&SearchRequest::new("夜场"), &stop).is_ok());
    /// stop.set();
    /// assert!(matches!(index.search_until(&SearchRequest::new("夜场"), &stop), Err(Error::Stopped)));
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Stopped`]; if the index cannot be read.
    pub fn search_until(&self, request: &SearchRequest, stop: &StopSignal) -> Result<SearchResponse> {
        self.reading(|| Search::new(self, request, Some(stop))?.answer())
    }

    /// The ids of the requested page, in order: the hits of [`search`](Index::search), without the cost of reading articles.
    ///
    /// ```
    /// # use jianbao_article::Article;
    /// # use jianbao_core::{Index, SearchRequest};
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(Article { id: Some("a-1".into()), title: Some("图书馆开放夜场".into()), ..Article::default() })?;
    /// writer.finish()?;
    /// assert_eq!(index.ids(&SearchRequest::new("夜场").limit(1000))?, ["a-1"]);
    /// # Ok::<(), jianbao_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ids(&self, request: &SearchRequest) -> Result<Vec<String>> {
        self.reading(|| {
            let page = Search::new(self, request, None)?.page()?;
            Ok(page.ranked.into_iter().map(|ranked| ranked.id).collect())
        })
    }
}

/// One search over one commit: the state that its passes share.
pub(super) struct Search<'a> {
    index: &'a Index,
    pub(super) request: &'a SearchRequest,
    pub(super) searcher: Searcher,
    planned: Planned,
    /// The query for full matches.
    pub(super) full: Box<dyn Query>,
    as_typed: Option<AsTyped>,
    boost: ProximityBoost,
    /// The order by a field of one's own.
    own_order: Option<OwnOrder>,
    own_counting: OwnCounting<'a>,
    /// The groups for collapsing: only the best hit of each is listed.
    groups: Option<Groups<'a>>,
}

/// The documents of a query from an offset on, in the order of the page, with their ids.
struct First {
    documents: Vec<(ScoredDoc, String)>,
    /// The number of full matches, if all of them were visited.
    total: Option<usize>,
}

/// A page of hits, and facts collected while it was made.
struct RankedHits {
    ranked: Vec<Ranked>,
    /// The number of full matches, if all of them were visited.
    total: Option<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        index: &'a Index,
        request: &'a SearchRequest,
        stop: Option<&StopSignal>,
    ) -> Result<Search<'a>> {
        let deadline = Deadline::new(request.timeout_ms, stop.cloned());
        Search::of(index, request, Searcher::of(index, deadline, request.limits.expanded_terms)?)
    }

    /// Prepares a search with a searcher.
    pub(super) fn of(index: &'a Index, request: &'a SearchRequest, searcher: Searcher) -> Result<Search<'a>> {
        // Names that no field has are errors before any work is done.
        let own_counting = OwnCounting::of(index, request)?;
        let groups =
            request.collapse.as_ref().map(|field| Groups::of(index, &searcher, field)).transpose()?;
        let own_order =
            request.sort_by.as_ref().map(|order| OwnOrder::of(index, &searcher, order)).transpose()?;
        let translator = index.translator(&searcher);
        let mut planned = plan::plan(request, index.analyzer(), &translator)?;
        searcher.deadline().check()?;
        let full = translator.query(&planned.requirement)?;
        planned.diagnostics.extend(cut_expansions(&searcher, request));
        if end_of_page(request) < request.offset.saturating_add(request.limit) {
            let kind = DiagnosticKind::TooManyHits { max_hits: request.limits.hits };
            planned.diagnostics.push(Diagnostic { kind, span: 0..request.query.len() });
        }
        let as_typed =
            AsTyped::of(&searcher, &index.translator(&searcher), full.as_ref(), &planned.stretches)?;
        let boost = ProximityBoost::of(&planned.requirement);
        Ok(Search {
            index,
            request,
            searcher,
            planned,
            full,
            as_typed,
            boost,
            own_order,
            own_counting,
            groups,
        })
    }

    /// The parts of the query that may have been misread, without those of the page.
    pub(super) fn diagnostics_of_query(&self) -> Vec<Diagnostic> {
        let is_of_query = |said: &&Diagnostic| !matches!(said.kind, DiagnosticKind::TooManyHits { .. });
        self.planned.diagnostics.iter().filter(is_of_query).cloned().collect()
    }

    fn translator(&self) -> Translator<'_> {
        self.index.translator(&self.searcher)
    }

    pub(super) fn answer(mut self) -> Result<SearchResponse> {
        let page = self.page()?;
        let total = match page.total {
            Some(total) => total as u64,
            None => self.searcher.count(self.full.as_ref())?,
        };
        let highlighter = self.index.highlighter_of(&self.searcher, &self.planned.requirement);
        let counted = match &self.groups {
            Some(groups) => Some((groups, self.group_counts(groups)?)),
            None => None,
        };
        let hits = (page.ranked.into_iter())
            .map(|ranked| {
                let collapsed = collapsed(counted.as_ref(), &ranked)?;
                Ok(Hit { collapsed, ..self.hit(&highlighter, ranked)? })
            })
            .collect::<Result<Vec<Hit>>>()?;
        let groups = counted.map(|(_, counts)| counts.groups());
        let max_values = self.request.limits.facet_values;
        let OwnCounts { facets: field_facets, histograms: field_histograms, summaries, is_cut: is_own_cut } =
            self.own_counting.over(&self.searcher, self.full.as_ref(), max_values)?;
        let Counts { facets, histogram, is_cut } =
            facets::counts(&self.searcher, self.full.as_ref(), self.request)?;
        if is_cut || is_own_cut {
            let kind = DiagnosticKind::TooManyValues { max_values: self.request.limits.facet_values };
            self.planned.diagnostics.push(Diagnostic { kind, span: 0..self.request.query.len() });
        }
        let partial_hits = hits.iter().filter(|hit| hit.is_partial()).count() as u64;
        let (mut read_as, mut suggestions) = (String::new(), Vec::new());
        if total == 0 && self.request.limit > 0 {
            read_as =
                jianbao_query::parse_with(&self.request.query, &plan::own_names(self.index.own_fields()))
                    .ast
                    .to_string();
        }
        if total == 0 && self.request.limit > 0 && self.request.suggestions {
            // Suggestions are optional: a timely answer is not given up for them.
            suggestions = match suggest::suggestions(&self.translator(), &self.planned.requirement) {
                Err(Error::TimedOut { .. }) => Vec::new(),
                found => found?,
            };
        }
        Ok(SearchResponse {
            total,
            partial_hits,
            hits,
            facets,
            histogram,
            field_facets,
            field_histograms,
            summaries,
            groups,
            took_us: u64::try_from(self.searcher.deadline().elapsed().as_micros()).unwrap_or(u64::MAX),
            diagnostics: self.planned.diagnostics,
            read_as,
            suggestions,
            as_typed: self.as_typed.map(|as_typed| as_typed.counts).unwrap_or_default(),
        })
    }

    /// The requested page, with the requested treatment of reprints.
    fn page(&self) -> Result<RankedHits> {
        if let Some(groups) = &self.groups {
            return self.collapsed(groups);
        }
        match self.request.reprints {
            Reprints::Show => {
                let end = end_of_page(self.request);
                self.unfolded(self.request.offset, end.saturating_sub(self.request.offset))
            }
            Reprints::Fold => self.folded(),
        }
    }

    /// Full matches in order, then, if they do not fill the page, partial matches.
    fn unfolded(&self, offset: usize, limit: usize) -> Result<RankedHits> {
        let end = offset.saturating_add(limit);
        if limit == 0 {
            return Ok(RankedHits { ranked: Vec::new(), total: None });
        }
        let First { documents, total } = self.full_matches(offset, end)?;
        let mut ranked: Vec<Ranked> = documents.into_iter().map(Ranked::full).collect();
        if let Some(total) = total
            && end > total
            && self.request.matching == Matching::Fill
            && let Some((hard, soft)) = fillable(&self.planned.requirement)
        {
            let filling = self.translator().filling_query(&hard, &soft, self.full.box_clone())?;
            let passed_over = offset.saturating_sub(total);
            let partial = self.first_behind(filling.as_ref(), passed_over, end - total)?.documents;
            ranked.extend(partial.into_iter().map(Ranked::partial));
        }
        Ok(RankedHits { ranked, total })
    }

    /// The documents of a query from `offset` on up to `end`; none if it has no more than `offset`: counting is
    /// cheaper than ordering all matches.
    fn first_behind(&self, query: &dyn Query, offset: usize, end: usize) -> Result<First> {
        if offset >= rescore::WINDOW {
            let total = self.searcher.search(query, Count, "count the matches")?;
            if offset >= total {
                return Ok(First { documents: Vec::new(), total: Some(total) });
            }
        }
        let mut first = self.first(query, end)?;
        first.documents.drain(..offset.min(first.documents.len()));
        Ok(first)
    }

    /// The first documents of a query, up to a maximum number.
    fn first(&self, query: &dyn Query, limit: usize) -> Result<First> {
        let SearchRequest { sort, recency_half_life_days, today, .. } = *self.request;
        let recency = recency_half_life_days
            .zip(today)
            .map(|(half_life_days, today)| Recency { today: document::day_of(today), half_life_days });
        let best = TopDocs {
            columns: &self.searcher.columns,
            deadline: self.searcher.deadline(),
            limit,
            own_order: self.own_order.as_ref(),
            sort,
            recency,
        };
        let is_by_score = sort == Sort::Relevance && self.own_order.is_none();
        let is_rescored = is_by_score && !self.boost.is_empty();
        let only_word = word_boundaries::only_word(&self.planned.requirement).filter(|_| is_by_score);
        let window = if is_rescored { limit.max(rescore::WINDOW) } else { limit };
        let mut found = self.searcher.search(query, TopDocs { limit: window, ..best }, "search")?;
        let total = (found.len() < window).then_some(found.len());
        if is_rescored {
            found = self.with_closeness(query, &best, found)?;
        }
        if let Some(text) = only_word {
            found = self.with_whole_words_first(query, &best, text, found)?;
        }
        self.searcher.deadline().check()?;
        let documents = in_page_order(&best, found).map_err(Error::engine("order the hits"))?;
        self.searcher.deadline().check()?;
        Ok(First { documents, total })
    }

    /// The documents, those with the word as a word first. The window is searched only if one of the first documents has the
    /// word inside other words alone, which is rare.
    fn with_whole_words_first(
        &self,
        query: &dyn Query,
        best: &TopDocs<'_>,
        word: &str,
        mut found: Vec<ScoredDoc>,
    ) -> Result<Vec<ScoredDoc>> {
        let put_first = |found: &mut [ScoredDoc]| {
            word_boundaries::put_first(&self.translator(), word, found, best.limit)
                .map_err(Error::engine("search"))
        };
        let is_cut = found.len() >= best.limit && best.limit < word_boundaries::WINDOW;
        if is_cut {
            sort_and_count_first(&mut found, best.limit, best.sort);
            if put_first(&mut found)? == found.len() {
                return Ok(found);
            }
            self.searcher.deadline().check()?;
            let window = TopDocs { limit: word_boundaries::WINDOW, ..*best };
            found = self.searcher.search(query, window, "search")?;
        }
        let count = sort_and_count_first(&mut found, word_boundaries::WINDOW, best.sort);
        put_first(&mut found[..count])?;
        Ok(found)
    }

    /// The same documents, of which some are rescored for proximity: the first ones, and the first ones that contain a joint
    /// of the query's words.
    fn with_closeness(
        &self,
        query: &dyn Query,
        best: &TopDocs<'_>,
        mut found: Vec<ScoredDoc>,
    ) -> Result<Vec<ScoredDoc>> {
        let failed = || Error::engine("search");
        let window = TopDocs { limit: rescore::WINDOW, ..*best };
        let count = sort_and_count_first(&mut found, rescore::WINDOW, best.sort);
        let is_all = found.len() < rescore::WINDOW;
        let behind = found.split_off(count);
        if !is_all {
            for joint in &self.boost.joints {
                let with_joint = BooleanQuery::intersection(vec![
                    query.box_clone(),
                    self.translator().unscored_string(joint),
                ]);
                found.extend(self.searcher.search(&with_joint, window, "search")?);
            }
        }
        // Of duplicates the earlier one is kept, so that a score does not depend on the page.
        found.sort_by_key(|found| found.address);
        found.dedup_by_key(|found| found.address);
        let is_in_window = |document: &ScoredDoc| {
            found.binary_search_by_key(&document.address, |found| found.address).is_ok()
        };
        let behind: Vec<ScoredDoc> = behind.into_iter().filter(|document| !is_in_window(document)).collect();
        let translator = self.translator();
        SecondReading::of(&translator, &self.boost.parts)
            .and_then(|reading| reading.add_scores(best.recency, &mut found))
            .map_err(failed())?;
        self.searcher.deadline().check()?;
        for text in &self.boost.joints {
            let string = translator.string(text, &Scope::Anywhere, rescore::JOINT_WEIGHT);
            rescore::add_scores(&self.searcher, string.as_ref(), best.recency, &mut found)
                .map_err(failed())?;
            self.searcher.deadline().check()?;
        }
        found.extend(behind);
        Ok(found)
    }

    fn hit(&self, highlighter: &Highlighter, ranked: Ranked) -> Result<Hit> {
        self.searcher.deadline().check()?;
        let mut article =
            doc_store::stored_article(&self.searcher.commit, self.index.fields(), ranked.found.address)?;
        let mut missing = Vec::new();
        let mut with_pieces = None;
        if !ranked.is_full {
            let own = self.index.own().texts();
            let normalized = NormalizedArticle::of(&article, own);
            let contents = Contents::of(&article, &normalized, own, self.index.analyzer());
            let lacking = lacking(&self.planned.requirement, &contents);
            missing.extend(lacking.iter().map(ToString::to_string));
            with_pieces = Some(highlighter.with_pieces(&lacking, &contents.text));
        }
        let highlighter = with_pieces.as_ref().unwrap_or(highlighter);
        let headline = highlighter.mark_title(article.headline(HEADLINE_CHARS));
        let snippets = highlighter.snippets_of(
            &article,
            self.index.own().texts(),
            self.request.snippets,
            self.request.snippet_chars,
        );
        article.id = None;
        if self.request.bodies == Bodies::LeaveOut {
            article.body = Vec::new();
            article.sections = Vec::new();
            article.unplaced = Vec::new();
        }
        let Ranked { found: ScoredDoc { score, address, .. }, id, reprints, .. } = ranked;
        let file = self.searcher.columns.of_segment(address.segment_ord).place(address.doc_id);
        let file = file.map_err(Error::engine("read the place of an article"))?;
        Ok(Hit { id, score, missing, headline, reprints, collapsed: None, snippets, article, file })
    }
}

/// The collapsed articles that a hit represents.
fn collapsed(counted: Option<&(&Groups<'_>, GroupCounts)>, ranked: &Ranked) -> Result<Option<Collapsed>> {
    counted.map_or(Ok(None), |(groups, counts)| groups.collapsed(ranked.found.address, counts))
}

/// The number after the last hit that a request may list.
fn end_of_page(request: &SearchRequest) -> usize {
    request.offset.saturating_add(request.limit).min(request.limits.hits)
}

/// A document and its place on the page.
struct Ranked {
    found: ScoredDoc,
    id: String,
    is_full: bool,
    /// The ids of the articles folded under it.
    reprints: Vec<String>,
}

impl Ranked {
    fn full((found, id): (ScoredDoc, String)) -> Ranked {
        Ranked { found, id, is_full: true, reprints: Vec::new() }
    }

    fn partial((found, id): (ScoredDoc, String)) -> Ranked {
        Ranked { found, id, is_full: false, reprints: Vec::new() }
    }
}

/// The parts of a conjunction that an article lacks.
fn lacking<'r>(requirement: &'r Requirement, article: &Contents<'_>) -> Vec<&'r Requirement> {
    let Some((_, soft)) = fillable(requirement) else { return Vec::new() };
    soft.into_iter().filter(|part| !part.holds_in(article)).collect()
}

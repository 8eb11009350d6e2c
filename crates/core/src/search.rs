//! From a request to a response: parse, plan, ask the engine, order, fetch, cut snippets.

mod fold;

use std::time::Instant;

use tantivy::Searcher;
use tantivy::collector::Count;
use tantivy::query::Query;

use crate::closeness;
use crate::collect::{Best, Found, Recency, in_page_order, sort_and_count_first};
use crate::columns::Columns;
use crate::containment::Haystack;
use crate::count;
use crate::document::{self, NormalizedArticle};
use crate::engine::Translator;
use crate::error::{Error, Result};
use crate::index::Index;
use crate::marker::Marker;
use crate::plan::{self, Planned, Requirement, Scope};
use crate::request::{Hit, Matching, Reprints, SearchRequest, SearchResponse, Sort};
use crate::suggest;

/// The most characters of the body that stand for a missing headline.
const HEADLINE_CHARS: usize = 30;

impl Index {
    /// Answers a request, over the last commit. Any query string is answered; what was not understood is in
    /// the diagnostics.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        self.reading(|| self.answer(request))
    }

    /// The ids of the page that was asked for, in its order: what [`search`](Index::search) finds without reading any
    /// article. Costs less: no article is read.
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
    /// When the index cannot be read.
    pub fn ids(&self, request: &SearchRequest) -> Result<Vec<String>> {
        self.reading(|| {
            let searcher = self.searcher();
            let planned = plan::plan(request, self.analyzer());
            let translator = Translator { searcher: &searcher, fields: self.fields() };
            let full = translator.query(&planned.requirement)?;
            let total = match request.matching {
                Matching::All => usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX),
                Matching::Fill => count_of(&searcher, full.as_ref())?,
            };
            let columns = self.columns(&searcher)?;
            let page = self.page(request, &planned, &translator, &columns, full.as_ref(), total)?;
            Ok(page.into_iter().map(|ranked| ranked.id).collect())
        })
    }

    fn answer(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let started = Instant::now();
        let searcher = self.searcher();
        let planned = plan::plan(request, self.analyzer());
        let translator = Translator { searcher: &searcher, fields: self.fields() };
        let full = translator.query(&planned.requirement)?;
        let total = count_of(&searcher, full.as_ref())?;
        let columns = self.columns(&searcher)?;
        let page = self.page(request, &planned, &translator, &columns, full.as_ref(), total)?;
        let marker = self.marker_of(&searcher, &planned.requirement);
        let hits = page
            .into_iter()
            .map(|ranked| self.hit(request, &planned, &searcher, &marker, ranked))
            .collect::<Result<Vec<Hit>>>()?;
        let (mut read_as, mut suggestions) = (String::new(), Vec::new());
        if total == 0 && request.limit > 0 {
            read_as = jianbao_query::parse(&request.query).ast.to_string();
            suggestions = suggest::suggestions(&translator, &planned.requirement)?;
        }
        let (facets, histogram) = count::counts(&searcher, full.as_ref(), request)?;
        Ok(SearchResponse {
            total,
            hits,
            facets,
            histogram,
            took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
            diagnostics: planned.diagnostics,
            read_as,
            suggestions,
        })
    }

    /// The page that was asked for, with reprints as asked for.
    fn page(
        &self,
        request: &SearchRequest,
        planned: &Planned,
        translator: &Translator<'_>,
        columns: &Columns,
        full: &dyn Query,
        total: usize,
    ) -> Result<Vec<Ranked>> {
        let page_of =
            |request: &SearchRequest| self.unfolded(request, planned, translator, columns, full, total);
        match request.reprints {
            Reprints::Show => page_of(request),
            Reprints::Fold => fold::page(translator.searcher, columns, request, full, page_of),
        }
    }

    /// Full matches in order, then, where they do not fill the page, those that match in part. `total` is how many full
    /// matches there are; where nothing fills the page, any greater number does.
    fn unfolded(
        &self,
        request: &SearchRequest,
        planned: &Planned,
        translator: &Translator<'_>,
        columns: &Columns,
        full: &dyn Query,
        total: usize,
    ) -> Result<Vec<Ranked>> {
        let neighbours = closeness::neighbours(&planned.requirement);
        let recency = request
            .recency_half_life_days
            .zip(request.today)
            .map(|(half_life_days, today)| Recency { today: document::day_of(today), half_life_days });
        let end = request.offset.saturating_add(request.limit);
        let mut page = Vec::new();
        if request.limit > 0 && request.offset < total {
            let best = Best { columns, limit: end.min(total), sort: request.sort, recency };
            page = best_of(translator, full, &best, &neighbours)?;
            page.drain(..request.offset.min(page.len()));
        }
        let mut page: Vec<Ranked> = page.into_iter().map(Ranked::full).collect();
        if request.matching == Matching::Fill
            && end > total
            && request.limit > 0
            && let Some((hard, soft)) = fillable(&planned.requirement)
        {
            let filling = translator.filling_query(&hard, &soft, full.box_clone())?;
            let best = Best { columns, limit: end - total, sort: request.sort, recency };
            let partial = best_of(translator, filling.as_ref(), &best, &neighbours)?;
            let passed_over = request.offset.saturating_sub(total);
            page.extend(partial.into_iter().skip(passed_over).map(Ranked::partial));
        }
        Ok(page)
    }

    fn hit(
        &self,
        request: &SearchRequest,
        planned: &Planned,
        searcher: &Searcher,
        marker: &Marker,
        ranked: Ranked,
    ) -> Result<Hit> {
        let mut article = document::stored_article(searcher, self.fields(), ranked.found.address)?;
        let mut missing = Vec::new();
        let mut with_pieces = None;
        if !ranked.is_full {
            let normalized = NormalizedArticle::of(&article);
            let haystack = Haystack::new(normalized.all());
            let lacking = lacking(&planned.requirement, &haystack);
            missing.extend(lacking.iter().map(ToString::to_string));
            with_pieces = Some(marker.with_pieces(&lacking, &haystack));
        }
        let marker = with_pieces.as_ref().unwrap_or(marker);
        let headline = marker.mark_title(article.headline(HEADLINE_CHARS));
        let snippets = marker.snippets(&article.body_text(), request.snippets, request.snippet_chars);
        article.id = None;
        article.body = Vec::new();
        article.sections = Vec::new();
        article.unplaced = Vec::new();
        let Ranked { found: Found { score, .. }, id, reprints, .. } = ranked;
        Ok(Hit { id, score, missing, headline, reprints, snippets, article })
    }
}

/// A document and its place on the page.
struct Ranked {
    found: Found,
    id: String,
    is_full: bool,
    /// The ids of what was folded under it.
    reprints: Vec<String>,
}

impl Ranked {
    fn full((found, id): (Found, String)) -> Ranked {
        Ranked { found, id, is_full: true, reprints: Vec::new() }
    }

    fn partial((found, id): (Found, String)) -> Ranked {
        Ranked { found, id, is_full: false, reprints: Vec::new() }
    }
}

fn count_of(searcher: &Searcher, query: &dyn Query) -> Result<usize> {
    searcher.search(query, &Count).map_err(Error::engine("count the matches"))
}

/// The best documents of a query, in the order of the page.
fn best_of(
    translator: &Translator<'_>,
    query: &dyn Query,
    best: &Best<'_>,
    neighbours: &[String],
) -> Result<Vec<(Found, String)>> {
    let searcher = translator.searcher;
    let failed = || Error::engine("search");
    let in_order = |found| in_page_order(best, found).map_err(Error::engine("order the hits"));
    if neighbours.is_empty() || best.sort != Sort::Relevance {
        return in_order(searcher.search(query, best).map_err(failed())?);
    }
    let window = Best { limit: best.limit.max(closeness::WINDOW), ..*best };
    let mut found = searcher.search(query, &window).map_err(failed())?;
    let count = sort_and_count_first(&mut found, closeness::WINDOW, best.sort);
    let looked_through = &mut found[..count];
    looked_through.sort_unstable_by_key(|found| found.address);
    for string in neighbours {
        let side_by_side = translator.string(string, closeness::NEIGHBOURS_WEIGHT)?;
        closeness::add_scores(searcher, side_by_side.as_ref(), best.recency, looked_through)
            .map_err(failed())?;
    }
    in_order(found)
}

/// What must hold and what may be missing, where a page can be filled: when at least two parts of a conjunction may be
/// missing, or when the only one is a string long enough that parts of it say something.
fn fillable(requirement: &Requirement) -> Option<(Vec<&Requirement>, Vec<&Requirement>)> {
    let (soft, hard): (Vec<_>, Vec<_>) = match requirement {
        Requirement::All { parts } => parts.iter().partition(|part| part.is_soft()),
        Requirement::Joined { scope: Scope::Anywhere, .. } => (vec![requirement], Vec::new()),
        _ => return None,
    };
    let is_long = |part: &&Requirement| match part {
        Requirement::Joined { text, .. } => text.chars().count() >= MIN_FILLING_CHARS,
        _ => false,
    };
    (soft.len() > 1 || soft.iter().any(is_long)).then_some((hard, soft))
}

/// Shorter strings are names and numbers (硕塞, 5月6日): what holds half of one is something else.
const MIN_FILLING_CHARS: usize = 5;

/// The parts of a conjunction that an article holds nowhere.
fn lacking<'r>(requirement: &'r Requirement, article: &Haystack<'_>) -> Vec<&'r Requirement> {
    let Some((_, soft)) = fillable(requirement) else { return Vec::new() };
    soft.into_iter().filter(|part| !part.holds_in(article)).collect()
}

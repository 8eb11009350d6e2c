//! Collection: an opened index of a cluster, in which articles are put, counted, and found by plans.
//!
//! A plan that the cluster can decide costs one request. For any other plan, all matches of the narrow query are matches. The
//! articles that only the wide query finds are fetched page by page and decided here. Their number is bounded; beyond the bound, a
//! total is a [range](Total).

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jianbao_analysis::Analyzer;
use jianbao_article::Article;
use jianbao_core::{Matcher, Requirement};
use serde_json::{Value, json};

use crate::access::Access;
use crate::address::Address;
use crate::bulk::change::Change;
use crate::bulk::verdict::Verdict;
use crate::bulk::{Bulk, BulkOptions};
use crate::client::{Call, Client, Method};
use crate::compile::{Compiled, compile};
use crate::error::Error;
use crate::mapping::{ARTICLE, HASH, ID, IndexSettings, check_mapping, mapping};

/// The number of articles of a page of candidates.
const PAGE: usize = 200;

/// The number of ids of a page.
const PAGE_OF_IDS: usize = 5_000;

/// The number of matches of a plan.
///
/// ```
/// use jianbao_remote::Total;
///
/// let total = Total { least: 10, most: 12 };
/// assert!(!total.is_exact());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// At least this number.
    pub least: u64,
    /// At most this number. It differs from `least` if some candidates were left undecided because of the bound.
    pub most: u64,
}

impl Total {
    /// True if the number is known.
    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }
}

/// An index in a cluster.
///
/// ```no_run
/// use jianbao_analysis::Analyzer;
/// use jianbao_core::{Requirement, Scope};
/// use jianbao_remote::{Access, Collection};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let collection = Collection::open(&address, &Access::default(), &Analyzer::new())?;
/// let word = Requirement::Word { text: "规划".into(), scope: Scope::Anywhere };
/// println!("{} articles", collection.count(&word, 10_000)?.least);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Collection {
    client: Arc<Client>,
    analyzer: Analyzer,
}

impl Collection {
    /// Creates an index, or opens the one that is there.
    ///
    /// # Errors
    /// [`Error::Foreign`] or [`Error::OtherTerms`] if an unsuitable index has the name; if the cluster does not answer or refuses.
    pub fn create(
        address: &Address,
        access: &Access,
        analyzer: &Analyzer,
        settings: IndexSettings,
    ) -> Result<Collection, Error> {
        let client = Client::new(address, access)?;
        let body = mapping(analyzer, settings).to_string();
        let path = client.path("");
        match client.send(Call::new(Method::Put, &path).json(body.as_bytes())) {
            // An attempt without an answer may have made it.
            Err(Error::Refused { error, .. }) if error.kind == "resource_already_exists_exception" => {}
            created => drop(created?),
        }
        Collection::opened(client, analyzer)
    }

    /// Opens an index.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::Foreign`], [`Error::OtherTerms`]; if the cluster does not answer or refuses.
    pub fn open(address: &Address, access: &Access, analyzer: &Analyzer) -> Result<Collection, Error> {
        Collection::opened(Client::new(address, access)?, analyzer)
    }

    fn opened(client: Client, analyzer: &Analyzer) -> Result<Collection, Error> {
        let answer = client.send(Call::new(Method::Get, &client.path("_mapping")).allow(404))?;
        if answer.status == 404 {
            return Err(Error::NoIndex { address: client.address().clone() });
        }
        check_mapping(client.address(), &answer.body, analyzer)?;
        Ok(Collection { client: Arc::new(client), analyzer: analyzer.clone() })
    }

    /// The analyzer that makes the terms of the index.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The client for the cluster.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Begins to load changes.
    pub fn bulk<F: FnMut(&Change, &Verdict)>(&self, options: BulkOptions, on_verdict: F) -> Bulk<F> {
        Bulk::new(Arc::clone(&self.client), options, on_verdict)
    }

    /// Makes acknowledged changes visible to searches; without it the cluster does so after a second.
    ///
    /// # Errors
    /// [`Error::Partial`]; if the cluster does not answer or refuses.
    pub fn refresh(&self) -> Result<(), Error> {
        let answer = self.client.send(Call::new(Method::Post, &self.client.path("_refresh")))?;
        whole(&answer.body).map(drop)
    }

    /// The number of articles that meet a plan. At most `max_candidates` articles are fetched to decide it.
    ///
    /// # Errors
    /// [`Error::Partial`], [`Error::TooManyClauses`]; if the cluster does not answer or refuses.
    pub fn count(&self, requirement: &Requirement, max_candidates: u64) -> Result<Total, Error> {
        let compiled = compile(requirement, &self.analyzer)?;
        let sure = self.hits(&json!({"query": unscored(&compiled.narrow), "size": 0}))?.total;
        if compiled.is_exact {
            return Ok(Total { least: sure, most: sure });
        }
        let (mut decided, mut found) = (0, 0);
        let all = self.each_between(&compiled, requirement, max_candidates, |_, _, is_match| {
            decided += 1;
            found += u64::from(is_match);
            true
        })?;
        let least = sure + found;
        Ok(Total { least, most: least + all.saturating_sub(decided) })
    }

    /// The ids of all articles that meet a plan, in order.
    ///
    /// # Errors
    /// As [`count`](Self::count).
    pub fn ids(&self, requirement: &Requirement) -> Result<BTreeSet<String>, Error> {
        let compiled = compile(requirement, &self.analyzer)?;
        let mut ids = BTreeSet::new();
        let request = json!({"query": unscored(&compiled.narrow), "size": PAGE_OF_IDS, "_source": false});
        self.each_page(request, |hits| {
            ids.extend(hits.into_iter().map(|hit| hit.id));
            Ok(true)
        })?;
        if !compiled.is_exact {
            self.each_between(&compiled, requirement, u64::MAX, |id, _, is_match| {
                if is_match {
                    ids.insert(id.to_owned());
                }
                true
            })?;
        }
        Ok(ids)
    }

    /// True if any article meets a plan.
    pub(crate) fn has_any(&self, requirement: &Requirement) -> Result<bool, Error> {
        let compiled = compile(requirement, &self.analyzer)?;
        if self.hits(&json!({"query": unscored(&compiled.narrow), "size": 0}))?.total > 0 {
            return Ok(true);
        }
        let mut is_found = false;
        if !compiled.is_exact {
            self.each_between(&compiled, requirement, u64::MAX, |_, _, is_match| {
                is_found = is_match;
                !is_match
            })?;
        }
        Ok(is_found)
    }

    /// The article with this id, unchanged.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses.
    pub fn get(&self, id: &str) -> Result<Option<Article>, Error> {
        Ok(self.get_many([id])?.pop().flatten())
    }

    /// The articles with these ids, in the given order: `None` for an id that no article has.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses.
    pub fn get_many(
        &self,
        ids: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Vec<Option<Article>>, Error> {
        let ids: Vec<String> = ids.into_iter().map(|id| id.as_ref().to_owned()).collect();
        let mut articles = Vec::with_capacity(ids.len());
        for page in ids.chunks(PAGE) {
            let request = json!({"query": {"terms": {ID: page}}, "size": page.len(), "_source": [ARTICLE]});
            let mut found = HashMap::new();
            for hit in self.hits(&request)?.list {
                found.insert(hit.id.clone(), hit.article()?);
            }
            // An id may be asked for twice.
            articles.extend(page.iter().map(|id| found.get(id).cloned()));
        }
        Ok(articles)
    }

    /// The hashes of the articles with these ids, by which two versions are compared.
    pub(crate) fn hashes(&self, ids: &[&str]) -> Result<HashMap<String, String>, Error> {
        let mut hashes = HashMap::new();
        for page in ids.chunks(PAGE_OF_IDS) {
            let request = json!({
                "query": {"bool": {"filter": [{"terms": {ID: page}}]}}, "size": page.len(), "_source": [HASH],
            });
            hashes.extend(self.hits(&request)?.list.into_iter().map(|hit| (hit.id, hit.hash)));
        }
        Ok(hashes)
    }

    /// All articles, in the order of ids, read page by page. Articles that are added or removed meanwhile may or may not be
    /// included.
    pub fn articles(&self) -> Articles<'_> {
        Articles { collection: self, page: Vec::new().into_iter(), last: None, is_over: false }
    }

    /// Decides the articles that only the wide query finds, in the order of ids, until the callback needs no more. Returns their
    /// number.
    pub(crate) fn each_between(
        &self,
        Compiled { wide, narrow, .. }: &Compiled,
        requirement: &Requirement,
        max_candidates: u64,
        mut each: impl FnMut(&str, Article, bool) -> bool,
    ) -> Result<u64, Error> {
        let matcher = Matcher::new(requirement, &self.analyzer);
        let between = json!({"bool": {"filter": [wide], "must_not": [narrow]}});
        let all = self.hits(&json!({"query": between, "size": 0}))?.total;
        if all == 0 || max_candidates == 0 {
            return Ok(all);
        }
        let mut left = max_candidates;
        let request = json!({"query": between, "size": PAGE, "_source": [ARTICLE]});
        self.each_page(request, |hits| {
            for hit in hits {
                if left == 0 {
                    return Ok(false);
                }
                left -= 1;
                let article = hit.article()?;
                let is_match = matcher.matches(&article)?;
                if !each(&hit.id, article, is_match) {
                    return Ok(false);
                }
            }
            Ok(left > 0)
        })?;
        Ok(all)
    }

    /// Visits the hits of a request in the order of ids, page by page, until the callback needs no more.
    fn each_page(
        &self,
        mut request: Value,
        mut each: impl FnMut(Vec<RemoteHit>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        request["sort"] = json!([{ID: "asc"}]);
        let size = request["size"].as_u64().unwrap_or_default();
        loop {
            let hits = self.hits(&request)?.list;
            let is_last = (hits.len() as u64) < size;
            let Some(last) = hits.last() else { return Ok(()) };
            request["search_after"] = json!([last.id]);
            if !each(hits)? || is_last {
                return Ok(());
            }
        }
    }

    /// The answer to a search, from every shard. Frequencies are those of all shards together.
    pub(crate) fn answer(&self, request: &Value) -> Result<Value, Error> {
        let body = request.to_string();
        let path = "_search?allow_partial_search_results=false&search_type=dfs_query_then_fetch";
        let path = self.client.path(path);
        let answer = self.client.send(Call::new(Method::Post, &path).json(body.as_bytes()))?;
        whole(&answer.body)?;
        Ok(answer.body)
    }

    /// The hits of a request, from every shard.
    pub(crate) fn hits(&self, request: &Value) -> Result<Hits, Error> {
        let mut request = request.clone();
        request["track_total_hits"] = true.into();
        let answer = self.answer(&request)?;
        let hits = answer.get("hits").ok_or(Error::Unexpected { part: "hits" })?;
        let total = hits.get("total").and_then(|total| total.get("value")).and_then(Value::as_u64);
        let list = hits.get("hits").and_then(Value::as_array).ok_or(Error::Unexpected { part: "hits" })?;
        Ok(Hits {
            total: total.ok_or(Error::Unexpected { part: "total" })?,
            list: list.iter().map(RemoteHit::of).collect::<Result<_, Error>>()?,
        })
    }
}

/// All articles of a collection. See [`Collection::articles`].
#[derive(Debug)]
pub struct Articles<'c> {
    collection: &'c Collection,
    page: std::vec::IntoIter<RemoteHit>,
    last: Option<String>,
    is_over: bool,
}

impl Articles<'_> {
    /// The next hit, with its hash.
    pub(crate) fn next_hit(&mut self) -> Result<Option<RemoteHit>, Error> {
        if self.page.len() == 0 && !self.is_over {
            let mut request = json!({
                "query": {"match_all": {}}, "size": PAGE, "_source": [ARTICLE, HASH], "sort": [{ID: "asc"}],
            });
            if let Some(last) = &self.last {
                request["search_after"] = json!([last]);
            }
            let hits = self.collection.hits(&request)?.list;
            self.is_over = hits.len() < PAGE;
            self.last = hits.last().map(|hit| hit.id.clone());
            self.page = hits.into_iter();
        }
        Ok(self.page.next())
    }
}

impl Iterator for Articles<'_> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Result<Article, Error>> {
        match self.next_hit() {
            Ok(hit) => hit.map(|hit| hit.article()),
            Err(error) => {
                self.is_over = true;
                Some(Err(error))
            }
        }
    }
}

/// The answer to a search.
pub(crate) struct Hits {
    pub(crate) total: u64,
    pub(crate) list: Vec<RemoteHit>,
}

/// One hit of the cluster.
#[derive(Debug)]
pub(crate) struct RemoteHit {
    pub(crate) id: String,
    /// The recorded hash of the article; empty if it was not requested.
    pub(crate) hash: String,
    article: Option<String>,
}

impl RemoteHit {
    fn of(hit: &Value) -> Result<RemoteHit, Error> {
        let id = hit.get("_id").and_then(Value::as_str).ok_or(Error::Unexpected { part: "_id" })?;
        let of_source =
            |name: &str| hit.get("_source").and_then(|source| source.get(name)).and_then(Value::as_str);
        let hash = of_source(HASH).unwrap_or_default().to_owned();
        Ok(RemoteHit { id: id.to_owned(), hash, article: of_source(ARTICLE).map(str::to_owned) })
    }

    /// The article as text, unchanged.
    pub(crate) fn text(&self) -> Option<&str> {
        self.article.as_deref()
    }

    pub(crate) fn article(&self) -> Result<Article, Error> {
        let text = self.article.as_deref().ok_or(Error::Unexpected { part: "article" })?;
        serde_json::from_str(text).map_err(|_| Error::Unexpected { part: "article that can be read" })
    }
}

/// A query for its matches alone.
pub(crate) fn unscored(query: &Value) -> Value {
    json!({"bool": {"filter": [query]}})
}

/// An answer in which every shard took part.
fn whole(body: &Value) -> Result<&Value, Error> {
    let shards = body.get("_shards").ok_or(Error::Unexpected { part: "_shards" })?;
    let number = |name: &str| shards.get(name).and_then(Value::as_u64).unwrap_or_default();
    let is_late = body.get("timed_out").and_then(Value::as_bool).unwrap_or_default();
    if number("failed") > 0 || is_late {
        return Err(Error::Partial { failed: number("failed"), total: number("total") });
    }
    Ok(body)
}

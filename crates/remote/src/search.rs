//! Collection: an index of a cluster, opened and checked; articles put in, counted and found by plans.
//!
//! A plan that the cluster decides alone costs one request. For others the matches of the narrow query are taken as they are, and
//! the articles between narrow and wide are fetched, page by page, and decided here. Their number is bounded: beyond it a total is
//! [a range](Total), and says so.

use std::collections::BTreeSet;
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
use crate::mapping::{ARTICLE, ID, IndexSettings, check_mapping, mapping};

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
    /// At most this number: more candidates than the bound were left undecided, if it is another one.
    pub most: u64,
}

impl Total {
    /// True if the number is known.
    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }
}

/// An index of a cluster.
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
    /// If an index of other terms has the name; if the cluster does not answer or refuses.
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

    /// The analyzer of its terms.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The connections.
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
        let all = self.each_between(&compiled, requirement, max_candidates, |_, is_match| {
            decided += 1;
            found += u64::from(is_match);
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
            self.each_between(&compiled, requirement, u64::MAX, |id, is_match| {
                if is_match {
                    ids.insert(id.to_owned());
                }
            })?;
        }
        Ok(ids)
    }

    /// The article with an id, as it came.
    ///
    /// # Errors
    /// If the cluster does not answer or refuses.
    pub fn get(&self, id: &str) -> Result<Option<Article>, Error> {
        let request = json!({"query": {"term": {ID: {"value": id}}}, "size": 1, "_source": [ARTICLE]});
        let found = self.hits(&request)?.list.into_iter().next();
        found.map(|hit| hit.article()).transpose()
    }

    /// Decides the articles that the wide query finds and the narrow one does not, in the order of ids. Returns their number.
    fn each_between(
        &self,
        Compiled { wide, narrow, .. }: &Compiled,
        requirement: &Requirement,
        max_candidates: u64,
        mut each: impl FnMut(&str, bool),
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
                each(&hit.id, matcher.matches(&hit.article()?)?);
            }
            Ok(left > 0)
        })?;
        Ok(all)
    }

    /// All hits of a request in the order of ids, page by page, until the callback has enough.
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

    /// The hits of a request, from every shard.
    fn hits(&self, request: &Value) -> Result<Hits, Error> {
        let mut request = request.clone();
        request["track_total_hits"] = true.into();
        let body = request.to_string();
        let path = self.client.path("_search?allow_partial_search_results=false");
        let answer = self.client.send(Call::new(Method::Post, &path).json(body.as_bytes()))?;
        let hits = whole(&answer.body)?.get("hits").ok_or(Error::Unexpected { part: "hits" })?;
        let total = hits.get("total").and_then(|total| total.get("value")).and_then(Value::as_u64);
        let list = hits.get("hits").and_then(Value::as_array).ok_or(Error::Unexpected { part: "hits" })?;
        Ok(Hits {
            total: total.ok_or(Error::Unexpected { part: "total" })?,
            list: list.iter().map(RemoteHit::of).collect::<Result<_, Error>>()?,
        })
    }
}

/// The answer to a search.
struct Hits {
    total: u64,
    list: Vec<RemoteHit>,
}

/// One hit of the cluster.
struct RemoteHit {
    id: String,
    article: Option<String>,
}

impl RemoteHit {
    fn of(hit: &Value) -> Result<RemoteHit, Error> {
        let id = hit.get("_id").and_then(Value::as_str).ok_or(Error::Unexpected { part: "_id" })?;
        let article = hit.get("_source").and_then(|source| source.get(ARTICLE)).and_then(Value::as_str);
        Ok(RemoteHit { id: id.to_owned(), article: article.map(str::to_owned) })
    }

    fn article(&self) -> Result<Article, Error> {
        let text = self.article.as_deref().ok_or(Error::Unexpected { part: "article" })?;
        serde_json::from_str(text).map_err(|_| Error::Unexpected { part: "article that can be read" })
    }
}

/// A query for its matches alone.
fn unscored(query: &Value) -> Value {
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

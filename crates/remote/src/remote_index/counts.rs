//! Counts over all matches: the total, facets and a histogram.
//!
//! The cluster counts the matches of the narrow query for each value, page by page, so no count is an estimate. The articles that
//! only the wide query finds are decided and counted here. Cost: a transfer of all values of the field among the matches, and of
//! the articles that are decided here.

use std::collections::{BTreeMap, HashMap, HashSet};

use jianbao_core::{ArticleTerms, Facet, FacetField, HistogramBucket, Interval, ValueField};
use serde_json::{Value, json};

use super::{Asked, MAX_CANDIDATES};
use crate::compile::Compiled;
use crate::error::Error;
use crate::mapping::{DAY, printed_field};
use crate::search::{Total, unscored};

/// The number of values of one request.
const PAGE: usize = 1_000;

/// The counts of a request.
pub(super) struct Counted {
    pub(super) total: Total,
    pub(super) facets: Vec<Facet>,
    pub(super) histogram: Vec<HistogramBucket>,
    /// True if a field has more values than the request's limits allow.
    pub(super) is_cut: bool,
}

/// The values that are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Counts {
    Of(ValueField),
    Days(Interval),
}

fn counts_of(field: FacetField) -> Counts {
    match field {
        FacetField::Source => Counts::Of(ValueField::Source),
        FacetField::Section => Counts::Of(ValueField::Section),
        FacetField::Place => Counts::Of(ValueField::Place),
        FacetField::Page => Counts::Of(ValueField::Page),
        FacetField::Reporter => Counts::Of(ValueField::Reporter),
        FacetField::Year => Counts::Days(Interval::Year),
        FacetField::Month => Counts::Days(Interval::Month),
    }
}

/// Counts all matches of a request.
pub(super) fn counted(asked: &Asked<'_>, compiled: &Compiled) -> Result<Counted, Error> {
    let collection = &asked.index.collection;
    let request = &asked.request;
    let of_facets: Vec<Counts> = request.facets.iter().map(|field| counts_of(*field)).collect();
    let fields: HashSet<ValueField> = of_facets
        .iter()
        .filter_map(|counts| match counts {
            Counts::Of(field) => Some(*field),
            Counts::Days(_) => None,
        })
        .collect();
    let has_days =
        request.histogram.is_some() || of_facets.iter().any(|counts| matches!(counts, Counts::Days(_)));

    let mut values: HashMap<ValueField, HashMap<String, u64>> = HashMap::new();
    for field in &fields {
        let of_field = values.entry(*field).or_default();
        each_value(asked, &compiled.narrow, printed_field(*field), |value, count| {
            let value = value.as_str().ok_or(Error::Unexpected { part: "key" })?;
            of_field.insert(value.to_owned(), count);
            Ok(())
        })?;
    }
    let mut days: BTreeMap<i64, u64> = BTreeMap::new();
    if has_days {
        each_value(asked, &compiled.narrow, DAY, |value, count| {
            days.insert(value.as_i64().ok_or(Error::Unexpected { part: "key" })?, count);
            Ok(())
        })?;
    }
    let sure = collection.hits(&json!({"query": unscored(&compiled.narrow), "size": 0}))?.total;
    let mut total = Total { least: sure, most: sure };
    if !compiled.is_exact {
        let (mut decided, mut found, mut failed) = (0, 0, None);
        let all = collection.each_between(
            compiled,
            asked.requirement(),
            MAX_CANDIDATES,
            |_, article, is_match| {
                decided += 1;
                if !is_match {
                    return true;
                }
                found += 1;
                if fields.is_empty() && !has_days {
                    return true;
                }
                match ArticleTerms::of(article, collection.analyzer()) {
                    Ok(terms) => {
                        let mut seen = HashSet::new();
                        for value in terms.values.iter().filter(|value| fields.contains(&value.field)) {
                            if seen.insert((value.field, value.printed.as_str())) {
                                *values
                                    .entry(value.field)
                                    .or_default()
                                    .entry(value.printed.clone())
                                    .or_default() += 1;
                            }
                        }
                        terms.day.into_iter().for_each(|day| *days.entry(day).or_default() += 1);
                        true
                    }
                    Err(error) => {
                        failed = Some(error);
                        false
                    }
                }
            },
        )?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        total.least += found;
        total.most = total.least + all.saturating_sub(decided);
    }
    let max_values = request.limits.facet_values;
    let mut is_cut = false;
    let facets = request.facets.iter().map(|&field| {
        let mut facet = match counts_of(field) {
            Counts::Of(of) => Facet::of_values(field, values.get(&of).cloned().unwrap_or_default()),
            Counts::Days(interval) => Facet::of_days(field, interval, &days),
        };
        is_cut |= facet.values.len() > max_values;
        facet.values.truncate(max_values);
        facet
    });
    let facets = facets.collect();
    let histogram =
        request.histogram.map_or(Vec::new(), |interval| HistogramBucket::of_days(interval, &days));
    Ok(Counted { total, facets, histogram, is_cut })
}

/// Visits every value of a field among the matches of a query, with the number of its articles.
fn each_value(
    asked: &Asked<'_>,
    query: &Value,
    field: &str,
    mut visit: impl FnMut(&Value, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut pages = json!({"size": PAGE, "sources": [{"value": {"terms": {"field": field}}}]});
    loop {
        asked.check_time()?;
        let request = json!({
            "query": unscored(query), "size": 0, "track_total_hits": false, "aggs": {"values": {"composite": pages}},
        });
        let answer = asked.index.collection.answer(&request)?;
        let values = &answer["aggregations"]["values"];
        let buckets = values["buckets"].as_array().ok_or(Error::Unexpected { part: "buckets" })?;
        for bucket in buckets {
            let count = bucket["doc_count"].as_u64().ok_or(Error::Unexpected { part: "doc_count" })?;
            visit(&bucket["key"]["value"], count)?;
        }
        match values.get("after_key") {
            Some(after) if buckets.len() == PAGE => pages["after"] = after.clone(),
            _ => return Ok(()),
        }
    }
}

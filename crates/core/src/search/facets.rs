//! Facets and histogram: counts over all matches, by value of a field and by period.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use jianbao_analysis::normalize;
use jianbao_article::Date;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Query;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::error::Result;
use crate::index::searcher::Searcher;
use crate::request::{FacetField, Interval, SearchRequest};
use crate::response::{Facet, FacetCount, HistogramBucket};
use crate::segment::document;
use crate::segment::schema::DAY_COLUMN;

impl FacetField {
    /// The source of the values: a column of their own, or that of the days.
    fn values(self) -> Values {
        match self {
            FacetField::Source => Values::Column("source"),
            FacetField::Section => Values::Column("section"),
            FacetField::Place => Values::Column("place"),
            FacetField::Page => Values::Column("page"),
            FacetField::Reporter => Values::Column("reporter"),
            FacetField::Year => Values::Days(Interval::Year),
            FacetField::Month => Values::Days(Interval::Month),
        }
    }
}

/// The counts over all matches of a request.
#[derive(Default)]
pub(crate) struct Counts {
    /// The facets, in the order of the requested fields.
    pub(crate) facets: Vec<Facet>,
    pub(crate) histogram: Vec<HistogramBucket>,
    /// True if a field has more values than the request's limits allow.
    pub(crate) is_cut: bool,
}

enum Values {
    Column(&'static str),
    Days(Interval),
}

/// The requested facets and histogram, over all matches of a query.
pub(crate) fn counts(searcher: &Searcher, query: &dyn Query, request: &SearchRequest) -> Result<Counts> {
    if request.facets.is_empty() && request.histogram.is_none() {
        return Ok(Counts::default());
    }
    let mut columns = Vec::new();
    let mut with_days = request.histogram.is_some();
    let mut fields = request.facets.clone();
    // A field that is requested again is counted once.
    let mut seen = HashSet::new();
    fields.retain(|field| seen.insert(*field));
    for field in &fields {
        match field.values() {
            Values::Column(column) => columns.push(column),
            Values::Days(_) => with_days = true,
        }
    }
    let counted = searcher.search(query, Counter { columns, with_days }, "count the values")?;
    let mut of_columns = counted.values.into_iter();
    let mut is_cut = false;
    let mut counted_fields: HashMap<FacetField, Facet> = HashMap::new();
    for field in fields {
        searcher.deadline().check()?;
        let mut facet = match field.values() {
            Values::Column(_) => facet(field, of_columns.next().unwrap_or_default()),
            Values::Days(interval) => Facet::of_days(field, interval, &counted.days),
        };
        is_cut |= facet.values.len() > request.limits.facet_values;
        facet.values.truncate(request.limits.facet_values);
        counted_fields.insert(field, facet);
    }
    let facets = request.facets.iter().filter_map(|field| counted_fields.get(field).cloned()).collect();
    let histogram = request.histogram.map_or(Vec::new(), |interval| bars(interval, &counted.days));
    Ok(Counts { facets, histogram, is_cut })
}

/// The values of a field. Values that normalise alike (王伟 and 王　伟) count as one, shown in the most frequent spelling, so
/// that a count equals the results of a query for the value.
fn facet(field: FacetField, values: HashMap<String, u64>) -> Facet {
    Facet { field, values: commonest_first(values) }
}

impl Facet {
    /// Makes a facet from values as printed, each with its number of articles. Values with the same normal form are merged, so
    /// an article that has a value in two spellings counts twice.
    ///
    /// ```
    /// use jianbao_core::{Facet, FacetField};
    ///
    /// let facet = Facet::of_values(FacetField::Source, [("江城日報".to_owned(), 2), ("江城日报".to_owned(), 3)].into());
    /// assert_eq!((facet.values[0].value.as_str(), facet.values[0].count), ("江城日报", 5));
    /// ```
    pub fn of_values(field: FacetField, values: HashMap<String, u64>) -> Facet {
        facet(field, values)
    }

    /// Makes a facet of periods from days since 1970-01-01, each with its number of articles.
    ///
    /// ```
    /// use jianbao_core::{Facet, FacetField, Interval};
    ///
    /// let facet = Facet::of_days(FacetField::Year, Interval::Year, &[(0, 2), (364, 1)].into());
    /// assert_eq!((facet.values[0].value.as_str(), facet.values[0].count), ("1970", 3));
    /// ```
    pub fn of_days(field: FacetField, interval: Interval, days: &BTreeMap<i64, u64>) -> Facet {
        let periods = bars(interval, days).into_iter();
        let values = periods.map(|HistogramBucket { period: value, count }| FacetCount { value, count });
        Facet { field, values: values.collect() }
    }
}

impl HistogramBucket {
    /// Makes a histogram from days since 1970-01-01, each with its number of articles.
    ///
    /// ```
    /// use jianbao_core::{HistogramBucket, Interval};
    ///
    /// let buckets = HistogramBucket::of_days(Interval::Month, &[(0, 2), (30, 1), (31, 4)].into());
    /// assert_eq!((buckets[0].period.as_str(), buckets[0].count, buckets.len()), ("1970-01", 3, 2));
    /// ```
    pub fn of_days(interval: Interval, days: &BTreeMap<i64, u64>) -> Vec<HistogramBucket> {
        bars(interval, days)
    }
}

/// The values as [`facet`] has them.
pub(super) fn commonest_first(values: HashMap<String, u64>) -> Vec<FacetCount> {
    let mut printed: Vec<FacetCount> =
        values.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
    let by_count = |a: &FacetCount, b: &FacetCount| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value));
    printed.sort_by(by_count);
    let mut values: Vec<FacetCount> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for FacetCount { value, count } in printed {
        match places.entry(normalize(&value)) {
            Entry::Occupied(place) => values[*place.get()].count += count,
            Entry::Vacant(place) => {
                place.insert(values.len());
                values.push(FacetCount { value, count });
            }
        }
    }
    values.sort_by(by_count);
    values
}

fn bars(interval: Interval, days: &BTreeMap<i64, u64>) -> Vec<HistogramBucket> {
    let mut bars: Vec<HistogramBucket> = Vec::new();
    for (&day, &count) in days {
        let Some(date) = document::date_of(day) else { continue };
        let period = period(interval, date);
        match bars.last_mut() {
            Some(bar) if bar.period == period => bar.count += count,
            _ => bars.push(HistogramBucket { period, count }),
        }
    }
    bars
}

fn period(interval: Interval, date: Date) -> String {
    match interval {
        Interval::Year => format!("{:04}", date.year()),
        Interval::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Interval::Day => date.to_string(),
    }
}

/// Counts values and days of all matches; no scores are computed.
struct Counter {
    columns: Vec<&'static str>,
    with_days: bool,
}

#[derive(Default)]
struct Counted {
    /// The frequency of each value, for each requested column.
    values: Vec<HashMap<String, u64>>,
    days: BTreeMap<i64, u64>,
}

struct SegmentCounter {
    columns: Vec<Option<StrColumn>>,
    /// The counts by the ordinal of the value, for each column.
    by_ordinal: Vec<HashMap<u64, u64>>,
    /// The ordinals of one article; the vector is reused.
    of_one: Vec<u64>,
    day_column: Option<Column<i64>>,
    days: BTreeMap<i64, u64>,
}

impl Collector for Counter {
    type Fruit = Counted;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let columns = self
            .columns
            .iter()
            .map(|column| reader.fast_fields().str(column))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let day_column = if self.with_days { Some(reader.fast_fields().i64(DAY_COLUMN)?) } else { None };
        let by_ordinal = vec![HashMap::new(); columns.len()];
        Ok(SegmentCounter { columns, by_ordinal, of_one: Vec::new(), day_column, days: BTreeMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted { values: vec![HashMap::new(); self.columns.len()], ..Counted::default() };
        for segment in segments {
            let segment = segment?;
            for (sum, values) in all.values.iter_mut().zip(segment.values) {
                for (value, count) in values {
                    *sum.entry(value).or_default() += count;
                }
            }
            for (day, count) in segment.days {
                *all.days.entry(day).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counts) in self.columns.iter().zip(&mut self.by_ordinal) {
            let Some(column) = column else { continue };
            self.of_one.clear();
            for ordinal in column.term_ords(doc) {
                // An article that has a value twice counts once.
                if !self.of_one.contains(&ordinal) {
                    self.of_one.push(ordinal);
                    *counts.entry(ordinal).or_default() += 1;
                }
            }
        }
        if let Some(day) = self.day_column.as_ref().and_then(|days| days.first(doc)) {
            *self.days.entry(day).or_default() += 1;
        }
    }

    fn harvest(self) -> tantivy::Result<Counted> {
        let mut values = Vec::with_capacity(self.columns.len());
        for (column, counts) in self.columns.iter().zip(self.by_ordinal) {
            let mut named = HashMap::with_capacity(counts.len());
            for (ordinal, count) in counts {
                let mut value = String::new();
                if let Some(column) = column {
                    column.ord_to_str(ordinal, &mut value)?;
                }
                named.insert(value, count);
            }
            values.push(named);
        }
        Ok(Counted { values, days: self.days })
    }
}

//! Counts over all matches: values of fields, and periods of time.

use std::collections::{BTreeMap, HashMap};

use jianbao_article::Date;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Query;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use crate::document;
use crate::error::{Error, Result};
use crate::request::{Bar, Facet, FacetCount, FacetField, Interval, SearchRequest};
use crate::schema::DAY_COLUMN;

impl FacetField {
    fn column(self) -> &'static str {
        match self {
            FacetField::Source => "source",
            FacetField::Section => "section",
            FacetField::Place => "place",
            FacetField::Page => "page",
            FacetField::Reporter => "reporter",
        }
    }
}

/// The facets and the histogram that a request asks for, over all matches of a query.
pub(crate) fn counts(
    searcher: &Searcher,
    query: &dyn Query,
    request: &SearchRequest,
) -> Result<(Vec<Facet>, Vec<Bar>)> {
    if request.facets.is_empty() && request.histogram.is_none() {
        return Ok((Vec::new(), Vec::new()));
    }
    let counter = Counter { fields: request.facets.clone(), with_days: request.histogram.is_some() };
    let counted = searcher.search(query, &counter).map_err(Error::engine("count the values"))?;
    let facets =
        request.facets.iter().zip(counted.values).map(|(&field, values)| facet(field, values)).collect();
    let histogram = request.histogram.map_or(Vec::new(), |interval| bars(interval, &counted.days));
    Ok((facets, histogram))
}

fn facet(field: FacetField, values: HashMap<String, usize>) -> Facet {
    let mut values: Vec<FacetCount> =
        values.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    Facet { field, values }
}

fn bars(interval: Interval, days: &BTreeMap<i64, usize>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for (&day, &count) in days {
        let Some(date) = document::date_of(day) else { continue };
        let period = period(interval, date);
        match bars.last_mut() {
            Some(bar) if bar.period == period => bar.count += count,
            _ => bars.push(Bar { period, count }),
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
    fields: Vec<FacetField>,
    with_days: bool,
}

#[derive(Default)]
struct Counted {
    /// For each field asked, how often each value occurs.
    values: Vec<HashMap<String, usize>>,
    days: BTreeMap<i64, usize>,
}

struct SegmentCounter {
    columns: Vec<Option<StrColumn>>,
    /// For each column, counts by the ordinal of the value.
    by_ordinal: Vec<HashMap<u64, usize>>,
    day_column: Option<Column<i64>>,
    days: BTreeMap<i64, usize>,
}

impl Collector for Counter {
    type Fruit = Counted;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let columns = self
            .fields
            .iter()
            .map(|field| reader.fast_fields().str(field.column()))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let day_column = if self.with_days { Some(reader.fast_fields().i64(DAY_COLUMN)?) } else { None };
        let by_ordinal = vec![HashMap::new(); columns.len()];
        Ok(SegmentCounter { columns, by_ordinal, day_column, days: BTreeMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted { values: vec![HashMap::new(); self.fields.len()], ..Counted::default() };
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
            for ordinal in column.iter().flat_map(|column| column.term_ords(doc)) {
                *counts.entry(ordinal).or_default() += 1;
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

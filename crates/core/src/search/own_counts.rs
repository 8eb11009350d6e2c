//! Counts of all matches by the values of user-defined fields: facets, histograms and summaries.
//!
//! One pass counts the values of every named field; the rest is computed from these counts. Its memory grows with the number of
//! distinct values. Sums are exact until they are rounded once, so they do not depend on the order of the articles.

mod exact_sum;
mod interval;

use std::collections::{BTreeMap, HashMap};

use jianbao_article::{FieldType, shown_moment};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, MonotonicallyMappableToU64, StrColumn};
use tantivy::query::Query;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::error::{Error, Result};
use crate::index::index::Index;
use crate::index::searcher::Searcher;
use crate::request::{FieldPurpose, SearchRequest};
use crate::response::{FacetCount, FieldBucket, FieldFacet, FieldHistogram, FieldSummary, SummaryValue};
use crate::search::facets::commonest_first;
use crate::segment::own_columns::OwnColumn;
use exact_sum::ExactSum;
use interval::Interval;

/// The counts over all matches of a request.
#[derive(Default)]
pub(crate) struct OwnCounts {
    pub(crate) facets: Vec<FieldFacet>,
    pub(crate) histograms: Vec<FieldHistogram>,
    pub(crate) summaries: Vec<FieldSummary>,
    /// True if a field has more values than the request's limits allow.
    pub(crate) is_cut: bool,
}

/// The requested counts by fields of one's own.
pub(crate) struct OwnCounting<'i> {
    facets: Vec<&'i OwnColumn>,
    histograms: Vec<(&'i OwnColumn, String, Interval)>,
    summaries: Vec<&'i OwnColumn>,
}

impl<'i> OwnCounting<'i> {
    /// The counts that a request needs; an error for a field that is missing or does not fit.
    pub(crate) fn of(index: &'i Index, request: &SearchRequest) -> Result<OwnCounting<'i>> {
        let all = |names: &[String], purpose: FieldPurpose| -> Result<Vec<&'i OwnColumn>> {
            names.iter().map(|name| index.own_column(name, purpose)).collect()
        };
        let histograms = request.field_histograms.iter().map(|asked| {
            let column = index.own_column(&asked.field, FieldPurpose::Histogram)?;
            let interval = Interval::read(column.field_type, &asked.step).ok_or_else(|| Error::BadStep {
                field: column.name.clone(),
                step: asked.step.clone(),
                field_type: column.field_type,
            })?;
            Ok((column, asked.step.clone(), interval))
        });
        Ok(OwnCounting {
            histograms: histograms.collect::<Result<_>>()?,
            facets: all(&request.field_facets, FieldPurpose::Facet)?,
            summaries: all(&request.summaries, FieldPurpose::Summary)?,
        })
    }

    /// Counts over all matches of a query.
    pub(crate) fn over(
        &self,
        searcher: &Searcher,
        query: &dyn Query,
        max_values: usize,
    ) -> Result<OwnCounts> {
        let mut columns: Vec<&OwnColumn> = Vec::new();
        let named = self.facets.iter().chain(&self.summaries).copied();
        for column in named.chain(self.histograms.iter().map(|(column, ..)| *column)) {
            if columns.iter().all(|known| known.field != column.field) {
                columns.push(column);
            }
        }
        let mut counts = OwnCounts::default();
        if columns.is_empty() {
            return Ok(counts);
        }
        let counted = searcher.search(query, Counter { columns: &columns }, "count the values")?;
        let of = |wanted: &OwnColumn| {
            columns.iter().position(|column| column.field == wanted.field).map(|place| &counted[place])
        };
        for column in &self.facets {
            searcher.deadline().check()?;
            let mut values = of(column).map(|counts| facet(column.field_type, counts)).unwrap_or_default();
            counts.is_cut |= values.len() > max_values;
            values.truncate(max_values);
            counts.facets.push(FieldFacet { field: column.name.clone(), values });
        }
        for (column, step, interval) in &self.histograms {
            searcher.deadline().check()?;
            let numbers = of(column).map(|counts| &counts.numbers);
            let mut buckets =
                numbers.map(|numbers| interval.buckets(column.field_type, numbers)).unwrap_or_default();
            counts.is_cut |= buckets.len() > max_values;
            buckets.truncate(max_values);
            let buckets = buckets.into_iter().map(|(from, count)| FieldBucket { from, count }).collect();
            counts.histograms.push(FieldHistogram {
                field: column.name.clone(),
                step: step.clone(),
                buckets,
            });
        }
        for column in &self.summaries {
            searcher.deadline().check()?;
            if let Some(counted) = of(column) {
                counts.summaries.push(summary(column, &counted.numbers));
            }
        }
        Ok(counts)
    }
}

/// The values of a facet, the commonest first.
fn facet(field_type: FieldType, counts: &ValueCounts) -> Vec<FacetCount> {
    let shown = |value: u64| match field_type {
        FieldType::Number => f64::from_u64(value).to_string(),
        FieldType::Flag => (i64::from_u64(value) != 0).to_string(),
        _ => i64::from_u64(value).to_string(),
    };
    if field_type == FieldType::Keyword {
        return commonest_first(counts.texts.clone());
    }
    commonest_first(counts.numbers.iter().map(|(&value, &count)| (shown(value), count)).collect())
}

fn summary(column: &OwnColumn, numbers: &BTreeMap<u64, u64>) -> FieldSummary {
    let count: u64 = numbers.values().sum();
    let shown = |value: u64| match column.field_type {
        FieldType::Number => SummaryValue::Number(f64::from_u64(value)),
        FieldType::Time => SummaryValue::Time(shown_moment(i64::from_u64(value))),
        _ => SummaryValue::Integer(i64::from_u64(value)),
    };
    let ends = numbers.first_key_value().zip(numbers.last_key_value());
    let (min, max) = ends.map(|((&least, _), (&greatest, _))| (shown(least), shown(greatest))).unzip();
    let (mut mean, mut sum) = (None, None);
    #[expect(clippy::cast_precision_loss, reason = "a mean is rounded")]
    let mean_of = |sum: f64| sum / count as f64;
    if count > 0 {
        match column.field_type {
            FieldType::Number => {
                let mut exact = ExactSum::default();
                for (&value, &count) in numbers {
                    (0..count).for_each(|_| exact.add(f64::from_u64(value)));
                }
                let all = exact.rounded();
                (mean, sum) = (Some(mean_of(all)), Some(SummaryValue::Number(all)));
            }
            FieldType::Integer => {
                let all: i128 = numbers
                    .iter()
                    .map(|(&value, &count)| i128::from(i64::from_u64(value)) * i128::from(count))
                    .sum();
                #[expect(clippy::cast_precision_loss, reason = "a number has the nearest value")]
                let rounded = all as f64;
                mean = Some(mean_of(rounded));
                sum = Some(i64::try_from(all).map_or(SummaryValue::Number(rounded), SummaryValue::Integer));
            }
            _ => {}
        }
    }
    FieldSummary { field: column.name.clone(), count, min, max, mean, sum }
}

/// The counts of one column.
#[derive(Clone, Debug, Default)]
struct ValueCounts {
    /// By text, as printed.
    texts: HashMap<String, u64>,
    /// By number, as the column maps it.
    numbers: BTreeMap<u64, u64>,
}

/// Counts the values of all matches; no scores are computed.
struct Counter<'c> {
    columns: &'c [&'c OwnColumn],
}

struct SegmentCounter {
    columns: Vec<SegmentCounts>,
    /// The values of one article; the vector is reused.
    of_one: Vec<u64>,
}

struct SegmentCounts {
    values: Option<Column<u64>>,
    texts: Option<StrColumn>,
    counts: HashMap<u64, u64>,
}

impl Collector for Counter<'_> {
    type Fruit = Vec<ValueCounts>;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let columns = self.columns.iter().map(|column| {
            let values = reader.fast_fields().u64_lenient(&column.column)?.map(|(values, _)| values);
            let texts = if column.is_text() { reader.fast_fields().str(&column.column)? } else { None };
            Ok(SegmentCounts { values, texts, counts: HashMap::new() })
        });
        Ok(SegmentCounter { columns: columns.collect::<tantivy::Result<_>>()?, of_one: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Vec<ValueCounts>>>,
    ) -> tantivy::Result<Vec<ValueCounts>> {
        let mut all = vec![ValueCounts::default(); self.columns.len()];
        for segment in segments {
            for (sum, counts) in all.iter_mut().zip(segment?) {
                for (text, count) in counts.texts {
                    *sum.texts.entry(text).or_default() += count;
                }
                for (number, count) in counts.numbers {
                    *sum.numbers.entry(number).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = tantivy::Result<Vec<ValueCounts>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for column in &mut self.columns {
            let Some(values) = &column.values else { continue };
            self.of_one.clear();
            for value in values.values_for_doc(doc) {
                // An article that has a value twice counts once.
                if !self.of_one.contains(&value) {
                    self.of_one.push(value);
                    *column.counts.entry(value).or_default() += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Vec<ValueCounts>> {
        let counts = self.columns.into_iter().map(|SegmentCounts { texts, counts, .. }| {
            let mut values = ValueCounts::default();
            let Some(texts) = texts else {
                values.numbers.extend(counts);
                return Ok(values);
            };
            for (ordinal, count) in counts {
                let mut text = String::new();
                texts.ord_to_str(ordinal, &mut text)?;
                values.texts.insert(text, count);
            }
            Ok(values)
        });
        counts.collect()
    }
}

//! Orders, facets, histograms and summaries drawn at random, compared with the results of a plain
//! program.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jianbao::article::FieldType;
use jianbao::search::{FieldOrder, SummaryValue};
use jianbao::{SearchRequest, SearchResponse};

use super::drawn::{Draw, World};
use super::oracle::{OracleArticle, Typed, folded};

/// The counts that a request asks for, by the numbers of the fields.
pub(super) struct Counted {
    order: Option<(usize, bool)>,
    facets: Vec<usize>,
    histograms: Vec<(usize, &'static str)>,
    summaries: Vec<usize>,
}

/// The steps of a type.
fn steps(field_type: FieldType) -> &'static [&'static str] {
    match field_type {
        FieldType::Integer => &["1", "7", "1000", "1万"],
        FieldType::Number => &["0.5", "1", "100"],
        FieldType::Time => &["year", "month", "day", "hour"],
        _ => &[],
    }
}

impl Counted {
    pub(super) fn drawn(world: &World, draw: &mut Draw) -> Counted {
        let fields = world.fields.len();
        let field_type = |field: usize| world.fields[field].field_type();
        let some = |draw: &mut Draw, fits: &dyn Fn(FieldType) -> bool| -> Vec<usize> {
            (0..fields).filter(|&field| fits(field_type(field)) && draw.is_one_in(4)).collect()
        };
        let histograms = some(draw, &|field_type| !steps(field_type).is_empty());
        Counted {
            order: draw.is_one_in(2).then(|| (world.compared_field(draw), draw.is_one_in(2))),
            facets: some(draw, &|field_type| field_type != FieldType::Time && !field_type.is_text()),
            histograms: histograms
                .into_iter()
                .map(|field| (field, *draw.one(steps(field_type(field)))))
                .collect(),
            summaries: some(draw, &|field_type| field_type.is_ordered()),
        }
    }

    pub(super) fn requested(
        &self,
        mut request: SearchRequest,
        world: &World,
        draw: &mut Draw,
    ) -> SearchRequest {
        if let Some((field, is_ascending)) = self.order {
            let name = world.name(field, draw);
            request = request.sort_by(match is_ascending {
                true => FieldOrder::ascending(name),
                false => FieldOrder::descending(name),
            });
        }
        for field in &self.facets {
            request = request.field_facet(world.name(*field, draw));
        }
        for (field, step) in &self.histograms {
            request = request.field_histogram(world.name(*field, draw), *step);
        }
        for field in &self.summaries {
            request = request.summary(world.name(*field, draw));
        }
        request
    }

    pub(super) fn check(
        &self,
        world: &World,
        matches: &[&OracleArticle],
        response: &SearchResponse,
        query: &str,
    ) {
        let mut ordered: Vec<_> =
            response.hits.iter().map(|hit| (world.article_of(&hit.id), hit.score)).collect();
        ordered.sort_by(|(a, a_score), (b, b_score)| {
            let by_field = self
                .order
                .map_or(Ordering::Equal, |(field, is_ascending)| in_order(a, b, field, is_ascending));
            let newest_first =
                |article: &OracleArticle| (article.date.is_none(), std::cmp::Reverse(article.date));
            by_field
                .then(b_score.total_cmp(a_score))
                .then_with(|| newest_first(a).cmp(&newest_first(b)))
                .then_with(|| a.id.cmp(&b.id))
        });
        let expect: Vec<&str> = ordered.iter().map(|(article, _)| article.id.as_str()).collect();
        let ids: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!(ids, expect, "the order of {query} by {:?}", self.order);
        for (field, facet) in self.facets.iter().zip(&response.field_facets) {
            let found: Vec<_> = facet.values.iter().map(|value| (value.value.clone(), value.count)).collect();
            assert_eq!(found, facet_of(matches, *field), "{query}");
        }
        for ((field, step), histogram) in self.histograms.iter().zip(&response.field_histograms) {
            let found: Vec<_> =
                histogram.buckets.iter().map(|bucket| (bucket.from.clone(), bucket.count)).collect();
            assert_eq!(found, histogram_of(matches, *field, step), "{query} {step}");
        }
        for (field, summary) in self.summaries.iter().zip(&response.summaries) {
            let values: Vec<&Typed> =
                matches.iter().filter_map(|article| article.values[*field].as_ref()).collect();
            assert_eq!(summary.count, values.len() as u64, "{query}");
            let found = (summary.min.clone(), summary.max.clone(), summary.mean, summary.sum.clone());
            assert_eq!(found, summary_of(&values), "{query}");
        }
        let lengths =
            (response.field_facets.len(), response.field_histograms.len(), response.summaries.len());
        assert_eq!(lengths, (self.facets.len(), self.histograms.len(), self.summaries.len()));
    }
}

/// The order of two articles by a field: those without a value last either way.
fn in_order(a: &OracleArticle, b: &OracleArticle, field: usize, is_ascending: bool) -> Ordering {
    let (Some(a), Some(b)) = (&a.values[field], &b.values[field]) else {
        return a.values[field].is_none().cmp(&b.values[field].is_none());
    };
    let end = |texts: &[String]| {
        if is_ascending { texts.iter().min().cloned() } else { texts.iter().max().cloned() }
    };
    let ascending = match (a, b) {
        (Typed::Keywords(a), Typed::Keywords(b)) => end(a).cmp(&end(b)),
        (Typed::Number(a), Typed::Number(b)) => a.total_cmp(b),
        (Typed::Flag(a), Typed::Flag(b)) => a.cmp(b),
        (Typed::Integer(a), Typed::Integer(b)) | (Typed::Time(a), Typed::Time(b)) => a.cmp(b),
        _ => panic!("one field has one type"),
    };
    if is_ascending { ascending } else { ascending.reverse() }
}

fn facet_of(matches: &[&OracleArticle], field: usize) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for value in matches.iter().filter_map(|article| article.values[field].as_ref()) {
        let shown = match value {
            Typed::Keywords(texts) => texts.clone(),
            Typed::Integer(number) => vec![number.to_string()],
            Typed::Number(number) => vec![number.to_string()],
            Typed::Flag(flag) => vec![flag.to_string()],
            Typed::Time(_) | Typed::Texts(_) => panic!("no facet of times and texts"),
        };
        for text in shown {
            counts.entry(folded(&text)).or_insert((text, 0)).1 += 1;
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_values().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn histogram_of(matches: &[&OracleArticle], field: usize, step: &str) -> Vec<(String, u64)> {
    let mut values: Vec<&Typed> =
        matches.iter().filter_map(|article| article.values[field].as_ref()).collect();
    values.sort_by(|a, b| {
        if a.is_less(b) {
            Ordering::Less
        } else if b.is_less(a) {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    });
    let mut buckets: Vec<(String, u64)> = Vec::new();
    for value in values {
        let from = match value {
            Typed::Integer(number) => {
                let step: i128 = if step == "1万" { 10_000 } else { step.parse().unwrap() };
                (i128::from(*number).div_euclid(step) * step).to_string()
            }
            Typed::Number(number) => {
                let step: f64 = step.parse().unwrap();
                ((number / step).floor() * step).to_string()
            }
            Typed::Time(us) => {
                let offset = jianbao::jiff::tz::Offset::constant(8);
                let timestamp = jianbao::jiff::Timestamp::from_microsecond(*us).unwrap();
                let at = offset.to_datetime(timestamp);
                let (year, month, day) = (at.year(), at.month(), at.day());
                match step {
                    "year" => format!("{year:04}"),
                    "month" => format!("{year:04}-{month:02}"),
                    "day" => format!("{year:04}-{month:02}-{day:02}"),
                    _ => format!("{year:04}-{month:02}-{day:02}T{:02}", at.hour()),
                }
            }
            _ => panic!("no histogram of these"),
        };
        match buckets.last_mut() {
            Some((last, count)) if *last == from => *count += 1,
            _ => buckets.push((from, 1)),
        }
    }
    buckets
}

type Summary = (Option<SummaryValue>, Option<SummaryValue>, Option<f64>, Option<SummaryValue>);

#[expect(clippy::cast_precision_loss, reason = "a mean is rounded")]
fn summary_of(values: &[&Typed]) -> Summary {
    let least = values.iter().copied().reduce(|least, next| if next.is_less(least) { next } else { least });
    let greatest = values.iter().copied().reduce(|most, next| if most.is_less(next) { next } else { most });
    let shown = |value: &Typed| match value {
        Typed::Integer(number) => SummaryValue::Integer(*number),
        Typed::Number(number) => SummaryValue::Number(*number),
        Typed::Time(us) => {
            let timestamp = jianbao::jiff::Timestamp::from_microsecond(*us).unwrap();
            SummaryValue::Time(
                timestamp.display_with_offset(jianbao::jiff::tz::Offset::constant(8)).to_string(),
            )
        }
        _ => panic!("no summary of these"),
    };
    let count = values.len() as f64;
    let (mean, sum) = match values.first() {
        Some(Typed::Integer(_)) => {
            let all: i128 = values
                .iter()
                .map(|value| match value {
                    Typed::Integer(number) => i128::from(*number),
                    _ => 0,
                })
                .sum();
            let sum = i64::try_from(all).map_or(SummaryValue::Number(all as f64), SummaryValue::Integer);
            (Some(all as f64 / count), Some(sum))
        }
        Some(Typed::Number(_)) => {
            // Every drawn number is a multiple of 2 to the power of -76.
            let all: i128 = values
                .iter()
                .map(|value| match value {
                    Typed::Number(number) => fixed(*number),
                    _ => 0,
                })
                .sum();
            let sum = all as f64 / 2_f64.powi(76);
            (Some(sum / count), Some(SummaryValue::Number(sum)))
        }
        _ => (None, None),
    };
    (least.map(shown), greatest.map(shown), mean, sum)
}

/// A number times 2 to the power of 76, from its bits.
fn fixed(number: f64) -> i128 {
    let bits = number.to_bits();
    let exponent = i32::try_from((bits >> 52) & 0x7ff).unwrap();
    if exponent == 0 {
        return 0;
    }
    let fraction = i128::from((bits & 0x000f_ffff_ffff_ffff) | 1 << 52);
    let shift = exponent - 1075 + 76;
    assert!(shift >= 0, "{number}");
    let whole = fraction << shift;
    if number < 0.0 { -whole } else { whole }
}

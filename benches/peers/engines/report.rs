//! Report of the figures of a run, as tables and as JSON.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Serialize;

use crate::measure::{Answers, Indexing};
use crate::queries::{Class, Query};

/// All figures of a run.
#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) documents: usize,
    pub(crate) text_bytes: usize,
    pub(crate) queries: usize,
    pub(crate) rounds: usize,
    pub(crate) nothing_ms: Vec<f64>,
    pub(crate) engines: Vec<(String, EngineReport)>,
}

/// The figures of one engine.
#[derive(Default, Serialize)]
pub(crate) struct EngineReport {
    pub(crate) indexing: Vec<Indexing>,
    pub(crate) index_bytes: u64,
    pub(crate) query_memory_bytes: u64,
    pub(crate) cold_ms: Vec<f64>,
    pub(crate) classes: BTreeMap<Class, ClassReport>,
}

/// The result of an engine for one class of queries.
#[derive(Clone, Default, Serialize)]
pub(crate) struct ClassReport {
    /// Microseconds of every timed pass of every query.
    #[serde(serialize_with = "quantiles")]
    pub(crate) top_us: Vec<f64>,
    #[serde(serialize_with = "quantiles")]
    pub(crate) snippets_us: Vec<f64>,
    /// For each query, the share of the documents with it that were found.
    #[serde(serialize_with = "mean_of")]
    pub(crate) recalls: Vec<f64>,
    /// The number of documents found.
    pub(crate) found: usize,
    /// The number of those that contain the query.
    pub(crate) right: usize,
}

impl ClassReport {
    fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { ratio(self.right, self.found) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of documents and bytes are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of documents and bytes are far below 2^52")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn quantiles<S: serde::Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    BTreeMap::from([("p50", quantile(values, 50)), ("p99", quantile(values, 99))]).serialize(serializer)
}

fn mean_of<S: serde::Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    mean(values).serialize(serializer)
}

/// The quantile of the values, in hundredths.
fn quantile(values: &[f64], hundredths: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * hundredths / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / ratio(values.len(), 1) }
}

impl EngineReport {
    /// Adds the answers of one process.
    pub(crate) fn add(&mut self, answers: Answers, queries: &[Query], relevant: &[Vec<String>]) {
        self.query_memory_bytes = self.query_memory_bytes.max(answers.peak_memory_bytes);
        for class in self.classes.values_mut() {
            // Every process finds the same; only times are pooled.
            (class.recalls, class.found, class.right) = (Vec::new(), 0, 0);
        }
        let timed = answers.top_us.into_iter().zip(answers.snippets_us);
        for ((query, relevant), (found, (top_us, snippets_us))) in
            queries.iter().zip(relevant).zip(answers.found.iter().zip(timed))
        {
            let class = self.classes.entry(query.class).or_default();
            let found: HashSet<&String> = found.iter().collect();
            let right = relevant.iter().filter(|id| found.contains(id)).count();
            class.top_us.extend(top_us);
            class.snippets_us.extend(snippets_us);
            class.found += found.len();
            class.right += right;
            if !relevant.is_empty() {
                class.recalls.push(ratio(right, relevant.len()));
            }
        }
    }

    /// The run of least CPU time: the disturbance of the others was not the engine's.
    fn least_cpu(&self) -> Option<&Indexing> {
        self.indexing.iter().min_by(|a, b| a.cpu_seconds.total_cmp(&b.cpu_seconds))
    }

    fn class(&self, class: Class) -> ClassReport {
        self.classes.get(&class).cloned().unwrap_or_default()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = megabytes(self.text_bytes as u64);
        let Report { documents, queries, rounds, .. } = self;
        writeln!(f, "{documents} documents, {text:.1} MB of text, {queries} queries, {rounds} rounds\n")?;
        writeln!(
            f,
            "| | MB per CPU-s | MB/s | peak MB indexing | index/text | peak MB querying | cold ms |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|")?;
        for (name, engine) in &self.engines {
            let Some(indexing) = engine.least_cpu() else { continue };
            writeln!(
                f,
                "| {name} | {:.1} | {:.1} | {:.0} | {:.2} | {:.0} | {:.1} |",
                text / indexing.cpu_seconds,
                text / indexing.wall_seconds,
                megabytes(indexing.peak_memory_bytes),
                megabytes(engine.index_bytes) / text,
                megabytes(engine.query_memory_bytes),
                quantile(&engine.cold_ms, 50),
            )?;
        }
        writeln!(f, "| nothing | | | | | | {:.1} |", quantile(&self.nothing_ms, 50))?;
        let times = |values: &[f64]| format!("{:.0} / {:.0}", quantile(values, 50), quantile(values, 99));
        self.classes(f, "Top 10, µs, p50 / p99", |class| times(&class.top_us))?;
        self.classes(f, "Top 10 with snippets, µs, p50 / p99", |class| times(&class.snippets_us))?;
        self.classes(f, "Recall, precision", |class| {
            format!("{:.3}, {:.3}", mean(&class.recalls), class.precision())
        })
    }
}

impl Report {
    /// A table with a row an engine and a column a class.
    fn classes(
        &self,
        f: &mut fmt::Formatter<'_>,
        title: &str,
        cell: impl Fn(&ClassReport) -> String,
    ) -> fmt::Result {
        let names: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
        writeln!(f, "\n{title}\n\n| | {} |", names.join(" | "))?;
        writeln!(f, "|---|{}", "---|".repeat(names.len()))?;
        for (name, engine) in &self.engines {
            let cells: Vec<String> = Class::ALL.iter().map(|&class| cell(&engine.class(class))).collect();
            writeln!(f, "| {name} | {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

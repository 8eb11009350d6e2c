//! Resources of a process, and the latency of its answers.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::engine::Searcher;
use crate::queries::Query;

/// The resources this process has used so far, as Linux reports them.
pub(crate) struct Usage {
    cpu_ticks: u64,
}

/// `_SC_CLK_TCK`: 100 on every Linux that Rust supports.
const TICKS_PER_SECOND: f64 = 100.0;

impl Usage {
    pub(crate) fn now() -> Result<Usage> {
        let stat =
            std::fs::read_to_string("/proc/self/stat").context("CPU time is read from Linux's /proc")?;
        // The second field is the program's name in brackets, and may contain anything.
        let (_, fields) = stat.rsplit_once(')').context("/proc/self/stat has no name")?;
        let ticks = |index: usize| -> Result<u64> {
            Ok(fields.split_whitespace().nth(index).context("/proc/self/stat is short")?.parse()?)
        };
        // utime and stime, the fields 14 and 15 of proc(5).
        Ok(Usage { cpu_ticks: ticks(11)? + ticks(12)? })
    }
}

fn peak_memory_bytes() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}

/// The cost of indexing. Reading the documents is not counted, but their memory is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Indexing {
    pub(crate) wall_seconds: f64,
    pub(crate) cpu_seconds: f64,
    pub(crate) peak_memory_bytes: u64,
}

impl Indexing {
    pub(crate) fn since(before: &Usage, started: Instant) -> Result<Indexing> {
        let wall_seconds = started.elapsed().as_secs_f64();
        let ticks = u32::try_from(Usage::now()?.cpu_ticks - before.cpu_ticks)?;
        let cpu_seconds = f64::from(ticks) / TICKS_PER_SECOND;
        Ok(Indexing { wall_seconds, cpu_seconds, peak_memory_bytes: peak_memory_bytes()? })
    }
}

/// The answers of one process to all queries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// For each query the ids of all matching documents.
    pub(crate) found: Vec<Vec<String>>,
    /// For each query the microseconds of its passes.
    pub(crate) top_us: Vec<Vec<f64>>,
    /// The same with snippets.
    pub(crate) snippets_us: Vec<Vec<f64>>,
    pub(crate) peak_memory_bytes: u64,
}

/// Timed passes over all queries, after one for warming up.
const PASSES: usize = 5;

/// Answers all queries, pass after pass.
pub(crate) fn answer(searcher: &dyn Searcher, queries: &[Query]) -> Result<Answers> {
    // A peer's snippets may panic; that is caught and need not be printed each time.
    std::panic::set_hook(Box::new(|_| {}));
    let mut top_us = vec![Vec::new(); queries.len()];
    let mut snippets_us = vec![Vec::new(); queries.len()];
    for pass in 0..=PASSES {
        for (index, query) in queries.iter().enumerate() {
            let started = Instant::now();
            std::hint::black_box(searcher.top(query)?);
            let top = microseconds(started);
            let started = Instant::now();
            std::hint::black_box(searcher.snippets(query)?);
            let with_snippets = microseconds(started);
            if pass > 0 {
                top_us[index].push(top);
                snippets_us[index].push(with_snippets);
            }
        }
    }
    let found = queries.iter().map(|query| searcher.all(query)).collect::<Result<_>>()?;
    Ok(Answers { found, top_us, snippets_us, peak_memory_bytes: peak_memory_bytes()? })
}

fn microseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e6
}

/// The bytes of all files of a folder.
pub(crate) fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

//! Comparison of engines: the same documents and queries, in one run.
//!
//! ```text
//! cargo run --release -p jianbao-peers --features engines --bin engines -- run ../shared/corpus/rmrb-2020-01-06.jsonl
//!     [--megabytes 45] [--queries 40] [--rounds 3] [--json benches/record/engines-DATE.json]
//! ```
//!
//! Every engine indexes and answers in a separate process, so that CPU seconds and peak memory can be
//! attributed to it. The engines run in alternation in every round, so that load on the machine affects all of
//! them. jianbao is used through its library, with default settings except `Matching::All`, because the other
//! engines return no partial matches. The tantivy indexes follow the READMEs of their tokenizers: a title and a
//! body field with positions, both stored. Like jianbao, they have two threads and 100 MB of memory:
//!
//! | engine | configuration |
//! |---|---|
//! | jianbao | this project |
//! | tantivy-jieba | its default: jieba's search mode with the hidden Markov model, positions in characters |
//! | cang-jie | `Default { hmm: false }`, as in its README |
//! | cang-jie-unicode | `Unicode`: every character a token |
//! | bigrams | overlapping bigrams with positions |
//! | scan | no index: a substring search over the whole text in memory, which is also the oracle |
//!
//! The classes of queries are:
//!
//! - a common word, in 10–40% of the documents;
//! - a rare word, in 2–6 documents of the sample;
//! - two or three words of one document;
//! - a common phrase, in at least half a percent of the documents;
//! - a phrase from any place in the text;
//! - a string of 4 to 8 characters from any place.
//!
//! The same seed draws the same queries. The oracle of recall and precision is a substring search over raw
//! title and body. jianbao also matches across line breaks, which lowers its precision here.
//!
//! Warm figures combine all passes of all rounds, except the first pass of each process. "Top 10" returns the
//! ids of the ten best documents; "with snippets" searches again and makes ten snippets. The cold process
//! opens the index, answers one query of a common word with ten snippets, and ends; the page cache is warm.
//! `nothing` is a process that does nothing.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench shows what it measured")]

mod document;
mod engine;
mod jianbao_engine;
mod measure;
mod queries;
mod report;
mod scan_engine;
mod tantivy_engine;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};

use document::Document;
use engine::Engine;
use jianbao_engine::JianbaoEngine;
use measure::{Answers, Indexing, Usage};
use queries::{Class, Query};
use report::{EngineReport, Report};
use scan_engine::ScanEngine;
use tantivy_engine::{Cut, TantivyEngine};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Measure every engine
    Run {
        /// JSON lines with id, title and body
        corpus: PathBuf,
        /// Megabytes of text to take
        #[arg(long, default_value_t = 45)]
        megabytes: usize,
        /// Queries of each class
        #[arg(long, default_value_t = 40)]
        queries: usize,
        /// Rounds: turns of every engine
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// Only these engines
        #[arg(long)]
        engine: Vec<String>,
        /// File for the figures as JSON
        #[arg(long)]
        json: Option<PathBuf>,
    },
    /// Index with one engine (a step of `run`)
    #[command(hide = true)]
    Index { engine: String, documents: PathBuf, folder: PathBuf },
    /// Answer every query with one engine (a step of `run`)
    #[command(hide = true)]
    Answer { engine: String, folder: PathBuf, queries: PathBuf },
    /// Open, answer one query, end (a step of `run`)
    #[command(hide = true)]
    Cold { engine: String, folder: PathBuf, query: String },
}

fn main() -> Result<()> {
    match Arguments::parse().step {
        Step::Run { corpus, megabytes, queries, rounds, engine, json } => {
            let report = run(&corpus, megabytes * 1_000_000, queries, rounds.max(1), &engine)?;
            print!("{report}");
            if let Some(json) = json {
                std::fs::write(&json, serde_json::to_string_pretty(&report)? + "\n")
                    .with_context(|| format!("write {}", json.display()))?;
            }
        }
        Step::Index { engine: name, documents, folder } => {
            let documents = document::read(&documents)?;
            let before = Usage::now()?;
            let started = Instant::now();
            engine(&name)?.index(documents, &folder)?;
            let indexing = Indexing::since(&before, started)?;
            println!("{}", serde_json::to_string(&indexing)?);
        }
        Step::Answer { engine: name, folder, queries } => {
            let queries: Vec<Query> = serde_json::from_str(&std::fs::read_to_string(queries)?)?;
            let searcher = engine(&name)?.open(&folder)?;
            println!("{}", serde_json::to_string(&measure::answer(searcher.as_ref(), &queries)?)?);
        }
        Step::Cold { engine: name, folder, query } => {
            if name != NOTHING {
                let query = Query { class: Class::CommonWord, text: query };
                engine(&name)?.open(&folder)?.snippets(&query)?;
            }
        }
    }
    Ok(())
}

/// The name of a process that does nothing.
const NOTHING: &str = "nothing";

fn run(corpus: &Path, bytes: usize, count: usize, rounds: usize, only: &[String]) -> Result<Report> {
    let scratch = tempfile::tempdir().context("make a folder for the indexes")?;
    let documents = document::take(corpus, bytes)?;
    let queries = queries::draw(&documents, count);
    let relevant: Vec<Vec<String>> = queries.iter().map(|query| query.matches(&documents)).collect();
    let documents_path = scratch.path().join("documents.jsonl");
    document::write(&documents_path, &documents)?;
    let queries_path = scratch.path().join("queries.json");
    std::fs::write(&queries_path, serde_json::to_string(&queries)?)?;
    let text_bytes: usize = documents.iter().map(|document| document.title.len() + document.body.len()).sum();
    let names: Vec<&str> =
        ENGINES.into_iter().filter(|name| only.is_empty() || only.iter().any(|one| one == name)).collect();
    if names.is_empty() {
        bail!("no such engine; there are {}", ENGINES.join(", "));
    }
    let common = queries.iter().find(|query| query.class == Class::CommonWord);
    let common = common.context("the corpus is too small to hold a common word")?.text.clone();
    let mut engines: BTreeMap<&str, EngineReport> = BTreeMap::new();
    let mut nothing_ms = Vec::new();
    for round in 0..rounds {
        for name in &names {
            eprintln!("round {}: {name}", round + 1);
            let folder = scratch.path().join(name);
            if folder.exists() {
                std::fs::remove_dir_all(&folder)?;
            }
            std::fs::create_dir_all(&folder)?;
            let report = engines.entry(name).or_default();
            let paths = [documents_path.as_os_str(), folder.as_os_str()];
            report.indexing.push(serde_json::from_str(&step("index", name, &paths)?)?);
            report.index_bytes = measure::folder_bytes(&folder)?;
            let paths = [folder.as_os_str(), queries_path.as_os_str()];
            let answers: Answers = serde_json::from_str(&step("answer", name, &paths)?)?;
            report.add(answers, &queries, &relevant);
            for _ in 0..COLD_PROCESSES {
                report.cold_ms.push(cold(name, &folder, &common)?);
                nothing_ms.push(cold(NOTHING, &folder, &common)?);
            }
        }
    }
    let engines = names.iter().filter_map(|name| Some(((*name).to_owned(), engines.remove(name)?))).collect();
    Ok(Report { documents: documents.len(), text_bytes, queries: queries.len(), rounds, nothing_ms, engines })
}

/// The number of cold processes of every engine in a round.
const COLD_PROCESSES: usize = 7;

/// Runs one step in a process of its own and returns its output.
fn step(step: &str, engine: &str, paths: &[&std::ffi::OsStr]) -> Result<String> {
    let output = Command::new(std::env::current_exe()?).arg(step).arg(engine).args(paths).output()?;
    if !output.status.success() {
        bail!("{step} {engine}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The wall time of a process that answers one query, in milliseconds.
fn cold(engine: &str, folder: &Path, query: &str) -> Result<f64> {
    let started = Instant::now();
    step("cold", engine, &[folder.as_os_str(), query.as_ref()])?;
    Ok(started.elapsed().as_secs_f64() * 1e3)
}

/// The documents that a query must find.
impl Query {
    fn matches(&self, documents: &[Document]) -> Vec<String> {
        documents.iter().filter(|document| self.is_in(document)).map(|document| document.id.clone()).collect()
    }
}

/// The names of all engines, in the order of the report.
const ENGINES: [&str; 6] = ["jianbao", "tantivy-jieba", "cang-jie", "cang-jie-unicode", "bigrams", "scan"];

/// The engine of a name.
fn engine(name: &str) -> Result<Box<dyn Engine>> {
    Ok(match name {
        "jianbao" => Box::new(JianbaoEngine),
        "tantivy-jieba" => Box::new(TantivyEngine { cut: Cut::Jieba }),
        "cang-jie" => Box::new(TantivyEngine { cut: Cut::CangJie }),
        "cang-jie-unicode" => Box::new(TantivyEngine { cut: Cut::CangJieUnicode }),
        "bigrams" => Box::new(TantivyEngine { cut: Cut::Bigrams }),
        "scan" => Box::new(ScanEngine),
        other => bail!("there is no engine {other}; there are {}", ENGINES.join(", ")),
    })
}

//! Ranking quality of jianbao, beside BM25 over words, over bigrams, and over both.
//!
//! ```text
//! cargo run --release -p jianbao-peers --features quality --bin quality -- ../shared/gold/events ../shared/gold/cmrc2018
//!     [--converted] [--headlines ../shared/corpus/rmrb-2020-01-06.jsonl]… [--run FOLDER]
//! ```
//!
//! A [set](set) is a folder with `docs.jsonl` (articles) and `queries.jsonl` (`{"query", "relevant": [id, …]}`). With
//! `--converted`, each is also judged [in traditional characters](conversion). `--headlines` makes sets of the
//! [headlines](headlines) of a file of articles. All rankings use the same documents and queries in the same run.
//!
//! jianbao searches with the defaults of the command line. The baselines are [BM25](baseline) over title and body in one field,
//! over jieba's words, over bigrams, and their fusion. Each has the k1 and b that are best for it on the set itself, which no user
//! could know: jianbao has one setting for all sets.
//!
//! The figures are means of nDCG@10 and MRR@10 over all queries. Beside each baseline stand the mean difference (jianbao's nDCG@10
//! minus that of the baseline, query by query) and its [95% interval](bootstrap). `--run` writes every ranking in the format of
//! TREC, for other evaluators.

#![expect(clippy::print_stdout, reason = "a bench shows what it measured")]

mod baseline;
mod bootstrap;
mod conversion;
mod figures;
mod headlines;
mod set;
mod trec;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use jianbao::{Article, Index, SearchRequest};
use jianbao_peers::bigrams::Bigrams;
use tantivy::tokenizer::{LowerCaser, TextAnalyzer};

use baseline::{Bm25, Peer};
use figures::{DEPTH, Figures, mean};
use set::Set;
use trec::Runs;

/// Ranking quality of jianbao, beside BM25 over words, over bigrams, and over both.
#[derive(Parser)]
struct Args {
    /// Folders of sets.
    sets: Vec<PathBuf>,
    /// Judge each set in traditional characters too.
    #[arg(long)]
    converted: bool,
    /// A JSON Lines file of articles whose headlines become queries.
    #[arg(long, value_name = "FILE")]
    headlines: Vec<PathBuf>,
    /// A folder for the rankings, in the format of TREC.
    #[arg(long, value_name = "FOLDER")]
    run: Option<PathBuf>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    anyhow::ensure!(
        args.sets.len() + args.headlines.len() > 0,
        "name the folders of the sets, as ../shared/gold/events"
    );
    let runs = args.run.map(Runs::in_folder).transpose()?;
    for folder in &args.sets {
        let set = Set::read(folder)?;
        judge(&set, runs.as_ref())?;
        if args.converted {
            for set in conversion::converted(&set)? {
                judge(&set, runs.as_ref())?;
            }
        }
    }
    for file in &args.headlines {
        for set in headlines::sets(file)? {
            judge(&set, runs.as_ref())?;
        }
    }
    Ok(())
}

/// Judges all rankings of a set, and prints a table.
fn judge(set: &Set, runs: Option<&Runs>) -> Result<()> {
    println!("{}: {} documents, {} queries", set.name, set.articles.len(), set.questions.len());
    println!("{:<24} nDCG@10  MRR@10   jianbao minus it", "");
    let index = index_of(&set.articles)?;
    let mut rankings = Vec::with_capacity(set.questions.len());
    for question in &set.questions {
        rankings.push(ranking(&index, &question.query)?);
    }
    drop(index);
    let ours = figures::of_all(set, &rankings);
    println!("{:<24} {}", "jianbao", means(&ours));
    let keep =
        |name: &str, rankings: &[Vec<String>]| runs.map_or(Ok(()), |runs| runs.write(set, name, rankings));
    keep("jianbao", &rankings)?;
    let words = TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new()).filter(LowerCaser).build();
    let bigrams = TextAnalyzer::from(Bigrams);
    for Peer { name, setting, rankings, figures } in
        baseline::best(set, &Bm25::of(&set.articles, words), &Bm25::of(&set.articles, bigrams))
    {
        let differences: Vec<f64> =
            ours.iter().zip(&figures).map(|(ours, its)| ours.ndcg - its.ndcg).collect();
        let (low, high) = bootstrap::interval(&differences);
        println!(
            "{name:<24} {}   {:+.4} ({low:+.4} to {high:+.4}), {setting}",
            means(&figures),
            mean(differences.iter().copied()),
        );
        keep(name, &rankings)?;
    }
    Ok(())
}

fn means(figures: &[Figures]) -> String {
    let ndcg = mean(figures.iter().map(|figures| figures.ndcg));
    let mrr = mean(figures.iter().map(|figures| figures.reciprocal_rank));
    format!("{ndcg:.4}   {mrr:.4}")
}

fn index_of(articles: &[Article]) -> Result<Index> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    for article in articles {
        writer.add(article.clone())?;
    }
    writer.finish()?;
    Ok(index)
}

/// The ids of jianbao's best documents for a query, best first, as the command line searches by default.
fn ranking(index: &Index, query: &str) -> Result<Vec<String>> {
    Ok(index.ids(&SearchRequest::new(query).limit(DEPTH))?)
}

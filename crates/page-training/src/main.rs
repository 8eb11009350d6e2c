//! Trains the model by which `jianbao-article` splits newspaper pages, and evaluates it.
//!
//! ```text
//! cargo run --release -p jianbao-page-training -- train CORPUS.jsonl... --out crates/article/data
//! cargo run --release -p jianbao-page-training -- evaluate CORPUS.jsonl... --fresh OTHER.jsonl --marked PAGES...
//! ```
//!
//! A corpus has one article per line: `title_lines`, `title` or neither, `body` with one paragraph per line,
//! and for printed articles `date`, `page` and `seq`. [`grammar`] lays them out in the styles of many papers;
//! two slices of the printed pages are held out. The same corpora and options give the same files. The files
//! contain only counts of pairs of characters and weights of hashed features, no text of the corpora.
//!
//! `crates/page-training/RECORD.md` records the trials and their results; the figures are in `docs/benches.md`.

mod corpus;
mod evaluation;
mod grammar;
mod lesson;
mod model;
mod trainer;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use fastrand::Rng;

use corpus::Corpus;
use evaluation::Evaluation;
use grammar::{Grammar, Kind};
use model::{Course, Model};

/// Train the page model, or evaluate the splitting of pages
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the library's files of pairs and weights
    Train {
        /// Corpora, JSON lines
        #[arg(required = true)]
        corpora: Vec<PathBuf>,
        /// Kinds of pages to leave out
        #[arg(long, value_delimiter = ',')]
        without: Vec<Kind>,
        /// The folder of the files
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        course: Course,
    },
    /// Write pages as models learn from them, to look at: each line with its state before it
    Draw {
        /// Corpora, JSON lines
        #[arg(required = true)]
        corpora: Vec<PathBuf>,
        /// Number of pages
        #[arg(long, default_value_t = 20)]
        pages: usize,
        /// Seed of the random numbers
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Print the table of figures
    Evaluate {
        /// Corpora that models learn from, JSON lines
        #[arg(required = true)]
        corpora: Vec<PathBuf>,
        /// The source of pages in fresh house styles; the library's model may have learned from it, those trained here do not
        #[arg(long)]
        fresh: PathBuf,
        /// Folders of pages with their articles in NAME.gold.json
        #[arg(long)]
        marked: Vec<PathBuf>,
        /// Print every start that is wrong in fresh house styles whose name begins so, instead of the table
        #[arg(long, requires = "model")]
        wrong: Option<String>,
        /// Train nothing: all figures by the model of this folder
        #[arg(long)]
        model: Option<PathBuf>,
        #[command(flatten)]
        course: Course,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Train { corpora, without, out, course } => {
            Model::train(&Corpus::read(&corpora)?, &without, &course).write(&out)?;
        }
        Command::Draw { corpora, pages, seed } => {
            let corpus = Corpus::read(&corpora)?;
            let grammar = Grammar::new(&corpus, Vec::new());
            let mut rng = Rng::with_seed(seed);
            let mut out = String::new();
            for _ in 0..pages {
                let page = grammar.page(&mut rng);
                for (line, state) in &page.lines {
                    out.push_str(&format!("{state:?}\t{line}\n"));
                }
                out.push_str(&format!("\n{}\n════════\n", page.text));
            }
            std::io::stdout().write_all(out.as_bytes())?;
        }
        Command::Evaluate { corpora, fresh, marked, model, course, wrong } => {
            let evaluation = Evaluation { corpora, fresh, marked, model, course };
            let table = match wrong {
                Some(style) => evaluation.wrong(&style)?,
                None => evaluation.table()?,
            };
            std::io::stdout().write_all(table.as_bytes())?;
        }
    }
    Ok(())
}

//! Trains the model by which `jianbao-article` splits newspaper pages, and writes its data files.
//!
//! ```text
//! cargo run --release -p jianbao-page-training -- CORPUS.jsonl... [--held-out PAGES] [--out crates/article/data]
//! ```
//!
//! What was tried, and what it gave, is told in `crates/page-training/RECORD.md`.
//!
//! A corpus has an article a line: `title_lines` or `title`, `body` with a paragraph a line, and where they stood on
//! paper `date`, `page` and `seq`. Pages are laid out anew in every round, in the manners of many papers. The same
//! corpora and options give the same files. Nothing of the corpora is in the files but counts of pairs of
//! characters and weights of hashed features.
#![expect(clippy::print_stderr, reason = "a command of ours that tells how it goes")]

mod corpus;
mod figures;
mod invention;
mod layout;
mod trainer;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::{fs, thread};

use anyhow::{Context, Result};
use clap::Parser;
use fastrand::Rng;
use jianbao_article::training::{NEVER, PairTable, Sample, State, Weights, samples};

use corpus::{Corpus, Gold, Report};
use figures::Figures;
use invention::Clauses;
use layout::{Manner, lay_out};
use trainer::{Lesson, Pace, Trainer};

#[derive(Parser)]
struct Arguments {
    /// JSON lines, an article each
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// A folder of laid-out pages (`*.gold.json`): nothing is learned from pages with their articles
    #[arg(long)]
    held_out: Option<PathBuf>,
    /// Dates that begin so are not learned from either
    #[arg(long)]
    held_out_month: Option<String>,
    /// Where the data files go
    #[arg(long)]
    out: Option<PathBuf>,
    /// How often the pages are gone through
    #[arg(long, default_value_t = 8)]
    rounds: usize,
    /// As many pages, in hundredths of those read, are put together from articles of many pages
    #[arg(long, default_value_t = 30)]
    mixed_percent: usize,
    /// How far a step goes
    #[arg(long, default_value_t = 0.12)]
    rate: f32,
    /// How much must speak for a weight to be kept
    #[arg(long, default_value_t = 3.0)]
    l1: f32,
    /// How much large weights are held back
    #[arg(long, default_value_t = 0.5)]
    l2: f32,
    /// Features that are rarer in a round are left out
    #[arg(long, default_value_t = 4)]
    least: u32,
    /// Where the inventions begin
    #[arg(long, default_value_t = 5)]
    seed: u64,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let held_out_ids = match &arguments.held_out {
        Some(folder) => corpus::ids_in(folder)?,
        None => HashSet::new(),
    };
    let corpus = Corpus::read(&arguments.corpora, &held_out_ids, arguments.held_out_month.as_deref())?;
    eprintln!(
        "{} pages to learn from, {} held out, {} loose articles",
        corpus.pages.len(),
        corpus.held_out.len(),
        corpus.loose.len()
    );
    let pairs = count_pairs(&corpus);
    let table = PairTable::read(&pairs).context("the table just made")?;
    let weights = train(&arguments, &corpus, &table);
    eprintln!("pairs {} bytes, model {} bytes", pairs.len(), weights.len());
    if let Some(out) = &arguments.out {
        fs::create_dir_all(out)?;
        fs::write(out.join("pairs.bin"), pairs)?;
        fs::write(out.join("page-model.bin"), weights)?;
    }
    Ok(())
}

/// Pairs that stand in the corpora less often are left out.
const LEAST_PAIRS: u32 = 10;

fn count_pairs(corpus: &Corpus) -> Vec<u8> {
    let mut characters: HashMap<char, u32> = HashMap::new();
    let mut pairs: HashMap<(char, char), u32> = HashMap::new();
    for paragraph in corpus.reports().flat_map(|report| &report.paragraphs) {
        let mut before = None;
        for c in paragraph.chars() {
            *characters.entry(c).or_default() += 1;
            if let Some(before) = before {
                *pairs.entry((before, c)).or_default() += 1;
            }
            before = Some(c);
        }
    }
    let common: Vec<(char, char, u32)> = pairs
        .into_iter()
        .filter(|(_, count)| *count >= LEAST_PAIRS)
        .map(|((a, b), count)| (a, b, count))
        .collect();
    PairTable::compile(&|c| characters.get(&c).copied().unwrap_or(0), &common)
}

/// The pages of one round, in an order of its own.
fn round(
    arguments: &Arguments,
    corpus: &Corpus,
    clauses: &Clauses,
    number: usize,
) -> impl Iterator<Item = (Vec<Gold>, String)> {
    let mut rng = Rng::with_seed(arguments.seed ^ (number as u64) << 32);
    let mut pages: Vec<Vec<Report>> = corpus.pages.clone();
    let mixed = pages.len() * arguments.mixed_percent / 100;
    let all: Vec<&Report> = corpus.reports().filter(|report| report.paragraphs.len() <= 60).collect();
    pages.extend((0..mixed).map(|_| {
        let count = rng.usize(3..=9);
        (0..count).map(|_| all[rng.usize(..all.len())].clone()).collect()
    }));
    rng.shuffle(&mut pages);
    pages.into_iter().map(move |page| {
        let manner = if rng.f32() < 0.5 { Manner::Plain } else { Manner::Printed };
        lay_out(&page, manner, clauses, &mut rng)
    })
}

fn train(arguments: &Arguments, corpus: &Corpus, table: &PairTable<'_>) -> Vec<u8> {
    let clauses = Clauses::of(corpus);
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for (_, text) in round(arguments, corpus, &clauses, 0) {
        for hash in samples(&text, table).iter().flat_map(|sample| &sample.features) {
            *seen.entry(*hash).or_default() += 1;
        }
    }
    let mut frequent: Vec<u32> =
        seen.into_iter().filter(|(_, count)| *count >= arguments.least).map(|(hash, _)| hash).collect();
    frequent.sort_unstable();
    let pace = Pace { rate: arguments.rate, l1: arguments.l1, l2: arguments.l2 };
    let mut trainer = Trainer::new(pace, frequent.into_iter());
    eprintln!("{} features", trainer.features());
    let test: Vec<Lesson> = {
        let mut rng = Rng::with_seed(arguments.seed);
        corpus
            .held_out
            .iter()
            .map(|page| lesson(lay_out(page, Manner::Plain, &clauses, &mut rng), table))
            .collect()
    };
    for number in 1..=arguments.rounds {
        // One thread lays out and looks at the pages, another learns from them in the same order.
        let clauses = &clauses;
        let (sender, receiver) = sync_channel(64);
        let (loss, lines) = thread::scope(|scope| {
            scope.spawn(move || {
                for page in round(arguments, corpus, clauses, number) {
                    if sender.send(lesson(page, table)).is_err() {
                        return;
                    }
                }
            });
            let (mut loss, mut lines, mut lost) = (0.0, 0, 0);
            for lesson in receiver {
                let page_loss = trainer.learn(&lesson);
                if page_loss.is_nan() {
                    lost += 1;
                    continue;
                }
                loss += f64::from(page_loss);
                lines += lesson.samples.len();
            }
            if lost > 0 {
                eprintln!("{lost} pages could not be learned from");
            }
            (loss, lines)
        });
        if number > arguments.rounds / 2 {
            trainer.remember();
        }
        let model = trainer.compile();
        let mut figures = Figures::default();
        for lesson in test.iter().filter(|_| number > arguments.rounds / 2) {
            let weights = Weights::read(&model).expect("the model just made");
            figures.add(&trainer::read(&weights, &lesson.samples), &lesson.states);
        }
        eprintln!("round {number}: loss a line {:.4}  held out: {figures}", loss / lines.max(1) as f64);
    }
    trainer.compile()
}

/// The lines of a laid-out page as the model sees them, each with a state that it may be in.
fn lesson((gold, text): (Vec<Gold>, String), table: &PairTable<'_>) -> Lesson {
    let samples = samples(&text, table);
    let mut states: Vec<State> = Vec::with_capacity(samples.len());
    let mut gold = gold.into_iter().peekable();
    let mut is_under_headline = false;
    for sample in &samples {
        // Lines that look like page headers are left out of the samples.
        let found = gold.by_ref().find(|(line, _)| line.trim() == sample.text).map(|(_, state)| state);
        let mut state = found.unwrap_or(State::Body);
        let goes_on = gold.peek().is_some_and(|(_, below)| *below == State::Continuation);
        if state == State::Body && sample.is_short && !goes_on {
            state = State::Section;
        }
        // A name under a headline is a byline, whoever put it there.
        let may_be_byline = sample.allowed[State::Byline as usize] > NEVER;
        if matches!(state, State::Body | State::Section) && is_under_headline && may_be_byline {
            state = State::Byline;
        }
        if state == State::Body && is_under_headline {
            state = State::FirstBody;
        }
        states.push(possible(state, sample, states.last().copied()));
        is_under_headline = match state {
            State::HeadlineStart | State::Headline => true,
            State::FirstBody | State::BodyStart => false,
            _ => is_under_headline,
        };
    }
    Lesson { samples, states }
}

/// The state, or the nearest to it that the line may be in.
fn possible(state: State, sample: &Sample, above: Option<State>) -> State {
    let may = |state: State| sample.allowed[state as usize] > NEVER && state.may_follow(above);
    let instead = [state, State::HeadlineStart, State::Body, State::BodyStart];
    let told = State::ALL[State::GUESSED..].iter().copied();
    match state {
        State::Headline => {
            [State::Headline, State::HeadlineStart].into_iter().chain(told).find(|state| may(*state))
        }
        State::HeadlineStart | State::BodyStart => {
            [state, State::BodyStart].into_iter().chain(told).find(|state| may(*state))
        }
        _ => [state, State::Body, State::BodyStart].into_iter().chain(told).find(|state| may(*state)),
    }
    .or_else(|| instead.into_iter().find(|state| may(*state)))
    .unwrap_or(state)
}

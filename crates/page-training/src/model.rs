//! Training of a model from a corpus: pages are generated, converted to features once, and used in several rounds.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;
use std::{fs, thread};

use anyhow::{Context, Result};
use fastrand::Rng;
use jianbao_article::Article;
use jianbao_article::training::{PairTable, Weights, parse_page_with};

use crate::corpus::{Corpus, Report};
use crate::grammar::{Grammar, Kind, Page};
use crate::lesson::Lesson;
use crate::trainer::{Pace, Trainer};

/// Amount and course of the training.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Course {
    /// Pages of papers drawn at random
    #[arg(long, default_value_t = 10_000)]
    drawn: usize,
    /// Additional pages of articles from many pages, in percent of the printed ones
    #[arg(long, default_value_t = 60)]
    mixed_percent: usize,
    /// Rounds of learning; the model is the mean of the later half
    #[arg(long, default_value_t = 4)]
    rounds: usize,
    /// Learning rate
    #[arg(long, default_value_t = 0.12)]
    rate: f32,
    /// L1 regularisation
    #[arg(long, default_value_t = 5.0)]
    l1: f32,
    /// L2 regularisation
    #[arg(long, default_value_t = 0.5)]
    l2: f32,
    /// Minimum frequency of a feature
    #[arg(long, default_value_t = 6)]
    least: u32,
    /// Seed of the random numbers
    #[arg(long, default_value_t = 5)]
    seed: u64,
}

/// The files of a model.
pub(crate) struct Model {
    pub(crate) pairs: Vec<u8>,
    pub(crate) weights: Vec<u8>,
}

/// A model that reads pages.
pub(crate) struct Reader<'m> {
    table: PairTable<'m>,
    weights: Weights<'m>,
}

impl Reader<'_> {
    /// The articles of a page.
    pub(crate) fn read(&self, text: &str) -> Vec<Article> {
        parse_page_with(text, &self.table, &self.weights).articles
    }
}

impl Model {
    /// The files of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Model> {
        let read = |name| {
            let file = folder.join(name);
            fs::read(&file).with_context(|| format!("reading {}", file.display()))
        };
        Ok(Model { pairs: read("pairs.bin")?, weights: read("page-model.bin")? })
    }

    /// Writes the files into a folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("pairs.bin"), &self.pairs)?;
        fs::write(folder.join("page-model.bin"), &self.weights)?;
        Ok(())
    }

    /// Page parser with the model; an error if its files are invalid.
    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        let table = PairTable::read(&self.pairs).context("no table of pairs")?;
        Ok(Reader { table, weights: Weights::read(&self.weights).context("no weights")? })
    }

    /// Learns from a corpus, without pages of some kinds.
    pub(crate) fn train(corpus: &Corpus, without: &[Kind], course: &Course) -> Model {
        let clock = Instant::now();
        let pairs = count_pairs(corpus);
        let table = PairTable::read(&pairs).expect("the table just made");
        let grammar = Grammar::new(corpus, without.to_vec());
        let mut rng = Rng::with_seed(course.seed);
        let pages = pages(&grammar, corpus, course, &mut rng);
        let mut lessons = lessons(&pages, &table);
        drop(pages);
        let mut seen: HashMap<u32, u32> = HashMap::new();
        for hash in lessons.iter().flat_map(|lesson| &lesson.samples).flat_map(|sample| &sample.features) {
            *seen.entry(*hash).or_default() += 1;
        }
        let often = seen.into_iter().filter(|(_, count)| *count >= course.least).map(|(hash, _)| hash);
        let mut often: Vec<u32> = often.collect();
        often.sort_unstable();
        let pace = Pace { rate: course.rate, l1: course.l1, l2: course.l2 };
        let mut trainer = Trainer::new(pace, often.into_iter());
        for lesson in &mut lessons {
            trainer.number(lesson);
        }
        tell(&format!("{} pages, {} features", lessons.len(), trainer.features()), clock);
        for round in 1..=course.rounds {
            rng.shuffle(&mut lessons);
            let (mut loss, mut lines, mut lost) = (0.0, 0_u32, 0);
            for lesson in &lessons {
                let of_page = trainer.learn(lesson);
                if of_page.is_nan() {
                    lost += 1;
                } else {
                    loss += f64::from(of_page);
                    lines += u32::try_from(lesson.samples.len()).unwrap_or(0);
                }
            }
            if round > course.rounds / 2 {
                trainer.remember();
            }
            let loss = loss / f64::from(lines.max(1));
            tell(&format!("round {round}: loss a line {loss:.4}, {lost} pages not learned from"), clock);
        }
        let weights = trainer.compile();
        tell(&format!("pairs {} bytes, model {} bytes", pairs.len(), weights.len()), clock);
        Model { pairs, weights }
    }
}

#[expect(clippy::print_stderr, reason = "a command of ours that tells how it goes")]
fn tell(what: &str, clock: Instant) {
    eprintln!("{:>5.0} s  {what}", clock.elapsed().as_secs_f32());
}

/// Pages of the known paper in its web edition, mixtures of its articles, and pages drawn at random.
fn pages(grammar: &Grammar<'_>, corpus: &Corpus, course: &Course, rng: &mut Rng) -> Vec<Page> {
    let mut pages: Vec<Page> = corpus.pages.iter().map(|page| grammar.plain(page, rng)).collect();
    let all: Vec<&Report> = corpus.pages.iter().flatten().collect();
    for _ in 0..pages.len() * course.mixed_percent / 100 {
        let count = rng.usize(3..=9);
        let mixed: Vec<Report> =
            (0..count).filter_map(|_| rng.choice(&all).map(|one| (*one).clone())).collect();
        pages.push(grammar.plain(&mixed, rng));
    }
    pages.extend((0..course.drawn).map(|_| grammar.page(rng)));
    rng.shuffle(&mut pages);
    pages
}

/// The lessons of pages, in their order; two threads compute them.
fn lessons(pages: &[Page], table: &PairTable<'_>) -> Vec<Lesson> {
    let (one, other) = pages.split_at(pages.len() / 2);
    let of = |pages: &[Page]| -> Vec<Lesson> { pages.iter().map(|page| Lesson::of(page, table)).collect() };
    thread::scope(|scope| {
        let beside = scope.spawn(|| of(other));
        let mut lessons = of(one);
        lessons.extend(beside.join().expect("looking at a page does not panic"));
        lessons
    })
}

/// Minimum frequency of a pair in the corpora.
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

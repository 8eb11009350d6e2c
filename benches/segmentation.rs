//! Segmenting news: our modes against jieba-rs, one thread, in one run.
//!
//! ```text
//! cargo bench -p jianbao-analysis --bench segmentation                  2 MB of the shared corpus
//! cargo bench -p jianbao-analysis --bench segmentation -- FILE [ROUNDS] any text, read line by line
//! ```
//!
//! Every function is timed once a round, one after the other, and compared with jieba-rs's `cut` of the same
//! round: what else the machine does then falls on all of them. The ratio is the claim; megabytes a second
//! change with the machine. (Harnesses that time one function to the end before the next cannot say that.)
//! The text has to be varied: on one page repeated, caches and branch predictors learn the text by heart.
//! That the answers are jieba-rs's is checked once before the clock runs.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use jianbao_analysis::{
    Analyzer, Dictionary, Hmm, Mode, NormalizedText, Segmenter, UserDictionary, normalize, normalize_into,
};
use jieba_rs::Jieba;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/rmrb-2020-01-06.jsonl");
const CORPUS_BYTES: usize = 2_000_000;

/// A function that goes through the text once and says how many tokens it saw.
struct Contender<'a> {
    name: &'static str,
    bytes: usize,
    pass: Box<dyn FnMut() -> usize + 'a>,
    times: Vec<Duration>,
}

impl<'a> Contender<'a> {
    fn new(name: &'static str, bytes: usize, pass: Box<dyn FnMut() -> usize + 'a>) -> Self {
        Contender { name, bytes, pass, times: Vec::new() }
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let text = match arguments.first() {
        Some(file) => fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}")),
        None if Path::new(CORPUS).is_file() => corpus(),
        None => {
            println!("no shared corpus beside the workspace: name a file to measure on");
            return;
        }
    };
    let rounds = arguments.get(1).map_or(25, |rounds| rounds.parse().expect("a number of rounds"));
    let lines: Vec<&str> = text.lines().collect();
    print_opening();
    print_throughput(&lines, rounds);
}

/// The articles of the corpus, titles and paragraphs a line each, as far as is wanted.
fn corpus() -> String {
    let mut text = String::new();
    for line in fs::read_to_string(CORPUS).expect("the corpus is readable").lines() {
        let article: serde_json::Value = line.parse().expect("the corpus is JSON lines");
        for field in ["title", "body"] {
            text.push_str(article[field].as_str().unwrap_or_default());
            text.push('\n');
        }
        if text.len() >= CORPUS_BYTES {
            break;
        }
    }
    text
}

/// What it takes until a first sentence is cut.
fn print_opening() {
    let sentence = "平湖市的工人们在码头上讨论新的装卸办法，午后又看了一遍图纸。";
    let time = |open_and_cut: &mut dyn FnMut() -> usize| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(open_and_cut());
                start.elapsed()
            })
            .collect();
        times.sort();
        times[times.len() / 2]
    };
    let words: String = (0..10_000_u32)
        .filter_map(|n| {
            Some(format!(
                "平{}{}号 {n}\n",
                char::from_u32(0x4E00 + n / 100)?,
                char::from_u32(0x5E00 + n % 100)?
            ))
        })
        .collect();
    println!("opening the dictionary and cutting a first sentence, median of 15:");
    println!("  ours                       {:>12.1?}", time(&mut || Analyzer::new().exact(sentence).len()));
    println!(
        "  ours with 10,000 user words {:>11.1?}",
        time(&mut || Analyzer::new()
            .with_user_dictionary(&UserDictionary::parse(&words))
            .0
            .exact(sentence)
            .len())
    );
    println!("  jieba-rs                   {:>12.1?}", time(&mut || Jieba::new().cut(sentence, false).len()));
}

fn print_throughput(lines: &[&str], rounds: usize) {
    let theirs = Jieba::new();
    let ours = Segmenter::new(Dictionary::jieba());
    let analyzer = Analyzer::new();
    let normal: Vec<String> = lines.iter().map(|line| normalize(line)).collect();
    let raw_bytes = lines.iter().map(|line| line.len()).sum();
    let normal_bytes = normal.iter().map(String::len).sum();
    for line in lines {
        let (ours, theirs) = (ours.cut(line, Hmm::On), theirs.cut(line, true));
        assert!(ours.iter().map(|cut| cut.end_byte).eq(theirs.iter().map(|token| token.byte_end)), "{line}");
    }

    let mut buffer = String::new();
    let each_token = |mode: Mode| {
        let (analyzer, normal) = (&analyzer, &normal);
        move || {
            let mut count = 0;
            normal.iter().for_each(|line| analyzer.each_token(line, mode, |_, _| count += 1));
            count
        }
    };
    let mut contenders = [
        Contender::new(
            "jieba-rs cut, model",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| theirs.cut(line, true).len()).sum()),
        ),
        Contender::new(
            "jieba-rs cut",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| theirs.cut(line, false).len()).sum()),
        ),
        Contender::new(
            "jieba-rs search, model",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| theirs.cut_for_search(line, true).len()).sum()),
        ),
        Contender::new(
            "jieba-rs all",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| theirs.cut_all(line).len()).sum()),
        ),
        Contender::new(
            "each_cut, model",
            raw_bytes,
            Box::new(|| {
                let mut count = 0;
                lines.iter().for_each(|line| ours.each_cut(line, Hmm::On, |_| count += 1));
                count
            }),
        ),
        Contender::new(
            "cut, model",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| ours.cut(line, Hmm::On).len()).sum()),
        ),
        Contender::new(
            "cut",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| ours.cut(line, Hmm::Off).len()).sum()),
        ),
        Contender::new(
            "cut_for_search, model",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| ours.cut_for_search(line, Hmm::On).len()).sum()),
        ),
        Contender::new(
            "cut_all",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| ours.cut_all(line).len()).sum()),
        ),
        Contender::new("Analyzer exact", normal_bytes, Box::new(each_token(Mode::Exact))),
        Contender::new("Analyzer full", normal_bytes, Box::new(each_token(Mode::Full))),
        Contender::new("Analyzer search", normal_bytes, Box::new(each_token(Mode::Search))),
        Contender::new("Analyzer bigram", normal_bytes, Box::new(each_token(Mode::Bigram))),
        Contender::new("Analyzer unigram", normal_bytes, Box::new(each_token(Mode::Unigram))),
        Contender::new(
            "normalize_into",
            raw_bytes,
            Box::new(|| {
                lines
                    .iter()
                    .map(|line| {
                        normalize_into(line, &mut buffer);
                        buffer.len()
                    })
                    .sum()
            }),
        ),
        Contender::new(
            "NormalizedText",
            raw_bytes,
            Box::new(|| lines.iter().map(|line| NormalizedText::new(line).text().len()).sum()),
        ),
    ];

    for _ in 0..rounds {
        for contender in &mut contenders {
            let start = Instant::now();
            std::hint::black_box((contender.pass)());
            contender.times.push(start.elapsed());
        }
    }
    println!(
        "{raw_bytes} bytes in {} lines, {rounds} rounds; ratio to jieba-rs cut with the model:",
        lines.len()
    );
    println!("  {:<24} {:>9} {:>9}   {:>6}  quartiles", "", "median", "best", "ratio");
    let baseline = contenders[0].times.clone();
    for Contender { name, bytes, times, .. } in &mut contenders {
        let mut ratios: Vec<f64> =
            times.iter().zip(&baseline).map(|(own, base)| base.as_secs_f64() / own.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        times.sort();
        let speed = |time: Duration| *bytes as f64 / time.as_secs_f64() / 1e6;
        let at = |quarter: usize| ratios[(ratios.len() - 1) * quarter / 4];
        println!(
            "  {name:<24} {:>5.1} MB/s {:>4.0} MB/s  {:>6.2}  {:.2}–{:.2}",
            speed(times[times.len() / 2]),
            speed(times[0]),
            at(2),
            at(1),
            at(3)
        );
    }
}

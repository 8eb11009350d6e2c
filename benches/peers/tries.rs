//! Comparison of building blocks of a dictionary: their speed of finding the words of a text, and their size.
//!
//! ```text
//! cargo bench -p jianbao-peers --features tries                  2 MB of the shared corpus, line by line
//! cargo bench -p jianbao-peers --features tries -- FILE [ROUNDS] any text, line by line
//! ```
//!
//! All dictionaries contain the same words: those of two or more characters in the normal form of jieba's
//! dictionary. Ours also has the frequencies, the single characters and the hidden Markov model. All find
//! every occurrence of a word in the normalised lines. The tries search the words that begin at each
//! character; daachorse is an automaton that finds all of them in one pass. Ours is measured in the mode
//! `full`, which also emits runs and ordinals.
//!
//! *open* is the time from the bytes in a program until the first line has been searched. *built* is the time
//! to build the dictionary from sorted words, which a program with a compiled dictionary does not need.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cedarwood::Cedar;
use crawdad::{MpTrie, Trie};
use daachorse::CharwiseDoubleArrayAhoCorasick;
use jianbao_analysis::{Analyzer, Dictionary, normalize};
use jianbao_peers::asked::sample_and_rounds;
use jianbao_tokenizer_bench::{Contender, time_in_rounds};
use yada::DoubleArray;
use yada::builder::DoubleArrayBuilder;

fn main() {
    let (mut sample, rounds) = sample_and_rounds();
    for line in &mut sample.lines {
        *line = normalize(line);
    }
    println!("{}: {} bytes in {} lines, {rounds} rounds", sample.name, sample.bytes(), sample.lines.len());
    let words = words();
    println!("{} words of two and more characters", words.len());

    let blocks = [
        ours(),
        crawdad(&words),
        crawdad_mp(&words),
        daachorse(&words),
        yada(&words),
        fst(&words),
        cedarwood(&words),
    ];
    let (facts, finders): (Vec<_>, Vec<_>) =
        blocks.into_iter().map(|block| (block.facts, block.find)).unzip();
    let contenders = facts.iter().zip(finders).map(|(facts, find)| {
        let lines = &sample.lines;
        Contender::new(facts.name, sample.bytes(), move || lines.iter().map(|line| find(line)).sum())
    });
    let timings = time_in_rounds(contenders.collect(), rounds);
    println!(
        "\n  {:<20} {:>10}  {:>8}  {:>9}  {:>5}  ratio  quartiles",
        "", "bytes", "open, ms", "built, ms", "MB/s"
    );
    for (facts, timing) in facts.iter().zip(&timings) {
        assert_eq!(timing.tokens, timings[0].tokens, "{} finds other words than ours", facts.name);
        let ratio = timing.ratio_to(&timings[0]);
        println!(
            "  {:<20} {:>10}  {:>8}  {:>9}  {:>5.0}  {:>5.2}  {:.2}–{:.2}",
            facts.name,
            facts.bytes,
            milliseconds(facts.opened_in),
            milliseconds(facts.built_in),
            timing.megabytes_per_second().median,
            ratio.median,
            ratio.lower,
            ratio.upper
        );
    }
    println!("\n  words found: {}", timings[0].tokens);
}

/// The words, in byte order.
fn words() -> Vec<String> {
    let entries = Dictionary::normal_form().entries().into_iter();
    let mut words: Vec<String> =
        entries.map(|(word, _)| word).filter(|word| word.chars().nth(1).is_some()).collect();
    words.sort_unstable();
    words
}

/// Counts the words in a line.
type Find = Box<dyn Fn(&str) -> usize>;

/// A dictionary that is ready for searching.
struct Block {
    facts: Facts,
    find: Find,
}

impl Block {
    /// A trie that is stored ready for use, of this number of bytes, and is opened.
    fn stored(
        name: &'static str,
        bytes: usize,
        built_in: Option<Duration>,
        open: impl FnOnce() -> Find,
    ) -> Block {
        let (find, opened_in) = timed(|| {
            let find = open();
            black_box(find("新闻"));
            find
        });
        Block { facts: Facts { name, bytes, opened_in: Some(opened_in), built_in }, find }
    }
}

/// The facts about a dictionary besides its speed.
struct Facts {
    name: &'static str,
    /// The stored size; in memory if it cannot be stored.
    bytes: usize,
    /// The time until a first line is searched. None if it cannot be stored, so that it is built at every start.
    opened_in: Option<Duration>,
    /// None if it was built when the program was compiled.
    built_in: Option<Duration>,
}

fn milliseconds(time: Option<Duration>) -> String {
    time.map_or("—".to_owned(), |time| format!("{:.3}", time.as_secs_f64() * 1000.0))
}

fn timed<T>(make: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let made = black_box(make());
    (made, started.elapsed())
}

/// Each word with its number.
fn numbered(words: &[String]) -> Vec<(&str, u32)> {
    words.iter().map(String::as_str).zip(0..).collect()
}

/// The words of a line, from a trie that returns the number of words that begin at the start of a text.
fn at_every_character(words_at: impl Fn(&str) -> usize + 'static) -> Find {
    Box::new(move |line| line.char_indices().map(|(at, _)| words_at(&line[at..])).sum())
}

fn ours() -> Block {
    let stored = include_bytes!("../../crates/analysis/data/dictionary.bin");
    Block::stored("jianbao", stored.len(), None, || {
        let analyzer = Analyzer::new();
        Box::new(move |line| {
            let mut count = 0;
            analyzer.each_full_word(line, |word| count += usize::from(!is_run(&line[word])));
            count
        })
    })
}

/// True if a match of the mode `full` is a run, which is not a word of the dictionary.
fn is_run(found: &str) -> bool {
    found.starts_with(|c: char| c.is_ascii())
}

fn crawdad(words: &[String]) -> Block {
    let (built, built_in) = timed(|| Trie::from_records(numbered(words)).expect("sorted words"));
    let stored = built.serialize_to_vec();
    Block::stored("crawdad Trie", stored.len(), Some(built_in), || {
        let (trie, _) = Trie::deserialize_from_slice(&stored);
        at_every_character(move |text| trie.common_prefix_search(text.chars()).count())
    })
}

fn crawdad_mp(words: &[String]) -> Block {
    let (built, built_in) = timed(|| MpTrie::from_records(numbered(words)).expect("sorted words"));
    let stored = built.serialize_to_vec();
    Block::stored("crawdad MpTrie", stored.len(), Some(built_in), || {
        let (trie, _) = MpTrie::deserialize_from_slice(&stored);
        at_every_character(move |text| trie.common_prefix_search(text.chars()).count())
    })
}

fn daachorse(words: &[String]) -> Block {
    type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;
    let (built, built_in) = timed(|| Automaton::with_values(numbered(words)).expect("distinct words"));
    let stored = built.serialize();
    Block::stored("daachorse charwise", stored.len(), Some(built_in), || {
        let (automaton, _) = Automaton::deserialize(&stored).expect("what was stored");
        Box::new(move |line| automaton.find_overlapping_iter(line).count())
    })
}

fn yada(words: &[String]) -> Block {
    let (stored, built_in) = timed(|| DoubleArrayBuilder::build(&numbered(words)).expect("sorted words"));
    Block::stored("yada", stored.len(), Some(built_in), || {
        let trie = DoubleArray::new(stored).expect("what was built");
        at_every_character(move |text| trie.common_prefix_search(text).count())
    })
}

fn fst(words: &[String]) -> Block {
    let numbered = words.iter().zip(0_u64..);
    let (built, built_in) = timed(|| fst::Map::from_iter(numbered).expect("sorted words"));
    let stored = built.into_fst().into_inner();
    Block::stored("fst", stored.len(), Some(built_in), || {
        let map = fst::raw::Fst::new(stored).expect("what was built");
        at_every_character(move |text| {
            let mut node = map.root();
            let mut count = 0;
            for byte in text.bytes() {
                let Some(transition) = node.find_input(byte) else { break };
                node = map.node(node.transition_addr(transition));
                count += usize::from(node.is_final());
            }
            count
        })
    })
}

fn cedarwood(words: &[String]) -> Block {
    let numbered: Vec<(&str, i32)> = words.iter().map(String::as_str).zip(0..).collect();
    let (trie, built_in) = timed(|| Cedar::from_sorted(&numbered).expect("sorted words"));
    let facts =
        Facts { name: "cedarwood", bytes: trie.allocated_bytes(), opened_in: None, built_in: Some(built_in) };
    Block { facts, find: at_every_character(move |text| trie.common_prefix_iter(text).count()) }
}

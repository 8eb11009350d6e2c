//! Time and memory of many user words: 200,000 names and terms of two to four characters.
//!
//! ```text
//! cargo bench -p jianbao-analysis --bench user_words              200,000 words of each kind
//! cargo bench -p jianbao-analysis --bench user_words -- COUNT     COUNT words of each kind
//! ```
//!
//! All words of a kind are added in one call, with frequencies and without, nine times each. The table shows the fastest call:
//! its CPU time on Linux, wall time elsewhere. On Linux it also shows the resident memory that the first call added, including
//! memory that the allocator keeps. The bench fails if a word is rejected. The last rows add single words.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{env, fs};

use fastrand::Rng;
use jianbao_analysis::{Dictionary, UserDictionary};

const ROUNDS: usize = 9;
const SINGLE_WORDS: usize = 1_000;

fn main() {
    let count = env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let count: usize = count.map_or(200_000, |count| count.parse().expect("a number of words"));
    let common = common_characters();
    println!("{count} words of each kind, fastest of {ROUNDS}");
    type Kind = fn(&[char], &mut Rng) -> String;
    let kinds: [(&str, Kind); 3] = [
        ("names, 300 family names, 250 characters", |common, random| {
            let family = random.usize(..300) * 3;
            let given = (0..random.usize(1..=3)).map(|_| common[random.usize(..250) * 7]);
            std::iter::once(common[family]).chain(given).collect()
        }),
        ("names, 500 family names, 36 characters", |common, random| {
            let family = random.usize(..500) * 2;
            let given = (0..random.usize(1..=3)).map(|_| common[random.usize(..36) * 11]);
            std::iter::once(common[family]).chain(given).collect()
        }),
        ("terms of any of 5,000 characters", |common, random| {
            (0..random.usize(2..=4)).map(|_| common[random.usize(..5_000)]).collect()
        }),
    ];
    for (name, kind) in kinds {
        let mut random = Rng::with_seed(20);
        let mut words = BTreeSet::new();
        for _ in 0..count.saturating_mul(50) {
            if words.len() == count {
                break;
            }
            words.insert(kind(&common, &mut random));
        }
        let mut words: Vec<String> = words.into_iter().collect();
        random.shuffle(&mut words);
        println!("  {name} ({})", words.len());
        for (how, frequency) in [("with frequencies", "7"), ("without", "")] {
            let lines: String = words.iter().map(|word| format!("{word} {frequency}\n")).collect();
            let user = UserDictionary::parse(&lines);
            let (time, bytes) = fastest(|| {
                let (dictionary, bad_lines) = Dictionary::normal_form().with_user_dictionary(&user);
                assert!(bad_lines.is_empty(), "{} of {} words are refused", bad_lines.len(), words.len());
                dictionary
            });
            let memory = bytes.map_or_else(|| "?".to_owned(), |bytes| format!("{:.1}", bytes / 1e6));
            println!("    {how:<18} {:>8.1} ms {memory:>8} MB", time.as_secs_f64() * 1e3);
        }
    }

    let mut dictionary = Dictionary::normal_form();
    let start = time();
    dictionary.add_word("平湖号", None, None).expect("there is room");
    println!("  the first word alone   {:>8.1} ms", (time() - start).as_secs_f64() * 1e3);
    let mut random = Rng::with_seed(20);
    let start = time();
    for _ in 0..SINGLE_WORDS {
        let word: String = (0..3).map(|_| common[random.usize(..5_000)]).collect();
        dictionary.add_word(&word, None, None).expect("there is room");
    }
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let each = (time() - start).as_secs_f64() * 1e6 / SINGLE_WORDS as f64;
    println!("  each further one       {each:>8.1} µs");
}

/// The shortest time of `make`, and the memory of what the first one made.
fn fastest<Made>(make: impl Fn() -> Made) -> (Duration, Option<f64>) {
    let before = resident_bytes();
    let made = make();
    let memory = before.zip(resident_bytes()).map(|(before, after)| after - before);
    drop(made);
    let times = (0..ROUNDS).map(|_| {
        let start = time();
        black_box(make());
        time() - start
    });
    (times.min().unwrap_or_default(), memory)
}

/// Time of this thread on a processor, or by the clock where the system does not tell.
fn time() -> Duration {
    static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);
    let nanoseconds = fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = nanoseconds.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGINNING.elapsed(), Duration::from_nanos)
}

/// Memory of this process.
#[expect(clippy::cast_precision_loss, reason = "bytes of memory stay far below 2⁵³")]
fn resident_bytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes as f64 * 1024.0)
}

/// The characters of jieba's words, the most frequent first.
fn common_characters() -> Vec<char> {
    let mut counts = std::collections::HashMap::new();
    for (word, frequency) in Dictionary::normal_form().entries() {
        for c in word.chars() {
            *counts.entry(c).or_insert(0) += frequency;
        }
    }
    let mut chars: Vec<(u64, char)> = counts.into_iter().map(|(c, count)| (count, c)).collect();
    chars.sort_unstable_by(|a, b| b.cmp(a));
    chars.into_iter().map(|(_, c)| c).collect()
}

//! Segmentation of news: ours against jieba-rs, one thread, in one run.
//!
//! ```text
//! cargo bench --bench segmentation                  2 MB of the shared corpus, else the sample news
//! cargo bench --bench segmentation -- FILE [ROUNDS] any text, read line by line
//! ```
//!
//! The bench times the opening of a dictionary, all modes on single lines, segmentation with the model on
//! headlines, reports and pages, and finally lines of many megabytes. Every function is timed once per round and
//! compared with its counterpart in the same round, because other load on the machine affects both. The result
//! is the ratio; megabytes per second depend on the machine. The text must be varied: caches and branch
//! predictors adapt to a repeated page, which makes jieba-rs 2.4 times as fast. Before the timing, the bench
//! checks that the output equals that of jieba-rs. Other tokenizers are in `benches/peers`.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use jianbao_analysis::{
    Analyzer, Dictionary, Hmm, Mode, NormalizedText, Segmenter, UserDictionary, UserWord, normalize,
    normalize_into,
};
use jianbao_tokenizer_bench::{Contender, Quartiles, Sample, Timing, time_in_rounds};
use jieba_rs::Jieba;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let sample = match arguments.first() {
        Some(file) => {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
            Sample::of_text(file, &text)
        }
        None => Sample::beside(Path::new(env!("CARGO_MANIFEST_DIR")), 2_000_000)
            .expect("the project brings sample news"),
    };
    let rounds = arguments.get(1).map_or(15, |rounds| rounds.parse().expect("a number of rounds"));
    let (theirs, ours) = (Jieba::new(), Segmenter::new(Dictionary::jieba()));
    for line in &sample.lines {
        let (ours, theirs) = (ours.cut(line, Hmm::On), theirs.cut(line, true));
        assert!(ours.iter().map(|cut| cut.end_byte).eq(theirs.iter().map(|token| token.byte_end)), "{line}");
    }
    println!("{}: {} bytes in {} lines, {rounds} rounds", sample.name, sample.bytes(), sample.lines.len());
    print_opening();
    print_many_words();
    print_modes(&sample.lines, &theirs, &ours, rounds);
    print_lengths(&sample, &theirs, &ours, rounds);
    print_long_lines(&ours);
}

/// Prints the time until a first sentence is segmented.
fn print_opening() {
    let sentence = "平湖市的工人们在码头上讨论新的装卸办法，午后又看了一遍图纸。";
    let millis = |open_and_cut: &mut dyn FnMut() -> usize| {
        let passes = (0..15).map(|_| {
            let start = Instant::now();
            black_box(open_and_cut());
            start.elapsed().as_secs_f64() * 1e3
        });
        Quartiles::of(passes.collect()).median
    };
    let words = two_entries_each(10_000);
    let lines = |frequency: fn(usize) -> String| -> UserDictionary {
        let line = |(index, word)| format!("{word} {}\n", frequency(index));
        UserDictionary::parse(&words.iter().enumerate().map(line).collect::<String>())
    };
    let [with_frequencies, without] =
        [lines(|index| (index % 700 + 1).to_string()), lines(|_| String::new())];
    let ours_with =
        |user: &UserDictionary| Analyzer::new().with_user_dictionary(user).0.exact(sentence).len();
    let theirs_with = |user: &UserDictionary| {
        let mut jieba = Jieba::new();
        for UserWord { word, frequency, .. } in user.words() {
            let frequency =
                frequency.map(|frequency| usize::try_from(frequency).expect("it was made from one"));
            jieba.add_word(word, frequency, None);
        }
        jieba.cut(sentence, false).len()
    };
    println!("\n  opening and cutting a first sentence, median of 15");
    let rows: [(&str, &mut dyn FnMut() -> usize); 7] = [
        ("ours", &mut || Analyzer::new().exact(sentence).len()),
        ("ours, one user word", &mut || ours_with(&UserDictionary::parse("平湖号"))),
        ("ours, 10,000 user words with frequencies", &mut || ours_with(&with_frequencies)),
        ("ours, 10,000 user words without", &mut || ours_with(&without)),
        ("jieba-rs", &mut || Jieba::new().cut(sentence, false).len()),
        ("jieba-rs, 10,000 user words with frequencies", &mut || theirs_with(&with_frequencies)),
        ("jieba-rs, 10,000 user words without", &mut || theirs_with(&without)),
    ];
    for (name, open_and_cut) in rows {
        println!("  {name:<46} {:>9.3} ms", millis(open_and_cut));
    }
}

/// Prints the cost of the largest user dictionary for which there is room: 200,000 names of two to four characters.
fn print_many_words() {
    const COUNT: usize = 200_000;
    let (surnames, given) =
        ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰红");
    let [surnames, given] = [surnames, given].map(|all| all.chars().collect::<Vec<char>>());
    let mut words = String::new();
    let mut draw = 6_u64;
    let mut below = |end: usize| {
        // A linear congruential generator: Knuth's MMIX.
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(draw >> 33).expect("31 bits") % end
    };
    let mut drawn = BTreeSet::new();
    while drawn.len() < COUNT {
        let name: Vec<char> = std::iter::once(surnames[below(surnames.len())])
            .chain((0..1 + below(3)).map(|_| given[below(given.len())]))
            .collect();
        drawn.insert(name);
    }
    drawn.iter().for_each(|name| words.extend(name.iter().chain(&['\n'])));
    let timed = |work: &mut dyn FnMut() -> usize| {
        let passes = (0..5).map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        });
        Quartiles::of(passes.collect()).median
    };
    let user = UserDictionary::parse(&words);
    let before = resident_bytes();
    let (analyzer, refused) = Analyzer::new().with_user_dictionary(&user);
    let grown = resident_bytes().saturating_sub(before);
    black_box(analyzer);
    println!(
        "\n  {COUNT} user words: {} refused, {:.1} MB, median of 5",
        refused.len(),
        f64::from(u32::try_from(grown / 1000).unwrap_or(u32::MAX)) / 1e3
    );
    println!(
        "  {:<46} {:>9.1} ms",
        "reading the list",
        timed(&mut || UserDictionary::parse(&words).words().len())
    );
    println!(
        "  {:<46} {:>9.1} ms",
        "adding the words",
        timed(&mut || Analyzer::new().with_user_dictionary(&user).1.len())
    );
    let theirs = timed(&mut || {
        let mut jieba = Jieba::new();
        for UserWord { word, .. } in user.words() {
            jieba.add_word(word, None, None);
        }
        jieba.cut("平湖", false).len()
    });
    println!("  {:<46} {theirs:>9.1} ms", "jieba-rs, opened and the words added");
}

/// The resident memory of this process, on Linux; 0 elsewhere.
fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Words of two adjacent entries each, like the names and terms that users add.
fn two_entries_each(count: usize) -> Vec<String> {
    let mut entries: Vec<String> =
        Dictionary::normal_form().entries().into_iter().map(|(word, _)| word).collect();
    entries.sort();
    let pairs = entries.chunks_exact(17).map(|chunk| format!("{}{}", chunk[0], chunk[16]));
    pairs.filter(|word| word.chars().count() < 7).take(count).collect()
}

/// A function over a line, and the row that it is compared with.
struct Row<'a> {
    name: &'static str,
    lines: &'a [String],
    counterpart: usize,
    count: Box<dyn FnMut(&str) -> usize + 'a>,
}

fn print_modes(lines: &[String], theirs: &Jieba, ours: &Segmenter, rounds: usize) {
    let analyzer = &Analyzer::new();
    let normal: Vec<String> = lines.iter().map(|line| normalize(line)).collect();
    fn row<'a>(
        name: &'static str,
        lines: &'a [String],
        counterpart: usize,
        count: impl FnMut(&str) -> usize + 'a,
    ) -> Row<'a> {
        Row { name, lines, counterpart, count: Box::new(count) }
    }
    let of_mode = |name, mode, counterpart| {
        row(name, &normal, counterpart, move |line| {
            counted(|count| analyzer.each_token(line, mode, |_, _| *count += 1))
        })
    };
    let mut buffer = String::new();
    // The positions of the counterparts.
    let [cut, cut_plainly, search, all] = [0, 1, 2, 3];
    let rows = vec![
        row("jieba-rs cut, model", lines, cut, |line| theirs.cut(line, true).len()),
        row("jieba-rs cut", lines, cut, |line| theirs.cut(line, false).len()),
        row("jieba-rs search, model", lines, cut, |line| theirs.cut_for_search(line, true).len()),
        row("jieba-rs all", lines, cut, |line| theirs.cut_all(line).len()),
        row("each_cut, model", lines, cut, |line| {
            counted(|count| ours.each_cut(line, Hmm::On, |_| *count += 1))
        }),
        row("cut, model", lines, cut, |line| ours.cut(line, Hmm::On).len()),
        row("each_cut", lines, cut_plainly, |line| {
            counted(|count| ours.each_cut(line, Hmm::Off, |_| *count += 1))
        }),
        row("cut", lines, cut_plainly, |line| ours.cut(line, Hmm::Off).len()),
        row("each_cut_for_search, model", lines, search, |line| {
            counted(|count| ours.each_cut_for_search(line, Hmm::On, |_| *count += 1))
        }),
        row("cut_for_search, model", lines, search, |line| ours.cut_for_search(line, Hmm::On).len()),
        row("cut_all", lines, all, |line| ours.cut_all(line).len()),
        of_mode("Analyzer full", Mode::Full, all),
        of_mode("Analyzer exact", Mode::Exact, cut_plainly),
        of_mode("Analyzer search", Mode::Search, search),
        of_mode("Analyzer bigram", Mode::Bigram, cut),
        of_mode("Analyzer unigram", Mode::Unigram, cut),
        row("normalize_into", lines, cut, move |line| {
            normalize_into(line, &mut buffer);
            buffer.len()
        }),
        row("NormalizedText", lines, cut, |line| NormalizedText::new(line).text().len()),
    ];
    let counterparts: Vec<usize> = rows.iter().map(|row| row.counterpart).collect();
    let contenders = rows.into_iter().map(|Row { name, lines, mut count, .. }| {
        let bytes = lines.iter().map(String::len).sum();
        Contender::new(name, bytes, move || lines.iter().map(|line| count(line)).sum())
    });
    let timings = time_in_rounds(contenders.collect(), rounds);
    let pairs = timings.iter().zip(counterparts).map(|(timing, counterpart)| (timing, &timings[counterpart]));
    print_ratios("a line each", pairs);
}

/// The count that `work` arrives at.
fn counted(work: impl FnOnce(&mut usize)) -> usize {
    let mut count = 0;
    work(&mut count);
    count
}

fn print_lengths(sample: &Sample, theirs: &Jieba, ours: &Segmenter, rounds: usize) {
    for (name, texts) in [
        ("headlines, at most 30 characters", sample.short_lines(30)),
        ("reports, about 1,000", sample.joined(1_000)),
        ("pages, about 8,000", sample.joined(8_000)),
    ] {
        let bytes = texts.iter().map(String::len).sum();
        let texts = &texts;
        let timings = time_in_rounds(
            vec![
                Contender::new("jieba-rs cut, model", bytes, || {
                    texts.iter().map(|text| theirs.cut(text, true).len()).sum()
                }),
                Contender::new("cut, model", bytes, || {
                    texts.iter().map(|text| ours.cut(text, Hmm::On).len()).sum()
                }),
            ],
            rounds,
        );
        print_ratios(name, timings.iter().map(|timing| (timing, &timings[0])));
    }
}

/// Texts of one line, with punctuation and with no character that ends a block: time is linear, and memory grows only without
/// a character that ends a block.
fn print_long_lines(ours: &Segmenter) {
    let sample =
        Sample::beside(Path::new(env!("CARGO_MANIFEST_DIR")), 100_000_000).expect("it was read before");
    let line = sample.lines.concat();
    // Full-width digits and other letters end a block, as punctuation does.
    let is_of_block = |c: &char| c.is_ascii_alphanumeric() || ('\u{4E00}'..='\u{9FD5}').contains(c);
    let block: String = line.chars().filter(is_of_block).collect();
    println!("\n  one line, cut with the model             MB/s  most memory beyond the text");
    for (name, text, megabytes) in [
        ("with punctuation", &line, 1),
        ("with punctuation", &line, 10),
        ("with punctuation", &line, 100),
        ("without", &block, 1),
        ("without", &block, 10),
    ] {
        // If there is less news than that, it is repeated.
        let wanted = megabytes * 1_000_000;
        let repeated = text.repeat(wanted / text.len() + 1);
        let end = (0..=wanted).rev().find(|&byte| repeated.is_char_boundary(byte)).unwrap_or(0);
        let text = &repeated[..end];
        let before = memory_bytes("VmRSS:");
        // From here on the peak is counted again; if that is refused, it is the peak of the whole run.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let start = Instant::now();
        black_box(counted(|count| ours.each_cut(text, Hmm::On, |_| *count += 1)));
        let speed = megabytes_of(text.len()) / start.elapsed().as_secs_f64();
        let memory = memory_bytes("VmHWM:").zip(before).map(|(peak, before)| peak.saturating_sub(before));
        let memory = memory.map_or("–".to_owned(), |bytes| format!("{:.0} MB", megabytes_of(bytes)));
        println!("  {megabytes:>3} MB {name:<32} {speed:>6.1}  {memory}");
    }
}

#[expect(clippy::cast_precision_loss, reason = "texts and memory are far below 2⁵³ bytes")]
fn megabytes_of(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// A line of Linux's status of this process, in bytes; none elsewhere.
fn memory_bytes(field: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(field))?;
    Some(value.trim().trim_end_matches(" kB").parse::<usize>().ok()? * 1024)
}

fn print_ratios<'a>(title: &str, pairs: impl Iterator<Item = (&'a Timing, &'a Timing)>) {
    println!("\n  {title:<34} {:>6}  ratio  quartiles  to", "MB/s");
    for (timing, counterpart) in pairs {
        let Quartiles { lower, median, upper } = timing.ratio_to(counterpart);
        println!(
            "  {:<34} {:>6.1}  {median:>5.2}  {lower:.2}–{upper:.2}  {}",
            timing.name,
            timing.megabytes_per_second().median,
            counterpart.name
        );
    }
}

//! Full comparison of the segmenter with jieba-rs: every token of every mode, with offsets in bytes and in characters, over all
//! available text and over random and adversarial text.
//!
//! ```text
//! cargo bench -p jianbao-analysis --bench identity                  all of ../shared, and 50 MB of generated text
//! cargo bench -p jianbao-analysis --bench identity -- PATH [MB]     the files of a folder, and MB megabytes of generated text
//! ```
//!
//! The bench panics at the first difference. The tests of the crate compare a bounded part of the same text
//! (`tests/analysis/agreement.rs`). Files that are not UTF-8 are counted and skipped. Each line is segmented separately; pieces
//! of 300 KB that include line feeds test the delimiters between lines.

#![expect(clippy::print_stdout, reason = "a check is run for what it prints")]

#[path = "../tests/analysis/identity.rs"]
mod identity;

use std::path::{Path, PathBuf};
use std::{env, fs};

use fastrand::Rng;
use identity::assert_agreement;
use jianbao_analysis::{Dictionary, Segmenter};
use jieba_rs::Jieba;

const PIECE_BYTES: usize = 300_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let folder = PathBuf::from(arguments.first().map_or(shared, String::as_str));
    let made_up_mb: usize = arguments.get(1).map_or(50, |mb| mb.parse().expect("a number of megabytes"));
    let (ours, theirs) = (Segmenter::new(Dictionary::jieba()), Jieba::new());

    let mut files = Vec::new();
    find_files(&folder, &mut files);
    if files.is_empty() {
        println!("skipped: no files in {}", folder.display());
    }
    let (mut bytes, mut tokens, mut passed_over) = (0, 0, 0);
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else {
            passed_over += 1;
            continue;
        };
        bytes += text.len();
        let text = text.replace("\\n", "\n");
        tokens += text.lines().map(|line| assert_agreement(&ours, &theirs, line)).sum::<usize>();
        tokens += pieces(&text).map(|piece| assert_agreement(&ours, &theirs, piece)).sum::<usize>();
    }
    println!(
        "{} files, {passed_over} passed over, {bytes} bytes: {tokens} tokens compared, no difference",
        files.len()
    );

    let words: Vec<String> = Dictionary::jieba().entries().into_iter().map(|(word, _)| word).collect();
    let mut random = Rng::with_seed(11);
    let (mut bytes, mut texts, mut tokens) = (0, 0, 0);
    while bytes < made_up_mb * 1_000_000 {
        let text = made_up(&words, &mut random);
        tokens += assert_agreement(&ours, &theirs, &text);
        bytes += text.len();
        texts += 1;
    }
    println!("{texts} texts made up, {bytes} bytes: {tokens} tokens compared, no difference");
}

fn find_files(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    entries.iter().for_each(|entry| find_files(entry, files));
}

/// The text in pieces that end between characters, wherever that is.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(PIECE_BYTES);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// A text of one kind or of many: whole and cut dictionary words, Han characters common, rare and beyond the basic plane,
/// identifiers with connectors, delimiters, control and combining characters.
fn made_up(words: &[String], random: &mut Rng) -> String {
    // One in fifty is long, and one in four of all has no delimiter.
    let pieces = if random.u8(..50) == 0 { random.usize(20_000..60_000) } else { random.usize(1..800) };
    let kinds = if random.u8(..4) == 0 { 4 } else { 9 };
    let mut text = String::new();
    for _ in 0..pieces {
        match random.usize(..kinds) {
            0 | 1 => text.push_str(&words[random.usize(..words.len())]),
            2 => {
                let word = &words[random.usize(..words.len())];
                text.extend(word.chars().skip(random.usize(..2)).take(random.usize(1..4)));
            }
            3 => text.push(random.char('\u{4E00}'..='\u{9FFF}')),
            4 => text.extend((0..random.usize(1..8)).map(|_| pick("aZ09._%&#+--..", random))),
            5 => text.push(pick("，。、　 \r\n\t\"“”（）", random)),
            6 => text.push_str(["\r\n", "\r", "\n\n"][random.usize(..3)]),
            7 => text.push(pick("\u{3400}\u{4DB5}\u{20000}\u{2A38E}\u{2F800}\u{F900}\u{9FD6}囧龘", random)),
            _ => text.push(random.char(..)),
        }
    }
    text
}

fn pick(chars: &str, random: &mut Rng) -> char {
    chars.chars().nth(random.usize(..chars.chars().count())).unwrap_or('，')
}

//! Instructions per byte of news, with limits that detect regressions. Unlike time, the count does not depend on the load of the
//! machine.
//!
//! ```text
//! cargo bench --bench instructions                200 KB of the shared corpus, else the sample news
//! cargo bench --bench instructions -- FILE        any text, read line by line
//! ```
//!
//! The bench needs valgrind; without it, it prints a notice and succeeds. The program runs itself under callgrind with one pass
//! and with three passes; the difference is the cost of two passes without startup. It fails if a function takes more than its
//! limit. The limits apply to the release profile of the pinned toolchain on x86-64; other targets give other figures.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

#[path = "../tests/skipping.rs"]
mod skipping;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs};

use jianbao_analysis::{Analyzer, ChineseTokenizer, Dictionary, Hmm, Mode, Segmenter};
use jianbao_tokenizer_bench::Sample;
use jieba_rs::Jieba;
use tantivy::tokenizer::{TokenStream, Tokenizer};

/// The functions, each with its maximum number of instructions per byte.
const COUNTED: [(&str, f64); 7] = [
    ("cut", 55.0),
    ("search", 75.0),
    ("full", 45.0),
    ("tokenizer-search", 118.0),
    ("tokenizer-full", 82.0),
    ("jieba-rs-cut", f64::INFINITY),
    ("jieba-rs-search", f64::INFINITY),
];

/// The separator between a name and the number of passes, for the counted runs of the program.
const CHILD: &str = "passes";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [name, marker, passes, file] = &arguments[..]
        && marker == CHILD
    {
        let sample = sample(Some(file));
        go_through(name, passes.parse().expect("a number of passes"), &sample);
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        skipping::skip("programs", "there is no valgrind");
        return ExitCode::SUCCESS;
    }
    let sample = sample(arguments.first().map(String::as_str));
    let folder = tempfile::tempdir().expect("a folder for the text");
    let file = folder.path().join("text");
    fs::write(&file, sample.lines.join("\n")).expect("the folder takes the text");
    println!(
        "{}: {} bytes in {} lines; instructions a byte:",
        sample.name,
        sample.bytes(),
        sample.lines.len()
    );
    let mut is_over = false;
    for (name, limit) in COUNTED {
        let [one, three] = [1, 3].map(|passes| instructions(name, passes, &file));
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2⁵³")]
        let each_byte = (three - one) as f64 / 2.0 / sample.bytes() as f64;
        let verdict = match each_byte > limit {
            true => format!("over its limit of {limit}"),
            false if limit.is_finite() => format!("limit {limit}"),
            false => String::new(),
        };
        println!("  {name:<18} {each_byte:>6.1}  {verdict}");
        is_over |= each_byte > limit;
    }
    if is_over { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn sample(file: Option<&str>) -> Sample {
    match file {
        Some(file) => {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
            Sample::of_text(file, &text)
        }
        None => Sample::beside(Path::new(env!("CARGO_MANIFEST_DIR")), 200_000)
            .expect("the project brings sample news"),
    }
}

/// All instructions of a run of this program, as callgrind counts them.
fn instructions(name: &str, passes: usize, file: &Path) -> u64 {
    let program = env::current_exe().expect("the program knows where it is");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([name, CHILD, &passes.to_string()])
        .arg(file)
        .output()
        .expect("valgrind runs");
    let report = String::from_utf8_lossy(&output.stderr);
    let count = report.lines().find_map(|line| line.split_once("Collected : "));
    count.and_then(|(_, count)| count.trim().parse().ok()).unwrap_or_else(|| panic!("no count in: {report}"))
}

fn go_through(name: &str, passes: usize, sample: &Sample) {
    let mut tokens = 0_usize;
    let mut each_line: Box<dyn FnMut(&str) -> usize> = match name {
        "cut" => {
            let segmenter = Segmenter::new(Dictionary::jieba());
            Box::new(move |line| {
                let mut count = 0;
                segmenter.each_cut(line, Hmm::On, |_| count += 1);
                count
            })
        }
        "search" => {
            let segmenter = Segmenter::new(Dictionary::jieba());
            Box::new(move |line| segmenter.cut_for_search(line, Hmm::On).len())
        }
        "full" => {
            let analyzer = Analyzer::new();
            Box::new(move |line| {
                let mut count = 0;
                analyzer.each_full_word(line, |_| count += 1);
                count
            })
        }
        "tokenizer-search" => {
            let analyzer = Analyzer::new().with_hmm(Hmm::On);
            tokenizer(ChineseTokenizer::new(analyzer, Mode::Search))
        }
        "tokenizer-full" => tokenizer(ChineseTokenizer::new(Analyzer::new(), Mode::Full)),
        "jieba-rs-cut" => {
            let jieba = Jieba::new();
            Box::new(move |line| jieba.cut(line, true).len())
        }
        "jieba-rs-search" => {
            let jieba = Jieba::new();
            Box::new(move |line| jieba.cut_for_search(line, true).len())
        }
        _ => panic!("nothing is named {name}"),
    };
    for _ in 0..passes {
        tokens += sample.lines.iter().map(|line| each_line(line)).sum::<usize>();
    }
    println!("{tokens}");
}

/// Drives a tokenizer as tantivy does in indexing.
fn tokenizer(mut tokenizer: ChineseTokenizer) -> Box<dyn FnMut(&str) -> usize> {
    Box::new(move |line| {
        let mut count = 0;
        tokenizer.token_stream(line).process(&mut |_| count += 1);
        count
    })
}

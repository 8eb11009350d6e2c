//! Comparison of Chinese tokenizers, one thread, in one run:
//!
//! ```text
//! cargo bench -p jianbao-peers --features tokenizers                  2 MB of the shared corpus, line by line
//! cargo bench -p jianbao-peers --features tokenizers -- FILE [ROUNDS] any text, line by line
//! ```
//!
//! The first part measures tantivy tokenizers as indexing calls them: from raw text to tokens with text,
//! offsets and positions. charabia is not among them, since it is not a tantivy tokenizer. The second part
//! measures plain segmenters. Ratios are relative to the first row, within the same round. The number of tokens
//! per character is shown beside the speed, because fewer tokens take less time. Peers have their defaults:
//! tantivy-jieba's search mode with the model, cang-jie's `ForSearch`, charabia with Chinese only. Our
//! tokenizers normalise the text first; the peers do not.

#![expect(clippy::print_stdout, reason = "a bench is run for what it prints")]

use std::sync::Arc;

use charabia::{Segment, Tokenize};
use jianbao_analysis::{Analyzer, ChineseTokenizer, Dictionary, Hmm, Mode, Segmenter};
use jianbao_peers::asked::sample_and_rounds;
use jianbao_tokenizer_bench::{Contender, Sample, Timing, time_in_rounds};
use jieba_rs::Jieba;
use tantivy_tokenizer_api::{TokenStream, Tokenizer};

fn main() {
    let (sample, rounds) = sample_and_rounds();
    let chars: usize = sample.lines.iter().map(|line| line.chars().count()).sum();
    println!("{}: {} bytes in {} lines, {rounds} rounds", sample.name, sample.bytes(), sample.lines.len());
    print_timings("as tokenizers of tantivy", chars, &time_in_rounds(tantivy_tokenizers(&sample), rounds));
    print_timings("as cutters", chars, &time_in_rounds(cutters(&sample), rounds));
}

fn tantivy_tokenizers(sample: &Sample) -> Vec<Contender<'_>> {
    let jieba = Arc::new(Jieba::new());
    let for_search = cang_jie::TokenizerOption::ForSearch { hmm: true };
    let with_model = Analyzer::new().with_hmm(Hmm::On);
    vec![
        contender("tantivy-jieba 0.21, search", sample, tantivy_jieba::JiebaTokenizer::new()),
        contender(
            "cang-jie 0.22, ForSearch",
            sample,
            cang_jie::CangJieTokenizer { worker: jieba, option: for_search },
        ),
        contender("jianbao search, model", sample, ChineseTokenizer::new(with_model, Mode::Search)),
        contender("jianbao search", sample, ChineseTokenizer::new(Analyzer::new(), Mode::Search)),
        contender("jianbao full", sample, ChineseTokenizer::new(Analyzer::new(), Mode::Full)),
        contender("jianbao exact", sample, ChineseTokenizer::new(Analyzer::new(), Mode::Exact)),
        contender("jianbao bigram", sample, ChineseTokenizer::new(Analyzer::new(), Mode::Bigram)),
    ]
}

/// Drives a tokenizer as tantivy does in indexing.
fn contender<'a>(name: &str, sample: &'a Sample, mut tokenizer: impl Tokenizer + 'a) -> Contender<'a> {
    Contender::new(name, sample.bytes(), move || {
        let mut count = 0;
        for line in &sample.lines {
            let mut bytes = 0;
            tokenizer.token_stream(line).process(&mut |token| {
                bytes += token.text.len();
                count += 1;
            });
            std::hint::black_box(bytes);
        }
        count
    })
}

fn cutters(sample: &Sample) -> Vec<Contender<'_>> {
    let jieba = Arc::new(Jieba::new());
    let ours = Segmenter::new(Dictionary::jieba());
    let each_line = |name: &str, mut count: Box<dyn FnMut(&str) -> usize>| {
        Contender::new(name, sample.bytes(), move || sample.lines.iter().map(|line| count(line)).sum())
    };
    let [for_cut, for_search] = [(); 2].map(|()| Arc::clone(&jieba));
    let [own_cut, own_search] = [(); 2].map(|()| ours.clone());
    vec![
        each_line("jieba-rs 0.11 cut, model", Box::new(move |line| for_cut.cut(line, true).len())),
        each_line(
            "jieba-rs 0.11 search, model",
            Box::new(move |line| for_search.cut_for_search(line, true).len()),
        ),
        each_line("charabia 0.10 segment_str", Box::new(|line| line.segment_str().count())),
        each_line("charabia 0.10 tokenize", Box::new(|line| line.tokenize().count())),
        each_line("jianbao cut, model", Box::new(move |line| own_cut.cut(line, Hmm::On).len())),
        each_line(
            "jianbao search, model",
            Box::new(move |line| own_search.cut_for_search(line, Hmm::On).len()),
        ),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2⁵³ tokens")]
fn print_timings(title: &str, chars: usize, timings: &[Timing]) {
    println!("\n  {title:<28} {:>6}  quartiles   {:>5}  tokens/char", "ratio", "MB/s");
    for timing in timings {
        let ratio = timing.ratio_to(&timings[0]);
        println!(
            "  {:<28} {:>6.2}  {:.2}–{:.2}   {:>5.0}  {:.2}",
            timing.name,
            ratio.median,
            ratio.lower,
            ratio.upper,
            timing.megabytes_per_second().median,
            timing.tokens as f64 / chars as f64
        );
    }
}

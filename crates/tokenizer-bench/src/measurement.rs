//! Measurement of all tokenizers on one text: speed, memory, quality.

use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;

use crate::agreement::{boundary_agreement, consistency};
use crate::{Contender, Gold, Quartiles, Sample, Score, Tokenizer, time_in_rounds};

/// The sentence that opening is measured with: the time until it is segmented.
const FIRST_SENTENCE: &str = "平湖市的工人们在码头上讨论新的装卸办法，午后又看了一遍图纸。";
/// The number of measured openings.
const OPENINGS: usize = 5;
/// Approximate size in bytes of the lines for measuring quality, enough for three digits.
const QUALITY_BYTES: usize = 400_000;

/// The measurements of tokenizers on one text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// The name of the text.
    pub text_name: String,
    /// Its bytes.
    pub text_bytes: usize,
    /// Its characters.
    pub text_chars: usize,
    /// Its lines, which were segmented one by one.
    pub text_lines: usize,
    /// The number of passes of every tokenizer over it.
    pub rounds: usize,
    /// One row per tokenizer; speed ratios and boundary agreement are to the first.
    pub rows: Vec<Row>,
}

/// The figures of one tokenizer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// True for a tokenizer of another project.
    pub is_peer: bool,
    /// Milliseconds until a first sentence is segmented, loading included; median of five.
    pub load_millis: f64,
    /// Megabytes (10⁶ bytes) of text per second.
    pub megabytes_per_second: Quartiles,
    /// The speed as a multiple of the first row's, by the times of the same round.
    pub speed_ratio: Quartiles,
    /// The number of tokens in the text.
    pub tokens: usize,
    /// Tokens for each character of the text.
    pub tokens_per_char: f64,
    /// Peak memory for loading it and segmenting the text, beyond the text itself, if measured.
    pub peak_bytes: Option<u64>,
    /// The score against the gold; only if there is one, and only for tokenizers whose tokens do not overlap.
    pub score: Option<Score>,
    /// The agreement with the first row on the boundaries of tokens; see [`boundary_agreement`].
    pub boundary_agreement: f64,
    /// The share of pieces of the text that a query finds; see [`consistency`].
    pub consistency: f64,
}

/// Measures all tokenizers on `sample`, and against `gold` if given. Takes the time of `rounds` passes of
/// every tokenizer over the text, and some seconds more.
///
/// ```
/// use jianbao_tokenizer_bench::{Sample, measure};
///
/// let sample = Sample::of_text("two lines", "春茶上高铁\n早市开了");
/// let measurement = measure(&sample, None, 1);
/// assert_eq!(measurement.text_chars, 9);
/// let unigram = measurement.rows.iter().find(|row| row.name == "unigram").unwrap();
/// assert_eq!((unigram.tokens, unigram.consistency), (9, 1.0));
/// ```
pub fn measure(sample: &Sample, gold: Option<&Gold>, rounds: usize) -> Measurement {
    let tokenizers = Tokenizer::all();
    let mut open: Vec<_> = tokenizers.iter().map(|tokenizer| tokenizer.open()).collect();
    let contenders = tokenizers.iter().zip(&mut open).map(|(tokenizer, open)| {
        let count = || sample.lines.iter().map(|line| open.count(line)).sum();
        Contender::new(tokenizer.name(), sample.bytes(), count)
    });
    let timings = time_in_rounds(contenders.collect(), rounds);
    let text_chars = sample.lines.iter().map(|line| line.chars().count()).sum();
    let lines = spread(&sample.lines, sample.bytes());
    let reference = tokenizers[0].open();
    let rows = tokenizers.iter().zip(&open).zip(&timings).map(|((tokenizer, open), timing)| Row {
        name: tokenizer.name(),
        is_peer: tokenizer.is_peer(),
        load_millis: load_millis(*tokenizer),
        megabytes_per_second: timing.megabytes_per_second(),
        speed_ratio: timing.ratio_to(&timings[0]),
        tokens: timing.tokens,
        tokens_per_char: share(timing.tokens, text_chars),
        peak_bytes: None,
        score: gold.filter(|_| tokenizer.is_partition()).map(|gold| gold.score(|text| open.spans(text))),
        boundary_agreement: boundary_agreement(open, &reference, &lines),
        consistency: consistency(open, &lines),
    });
    Measurement {
        rows: rows.collect(),
        text_name: sample.name.clone(),
        text_bytes: sample.bytes(),
        text_chars,
        text_lines: sample.lines.len(),
        rounds,
    }
}

/// Every n-th line, so that about [`QUALITY_BYTES`] are left.
fn spread(lines: &[String], bytes: usize) -> Vec<String> {
    lines.iter().step_by(bytes.div_ceil(QUALITY_BYTES).max(1)).cloned().collect()
}

fn load_millis(tokenizer: Tokenizer) -> f64 {
    let openings = (0..OPENINGS).map(|_| {
        let start = Instant::now();
        black_box(tokenizer.open().count(FIRST_SENTENCE));
        start.elapsed().as_secs_f64() * 1e3
    });
    Quartiles::of(openings.collect()).median
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2⁵³ of either")]
fn share(count: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { count as f64 / of as f64 }
}

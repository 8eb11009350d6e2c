//! Timing in rounds: in each round, every tokenizer processes its text twice in succession, and the second pass is timed.
//!
//! The first pass brings the tokenizer's tables back into the caches, which the previous tokenizer has filled. Without it, a
//! tokenizer would be slower if the one before it had large tables.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;

/// A function that passes over a text once and returns the number of tokens.
pub struct Contender<'a> {
    name: String,
    text_bytes: usize,
    pass: Box<dyn FnMut() -> usize + 'a>,
}

impl<'a> Contender<'a> {
    /// `pass` goes through a text of `text_bytes` bytes once and returns the number of its tokens.
    pub fn new(name: impl Into<String>, text_bytes: usize, pass: impl FnMut() -> usize + 'a) -> Self {
        Contender { name: name.into(), text_bytes, pass: Box::new(pass) }
    }
}

/// The times of one contender.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// The contender's name.
    pub name: String,
    /// The bytes of text in each pass.
    pub text_bytes: usize,
    /// The number of tokens in a pass.
    pub tokens: usize,
    /// The time of each pass, in the order of the rounds.
    pub passes: Vec<Duration>,
}

/// The quartiles of a distribution: half of the values are between the outer two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quartiles {
    /// A quarter of the values is below.
    pub lower: f64,
    /// Half of the values is below.
    pub median: f64,
    /// Three quarters of the values are below.
    pub upper: f64,
}

/// Runs every contender twice in each of `rounds` rounds; the second run is timed.
///
/// Takes as long as the passes together; the result is in the order of the contenders.
///
/// ```
/// use jianbao_tokenizer_bench::{Contender, time_in_rounds};
///
/// let text = "春茶上高铁";
/// let timings = time_in_rounds(vec![
///     Contender::new("characters", text.len(), || text.chars().count()),
///     Contender::new("bytes", text.len(), || text.bytes().len()),
/// ], 3);
/// assert_eq!((timings[0].tokens, timings[1].tokens), (5, 15));
/// assert!(timings[0].ratio_to(&timings[0]).median == 1.0);
/// ```
pub fn time_in_rounds(mut contenders: Vec<Contender<'_>>, rounds: usize) -> Vec<Timing> {
    let mut timings: Vec<Timing> = contenders
        .iter_mut()
        .map(|Contender { name, text_bytes, pass }| Timing {
            name: name.clone(),
            text_bytes: *text_bytes,
            tokens: pass(),
            passes: Vec::with_capacity(rounds),
        })
        .collect();
    for _ in 0..rounds {
        for (contender, timing) in contenders.iter_mut().zip(&mut timings) {
            black_box((contender.pass)());
            let start = Instant::now();
            black_box((contender.pass)());
            timing.passes.push(start.elapsed());
        }
    }
    timings
}

impl Timing {
    /// Megabytes (10⁶ bytes) of text per second.
    pub fn megabytes_per_second(&self) -> Quartiles {
        Quartiles::of(self.passes.iter().map(|pass| self.speed(*pass)).collect())
    }

    /// The speed as a multiple of `other`'s, by the times of the same round.
    pub fn ratio_to(&self, other: &Timing) -> Quartiles {
        let pairs = self.passes.iter().zip(&other.passes);
        Quartiles::of(pairs.map(|(own, others)| self.speed(*own) / other.speed(*others)).collect())
    }

    #[expect(clippy::cast_precision_loss, reason = "texts have fewer than 2⁵³ bytes")]
    fn speed(&self, pass: Duration) -> f64 {
        // A pass over nothing can take no time at all.
        self.text_bytes as f64 / pass.as_secs_f64().max(1e-9) / 1e6
    }
}

impl Quartiles {
    /// The quartiles of `values`; zeros for none.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |quarter: usize| match values.len() {
            0 => 0.0,
            len => values[(len - 1) * quarter / 4],
        };
        Quartiles { lower: at(1), median: at(2), upper: at(3) }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn quartiles_are_values_of_the_distribution() {
        let of = |values: &[f64]| {
            let Quartiles { lower, median, upper } = Quartiles::of(values.to_vec());
            [lower, median, upper]
        };
        assert_eq!(of(&[]), [0.0; 3]);
        assert_eq!(of(&[7.0]), [7.0; 3]);
        assert_eq!(of(&[5.0, 1.0, 4.0, 2.0, 3.0]), [2.0, 3.0, 4.0]);
    }

    #[test]
    fn ratios_are_of_the_times_of_the_same_round() {
        let timing = |millis: [u64; 3]| Timing {
            name: String::new(),
            text_bytes: 1000,
            tokens: 1,
            passes: millis.map(Duration::from_millis).to_vec(),
        };
        // A machine that is ten times slower in the second round changes no ratio.
        let ratio = timing([1, 10, 1]).ratio_to(&timing([3, 30, 3]));
        assert!([ratio.lower, ratio.median, ratio.upper].iter().all(|ratio| (ratio - 3.0).abs() < 1e-9));
    }

    #[test]
    fn every_contender_runs_twice_a_round_and_once_before() {
        let calls = RefCell::new(Vec::new());
        let contender = |name: &'static str| {
            let calls = &calls;
            Contender::new(name, 1, move || {
                calls.borrow_mut().push(name);
                1
            })
        };
        let timings = time_in_rounds(vec![contender("a"), contender("b")], 2);
        assert!(timings.iter().all(|timing| timing.passes.len() == 2));
        assert_eq!(*calls.borrow(), ["a", "b", "a", "a", "b", "b", "a", "a", "b", "b"]);
    }
}

//! Benchmark of Chinese tokenizers against one another.
//!
//! The input is a text, the output plain values; their presentation on a terminal or a page is the caller's.
//!
//! - [`tokenizer`](mod@tokenizer): the tokenizers, each with the fastest call of its API;
//! - [`rounds`](mod@rounds): speed, in rounds that every contender runs in turn;
//! - [`gold`](mod@gold): quality against human segmentation;
//! - [`agreement`](mod@agreement): agreement of two tokenizers, and of queries with texts;
//! - [`measurement`](mod@measurement): all of that at once;
//! - [`sample`](mod@sample): sample news for measurements.
//!
//! Key decision: a claim about speed is a ratio of two times of the same round, since other load on the
//! machine affects both. Megabytes per second depend on the machine. Speed is shown beside the result: a
//! tokenizer with fewer tokens is faster, and finds less.
//!
//! Unlike the libraries that it measures, this crate reads the clock; that is its purpose.

pub mod agreement;
pub mod gold;
pub mod measurement;
pub mod rounds;
pub mod sample;
pub mod tokenizer;

pub use gold::{Gold, Score};
pub use measurement::{Measurement, Row, measure};
pub use rounds::{Contender, Quartiles, Timing, time_in_rounds};
pub use sample::Sample;
pub use tokenizer::{OpenTokenizer, Tokenizer};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

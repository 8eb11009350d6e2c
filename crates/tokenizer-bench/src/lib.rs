//! Benchmark of Chinese tokenizers against one another.
//!
//! The input is a text, the output plain values; the caller presents them on a terminal or a page.
//!
//! - [`tokenizer`](mod@tokenizer): the tokenizers, each called by the fastest function of its API;
//! - [`rounds`](mod@rounds): speed, in rounds that all tokenizers run in alternation;
//! - [`gold`](mod@gold): quality compared with human segmentation;
//! - [`agreement`](mod@agreement): agreement of two tokenizers, and of queries with texts;
//! - [`measurement`](mod@measurement): all of these measurements together;
//! - [`sample`](mod@sample): sample news for measurements.
//!
//! Key decision: speed is stated as a ratio of two times in the same round, because other load on the machine
//! affects both. Megabytes per second depend on the machine. Quality is shown beside speed, because a tokenizer
//! that emits fewer tokens is faster, but finds less.
//!
//! Unlike the libraries that it measures, this crate reads the clock.

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

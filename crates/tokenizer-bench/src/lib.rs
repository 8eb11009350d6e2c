//! Measuring tokenizers of Chinese against one another.
//!
//! A text goes in, and what comes out are plain values; how they look on a terminal or a page is the caller's
//! matter.
//!
//! - [`tokenizer`](mod@tokenizer): what is measured, each called in the way that suits it best;
//! - [`rounds`](mod@rounds): how fast each is, in rounds that every contender runs in turn;
//! - [`gold`](mod@gold): how well tokens meet words that people have cut;
//! - [`agreement`](mod@agreement): whether two cut alike, and whether queries are cut as texts are;
//! - [`measurement`](mod@measurement): all of that at once;
//! - [`sample`](mod@sample): news to measure on.
//!
//! The decision behind it: a claim about speed is a ratio of two times of the same round, since whatever else
//! the machine does at that moment falls on both. Megabytes a second belong to the machine. And speed stands
//! beside what it is the speed of: fewer tokens are made faster, and find less.
//!
//! Unlike the libraries that it measures, this one reads the clock; that is what it is for.

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

//! Measuring tokenizers of Chinese against one another.
//!
//! What comes out are plain values; how they look on a terminal or a page is the caller's matter.
//!
//! - [`rounds`](mod@rounds): how fast each is, in rounds that every contender runs in turn;
//! - [`sample`](mod@sample): news to measure on.
//!
//! The decision behind it: a claim about speed is a ratio of two times of the same round, since whatever else
//! the machine does at that moment falls on both. Megabytes a second belong to the machine.

pub mod rounds;
pub mod sample;

pub use rounds::{Contender, Quartiles, Timing, time_in_rounds};
pub use sample::Sample;

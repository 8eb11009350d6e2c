//! Views over a corpus: every occurrence of an expression, its course over time, and whether a sentence stands in the archive.
//!
//! Corpus tools answer these questions by words that were cut beforehand. Here an occurrence is a place whose text contains the
//! expression, by the containment of the query: exact for quotes, over signs and by value for other text. So each count can be
//! checked with grep.
//!
//! | view | question |
//! |---|---|
//! | [`kwic`] | Where does an expression occur, and in what company? One line for each place. |
//! | [`trend`] | How does its use change? Articles and places by year, quarter, month, week or day. |
//! | [`check`] | Does this sentence stand in the index? If not, the closest passage with its differing characters. |
//!
//! Input: an index and a request of plain values. Output: plain values, which serialise. A view takes a query as
//! [`Index::search`](jianbao_core::Index::search) does, and counts full matches alone.

mod check;
mod error;
mod kwic;
mod part;
mod period;
mod trend;

pub use check::{CheckRequest, Checked, Closest, Difference, Standing, check};
pub use error::{Error, Result};
pub use kwic::{Kwic, KwicLine, KwicRequest, Position, SortKey, UnknownSortKey, group, kwic};
pub use part::ArticlePart;
pub use period::{PeriodKind, UnknownPeriod};
pub use trend::{Trend, TrendPeriod, TrendRequest, trend};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

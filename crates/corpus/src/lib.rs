//! Views over a corpus: every occurrence of an expression, its company, its course over time, words and their frequencies, and
//! whether a sentence stands in the archive.
//!
//! Corpus tools answer these questions by words that were cut beforehand. Here an occurrence is a place whose text contains the
//! expression, by the containment of the query: exact for quotes, over signs and by value for other text. So each count of places
//! can be checked with grep. Counts of words are by the best path of the dictionary, as they must be in Chinese.
//!
//! | view | question |
//! |---|---|
//! | [`kwic`] | Where does an expression occur, and in what company? One line for each place. |
//! | [`trend`] | How does its use change? Articles and places by year, quarter, month, week or day. |
//! | [`collocates`] | Which words stand beside it more often than by chance? |
//! | [`words`] | How frequent are words and n-grams, and in how many articles? |
//! | [`new_words`] | Which strings do the texts treat as words, though the dictionary lacks them? |
//! | [`compare`] | Which words make one part of the corpus differ from another? |
//! | [`check`] | Does this sentence stand in the index? If not, the closest passage with its differing characters. |
//!
//! Input: an index and a request of plain values. Output: plain values, which serialise. A view takes a query as
//! [`Index::search`](jianbao_core::Index::search) does, and counts full matches alone.

mod association;
mod check;
mod collocates;
mod compare;
mod error;
mod kwic;
mod new_words;

mod part;
mod period;
mod segmented;
mod selection;
mod sentence;
mod sequence;
mod span;
mod trend;
mod units_of_part;
mod vocabulary;
mod word_class;
mod word_list;

pub use association::{keyness, log_dice, log_likelihood, log_ratio, mutual_information};
pub use check::{CheckRequest, Checked, Closest, Difference, Standing, check};
pub use collocates::{Collocate, CollocateSort, Collocates, CollocatesRequest, collocates};
pub use compare::{CompareRequest, Compared, Keyword, KeywordDirection, KeywordSort, PartSize, compare};
pub use error::{Error, Result};
pub use kwic::{Kwic, KwicLine, KwicRequest, Position, SortKey, UnknownSortKey, group, kwic};
pub use new_words::{NewWord, NewWords, NewWordsRequest, new_words};
pub use part::ArticlePart;
pub use period::{PeriodKind, UnknownPeriod};
pub use sentence::sentences;
pub use span::{Beside, CollocationSpan};
pub use trend::{Trend, TrendPeriod, TrendRequest, trend};
pub use word_class::WordClass;
pub use word_list::{WordList, WordRow, WordSort, WordsRequest, words};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

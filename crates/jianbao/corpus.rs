//! Views over a corpus: concordances, frequencies over time, verdicts on sentences.
//!
//! - Concordance: [`kwic()`] takes a [`KwicRequest`] and returns a [`Kwic`] of [`KwicLine`]s, each in an [`ArticlePart`] of an
//!   article. [`SortKey`]s order the lines (error: [`UnknownSortKey`]); [`group`] counts them by a [`Position`].
//! - Frequency over time: [`trend()`] takes a [`TrendRequest`] and returns for each query a [`Trend`] of [`TrendPeriod`]s, whose
//!   length is a [`PeriodKind`] (error: [`UnknownPeriod`]).
//! - Sentences: [`check()`] takes a [`CheckRequest`] and returns a [`Checked`], with each [`Standing`], or the [`Closest`] passage
//!   and each [`Difference`].
//! - The error of all views is [`CorpusError`].

pub use jianbao_corpus::{
    ArticlePart, CheckRequest, Checked, Closest, Difference, Error as CorpusError, Kwic, KwicLine,
    KwicRequest, PeriodKind, Position, SortKey, Standing, Trend, TrendPeriod, TrendRequest, UnknownPeriod,
    UnknownSortKey, check, group, kwic, trend,
};

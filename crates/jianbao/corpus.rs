//! Views over a corpus: concordance, course over time, verdicts on sentences.
//!
//! [`kwic()`] takes a [`KwicRequest`] and gives the lines of a [`Kwic`], each a [`KwicLine`] in a [`ArticlePart`] of an article, ordered by
//! [`SortKey`]s ([`UnknownSortKey`] for a wrong name); [`group`] counts them by a [`Position`]. [`trend()`] takes a [`TrendRequest`]
//! and gives for each query a [`Trend`] of [`TrendPeriod`]s, each a [`PeriodKind`] ([`UnknownPeriod`]). [`check()`] takes a
//! [`CheckRequest`] and gives a [`Checked`]: each [`Standing`], or the [`Closest`] passage with each [`Difference`]. A view fails
//! with a [`CorpusError`].

pub use jianbao_corpus::{
    ArticlePart, CheckRequest, Checked, Closest, Difference, Error as CorpusError, Kwic, KwicLine,
    KwicRequest, PeriodKind, Position, SortKey, Standing, Trend, TrendPeriod, TrendRequest, UnknownPeriod,
    UnknownSortKey, check, group, kwic, trend,
};

//! Requests and responses in detail, and explanations.
//!
//! - A [`SearchRequest`](crate::SearchRequest) may also set the treatment of [`Reprints`], the [`Bodies`] to return,
//!   [`AsTyped`], its [`SearchLimits`], and facets and a histogram by [`FacetField`] and [`Interval`]. Each of these choices
//!   can be parsed from its name; the error is [`UnknownName`].
//! - The response may contain [`Facet`]s of [`FacetCount`]s, [`HistogramBucket`]s, and a [`StretchCount`] for each stretch of
//!   words that was also searched as one string.
//! - A diagnostic has a [`DiagnosticKind`]. A query without results gets [`Suggestion`]s, each with [`Alternative`]s.
//! - A [`StopSignal`] from another thread ends a search.
//! - An [`Explanation`] shows the [`Planned`] query: the [`Requirement`] with the [`Scope`] and [`ValueField`] of its parts,
//!   the number of articles for each part ([`ClauseCount`]), and the [`Segmented`] text. For one article it has a [`Verdict`],
//!   with a [`ClauseVerdict`] on each part that gives the rule by which the text contains it ([`ContainedBy`]).

pub use jianbao_core::{
    Alternative, AsTyped, Bodies, ClauseCount, ClauseVerdict, ContainedBy, DiagnosticKind, Explanation,
    Facet, FacetCount, FacetField, HistogramBucket, Interval, Planned, Reprints, Requirement, Scope,
    SearchLimits, Segmented, StopSignal, StretchCount, Suggestion, UnknownName, ValueField, Verdict,
};

//! Requests and responses in detail, and explanations.
//!
//! A [`SearchRequest`](crate::SearchRequest) may also set the treatment of [`Reprints`], of [`Bodies`] and of matches [`AsTyped`],
//! its [`SearchLimits`], and facets and a histogram by [`FacetField`] and [`Interval`]; each of these is read from its name, or is
//! an [`UnknownName`](crate::analysis::UnknownName). The response then has [`Facet`]s of [`FacetCount`]s and [`HistogramBucket`]s, and a [`StretchCount`] for each
//! stretch of words. A diagnostic has a [`DiagnosticKind`]. A query without results gets [`Suggestion`]s, each with
//! [`Alternative`]s. A [`StopSignal`] from another thread ends a search.
//!
//! An [`Explanation`] shows the [`Planned`] query: the [`Requirement`] with the [`Scope`] and [`ValueField`] of its parts, the
//! number of articles for each ([`ClauseCount`]), the [`Segmented`] text, and the [`Verdict`] on one article with a
//! [`ClauseVerdict`] on each part, which says what the text is [`ContainedBy`].

pub use jianbao_core::{
    Alternative, AsTyped, Bodies, ClauseCount, ClauseVerdict, ContainedBy, DiagnosticKind, Explanation,
    Facet, FacetCount, FacetField, HistogramBucket, Interval, Planned, Reprints, Requirement, Scope,
    SearchLimits, Segmented, StopSignal, StretchCount, Suggestion, ValueField, Verdict,
};

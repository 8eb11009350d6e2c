//! Requests and responses in detail, and explanations.
//!
//! A [`SearchRequest`](crate::SearchRequest) may also set the treatment of [`Reprints`], of [`Bodies`] and of matches [`AsTyped`],
//! its [`SearchLimits`], and facets and a histogram by [`FacetField`] and [`Interval`]; each of these is read from its name, or is
//! an [`UnknownName`]. By fields of one's own there are a [`FieldOrder`] with a [`Direction`], a [`FieldHistogramRequest`] (or
//! [`NoHistogram`]), and in the response [`FieldFacet`]s, [`FieldHistogram`]s of [`FieldBucket`]s, [`FieldSummary`]s of
//! [`SummaryValue`]s and [`Collapsed`] hits; a [`FieldPurpose`] needs a type that fits. The response then has [`Facet`]s of [`FacetCount`]s and [`HistogramBucket`]s, and a [`StretchCount`] for each
//! stretch of words. A diagnostic has a [`DiagnosticKind`]. A query without results gets [`Suggestion`]s, each with
//! [`Alternative`]s. A [`StopSignal`] from another thread ends a search.
//!
//! An [`Explanation`] shows the [`Planned`] query: the [`Requirement`] with the [`Scope`], the [`ValueField`] or the [`OwnCondition`] of its parts, the
//! number of articles for each ([`ClauseCount`]), the [`Segmented`] text, and the [`Verdict`] on one article with a
//! [`ClauseVerdict`] on each part, which says what the text is [`ContainedBy`].

pub use jianbao_core::{
    Alternative, AsTyped, Bodies, ClauseCount, ClauseVerdict, Collapsed, ContainedBy, DiagnosticKind,
    Direction, Explanation, Facet, FacetCount, FacetField, FieldBucket, FieldFacet, FieldHistogram,
    FieldHistogramRequest, FieldOrder, FieldPurpose, FieldSummary, HistogramBucket, Interval, NoHistogram,
    OwnCondition, Planned, Reprints, Requirement, Scope, SearchLimits, Segmented, StopSignal, StretchCount,
    Suggestion, SummaryValue, UnknownName, ValueField, Verdict,
};

//! Requests and responses in detail, and explanations.
//!
//! - A [`SearchRequest`](crate::SearchRequest) may also set the treatment of [`Reprints`], the [`Bodies`] to return,
//!   [`AsTyped`], its [`SearchLimits`], and facets and a histogram by [`FacetField`] and [`Interval`]. Each of these choices
//!   can be parsed from its name; the error is [`UnknownName`](crate::analysis::UnknownName).
//! - The response may contain [`Facet`]s of [`FacetCount`]s, [`HistogramBucket`]s, and a [`StretchCount`] for each stretch of
//!   words that was also searched as one string.
//! - For fields of one's own, a request may contain a [`FieldOrder`] with a [`Direction`], and a [`FieldHistogramRequest`] (error:
//!   [`NoHistogram`]). The response then contains [`FieldFacet`]s, [`FieldHistogram`]s of [`FieldBucket`]s, [`FieldSummary`]s of
//!   [`SummaryValue`]s, and [`Collapsed`] hits. A field whose type does not fit the [`FieldPurpose`] is refused.
//! - A diagnostic has a [`DiagnosticKind`]. A query without results gets [`Suggestion`]s, each with [`Alternative`]s.
//! - A [`StopSignal`] from another thread ends a search.
//! - An [`Explanation`] shows the [`Planned`] query: the [`Requirement`] with the [`Scope`], [`ValueField`] or [`OwnCondition`] of its parts,
//!   the number of articles for each part ([`ClauseCount`]), and the [`Segmented`] text. For one article it has a [`Verdict`],
//!   with a [`ClauseVerdict`] on each part that gives the rule by which the text contains it ([`ContainedBy`]).

pub use jianbao_core::{
    Alternative, AsTyped, Bodies, ClauseCount, ClauseVerdict, Collapsed, ContainedBy, DiagnosticKind,
    Direction, Explanation, Facet, FacetCount, FacetField, FieldBucket, FieldFacet, FieldHistogram,
    FieldHistogramRequest, FieldOrder, FieldPurpose, FieldSummary, HistogramBucket, Interval, NoHistogram,
    OwnCondition, Planned, Reprints, Requirement, Scope, SearchLimits, Segmented, StopSignal, StretchCount,
    Suggestion, SummaryValue, ValueField, Verdict,
};

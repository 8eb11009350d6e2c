//! Translation of a syntax tree into a tantivy query: first a plan, then the query.
//!
//! A [`plan`] names the requirements of a query in normalised strings, before tantivy is involved: it can be printed, explained
//! and tested alone. [`translate`] compiles a plan for one searcher. Most of it becomes tantivy's own term and range queries. The
//! rest is here: [`string_query`] finds a substring by its terms and then in the stored text, [`verified_query`] checks documents
//! one by one, [`exclude_query`] negates safely, [`ranked_query`] matches by one query and scores by another, [`shared_query`]
//! occurs in several places without being copied, and [`interruptible_query`] ends when the time is over.
//!
//! For an index that is kept elsewhere [`article_terms`] gives the terms of an article, and [`matcher`] decides a plan by the
//! article itself.
//!
//! Input: a syntax tree and a searcher. Output: a tantivy query that matches exactly what the plan says.
//!
//! Invariant: no hit, no snippet and no order of results in this room. Scores are computed here, never compared.

pub(crate) mod article_terms;
mod exclude_query;
mod interruptible_query;
pub(crate) mod matcher;
pub(crate) mod plan;
mod ranked_query;
mod shared_query;
mod string_query;
pub(crate) mod translate;
pub(crate) mod verified_query;

//! Translation of a syntax tree into a tantivy query: first a plan, then the query.
//!
//! A [`plan`] states the requirements of a query in normalised strings, before tantivy is involved, so it can be printed,
//! explained and tested by itself. [`translate`] compiles a plan for one searcher. Most of a plan becomes tantivy's own term
//! and range queries. The other queries are defined here:
//!
//! - [`string_query`] finds a substring, by the lists of its pairs and then in the text;
//! - [`verified_query`] checks documents one by one;
//! - [`in_order_query`] keeps the matches whose words are in order;
//! - [`exclude_query`] negates a query without breaking tantivy's scorers;
//! - [`presence_query`] scores a constant for each match;
//! - [`ranked_query`] matches by one query and scores by another;
//! - [`shared_query`] occurs in several places of a query tree without being copied;
//! - [`interruptible_query`] ends when the time limit is reached.
//!
//! [`addresses`] collects the matches of a query. For an index that is kept elsewhere, [`article_terms`] gives the terms of an article, and [`matcher`] decides a plan by the
//! article itself.
//!
//! Input: a syntax tree and a searcher. Output: a tantivy query that matches exactly the articles that fulfil the plan.
//!
//! Invariant: this module knows no hit, no snippet and no order of results. Scores are computed here, never compared.

pub(crate) mod addresses;
pub(crate) mod article_terms;
mod exclude_query;
pub(crate) mod filling;
pub(crate) mod in_order_query;
mod interruptible_query;
pub(crate) mod matcher;
pub(crate) mod plan;
mod presence_query;
mod ranked_query;
mod shared_query;
mod string_query;
pub(crate) mod translate;
pub(crate) mod verified_query;

//! Articles in an OpenSearch or Elasticsearch cluster, with the same search results as in an index on this machine.
//!
//! The cluster shards, replicates and recovers the data, but does no analysis. An article is sent as the terms by which the
//! embedded engine would index it ([`document()`]). A query is sent as its plan, compiled to queries of the cluster
//! ([`compile()`]). The same query therefore finds the same articles.
//!
//! | step | where | result |
//! |---|---|---|
//! | address, credentials, certificates | [`Address`], [`Access`] | values; nothing is read from the environment |
//! | requests, several nodes, retries | [`Client`] | an [`Answer`], or an [`Error`] |
//! | fields and settings of the index | [`mapping()`] | the body of a request |
//! | article → terms → document | [`document()`] | one line of JSON |
//! | documents, many at a time | [`Bulk`] | a [`Verdict`] for each |
//! | plan → request | [`compile()`] | two queries: for articles that may match, and for articles that certainly match |
//! | request → response | [`RemoteIndex`] | the response of an index in a directory |
//!
//! Key decision: the cluster cannot decide some requirements: a string with signs between its characters, a number in another
//! spelling, proximity. Each plan is therefore compiled twice. The *wide* query finds every match and possibly other articles; the
//! *narrow* query finds only matches, though possibly not all. Articles that only the wide query finds are fetched, and
//! [`Matcher`](jianbao_core::Matcher) decides. The cost is the transfer of those articles. If the two queries are equal, none is
//! fetched.
//!
//! Invariant: this crate prints nothing, reads no environment variable, and reads only the files that its caller names. No credential
//! appears in an error, in debug output or in a log.

mod access;
mod address;
mod answer;
mod backoff;
mod bulk;
mod client;
mod compile;
mod dead_letters;
mod document;
mod error;
mod mapping;
mod nodes;
mod remote_index;
mod search;
mod token;

pub use access::{Access, Credentials, Secret, Timeouts, Trust};
pub use address::{Address, AddressError, Engine, Node, Scheme};
pub use answer::{Answer, ServerError};
pub use bulk::change::{Action, Change};
pub use bulk::verdict::{Refusal, Verdict};
pub use bulk::{Bulk, BulkOptions, BulkSummary};
pub use client::{Call, Client, Method};
pub use compile::{Compiled, TooManyClauses, compile};
pub use dead_letters::DeadLetters;
pub use document::{Document, document};
pub use error::{Error, Unsupported};
pub use mapping::{IndexSettings, check_mapping, mapping};
pub use remote_index::{RemoteIndex, RemoteStats, RemoteVerification};
pub use search::{Articles, Collection, Total};
pub use token::{MAX_TOKEN_UNITS, token};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

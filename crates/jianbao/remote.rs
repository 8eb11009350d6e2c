//! An index in an OpenSearch or Elasticsearch cluster: for more articles than one machine can serve, or for service that survives
//! the loss of a machine.
//!
//! - A [`RemoteIndex`] at an [`Address`] (an [`Engine`], a [`Scheme`], [`ClusterNode`]s; the error is [`AddressError`]) answers the
//!   same requests as an [`Index`](crate::Index). [`Access`] has the [`Credentials`] with a [`Secret`], the [`Trust`] in
//!   certificates, and [`Timeouts`]. A new index has [`IndexSettings`].
//! - [`load_selection`] reads files into it by [`LoadOptions`], and returns a [`LoadSummary`]. A program with articles of its own
//!   turns each into a [`Document`] with [`document()`], and pushes it as a [`RemoteChange`] (an [`Action`]) to a [`Bulk`] with
//!   [`BulkOptions`]. Every change gets a [`ChangeVerdict`], the bulk a [`BulkSummary`]. A [`Refusal`] can be written to
//!   [`DeadLetters`].
//! - A [`Collection`] counts and finds articles by plans; a [`Total`] may be a range. [`Articles`] iterates over all articles.
//! - [`RemoteStats`] and [`RemoteVerification`] describe an index.
//! - A [`RemoteError`] may contain a [`ServerError`], [`TooManyClauses`], or the part of a request that is [`Unsupported`].
//!
//! The lower-level requests are in the crate `jianbao-remote`.
//!
//! ```no_run
//! use jianbao::SearchRequest;
//! use jianbao::remote::{Access, RemoteIndex};
//!
//! let index = RemoteIndex::open(&"opensearch+http://127.0.0.1:9200/news".parse()?, &Access::default())?;
//! let response = index.search(&SearchRequest::new("图书馆 “晚上十点半”"))?;
//! println!("{} articles", response.total);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A cluster does not support fields of one's own, user dictionaries, suggestions,
//! [`added_after`](crate::SearchRequest::added_after), corpus views and the table of files. A request for one of them is an error,
//! except that suggestions are left out.

mod load;

pub use jianbao_remote::{
    Access, Action, Address, AddressError, Articles, Bulk, BulkOptions, BulkSummary, Change as RemoteChange,
    Collection, Credentials, DeadLetters, Document, Engine, Error as RemoteError, IndexSettings,
    Node as ClusterNode, Refusal, RemoteIndex, RemoteStats, RemoteVerification, Scheme, Secret, ServerError,
    Timeouts, TooManyClauses, Total, Trust, Unsupported, Verdict as ChangeVerdict, document,
};
pub use load::{LoadOptions, LoadSummary, load_selection};

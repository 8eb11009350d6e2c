//! An index in an OpenSearch or Elasticsearch cluster: more articles than one machine serves, or machines that may be lost.
//!
//! - A [`RemoteIndex`] at an [`Address`] (an [`Engine`], a [`Scheme`], [`ClusterNode`]s; an [`AddressError`] says what is wrong with one)
//!   answers the same requests as an [`Index`](crate::Index). [`Access`] has the [`Credentials`] with a [`Secret`], the [`Trust`] in
//!   certificates, and [`Timeouts`]. A new index has [`IndexSettings`].
//! - [`load_selection`] reads files into it by [`LoadOptions`], and returns a [`LoadSummary`]. A program that has articles makes
//!   each a [`Document`] with [`document()`], and pushes it as a [`RemoteChange`] (an [`Action`]) to a [`Bulk`] with [`BulkOptions`].
//!   Every change gets a [`ChangeVerdict`], the bulk a [`BulkSummary`]. A [`Refusal`] can be written to [`DeadLetters`].
//! - A [`Collection`] counts and finds by plans: a [`Total`] may be a range. [`Articles`] are all of them.
//! - [`RemoteStats`] and [`RemoteVerification`] describe an index.
//! - A [`RemoteError`] may contain a [`ServerError`], [`TooManyClauses`], or the part of a request that is [`Unsupported`].
//!
//! The requests below these are in the crate `jianbao-remote`.
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
//! Not on a cluster: fields of one's own, a user dictionary, suggestions, [`added_after`](crate::SearchRequest::added_after), corpus
//! views, the table of files. A request for them is an error; suggestions are left out.

mod load;

pub use jianbao_remote::{
    Access, Action, Address, AddressError, Articles, Bulk, BulkOptions, BulkSummary, Change as RemoteChange,
    Collection, Credentials, DeadLetters, Document, Engine, Error as RemoteError, IndexSettings,
    Node as ClusterNode, Refusal, RemoteIndex, RemoteStats, RemoteVerification, Scheme, Secret, ServerError,
    Timeouts, TooManyClauses, Total, Trust, Unsupported, Verdict as ChangeVerdict, document,
};
pub use load::{LoadOptions, LoadSummary, load_selection};

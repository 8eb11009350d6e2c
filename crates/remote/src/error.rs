//! Errors of a cluster, by whose fault they are.

use std::time::Duration;

use crate::address::{Address, Node};
use crate::answer::ServerError;
use crate::compile::TooManyClauses;

/// The error type of this crate. No secret is in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Credentials would be sent over the network unencrypted.
    #[error("credentials are not sent to {node} unencrypted: use https, or a node on this machine")]
    Unencrypted {
        /// The first node that is not on this machine.
        node: Node,
    },
    /// The credentials contain a character that no header may have.
    #[error("the password or key contains a character that cannot be sent in a header")]
    BadCredentials,
    /// The certificates of the authority cannot be read.
    #[error("the certificates of the authority cannot be read: {why}")]
    BadAuthority {
        /// The reason.
        why: String,
    },
    /// The certificate of a node is not signed by a trusted authority, or is not for this host.
    #[error("{node} has a certificate that is not trusted: {why}")]
    Untrusted {
        /// The node.
        node: Node,
        /// The reason.
        why: String,
    },
    /// No node gave an answer in time.
    #[error("no answer from {} within {} s ({attempts} attempts); the last: {last}", show_nodes(nodes), waited.as_secs())]
    NoAnswer {
        /// The nodes that were tried.
        nodes: Vec<Node>,
        /// The number of attempts.
        attempts: usize,
        /// The time of all attempts.
        waited: Duration,
        /// The failure of the last attempt.
        last: String,
    },
    /// A node redirected the request. Redirects are not followed, because of the credentials.
    #[error(
        "{node} redirects to another address (status {status}), which is not followed: give the address itself"
    )]
    Redirected {
        /// The node.
        node: Node,
        /// The status of the answer.
        status: u16,
    },
    /// The cluster rejects the credentials, or they lack a permission.
    #[error("{node} refuses access (status {status}): {error}")]
    Denied {
        /// The node.
        node: Node,
        /// 401 or 403.
        status: u16,
        /// The reason that the cluster gave.
        error: ServerError,
    },
    /// The cluster refused the request, and would refuse it again.
    #[error("{node} refuses the request (status {status}): {error}")]
    Refused {
        /// The node.
        node: Node,
        /// The status of the answer.
        status: u16,
        /// The reason that the cluster gave.
        error: ServerError,
    },
    /// Changes were not settled in time.
    #[error("{changes} changes were not taken within {} s: {why}", waited.as_secs())]
    Unsettled {
        /// The number of changes.
        changes: usize,
        /// The time during which they were repeated.
        waited: Duration,
        /// The last reason.
        why: String,
    },
    /// The cluster refused a change for a reason that applies to all others too.
    #[error("the cluster takes no changes (status {status}): {error}")]
    Ended {
        /// The status of the item.
        status: u16,
        /// The reason that the cluster gave.
        error: ServerError,
    },
    /// The answer is longer than any answer to such a request.
    #[error("the answer of {node} is longer than {max_bytes} bytes")]
    TooLong {
        /// The node.
        node: Node,
        /// The maximum length, in bytes.
        max_bytes: u64,
    },
    /// The index is missing.
    #[error("{address} is no index of the cluster")]
    NoIndex {
        /// The address.
        address: Address,
    },
    /// The index of the cluster is not one of jianbao.
    #[error("{address} was not made by jianbao")]
    Foreign {
        /// The address.
        address: Address,
    },
    /// The index was made with another format or analyzer.
    #[error("{address} has {what} {found}; this version has {expected}: build it anew from the texts")]
    OtherTerms {
        /// The address.
        address: Box<Address>,
        /// The property.
        what: String,
        /// Its value in the index.
        found: String,
        /// Its value here.
        expected: String,
    },
    /// The answer is incomplete: some shards failed.
    #[error("{failed} of {total} shards did not answer, or not in time")]
    Partial {
        /// The number of shards without an answer.
        failed: u64,
        /// The number of all shards.
        total: u64,
    },
    /// The answer lacks a required part.
    #[error("the answer of the cluster has no {part}")]
    Unexpected {
        /// The missing part.
        part: &'static str,
    },
    /// The request uses a feature that only an index in a directory has.
    #[error("{what} on a cluster; an index in a directory has this")]
    Unsupported {
        /// The missing part.
        what: Unsupported,
    },
    /// The plan has more clauses than a request may have.
    #[error(transparent)]
    TooManyClauses(#[from] TooManyClauses),
    /// The terms of an article could not be made.
    #[error(transparent)]
    Article(#[from] jianbao_core::Error),
    /// A file of the caller cannot be written.
    #[error("{} cannot be written", path.display())]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
}

/// A part of requests that no cluster answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsupported {
    /// Articles are not numbered as they are added.
    AddedAfter,
    /// A page ends after the last hit that a cluster lists.
    PageEnd {
        /// The end of the page.
        hits: usize,
        /// The maximum.
        max: usize,
    },
    /// The questions about the collection did not end within the maximum number of rounds.
    Questions,
}

impl std::fmt::Display for Unsupported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unsupported::AddedAfter => f.write_str("articles cannot be limited to those added lately"),
            Unsupported::PageEnd { hits, max } => {
                write!(f, "a page ends at hit {max} at the latest, not {hits},")
            }
            Unsupported::Questions => f.write_str("the query needs too many facts"),
        }
    }
}

fn show_nodes(nodes: &[Node]) -> String {
    nodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

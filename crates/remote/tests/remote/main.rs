//! Tests of the client, the loading and the searches against servers on loopback.
//!
//! | module | contents |
//! |---|---|
//! | `server` | a server that keeps changes as a cluster does, and fails on request |
//! | `loading` | no change is lost or applied twice, whatever fails |
//! | `answers` | responses of a real cluster beside those of the embedded index |
//! | `access` | nodes, credentials, redirects, TLS, bounds |
//! | `cluster` | a real cluster beside the embedded index |
//! | `odd` | articles at the limits of the cluster |
//! | `drawn` | drawn articles and queries, shared with core |

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]
#![expect(clippy::print_stdout, reason = "a test against a cluster says what it compared, or why it did not")]

mod access;
mod answers;
mod cluster;
mod cluster_process;
#[path = "../../../../tests/drawn.rs"]
mod drawn;
mod loading;
mod news;
mod odd;
mod server;
#[path = "../../../../tests/skipping.rs"]
mod skipping;

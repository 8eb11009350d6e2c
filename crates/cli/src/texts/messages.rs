//! Messages shown while a command runs, and the fixed words of its output: one function per message.
//!
//! Each file contains the messages on one subject, and this module re-exports them all.

mod clippings;
mod cluster;
mod corpus;
mod explanation;
mod indexing;
mod man_page;
#[cfg(feature = "bench")]
mod measurement;
mod opening;
mod outcome;
mod problem;
mod statistics;
mod verification;

pub(crate) use clippings::*;
pub(crate) use cluster::*;
pub(crate) use corpus::*;
pub(crate) use explanation::*;
pub(crate) use indexing::*;
pub(crate) use man_page::*;
#[cfg(feature = "bench")]
pub(crate) use measurement::*;
pub(crate) use opening::*;
pub(crate) use outcome::*;
pub(crate) use problem::*;
pub(crate) use statistics::*;
pub(crate) use verification::*;

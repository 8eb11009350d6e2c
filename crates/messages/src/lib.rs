//! Messages of jianbao's errors, diagnostics and warnings, in English and Chinese.
//!
//! Input: a value of the library, with its code and parameters. Output: a message for people. The English message is the
//! `Display` of the value; this crate contains the Chinese ones. The disadvantage: a kind of value that a later version of the
//! library adds has its message in English until this crate is updated.
//!
//! ```
//! use jianbao::Index;
//! use jianbao_messages::{Language, chain};
//!
//! let error = Index::open("no/such/folder").unwrap_err();
//! assert_eq!(chain(&error, Language::Chinese), "no/such/folder 不是 jianbao 的索引：需要先建立索引");
//! assert_eq!(chain(&error, Language::English), "no/such/folder is not a jianbao index: create the index first");
//! ```
//!
//! Invariant: no message names a command. A program that has commands for the remedies adds them with [`chain_with`].

mod chain;
mod corpus;
mod corruption;
mod diagnostic;
mod error;
mod language;
mod own_field;
#[cfg(feature = "remote")]
mod remote;
mod warning;

pub use chain::{chain, chain_with};
pub use language::{Language, Message};

/// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

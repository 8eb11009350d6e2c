//! Every text of the command line for people, in both languages.
//!
//! - [`messages`]: what is said while a command runs, and the words of its output. One function a message, which
//!   gives [`both`] languages, so a message that lacks one does not compile.
//! - [`chinese_help`]: the help in Chinese. The English help is the doc comments of the arguments, where clap wants
//!   it. A test walks all commands, arguments and values, and names each that the table lacks.
//! - [`help`]: puts the table into clap's definitions, with clap's own words in Chinese.
//! - [`usage_error`]: what is wrong with the arguments, in Chinese.

pub(crate) mod chinese_help;
pub(crate) mod help;
pub(crate) mod messages;
pub(crate) mod usage_error;

use std::fmt::Arguments;

use crate::language::{self, Language};

/// The text in the language of this process.
pub(crate) fn both(english: Arguments<'_>, chinese: Arguments<'_>) -> String {
    match language::current() {
        Language::English => english.to_string(),
        Language::Chinese => chinese.to_string(),
    }
}

/// The fixed text in the language of this process.
pub(crate) fn either(english: &'static str, chinese: &'static str) -> &'static str {
    match language::current() {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

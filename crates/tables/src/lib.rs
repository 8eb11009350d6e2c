//! Compiler of the data files of `jianbao-analysis` and of the characters of `jianbao-article`: the rules in readable form, the
//! sources, the formats.
//!
//! The command is in `main.rs`; the library exists so that tests can compare the compiled files with it.

pub mod dictionary_blob;
pub mod normal_table;
pub mod radicals;
pub mod rules;
pub mod simplified_table;
pub mod sources;
pub mod trie;
pub mod variants;

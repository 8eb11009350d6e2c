//! Compiler of the data files of `jianbao-analysis`, and of the character table of `jianbao-article`: the sources, the rules in
//! readable form, and the file formats.
//!
//! `main.rs` is the command. The library exists so that tests can compare the compiled files with the rules.

pub mod dictionary_blob;
pub mod normal_table;
pub mod radicals;
pub mod rules;
pub mod simplified_table;
pub mod sources;
pub mod trie;
pub mod variants;

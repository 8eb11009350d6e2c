//! What compiles the data files of `jianbao-analysis` and the characters of `jianbao-article`: the rules in readable form, the sources, the formats.
//!
//! The command is in `main.rs`; the library exists so that tests can hold the compiled files against it.

pub mod dictionary_blob;
pub mod normal_table;
pub mod rules;
pub mod simplified_table;
pub mod sources;
pub mod trie;

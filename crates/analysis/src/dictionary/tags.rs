//! Parts of speech: those of the embedded entries are found by their node, those of user words are stored with the words.
//!
//! `crates/tables/src/dictionary_blob.rs`, which writes the file, documents its layout. Only the functions for tags refer to
//! the file, so a program that never calls them does not contain it.

use std::collections::HashMap;

use super::embedded_file::Sections;
use crate::embedded::Aligned;
use crate::trie::{Node, SYMBOLS, Tables};

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../data/tags.bin"));

/// The tags of user words.
pub(super) type UserTags = HashMap<Box<str>, Box<str>>;

/// The tag of `word` in the embedded dictionary, whose tables are `embedded`.
pub(super) fn embedded_tag(word: &str, embedded: &Tables<'_>) -> Option<&'static str> {
    let mut sections = Sections::of(&FILE.0);
    assert_eq!(sections.take::<u8>(8), b"JBTAGS01", "tags.bin is written by jianbao-tables");
    let [names, slots] = *sections.take_array::<u64, 2>();
    let [names, slots] = [names, slots].map(|count| usize::try_from(count).expect("the file is in memory"));
    assert_eq!(slots, embedded.slots.len(), "both files are written together");
    let names = sections.take::<[u8; 8]>(names);
    let root = sections.take_array::<u8, SYMBOLS>();
    let by_slot = sections.take::<u8>(slots);
    let mut codes = word.chars().map(|c| embedded.code(c));
    let first = usize::from(codes.next()?);
    let (mut node, mut tag) = (Node(embedded.root[first]), root[first]);
    for code in codes {
        let slot = node.slot(code);
        node = node.child(code, embedded.slots)?;
        tag = by_slot[slot];
    }
    let name = names.get(usize::from(tag))?;
    let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    std::str::from_utf8(&name[..len]).ok().filter(|name| !name.is_empty())
}

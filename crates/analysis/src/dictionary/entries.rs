//! Traversal of the whole dictionary.

use std::collections::HashMap;

use crate::trie::{Node, Tables};

/// The words of all nodes with the frequencies that `frequency` gives their classes.
pub(super) fn entries(tables: &Tables<'_>, frequency: impl Fn(usize) -> Option<u64>) -> Vec<(String, u64)> {
    let chars = chars_by_code(tables);
    let children = children_by_base(tables.slots);
    let mut entries = Vec::new();
    let mut pending: Vec<(String, Node)> = (1..)
        .zip(&tables.root[1..])
        .filter_map(|(code, &node)| Some((chars.get(&code)?.to_string(), Node(node))))
        .collect();
    while let Some((word, node)) = pending.pop() {
        for &child in children.get(&node.base()).into_iter().flatten() {
            // Others may have children at the same base.
            if node.may_have(child.label())
                && let Some(c) = chars.get(&child.label())
            {
                pending.push((format!("{word}{c}"), child));
            }
        }
        if let Some(frequency) = frequency(node.class()) {
            entries.push((word, frequency));
        }
    }
    entries
}

/// The character of every code that is one character's own.
fn chars_by_code(tables: &Tables<'_>) -> HashMap<u16, char> {
    let basic_plane = (0..=0xFFFF_u32).filter_map(char::from_u32);
    let rare = tables.rare_codes.iter().filter_map(|pair| char::from_u32(pair[0]));
    let mut chars = HashMap::new();
    for c in basic_plane.chain(rare) {
        // Shared codes are overwritten by the last character: no word contains them.
        chars
            .insert(tables.codes.get(c as usize).map_or_else(|| tables.rare_code(c.into()), |&code| code), c);
    }
    chars
}

/// The nodes that are not empty, by the base of their parents.
fn children_by_base(slots: &[u64]) -> HashMap<usize, Vec<Node>> {
    let mut children: HashMap<usize, Vec<Node>> = HashMap::new();
    for (slot, &node) in slots.iter().enumerate().filter(|&(_, &node)| node != 0) {
        let node = Node(node);
        children.entry(slot - usize::from(node.label())).or_default().push(node);
    }
    children
}

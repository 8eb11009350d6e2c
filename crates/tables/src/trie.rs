//! Trie over codes, and its placement in a double array.
//!
//! Nodes with many children are placed first, then the most frequently visited, each at the first free place: frequent nodes
//! are then together at the front.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// Bits of a base: slots are numbered below this.
const MAX_BASES: usize = 1 << 20;

/// A trie; node 0 is the root.
pub struct Trie {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<u16, usize>,
    class: u16,
    /// Sum of the frequencies of the words that pass here.
    frequency: u64,
}

impl Trie {
    /// The trie of words given as codes, with class and frequency.
    pub fn new(words: impl Iterator<Item = (Vec<u16>, u16, u64)>) -> Self {
        let mut nodes = vec![Node::default()];
        for (codes, class, frequency) in words {
            let mut at = 0;
            for code in codes {
                let new = nodes.len();
                at = *nodes[at].children.entry(code).or_insert(new);
                if at == new {
                    nodes.push(Node::default());
                }
                nodes[at].frequency += frequency;
            }
            nodes[at].class = class;
        }
        Trie { nodes }
    }
}

/// A trie in its final form.
pub struct Placed {
    /// The nodes of the root's children, with their codes.
    pub root_children: Vec<(u16, u64)>,
    /// The double array with all other nodes.
    pub slots: Vec<u64>,
}

/// Finds a place for every node.
///
/// # Errors
///
/// If the nodes do not fit into slots of 20 bits.
pub fn place(trie: &Trie) -> Result<Placed> {
    let nodes = &trie.nodes;
    let mut parents: Vec<usize> = (1..nodes.len()).filter(|&n| !nodes[n].children.is_empty()).collect();
    parents.sort_by_key(|&n| std::cmp::Reverse((nodes[n].children.len(), nodes[n].frequency)));

    let mut bases = vec![0_usize; nodes.len()];
    let mut is_base_taken = vec![false; MAX_BASES];
    let mut free = FreeSlots::new(MAX_BASES);
    // Slot 0 is read by lookups that must fail; base 0 marks a node without children.
    is_base_taken[0] = true;
    free.take(0);
    let mut highest_base = 0;
    for parent in parents {
        let codes: Vec<usize> = nodes[parent].children.keys().map(|&code| usize::from(code)).collect();
        let mut slot = free.first_from(codes[0] + 1);
        let base = loop {
            ensure!(slot + (1 << 14) < MAX_BASES, "the trie outgrows its 20 bits");
            let base = slot - codes[0];
            if !is_base_taken[base] && codes.iter().all(|code| free.is_free(base + code)) {
                break base;
            }
            slot = free.first_from(slot + 1);
        };
        is_base_taken[base] = true;
        bases[parent] = base;
        highest_base = highest_base.max(base);
        for code in codes {
            free.take(base + code);
        }
    }

    let packed = |node: usize, label: u16| -> u64 {
        let present = nodes[node].children.keys().fold(0_u64, |set, code| set | 1 << (code & 15));
        u64::from(label) | u64::from(nodes[node].class) << 14 | present << 28 | (bases[node] as u64) << 44
    };
    // Every lookup at a base and any code stays inside.
    let mut slots = vec![0; highest_base + (1 << 14)];
    for (parent, node) in nodes.iter().enumerate().skip(1) {
        for (&code, &child) in &node.children {
            slots[bases[parent] + usize::from(code)] = packed(child, code);
        }
    }
    // The label of a child of the root is never needed.
    let root_children = nodes[0].children.iter().map(|(&code, &child)| (code, packed(child, 0))).collect();
    Ok(Placed { root_children, slots })
}

/// The free slots, with jumps over stretches that are not free.
struct FreeSlots {
    /// A slot itself if it is free, else one after it with no free slot in between.
    next: Vec<usize>,
}

impl FreeSlots {
    fn new(count: usize) -> Self {
        FreeSlots { next: (0..=count).collect() }
    }

    fn is_free(&self, slot: usize) -> bool {
        self.next[slot] == slot
    }

    fn take(&mut self, slot: usize) {
        self.next[slot] = slot + 1;
    }

    fn first_from(&mut self, slot: usize) -> usize {
        let mut first = slot;
        while self.next[first] != first {
            first = self.next[first];
        }
        let mut at = slot;
        while at != first {
            at = std::mem::replace(&mut self.next[at], first);
        }
        first
    }
}

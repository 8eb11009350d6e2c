//! Trie over codes, and its placement in a double array.
//!
//! Nodes with many children are placed first, then the most frequently visited ones, each at the first free position. Frequent
//! nodes are therefore close together at the front.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// Bits of a base.
const MAX_BASES: usize = 1 << 20;
/// A base counts slots in fours.
const BASE_STEP: usize = 4;

/// A trie; node 0 is the root.
pub struct Trie {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<u16, usize>,
    class: u16,
    /// Number of the part of speech; 0 where there is none.
    tag: u8,
    /// Sum of the frequencies of the words that pass here.
    frequency: u64,
}

impl Trie {
    /// The trie of words given as codes, with class, frequency and tag.
    pub fn new(words: impl Iterator<Item = (Vec<u16>, u16, u64, u8)>) -> Self {
        let mut nodes = vec![Node::default()];
        for (codes, class, frequency, tag) in words {
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
            nodes[at].tag = tag;
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
    /// The tags of the root's children, with their codes.
    pub root_tags: Vec<(u16, u8)>,
    /// The tag of each slot's node.
    pub slot_tags: Vec<u8>,
}

/// Finds a place for every node.
///
/// # Errors
///
/// If the nodes do not fit into bases of 20 bits.
pub fn place(trie: &Trie) -> Result<Placed> {
    let nodes = &trie.nodes;
    let mut parents: Vec<usize> = (1..nodes.len()).filter(|&n| !nodes[n].children.is_empty()).collect();
    parents.sort_by_key(|&n| std::cmp::Reverse((nodes[n].children.len(), nodes[n].frequency)));

    let mut bases = vec![0_usize; nodes.len()];
    // By base: the low bits of the codes of all children there, which no two parents of one base share.
    let mut child_sets = vec![0_u16; MAX_BASES];
    let mut free = [(); BASE_STEP].map(|()| FreeSlots::new(MAX_BASES));
    // Slot 0 is read by lookups that must fail; base 0 marks a node without children.
    child_sets[0] = u16::MAX;
    free[0].take(0);
    let mut highest_base = 0;
    for parent in parents {
        let codes: Vec<usize> = nodes[parent].children.keys().map(|&code| usize::from(code)).collect();
        let child_set = child_set(&nodes[parent]);
        // Slots are counted among those with the same remainder.
        let [remainder, first] = [codes[0] % BASE_STEP, codes[0] / BASE_STEP];
        let mut slot = free[remainder].first_from(first + 1);
        let base = loop {
            ensure!(slot + (1 << 14) < MAX_BASES, "the trie outgrows its 20 bits");
            let base = slot - first;
            let is_free = |code: &usize| free[code % BASE_STEP].is_free(base + code / BASE_STEP);
            if child_sets[base] & child_set == 0 && codes.iter().all(is_free) {
                break base;
            }
            slot = free[remainder].first_from(slot + 1);
        };
        child_sets[base] |= child_set;
        bases[parent] = base;
        highest_base = highest_base.max(base);
        for code in codes {
            free[code % BASE_STEP].take(base + code / BASE_STEP);
        }
    }

    let packed = |node: usize, label: u16| -> u64 {
        let child_set = u64::from(child_set(&nodes[node]));
        u64::from(label) | u64::from(nodes[node].class) << 14 | child_set << 28 | (bases[node] as u64) << 44
    };
    // Every lookup at a base and any code stays inside.
    let mut slots = vec![0; highest_base * BASE_STEP + (1 << 14)];
    let mut slot_tags = vec![0; slots.len()];
    for (parent, node) in nodes.iter().enumerate().skip(1) {
        for (&code, &child) in &node.children {
            let slot = bases[parent] * BASE_STEP + usize::from(code);
            slots[slot] = packed(child, code);
            slot_tags[slot] = nodes[child].tag;
        }
    }
    // The label of a child of the root is never needed.
    let root = || nodes[0].children.iter();
    let root_children = root().map(|(&code, &child)| (code, packed(child, 0))).collect();
    let root_tags = root().map(|(&code, &child)| (code, nodes[child].tag)).collect();
    Ok(Placed { root_children, slots, root_tags, slot_tags })
}

/// For each value of `code mod 16` whether a child of `node` has it.
fn child_set(node: &Node) -> u16 {
    node.children.keys().fold(0, |set, code| set | 1 << (code & 15))
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

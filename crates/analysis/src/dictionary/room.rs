//! Free space in the double array: finds slots for the children of a node.
//!
//! A bitmap marks the slots in use. Its bits are ordered by the remainder of the slot number, so that sixty-four bases are
//! tested at once. Two nodes may have the same base if the low four bits of their children's codes differ; a lookup tests these
//! bits first. The search for several children continues where the last search for about the same number ended, and the search
//! for a single child fills the gaps that others leave. The cost of adding a word therefore does not depend on how full the
//! array is.

use crate::trie::{BASE_STEP, DELIMITER, Node, SYMBOLS};

/// Slots: bases have 20 bits and count in fours.
pub(super) const MAX_SLOTS: usize = BASE_STEP << 20;
const MAX_BASES: usize = MAX_SLOTS / BASE_STEP;
/// The end of a list of codes: a delimiter's, which leads to no child.
const NO_CODE: u16 = DELIMITER;
/// Searches for about the same number of children have one starting point; the number has 14 bits at most.
const SIZES: usize = 15;
/// Maximum number of words of 64 bases to try before the next search begins further on.
const MAX_TRIES: usize = 16;
const BITS: usize = u64::BITS as usize;

/// The slots and bases in use.
#[derive(Clone)]
pub(super) struct Room {
    /// By remainder of the slot, then a bit for each slot.
    taken: [Vec<u64>; BASE_STEP],
    /// By base: the low four bits of the codes of all children there.
    child_sets: Vec<u16>,
    /// By base: the code of the child added last.
    first: Vec<u16>,
    /// By slot: the code of the child added before at the same base.
    next: Vec<u16>,
    /// By remainder: where the search for a slot of an only child begins, counted in slots of that remainder.
    next_hole: [usize; BASE_STEP],
    /// By size: where the search for a base begins, in words of 64 bases.
    starts: [usize; SIZES],
    /// The smallest number of children for which the whole array had no room.
    refused: usize,
}

impl Room {
    /// The room that `slots` leave.
    pub(super) fn new(slots: &[u64]) -> Self {
        let words = (MAX_BASES + SYMBOLS / BASE_STEP) / BITS + 2;
        let mut room = Room {
            taken: [(); BASE_STEP].map(|()| vec![0; words]),
            child_sets: vec![0; MAX_BASES],
            first: vec![NO_CODE; MAX_BASES],
            next: vec![NO_CODE; MAX_SLOTS],
            // From here on, every code has a base before the slot.
            next_hole: [SYMBOLS / BASE_STEP; BASE_STEP],
            starts: [0; SIZES],
            refused: usize::MAX,
        };
        // Slot 0 is read by lookups that must fail; base 0 is that of nodes without children.
        room.child_sets[0] = u16::MAX;
        room.set_taken(0, true);
        for (slot, &node) in slots.iter().enumerate().filter(|&(_, &node)| node != 0) {
            let code = Node(node).label();
            room.add(slot - usize::from(code), code);
        }
        room
    }

    /// Puts a child with `code` at `base`.
    pub(super) fn add(&mut self, base: usize, code: u16) {
        let slot = base + usize::from(code);
        self.set_taken(slot, true);
        self.child_sets[base / BASE_STEP] |= low_bit(code);
        self.next[slot] = std::mem::replace(&mut self.first[base / BASE_STEP], code);
    }

    /// Removes the children of `parent`; returns their codes.
    pub(super) fn take(&mut self, parent: Node) -> Vec<u16> {
        let set = parent.child_set();
        if set == 0 {
            return Vec::new();
        }
        let base = parent.base();
        let (mut codes, mut others) = (Vec::new(), NO_CODE);
        let mut code = std::mem::replace(&mut self.first[base / BASE_STEP], NO_CODE);
        while code != NO_CODE {
            let slot = base + usize::from(code);
            let next = self.next[slot];
            if set & low_bit(code) == 0 {
                self.next[slot] = std::mem::replace(&mut others, code);
            } else {
                codes.push(code);
                self.set_taken(slot, false);
            }
            code = next;
        }
        self.first[base / BASE_STEP] = others;
        self.child_sets[base / BASE_STEP] &= !set;
        codes
    }

    /// True if `parent` can have children with `codes` too without moving those that it has.
    pub(super) fn has_room_for_more(&self, parent: Node, codes: &[u16]) -> bool {
        let (base, set) = (parent.base(), parent.child_set());
        let others = self.child_sets[base / BASE_STEP] & !set;
        set != 0
            && codes.iter().all(|&code| {
                let slot = base + usize::from(code);
                slot < MAX_SLOTS && others & low_bit(code) == 0 && !self.is_taken(slot)
            })
    }

    /// A base at which the slots of `codes`, ascending and not empty, are free.
    pub(super) fn find_base(&mut self, codes: &[u16]) -> Option<usize> {
        if codes.len() >= self.refused {
            return None;
        }
        let set = child_set(codes);
        let found = match *codes {
            [code] => self.find_hole(code),
            _ => {
                let size = (codes.len().ilog2() as usize).min(SIZES - 1);
                let start = self.starts[size];
                let found = self.search(codes, set, start);
                let tries = found.map_or(MAX_BASES, |base| base / BASE_STEP) / BITS - start;
                if tries > MAX_TRIES {
                    self.starts[size] += tries / 2;
                }
                found
            }
        };
        let found = found.or_else(|| self.search(codes, set, 0));
        if found.is_none() {
            self.refused = codes.len();
        }
        found
    }

    /// A base for an only child, in the next hole.
    fn find_hole(&mut self, code: u16) -> Option<usize> {
        let [remainder, first] = [usize::from(code) % BASE_STEP, usize::from(code) / BASE_STEP];
        let mut hole = self.next_hole[remainder];
        loop {
            // The next free slot; beyond the array all are.
            let free = !self.taken[remainder].get(hole / BITS)? >> (hole % BITS);
            if free == 0 {
                hole = (hole / BITS + 1) * BITS;
                continue;
            }
            hole += free.trailing_zeros() as usize;
            if hole >= MAX_BASES {
                return None;
            }
            let base = hole - first;
            hole += 1;
            if self.child_sets[base] & low_bit(code) == 0 {
                self.next_hole[remainder] = hole;
                return Some(base * BASE_STEP);
            }
        }
    }

    /// The first base, from a word of 64 bases on, with room for `codes`.
    fn search(&self, codes: &[u16], set: u16, start: usize) -> Option<usize> {
        let last = usize::from(*codes.last()?);
        for word in start..MAX_BASES / BITS {
            let mut taken = 0;
            for &code in codes {
                let bits = &self.taken[usize::from(code) % BASE_STEP];
                let at = word * BITS + usize::from(code) / BASE_STEP;
                let [low, high] = [bits[at / BITS], bits[at / BITS + 1]];
                taken |= low >> (at % BITS) | high << 1 << (BITS - 1 - at % BITS);
                if taken == u64::MAX {
                    break;
                }
            }
            let mut free = !taken;
            while free != 0 {
                let base = word * BITS + free.trailing_zeros() as usize;
                free &= free - 1;
                if self.child_sets[base] & set == 0 && base * BASE_STEP + last < MAX_SLOTS {
                    return Some(base * BASE_STEP);
                }
            }
        }
        None
    }

    fn is_taken(&self, slot: usize) -> bool {
        let at = slot / BASE_STEP;
        self.taken[slot % BASE_STEP][at / BITS] >> (at % BITS) & 1 != 0
    }

    fn set_taken(&mut self, slot: usize, is_taken: bool) {
        let at = slot / BASE_STEP;
        let word = &mut self.taken[slot % BASE_STEP][at / BITS];
        *word = *word & !(1 << (at % BITS)) | u64::from(is_taken) << (at % BITS);
    }
}

/// The low four bits of `codes` as a set.
pub(super) fn child_set(codes: &[u16]) -> u16 {
    codes.iter().fold(0, |set, &code| set | low_bit(code))
}

fn low_bit(code: u16) -> u16 {
    1 << (code & 15)
}

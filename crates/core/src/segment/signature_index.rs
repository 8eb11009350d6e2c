//! Lookup of signatures that are nearly equal to a given one.
//!
//! A signature of 128 bits is divided into eleven ranges of bits. If two signatures differ in at most ten bits, they are equal
//! in at least one range (pigeonhole principle). Each signature is therefore stored under the value of each of its ranges, and
//! compared only with signatures that have the same value in some range. For each range, these are one in 2,048 or 4,096 of
//! unrelated signatures. The few signatures of a page of hits are compared one by one instead, which is faster.

use std::collections::HashMap;

use crate::segment::signature::{MAX_DIFFERING_BITS, Signature};

/// One more than the bits that may differ.
const PIECES: u32 = MAX_DIFFERING_BITS + 1;

/// Maximum number of signatures that are compared one by one.
const FEW: usize = 64;

/// Signatures with their places in a list.
#[derive(Debug, Default)]
pub(crate) struct SignatureIndex {
    signatures: Vec<(Signature, usize)>,
    /// By the number of a piece and its bits, the signatures that have it; empty as long as there are few.
    by_piece: HashMap<(u32, u128), Vec<usize>>,
}

impl SignatureIndex {
    /// Adds a signature that has a later place than those before it.
    pub(crate) fn push(&mut self, signature: Signature, place: usize) {
        self.signatures.push((signature, place));
        let number = self.signatures.len() - 1;
        let unlisted = match self.signatures.len() {
            0..=FEW => return,
            many if many == FEW + 1 => 0..=number,
            _ => number..=number,
        };
        for number in unlisted {
            for piece in pieces(self.signatures[number].0) {
                self.by_piece.entry(piece).or_default().push(number);
            }
        }
    }

    /// The first place of a signature that another one is a reprint of.
    pub(crate) fn first_like(&self, signature: Signature) -> Option<usize> {
        if self.signatures.len() <= FEW {
            let first = self.signatures.iter().find(|(kept, _)| signature.is_reprint_of(*kept));
            return first.map(|&(_, place)| place);
        }
        let of_piece = |piece| self.by_piece.get(&piece).map_or(&[][..], Vec::as_slice);
        let first = pieces(signature).filter_map(|piece| {
            let alike = |&&number: &&usize| signature.is_reprint_of(self.signatures[number].0);
            of_piece(piece).iter().find(alike)
        });
        first.min().map(|&number| self.signatures[number].1)
    }
}

/// The pieces of a signature, of eleven or twelve bits each, with their numbers.
fn pieces(signature: Signature) -> impl Iterator<Item = (u32, u128)> {
    let [low, high] = signature.0;
    let bits = u128::from(high) << 64 | u128::from(low);
    let start = |piece: u32| piece * u128::BITS / PIECES;
    (0..PIECES).map(move |piece| {
        let length = start(piece + 1) - start(piece);
        (piece, bits >> start(piece) & ((1 << length) - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The law, one after the other.
    fn first_of_all(kept: &[Signature], signature: Signature) -> Option<usize> {
        kept.iter().position(|&kept| signature.is_reprint_of(kept))
    }

    #[test]
    fn what_is_found_is_the_first_of_all_that_are_alike() {
        let mut state = 1_u64;
        let mut random = || {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            state ^ state >> 29
        };
        let mut index = SignatureIndex::default();
        let mut kept: Vec<Signature> = Vec::new();
        let (mut found, mut none) = (0, 0);
        for number in 0..3000 {
            let mut signature = Signature([random(), random()]);
            if number % 2 == 1 {
                // Near one that is there: as far as a reprint may be, and a little farther.
                signature = kept[usize::try_from(random()).unwrap() % kept.len()];
                for _ in 0..random() % 14 {
                    let bit = random() % 128;
                    signature.0[usize::from(bit > 63)] ^= 1 << (bit % 64);
                }
            }
            let expect = first_of_all(&kept, signature);
            assert_eq!(index.first_like(signature), expect);
            if expect.is_some() {
                found += 1
            } else {
                none += 1
            }
            index.push(signature, kept.len());
            kept.push(signature);
        }
        assert!(found > 800 && none > 1500, "{found} {none}");
    }
}

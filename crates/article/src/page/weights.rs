//! Weights of the page model, for each feature and state: a table in the library.
//!
//! `data/page-model.bin` is made by `cargo run --release -p jianbao-page-training`. The file: the four bytes `JBW1`;
//! the number of features; 12 × 12 transitions; the sorted hashes of the features; then seven weights per feature, one
//! for each guessed state, in steps of 1/1024. Numbers are `u32`, `f32` and `i16`, little-endian.

use std::fmt::{self, Write};
use std::sync::LazyLock;

use super::chain::{Scores, State, Transitions, lawful};

const MAGIC: &[u8] = b"JBW1";
const TRANSITIONS_AT: usize = MAGIC.len() + 4;
const HASHES_AT: usize = TRANSITIONS_AT + 4 * State::COUNT * State::COUNT;
const ROW_BYTES: usize = 2 * State::GUESSED;
/// Number of steps of a stored weight that make 1.
const STEPS: f32 = 1024.0;

/// Weights of a feature for each guessed state.
pub type Row = [f32; State::GUESSED];

/// The weights of a page model.
#[derive(Clone, Debug)]
pub struct Weights<'d> {
    transitions: &'d [u8],
    hashes: &'d [u8],
    rows: &'d [u8],
    /// For each prefix of a hash, the range of the hashes with it.
    starts: Vec<u32>,
}

/// Number of leading bits of a hash that index its place in the table.
const START_BITS: u32 = 14;

impl Weights<'static> {
    /// The weights of the library.
    ///
    /// # Panics
    ///
    /// Never: a test reads the file.
    pub(crate) fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights<'static>> = LazyLock::new(|| {
            Weights::read(include_bytes!("../../data/page-model.bin"))
                .expect("the library's own model is sound")
        });
        &WEIGHTS
    }
}

impl<'d> Weights<'d> {
    /// Views the bytes of a model; none if they are invalid.
    #[must_use]
    pub fn read(bytes: &'d [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let count = usize::try_from(u32::from_le_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let hashes_end = HASHES_AT.checked_add(count.checked_mul(4)?)?;
        let hashes = bytes.get(HASHES_AT..hashes_end)?;
        let mut starts = vec![0; (1 << START_BITS) + 1];
        for hash in hashes.as_chunks().0 {
            starts[(u32::from_le_bytes(*hash) >> (32 - START_BITS)) as usize + 1] += 1;
        }
        for start in 1..starts.len() {
            starts[start] += starts[start - 1];
        }
        Some(Weights {
            transitions: bytes.get(TRANSITIONS_AT..HASHES_AT)?,
            hashes,
            starts,
            rows: bytes.get(hashes_end..).filter(|rows| rows.len() == count * ROW_BYTES)?,
        })
    }

    /// The file of a model, from its weights by the hash of their feature.
    #[must_use]
    pub fn compile(mut rows: Vec<(u32, Row)>, transitions: &Transitions) -> Vec<u8> {
        rows.sort_unstable_by_key(|(hash, _)| *hash);
        rows.dedup_by_key(|(hash, _)| *hash);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(transitions.as_flattened().iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(rows.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
        for weight in rows.iter().flat_map(|(_, row)| row) {
            #[expect(clippy::cast_possible_truncation, reason = "a cast from float to integer saturates")]
            let steps = (weight * STEPS).round() as i16;
            bytes.extend_from_slice(&steps.to_le_bytes());
        }
        bytes
    }

    /// Scores of each state for the next one; [`super::chain::NEVER`] if it cannot follow.
    #[must_use]
    pub fn transitions(&self) -> Transitions {
        let mut transitions = Transitions::default();
        for (weight, bytes) in transitions.as_flattened_mut().iter_mut().zip(self.transitions.as_chunks().0) {
            *weight = f32::from_le_bytes(*bytes);
        }
        lawful(transitions)
    }

    /// Weights of a feature for each state; none if the model does not have it. Cost: a comparison of a
    /// handful of hashes.
    #[must_use]
    pub fn row(&self, hash: u32) -> Option<Row> {
        let start = (hash >> (32 - START_BITS)) as usize;
        let (from, to) = (self.starts[start] as usize, self.starts[start + 1] as usize);
        let hashes = &self.hashes.as_chunks().0[from..to];
        let at = from + hashes.iter().position(|bytes: &[u8; 4]| u32::from_le_bytes(*bytes) == hash)?;
        let row = self.rows.get(at * ROW_BYTES..(at + 1) * ROW_BYTES)?.as_chunks().0;
        Some(std::array::from_fn(|state| f32::from(i16::from_le_bytes(row[state])) / STEPS))
    }

    /// Adds the weights of a feature to the scores.
    pub(crate) fn add(&self, hash: u32, scores: &mut Scores) {
        if let Some(row) = self.row(hash) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
    }
}

/// The hash of a feature: FNV-1a of its text, folded to 32 bits.
#[must_use]
pub fn feature_hash(feature: fmt::Arguments<'_>) -> u32 {
    struct Fnv(u64);
    impl Write for Fnv {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for byte in text.bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(())
        }
    }
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    // Hashing cannot fail.
    let _ = hash.write_fmt(feature);
    #[expect(clippy::cast_possible_truncation, reason = "folded")]
    let folded = (hash.0 ^ hash.0 >> 32) as u32;
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_compiled() {
        let mut transitions = Transitions::default();
        transitions[0][1] = 2.5;
        let row = [1.0, -0.5, 0.0, 0.25, 0.0, 0.0, -31.0];
        let hash = feature_hash(format_args!("c-1={}", "P1"));
        let bytes = Weights::compile(vec![(7, [0.0; 7]), (hash, row)], &transitions);
        let weights = Weights::read(&bytes).unwrap();
        assert_eq!(weights.row(hash), Some(row));
        assert_eq!(weights.row(8), None);
        assert_eq!(weights.transitions()[0][1], 2.5);
        assert_eq!(weights.transitions()[4][1], super::super::chain::NEVER);
        assert!(Weights::read(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn the_librarys_weights_are_sound() {
        assert!(Weights::embedded().hashes.len() > 4 * 1000);
    }
}

//! jieba's hidden Markov model, which labels characters as the begin, the middle or the end of a word, or as a single one.
//!
//! It uses Viterbi's algorithm with the order of operations of jieba-rs, because near ties occur in real text and rounding
//! decides them. Of two equal paths, the one by the later state is taken, as in jieba-rs.

use super::lattice::Lattice;
use crate::trie::Tables;

/// The first character of a word.
pub(super) const BEGIN: u8 = 0;
/// The last character of a word.
pub(super) const END: u8 = 1;
/// A word of one character.
pub(super) const SINGLE: u8 = 3;

/// The two states that can come before begin, end, middle (2) and single.
const BEFORE: [[u8; 2]; 4] = [[END, SINGLE], [BEGIN, 2], [BEGIN, 2], [END, SINGLE]];

/// True if two characters are one word: [`find_states`] for the case that is by far the most frequent.
#[inline]
pub(super) fn joins_pair(tables: &Tables<'_>, codes: [u16; 2]) -> bool {
    let [first, second] = codes.map(|code| tables.emission(code));
    let (initial, transitions) = (&tables.initial, &tables.transitions);
    let score = |from: usize, to: usize| initial[from] + first[from] + transitions[from][to] + second[to];
    let later = |a: f64, b: f64| if a > b { a } else { b };
    later(score(0, 1), score(2, 1)) > later(score(1, 3), score(3, 3))
}

/// Writes the best states of the characters `start..end`, all of them covered by the model, into
/// `lattice.states`.
#[inline(never)]
pub(super) fn find_states(tables: &Tables<'_>, lattice: &mut Lattice, start: usize, end: usize) {
    let len = end - start;
    if lattice.states.len() < len {
        lattice.states.resize(len, 0);
        lattice.choices.resize(len, 0);
    }
    let emission = tables.emission(lattice.code(start));
    let mut scores: [f64; 4] = std::array::from_fn(|state| tables.initial[state] + emission[state]);
    for at in 1..len {
        let emission = tables.emission(lattice.code(start + at));
        let mut choices = 0;
        scores = std::array::from_fn(|state| {
            let [a, b] = BEFORE[state].map(|before| {
                scores[usize::from(before)] + tables.transitions[usize::from(before)][state] + emission[state]
            });
            choices |= u8::from(a <= b) << state;
            if a > b { a } else { b }
        });
        lattice.choices[at] = choices;
    }
    let mut state = if scores[usize::from(END)] > scores[usize::from(SINGLE)] { END } else { SINGLE };
    for at in (0..len).rev() {
        lattice.states[at] = state;
        let choice = usize::from(lattice.choices[at] >> state & 1);
        state = BEFORE[usize::from(state)][choice];
    }
}

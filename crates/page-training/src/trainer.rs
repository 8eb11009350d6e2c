//! Follow-the-regularised-leader on the likelihood of a linear chain.
//!
//! Each page is one step of gradient descent; the gradient is the expected count of a feature minus its correct
//! count. An L1 penalty keeps the number of weights small (McMahan and others, "Ad click prediction: a view from
//! the trenches", 2013, algorithm 1).

use std::collections::HashMap;

use jianbao_article::training::{NEVER, Row, Sample, State, Transitions, Weights, lawful, posterior};

use crate::lesson::Lesson;

/// Rate and sparsity of learning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(crate) rate: f32,
    pub(crate) l1: f32,
    pub(crate) l2: f32,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    z: f32,
    n: f32,
}

impl Cell {
    fn weight(self, pace: &Pace, l1: f32) -> f32 {
        if self.z.abs() <= l1 {
            return 0.0;
        }
        -(self.z - self.z.signum() * l1) / ((1.0 + self.n.sqrt()) / pace.rate + pace.l2)
    }

    fn learn(&mut self, gradient: f32, pace: &Pace, l1: f32) {
        if gradient == 0.0 {
            return;
        }
        let weight = self.weight(pace, l1);
        let squared = gradient * gradient;
        let sigma = ((self.n + squared).sqrt() - self.n.sqrt()) / pace.rate;
        self.z += gradient - sigma * weight;
        self.n += squared;
    }
}

/// State of training, indexed by feature: features are numbered once, and used in many rounds.
pub(crate) struct Trainer {
    pace: Pace,
    places: HashMap<u32, u32>,
    cells: Vec<[Cell; State::GUESSED]>,
    transitions: [[Cell; State::COUNT]; State::COUNT],
    /// The sums of the weights at the end of the later rounds, and how many those are.
    sum: Sum,
}

#[derive(Default)]
struct Sum {
    rows: Vec<Row>,
    transitions: Transitions,
    rounds: f32,
}

impl Trainer {
    /// A trainer for features that were seen often enough.
    pub(crate) fn new(pace: Pace, features: impl Iterator<Item = u32>) -> Trainer {
        let places: HashMap<u32, u32> = features.zip(0..).collect();
        let cells = vec![Default::default(); places.len()];
        let sum = Sum { rows: vec![Row::default(); places.len()], ..Sum::default() };
        Trainer { pace, places, cells, transitions: Default::default(), sum }
    }

    pub(crate) fn features(&self) -> usize {
        self.places.len()
    }

    /// Replaces the hashes of a lesson's features by their indexes; rare features are dropped.
    pub(crate) fn number(&self, lesson: &mut Lesson) {
        for sample in &mut lesson.samples {
            let places = sample.features.iter().filter_map(|hash| self.places.get(hash).copied());
            sample.features = places.collect();
        }
    }

    fn scores(&self, samples: &[Sample]) -> Vec<[f32; State::COUNT]> {
        samples
            .iter()
            .map(|sample| {
                let mut scores = sample.allowed;
                for place in &sample.features {
                    for (score, cell) in scores.iter_mut().zip(&self.cells[*place as usize]) {
                        *score += cell.weight(&self.pace, self.pace.l1);
                    }
                }
                scores
            })
            .collect()
    }

    pub(crate) fn transitions(&self) -> Transitions {
        lawful(self.transitions.map(|row| row.map(|cell| cell.weight(&self.pace, 0.0))))
    }

    /// Trains on a page with numbered features, and returns its negative log-likelihood.
    pub(crate) fn learn(&mut self, lesson: &Lesson) -> f32 {
        let scores = self.scores(&lesson.samples);
        let transitions = self.transitions();
        let expected = posterior(&scores, &transitions);
        let mut right = 0.0;
        for (at, state) in lesson.states.iter().enumerate() {
            right += scores[at][*state as usize];
            if at > 0 {
                right += transitions[lesson.states[at - 1] as usize][*state as usize];
            }
        }
        if !right.is_finite() || !expected.log_sum.is_finite() {
            return f32::NAN;
        }
        for (at, sample) in lesson.samples.iter().enumerate() {
            let mut gradient = expected.lines[at];
            gradient[lesson.states[at] as usize] -= 1.0;
            for place in &sample.features {
                for (state, cell) in self.cells[*place as usize].iter_mut().enumerate() {
                    if sample.allowed[state] > NEVER {
                        cell.learn(gradient[state], &self.pace, self.pace.l1);
                    }
                }
            }
        }
        let mut gradient = expected.transitions;
        for pair in lesson.states.windows(2) {
            gradient[pair[0] as usize][pair[1] as usize] -= 1.0;
        }
        for (cells, gradients) in self.transitions.iter_mut().zip(gradient) {
            for (cell, gradient) in cells.iter_mut().zip(gradients) {
                cell.learn(gradient, &self.pace, 0.0);
            }
        }
        expected.log_sum - right
    }

    /// Adds the current weights to the sum for the mean, since single rounds are biased to one side or the
    /// other.
    pub(crate) fn remember(&mut self) {
        for (sums, cells) in self.sum.rows.iter_mut().zip(&self.cells) {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += cell.weight(&self.pace, self.pace.l1);
            }
        }
        for (sums, cells) in self.sum.transitions.iter_mut().zip(&self.transitions) {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += cell.weight(&self.pace, 0.0);
            }
        }
        self.sum.rounds += 1.0;
    }

    /// The file of the model: its weights, without features of little weight.
    pub(crate) fn compile(&self) -> Vec<u8> {
        let mean = |sum: f32| sum / self.sum.rounds.max(1.0);
        let rows = self.places.iter().map(|(hash, place)| (*hash, self.sum.rows[*place as usize].map(mean)));
        let rows = rows.filter(|(_, row)| row.iter().any(|weight| weight.abs() > LEAST_WEIGHT)).collect();
        Weights::compile(rows, &self.sum.transitions.map(|row| row.map(mean)))
    }
}

/// Maximum weight in every state of the features that are dropped from the file.
const LEAST_WEIGHT: f32 = 0.05;

//! Choice of a node: the nodes take turns, except those that have recently failed.
//!
//! A node that fails is not used for 5 seconds. Each further failure doubles this time, up to a minute. If no node may be used,
//! the one whose time ends first is chosen, so that a cluster of which every node has failed once is still tried.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::address::Node;

const FIRST_REST: Duration = Duration::from_secs(5);
const LONGEST_REST: Duration = Duration::from_secs(60);

/// The nodes of a cluster and their state.
#[derive(Debug)]
pub(crate) struct Nodes {
    nodes: Vec<Node>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    next: usize,
    rests: Vec<Rest>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    until: Option<Instant>,
    length: Duration,
}

impl Nodes {
    /// Takes the nodes of an address.
    pub(crate) fn new(nodes: Vec<Node>) -> Nodes {
        let state = State { next: 0, rests: vec![Rest::default(); nodes.len()] };
        Nodes { nodes, state: Mutex::new(state) }
    }

    /// All nodes, in the order of the address.
    pub(crate) fn all(&self) -> &[Node] {
        &self.nodes
    }

    /// The number of the node for the next request.
    pub(crate) fn choose(&self) -> usize {
        let now = Instant::now();
        let mut state = self.state();
        let first = state.next;
        let order = || (0..self.nodes.len()).map(|step| (first + step) % self.nodes.len());
        let is_awake = |number: &usize| state.rests[*number].until.is_none_or(|until| until <= now);
        let chosen = order()
            .find(is_awake)
            .or_else(|| order().min_by_key(|number| state.rests[*number].until))
            .unwrap_or_default();
        state.next = (chosen + 1) % self.nodes.len().max(1);
        chosen
    }

    /// True if a node may be used now.
    pub(crate) fn has_awake(&self) -> bool {
        let now = Instant::now();
        self.state().rests.iter().any(|rest| rest.until.is_none_or(|until| until <= now))
    }

    /// Records that a node answered.
    pub(crate) fn praise(&self, number: usize) {
        if let Some(rest) = self.state().rests.get_mut(number) {
            *rest = Rest::default();
        }
    }

    /// Records that a node did not answer.
    pub(crate) fn blame(&self, number: usize) {
        if let Some(rest) = self.state().rests.get_mut(number) {
            rest.length = (rest.length * 2).clamp(FIRST_REST, LONGEST_REST);
            rest.until = Some(Instant::now() + rest.length);
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // Every change is one assignment, so a poisoned lock has a valid state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Nodes {
        Nodes::new((1..=3).map(|port| Node { host: "one".into(), port }).collect())
    }

    #[test]
    fn nodes_are_asked_in_turn_and_those_that_failed_are_left_alone() {
        let nodes = three();
        assert_eq!([nodes.choose(), nodes.choose(), nodes.choose(), nodes.choose()], [0, 1, 2, 0]);
        nodes.blame(1);
        assert_eq!([nodes.choose(), nodes.choose(), nodes.choose()], [2, 0, 2]);
        nodes.praise(1);
        assert_eq!([nodes.choose(), nodes.choose()], [0, 1]);
    }

    #[test]
    fn of_nodes_that_all_failed_the_one_that_failed_first_is_asked() {
        let nodes = three();
        for number in [1, 2, 0] {
            nodes.blame(number);
        }
        assert!(!nodes.has_awake());
        assert_eq!(nodes.choose(), 1);
        nodes.blame(1);
        assert_eq!(nodes.choose(), 2);
    }
}

//! Exponential back-off: the pause between attempts doubles, with jitter.
//!
//! Without jitter, all clients that a fault interrupted would retry at the same moment.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

/// The first pause.
const FIRST: Duration = Duration::from_millis(50);

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(8);

/// A series of pauses with an end.
#[derive(Debug)]
pub(crate) struct Backoff {
    begun: Instant,
    patience: Duration,
    pauses: u32,
}

impl Backoff {
    /// A series that ends after some time.
    pub(crate) fn new(patience: Duration) -> Backoff {
        Backoff { begun: Instant::now(), patience, pauses: 0 }
    }

    /// The time since the beginning.
    pub(crate) fn waited(&self) -> Duration {
        self.begun.elapsed()
    }

    /// The time that is left; none once it is over.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.patience.checked_sub(self.waited()).filter(|left| !left.is_zero())
    }

    /// Starts again with short pauses and the full time, after progress.
    pub(crate) fn begin_again(&mut self) {
        *self = Backoff::new(self.patience);
    }

    /// Pauses, at least as long as the cluster requests. Returns false at once if the time would be over before the end of
    /// the pause.
    pub(crate) fn pause(&mut self, asked: Option<Duration>) -> bool {
        let pause = self.next_pause().max(asked.unwrap_or_default());
        if self.left().is_none_or(|left| left <= pause) {
            return false;
        }
        std::thread::sleep(pause);
        true
    }

    /// Between half and all of the doubled pause.
    fn next_pause(&mut self) -> Duration {
        let doubled = FIRST.saturating_mul(1_u32.checked_shl(self.pauses).unwrap_or(u32::MAX)).min(LONGEST);
        self.pauses = (self.pauses + 1).min(16);
        // Every state of hashers is seeded anew by the standard library.
        let random = RandomState::new().build_hasher().finish() % 1024;
        doubled / 2 + (doubled / 2).mul_f64(f64::from(u32::try_from(random).unwrap_or_default()) / 1024.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound_and_differ() {
        let mut backoff = Backoff::new(Duration::from_secs(3600));
        let pauses: Vec<Duration> = (0..14).map(|_| backoff.next_pause()).collect();
        assert!(pauses[0] <= FIRST && pauses[0] >= FIRST / 2);
        assert!(pauses.iter().all(|pause| *pause <= LONGEST));
        assert!(pauses[12] >= LONGEST / 2 && pauses[3] > pauses[0]);
        let others: Vec<Duration> = (0..20).map(|_| Backoff::new(LONGEST).next_pause()).collect();
        assert!(others.iter().any(|pause| *pause != others[0]));
    }

    #[test]
    fn no_pause_is_begun_that_the_patience_does_not_reach() {
        let mut backoff = Backoff::new(Duration::from_millis(400));
        let begun = Instant::now();
        assert!(!backoff.pause(Some(Duration::from_secs(60))));
        while backoff.pause(None) {}
        assert!(begun.elapsed() < Duration::from_secs(5));
        backoff.begin_again();
        assert!(backoff.left().is_some());
    }
}

//! Signal to stop a search, from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A signal to stop. Clones are the same signal.
///
/// ```
/// use jianbao_core::StopSignal;
///
/// let stop = StopSignal::new();
/// let other = stop.clone();
/// other.set();
/// assert!(stop.is_set());
/// ```
#[derive(Clone, Debug, Default)]
pub struct StopSignal(Arc<AtomicBool>);

impl StopSignal {
    /// A signal that is not set.
    pub fn new() -> StopSignal {
        StopSignal::default()
    }

    /// Stops everything that runs with this signal, permanently.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once the signal is set.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

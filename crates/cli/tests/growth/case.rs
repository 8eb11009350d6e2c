//! A case: an input of any size, its command, and its maximum cost.

use std::fmt;
use std::path::Path;

use crate::measure::{Cost, cost_of};

/// The processor time from which on growth is measured, in seconds.
const MIN_SECONDS: f64 = 0.3;

/// Maximum ratio of the times for four times the input. Four is linear; n log n stays below five.
const MAX_RATIO: f64 = 6.0;

/// Maximum number of doublings to find a size that takes long enough.
const MAX_DOUBLINGS: u32 = 12;

/// The number of tries of a case, of which two must succeed. Each has twice the input of the one before, so
/// that the load of the machine matters less, and superlinear growth shows more.
const TRIES: usize = 3;

/// An input that grows.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The size to begin with.
    pub(crate) n: usize,
    /// The largest size at which 4n is tried: an input with a limit costs no more beyond it.
    pub(crate) max_n: usize,
    /// Prepares a folder with an input of a size, and returns the arguments of the program. The bytes are those of the input.
    pub(crate) prepare: Prepare,
    /// The maximum memory, in bytes for each byte of the input.
    pub(crate) memory_ratio: u64,
}

/// Makes an input of a size in a folder.
type Prepare = Box<dyn Fn(&Path, usize) -> Prepared>;

/// The command of a case.
pub(crate) struct Prepared {
    pub(crate) arguments: Vec<String>,
    pub(crate) bytes: u64,
}

/// The memory that any command may take beside its input, in bytes: the program, the dictionary, buffers.
const BASE_BYTES: u64 = 160 << 20;

/// The result of a case.
pub(crate) struct Growth {
    name: &'static str,
    n: usize,
    costs: [Cost; 3],
    bytes: u64,
    ratios: Vec<f64>,
}

impl Case {
    /// Costs at n, 2n and 4n for a multiple of the sizes at which 4n takes long enough to be measured, or the case is at its
    /// largest.
    pub(crate) fn grown(&self, times: usize) -> Result<Growth, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let run = |n: usize| -> Result<(Cost, u64), String> {
            let Prepared { arguments, bytes } = (self.prepare)(folder.path(), n);
            Ok((cost_of(folder.path(), &arguments)?, bytes))
        };
        let (mut n, max_n) = (self.n * times, self.max_n * times);
        for _ in 0..MAX_DOUBLINGS {
            if n >= max_n || run(4 * n)?.0.seconds >= MIN_SECONDS {
                break;
            }
            n = (2 * n).min(max_n);
        }
        let mut ratios = Vec::new();
        loop {
            let (first, _) = run(n)?;
            let (second, _) = run(2 * n)?;
            let (third, bytes) = run(4 * n)?;
            ratios.push(third.seconds / first.seconds.max(0.01));
            let passed = ratios.iter().filter(|ratio| **ratio > MAX_RATIO).count();
            if ratios.len() == TRIES || passed == 0 || ratios.len() - passed == 2 {
                return Ok(Growth { name: self.name, n, costs: [first, second, third], bytes, ratios });
            }
            n = (2 * n).min(max_n);
        }
    }
}

impl Growth {
    /// True if two of three tries, or the only one, stayed within the limits of time and memory.
    pub(crate) fn is_bounded(&self, case: &Case) -> bool {
        let passed = self.ratios.iter().filter(|ratio| **ratio > MAX_RATIO).count();
        let is_slow = passed >= 2 && self.costs[2].seconds >= MIN_SECONDS;
        let allowed = BASE_BYTES + self.bytes.saturating_mul(case.memory_ratio);
        !is_slow && self.costs[2].peak_bytes <= allowed
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = self.costs;
        let ratio = self.ratios.iter().copied().fold(f64::INFINITY, f64::min);
        write!(
            f,
            "| {} | {} | {:.2} {:.2} {:.2} | {ratio:.1} | {} |",
            self.name,
            self.n,
            a.seconds,
            b.seconds,
            c.seconds,
            c.peak_bytes >> 20
        )
    }
}

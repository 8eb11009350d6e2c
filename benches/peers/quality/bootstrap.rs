//! Paired bootstrap: the 95% interval of a mean difference, from resampled queries (Efron 1979).

use crate::figures::mean;

/// The number of resamples. The ends of an interval then vary by some hundredths of its width.
const RESAMPLES: usize = 5_000;

/// The ends of the interval of the mean, the same for the same values.
pub(crate) fn interval(values: &[f64]) -> (f64, f64) {
    let mut random = fastrand::Rng::with_seed(1);
    let mut means: Vec<f64> =
        (0..RESAMPLES).map(|_| mean(values.iter().map(|_| values[random.usize(..values.len())]))).collect();
    means.sort_by(f64::total_cmp);
    (means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40])
}

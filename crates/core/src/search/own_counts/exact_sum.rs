//! Sum of floating point numbers that is rounded once, so that it does not depend on their order.
//!
//! Shewchuk, *Adaptive Precision Floating-Point Arithmetic* (1997): the sum is kept as numbers that do not overlap, as Python's
//! `math.fsum` does.

/// A sum under way.
#[derive(Clone, Debug, Default)]
pub(super) struct ExactSum {
    /// In increasing magnitude; no two of them overlap.
    partials: Vec<f64>,
    /// The sum of what is beyond the largest number.
    overflow: f64,
}

impl ExactSum {
    pub(super) fn add(&mut self, mut number: f64) {
        let mut kept = 0;
        for place in 0..self.partials.len() {
            let mut partial = self.partials[place];
            if number.abs() < partial.abs() {
                std::mem::swap(&mut number, &mut partial);
            }
            let high = number + partial;
            if !high.is_finite() {
                self.overflow += number;
                number = partial;
                continue;
            }
            let low = partial - (high - number);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            number = high;
        }
        self.partials.truncate(kept);
        self.partials.push(number);
    }

    /// The nearest number.
    pub(super) fn rounded(mut self) -> f64 {
        if self.overflow != 0.0 {
            return self.overflow + self.partials.iter().sum::<f64>();
        }
        let mut high = self.partials.pop().unwrap_or(0.0);
        let mut low = 0.0;
        while let Some(partial) = self.partials.pop() {
            let before = high;
            high = before + partial;
            low = partial - (high - before);
            if low != 0.0 {
                break;
            }
        }
        // Half way between two numbers what is left decides.
        if let Some(rest) = self.partials.last().filter(|rest| low != 0.0 && (**rest > 0.0) == (low > 0.0)) {
            let doubled = low * 2.0;
            let up = high + doubled;
            if *rest != 0.0 && up - high == doubled {
                high = up;
            }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|number| sum.add(*number));
        sum.rounded()
    }

    #[test]
    fn a_sum_is_rounded_once_and_does_not_depend_on_the_order() {
        for (numbers, expect) in [
            (&[][..], 0.0),
            (&[0.1; 10], 1.0),
            (&[1e100, 1.0, -1e100], 1.0),
            (&[1e16, 1.0, 1e-16], 1e16 + 2.0),
            (&[1e16, 1.0, -1e-16], 1e16),
            (&[0.1, 0.2, 0.3, -0.6], 2.775_557_561_562_891_4e-17),
        ] {
            let mut numbers = numbers.to_vec();
            for _ in 0..numbers.len().max(1) {
                assert_eq!(sum(&numbers).to_bits(), f64::to_bits(expect), "{numbers:?}");
                if !numbers.is_empty() {
                    numbers.rotate_left(1);
                }
            }
        }
    }
}

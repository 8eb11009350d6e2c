//! Intervals of a histogram over a field of one's own.

use std::collections::BTreeMap;

use jianbao_article::{Decimal, FieldType, shown_moment};
use tantivy::columnar::MonotonicallyMappableToU64;

/// The width of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interval {
    /// Of numbers; above 0.
    Step(Decimal),
    /// Of times: the first characters of a moment in China that the interval has in common.
    Period {
        /// The number of characters.
        chars: usize,
    },
}

impl Interval {
    /// Reads the step of a histogram for a type of values; `None` if the step is invalid.
    pub(super) fn read(field_type: FieldType, step: &str) -> Option<Interval> {
        if field_type == FieldType::Time {
            // As in 2024-05-08T10:30:00+08:00.
            let chars = match step.trim() {
                "year" | "年" => 4,
                "month" | "月" => 7,
                "day" | "日" | "天" => 10,
                "hour" | "时" | "小时" => 13,
                _ => return None,
            };
            return Some(Interval::Period { chars });
        }
        Decimal::read(step).filter(|step| step.is_positive()).map(Interval::Step)
    }

    /// The intervals with a value in ascending order, each with its count.
    pub(super) fn buckets(self, field_type: FieldType, numbers: &BTreeMap<u64, u64>) -> Vec<(String, u64)> {
        let mut buckets: Vec<(String, u64)> = Vec::new();
        for (&value, &count) in numbers {
            let from = self.of_value(field_type, value);
            match buckets.last_mut() {
                Some((last, sum)) if *last == from => *sum += count,
                _ => buckets.push((from, count)),
            }
        }
        buckets
    }

    /// The beginning of the interval with a value, as the column maps it.
    fn of_value(self, field_type: FieldType, value: u64) -> String {
        match self {
            Interval::Period { chars } => {
                let shown = shown_moment(i64::from_u64(value));
                shown.get(..chars).unwrap_or(&shown).to_owned()
            }
            Interval::Step(step) => {
                let decimal = match field_type {
                    FieldType::Number => Decimal::of_f64(f64::from_u64(value)),
                    _ => Some(Decimal::from(i64::from_u64(value))),
                };
                let floor = decimal.and_then(|decimal| decimal.floor_to(step).or(Some(decimal)));
                floor.map(|floor| floor.to_string()).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fall_into_the_interval_that_begins_at_or_below_them() {
        let of_numbers = |step: &str, values: &[f64]| {
            let interval = Interval::read(FieldType::Number, step).unwrap();
            let numbers = values.iter().map(|value| (value.to_u64(), 1)).collect();
            interval.buckets(FieldType::Number, &numbers)
        };
        let counts = |expect: &[(&str, u64)]| -> Vec<(String, u64)> {
            expect.iter().map(|(from, count)| ((*from).to_owned(), *count)).collect()
        };
        assert_eq!(of_numbers("0.1", &[0.29, 0.3, -0.05]), counts(&[("-0.1", 1), ("0.2", 1), ("0.3", 1)]));
        assert_eq!(of_numbers("1千", &[999.5, 1000.0, 1999.0]), counts(&[("0", 1), ("1000", 2)]));
        let interval = Interval::read(FieldType::Time, "month").unwrap();
        // The last second of April in China, and the first of May.
        let times = [1_714_492_799_000_000_i64, 1_714_492_800_000_000].map(|us| (us.to_u64(), 2));
        let buckets = interval.buckets(FieldType::Time, &times.into_iter().collect());
        assert_eq!(buckets, counts(&[("2024-04", 2), ("2024-05", 2)]));
        for (field_type, step) in [
            (FieldType::Integer, "0"),
            (FieldType::Integer, "-1"),
            (FieldType::Integer, "day"),
            (FieldType::Time, "5"),
        ] {
            assert_eq!(Interval::read(field_type, step), None, "{step}");
        }
    }
}

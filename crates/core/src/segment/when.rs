//! The day and the time of an article, as far as it has them, and their order on a page.
//!
//! Newest first or oldest first, an article without a date comes after all that have one, and an article without a time after
//! all of its day that have one.

use std::cmp::{Ordering, Reverse};

/// The day and the time of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// Days since 1970-01-01; none for an article without a date.
    pub(crate) day: Option<i64>,
    /// Nanoseconds since midnight on China's clocks; none for an article without a time.
    pub(crate) time: Option<u64>,
}

impl When {
    /// Newest first.
    pub(crate) fn newest_first(self, other: When) -> Ordering {
        let key = |when: When| {
            let (day, time) = (when.day.map(Reverse), when.time.map(Reverse));
            (day.is_none(), day, time.is_none(), time)
        };
        key(self).cmp(&key(other))
    }

    /// Oldest first.
    pub(crate) fn oldest_first(self, other: When) -> Ordering {
        let key = |when: When| (when.day.is_none(), when.day, when.time.is_none(), when.time);
        key(self).cmp(&key(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_a_day_or_a_time_is_last_in_both_orders() {
        let when = |day, time| When { day, time };
        let newest = [
            when(Some(2), Some(0)),
            when(Some(2), None),
            when(Some(1), Some(9)),
            when(Some(1), Some(3)),
            when(Some(1), None),
            when(None, Some(9)),
            when(None, None),
        ];
        assert!(newest.is_sorted_by(|a, b| a.newest_first(*b).is_lt()));
        let oldest = [
            when(Some(-1), Some(3)),
            when(Some(-1), Some(9)),
            when(Some(-1), None),
            when(Some(2), Some(0)),
            when(Some(2), None),
            when(None, Some(9)),
            when(None, None),
        ];
        assert!(oldest.is_sorted_by(|a, b| a.oldest_first(*b).is_lt()));
    }
}

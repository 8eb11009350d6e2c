//! Features that show whether a line continues the line above.

use std::fmt;

use super::Page;
use super::wording::{first_chars, kind_of, last_chars, length_bucket, step, stops};
use crate::lines::is_han;

impl Page<'_, '_, '_> {
    /// Signs that the line continues the one above, or that the one below continues it.
    pub(super) fn gap(&self, at: usize, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        if let Some(above) = at.checked_sub(1) {
            self.seam(above, at, "", emit);
        }
        if at + 1 < self.lines.len() {
            self.seam(at, at + 1, "below ", emit);
        }
    }

    fn seam(&self, above: usize, below: usize, whose: &str, emit: &mut dyn FnMut(fmt::Arguments<'_>)) {
        let (upper, lower) = (self.text(above), self.text(below));
        let (Some(last), Some(first)) = (upper.chars().next_back(), lower.chars().next()) else { return };
        let kinds = (kind_of(Some(last)), kind_of(Some(first)));
        let goes_on = is_han(first) || matches!(first, '《' | '“' | '（');
        let is_open = self.lines[above].chars >= 12 && is_han(last) && goes_on;
        if !is_open {
            emit(format_args!("{whose}seam {}{}", kinds.0, kinds.1));
            return;
        }
        emit(format_args!("{whose}seam open"));
        emit(format_args!("{whose}seam open {}", kinds.1));
        if let Some(affinity) = self.table.affinity(last, first) {
            emit(format_args!("{whose}affinity={}", step(affinity, 1.0, -6, 8)));
            let bucket = length_bucket(self.lines[above].chars).min(18);
            emit(format_args!("{whose}affinity={} len={}", step(affinity, 0.7, -3, 4), bucket / 3));
        }
        emit(format_args!("{whose}opener={first}"));
        emit(format_args!("{whose}opener2={}", first_chars(lower, 2)));
        emit(format_args!("{whose}closer2={}", last_chars(upper, 2)));
        let last_kind = kind_of(lower.chars().next_back());
        emit(format_args!("{whose}halves={} {last_kind}", length_bucket(self.lines[above].chars).min(18)));
        emit(format_args!(
            "{whose}upper={},{},{}",
            upper.matches('，').take(2).count(),
            stops(upper).min(2),
            (self.lines[above].chars / 20).min(4)
        ));
        let opened = [('“', '”'), ('（', '）'), ('《', '》')].map(|(open, close)| {
            let open_above = upper.matches(open).count() > upper.matches(close).count();
            let closed_below = lower.matches(close).count() > lower.matches(open).count();
            (open_above, closed_below)
        });
        if opened.contains(&(true, true)) {
            emit(format_args!("{whose}bracket across"));
        } else if opened.iter().any(|(above, below)| above != below) {
            emit(format_args!("{whose}bracket open"));
        }
    }
}

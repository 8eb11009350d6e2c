//! The units of a printed text, in which contexts are counted.

use std::ops::Range;

use jianbao_analysis::{NormalizedText, units};

use crate::kwic::Position;

/// A printed text with the units of its normal form.
pub(crate) struct PartUnits {
    text: String,
    normalized: String,
    /// For each unit its bytes in the printed text and the byte after it in the normal form, in order.
    units: Vec<UnitSpan>,
}

struct UnitSpan {
    printed: Range<usize>,
    normal_end: usize,
}

impl PartUnits {
    /// Reads the text once; linear in its length.
    pub(crate) fn of(text: String) -> PartUnits {
        let normalized = NormalizedText::new(&text);
        let units = units(normalized.text())
            .map(|unit| UnitSpan { printed: normalized.source_span(unit.bytes()), normal_end: unit.end_byte })
            .collect();
        PartUnits { text, normalized: normalized.into_text(), units }
    }

    /// The printed text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The first byte of the context before a place and the byte after the context behind it.
    pub(crate) fn around(&self, place: &Range<usize>, units: usize) -> (usize, usize) {
        let (before, after) = self.beside_ordinals(place);
        let first = before.saturating_sub(units);
        let start = if first == before { place.start } else { self.units[first].printed.start };
        let last = after.saturating_add(units).min(self.units.len());
        let end = if last <= after { place.end } else { self.units[last - 1].printed.end };
        (start.min(place.start), end.max(place.end))
    }

    /// The unit beside a place, in normal form; empty if there is none.
    pub(crate) fn beside(&self, place: &Range<usize>, position: Position) -> &str {
        let (before, after) = self.beside_ordinals(place);
        let ordinal = match position {
            Position::Left(distance) => before.checked_sub(distance.max(1)),
            Position::Right(distance) => Some(after + distance.max(1) - 1),
        };
        let Some((ordinal, unit)) = ordinal.and_then(|at| Some((at, self.units.get(at)?))) else { return "" };
        let start = ordinal.checked_sub(1).map_or(0, |before| self.units[before].normal_end);
        &self.normalized[start..unit.normal_end]
    }

    /// The number of units before a place, and that of the first unit behind it.
    fn beside_ordinals(&self, place: &Range<usize>) -> (usize, usize) {
        let before = self.units.partition_point(|unit| unit.printed.start < place.start);
        let after = self.units.partition_point(|unit| unit.printed.start < place.end);
        (before, after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_counted_in_units_of_the_printed_text() {
        let units = PartUnits::of("昨日，ＧＤＰ 增長5.2%，創新高".to_owned());
        let place = units.text().find("增長").unwrap();
        let place = place..place + 6;
        let (start, end) = units.around(&place, 2);
        assert_eq!(&units.text()[start..end], "，ＧＤＰ 增長5.2%");
        assert_eq!(units.beside(&place, Position::Left(1)), "gdp");
        assert_eq!(units.beside(&place, Position::Right(1)), "5.2");
        assert_eq!(units.beside(&place, Position::Right(3)), ",");
        assert_eq!(units.beside(&place, Position::Left(5)), "");
        assert_eq!(units.around(&place, 0), (place.start, place.end));
        let all = units.around(&place, usize::MAX);
        assert_eq!(all, (0, units.text().len()));
    }
}

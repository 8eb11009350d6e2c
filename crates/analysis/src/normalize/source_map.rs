//! Map from the normalised text back to the raw text.
//!
//! Most characters are unchanged, so the map is a list of segments instead of an offset per character. Inside a *straight*
//! segment every character has the same length in both texts, and the two offsets differ by a constant. Every character that changes
//! its length is a segment of its own. In Chinese news there is about one segment for every two punctuation marks.

use std::ops::Range;

use super::{Sink, each_change};

/// The normalised text, with the map back: the raw characters that produced each normalised one.
///
/// ```
/// use jianbao_analysis::NormalizedText;
///
/// let raw = "看　ＧＤＰ　數據";
/// let normalized = NormalizedText::new(raw);
/// assert_eq!(normalized.text(), "看gdp数据");
/// let start_byte = normalized.text().find("gdp").unwrap();
/// assert_eq!(&raw[normalized.source_span(start_byte..start_byte + 3)], "ＧＤＰ");
/// ```
#[derive(Clone, Debug, Default)]
pub struct NormalizedText {
    text: String,
    pieces: Vec<Piece>,
    /// End of the last raw character that produced anything.
    raw_end_byte: usize,
}

#[derive(Clone, Debug)]
struct Piece {
    normal_start_byte: usize,
    raw_start_byte: usize,
    /// Bytes of raw text that the piece as a whole comes from; `None` in a straight piece.
    whole_bytes: Option<usize>,
}

impl NormalizedText {
    /// Normalises `raw` and records the source of every character.
    pub fn new(raw: &str) -> Self {
        let mut normalized = Self::default();
        normalized.renew(raw);
        normalized
    }

    /// Makes this the normalised form of `raw`: overwrites its content, reuses its memory.
    pub(crate) fn renew(&mut self, raw: &str) {
        self.text.clear();
        self.text.reserve(raw.len());
        self.pieces.clear();
        self.raw_end_byte = 0;
        each_change(raw, self);
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The normalised text, without the map.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The bytes of the raw text whose characters produced the normalised text at `normal_bytes`.
    ///
    /// The result is on character boundaries and monotonic: if both ends of a span are at or after those of another span, so are
    /// the ends of its result. The source of a space is all the white space that it replaces. Dropped characters at either end are
    /// not included. An empty span has an empty result. Ends that are out of bounds or inside a character are moved outward.
    pub fn source_span(&self, normal_bytes: Range<usize>) -> Range<usize> {
        let mut start = normal_bytes.start.min(self.text.len());
        let mut end = normal_bytes.end.min(self.text.len());
        let is_empty = end <= start;
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let raw_start = self.piece_at(start).map_or(self.raw_end_byte, |piece| match piece.whole_bytes {
            _ if start == self.text.len() => self.raw_end_byte,
            None => piece.raw_start_byte + (start - piece.normal_start_byte),
            Some(_) => piece.raw_start_byte,
        });
        if is_empty {
            return raw_start..raw_start;
        }
        let raw_end = self.piece_at(end - 1).map_or(self.raw_end_byte, |piece| match piece.whole_bytes {
            None => piece.raw_start_byte + (end - piece.normal_start_byte),
            Some(whole_bytes) => piece.raw_start_byte + whole_bytes,
        });
        raw_start..raw_end
    }

    /// Answers [`source_span`](Self::source_span) for spans in close succession.
    pub(crate) fn sources(&self) -> Sources<'_> {
        Sources { normalized: self, piece: 0, straight: 0..0, shift_bytes: 0 }
    }

    /// The piece of a byte of the normalised text; the last for its end, none if it is empty.
    fn piece_at(&self, normal_byte: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.normal_start_byte <= normal_byte);
        self.pieces[..after].last()
    }

    /// Begins a straight piece at the end of the text, unless the open one continues there.
    fn go_straight(&mut self, raw_start_byte: usize) {
        let normal_start_byte = self.text.len();
        let goes_on = self.pieces.last().is_some_and(|piece| {
            piece.whole_bytes.is_none()
                && normal_start_byte - piece.normal_start_byte == raw_start_byte - piece.raw_start_byte
        });
        if !goes_on {
            self.pieces.push(Piece { normal_start_byte, raw_start_byte, whole_bytes: None });
        }
    }
}

/// The map back for successive spans: it continues from the piece in which the last one began, instead of searching all of
/// them.
pub(crate) struct Sources<'a> {
    normalized: &'a NormalizedText,
    /// The piece that the last span began in.
    piece: usize,
    /// The bytes of that piece if it is straight, with the offset of their sources (which may wrap). Most spans are in the same
    /// piece as the span before them.
    straight: Range<usize>,
    shift_bytes: usize,
}

impl Sources<'_> {
    /// The source of `normal_bytes`, which must not be empty and must be in the text, on character boundaries. Takes one step
    /// for each piece between the start of the last span and the end of this one.
    #[inline]
    pub(crate) fn span(&mut self, normal_bytes: Range<usize>) -> Range<usize> {
        let Range { start, end } = normal_bytes;
        if self.straight.start <= start && end <= self.straight.end {
            return start.wrapping_add(self.shift_bytes)..end.wrapping_add(self.shift_bytes);
        }
        self.span_elsewhere(start, end)
    }

    #[inline(never)]
    fn span_elsewhere(&mut self, start: usize, end: usize) -> Range<usize> {
        let pieces = &self.normalized.pieces[..];
        let starts_by = |index: usize, byte: usize| {
            pieces.get(index).is_some_and(|piece| piece.normal_start_byte <= byte)
        };
        while self.piece > 0 && !starts_by(self.piece, start) {
            self.piece -= 1;
        }
        while starts_by(self.piece + 1, start) {
            self.piece += 1;
        }
        let mut last = self.piece;
        while starts_by(last + 1, end - 1) {
            last += 1;
        }
        let (Some(first), Some(last)) = (pieces.get(self.piece), pieces.get(last)) else { return 0..0 };
        let raw_start = match first.whole_bytes {
            None => {
                let next = pieces.get(self.piece + 1);
                let end = next.map_or(self.normalized.text.len(), |piece| piece.normal_start_byte);
                self.straight = first.normal_start_byte..end;
                self.shift_bytes = first.raw_start_byte.wrapping_sub(first.normal_start_byte);
                first.raw_start_byte + (start - first.normal_start_byte)
            }
            Some(_) => first.raw_start_byte,
        };
        let raw_end = match last.whole_bytes {
            None => last.raw_start_byte + (end - last.normal_start_byte),
            Some(whole_bytes) => last.raw_start_byte + whole_bytes,
        };
        raw_start..raw_end
    }
}

impl Sink for NormalizedText {
    fn keep(&mut self, raw: &str, raw_bytes: Range<usize>) {
        self.go_straight(raw_bytes.start);
        self.raw_end_byte = raw_bytes.end;
        self.text.push_str(&raw[raw_bytes]);
    }

    fn put(&mut self, chars: &[char], raw_bytes: Range<usize>) {
        match chars {
            [c] if c.len_utf8() == raw_bytes.len() => self.go_straight(raw_bytes.start),
            _ => self.pieces.push(Piece {
                normal_start_byte: self.text.len(),
                raw_start_byte: raw_bytes.start,
                whole_bytes: Some(raw_bytes.len()),
            }),
        }
        self.raw_end_byte = raw_bytes.end;
        self.text.extend(chars);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{normalize, tests::any_text};
    use super::*;

    #[test]
    fn spans_cover_the_characters_that_produced_them() {
        let raw = "「ß」が Ａ \u{200B}\n Ｂ年e\u{301}é";
        let normalized = NormalizedText::new(raw);
        assert_eq!(normalized.text(), "\"ss\"か\u{3099}a b年ee");
        let span = |part: &str| {
            let start = normalized.text().find(part).unwrap();
            &raw[normalized.source_span(start..start + part.len())]
        };
        assert_eq!(span("s"), "ß");
        assert_eq!(span("\u{3099}"), "が");
        assert_eq!(span("\"s"), "「ß");
        assert_eq!(span("年e"), "年e");
        assert_eq!(span("年ee"), "年e\u{301}é");
        assert_eq!(span(" "), " \u{200B}\n ");
        assert_eq!(span("a b"), "Ａ \u{200B}\n Ｂ");
        assert_eq!(span("b年"), "Ｂ年");
    }

    #[test]
    fn a_space_of_the_length_of_its_source_does_not_bend_the_map() {
        let raw = "a \u{200B}b\tc";
        let normalized = NormalizedText::new(raw);
        assert_eq!(normalized.text(), "a b c");
        assert_eq!(normalized.source_span(2..3), 5..6);
        assert_eq!(normalized.source_span(3..5), 6..8);
    }

    #[test]
    fn spans_out_of_bounds_are_cut_to_what_is_there() {
        let normalized = NormalizedText::new("甲乙\u{200B}");
        assert_eq!(normalized.source_span(0..usize::MAX), 0..6);
        assert_eq!(normalized.source_span(100..200), 6..6);
        assert_eq!(normalized.source_span(1..2), 0..3);
        assert_eq!(NormalizedText::new("").source_span(0..5), 0..0);
        #[expect(clippy::reversed_empty_ranges, reason = "a caller's mistake must not panic")]
        let reversed = normalized.source_span(5..1);
        assert!(reversed.is_empty());
    }

    proptest! {
        #[test]
        fn the_text_is_the_normal_form(raw in any_text()) {
            let normalized = NormalizedText::new(&raw);
            prop_assert_eq!(normalized.text(), normalize(&raw));
        }

        #[test]
        fn spans_lie_on_character_boundaries_and_grow_with_the_question(raw in any_text()) {
            let normalized = NormalizedText::new(&raw);
            let mut last = 0..0;
            for (start, c) in normalized.text().char_indices() {
                let span = normalized.source_span(start..start + c.len_utf8());
                prop_assert!(raw.is_char_boundary(span.start) && raw.is_char_boundary(span.end));
                prop_assert!(last.start <= span.start && last.end <= span.end && !span.is_empty());
                let longer = normalized.source_span(0..start + c.len_utf8());
                prop_assert_eq!(longer.end, span.end);
                last = span;
            }
        }

        #[test]
        fn spans_asked_for_one_after_the_other_are_spans_asked_for_alone(
            raw in any_text(),
            questions in prop::collection::vec((any::<prop::sample::Index>(), 1..5_usize), 0..20),
        ) {
            let normalized = NormalizedText::new(&raw);
            let bounds: Vec<usize> = normalized.text().char_indices().map(|(at, _)| at).collect();
            prop_assume!(!bounds.is_empty());
            let mut sources = normalized.sources();
            for (start, chars) in questions {
                let start = start.index(bounds.len());
                let end = bounds.get(start + chars).copied().unwrap_or(normalized.text().len());
                let span = bounds[start]..end;
                prop_assert_eq!(sources.span(span.clone()), normalized.source_span(span));
            }
        }

        #[test]
        fn the_source_of_a_character_normalises_to_it(raw in any_text()) {
            let normalized = NormalizedText::new(&raw);
            for (start, c) in normalized.text().char_indices().filter(|&(_, c)| c != ' ') {
                let source = &raw[normalized.source_span(start..start + c.len_utf8())];
                prop_assert_eq!(source.chars().count(), 1);
                prop_assert!(normalize(source).contains(c));
            }
        }
    }
}

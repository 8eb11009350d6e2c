//! The passage of a text that takes the fewest changes to become another text.
//!
//! Approximate matching by dynamic programming (Sellers 1980): the pattern may begin anywhere in the text, and each column holds
//! the fewest changes for each prefix of the pattern. The distances alone are computed first, 64 rows at a time in the bits of a
//! word (Myers 1999, in blocks as Hyyrö 2003 has it), then the path in the few columns that the best passage covers.

use std::collections::HashMap;
use std::ops::Range;

use jianbao_analysis::NormalizedText;
use jianbao_article::{Article, Date};
use serde::{Deserialize, Serialize};

use crate::part::{ArticlePart, line_at};

/// The passage of an article that is closest to a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Closest {
    /// The article's id.
    pub id: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The part that contains the passage.
    pub part: ArticlePart,
    /// The number of the line of that part in which the passage begins, from 1.
    pub paragraph: usize,
    /// The passage as printed.
    pub passage: String,
    /// The number of characters of the normal form to insert, remove or exchange.
    pub changes: usize,
    /// The places that differ, in order.
    pub differences: Vec<Difference>,
}

/// A place at which a passage differs from a text. One of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Difference {
    /// The bytes of the text that was checked.
    pub text: [usize; 2],
    /// The bytes of the passage.
    pub passage: [usize; 2],
}

/// A passage of some text.
pub(super) struct Passage {
    text: String,
    paragraph: usize,
    changes: usize,
    differences: Vec<Difference>,
}

impl Passage {
    /// The passage as one of an article.
    pub(super) fn of(self, id: &str, article: &Article, part: ArticlePart) -> Closest {
        Closest {
            id: id.to_owned(),
            date: article.date,
            source: article.source.clone(),
            part,
            paragraph: self.paragraph,
            passage: self.text,
            changes: self.changes,
            differences: self.differences,
        }
    }
}

/// The passage of `within` that takes the fewest changes to become `text`: fewer than `fewer_than`, and at most half of the
/// characters of `text`. The first of equal ones.
pub(super) fn closest(text: &str, within: &str, fewer_than: usize) -> Option<Passage> {
    let (asked, printed) = (NormalizedText::new(text), NormalizedText::new(within));
    let (asked_chars, printed_chars) = (characters(asked.text()), characters(printed.text()));
    let pattern: Vec<char> = asked_chars.iter().map(|(_, c)| *c).collect();
    let column: Vec<char> = printed_chars.iter().map(|(_, c)| *c).collect();
    let (end, changes) = best_end(&pattern, &column)?;
    if changes >= fewer_than || changes * 2 > pattern.len() {
        return None;
    }
    let first = end.saturating_sub(pattern.len() + changes);
    let path = path(&pattern, &column[first..end], changes);
    let bytes = |chars: &[(usize, char)], span: Range<usize>, len: usize| {
        let at = |ordinal: usize| chars.get(ordinal).map_or(len, |(byte, _)| *byte);
        at(span.start)..at(span.end)
    };
    let of_printed = |span: Range<usize>| {
        printed.source_span(bytes(&printed_chars, first + span.start..first + span.end, printed.text().len()))
    };
    let whole = of_printed(path.start..end - first);
    let (paragraph, _) = line_at(within, whole.start);
    let differences = path.differences.into_iter().map(|(asked_span, printed_span)| {
        let of_text = asked.source_span(bytes(&asked_chars, asked_span, asked.text().len()));
        let of_passage = of_printed(printed_span);
        let within = |byte: usize| byte.clamp(whole.start, whole.end) - whole.start;
        Difference {
            text: [of_text.start, of_text.end],
            passage: [within(of_passage.start), within(of_passage.end)],
        }
    });
    let differences = differences.collect();
    Some(Passage { text: within[whole].to_owned(), paragraph, changes, differences })
}

/// The characters of a text and the bytes at which they begin.
fn characters(text: &str) -> Vec<(usize, char)> {
    text.char_indices().collect()
}

/// The end of a passage with the fewest changes, and their number; none for an empty pattern or text, and if no passage is closer
/// than an empty one.
fn best_end(pattern: &[char], text: &[char]) -> Option<(usize, usize)> {
    if pattern.is_empty() || text.is_empty() {
        return None;
    }
    let blocks = pattern.len().div_ceil(64);
    let mut peq = HashMap::<char, Vec<u64>>::new();
    for (row, &c) in pattern.iter().enumerate() {
        peq.entry(c).or_insert_with(|| vec![0; blocks])[row / 64] |= 1 << (row % 64);
    }
    let last = 1_u64 << ((pattern.len() - 1) % 64);
    let none = vec![0; blocks];
    let mut positive = vec![u64::MAX; blocks];
    let mut negative = vec![0_u64; blocks];
    let mut score = pattern.len();
    let mut best = (0, score);
    for (at, c) in text.iter().enumerate() {
        let equal = peq.get(c).unwrap_or(&none);
        // The first row is 0 in every column: a passage begins anywhere.
        let (mut carry_positive, mut carry_negative) = (0_u64, 0_u64);
        for block in 0..blocks {
            let (pv, mv) = (positive[block], negative[block]);
            let eq = equal[block];
            let xv = eq | mv;
            let eq = eq | carry_negative;
            let xh = ((eq & pv).wrapping_add(pv) ^ pv) | eq;
            let mut ph = mv | !(xh | pv);
            let mut mh = pv & xh;
            if block + 1 == blocks {
                score = score + usize::from(ph & last != 0) - usize::from(mh & last != 0);
            }
            let (out_positive, out_negative) = (ph >> 63, mh >> 63);
            ph = ph << 1 | carry_positive;
            mh = mh << 1 | carry_negative;
            positive[block] = mh | !(xv | ph);
            negative[block] = ph & xv;
            (carry_positive, carry_negative) = (out_positive, out_negative);
        }
        // Of equal ones the first that ends as the pattern does.
        let ends_alike = |end: usize| end > 0 && text[end - 1] == pattern[pattern.len() - 1];
        if score < best.1 || score == best.1 && ends_alike(at + 1) && !ends_alike(best.0) {
            best = (at + 1, score);
        }
    }
    (best.0 > 0).then_some(best)
}

/// The start of a passage, and the spans of pattern and passage that differ, in order.
struct Path {
    start: usize,
    differences: Vec<(Range<usize>, Range<usize>)>,
}

/// The path of a pattern through a text at whose end the best passage ends, with a known number of changes.
fn path(pattern: &[char], text: &[char], changes: usize) -> Path {
    let width = text.len() + 1;
    let mut cost = vec![0_u16; (pattern.len() + 1) * width];
    for row in 1..=pattern.len() {
        cost[row * width] = u16::try_from(row).unwrap_or(u16::MAX);
        for column in 1..width {
            let differs = u16::from(pattern[row - 1] != text[column - 1]);
            let exchanged = cost[(row - 1) * width + column - 1] + differs;
            let lacking = cost[(row - 1) * width + column] + 1;
            let added = cost[row * width + column - 1] + 1;
            cost[row * width + column] = exchanged.min(lacking).min(added);
        }
    }
    debug_assert_eq!(usize::from(cost[pattern.len() * width + text.len()]), changes);
    let (mut row, mut column) = (pattern.len(), text.len());
    let mut differences: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    while row > 0 {
        let here = cost[row * width + column];
        let differs = column > 0 && pattern[row - 1] != text[column - 1];
        let from = if column > 0 && here == cost[(row - 1) * width + column - 1] + u16::from(differs) {
            (row - 1, column - 1)
        } else if here == cost[(row - 1) * width + column] + 1 {
            (row - 1, column)
        } else {
            (row, column - 1)
        };
        if here != cost[from.0 * width + from.1] {
            match differences.last_mut() {
                Some((of_pattern, of_text)) if of_pattern.start == row && of_text.start == column => {
                    (of_pattern.start, of_text.start) = from;
                }
                _ => differences.push((from.0..row, from.1..column)),
            }
        }
        (row, column) = from;
    }
    differences.reverse();
    Path { start: column, differences }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The fewest changes from a pattern to any passage of a text, by the plain table.
    fn plain(pattern: &[char], text: &[char]) -> usize {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut best = pattern.len();
        for c in text {
            let mut diagonal = 0;
            for row in 1..=pattern.len() {
                let cost = (diagonal + usize::from(pattern[row - 1] != *c))
                    .min(column[row] + 1)
                    .min(column[row - 1] + 1);
                diagonal = column[row];
                column[row] = cost;
            }
            best = best.min(column[pattern.len()]);
        }
        best
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_plain_table(pattern in "[甲乙丙]{1,150}", text in "[甲乙丙丁]{0,300}") {
            let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            let found = best_end(&pattern, &text).map_or(pattern.len(), |(_, changes)| changes);
            prop_assert_eq!(found, plain(&pattern, &text));
        }

        #[test]
        fn differences_turn_the_passage_into_the_text(text in "[甲乙丙丁]{1,40}", within in "[甲乙丙丁]{0,90}") {
            let Some(found) = closest(&text, &within, usize::MAX) else { return Ok(()) };
            prop_assert!(within.contains(&found.text));
            let (mut made, mut at, mut changes) = (String::new(), 0, 0);
            for Difference { text: [start, end], passage: [from, to] } in &found.differences {
                made.push_str(&found.text[at..*from]);
                made.push_str(&text[*start..*end]);
                at = *to;
                changes += text[*start..*end].chars().count().max(found.text[*from..*to].chars().count());
            }
            made.push_str(&found.text[at..]);
            prop_assert_eq!(made, text);
            prop_assert!(changes <= found.changes);
        }
    }

    #[test]
    fn the_passage_and_its_differences_are_those_of_the_printed_text() {
        let found = closest("夜市亮灯，游客五千人", "昨晚，夜市亮燈，遊客三千余人。", usize::MAX).unwrap();
        assert_eq!((found.text.as_str(), found.changes), ("夜市亮燈，遊客三千余人", 2));
        let parts: Vec<&str> =
            found.differences.iter().map(|d| &found.text[d.passage[0]..d.passage[1]]).collect();
        assert_eq!(parts, ["三", "余"]);
        assert!(closest("夜市亮灯", "早市收摊", usize::MAX).is_none());
    }
}

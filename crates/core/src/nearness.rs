//! How near texts stand to one another, and how near words are to one another in spelling.

use std::ops::Range;

/// Whether strings stand near in a document: with at most `distance_units` units between the first and the last that
/// belong to none of them. Of each the units that it covers are given, in order. The order of the strings is free; they do
/// not overlap, and one that is asked twice must stand there twice.
///
/// Linear in the number of occurrences times strings for each occurrence that may come first.
pub(crate) fn are_near(spans: &[Vec<Range<u32>>], distance_units: usize) -> bool {
    if spans.iter().any(Vec::is_empty) {
        return false;
    }
    let mut occurrences: Vec<(u32, u32, usize)> = (spans.iter().enumerate())
        .flat_map(|(index, spans)| spans.iter().map(move |span| (span.start, span.end, index)))
        .collect();
    occurrences.sort_unstable();
    let distance = u32::try_from(distance_units).unwrap_or(u32::MAX);
    (0..occurrences.len()).any(|first| fits_from(&occurrences[first..], spans.len(), distance))
}

/// Whether the strings fit in a window that begins with the first of the occurrences. Each string takes its
/// earliest occurrence that is free: later ones only widen the window.
fn fits_from(occurrences: &[(u32, u32, usize)], strings: usize, distance_units: u32) -> bool {
    let (start, _, _) = occurrences[0];
    let mut taken = vec![false; strings];
    let mut covered_units: u32 = 0;
    let mut end_of_last = start;
    let mut left = strings;
    for &(from, to, string) in occurrences {
        if from.saturating_sub(start) > distance_units.saturating_add(covered_units) {
            return false;
        }
        if taken[string] || from < end_of_last {
            continue;
        }
        taken[string] = true;
        covered_units += to - from;
        end_of_last = to;
        left -= 1;
        if left == 0 {
            return end_of_last - start - covered_units <= distance_units;
        }
    }
    false
}

/// The least number of letters to insert, leave out, replace or swap with a neighbour (optimal string
/// alignment) that turn one ASCII word into the other; 255 where it is more.
pub(crate) fn edit_distance(a: &str, b: &str) -> u8 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replace = back[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(back[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(two_back[j - 2] + 1);
            }
        }
        two_back = std::mem::replace(&mut back, row);
    }
    u8::try_from(back[b.len()]).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::containment::Haystack;
    use jianbao_analysis::units;
    use memchr::memmem::Finder;

    fn near(text: &str, strings: &[&str], distance_units: usize) -> bool {
        let starts: Vec<usize> = units(text).map(|unit| unit.start_byte).collect();
        let ordinal = |byte: usize| u32::try_from(starts.partition_point(|&start| start < byte)).unwrap();
        let haystack = Haystack::new(text);
        let spans = |string: &&str| {
            let finder = Finder::new(*string);
            haystack.occurrences(&finder).map(|span| ordinal(span.start)..ordinal(span.end)).collect()
        };
        are_near(&strings.iter().map(spans).collect::<Vec<_>>(), distance_units)
    }

    #[test]
    fn distance_counts_the_units_between_and_a_run_as_one() {
        assert!(near("网球和滑雪", &["网球", "滑雪"], 1));
        assert!(!near("网球和滑雪", &["网球", "滑雪"], 0));
        assert!(near("滑雪在2022年有网球", &["网球", "滑雪"], 4));
        assert!(!near("滑雪在2022年有网球", &["网球", "滑雪"], 3));
    }

    #[test]
    fn one_occurrence_does_not_serve_twice() {
        assert!(!near("人来", &["人", "人"], 5));
        assert!(near("人来人", &["人", "人"], 1));
        assert!(!near("工会", &["工会", "会"], 5));
    }

    #[test]
    fn a_later_window_is_found_where_the_first_is_too_wide() {
        assert!(near("网球一二三四五六网球滑雪", &["网球", "滑雪"], 0));
    }

    #[test]
    fn edit_distance_counts_swaps_as_one() {
        for (a, b, expect) in
            [("covid", "covd", 1), ("covid", "cvoid", 1), ("ab", "cd", 2), ("", "abc", 3), ("a", "a", 0)]
        {
            assert_eq!(edit_distance(a, b), expect, "{a} {b}");
        }
    }
}

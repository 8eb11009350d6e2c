//! How near texts stand to one another, and how near words are to one another in spelling.

use jianbao_analysis::units;
use memchr::memmem::Finder;

use crate::containment::Haystack;

/// Whether all needles occur in the normalised text, apart from one another, with at most
/// `distance_units` units between the first and the last that belong to none of them. The order is free,
/// and a needle that is asked twice must stand there twice.
///
/// Linear in the text and in the number of occurrences times needles.
pub(crate) fn are_near(text: &str, needles: &[String], distance_units: usize) -> bool {
    let haystack = Haystack::new(text);
    // Unit ordinals of the bytes where units start, to turn byte spans into unit spans.
    let starts: Vec<usize> = units(text).map(|unit| unit.start_byte).collect();
    let ordinal = |byte: usize| starts.partition_point(|&start| start < byte);
    let mut occurrences: Vec<(usize, usize, usize)> = Vec::new();
    for (index, needle) in needles.iter().enumerate() {
        let finder = Finder::new(needle);
        let found = haystack.occurrences(&finder).map(|span| (ordinal(span.start), ordinal(span.end), index));
        let before = occurrences.len();
        occurrences.extend(found);
        if occurrences.len() == before {
            return false;
        }
    }
    occurrences.sort_unstable();
    (0..occurrences.len()).any(|first| fits_from(&occurrences[first..], needles.len(), distance_units))
}

/// Whether the needles fit in a window that begins with the first of the occurrences. Each needle takes its
/// earliest occurrence that is free: later ones only widen the window.
fn fits_from(occurrences: &[(usize, usize, usize)], needles: usize, distance_units: usize) -> bool {
    let (start, _, _) = occurrences[0];
    let mut taken = vec![false; needles];
    let mut covered_units = 0;
    let mut end_of_last = start;
    let mut left = needles;
    for &(from, to, needle) in occurrences {
        if from.saturating_sub(start) > distance_units + covered_units {
            return false;
        }
        if taken[needle] || from < end_of_last {
            continue;
        }
        taken[needle] = true;
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

    fn near(text: &str, needles: &[&str], distance_units: usize) -> bool {
        let needles: Vec<String> = needles.iter().map(|needle| (*needle).to_owned()).collect();
        are_near(text, &needles, distance_units)
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

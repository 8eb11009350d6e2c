//! Proximity of strings in a text.

use std::collections::BTreeMap;
use std::ops::Range;

/// Maximum number of simultaneous choices among overlapping occurrences.
const MAX_CHOICES: usize = 4096;

/// The number of choices followed at each occurrence, whatever their sum: all that six strings have.
const FREE_CHOICES: usize = 1 << 6;

/// Maximum number of further choices in an article; what has not been found by then is not near.
const MAX_MORE_CHOICES: usize = 1 << 15;

/// Maximum number of strings; beyond it only the first occurrences are examined.
const MAX_CHOSEN_STRINGS: usize = 128;

/// A string, and the number of times the query has it: equal strings are one, so that it makes no difference which of them takes
/// which occurrence.
struct Asked<'s> {
    spans: &'s [Range<u32>],
    times: usize,
}

/// An occurrence of one of the strings, in units.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    start: u32,
    end: u32,
    string: usize,
}

/// True if strings are near in a document: at most `distance_units` units that belong to none of them lie between the first and
/// the last. Each string is given as the spans of units that it covers, in order. The order of the strings is free. They do not
/// overlap, and a string that the query has twice must occur there twice. Equal strings are recognised by equal spans.
///
/// Linear in the number of occurrences in the window of each possible first one. If strings overlap (国内 and 国), every choice
/// among them is followed; for more than six such strings the constants above limit the choices.
pub(crate) fn are_near(spans: &[Vec<Range<u32>>], distance_units: usize) -> bool {
    if spans.iter().any(Vec::is_empty) {
        return false;
    }
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for spans in spans {
        match asked.iter_mut().find(|asked| asked.spans == spans.as_slice()) {
            Some(same) => same.times += 1,
            None => asked.push(Asked { spans, times: 1 }),
        }
    }
    if asked.iter().any(|asked| asked.spans.len() < asked.times) {
        return false;
    }
    let mut occurrences: Vec<Occurrence> = (asked.iter().enumerate())
        .flat_map(|(string, asked)| {
            asked.spans.iter().map(move |span| Occurrence { start: span.start, end: span.end, string })
        })
        .collect();
    occurrences.sort_unstable();
    let distance = u32::try_from(distance_units).unwrap_or(u32::MAX);
    let fits = |first: usize| fits_from(&occurrences[first..], &asked, distance);
    if (0..occurrences.len()).any(fits) {
        return true;
    }
    let contested = contested(&occurrences);
    let units: u32 = spans.iter().map(|spans| spans[0].end - spans[0].start).sum();
    let window = distance.saturating_add(units);
    let mut choices_left = MAX_MORE_CHOICES;
    contested.contains(&true)
        && spans.len() <= MAX_CHOSEN_STRINGS
        && (0..occurrences.len()).any(|first| {
            let (occurrences, contested) = (&occurrences[first..], &contested[first..]);
            some_choice_fits(occurrences, contested, &asked, window, &mut choices_left)
        })
}

/// The occurrences of each string that are near one of every other string: with those, and some of the others, [`are_near`] is
/// true. Each costs a look at the occurrences within the distance of it.
pub(crate) fn near_ones(spans: &[Vec<Range<u32>>], distance_units: usize) -> Vec<Vec<Range<u32>>> {
    let units: u32 = spans.iter().filter_map(|spans| spans.first()).map(|span| span.end - span.start).sum();
    let reach = u32::try_from(distance_units).unwrap_or(u32::MAX).saturating_add(units);
    let is_near = |string: usize, one: &Range<u32>| {
        let (from, to) = (one.start.saturating_sub(reach), one.end.saturating_add(reach));
        let around: Vec<Vec<Range<u32>>> = (spans.iter().enumerate())
            .map(|(other, spans)| {
                if other == string {
                    return vec![one.clone()];
                }
                let first = spans.partition_point(|span| span.start < from);
                let behind = spans.partition_point(|span| span.end <= to);
                spans.get(first..behind).unwrap_or_default().to_vec()
            })
            .collect();
        are_near(&around, distance_units)
    };
    (spans.iter().enumerate())
        .map(|(string, spans)| spans.iter().filter(|one| is_near(string, one)).cloned().collect())
        .collect()
}

/// True if the strings fit in a window that begins with the first of the occurrences. Each string takes its earliest free
/// occurrences: if none overlaps another string, later ones only widen the window.
fn fits_from(occurrences: &[Occurrence], asked: &[Asked<'_>], distance_units: u32) -> bool {
    let start = occurrences[0].start;
    let mut wanted: Vec<usize> = asked.iter().map(|asked| asked.times).collect();
    let mut covered_units: u32 = 0;
    let mut end_of_last = start;
    let mut left: usize = wanted.iter().sum();
    for occurrence in occurrences {
        if occurrence.start - start > distance_units.saturating_add(covered_units) {
            return false;
        }
        if wanted[occurrence.string] == 0 || occurrence.start < end_of_last {
            continue;
        }
        wanted[occurrence.string] -= 1;
        covered_units += occurrence.end - occurrence.start;
        end_of_last = occurrence.end;
        left -= 1;
        if left == 0 {
            return end_of_last - start - covered_units <= distance_units;
        }
    }
    false
}

/// For each of the sorted occurrences: true if one of another string overlaps it.
fn contested(occurrences: &[Occurrence]) -> Vec<bool> {
    let mut contested = vec![false; occurrences.len()];
    for (at, occurrence) in occurrences.iter().enumerate() {
        let behind = (at + 1..occurrences.len()).take_while(|&next| occurrences[next].start < occurrence.end);
        for next in behind.filter(|&next| occurrences[next].string != occurrence.string).collect::<Vec<_>>() {
            (contested[at], contested[next]) = (true, true);
        }
    }
    contested
}

/// The number of occurrences taken of each string, packed in one number. Each has as many bits as its count needs, which is no
/// more often than the query has it.
struct Counts {
    shifts: Vec<u32>,
    masks: Vec<u128>,
    all: u128,
}

impl Counts {
    fn of(asked: &[Asked<'_>]) -> Counts {
        let mut counts = Counts { shifts: Vec::new(), masks: Vec::new(), all: 0 };
        let mut shift = 0;
        for asked in asked {
            let bits = asked.times.ilog2() + 1;
            counts.shifts.push(shift);
            counts.masks.push(((1 << bits) - 1) << shift);
            counts.all |= (asked.times as u128) << shift;
            shift += bits;
        }
        counts
    }

    /// Takes one more occurrence of a string; none if it has been taken as often as the query has it.
    fn with_one_more(&self, taken: u128, string: usize) -> Option<u128> {
        let is_wanted = taken & self.masks[string] < self.all & self.masks[string];
        is_wanted.then(|| taken + (1 << self.shifts[string]))
    }
}

/// The same as [`fits_from`] if strings overlap: true if the requested number of occurrences of each string, the first of all
/// these included, can be chosen without overlap and within the maximum distance. An uncontested occurrence is taken at its
/// first position. A contested one is both taken and left, and of choices of the same strings the one that ends first is kept.
fn some_choice_fits(
    occurrences: &[Occurrence],
    contested: &[bool],
    asked: &[Asked<'_>],
    window_units: u32,
    choices_left: &mut usize,
) -> bool {
    let first = occurrences[0];
    let counts = Counts::of(asked);
    let Some(begun) = counts.with_one_more(0, first.string) else { return false };
    let mut ends: BTreeMap<u128, u32> = BTreeMap::from([(begun, first.end)]);
    for (occurrence, is_contested) in occurrences.iter().zip(contested).skip(1) {
        if occurrence.start - first.start >= window_units {
            break;
        }
        let Some(left) = choices_left.checked_sub(ends.len().saturating_sub(FREE_CHOICES)) else {
            return false;
        };
        *choices_left = left;
        let taking: Vec<(u128, u128)> = (ends.iter())
            .filter(|(_, end)| **end <= occurrence.start)
            .filter_map(|(taken, _)| Some((*taken, counts.with_one_more(*taken, occurrence.string)?)))
            .collect();
        for (taken, more) in taking {
            if !is_contested {
                ends.remove(&taken);
            } else if ends.len() >= MAX_CHOICES {
                break;
            }
            let end = ends.entry(more).or_insert(occurrence.end);
            *end = occurrence.end.min(*end);
        }
        if ends.get(&counts.all).is_some_and(|end| end - first.start <= window_units) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::occurrences::occurrences;
    use memchr::memmem::Finder;
    use proptest::prelude::*;

    fn near(text: &str, strings: &[&str], distance_units: usize) -> bool {
        let finders: Vec<Finder<'_>> = strings.iter().map(Finder::new).collect();
        let spans = occurrences(text, &finders);
        are_near(&spans, distance_units)
    }

    #[test]
    fn distance_counts_the_units_between_and_a_run_as_one() {
        assert!(near("网球和滑雪", &["网球", "滑雪"], 1));
        assert!(!near("网球和滑雪", &["网球", "滑雪"], 0));
        assert!(near("滑雪在2022年有网球", &["网球", "滑雪"], 4));
        assert!(!near("滑雪在2022年有网球", &["网球", "滑雪"], 3));
    }

    /// True if some choice of occurrences fits, tried one by one.
    fn tried(spans: &[Vec<Range<u32>>], distance: u32) -> bool {
        fn choose(spans: &[Vec<Range<u32>>], chosen: &mut Vec<Range<u32>>, distance: u32) -> bool {
            let Some((first, rest)) = spans.split_first() else {
                let start = chosen.iter().map(|span| span.start).min().unwrap();
                let end = chosen.iter().map(|span| span.end).max().unwrap();
                let covered: u32 = chosen.iter().map(|span| span.end - span.start).sum();
                return end - start - covered <= distance;
            };
            first.iter().any(|span| {
                if chosen.iter().any(|other| span.start < other.end && other.start < span.end) {
                    return false;
                }
                chosen.push(span.clone());
                let fits = choose(rest, chosen, distance);
                chosen.pop();
                fits
            })
        }
        choose(spans, &mut Vec::new(), distance)
    }

    proptest! {
        #[test]
        fn near_is_what_trying_every_choice_finds(
            text in "[甲乙丙]{1,12}",
            strings in prop::collection::vec("[甲乙丙]{1,2}", 2..5),
            distance in 0_u32..6,
        ) {
            let finders: Vec<Finder<'_>> = strings.iter().map(Finder::new).collect();
            let spans = occurrences(&text, &finders);
            let expect = spans.iter().all(|spans| !spans.is_empty()) && tried(&spans, distance);
            prop_assert_eq!(are_near(&spans, distance as usize), expect, "{:?} in {} at {}", strings, text, distance);
        }
    }

    #[test]
    fn equal_strings_cost_no_more_than_one() {
        // Every choice of which string takes which occurrence would be 40 over 20.
        let text = "的一".repeat(40);
        assert!(near(&text, &["的"; 20], 20));
        assert!(!near(&text, &["的"; 41], 1000));
        assert!(near(&text, &[&["的"; 20][..], &["的一"; 20][..]].concat(), 1000));
    }

    #[test]
    fn one_occurrence_does_not_serve_twice() {
        assert!(!near("人来", &["人", "人"], 5));
        assert!(near("人来人", &["人", "人"], 1));
        assert!(!near("工会", &["工会", "会"], 5));
    }

    #[test]
    fn what_one_string_could_take_from_another_is_left_to_it() {
        for (text, strings, distance, expect) in [
            ("力帮助国内各主要机场的国际", &["国内", "国", "力"][..], 8, true),
            ("力帮助国内各主要机场的国际", &["国内", "国", "力"], 7, false),
            ("国内力国", &["国", "国内", "力"], 0, true),
            ("国内力", &["国", "国内", "力"], 9, false),
            ("人民人人民", &["人民", "人民", "人"], 0, true),
            ("人民人民", &["人民", "人民", "人"], 9, false),
            ("甲乙丙乙丙丁", &["甲乙", "乙丙", "丙丁"], 1, false),
            ("甲乙乙丙丙丁", &["甲乙", "乙丙", "丙丁"], 0, true),
        ] {
            assert_eq!(near(text, strings, distance), expect, "{strings:?} in {text} at {distance}");
        }
    }

    #[test]
    fn a_later_window_is_found_where_the_first_is_too_wide() {
        assert!(near("网球一二三四五六网球滑雪", &["网球", "滑雪"], 0));
    }

    #[test]
    fn only_occurrences_that_are_near_to_all_the_others_are_near() {
        let spans = [vec![0..2, 10..12, 40..42], vec![13..15, 60..62]];
        let starts =
            |distance| near_ones(&spans, distance).concat().iter().map(|span| span.start).collect::<Vec<_>>();
        assert_eq!(starts(5), [10, 13]);
        assert_eq!(starts(100), [0, 10, 40, 13, 60]);
        assert!(starts(0).is_empty());
        assert_eq!(near_ones(&[vec![0..1, 3..4], vec![0..1, 3..4]], 2), [[0..1, 3..4], [0..1, 3..4]]);
    }
}

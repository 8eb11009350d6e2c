//! Topics of the lines of a page: sets of pairs of adjacent Chinese characters, and their overlap.
//!
//! The page is divided into stretches of lines. The pairs of a stretch are numbered in ascending order, so
//! that the pairs of some lines are a bit set, and two sets are compared in one pass. The division bounds the
//! size of the sets, which have a bit for each pair of the stretch; every short line needs several sets. Sums
//! run over ascending numbers, so the result does not depend on the division.

use super::pairs::{Pair, PairTable, pairs_of};

/// The number of a pair in its stretch.
pub(crate) type PairNumber = u32;

/// Maximum number of lines of a stretch: more than a newspaper page has.
const STRETCH_LINES: usize = 512;

/// The pairs of the lines of a page, by stretch. Each stretch includes the lines around it.
#[derive(Clone, Debug)]
pub(crate) struct PageBags(Vec<Bags>);

impl PageBags {
    /// The pairs of each text. Queries of a stretch cover `around` lines above and below it.
    pub(crate) fn new(texts: &[&str], around: usize, table: &PairTable<'_>) -> PageBags {
        let stretch = |start: usize| {
            let first = start.saturating_sub(around);
            let end = (start + STRETCH_LINES + around).min(texts.len());
            Bags::new(&texts[first..end], first, table)
        };
        PageBags((0..texts.len()).step_by(STRETCH_LINES).map(stretch).collect())
    }

    /// The pairs of a line and of those around it.
    pub(crate) fn near(&self, line: usize) -> &Bags {
        &self.0[line / STRETCH_LINES]
    }
}

/// The pairs of the lines of a stretch. Lines are counted on the page.
#[derive(Clone, Debug)]
pub(crate) struct Bags {
    /// The first line.
    first: usize,
    /// The different pairs of the stretch, sorted; the number of a pair is its index.
    pairs: Vec<Pair>,
    /// Weight of each pair.
    weights: Vec<f32>,
    /// The numbers of each line's pairs, sorted.
    lines: Vec<Vec<PairNumber>>,
}

/// The pairs of several lines, one bit each.
#[derive(Clone, Debug)]
pub(crate) struct PairSet(Vec<u64>);

impl Bags {
    /// The pairs of each text, the first of which is line `first`. Costs the sorting of all pairs.
    fn new(texts: &[&str], first: usize, table: &PairTable<'_>) -> Bags {
        let mut met: Vec<(Pair, u32)> = Vec::new();
        for (line, text) in (0_u32..).zip(texts) {
            met.extend(pairs_of(text).map(|pair| (pair, line)));
        }
        met.sort_unstable();
        met.dedup();
        let mut pairs = Vec::new();
        let mut number: PairNumber = 0;
        let mut lines = vec![Vec::new(); texts.len()];
        for (pair, line) in met {
            if pairs.last() != Some(&pair) {
                number += PairNumber::from(!pairs.is_empty());
                pairs.push(pair);
            }
            lines[line as usize].push(number);
        }
        let weights = pairs.iter().map(|pair| table.weight(*pair)).collect();
        Bags { first, pairs, weights, lines }
    }

    /// The pairs of these lines together.
    pub(crate) fn union(&self, lines: impl Iterator<Item = usize>) -> PairSet {
        let mut words = vec![0; self.pairs.len().div_ceil(64)];
        for line in lines {
            for &number in &self.lines[line - self.first] {
                words[number as usize / 64] |= 1 << (number % 64);
            }
        }
        PairSet(words)
    }

    /// The number of a pair; none if the stretch does not contain it.
    pub(crate) fn number(&self, pair: Pair) -> Option<PairNumber> {
        self.pairs.binary_search(&pair).ok().and_then(|place| place.try_into().ok())
    }

    /// True if a line has a pair.
    pub(crate) fn holds(&self, line: usize, number: PairNumber) -> bool {
        self.lines[line - self.first].binary_search(&number).is_ok()
    }

    /// The cosine similarity of the weights: 0 if nothing is shared, 1 for equal sets. None if a set is
    /// empty.
    pub(crate) fn cosine(&self, one: &PairSet, other: &PairSet) -> Option<f32> {
        let (mut ones, mut others, mut shared) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (place, (&one, &other)) in one.0.iter().zip(&other.0).enumerate() {
            let mut left = one | other;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                let square = self.weights[64 * place + bit as usize].powi(2);
                let (in_one, in_other) = (one >> bit & 1 == 1, other >> bit & 1 == 1);
                if in_one {
                    ones += square;
                }
                if in_other {
                    others += square;
                }
                if in_one && in_other {
                    shared += square;
                }
            }
        }
        let lengths = ones.sqrt() * others.sqrt();
        (lengths > 0.0).then(|| shared / lengths)
    }

    /// The share of a line's weight that a set contains. None if the line has no pairs.
    pub(crate) fn share_in(&self, line: usize, set: &PairSet) -> Option<f32> {
        let (mut all, mut shared) = (0.0_f32, 0.0_f32);
        for &number in &self.lines[line - self.first] {
            let weight = self.weights[number as usize];
            all += weight;
            if set.0[number as usize / 64] >> (number % 64) & 1 == 1 {
                shared += weight;
            }
        }
        (all > 0.0).then(|| shared / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_thing_are_nearer_than_texts_of_two() {
        let table = PairTable::embedded();
        let texts = [
            "茶农上山采春茶，春茶下山进茶厂。",
            "今年春茶比去年早，茶农请来采茶工。",
            "高铁今天开通，首趟列车坐满乘客。",
            "",
            "春茶",
            "高铁",
        ];
        let bags = Bags::new(&texts, 0, &table);
        let [tea, more_tea, trains, nothing] = [0, 1, 2, 3].map(|line| bags.union([line].into_iter()));
        assert!(bags.cosine(&tea, &more_tea) > bags.cosine(&tea, &trains));
        assert_eq!(bags.cosine(&nothing, &tea), None);
        assert!((bags.cosine(&tea, &tea).unwrap() - 1.0).abs() < 1e-6);
        assert_eq!(bags.share_in(4, &tea), Some(1.0));
        assert_eq!(bags.share_in(5, &tea), Some(0.0));
        assert_eq!(bags.share_in(3, &tea), None);
        let both = bags.union([0, 2].into_iter());
        assert_eq!((bags.share_in(4, &both), bags.share_in(5, &both)), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn a_line_holds_its_own_pairs() {
        let table = PairTable::embedded();
        let bags = Bags::new(&["春茶下山", "高铁"], 0, &table);
        let held = |line, pair| {
            pairs_of(pair).next().and_then(|pair| bags.number(pair)).is_some_and(|n| bags.holds(line, n))
        };
        assert!(held(0, "春茶") && held(0, "茶下") && !held(1, "春茶") && held(1, "高铁"));
    }

    #[test]
    fn a_page_of_many_stretches_gives_the_digits_of_one() {
        const AROUND: usize = 3;
        let table = PairTable::embedded();
        let texts: Vec<String> = (0..2 * STRETCH_LINES + 9).map(|line| line_of(line, 12)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let page = PageBags::new(&texts, AROUND, &table);
        assert_eq!(page.0.len(), 3);
        let whole = Bags::new(&texts, 0, &table);
        for line in AROUND..texts.len() - AROUND {
            let near = page.near(line);
            let cosine = |bags: &Bags| {
                let (above, below) = (line - AROUND..line, line + 1..=line + AROUND);
                let (above, below) = (bags.union(above), bags.union(below));
                (bags.cosine(&above, &below), bags.share_in(line, &above), bags.share_in(line, &below))
            };
            assert_eq!(cosine(near), cosine(&whole), "{line}");
        }
    }

    /// Every line would need sets as large as the page.
    #[test]
    fn a_page_of_a_hundred_thousand_lines_has_short_sets() {
        let table = PairTable::embedded();
        let texts: Vec<String> = (0..100_000).map(|line| line_of(line, 4)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let page = PageBags::new(&texts, 40, &table);
        assert!((0..texts.len()).all(|line| page.near(line).union([line].into_iter()).0.len() < 64));
    }

    /// A line of Chinese characters that differs from others.
    fn line_of(line: usize, chars: usize) -> String {
        let char_at = |at: usize| {
            let code = (line * 7919 + at * at * 104_729) % 20_000;
            char::from_u32(0x4e00 + u32::try_from(code).unwrap()).unwrap()
        };
        (0..chars).map(char_at).collect()
    }
}

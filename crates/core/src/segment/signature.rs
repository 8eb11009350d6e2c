//! Near-duplicate signatures (MinHash), which identify reprints: articles with the same or nearly the same text.
//!
//! The similarity of two articles is the Jaccard index J of their *shingles*, the 4-grams of characters of the normalised body
//! without punctuation. A signature of 16 bytes per article estimates J: shingles are hashed into 128 bins, and for each bin
//! one bit of the minimum hash is kept. Two signatures agree in (1 + J) / 2 of their bits on average, and in all bits if the
//! sets are equal. (One permutation MinHash: Li, Owen and Zhang 2012. Empty bins are filled as by Shrivastava 2017. One bit per
//! bin: Li and König 2010.)
//!
//! The bound was chosen on half a year of one newspaper, which prints some reports of the front page again on other pages, and
//! issues some texts twice. All reprints there except the shortest have J ≥ .83. Pairs below that are, for example, a report
//! and the speech that it covers, or a form that is filled in every month. These must not be folded.

use crate::segment::normalized_article::NormalizedArticle;

/// The number of letters in a shingle.
const SHINGLE_LETTERS: usize = 4;

/// In a body with fewer letters the title counts too.
const MIN_BODY_LETTERS: usize = 40;

/// A text with fewer letters has no signature: 图片报道 with the photographer's agency is above every photograph.
const MIN_LETTERS: usize = 16;

/// Maximum number of the 128 bits in which reprints differ, an estimate of .84 shared shingles. Of 96 pairs judged by hand, 36
/// are reprints; the other 60 are the most alike of other texts.
///
/// | maximum | result |
/// |---|---|
/// | 12 bits | folds 2 of the 60 |
/// | 8 bits | misses 2 of the 36 |
pub(crate) const MAX_DIFFERING_BITS: u32 = 10;

/// 128 bits that are similar for articles with similar texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Signature(pub(crate) [u64; 2]);

impl Signature {
    /// The signature of an article; none for one with hardly any text. Linear in the text.
    pub(crate) fn of(article: &NormalizedArticle) -> Option<Signature> {
        let mut least = [u64::MAX; 128];
        let mut letters = shingle_into(article.body(), &mut least);
        if letters < MIN_BODY_LETTERS {
            letters += shingle_into(&article.title, &mut least);
        }
        if letters < MIN_LETTERS {
            return None;
        }
        fill_empty(&mut least);
        let mut bits = [0; 2];
        for (class, hash) in least.iter().enumerate() {
            bits[class / 64] |= (mixed(*hash) & 1) << (class % 64);
        }
        Some(Signature(bits))
    }

    /// True if one article is most likely a reprint of the other.
    pub(crate) fn is_reprint_of(self, other: Signature) -> bool {
        let differing = (self.0[0] ^ other.0[0]).count_ones() + (self.0[1] ^ other.0[1]).count_ones();
        differing <= MAX_DIFFERING_BITS
    }
}

/// Keeps the least hash of each class over the shingles of a text, and returns the number of letters in it.
fn shingle_into(text: &str, least: &mut [u64; 128]) -> usize {
    let mut shingle = 0_u64;
    let mut letters = 0;
    for c in text.chars().filter(|&c| is_letter(c)) {
        // Sixteen bits of each of the last four letters: enough to distinguish the letters of the basic plane.
        shingle = shingle << 16 | u64::from(u32::from(c) & 0xffff);
        letters += 1;
        if letters >= SHINGLE_LETTERS {
            let hash = mixed(shingle);
            let kept = &mut least[usize::from(hash.to_le_bytes()[7] >> 1)];
            *kept = hash.min(*kept);
        }
    }
    letters
}

fn is_letter(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
        || c.is_ascii_alphanumeric()
        || !c.is_ascii() && c.is_alphanumeric()
}

/// Gives every class without a shingle the hash of another one, chosen by hashing: the same one in every text in which that
/// class has a shingle.
fn fill_empty(least: &mut [u64; 128]) {
    let had = *least;
    for (class, kept) in (0_u64..).zip(least.iter_mut()) {
        // If only one class is filled, 128 attempts find it on average, and 4,096 nearly always.
        for attempt in 0..4096 {
            if *kept != u64::MAX {
                break;
            }
            let other = mixed(class << 32 | attempt).to_le_bytes()[0] >> 1;
            *kept = had[usize::from(other)];
        }
    }
}

/// The finaliser of MurmurHash3, in the constants of SplitMix64: every bit of the input reaches every bit.
fn mixed(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use jianbao_article::Article;

    use super::*;
    use crate::segment::own_texts::OwnTexts;

    fn signature(title: &str, body: &str) -> Option<Signature> {
        let article = Article { title: Some(title.into()), body: vec![body.into()], ..Article::default() };
        Signature::of(&NormalizedArticle::of(&article, &OwnTexts::default()))
    }

    /// Letters in no order, the same from the same seed.
    fn letters(count: usize, seed: u64) -> String {
        (0..count as u64)
            .filter_map(|at| char::from_u32(0x4e00 + u32::from(mixed(seed << 32 | at).to_le_bytes()[0])))
            .collect()
    }

    #[test]
    fn signs_width_and_title_make_no_difference() {
        let body = letters(60, 1);
        let spaced: String = body.chars().flat_map(|c| [c, '，', '\n']).collect();
        assert_eq!(signature("甲", &body), signature("乙", &spaced));
        assert_ne!(signature(&letters(20, 2), ""), signature(&letters(20, 3), ""));
    }

    #[test]
    fn a_text_of_hardly_any_letters_has_none() {
        assert_eq!(signature("", ""), None);
        assert_eq!(signature("图片报道", "本版图片来源：影像中国"), None);
        assert!(signature(&letters(8, 1), &letters(8, 2)).is_some());
    }

    #[test]
    fn differing_bits_grow_with_the_share_that_is_rewritten() {
        // Of 1,000 letters one stretch is different: the Jaccard index of the shingles is about (1-x)/(1+x).
        for seed in 0..20 {
            let original = letters(1000, seed);
            let rewritten = |count: usize| {
                let kept: String = original.chars().skip(count).collect();
                signature("", &(letters(count, 1000 + seed) + &kept)).unwrap()
            };
            let first = signature("", &original).unwrap();
            assert!(first.is_reprint_of(rewritten(0)), "{seed}");
            assert!(first.is_reprint_of(rewritten(20)), "{seed}: .96 shared");
            assert!(!first.is_reprint_of(rewritten(300)), "{seed}: .54 shared");
            assert!(!first.is_reprint_of(rewritten(1000)), "{seed}: nothing shared");
        }
    }
}

//! Measures of association and of keyness, from counts.
//!
//! | measure | formula | source |
//! |---|---|---|
//! | [`log_likelihood`] | G² = 2 Σ O ln(O / E) over the four cells of the table | Dunning 1993, *Accurate methods for the statistics of surprise and coincidence* |
//! | [`log_dice`] | 14 + log₂(2 f(x,y) / (f(x) + f(y))) | Rychlý 2008, *A lexicographer-friendly association score* |
//! | [`mutual_information`] | log₂(O / E) | Church & Hanks 1990, *Word association norms, mutual information, and lexicography* |
//! | [`keyness`] | G² = 2 (a ln(a / E₁) + b ln(b / E₂)) | Rayson & Garside 2000, *Comparing corpora using frequency profiling* |
//! | [`log_ratio`] | log₂((a / c) / (b / d)) | Hardie 2014, *Log Ratio: an informal introduction* |

/// A count as a number with a fraction.
#[expect(clippy::cast_precision_loss, reason = "a measure needs no more precision")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// `count` in each million of `of`; 0 of nothing.
pub(crate) fn per_million(count: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { real(count) / real(of) * 1e6 }
}

/// x ln(x / expected), 0 for no occurrence.
fn surprise(observed: f64, expected: f64) -> f64 {
    if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
}

/// The log-likelihood ratio G² of a two-by-two table (Dunning 1993): 0 if the word is as frequent inside as outside, 3.84 or more
/// by chance in 5 of 100 tables. It does not tell more from less.
///
/// The cells: the word inside, other words inside; the word outside, other words outside.
///
/// ```
/// use jianbao_corpus::log_likelihood;
///
/// // Dunning's table of "the swiss": 110 together, his value 270.72.
/// assert!((log_likelihood([[110, 2442], [111, 29114]]) - 270.72).abs() < 0.01);
/// assert_eq!(log_likelihood([[10, 90], [100, 900]]), 0.0);
/// ```
pub fn log_likelihood(cells: [[u64; 2]; 2]) -> f64 {
    let [[a, b], [c, d]] = cells.map(|row| row.map(real));
    let total = a + b + c + d;
    if total == 0.0 {
        return 0.0;
    }
    let expected = |row: f64, column: f64| row * column / total;
    let sum = surprise(a, expected(a + b, a + c))
        + surprise(b, expected(a + b, b + d))
        + surprise(c, expected(c + d, a + c))
        + surprise(d, expected(c + d, b + d));
    (2.0 * sum).max(0.0)
}

/// logDice (Rychlý 2008), from the occurrences of two words together and of each by itself: at most 14 if no occurrence is together
/// with two of the other, 1 less for half the association; it does not depend on the size of the corpus. Negative infinity for
/// words that are never together.
///
/// ```
/// assert_eq!(jianbao_corpus::log_dice(8, 8, 8), 14.0);
/// assert_eq!(jianbao_corpus::log_dice(4, 8, 8), 13.0);
/// ```
pub fn log_dice(together: u64, first: u64, second: u64) -> f64 {
    14.0 + (2.0 * real(together) / (real(first) + real(second))).log2()
}

/// Pointwise mutual information in bits (Church & Hanks 1990): the base-2 logarithm of observed over expected occurrences.
/// Rare words have high values, so it is read with a minimum count.
///
/// ```
/// assert_eq!(jianbao_corpus::mutual_information(8, 2.0), 2.0);
/// ```
pub fn mutual_information(observed: u64, expected: f64) -> f64 {
    (real(observed) / expected).log2()
}

/// The keyness G² (Rayson & Garside 2000) of a word that occurs `count` times in a corpus of `words`, and `other_count` times in
/// another one of `other_words`. It does not tell more from less.
///
/// ```
/// // 1,000 in a million and 500 in a million.
/// let keyness = jianbao_corpus::keyness(1000, 1_000_000, 500, 1_000_000);
/// assert!((keyness - 169.9).abs() < 0.01);
/// ```
pub fn keyness(count: u64, words: u64, other_count: u64, other_words: u64) -> f64 {
    let (a, b, c, d) = (real(count), real(other_count), real(words), real(other_words));
    if c + d == 0.0 {
        return 0.0;
    }
    let rate = (a + b) / (c + d);
    (2.0 * (surprise(a, c * rate) + surprise(b, d * rate))).max(0.0)
}

/// Log ratio (Hardie 2014): the base-2 logarithm of the ratio of relative frequencies. 1 is twice as frequent, −1 half. A count of 0
/// is taken as 0.5.
///
/// ```
/// assert_eq!(jianbao_corpus::log_ratio(40, 1000, 10, 1000), 2.0);
/// ```
pub fn log_ratio(count: u64, words: u64, other_count: u64, other_words: u64) -> f64 {
    let rate = |count: u64, words: u64| if count == 0 { 0.5 } else { real(count) } / real(words.max(1));
    (rate(count, words) / rate(other_count, other_words)).log2()
}

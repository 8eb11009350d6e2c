//! Edit distance of two words.

/// The [`edits`] that turn one ASCII word into the other; 255 if it is more.
pub(crate) fn edit_distance(a: &str, b: &str) -> u8 {
    u8::try_from(edits(a.as_bytes(), b.as_bytes())).unwrap_or(u8::MAX)
}

/// The minimum number of letters to insert, leave out, replace or swap with a neighbour (optimal string alignment) that turn one
/// word into the other.
pub(crate) fn edits<T: PartialEq>(a: &[T], b: &[T]) -> usize {
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
    back[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_swaps_as_one() {
        for (a, b, expect) in
            [("covid", "covd", 1), ("covid", "cvoid", 1), ("ab", "cd", 2), ("", "abc", 3), ("a", "a", 0)]
        {
            assert_eq!(edit_distance(a, b), expect, "{a} {b}");
        }
    }
}

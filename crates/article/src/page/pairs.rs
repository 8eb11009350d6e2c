//! Frequency of pairs of adjacent Chinese characters in news, and the weight of shared pairs.
//!
//! The counts are a table in the library (`data/pairs.bin`), made by the command that trains the page model.
//! They have two uses. A frequent pair across a line break shows that the line continues (建|设 is common,
//! 设|记 is not). A rare pair in two texts shows that they share a topic (中国 tells little, 茶厂 much).
//!
//! The file: the four bytes `JBP1`; for each of the 20,992 characters from U+4E00 its count; for each of
//! them, and once more, the index of its first pair; the second characters of all pairs, sorted; the counts
//! of the pairs. A count is one byte: ten times its natural logarithm, rounded. Indexes are `u32`, characters
//! `u16`, little-endian.

/// The first character of the block that is counted.
const FIRST: u32 = 0x4e00;
/// Number of characters of the block.
const CHARS: usize = 20_992;
const MAGIC: &[u8] = b"JBP1";
const PLACES_AT: usize = MAGIC.len() + CHARS;
const SECONDS_AT: usize = PLACES_AT + 4 * (CHARS + 1);

/// A table of counts.
#[derive(Clone, Copy, Debug)]
pub struct PairTable<'d> {
    counts: &'d [u8],
    places: &'d [u8],
    seconds: &'d [u8],
    pair_counts: &'d [u8],
}

/// A pair of characters of the block as a number.
pub(crate) type Pair = u32;

/// Code of a character in a [`Pair`]; none for all but the common Chinese characters.
fn code(c: char) -> Option<u16> {
    u16::try_from(u32::from(c).checked_sub(FIRST)?).ok().filter(|code| usize::from(*code) < CHARS)
}

impl PairTable<'static> {
    /// The table of the library.
    ///
    /// # Panics
    ///
    /// Never: a test reads the file.
    pub(crate) fn embedded() -> Self {
        PairTable::read(include_bytes!("../../data/pairs.bin")).expect("the library's own table is sound")
    }
}

impl<'d> PairTable<'d> {
    /// Views the bytes of a table; none if they are invalid.
    #[must_use]
    pub fn read(bytes: &'d [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let places = bytes.get(PLACES_AT..SECONDS_AT)?;
        let pairs = usize::try_from(u32_at(places, CHARS)?).ok()?;
        let behind = bytes.get(SECONDS_AT..)?;
        Some(PairTable {
            counts: bytes.get(MAGIC.len()..PLACES_AT)?,
            places,
            seconds: behind.get(..2 * pairs)?,
            pair_counts: behind.get(2 * pairs..).filter(|counts| counts.len() == pairs)?,
        })
    }

    /// The table of counted pairs and characters.
    #[must_use]
    pub fn compile(char_counts: &dyn Fn(char) -> u32, pairs: &[(char, char, u32)]) -> Vec<u8> {
        let mut sorted: Vec<(u16, u16, u8)> = pairs
            .iter()
            .filter_map(|(first, second, count)| Some((code(*first)?, code(*second)?, level(*count))))
            .collect();
        sorted.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((FIRST..).take(CHARS).map(|at| char::from_u32(at).map_or(0, |c| level(char_counts(c)))));
        for first in 0..=CHARS {
            let place = sorted.partition_point(|pair| usize::from(pair.0) < first);
            bytes.extend_from_slice(&u32::try_from(place).unwrap_or(u32::MAX).to_le_bytes());
        }
        bytes.extend(sorted.iter().flat_map(|pair| pair.1.to_le_bytes()));
        bytes.extend(sorted.iter().map(|pair| pair.2));
        bytes
    }

    /// The natural logarithm of a character's count.
    fn char_log(&self, code: u16) -> f32 {
        f32::from(self.counts.get(usize::from(code)).copied().unwrap_or(0)) / 10.0
    }

    /// The natural logarithm of a pair's count; 0 for pairs that are not in the table.
    fn pair_log(&self, first: u16, second: u16) -> f32 {
        let place = |code: usize| u32_at(self.places, code).and_then(|place| usize::try_from(place).ok());
        let (Some(from), Some(to)) = (place(usize::from(first)), place(usize::from(first) + 1)) else {
            return 0.0;
        };
        let (mut low, mut high) = (from, to);
        while low < high {
            let middle = low.midpoint(high);
            let Some(found) = self.seconds.get(2 * middle..2 * middle + 2) else { return 0.0 };
            match u16::from_le_bytes([found[0], found[1]]).cmp(&second) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return f32::from(self.pair_counts.get(middle).copied().unwrap_or(0)) / 10.0;
                }
            }
        }
        0.0
    }

    /// Pointwise mutual information of two characters, in nats: the logarithm of their frequency as
    /// neighbours over the frequency expected by chance. None if one of them is not a common Chinese
    /// character.
    pub(crate) fn affinity(&self, first: char, second: char) -> Option<f32> {
        /// The natural logarithm of the number of counted characters, by order of magnitude.
        const ALL_LOG: f32 = 17.0;
        let (first, second) = (code(first)?, code(second)?);
        Some(self.pair_log(first, second) + ALL_LOG - self.char_log(first) - self.char_log(second))
    }

    /// Weight of a shared pair: the logarithm of its rarity, from 0.2 for the most frequent.
    pub(crate) fn weight(&self, pair: Pair) -> f32 {
        /// The natural logarithm of the count of the most frequent pairs, such as 中国.
        const COMMONEST_LOG: f32 = 10.5;
        let [.., b0, b1, b2, b3] = u64::from(pair).to_be_bytes();
        let log = self.pair_log(u16::from_be_bytes([b0, b1]), u16::from_be_bytes([b2, b3]));
        (COMMONEST_LOG - log.max(1.5)).max(0.2)
    }
}

fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    let found = bytes.get(4 * index..4 * index + 4)?;
    Some(u32::from_le_bytes([found[0], found[1], found[2], found[3]]))
}

fn level(count: u32) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 222")]
    let level = (10.0 * f64::from(count.max(1)).ln()).round() as u8;
    level
}

/// The pairs of adjacent characters of a text, in order.
pub(crate) fn pairs_of(text: &str) -> impl Iterator<Item = Pair> {
    let mut before: Option<u16> = None;
    text.chars().filter_map(move |c| {
        let c = code(c);
        let first = std::mem::replace(&mut before, c)?;
        c.map(|second| u32::from(first) << 16 | u32::from(second))
    })
}

/// Two adjacent characters as a pair; none if one of them is not a common Chinese character.
pub(crate) fn pair_of(first: char, second: char) -> Option<Pair> {
    Some(u32::from(code(first)?) << 16 | u32::from(code(second)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_librarys_table_is_sound_and_knows_common_pairs() {
        let table = PairTable::embedded();
        assert!(table.affinity('建', '设').unwrap() > 2.0);
        assert!(table.affinity('建', '设').unwrap() > table.affinity('设', '建').unwrap() + 2.0);
        assert!(table.affinity('建', 'x').is_none());
    }

    #[test]
    fn a_table_is_read_as_it_was_compiled() {
        let bytes =
            PairTable::compile(&|c| if c == '茶' { 20 } else { 1 }, &[('春', '茶', 12), ('x', '茶', 99)]);
        let table = PairTable::read(&bytes).unwrap();
        assert!((table.pair_log(code('春').unwrap(), code('茶').unwrap()) - 12_f32.ln()).abs() < 0.06);
        assert_eq!(table.pair_log(code('茶').unwrap(), code('春').unwrap()), 0.0);
        assert!(PairTable::read(&bytes[..bytes.len() - 1]).is_none());
    }
}

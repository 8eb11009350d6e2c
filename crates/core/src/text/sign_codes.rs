//! Codes of the [reading signs](crate::text::gaps) in [encoded](crate::text::encoding) texts: the only table of them.

use std::sync::LazyLock;

use crate::text::encoding::encoded;
use crate::text::gaps::is_reading_sign;

/// The signs that are read over, encoded.
pub(crate) struct SignCodes {
    bytes: Vec<Vec<u8>>,
    /// By byte: true if the code of a sign begins with it.
    may_begin: [bool; 256],
}

static SIGN_CODES: LazyLock<SignCodes> = LazyLock::new(|| {
    let signs = (0..=0xffff).filter_map(char::from_u32).filter(|c| is_reading_sign(*c));
    let bytes: Vec<Vec<u8>> = signs.map(|c| encoded(c.encode_utf8(&mut [0; 4]))).collect();
    let mut may_begin = [false; 256];
    for code in &bytes {
        may_begin[usize::from(code[0])] = true;
    }
    SignCodes { bytes, may_begin }
});

impl SignCodes {
    /// The table.
    pub(crate) fn get() -> &'static SignCodes {
        &SIGN_CODES
    }

    /// The byte behind the signs that begin at one; the byte itself where none begins.
    pub(crate) fn end_of_signs(&self, coded: &[u8], from: usize) -> usize {
        let mut end = from;
        let may_begin = |at: usize| coded.get(at).is_some_and(|byte| self.may_begin[usize::from(*byte)]);
        while may_begin(end)
            && let Some(sign) = self.bytes.iter().find(|sign| coded[end..].starts_with(sign))
        {
            end += sign.len();
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_in_codes_as_in_the_text() {
        let signs = SignCodes::get();
        for c in (0..=0x2_0000).filter_map(char::from_u32) {
            let coded = encoded(c.encode_utf8(&mut [0; 4]));
            assert_eq!(signs.end_of_signs(&coded, 0) > 0, is_reading_sign(c), "{c}");
        }
        let coded = encoded("人\"《人");
        let first = encoded("人").len();
        assert_eq!(signs.end_of_signs(&coded, first), coded.len() - first);
        assert_eq!(signs.end_of_signs(&coded, coded.len()), coded.len());
    }
}

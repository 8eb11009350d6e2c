//! Tokens of the cluster: an encoding of terms that documents and queries share.
//!
//! The cluster's fields only split their text at white space. A term passes unchanged if it has no white space and is not too
//! long. [`token`] encodes every other term as such a token. Documents and queries both call it. Equal terms give equal tokens,
//! and different terms give different tokens.
//!
//! | term | token |
//! |---|---|
//! | a space | U+0005 in its place; the normaliser drops control characters, so no term contains one |
//! | other white space in the sense of Java's `Character.isWhitespace` | U+0006, its number in base 16, U+0006 |
//! | a result of more than 255 UTF-16 units | U+0007 and the hash of the term, in 32 digits |
//! | the empty term | U+0006 |
//!
//! The whitespace tokenizer splits a token of more than 255 units without an error.

use std::borrow::Cow;

/// Maximum length of a token that the whitespace tokenizer does not split, in UTF-16 units.
pub const MAX_TOKEN_UNITS: usize = 255;

const SPACE: char = '\u{5}';
const OTHER_SPACE: char = '\u{6}';
const HASHED: char = '\u{7}';

/// The token of a term. Two terms are equal exactly if their tokens are equal. A token has no white space, is not empty, and
/// has at most [`MAX_TOKEN_UNITS`] UTF-16 units.
///
/// ```
/// use jianbao_remote::token;
///
/// assert_eq!(token("国际"), "国际");
/// assert_eq!(token(" "), "\u{5}");
/// assert!(token(&"x".repeat(300)).len() < 40);
/// ```
pub fn token(term: &str) -> Cow<'_, str> {
    let is_short =
        |text: &str| text.len() <= MAX_TOKEN_UNITS || text.encode_utf16().count() <= MAX_TOKEN_UNITS;
    // Most terms are a few characters without a space.
    if !term.is_empty() && !term.contains(is_java_whitespace) && is_short(term) {
        return Cow::Borrowed(term);
    }
    let mut escaped = String::with_capacity(term.len() + 4);
    for c in term.chars() {
        match c {
            ' ' => escaped.push(SPACE),
            c if is_java_whitespace(c) => {
                escaped.push(OTHER_SPACE);
                escaped.push_str(&format!("{:x}", u32::from(c)));
                escaped.push(OTHER_SPACE);
            }
            c => escaped.push(c),
        }
    }
    if term.is_empty() {
        escaped.push(OTHER_SPACE);
    }
    if is_short(&escaped) {
        return Cow::Owned(escaped);
    }
    Cow::Owned(format!("{HASHED}{:032x}", xxhash_rust::xxh3::xxh3_128(term.as_bytes())))
}

/// The tokens of terms, as the text of a field.
pub(crate) fn field_text<'t>(terms: impl IntoIterator<Item = &'t String>) -> String {
    let mut text = String::new();
    for term in terms {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token(term));
    }
    text
}

/// True for white space by Java's `Character.isWhitespace`: separators of Unicode but the non-breaking ones, and some controls.
pub(crate) fn is_java_whitespace(c: char) -> bool {
    matches!(
        c,
        '\u{9}'..='\u{d}'
            | '\u{1c}'..='\u{20}'
            | '\u{1680}'
            | '\u{2000}'..='\u{2006}'
            | '\u{2008}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_term_that_the_normaliser_leaves_keeps_the_invariants() {
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            let normal = jianbao_analysis::normalize(&format!("a{c}a"));
            assert!(!normal.contains(|c: char| c != ' ' && is_java_whitespace(c)), "{c:?}");
            assert!(!normal.contains([SPACE, OTHER_SPACE, HASHED]), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn a_token_is_whole_and_tells_its_term(terms in prop::collection::vec("[a人𠀀 \t\u{3000}\u{a0}\u{2}]{0,5}|[a人𠀀 ]{120,300}", 1..40)) {
            let mut of_token: HashMap<String, String> = HashMap::new();
            for term in terms {
                let token = token(&term).into_owned();
                prop_assert!(!token.is_empty() && !token.contains(is_java_whitespace));
                prop_assert!(token.encode_utf16().count() <= MAX_TOKEN_UNITS);
                let same = of_token.entry(token).or_insert_with(|| term.clone());
                prop_assert_eq!(&*same, &term);
            }
        }
    }
}

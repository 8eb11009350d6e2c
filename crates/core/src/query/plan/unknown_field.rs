//! Words before a colon that are probably meant as the name of a field, but are not one.
//!
//! Much text contains a colon (10:30, 注意：高铁, http://a.com). A word before a colon is therefore reported only if
//! - it is similar to a known name: one edit away, or two if it has six letters or more; or
//! - the clause compares: `>`, `<` or `..` follows; or
//! - articles of the index have an unknown field of that name.
//!
//! Even then, the word is read as text.

use crate::text::edit_distance::edits;

/// Letters from which a name may differ in two edits.
const TWO_EDITS_CHARS: usize = 6;

/// Fewest letters of a name that may be near: every letter is one edit from every other.
const FEWEST_CHARS: usize = 2;

/// A word that is probably meant as the name of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownField {
    /// The word as typed.
    pub(super) name: String,
    /// The nearest known name.
    pub(super) nearest: Option<String>,
}

impl UnknownField {
    /// The unknown field that an unquoted text probably names, if any. `is_kept` returns true if articles have a kept key.
    pub(super) fn in_text<'n>(
        text: &str,
        known: impl Iterator<Item = &'n str>,
        is_kept: impl FnOnce(&str) -> bool,
    ) -> Option<UnknownField> {
        let (name, value) = text.split_once([':', '：'])?;
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let begins = name.chars().next().is_some_and(char::is_alphabetic);
        // The address of a page, and a text with a sign of its own.
        if !begins || !name.chars().all(is_word) || value.starts_with("//") {
            return None;
        }
        let nearest = nearest(name, known);
        let compares = value.starts_with(['>', '<', '＞', '＜']) || value.contains("..");
        (nearest.is_some() || compares || is_kept(name))
            .then(|| UnknownField { name: name.to_owned(), nearest: nearest.map(str::to_owned) })
    }
}

/// The known name with the fewest edits, the first in byte order of several.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    if name.len() < FEWEST_CHARS {
        return None;
    }
    let most = if name.len() >= TWO_EDITS_CHARS { 2 } else { 1 };
    let near = known.filter_map(|known| {
        let letters: Vec<char> = known.to_lowercase().chars().collect();
        let is_near_in_length = letters.len().abs_diff(name.len()) <= most && letters.len() >= FEWEST_CHARS;
        let edits = is_near_in_length.then(|| edits(&name, &letters))?;
        (edits <= most).then_some((edits, known))
    });
    near.min().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_likely_a_name_is_told_and_other_text_is_not() {
        let known = ["标题", "title", "source", "浏览量", "sentiment", "版"];
        let told = |text: &str| {
            let unknown = UnknownField::in_text(text, known.into_iter(), |name| name == "region")?;
            Some((unknown.name, unknown.nearest.unwrap_or_default()))
        };
        for (text, name, nearest) in [
            ("标提:春茶", "标提", "标题"),
            ("titel:a", "titel", "title"),
            ("sentmint:>0.5", "sentmint", "sentiment"),
            ("浏揽量：5", "浏揽量", "浏览量"),
            ("热度:>5", "热度", ""),
            ("热度:1..5", "热度", ""),
            ("region:云南", "region", ""),
        ] {
            assert_eq!(told(text), Some((name.to_owned(), nearest.to_owned())), "{text}");
        }
        for text in [
            "注意：高铁",
            "10:30",
            "http://a.com",
            "甲:乙",
            "“标提”:x",
            "热度",
            "sauces:a",
            "a..b",
            "比分3:2",
            ":",
            "标提 :x",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}

//! Variants of characters, and the standard character that each becomes.
//!
//! A *standard* character is one of the 8,105 characters of 通用规范汉字表 (2013).
//!
//! **Law.** A standard character is unchanged, unless it is in OpenCC's table of traditional characters or in
//! [`BOTH_STANDARD`]. So 昇, a character of names, does not become 升. Nor does 喆 become 哲, or 甦 稣. A variant becomes a standard
//! character, never another variant.
//!
//! The first of these sources that has a variant decides:
//!
//! 1. OpenCC's variants of Taiwan, Hong Kong and Japan, in the reverse direction: 衞 becomes 卫, 戦 becomes 战;
//! 2. `kZVariant` and `kSemanticVariant` of Unihan, if they lead to exactly one standard character: 砲 becomes 炮. The simplified
//!    form of a variant is treated likewise: 飈 becomes 飙, and so does 飚.
//!
//! [`CHOSEN`] decides where Unihan has several standard characters or a wrong one, and [`NOT_VARIANTS`] lists exceptions.
//! Components of characters (亻, 氵, 讠) are unchanged, because a text prints them only to discuss the component itself.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use unicode_normalization::char::decompose_canonical;

use crate::rules::simplest;
use crate::sources::Sources;

/// Standard characters that become other standard ones. Every word with the first is also printed with the second.
///
/// 黏膜 is also 粘膜, 黏土 also 粘土: 黏 was a variant of 粘 until 1988, and news prints either. 杧 occurs only in 杧果, which nearly
/// everybody writes 芒果. Not in the list, though often the same: 著 and 着 (著作 has only the first), 唯 and 惟, 账 and 帐, and variants
/// that are standard for names (喆, 堃, 犇, 珪, 邨).
pub const BOTH_STANDARD: [(char, char); 2] = [('黏', '粘'), ('杧', '芒')];

/// Variants for which the tables name several standard characters, or one that is wrong, and the one that is meant today.
pub const CHOSEN: [(char, char); 16] = [
    ('牠', '它'),
    ('妳', '你'),
    ('咊', '和'),
    ('偺', '咱'),
    ('喒', '咱'),
    ('嵜', '崎'),
    ('﨑', '崎'),
    ('廼', '乃'),
    ('恊', '协'),
    ('扵', '于'),
    ('濵', '滨'),
    ('燿', '耀'),
    ('盌', '碗'),
    ('胷', '胸'),
    ('躭', '耽'),
    ('飇', '飙'),
];

/// Characters with variants in Unihan that stay.
pub const NOT_VARIANTS: [&str; 2] = [
    // No Mandarin reading of theirs in Unihan 15.0 is one of the character that they would become.
    "㒷㚝㛛㤒㨉㨼㪯㭨㱿㷻䋲䘚䜊䜶䤠䩞䪿仼偊刋卭呠唊啍奞嫛幵怌抌枬欬氥湏漰緫繲腢苿茍蜶褺襮觍跴蹹轝隝雝霥頋頣鮧鵻𠕄𠚹𡜱𢜫𥡴𦈠𦕒𧋍𧹗𫔔𫚉𫜁𫞗",
    // Signs and names of today: the sign of Buddhism, the breath of Taoism, Japanese names with blossoms; and those whose
    // target in Unihan is another word than the one in print: 猋 is not 飑, 狥 is 徇 as often as 殉, 埶 is 势 too.
    "卍炁咲猋儓挢擗蹧埶刓狥踁豝",
];

/// The standard character of each variant. `simplified` is OpenCC's table of traditional characters.
///
/// # Panics
///
/// If a source is not in the form that it should have.
pub fn variants(sources: &Sources, simplified: &HashMap<char, char>) -> BTreeMap<char, char> {
    let standard: HashSet<char> = rows(&sources.standard_characters).flat_map(str::chars).collect();
    let simplest = |c: char| simplest(c, simplified);
    let is_open = |c: &char| !standard.contains(c) && !simplified.contains_key(c) && !is_decomposed(*c);
    let is_standard = |c: &char| standard.contains(c);

    let mut found = BTreeMap::new();
    for (target, forms) in sources.opencc_variants.iter().flat_map(|table| rows(table)).map(pair) {
        let Some(target) = target.chars().next().map(simplest).filter(is_standard) else { continue };
        for variant in forms.split(' ').filter_map(|form| form.chars().next()).filter(is_open) {
            found.entry(variant).or_insert(target);
        }
    }

    let parts: HashSet<char> = crate::radicals::ideographs(sources).map(|(_, ideograph)| ideograph).collect();
    let stays = |c: &char| parts.contains(c) || NOT_VARIANTS.iter().any(|listed| listed.contains(*c));
    let mut candidates: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for (variant, fields) in rows(&sources.unihan_variants).map(pair) {
        let variant = code_point(variant);
        // A target is `U+4E58`, or `U+4E58<` and the dictionaries that state it.
        let targets =
            pair(fields).1.split(' ').map(|target| code_point(target.split('<').next().unwrap_or("")));
        let targets: BTreeSet<char> = targets.map(simplest).filter(is_standard).collect();
        for form in BTreeSet::from([variant, simplest(variant)]).into_iter().filter(is_open) {
            candidates.entry(form).or_default().extend(&targets);
        }
    }
    for (variant, targets) in candidates {
        if let [target] = targets.into_iter().collect::<Vec<_>>()[..]
            && !stays(&variant)
        {
            found.entry(variant).or_insert(target);
        }
    }
    found.extend(CHOSEN.into_iter().chain(BOTH_STANDARD));
    found
}

/// The lines of a table without its comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn pair(line: &str) -> (&str, &str) {
    line.split_once('\t').unwrap_or_else(|| panic!("a line with a tab: {line}"))
}

fn code_point(text: &str) -> char {
    let number = text.strip_prefix("U+").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    number.and_then(char::from_u32).unwrap_or_else(|| panic!("a code point as in U+4E58: {text}"))
}

fn is_decomposed(c: char) -> bool {
    let mut is_decomposed = false;
    decompose_canonical(c, |d| is_decomposed |= d != c);
    is_decomposed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_variant_becomes_a_standard_character_and_a_standard_one_stays() {
        let sources = Sources::read().expect("the sources");
        let simplified = crate::rules::simplified(&sources.ts_characters);
        let variants = variants(&sources, &simplified);
        let standard: HashSet<char> = rows(&sources.standard_characters).flat_map(str::chars).collect();
        assert_eq!(standard.len(), 8_105);
        for (variant, target) in &variants {
            assert!(standard.contains(target), "{variant} {target}");
            assert!(!standard.contains(variant) || BOTH_STANDARD.contains(&(*variant, *target)), "{variant}");
        }
        let rules = Rules::new(&sources);
        for c in standard {
            let is_listed = BOTH_STANDARD.iter().any(|(listed, _)| *listed == c);
            assert!(rules.apply(c) == [c] || simplified.contains_key(&c) || is_listed, "{c}");
        }
    }

    #[test]
    fn lists_name_only_what_the_tables_leave_open() {
        let sources = Sources::read().expect("the sources");
        let unihan: HashSet<char> =
            rows(&sources.unihan_variants).map(|row| code_point(pair(row).0)).collect();
        let simplified = crate::rules::simplified(&sources.ts_characters);
        let of_simplified: HashSet<char> = unihan.iter().filter_map(|c| simplified.get(c).copied()).collect();
        for c in NOT_VARIANTS.concat().chars() {
            assert!(unihan.contains(&c) || of_simplified.contains(&c), "{c} needs no mention");
        }
        let standard = &sources.standard_characters;
        for (variant, _) in CHOSEN {
            assert!(unihan.contains(&variant) && !standard.contains(variant), "{variant}");
        }
    }
}

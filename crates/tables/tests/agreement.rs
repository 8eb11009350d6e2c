//! Agreement of the compiled tables, as `jianbao-analysis` reads them, with the readable rules and the sources.

use std::collections::HashMap;
use std::sync::LazyLock;

use jianbao_analysis::{Dictionary, NORMALIZER_VERSION, normalize};
use jianbao_tables::dictionary_blob::{Dictionaries, NormalFormCounts};
use jianbao_tables::rules::{self, LETTERS, Rules};
use jianbao_tables::sources::Sources;
use jianbao_tables::{dictionary_blob, normal_table, radicals, variants};
use proptest::prelude::*;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| Sources::read().expect("the pinned packages"));
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(&SOURCES));

#[test]
fn every_character_becomes_what_the_rules_say() {
    for c in (0..=0x10FFFF).filter_map(char::from_u32) {
        let text = c.to_string();
        assert_eq!(normalize(&text), RULES.normalize(&text), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn the_committed_normal_table_is_what_the_sources_give() {
    let compiled = normal_table::compile(&RULES);
    assert!(
        compiled == include_bytes!("../../analysis/data/normal.bin"),
        "run cargo run --release -p jianbao-tables"
    );
    // A change of the table must raise the version, and this hash with it.
    let hash = compiled.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    });
    assert_eq!((NORMALIZER_VERSION, hash), (2, 7_476_751_429_997_855_218));
}

#[test]
fn the_source_of_simplified_characters_is_as_described() {
    let lines: Vec<&str> = SOURCES.ts_characters.lines().filter(|line| !line.starts_with('#')).collect();
    let several = lines.iter().filter(|line| line.contains(' ')).count();
    assert_eq!((lines.len(), several), (4_114, 56));
}

#[test]
fn the_sources_of_variants_and_radicals_are_as_described() {
    let simplified = rules::simplified(&SOURCES.ts_characters);
    assert_eq!(variants::variants(&SOURCES, &simplified).len(), 1_263);
    assert_eq!(radicals::radicals(&SOURCES).count(), 328);
    assert_eq!(LETTERS.iter().map(|(_, letters)| letters.chars().count()).sum::<usize>(), 171);
}

#[test]
fn both_dictionaries_hold_what_the_sources_give() {
    let dictionaries = Dictionaries::new(&SOURCES, &RULES).expect("the sources are sound");
    for (dictionary, expected) in
        [(Dictionary::jieba(), dictionaries.jieba), (Dictionary::normal_form(), dictionaries.normal_form)]
    {
        let found: HashMap<String, u64> = dictionary.entries().into_iter().collect();
        let expected: HashMap<String, u64> =
            expected.into_iter().map(|(word, frequency)| (word, frequency.into())).collect();
        assert!(found == expected, "run cargo run --release -p jianbao-tables");
    }
    let counts =
        NormalFormCounts { unchanged: 345_515, changed: 1_513, merged: 1_945, with_ascii: 70, with_other: 2 };
    assert_eq!(dictionaries.counts, counts);
}

#[test]
fn every_part_of_speech_is_that_of_the_source() {
    let mut count = 0;
    let [jieba, normal_form] = [Dictionary::jieba(), Dictionary::normal_form()];
    for line in SOURCES.dictionary.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [word, _, tag] = fields[..] else { panic!("{line}") };
        if jieba.frequency(word).is_some() {
            assert_eq!(jieba.tag(word), Some(tag), "{line}");
            count += 1;
        }
        if normal_form.frequency(word).is_some() {
            assert_eq!(normal_form.tag(word), Some(tag), "{line}");
        }
    }
    assert_eq!(count, 349_044);
    let changed = normal_form.entries().into_iter().filter(|(word, _)| jieba.frequency(word).is_none());
    assert!(changed.map(|(word, _)| word).all(|word| normal_form.tag(&word).is_some()));
}

#[test]
fn the_committed_dictionary_is_what_the_sources_give() {
    let compiled = dictionary_blob::compile(&SOURCES, &RULES).expect("the sources are sound");
    let committed = [
        (&compiled.dictionary, &include_bytes!("../../analysis/data/dictionary.bin")[..]),
        (&compiled.tags, &include_bytes!("../../analysis/data/tags.bin")[..]),
    ];
    assert!(committed.iter().all(|(now, then)| *now == then), "run cargo run --release -p jianbao-tables");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn random_texts_become_what_the_rules_say(text in any_text()) {
        prop_assert_eq!(normalize(&text), RULES.normalize(&text));
    }
}

/// Any text, with many characters that a rule covers.
fn any_text() -> impl Strategy<Value = String> {
    let special = "aZ5 .,，Ｂ３　\n\t\u{200B}國際薴éßøɡ\u{301}\u{338}が戦牠⼯⺠∶﹕한“’—·〜ﬁ²①ゟヿ\u{2F800}\u{FE0F}ｶﾞＡ\u{FFA0}İẞ\u{85}";
    let chars = prop_oneof![
        1 => any::<char>(),
        3 => prop::sample::select(special.chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(chars, 0..40).prop_map(|chars| chars.into_iter().collect())
}

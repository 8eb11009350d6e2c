//! Recorded output of Python jieba 0.42.1, and word boundaries of the PKU gold standard.
//!
//! jieba-rs, our oracle, differs from Python jieba on purpose or by rounding. The differences are listed and counted here, so
//! that no other one goes unnoticed:
//!
//! - identifiers: `LPR-0.39%` is one word, in Python several;
//! - `cut_all`: every character that is an entry is listed, in Python only the characters outside longer entries; punctuation
//!   is listed one by one, in Python in clusters; empty strings are not listed.

use std::fs;

use jianbao_analysis::{Cut, Dictionary, Hmm, Segmenter};
use serde_json::Value;

use crate::agreement::THEIRS;
use crate::identity::assert_agreement;
use crate::shared;

/// The texts of the gold files, each with its recorded words by mode.
fn gold() -> Option<Vec<Value>> {
    let folder = shared::folder()?.join("gold/jieba");
    let files = ["jieba_py_reference.jsonl", "jieba_py_reference_news.jsonl"];
    let texts = files.map(|file| fs::read_to_string(folder.join(file)).expect("a gold file"));
    Some(texts.iter().flat_map(|text| text.lines()).map(|line| line.parse().expect("JSON")).collect())
}

fn words<'v>(value: &'v Value, mode: &str) -> Vec<&'v str> {
    value[mode]
        .as_array()
        .expect("a list of words")
        .iter()
        .map(|word| word.as_str().expect("a word"))
        .collect()
}

/// The texts on which `ours` and the recorded words of `mode` differ, with both.
fn differences(mode: &str, ours: impl Fn(&str) -> Vec<Cut>) -> Option<Vec<String>> {
    let mut differences = Vec::new();
    for line in gold()? {
        let text = line["text"].as_str().expect("a text");
        let ours: Vec<&str> = ours(text).iter().map(|cut| &text[cut.bytes()]).collect();
        let theirs = words(&line, mode);
        if ours != theirs {
            let at =
                ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
            let show = |words: &[&str]| words.iter().skip(at).take(6).copied().collect::<Vec<_>>().join("|");
            differences.push(format!("{mode}: ours {}, theirs {}", show(&ours), show(&theirs)));
        }
    }
    println!("{mode}: {} differences to Python jieba: {differences:?}", differences.len());
    Some(differences)
}

fn segmenter() -> Segmenter {
    Segmenter::new(Dictionary::jieba())
}

#[test]
fn without_the_model_words_are_those_of_python_jieba() {
    if let Some(differences) = differences("cut_no_hmm", |text| segmenter().cut(text, Hmm::Off)) {
        assert_eq!(differences, [""; 0]);
    }
    if let Some(differences) = differences("search_no_hmm", |text| segmenter().cut_for_search(text, Hmm::Off))
    {
        assert_eq!(differences, [""; 0]);
    }
}

#[test]
fn with_the_model_one_text_differs_from_python_jieba() {
    if let Some(differences) = differences("cut", |text| segmenter().cut(text, Hmm::On)) {
        assert_eq!(differences.len(), 1);
    }
    if let Some(differences) = differences("search", |text| segmenter().cut_for_search(text, Hmm::On)) {
        assert_eq!(differences.len(), 1);
    }
}

#[test]
fn all_entries_of_two_and_more_characters_are_those_of_python_jieba() {
    let is_longer_entry = |word: &&str| word.chars().nth(1).is_some() && word.chars().all(is_han);
    let (mut compared, mut texts) = (0, 0);
    for line in gold().unwrap_or_default() {
        let text = line["text"].as_str().expect("a text");
        let cuts = segmenter().cut_all(text);
        let ours: Vec<&str> = cuts.iter().map(|cut| &text[cut.bytes()]).filter(is_longer_entry).collect();
        let theirs: Vec<&str> = words(&line, "cut_all").into_iter().filter(is_longer_entry).collect();
        assert_eq!(ours, theirs, "{text}");
        compared += ours.len();
        texts += 1;
    }
    println!("compared {compared} entries in {texts} texts");
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FD5}').contains(&c)
}

#[test]
fn boundaries_of_the_pku_gold_standard_are_found_as_well_as_by_python_jieba() {
    let Some(folder) = shared::folder().map(|folder| folder.join("gold/segmentation")) else { return };
    let read =
        |file: &str| fs::read_to_string(folder.join(file)).expect("a gold file").replace('\u{FEFF}', "");
    let (test, gold) = (read("pku_test.utf8"), read("pku_test_gold.utf8"));
    let spans = |words: &mut dyn Iterator<Item = usize>| {
        let mut start = 0;
        words.map(|chars| (start, (start += chars, start).1)).collect::<Vec<_>>()
    };
    let (mut both, mut ours_count, mut gold_count) = (0, 0, 0);
    for (text, gold) in test.lines().zip(gold.lines()) {
        // Ours equals jieba-rs to the last digit.
        assert_agreement(&segmenter(), &THEIRS, text.trim());
        let ours = segmenter().cut(text.trim(), Hmm::On);
        let ours = spans(&mut ours.iter().map(|cut| cut.end_char - cut.start_char));
        let gold = spans(&mut gold.split_whitespace().map(|word| word.chars().count()));
        both += ours.iter().filter(|span| gold.binary_search(span).is_ok()).count();
        ours_count += ours.len();
        gold_count += gold.len();
    }
    println!("words of the PKU gold standard: {both} found, {gold_count} in gold, {ours_count} in ours");
    // F1 .8184; Python jieba 0.42.1 finds 82,099 with 96,287 words of its own, F1 .8183.
    assert_eq!((both, gold_count, ours_count), (82_100, 104_372, 96_271));
}

//! Saved pages of fourteen kinds from twelve sites, compared with the values that a person read on them.
//!
//! The pages belong to their publishers and stay outside the repository. For each file, `data/html-gold.json`
//! contains the day and the source as printed, and hashes (xxh3-64 of the text without white space) of the
//! title and of the first and last sentence of the body. A person read the pages. Captions of photographs
//! count as body; 原标题 and notes on the origin of pictures do not.

#![cfg(feature = "html")]

/// Needs that a machine may lack.
#[path = "../../../tests/skipping.rs"]
mod skipping;

use std::path::Path;

use jianbao_ingest::{Entry, ReadOptions, read_file};
use serde_json::Value;

fn hash(text: &str) -> String {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(dense.as_bytes()))
}

/// Sentences end with their punctuation and the closing quotes and brackets after it.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut is_over = false;
    for (at, c) in paragraph.char_indices() {
        if matches!(c, '。' | '！' | '？' | '!' | '?') {
            is_over = true;
        } else if is_over && !matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"') {
            sentences.push(&paragraph[start..at]);
            (start, is_over) = (at, false);
        }
    }
    sentences.push(&paragraph[start..]);
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

#[test]
fn saved_pages_have_their_title_and_the_ends_of_their_body() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = here.join("../../../shared/gold/html");
    if !pages.is_dir() {
        skipping::skip("corpus", format_args!("{} is not there", pages.display()));
        return;
    }
    let gold = std::fs::read_to_string(here.join("tests/data/html-gold.json")).unwrap();
    let gold: serde_json::Map<String, Value> = serde_json::from_str(&gold).unwrap();
    let (mut right, mut dates, mut sources) = (0, 0, 0);
    let mut report = Vec::new();
    for (name, truth) in &gold {
        let mut articles = Vec::new();
        read_file(&pages.join(name), &ReadOptions::default(), &mut |entry| {
            if let Entry::Article(article, _) = entry {
                articles.push(article);
            }
        })
        .unwrap();
        assert_eq!(articles.len(), 1, "{name}");
        let article = &articles[0];
        let first = article.body.first().map_or("", |paragraph| sentences(paragraph)[0]);
        let last = article.body.last().map_or("", |paragraph| sentences(paragraph).pop().unwrap_or_default());
        let title = article.title.as_deref().unwrap_or_default();
        let mut is_right = true;
        for (field, text) in [("title", title), ("first_sentence", first), ("last_sentence", last)] {
            if truth[field] != hash(text) {
                is_right = false;
                report.push(format!("{name}: {field}: {text}"));
            }
        }
        right += u32::from(is_right);
        let date = article.date.map(|date| date.to_string());
        let is_date = truth["date"].as_str() == date.as_deref();
        dates += u32::from(is_date);
        let source = article.source.as_deref();
        let is_source = truth["source"].as_str().is_none_or(|truth| Some(truth) == source);
        sources += u32::from(is_source);
        if !is_date || !is_source {
            report.push(format!(
                "{name}: {date:?}, {source:?} where {} and {} are printed",
                truth["date"], truth["source"]
            ));
        }
    }
    let of = gold.len();
    let figures = format!("{right} of {of} pages, {dates} dates, {sources} sources\n{}", report.join("\n"));
    #[expect(clippy::print_stderr, reason = "the figure, for whoever measures with --nocapture")]
    {
        eprintln!("{figures}");
    }
    assert!(right >= 12 && dates >= 13 && sources >= 12, "{figures}");
}

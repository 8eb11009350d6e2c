//! The quote law and the word law, against a [grep](crate::grep) without the index.
//!
//! At scale:
//!
//! ```text
//! JIANBAO_LAWS=../shared/corpus cargo test --release --test journeys -- --nocapture laws_hold_at_scale
//! ```
//!
//! 20,000 articles of the JSON lines in that folder, in several segments, one in twenty deleted; 10,000 quotes, 10,000
//! queries of words, 5,000 strings around signs, 2,000 mixed queries. Without the variable, the test prints that it was
//! skipped.

use std::collections::BTreeSet;
use std::path::Path;

use jianbao::analysis::normalize;
use jianbao::search::{DiagnosticKind, Requirement};
use jianbao::{Article, SearchRequest};

use crate::grep::{Random, World, has_number, real_articles, respelled, spliced_articles};
use crate::mixed_laws::assert_mixed_law;
use crate::signs::assert_sign_law;

pub(crate) fn assert_quote_law(world: &World, queries: usize, random: &mut Random) {
    let mut found = 0;
    for _ in 0..queries {
        // Now and then as long as the longest real quotes.
        let chars = if random.below(25) == 0 { 200 } else { 1 + random.below(20) };
        let mut piece = world.piece(chars, random);
        if random.below(12) == 0 {
            piece = (*random.pick(&["这是", "的", "了在", "。", "，", "》", "1", "A", "国"])).to_owned();
        } else if random.below(8) == 0 {
            // A string that most likely occurs nowhere.
            piece = format!("{}{}", piece, world.piece(3, random));
        }
        let piece = respelled(&piece, random);
        let needle = normalize(&piece);
        // A quotation mark ends a quote; every other character may be in one.
        let quotable =
            piece.replace(['"', '“', '”', '‘', '’', '「', '」', '『', '』', '＂', '〝', '〞', '〟'], "");
        if normalize(&quotable) != needle || needle.is_empty() {
            continue;
        }
        let expected = world.grep(&needle);
        found += expected.len();
        let got = world.search(&format!("\"{quotable}\""));
        assert!(
            got.iter().map(String::as_str).eq(expected.iter().copied()),
            "{quotable:?}: {got:?} {expected:?}"
        );
    }
    assert!(found > queries / 2, "the queries find too little to prove anything: {found}");
}

pub(crate) fn assert_word_law(world: &World, queries: usize, random: &mut Random) {
    let mut found = 0;
    for _ in 0..queries {
        let pieces: Vec<String> =
            (0..1 + random.below(3)).map(|_| world.piece(1 + random.below(6), random)).collect();
        let letters = |c: &char| c.is_alphanumeric() || *c == '.';
        let query: Vec<String> = pieces.iter().map(|piece| piece.chars().filter(letters).collect()).collect();
        // Alone between spaces these are operators, and the query another one.
        if query.iter().any(|piece| ["且", "或", "非", "AND", "OR", "NOT"].contains(&piece.as_str())) {
            continue;
        }
        // A Latin word and a number with a space between are both, or one run.
        let is_one_run = |pair: &[String]| {
            let (end, start) = (pair[0].chars().next_back(), pair[1].chars().next());
            end.is_some_and(|c| c.is_ascii_alphanumeric()) && start.is_some_and(|c| c.is_ascii_alphanumeric())
        };
        if query.windows(2).any(is_one_run) {
            continue;
        }
        let query = query.join(" ");
        let required = world.index.explain(&SearchRequest::new(&query), None).unwrap().required;
        if required.is_empty() || required.iter().any(|word| has_number(word)) {
            continue;
        }
        assert_binding(world, &query);
        let mut expected = world.contains(&required[0]);
        for word in &required[1..] {
            let holding = world.contains(word);
            expected.retain(|id| holding.contains(id));
        }
        found += expected.len();
        let got = world.search(&query);
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{query:?} {required:?}");
    }
    assert!(found > queries / 2, "the queries find too little to prove anything: {found}");
}

/// A string of single characters and words is searched as a whole exactly if some article contains it.
fn assert_binding(world: &World, query: &str) {
    let explanation = world.index.explain(&SearchRequest::new(query), None).unwrap();
    let bound = |part: &Requirement| match part {
        Requirement::Joined { text, apart, .. } if !apart.is_empty() => Some(text.clone()),
        _ => None,
    };
    let requirement = &explanation.requirement;
    for text in requirement.parts().iter().chain([requirement]).filter_map(bound) {
        assert!(!world.contains(&text).is_empty(), "{query}: {text} is bound");
    }
    for diagnostic in &explanation.diagnostics {
        if let DiagnosticKind::AskedApart { text } = &diagnostic.kind {
            assert!(has_number(text) || world.contains(text).is_empty(), "{query}: {text} is asked apart");
        }
    }
}

#[test]
fn what_is_negated_is_what_grep_does_not_find() {
    let mut random = Random(99);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    let all = world.scan(|_| true);
    for _ in 0..300 {
        let (word, piece) = (world.piece(2, &mut random), world.piece(1 + random.below(4), &mut random));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (word, piece) = (letters(&word), letters(&piece));
        if word.is_empty() || piece.is_empty() || has_number(&piece) {
            continue;
        }
        let without = world.contains(&normalize(&piece));
        let expected: BTreeSet<&str> = all.difference(&without).copied().collect();
        let got = world.search(&format!("-{piece}"));
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "-{piece}");
        let holding = world.grep(&normalize(&word));
        let expected: BTreeSet<&str> = holding.difference(&without).copied().collect();
        let got = world.search(&format!("\"{word}\" -{piece}"));
        assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{word} -{piece}");
    }
}

#[test]
fn the_title_and_the_body_are_told_apart() {
    let mut random = Random(3);
    let world = World::new(spliced_articles(200, &mut random), 4, &mut random);
    for _ in 0..200 {
        let chars = 1 + random.below(4);
        let piece: String = world.piece(chars, &mut random).chars().filter(|c| c.is_alphanumeric()).collect();
        let needle = normalize(&piece);
        if needle.is_empty() {
            continue;
        }
        for (field, index) in [("标题", 0), ("正文", 1)] {
            let expected = world.scan(|seen| seen.fields[index].holds(&needle));
            let got = world.search(&format!("{field}:\"{piece}\""));
            assert!(got.iter().map(String::as_str).eq(expected.iter().copied()), "{field} {piece}");
        }
    }
}

#[test]
fn a_quote_finds_what_grep_finds() {
    let mut random = Random(20_261_123);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_quote_law(&world, 2_500, &mut random);
}

#[test]
fn unquoted_text_finds_what_holds_every_word() {
    let mut random = Random(7);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_word_law(&world, 1_000, &mut random);
}

#[test]
fn the_laws_hold_on_real_news() {
    let mut random = Random(42);
    let Some(articles) = real_articles(400) else { return };
    let world = World::new(articles, 6, &mut random);
    assert_quote_law(&world, 500, &mut random);
    assert_word_law(&world, 300, &mut random);
}

/// Articles of every JSON lines file in a folder, the same number of each.
fn articles_of(folder: &Path, count: usize) -> Vec<Article> {
    let mut files: Vec<_> = (std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    let each = count / files.len();
    let mut articles = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        articles.extend(text.lines().take(each).map(|line| serde_json::from_str::<Article>(line).unwrap()));
    }
    articles
}

#[test]
fn the_laws_hold_at_scale() {
    let Some(folder) = std::env::var_os("JIANBAO_LAWS") else {
        #[expect(clippy::print_stdout, reason = "a test that does not run says so")]
        {
            println!("skipped: JIANBAO_LAWS names no folder of JSON lines");
        }
        return;
    };
    let mut random = Random(20_261_124);
    let world = World::new(articles_of(Path::new(&folder), 20_000), 8, &mut random);
    #[expect(clippy::print_stdout, reason = "a long test says what it did")]
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let world = &world;
            scope.spawn(move || {
                let mut random = Random(thread);
                for tenth in 1..=10 {
                    assert_quote_law(world, 500, &mut random);
                    assert_word_law(world, 500, &mut random);
                    assert_sign_law(world, 250, &mut random);
                    println!(
                        "thread {thread}: {tenth} of 10 parts of quotes, words and signs, no difference"
                    );
                }
                for tenth in 1..=10 {
                    assert_mixed_law(world, 100, &mut random);
                    println!("thread {thread}: {tenth} of 10 parts of mixed queries, no difference");
                }
            });
        }
    });
    #[expect(clippy::print_stdout, reason = "a long test says what it did")]
    {
        println!("{} articles, 25,000 queries and 2,000 mixed ones: no difference", world.articles.len());
    }
}

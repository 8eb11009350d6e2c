//! Numbers of added articles, and names of the fields that jianbao does not know.

use std::collections::BTreeMap;
use std::fs;

use jianbao::index::Rebuilt;
use jianbao::search::DiagnosticKind;
use jianbao::{Article, Index, Matching, SearchRequest, index_paths};

use crate::grep::Random;

fn article(id: usize) -> Article {
    Article { id: Some(format!("{id:03}")), title: Some("雨后".into()), ..Article::default() }
}

/// The ids of the articles added after a number.
fn after(index: &Index, number: u64) -> Vec<String> {
    let request = SearchRequest::new("雨后").matching(Matching::All).limit(1000).added_after(number);
    let mut ids = index.ids(&request).unwrap();
    ids.sort_unstable();
    assert_eq!(index.search(&request).unwrap().total, ids.len() as u64);
    ids
}

/// Adds, replaces and removes articles at random, beside a list of the numbers that are expected.
fn changed_at_random(index: &Index, random: &mut Random) {
    let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
    let mut highest = 0;
    for _ in 0..12 {
        let before = index.sequence();
        let known = numbers.clone();
        let mut writer = index.writer().unwrap();
        for _ in 0..1 + random.below(9) {
            let id = random.below(60);
            let key = format!("{id:03}");
            if random.below(4) == 0 {
                assert_eq!(writer.remove(&key).unwrap(), numbers.remove(&key).is_some());
            } else {
                writer.add(article(id)).unwrap();
                numbers.entry(key).or_insert_with(|| {
                    highest += 1;
                    highest
                });
            }
        }
        writer.finish().unwrap();
        if random.below(3) == 0 {
            index.compact().unwrap();
        }
        let added: Vec<String> = numbers
            .iter()
            .filter(|(id, number)| known.get(*id) != Some(number))
            .map(|(id, _)| id.clone())
            .collect();
        assert_eq!(after(index, before), added, "new since the last look");
        let number = random.below(1 + usize::try_from(highest).unwrap()) as u64;
        let expect: Vec<String> =
            numbers.iter().filter(|(_, of)| **of > number).map(|(id, _)| id.clone()).collect();
        assert_eq!(after(index, number), expect, "above {number}");
        assert!(index.sequence() <= highest);
    }
}

#[test]
fn an_article_added_later_has_a_higher_number_and_a_newer_version_keeps_it() {
    for seed in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        changed_at_random(&Index::in_memory().unwrap(), &mut Random(seed));
        changed_at_random(&Index::create(folder.path().join(".jianbao")).unwrap(), &mut Random(seed));
    }
}

#[test]
fn of_a_file_that_grew_only_the_new_articles_are_new() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let line = |title: &str| format!("{{\"title\": \"雨后{title}\"}}\n");
    fs::write(&path, line("一") + &line("二")).unwrap();
    let index = Index::create(folder.path().join(".jianbao")).unwrap();
    index_paths(&index, std::slice::from_ref(&path), &mut |_| {}).unwrap();
    let seen = index.sequence();
    assert_eq!((seen, after(&index, seen).len()), (2, 0));
    fs::write(&path, line("一") + &line("三") + &line("二")).unwrap();
    index_paths(&index, &[path], &mut |_| {}).unwrap();
    let new = after(&index, seen);
    assert_eq!(new.len(), 1);
    assert_eq!(index.get(&new[0]).unwrap().unwrap().title.unwrap(), "雨后三");
}

#[test]
fn numbers_outlive_the_newest_article_a_rollback_and_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".jianbao");
    let index = Index::create(&path).unwrap();
    let mut writer = index.writer().unwrap();
    for id in 0..5 {
        writer.add(article(id)).unwrap();
    }
    writer.commit().unwrap();
    let seen = index.sequence();
    assert_eq!(seen, 5);
    writer.remove("004").unwrap();
    writer.add(article(7)).unwrap();
    writer.rollback().unwrap();
    writer.remove("004").unwrap();
    writer.finish().unwrap();
    index.compact().unwrap();
    drop(index);
    let Rebuilt { index, .. } = Index::rebuild(&path, None).unwrap();
    assert_eq!(after(&index, 2), ["002", "003"], "a rebuild keeps the numbers");
    let mut writer = index.writer().unwrap();
    writer.add(article(8)).unwrap();
    writer.finish().unwrap();
    assert_eq!(after(&index, seen), ["008"], "the number of the removed article is not used again");
}

#[test]
fn the_names_of_unknown_fields_are_counted_over_living_articles() {
    let folder = tempfile::tempdir().unwrap();
    for index in [Index::in_memory().unwrap(), Index::create(folder.path().join(".jianbao")).unwrap()] {
        let mut writer = index.writer().unwrap();
        for (id, keys) in
            [(1, &["热度", "标签"][..]), (2, &["热度"]), (3, &["Mood"]), (4, &["热度"]), (5, &[])]
        {
            let mut article = article(id);
            article.extra.extend(keys.iter().map(|key| ((*key).to_owned(), 7.into())));
            writer.add(article).unwrap();
            writer.commit().unwrap();
        }
        writer.remove("001").unwrap();
        writer.finish().unwrap();
        for _ in 0..2 {
            let keys = index.kept_keys().unwrap();
            let counts: Vec<_> = keys.iter().map(|key| (key.key.as_str(), key.articles)).collect();
            assert_eq!(counts, [("热度", 2), ("Mood", 1)]);
            index.compact().unwrap();
        }
    }
}

#[test]
fn a_query_that_names_an_unknown_field_of_the_articles_is_told_so() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut hot = article(1);
    hot.extra.insert("热度".into(), 7.into());
    writer.add(hot).unwrap();
    writer.finish().unwrap();
    let told = |query: &str| {
        let response = index.search(&SearchRequest::new(query)).unwrap();
        let told = response.diagnostics.into_iter().filter_map(|told| match told.kind {
            DiagnosticKind::UnknownField { name, nearest } => Some((name, nearest, told.span)),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    let unknown = ("热度".to_owned(), None, 7..13);
    assert_eq!(told("雨后 热度:7"), [unknown]);
    for silent in ["雨后 热:7", "雨后 热度", "雨后 热度7:5", "雨后 “热度:7”", "雨后 注意：高铁"]
    {
        assert_eq!(told(silent), [], "{silent}");
    }
}

use super::*;
use crate::index::key_field::KeyField;
use crate::storage::file_table::FileState;

#[test]
fn what_a_writer_does_comes_after_the_last_commit() {
    let index = Index::in_memory().unwrap();
    for _ in 0..3 {
        let mut writer = index.writer().unwrap();
        let committed = index.engine().load_metas().unwrap().opstamp;
        let first = writer.engine().unwrap().delete_term(Term::from_field_text(index.fields().file, "a"));
        assert!(first > committed, "{first} {committed}");
        writer.add(Article { title: Some("雨后".into()), ..Article::default() }).unwrap();
        writer.finish().unwrap();
    }
}

fn titled(id: &str, title: &str) -> Article {
    Article { id: Some(id.to_owned()), title: Some(title.to_owned()), ..Article::default() }
}

#[test]
fn one_writer_at_a_time_from_its_opening_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    for index in [Index::in_memory().unwrap(), Index::create(&path).unwrap()] {
        let is_locked = || matches!(index.writer(), Err(Error::Locked { .. }));
        let mut writer = index.writer().unwrap();
        assert!(is_locked() && writer.engine.is_none(), "before its first change");
        writer.add(titled("1", "雨后")).unwrap();
        assert!(is_locked() && writer.engine.is_some());
        writer.commit().unwrap();
        assert!(is_locked());
        writer.rollback().unwrap();
        assert!(is_locked(), "after a rollback");
        drop(writer);
        drop(index.writer().unwrap());
        assert!(!is_locked());
    }
    let other = Index::open(&path).unwrap();
    let writer = Index::open(&path).unwrap().writer().unwrap();
    assert!(matches!(other.writer(), Err(Error::Locked { .. })));
    drop(writer);
}

#[test]
fn a_rollback_gives_up_what_was_not_committed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for index in [Index::in_memory().unwrap(), Index::create(folder.path().join("clippings")).unwrap()] {
        let mut writer = index.writer().unwrap();
        writer.add(titled("1", "雨后")).unwrap();
        writer.file("a").unwrap().finish(FileState::default()).unwrap();
        writer.commit().unwrap();
        writer.add(titled("1", "街上")).unwrap();
        writer.add(titled("2", "街上")).unwrap();
        writer.remove_file("a").unwrap();
        writer.rollback().unwrap();
        assert_eq!(writer.files().get("a").is_some(), index.path().is_some(), "files are of directories");
        assert!(writer.add(titled("2", "春茶")).unwrap().replaced.is_none());
        assert!(writer.remove("1").unwrap());
        writer.finish().unwrap();
        let titles: Vec<_> =
            index.articles().unwrap().map(|article| article.unwrap().title.unwrap()).collect();
        assert_eq!(titles, ["春茶"]);
    }
}

#[test]
fn a_commit_is_due_by_count_by_bytes_and_by_age_and_never_inside_a_file() {
    let by_count = WriterOptions::default().commit_articles(2);
    let by_bytes = WriterOptions::default().commit_bytes(1);
    let by_age = WriterOptions::default().commit_interval(std::time::Duration::ZERO);
    for (options, expect) in [(by_count, [0, 2, 2]), (by_bytes, [1, 2, 3]), (by_age, [1, 2, 3])] {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer_with(options).unwrap();
        let mut file = writer.file("a").unwrap();
        for id in ["7", "8", "9"] {
            file.add(titled(id, "春茶")).unwrap();
            assert!(index.is_empty());
        }
        file.finish(FileState::default()).unwrap();
        assert_eq!(index.len(), 3);
        for (id, count) in ["1", "2", "3"].into_iter().zip(expect) {
            writer.add(titled(id, "雨后")).unwrap();
            assert_eq!(index.len(), 3 + count);
        }
    }
}

#[test]
fn a_file_that_is_not_finished_is_in_no_table_and_keeps_its_articles() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut file = writer.file("a").unwrap();
    file.add(titled("1", "雨后")).unwrap();
    drop(file);
    assert!(writer.files().get("a").is_none());
    assert!(writer.file("a").unwrap().was_there());
    writer.add(titled("2", "街上")).unwrap();
    writer.finish().unwrap();
    assert_eq!(index.len(), 1, "the first went with the file's second beginning");
}

fn at(url: &str, id: Option<&str>, title: &str) -> Article {
    let id = id.map(str::to_owned);
    Article { id, url: Some(url.to_owned()), title: Some(title.to_owned()), ..Article::default() }
}

fn titles(index: &Index) -> Vec<String> {
    index.articles().unwrap().map(|article| article.unwrap().title.unwrap()).collect()
}

#[test]
fn an_article_replaces_the_one_with_its_address_before_and_after_commits() {
    let folder = tempfile::tempdir().unwrap();
    for index in [Index::in_memory().unwrap(), Index::create(folder.path().join("clippings")).unwrap()] {
        for commits in [0, 1, 2] {
            let options = WriterOptions::default().replace_by(KeyField::Url);
            let mut writer = index.writer_with(options).unwrap();
            let first = writer.add(at("u/1", None, "雨后")).unwrap();
            let other = writer.add(at("U/1", Some("other"), "街上")).unwrap();
            assert!(other.replaced.is_none(), "addresses differ in case");
            if commits > 0 {
                writer.commit().unwrap();
            }
            let again = writer.add(at(" u/1 ", None, "雨后又")).unwrap();
            assert_eq!(again.id, first.id, "an article without an id takes that of its predecessor");
            assert_eq!(again.replaced.unwrap().id, first.id);
            if commits > 1 {
                writer.commit().unwrap();
            }
            let named = writer.add(at("u/1", Some("b"), "雨后三")).unwrap();
            assert_eq!(named.replaced.unwrap().id, first.id);
            assert!(!writer.remove(&first.id).unwrap(), "it is gone");
            // The address of an article that has another one now is free.
            assert_eq!(writer.add(at("u/2", Some("b"), "雨后四")).unwrap().replaced.unwrap().id, "b");
            assert!(writer.add(at("u/1", Some("c"), "春茶")).unwrap().replaced.is_none());
            writer.remove("c").unwrap();
            assert!(writer.add(at("u/1", Some("d"), "春茶")).unwrap().replaced.is_none());
            writer.finish().unwrap();
            assert_eq!(titles(&index), ["雨后四", "春茶", "街上"]);
            let mut writer = index.writer().unwrap();
            for id in ["b", "d", "other"] {
                writer.remove(id).unwrap();
            }
            writer.finish().unwrap();
        }
    }
}

#[test]
fn a_page_that_was_crawled_again_keeps_its_number_unless_it_has_another_id() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer_with(WriterOptions::default().replace_by(KeyField::Url)).unwrap();
    writer.add(at("u/1", None, "雨后")).unwrap();
    writer.commit().unwrap();
    for _ in 0..2 {
        writer.add(at("u/1", None, "雨后又")).unwrap();
        writer.commit().unwrap();
        assert_eq!(index.sequence(), 1);
    }
    writer.add(at("u/1", Some("b"), "雨后三")).unwrap();
    writer.finish().unwrap();
    assert_eq!((index.sequence(), titles(&index)), (2, vec!["雨后三".to_owned()]));
}

fn numbered(id: Option<&str>, numbers: serde_json::Value) -> Article {
    let mut article = titled("", "雨后");
    article.id = id.map(str::to_owned);
    article.extra.insert("No".to_owned(), numbers);
    article
}

#[test]
fn an_article_replaces_those_with_one_of_its_values_of_a_field_of_ones_own() {
    let index = Index::builder()
        .field("稿号,no:keyword".parse().unwrap())
        .field("浏览:integer".parse().unwrap())
        .field("摘要:text".parse().unwrap())
        .in_memory()
        .unwrap();
    for (field, code) in [("编号", "unknown-field"), ("浏览", "field-misuse"), ("摘要", "field-misuse")]
    {
        let refused =
            index.writer_with(WriterOptions::default().replace_by(field.parse().unwrap())).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
    for has_commits in [false, true] {
        let mut writer =
            index.writer_with(WriterOptions::default().replace_by(KeyField::Own("NO".into()))).unwrap();
        let mut add = |article: Article| {
            let added = writer.add(article).unwrap();
            if has_commits {
                writer.commit().unwrap();
            }
            (added.id, added.replaced.map(|replaced| replaced.id))
        };
        let (first, none) = add(numbered(None, "Ａ-1".into()));
        assert_eq!(none, None);
        assert_eq!(add(numbered(Some("b"), ["a-2", "a-3"].into())), ("b".into(), None));
        assert_eq!(add(numbered(None, "a-1".into())), (first.clone(), Some(first.clone())), "in normal form");
        // Two at once; it takes the id of the one with its first value.
        assert_eq!(add(numbered(None, ["a-3", "a-1"].into())), ("b".into(), Some("b".into())));
        assert_eq!(add(numbered(Some("c"), "a-2".into())), ("c".into(), None), "b has it no longer");
        assert_eq!(add(numbered(Some("d"), [" ", "a-9", "a-1"].into())), ("d".into(), Some("b".into())));
        assert_eq!(add(numbered(Some("e"), 3.into())), ("e".into(), None));
        assert_eq!(add(numbered(Some("f"), ["3"].into())), ("f".into(), Some("e".into())));
        assert_eq!(add(numbered(Some("g"), serde_json::Value::Null)), ("g".into(), None));
        writer.finish().unwrap();
        let mut ids: Vec<String> =
            index.articles().unwrap().map(|article| article.unwrap().id.unwrap()).collect();
        ids.sort();
        assert_eq!(ids, ["c", "d", "f", "g"]);
        let mut writer = index.writer().unwrap();
        for id in ids {
            writer.remove(&id).unwrap();
        }
        writer.finish().unwrap();
    }
}

#[test]
fn addresses_of_any_length_are_keys_and_none_is_no_key() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer_with(WriterOptions::default().replace_by(KeyField::Url)).unwrap();
    let long = format!("https://news.example.cn/?{}", "a".repeat(100_000));
    for (number, url) in [&long, &long, &format!("{long}b"), "", "", " "].into_iter().enumerate() {
        writer.add(at(url, Some(&number.to_string()), "雨后")).unwrap();
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    assert_eq!(index.len(), 5);
}

#[test]
fn an_id_is_as_long_as_a_url_and_a_longer_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    let index = Index::create(&path).unwrap();
    let longest = format!("https://news.example.cn/{}", "é".repeat((MAX_ID_BYTES - 24) / 2));
    assert_eq!(longest.len(), MAX_ID_BYTES);
    let mut writer = index.writer().unwrap();
    for _ in 0..2 {
        assert!(writer.add(titled(&longest, "雨后")).unwrap().replaced.is_none());
        assert!(writer.add(titled(&longest, "街上")).unwrap().replaced.is_some());
        let refused = writer.add(titled(&format!("{longest}b"), "春茶")).unwrap_err();
        assert!(refused.is_of_one_article(), "{refused}");
        writer.commit().unwrap();
        assert!(writer.add(titled(&longest, "雨后")).unwrap().replaced.is_some());
        assert!(writer.remove(&longest).unwrap());
    }
    writer.add(titled(&longest, "春茶")).unwrap();
    writer.add(titled("short", "夜场")).unwrap();
    writer.finish().unwrap();
    drop(index);
    assert!(crate::verify(&path).unwrap().damage.is_empty());
    let index = Index::rebuild(&path, None).unwrap().index;
    assert_eq!(index.get(&longest).unwrap().unwrap().title.as_deref(), Some("春茶"));
    assert_eq!(titles(&index), ["春茶", "夜场"]);
}

use super::*;
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

//! One index, many threads: searches run while a writer commits, and each sees one complete commit.

use std::sync::atomic::{AtomicBool, Ordering};

use jianbao::{Article, Index, SearchRequest};

/// The articles of one commit.
const BATCH: u64 = 10;

/// The commits.
const COMMITS: u64 = 30;

fn article(commit: u64, number: u64) -> Article {
    Article {
        id: Some(format!("{commit}-{number}")),
        title: Some("卖花".into()),
        body: vec![format!("雨后的街上，卖花的人又出来了，第{commit}回。")],
        ..Article::default()
    }
}

fn is_shared_between_threads<T: Clone + Send + Sync>(_: &T) {}

fn stress(index: &Index) {
    is_shared_between_threads(index);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let index = index.clone();
                let is_over = &is_over;
                scope.spawn(move || {
                    let (mut last, mut searches) = (0, 0);
                    while !is_over.load(Ordering::Relaxed) {
                        let response =
                            index.search(&SearchRequest::new("“卖花的人” 雨后").limit(500)).unwrap();
                        assert_eq!(response.total % BATCH, 0, "part of a commit");
                        assert!(response.total >= last, "an earlier commit after a later one");
                        assert_eq!(
                            response.hits.len() as u64,
                            response.total,
                            "the count and the hits are of one commit"
                        );
                        last = response.total;
                        searches += 1;
                    }
                    searches
                })
            })
            .collect();
        let mut writer = index.writer().unwrap();
        for commit in 0..COMMITS {
            for number in 0..BATCH {
                writer.add(article(commit, number)).unwrap();
            }
            // A replaced article is never there twice, and never missing.
            for number in 0..BATCH {
                writer.add(article(commit / 2, number)).unwrap();
            }
            writer.commit().unwrap();
        }
        writer.finish().unwrap();
        is_over.store(true, Ordering::Relaxed);
        let searches: usize = readers.into_iter().map(|reader| reader.join().unwrap()).sum();
        assert!(searches > 0);
    });
    assert_eq!(index.search(&SearchRequest::new("卖花")).unwrap().total, BATCH * COMMITS);
}

#[test]
fn searches_beside_a_writer_each_see_one_whole_commit_in_memory() {
    stress(&Index::in_memory().unwrap());
}

#[test]
fn searches_beside_a_writer_each_see_one_whole_commit_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    stress(&Index::create(folder.path().join("index")).unwrap());
}

#[test]
fn another_handle_sees_a_commit_once_it_reloads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let first = Index::create(&path).unwrap();
    let other = Index::open(&path).unwrap();
    let mut writer = first.writer().unwrap();
    writer.add(article(0, 0)).unwrap();
    assert_eq!(first.len(), 0, "nothing is seen before the commit");
    writer.commit().unwrap();
    assert_eq!((first.len(), other.len()), (1, 0));
    other.reload().unwrap();
    assert_eq!(other.len(), 1);
}

/// A handle must not answer from an index with other settings.
#[test]
fn a_handle_notices_that_another_index_took_the_place_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let handle = Index::create(&path).unwrap();
    Index::rebuild(&path, Some("江城工匠 500\n")).unwrap();
    assert!(matches!(handle.reload(), Err(jianbao::Error::Exchanged { .. })));
    assert_eq!(
        handle.search(&SearchRequest::new("卖花")).unwrap().total,
        0,
        "what it has open it still reads"
    );
    std::fs::remove_dir_all(&path).unwrap();
    assert!(matches!(handle.reload(), Err(jianbao::Error::Exchanged { .. })));
}

#[cfg(unix)]
#[test]
fn an_index_that_may_not_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let index = Index::create(&path).unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(article(0, 0)).unwrap();
    writer.finish().unwrap();
    // Readable by all, like new files, though tantivy alone would make some of them private.
    for entry in std::fs::read_dir(&path).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_ne!(mode & 0o044, 0, "{mode:o}");
    }
    let set_mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o555);
    assert_eq!(Index::open(&path).unwrap().len(), 1);
    assert!(jianbao::index::verify(&path).unwrap().damage.is_empty());
    if std::fs::write(path.join("file"), "").is_ok() {
        let reason = "this user may write everywhere (the faults of the command line have a read-only disk)";
        crate::skipping::skip("unprivileged", reason);
    } else {
        let refused = Index::open(&path).unwrap().writer().unwrap_err();
        assert!(
            !matches!(refused, jianbao::Error::Locked { .. } | jianbao::Error::Corrupt { .. }),
            "{refused:?}"
        );
    }
    set_mode(0o755);
}

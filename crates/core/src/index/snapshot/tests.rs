use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use jianbao_article::Article;

use super::*;
use crate::corruption::CorruptionKind;
use crate::index::verify::verify;
use crate::index::writer_options::WriterOptions;

fn titled(id: &str, title: &str) -> Article {
    Article { id: Some(id.to_owned()), title: Some(title.to_owned()), ..Article::default() }
}

fn ids(index: &Index) -> Vec<String> {
    index.articles().unwrap().map(|article| article.unwrap().id.unwrap()).collect()
}

/// An index of two commits, one of which deletes an article and has a file.
fn made(path: &Path) -> Index {
    let index = Index::create(path).unwrap();
    let mut writer = index.writer().unwrap();
    for id in ["a", "b", "c"] {
        writer.add(titled(id, "雨后")).unwrap();
    }
    writer.commit().unwrap();
    writer.remove("b").unwrap();
    let mut file = writer.file("news/d.txt").unwrap();
    file.add(titled("d", "街上")).unwrap();
    file.finish(crate::FileState { articles: 1, ..crate::FileState::default() }).unwrap();
    writer.finish().unwrap();
    index
}

#[test]
fn a_copy_is_the_index_and_each_changes_without_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("clippings"), folder.path().join("backups/monday"));
    let index = made(&path);
    fs::write(path.join("diary.txt"), "mine").unwrap();
    let snapshot = index.snapshot_to(&copy).unwrap();
    assert_eq!((snapshot.articles, snapshot.path.as_path()), (3, copy.as_path()));
    assert!(snapshot.files > 10 && snapshot.bytes > 1000, "{snapshot:?}");
    assert_eq!(verify(&copy).unwrap().damage, []);
    assert!(!copy.join("diary.txt").exists());
    assert_eq!(fs::read_dir(folder.path().join("backups")).unwrap().count(), 1, "nothing is left beside it");
    let copied = Index::open(&copy).unwrap();
    assert_eq!(copied.files().unwrap(), index.files().unwrap());
    assert_eq!(ids(&copied), ["a", "c", "d"]);
    // A writer of either removes and merges.
    for (index, other) in [(&index, &copied), (&copied, &index)] {
        let before = ids(other);
        let mut writer = index.writer().unwrap();
        writer.remove("a").unwrap();
        writer.add(titled("e", "春茶")).unwrap();
        writer.finish().unwrap();
        index.compact().unwrap();
        assert_eq!(ids(index), ["c", "d", "e"]);
        assert_eq!(ids(&Index::open(other.path().unwrap()).unwrap()), before);
        for path in [&path, &copy] {
            let verification = verify(path).unwrap();
            assert!(verification.damage.is_empty(), "{verification:?}");
        }
    }
    let rebuilt = Index::rebuild(&copy, None).unwrap();
    assert_eq!(ids(&rebuilt.index), ["c", "d", "e"]);
}

#[test]
fn a_place_that_is_not_free_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    let index = made(&path);
    let diary = folder.path().join("papers/diary.txt");
    fs::create_dir_all(diary.parent().unwrap()).unwrap();
    fs::write(&diary, "mine").unwrap();
    let refused = |place: &Path| index.snapshot_to(place).unwrap_err().code();
    assert_eq!(refused(&path), "inside-index");
    assert_eq!(refused(&path.join("backup")), "inside-index");
    assert_eq!(refused(&path.join("new/../../elsewhere")), "inside-index", "before `new` is there");
    assert!(!path.join("new").exists());
    assert_eq!(refused(folder.path()), "not-empty");
    assert_eq!(refused(diary.parent().unwrap()), "not-empty");
    assert_eq!(refused(&diary), "not-empty");
    assert_eq!(fs::read(&diary).unwrap(), b"mine");
    let copy = folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    index.snapshot_to(&copy).unwrap();
    assert_eq!(refused(&copy), "already-an-index");
    assert_eq!(
        Index::in_memory().unwrap().snapshot_to(folder.path().join("x")).unwrap_err().code(),
        "in-memory"
    );
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).unwrap();
        assert_eq!(refused(&link), "not-empty");
        let inside = folder.path().join("inside");
        std::os::unix::fs::symlink(&path, &inside).unwrap();
        assert_eq!(refused(&inside.join("backup")), "inside-index");
    }
}

#[test]
fn a_copy_that_was_cut_off_is_begun_anew_and_somebody_elses_folder_stays() {
    let folder = tempfile::tempdir().unwrap();
    let index = made(&folder.path().join("clippings"));
    let copy = folder.path().join("copy");
    let fresh = folder.path().join(".copy.part");
    // As a killed run leaves it, at three moments.
    fs::create_dir(&fresh).unwrap();
    index.snapshot_to(&copy).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    fs::create_dir(&fresh).unwrap();
    let mut owned = Owned::create(&fresh, std::iter::empty()).unwrap();
    index.snapshot_to(&copy).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    fs::create_dir(&fresh).unwrap();
    owned = Owned::create(&fresh, std::iter::empty()).unwrap_or(owned);
    let (path, directory) = (index.path().unwrap(), index.directory().unwrap());
    Commit::take(&index, directory, path, &mut owned).unwrap();
    assert!(matches!(Index::open(&fresh), Err(Error::NotAnIndex { .. })), "no index until it is whole");
    let no_other = lock(&fresh).unwrap();
    assert_eq!(index.snapshot_to(&copy).unwrap_err().code(), "locked");
    assert!(fresh.join("owned.json").exists(), "the other run goes on");
    drop(no_other);
    index.snapshot_to(&copy).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    assert!(!fresh.exists());
    fs::create_dir(&fresh).unwrap();
    fs::write(fresh.join("diary.txt"), "mine").unwrap();
    assert_eq!(index.snapshot_to(&copy).unwrap_err().code(), "not-empty");
    assert_eq!(fs::read(fresh.join("diary.txt")).unwrap(), b"mine");
}

#[test]
fn a_damaged_index_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    let index = made(&path);
    let store = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "store")).unwrap();
    let bytes = fs::read(&store).unwrap();
    fs::remove_file(&store).unwrap();
    fs::write(&store, &bytes[..bytes.len() - 1]).unwrap();
    let copy = folder.path().join("copy");
    assert_eq!(index.snapshot_to(&copy).unwrap_err().code(), "corrupt");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left of the copy");
}

/// Sets a signal when it goes out of scope, also by a panic.
struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Adds, removes and commits until the signal, with merges in between; each commit has the articles `0..n` but for every seventh.
fn write_until(stop: &AtomicBool, index: &Index) -> usize {
    let mut writer = index.writer_with(WriterOptions::default().threads(1).memory_bytes(15_000_000)).unwrap();
    let mut count = 0;
    while !stop.load(Ordering::SeqCst) {
        for number in count..count + 20 {
            writer.add(titled(&format!("{number:06}"), "雨后的街上")).unwrap();
            if usize::is_multiple_of(number, 7) {
                writer.remove(&format!("{number:06}")).unwrap();
            }
        }
        count += 20;
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    count
}

/// Fails unless an index is undamaged and has the articles of some commit of [`write_until`].
fn is_of_a_commit(path: &Path) {
    let verification = verify(path).unwrap();
    assert!(verification.damage.is_empty(), "{verification:?}");
    has_articles_of_a_commit(path);
}

/// The same of a copy made file by file: spare files and the table of files, which no search reads, may be missing.
fn is_of_a_commit_but_for_tables(path: &Path) {
    let is_spare =
        |file: &str| file.ends_with(".del.copy") || file.ends_with(".sums") || file.starts_with("files-");
    for damage in verify(path).unwrap().damage {
        assert!(is_spare(&damage.file) && damage.kind == CorruptionKind::Missing, "{damage}");
    }
    has_articles_of_a_commit(path);
}

fn has_articles_of_a_commit(path: &Path) {
    let found = ids(&Index::open(path).unwrap());
    let count = found.last().map_or(0, |id| id.parse::<usize>().unwrap() / 20 * 20 + 20);
    let expected: Vec<String> = (0..count)
        .filter(|number: &usize| !number.is_multiple_of(7))
        .map(|number| format!("{number:06}"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_copy_made_while_a_writer_commits_and_merges_is_one_commit() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path().join("clippings")).unwrap();
    let stop = AtomicBool::new(false);
    let copies = std::thread::scope(|scope| {
        let writing = scope.spawn(|| write_until(&stop, &index));
        let mut copies = 0;
        while index.len() < 600 && !writing.is_finished() {
            let copy = folder.path().join("copy");
            index.snapshot_to(&copy).unwrap();
            is_of_a_commit(&copy);
            fs::remove_dir_all(&copy).unwrap();
            copies += 1;
        }
        stop.store(true, Ordering::SeqCst);
        writing.join().unwrap();
        copies
    });
    assert!(copies > 3, "{copies}");
}

/// Copies a folder file by file, as `cp -r` does. Files that disappear meanwhile are skipped.
fn copy_naively(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let _ = fs::copy(entry.path(), to.join(entry.file_name()));
    }
}

#[test]
fn a_copy_made_file_by_file_beside_a_writer_is_sound_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    let index = Index::create(&path).unwrap();
    let stop = AtomicBool::new(false);
    let (sound, refused) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| write_until(&stop, &index));
        // A failed check ends the writer too.
        let _stops = StopOnDrop(&stop);
        let (mut sound, mut refused) = (0, 0);
        while index.len() < 600 && !writing.is_finished() {
            let copy = folder.path().join("copy");
            copy_naively(&path, &copy);
            match Index::open(&copy) {
                Ok(_) => {
                    is_of_a_commit_but_for_tables(&copy);
                    sound += 1;
                }
                Err(Error::Corrupt { .. }) => refused += 1,
                Err(error) => panic!("{error}"),
            }
            fs::remove_dir_all(&copy).unwrap();
        }
        stop.store(true, Ordering::SeqCst);
        writing.join().unwrap();
        (sound, refused)
    });
    assert!(sound + refused > 3, "{sound} {refused}");
}

#[test]
fn a_file_that_was_copied_while_it_was_written_is_refused_at_the_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clippings");
    drop(made(&path));
    let names: Vec<String> = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| is_engines_name(Path::new(name)) && spare::beside(name).is_none())
        .collect();
    assert!(names.len() > 10);
    for name in names {
        let copy = folder.path().join("copy");
        copy_naively(&path, &copy);
        let bytes = fs::read(path.join(&name)).unwrap();
        fs::write(copy.join(&name), &bytes[..bytes.len() / 2]).unwrap();
        assert!(matches!(Index::open(&copy), Err(Error::Corrupt { .. })), "{name}");
        fs::remove_dir_all(&copy).unwrap();
    }
}

//! Corruption is found wherever it is, reported as such, and repaired from the stored articles.

use std::fs;
use std::path::{Path, PathBuf};

use jianbao::index::{Remedy, Repair, Verification, verify};
use jianbao::{Article, Error, Index, SearchRequest, index_paths};

/// tantivy panics on some damage, and the library catches that: the messages would only fill the screen.
fn hush() {
    static HUSHED: std::sync::Once = std::sync::Once::new();
    HUSHED.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !jianbao::index::is_reading() {
                usual(panic);
            }
        }));
    });
}

/// User words. Building a dictionary with them takes most of the time of opening a small index.
const WORDS: &str = "江城工匠 500\n";

/// An index of two segments, one of them with a deleted article.
pub(crate) fn index_in(folder: &Path) -> PathBuf {
    index_with_words(folder, "")
}

pub(crate) fn index_with_words(folder: &Path, words: &str) -> PathBuf {
    hush();
    let news = folder.join("news");
    fs::create_dir_all(&news).unwrap();
    let path = folder.join(".jianbao");
    let index = Index::builder().user_dictionary(words).create(&path).unwrap();
    for run in 0..2 {
        let lines: String = (0..40)
            .map(|number| {
                let title = format!("江城工匠第{run}{number:02}回走进课堂");
                let body = format!("本报讯 学生们围着看，问了{number}个问题。雨后的街上，卖花的人又出来了。");
                format!("{{\"id\": \"{run}-{number}\", \"title\": \"{title}\", \"body\": \"{body}\", \"date\": \"2024-05-08\"}}\n")
            })
            .collect();
        fs::write(news.join(format!("{run}.jsonl")), lines).unwrap();
        index_paths(&index, std::slice::from_ref(&news), &mut |_| {}).unwrap();
    }
    let mut writer = index.writer().unwrap();
    assert!(writer.remove("0-3").unwrap());
    writer.finish().unwrap();
    path
}

/// The non-empty files of an index.
pub(crate) fn files(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| !is_lock(file))
        .collect();
    files.sort();
    files
}

fn is_lock(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "lock")
}

pub(crate) fn name(file: &Path) -> String {
    file.file_name().unwrap().to_str().unwrap().to_owned()
}

/// True if the damage to a file is found, by its name.
fn is_found(path: &Path, file: &str) -> bool {
    match verify(path) {
        Ok(found) => found.damage.iter().any(|damage| damage.file == file) && found.remedy.is_some(),
        // The format number is the one thing that another version may have written.
        Err(Error::OlderFormat { .. } | Error::NotAnIndex { .. }) => file == "jianbao.json",
        Err(error) => panic!("{file}: {error}"),
    }
}

/// Queries an index in any state. The result may be an error, but not a panic.
fn ask(path: &Path) -> Result<u64, Error> {
    let index = Index::open(path)?;
    let total = index.search(&SearchRequest::new("江城工匠 “卖花的人” 课*"))?.total;
    index.get("1-7")?;
    index.stats()?;
    Ok(total)
}

#[test]
fn a_sound_index_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let Verification { articles, damage, remedy, files: checked, .. } = verify(&path).unwrap();
    assert_eq!((articles, damage, remedy), (79, Vec::new(), None));
    assert_eq!(checked, files(&path).len() as u64, "every file is looked at");
    assert_eq!(ask(&path).unwrap(), 79);
    assert!(Index::builder().checked().open(&path).is_ok());
}

#[test]
fn a_flipped_bit_is_found_in_every_region_of_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let mut kinds = std::collections::BTreeSet::new();
    for file in files(&path) {
        kinds.insert(name(&file).rsplit('.').next().unwrap().to_owned());
        let sound = fs::read(&file).unwrap();
        let step = (sound.len() / 10).max(1);
        let ends = (0..3).chain(sound.len().saturating_sub(12)..sound.len());
        for position in ends.chain((3..sound.len()).step_by(step)) {
            let Some(&byte) = sound.get(position) else { continue };
            let mut damaged = sound.clone();
            damaged[position] = byte ^ (1 << (position % 8));
            fs::write(&file, &damaged).unwrap();
            assert!(is_found(&path, &name(&file)), "byte {position} of {}", name(&file));
            if position % 5 == 0 {
                let _ = ask(&path);
            }
        }
        fs::write(&file, &sound).unwrap();
    }
    let expected =
        ["copy", "del", "fast", "fieldnorm", "idx", "json", "pos", "store", "sums", "term", "text"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(verify(&path).unwrap().damage.is_empty());
}

#[test]
fn a_file_that_is_cut_short_or_missing_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    for file in files(&path) {
        let sound = fs::read(&file).unwrap();
        for length in [0, 1, sound.len() / 2, sound.len() - 1] {
            fs::write(&file, &sound[..length]).unwrap();
            assert!(is_found(&path, &name(&file)), "{} cut to {length} bytes", name(&file));
            let _ = ask(&path);
        }
        fs::remove_file(&file).unwrap();
        assert!(is_found(&path, &name(&file)), "{} missing", name(&file));
        let _ = ask(&path);
        fs::write(&file, &sound).unwrap();
    }
}

#[test]
fn all_damage_is_listed_not_the_first_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let damaged: Vec<PathBuf> = files(&path)
        .into_iter()
        .filter(|file| ["pos", "idx", "term"].iter().any(|kind| file.extension().is_some_and(|e| e == *kind)))
        .collect();
    for (number, file) in damaged.iter().enumerate() {
        let sound = fs::read(file).unwrap();
        fs::write(file, &sound[..sound.len() - 1 - number]).unwrap();
    }
    let found = verify(&path).unwrap();
    let named: Vec<String> = found.damage.iter().map(|damage| damage.file.clone()).collect();
    assert_eq!(named.len(), damaged.len(), "{named:?}");
    assert_eq!(found.remedy, Some(Repair::Rebuild));
    assert_eq!(found.articles, 79, "what is stored is read all the same");
}

#[test]
fn damage_beside_the_store_is_mended_by_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_with_words(folder.path(), WORDS);
    let all = |index: &Index| index.articles().unwrap().map(Result::unwrap).collect::<Vec<Article>>();
    let before = all(&Index::open(&path).unwrap());
    for kind in ["idx", "pos", "term", "fieldnorm", "managed.json"] {
        for file in files(&path).into_iter().filter(|file| name(file).ends_with(kind)) {
            fs::write(&file, b"?").unwrap();
        }
        let refused = ask(&path).unwrap_err();
        assert!(matches!(refused, Error::Corrupt { .. }), "{kind}: {refused:?}");
        assert_eq!(refused.remedy(), Some(Remedy::Verify), "{refused}");
        assert_eq!(verify(&path).unwrap().remedy, Some(Repair::Rebuild), "{kind}");
        let mended = Index::rebuild(&path, None).unwrap().index;
        assert_eq!(all(&mended), before, "{kind}");
        assert_eq!(mended.user_dictionary(), WORDS);
        assert!(verify(&path).unwrap().damage.is_empty(), "{kind}");
    }
}

#[test]
fn lost_settings_are_mended_with_the_words_given_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_with_words(folder.path(), WORDS);
    let settings = path.join("jianbao.json");
    let text = fs::read_to_string(&settings).unwrap();
    for damaged in ["{", &text.replace("工匠 500", "工匠 501")] {
        fs::write(&settings, damaged).unwrap();
        assert_eq!(verify(&path).unwrap().remedy, Some(Repair::RebuildWithWords));
        assert!(matches!(Index::rebuild(&path, None), Err(Error::WordsCorrupt { .. })));
        let mended = Index::rebuild(&path, Some(WORDS)).unwrap().index;
        assert_eq!(mended.len(), 79);
        assert!(verify(&path).unwrap().damage.is_empty());
    }
}

/// A merge reads a segment and rewrites it: damage would get valid checksums.
#[test]
fn a_merge_does_not_turn_damage_into_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = index_in(folder.path());
    let file = files(&path).into_iter().find(|file| name(file).ends_with("store")).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle] ^= 4;
    fs::write(&file, bytes).unwrap();
    let index = Index::open(&path).unwrap();
    // Many small commits that tantivy merges.
    let outcome = (0..12).try_for_each(|number| -> jianbao::Result<()> {
        let mut writer = index.writer()?;
        writer.add(Article {
            id: Some(format!("new-{number}")),
            title: Some("雨".into()),
            ..Article::default()
        })?;
        writer.finish()
    });
    let found = verify(&path).unwrap();
    assert!(found.damage.iter().any(|damage| damage.file == name(&file)), "{outcome:?} {found:?}");
}

#[test]
fn a_directory_with_nothing_of_ours_is_no_index() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(verify(folder.path()), Err(Error::NotAnIndex { .. })));
    assert!(matches!(verify(folder.path().join("absent")), Err(Error::NotAnIndex { .. })));
}
